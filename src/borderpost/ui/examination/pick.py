"""A box that drops down a list of codes and gives back the code."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget


class Pick(QComboBox):
    """Chooses one of pairs of value and word. The wheel only turns it while it has the focus."""

    def __init__(self, choices: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these pairs of value and word; the chosen one stays chosen where it is still there."""
        offered = [(str(self.itemData(n)), self.itemText(n)) for n in range(self.count())]
        if offered == [(str(value), word) for value, word in choices]:
            return
        chosen = self.value()
        self.blockSignals(True)
        self.clear()
        for value, word in choices:
            self.addItem(word, str(value))
        self.choose(chosen)
        self.blockSignals(False)

    def value(self) -> str:
        """Return the chosen value, or nothing."""
        value = self.currentData()
        return str(value) if value is not None else ""

    def choose(self, value: str) -> None:
        """Choose a value; an unknown one chooses the first."""
        self.setCurrentIndex(max(self.findData(str(value)), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless the box has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
