"""The order of the log, chosen by keys; pressing a heading of the table does the same by mouse."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from borderpost.work.ports import LogKey, LogOrder


class OrderChoice(QComboBox):
    """`chosen(LogOrder)`: another order was chosen here."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Order"))
        self.setToolTip(self.tr("Order"))
        self.setPlaceholderText(self.tr("By heading"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        words = (
            (self.tr("Newest first"), LogOrder(LogKey.TIME, descending=True)),
            (self.tr("Oldest first"), LogOrder(LogKey.TIME, descending=False)),
            (self.tr("By item"), LogOrder(LogKey.ITEM, descending=False)),
            (self.tr("Severest lane first"), LogOrder(LogKey.LANE, descending=True)),
            (self.tr("By stage"), LogOrder(LogKey.STAGE, descending=False)),
            (self.tr("By officer"), LogOrder(LogKey.OFFICER, descending=False)),
            (self.tr("By sender"), LogOrder(LogKey.SENDER, descending=False)),
            (self.tr("By addressee"), LogOrder(LogKey.ADDRESSEE, descending=False)),
            (self.tr("Seizure numbers first"), LogOrder(LogKey.NUMBER, descending=True)),
        )
        self._orders = tuple(order for _, order in words)
        for text, _ in words:
            self.addItem(text)
        # with a text for none of them, Qt chooses none
        self.setCurrentIndex(0)
        self.currentIndexChanged.connect(self._changed)

    def show_order(self, order: LogOrder) -> None:
        """Show an order that was chosen elsewhere."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self._orders.index(order) if order in self._orders else -1)

    @Slot(int)
    def _changed(self, place: int) -> None:
        if 0 <= place < len(self._orders):
            self.chosen.emit(self._orders[place])
