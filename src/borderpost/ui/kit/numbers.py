"""Editors of numbers that the mouse wheel cannot change by accident."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from borderpost.ui.theme.tokens import Space


class NumberField(QDoubleSpinBox):
    """A number with its unit as suffix; the wheel does nothing, since it is turned to scroll the page."""

    def __init__(
        self,
        name: str,
        *,
        decimals: int = 0,
        unit: str = "",
        most: float = 1_000_000.0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDecimals(decimals)
        self.setRange(0.0, most)
        self.setSuffix(f" {unit}" if unit else "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # the style sheet's padding does not reach the editor of a spin box whose buttons it draws
        self.lineEdit().setTextMargins(Space.S, 0, Space.XS, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
