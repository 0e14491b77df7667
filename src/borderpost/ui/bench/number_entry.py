"""The row in which an officer types a parcel's number or chooses a picture of its label."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, CodeField, ShortcutHint, Text
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space, TextStyle

NUMBER_KEY, PICTURE_KEY = "Alt+N", "Ctrl+O"
_LONGEST = 200


class NumberEntry(look.Themed, QWidget):
    """`entered` gives the number typed, blanks and all; `picture_asked` comes when a picture is wanted."""

    entered = Signal(str)
    picture_asked = Signal()
    left = Signal()
    """Escape was pressed in the empty field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        label = Text(self.tr("Number"), TextStyle.STRONG)
        self.field = CodeField(self.tr("Number of the parcel"), self.tr("type the number on the label"))
        self.field.setMaxLength(_LONGEST)
        self.field.returnPressed.connect(self._enter)
        self.field.textChanged.connect(self._follow)
        label.setBuddy(self.field)
        self.button = Button(self.tr("Look up"), ButtonKind.NORMAL, Icon.SEARCH)
        self.button.clicked.connect(self._enter)
        self.picture = Button(self.tr("Picture of a label"), ButtonKind.QUIET, Icon.FOLDER)
        self.picture.clicked.connect(self.picture_asked)
        row.addWidget(label)
        row.addWidget(ShortcutHint(NUMBER_KEY))
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        row.addSpacing(Space.M)
        row.addWidget(ShortcutHint(PICTURE_KEY))
        row.addWidget(self.picture)
        self._follow("")
        self.restyle()

    def offer(self, text: str) -> None:
        """Put a number into the field, ready to be changed or looked up again."""
        self.field.setText(text[:_LONGEST])
        self.field.selectAll()

    def clear(self) -> None:
        """Empty the field."""
        self.field.clear()

    def restyle(self) -> None:
        """Keep the field wide enough for a number."""
        self.field.setMinimumWidth(look.px(180))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the field, and leaves it where it is empty."""
        if event.key() == Qt.Key.Key_Escape:
            if self.field.text():
                self.field.clear()
            else:
                self.left.emit()
            return
        super().keyPressEvent(event)

    @Slot()
    def _enter(self) -> None:
        text = self.field.text().strip()
        if text:
            self.entered.emit(text)
        else:
            self.field.setFocus()

    @Slot(str)
    def _follow(self, text: str) -> None:
        self.button.setEnabled(bool(text.strip()))
