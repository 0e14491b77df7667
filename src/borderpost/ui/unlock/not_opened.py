"""A window that says why the station could not be opened, and tries again when it is told to."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, Card, Heading, Text
from borderpost.ui.theme.tokens import Space


class NotOpenedWindow(QWidget):
    """`again` asks for another try; `closed` comes when the window was closed instead."""

    again = Signal()
    closed = Signal()

    def __init__(self, why: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Borderpost"))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        card = Card()
        card.add(Heading(self.tr("This station could not be opened")))
        self.why = Text(why, wrap=True)
        card.add(self.why)
        card.add(Text(self.tr("Nothing was changed. Once the cause is gone, try again."), wrap=True))
        self.retry = Button(self.tr("Try again"), ButtonKind.PRIMARY, Icon.SYNC)
        self.retry.clicked.connect(self.again)
        card.add(self.retry)
        column.addStretch(1)
        column.addWidget(card)
        column.addStretch(1)
        self.resize(760, 420)
        self.retry.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that nobody will try again."""
        self.closed.emit()
        super().closeEvent(event)
