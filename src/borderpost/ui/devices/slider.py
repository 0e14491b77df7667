"""A slider for a camera's control or for loudness, with its value in words beside it."""

import math

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from borderpost.ui.kit import Text
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space

_PLACES = 100
_WIDE = 50.0  # a control whose greatest value is that many times its least is turned by ratios


class _Still(QSlider):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class ValueSlider(look.Themed, QWidget):
    """`turned` carries the value an officer chose; a value that is shown by the program says nothing."""

    turned = Signal(float)

    def __init__(self, name: str, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most, self._step = 0.0, 100.0, 1.0
        self._unit = unit
        self.slider = _Still(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(name)
        self.slider.setRange(0, _PLACES)
        self.slider.setPageStep(10)
        self.slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown = Text("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(self.slider, 1)
        row.addWidget(self._shown)
        self.slider.valueChanged.connect(self._moved)
        self.restyle()

    def show_value(self, value: float, least: float, most: float, step: float = 1.0) -> None:
        """Show where a control stands within its range."""
        self._least, self._most, self._step = least, most, step
        if not self.slider.isSliderDown() and not math.isclose(self.value(), value, abs_tol=step / 2):
            self.slider.blockSignals(True)
            self.slider.setValue(self._place_of(value))
            self.slider.blockSignals(False)
        self._say(value)

    def value(self) -> float:
        """Return the value at the slider's place."""
        part = self.slider.value() / _PLACES
        if self._by_ratio():
            value = self._least * math.pow(self._most / self._least, part)
        else:
            value = self._least + (self._most - self._least) * part
        steps = round((value - self._least) / self._step)
        return min(self._least + steps * self._step, self._most)

    def restyle(self) -> None:
        """Keep room for the longest value."""
        self._shown.setMinimumWidth(look.px(64))

    def _by_ratio(self) -> bool:
        return self._least > 0 and self._most / self._least >= _WIDE

    def _place_of(self, value: float) -> int:
        value = min(max(value, self._least), self._most)
        if self._most <= self._least:
            return 0
        if self._by_ratio():
            return round(_PLACES * math.log(value / self._least) / math.log(self._most / self._least))
        return round(_PLACES * (value - self._least) / (self._most - self._least))

    def _say(self, value: float) -> None:
        self._shown.setText(f"{value:g} {self._unit}".strip())
        self.slider.setAccessibleDescription(self._shown.text())

    @Slot(int)
    def _moved(self, place: int) -> None:
        value = self.value()
        self._say(value)
        self.turned.emit(value)
