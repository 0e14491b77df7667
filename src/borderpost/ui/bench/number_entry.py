"""The row in which an officer types a parcel's number or chooses a picture of its label."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, CodeField, Text
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space, TextStyle

NUMBER_KEY, PICTURE_KEY = "Alt+N", "Ctrl+O"
_LONGEST = 200
_NARROW = 520  # px at 100 % text size


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
        self._words = (self.tr("Look up"), self.tr("Picture of a label"))
        self.button = Button(self._words[0], ButtonKind.NORMAL, Icon.SEARCH)
        self.button.clicked.connect(self._enter)
        self.picture = Button(self._words[1], ButtonKind.QUIET, Icon.FOLDER)
        self.picture.clicked.connect(self.picture_asked)
        row.addWidget(label)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words away where the window is narrow for its text."""
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        """Keep the field wide enough for a number."""
        self.field.setMinimumWidth(look.px(180))
        narrow = self.width() < look.px(_NARROW)
        for button, words in zip((self.button, self.picture), self._words, strict=True):
            button.setText("" if narrow else words)
            button.setAccessibleName(words)

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
