"""What is asked at the foot of the bench before a step is taken, and the way out of it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, Card


class Question(Card):
    """Hidden until it is asked; Escape closes it without an answer, and `closed` comes.

    `turned` says whether it came up, or goes.
    """

    closed = Signal()
    turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.back = Button(self.tr("Go back"), ButtonKind.QUIET, Icon.UNDO)
        self.back.clicked.connect(self.close_panel)
        self.header.addWidget(self.back)
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Say that it is there: what is of no use meanwhile gives it room."""
        super().showEvent(event)
        self.turned.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that it is gone."""
        super().hideEvent(event)
        self.turned.emit(False)

    @Slot()
    def close_panel(self) -> None:
        """Give no answer."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)
