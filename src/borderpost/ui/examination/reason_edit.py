"""A text of several lines in which Enter goes on and Shift+Enter begins a new line."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space


class ReasonEdit(look.Themed, QPlainTextEdit):
    """Tab leaves it; `finished` comes on Enter."""

    finished = Signal()

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTabChangesFocus(True)
        self.restyle()

    def text(self) -> str:
        """Return what is written."""
        return self.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Escape is left to the form."""
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shifted:
            self.finished.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Room for the lines asked for."""
        return QSize(look.px(240), self._lines * self.fontMetrics().lineSpacing() + 2 * Space.M)

    def minimumSizeHint(self) -> QSize:
        """The same: less would hide what was written."""
        return QSize(look.px(160), self.sizeHint().height())

    def restyle(self) -> None:
        """Measure again."""
        self.setMaximumHeight(2 * self.sizeHint().height())
        self.updateGeometry()
