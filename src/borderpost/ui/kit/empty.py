"""What a place shows while there is nothing in it: a picture, a sentence, and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.ui.icons import Icon, IconLabel
from borderpost.ui.kit.button import Button, ButtonKind
from borderpost.ui.kit.text import Text
from borderpost.ui.theme.tokens import Role, Size, Space, TextStyle


class EmptyState(QWidget):
    """An icon, one sentence on why it is empty, one on what to do, and a button where one helps."""

    acted = Signal()

    def __init__(
        self, icon: Icon, sentence: str, todo: str = "", action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.S)
        self._picture = IconLabel(icon, Size.ICON_HUGE, Role.CONTROL_BORDER)
        self._sentence = Text(sentence, TextStyle.TITLE, wrap=True)
        self._todo = Text(todo, TextStyle.BODY, muted=True, wrap=True)
        self._button = Button(action, ButtonKind.NORMAL)
        self._button.clicked.connect(self.acted)
        column.addStretch(1)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(Space.S)
        for label in (self._sentence, self._todo):
            label.align(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._button)
        row.addStretch(1)
        column.addSpacing(Space.S)
        column.addLayout(row)
        column.addStretch(2)
        self.set_state(icon, sentence, todo, action)

    def set_state(self, icon: Icon, sentence: str, todo: str = "", action: str = "") -> None:
        """Show another reason and another way out."""
        self._picture.show_icon(icon)
        self._sentence.setText(sentence)
        self._todo.setText(todo)
        self._todo.setVisible(bool(todo))
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(todo)
