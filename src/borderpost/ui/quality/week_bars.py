"""A bar for each week, painted: how high a share or a score was, with its figure above and its day below."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, Space, TextStyle

_HEIGHT = 132
_LEAST_WIDTH = 240
_WIDEST_BAR = 44


@dataclass(frozen=True, slots=True)
class WeekBar:
    """One week: how high (0 to 1, None where nothing is known), and the words above and below.

    `low` and `high` are the bounds of an interval, drawn as a line, where there are any. `told` is the
    whole of it in words.
    """

    height: float | None
    above: str
    below: str
    told: str
    low: float | None = None
    high: float | None = None


class WeekBars(look.Themed, QWidget):
    """The weeks from left to right, the oldest first; a reader hears them as its description."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: tuple[WeekBar, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def set_bars(self, bars: Sequence[WeekBar]) -> None:
        """Show these weeks."""
        self.bars = tuple(bars)
        told = "; ".join(bar.told for bar in self.bars)
        self.setAccessibleDescription(told)
        self.setToolTip("\n".join(bar.told for bar in self.bars))
        self.update()

    def restyle(self) -> None:
        """Take the height for the text size in force."""
        self.setFixedHeight(look.px(_HEIGHT))
        self.setMinimumWidth(look.px(_LEAST_WIDTH))
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough to tell the days apart."""
        return QSize(look.px(_LEAST_WIDTH), look.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars; every other figure is left out where there is no room for all."""
        if not self.bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(TextStyle.CAPTION))
        line = painter.fontMetrics().height()
        slot = self.width() / len(self.bars)
        widest = max(painter.fontMetrics().horizontalAdvance(bar.below) for bar in self.bars) + Space.XS
        every = max(1, -int(-widest // slot))
        top, bottom = line + Space.XS, self.height() - line - Space.XS
        painter.setPen(look.colour(Role.BORDER))
        painter.drawLine(0, int(bottom), self.width(), int(bottom))
        thick = min(slot * 0.6, float(look.px(_WIDEST_BAR)))
        for number, bar in enumerate(self.bars):
            left = number * slot
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                left = self.width() - left - slot
            labelled = (len(self.bars) - 1 - number) % every == 0
            self._paint_bar(painter, bar, QRectF(left, top, slot, bottom - top), thick, labelled=labelled)

    def _paint_bar(
        self, painter: QPainter, bar: WeekBar, room: QRectF, thick: float, *, labelled: bool
    ) -> None:
        line = painter.fontMetrics().height()
        centre = room.center().x()
        wide = QRectF(centre - room.width() * 2, 0, room.width() * 4, line)
        highest = room.bottom()
        if bar.height is not None:
            tall = max(1.0, room.height() * min(1.0, max(0.0, bar.height)))
            highest = room.bottom() - tall
            painter.fillRect(QRectF(centre - thick / 2, highest, thick, tall), look.colour(Role.ACCENT))
            if bar.low is not None and bar.high is not None:
                low, high = (room.bottom() - room.height() * part for part in (bar.low, bar.high))
                painter.setPen(look.colour(Role.TEXT))
                painter.drawLine(int(centre), int(low), int(centre), int(high))
                for end in (low, high):
                    painter.drawLine(int(centre - 3), int(end), int(centre + 3), int(end))
                highest = min(highest, high)
        if not labelled:
            return
        painter.setPen(look.colour(Role.TEXT))
        wide.moveTop(highest - line)
        painter.drawText(wide, Qt.AlignmentFlag.AlignCenter, bar.above)
        painter.setPen(look.colour(Role.MUTED))
        wide.moveTop(room.bottom() + Space.XS)
        painter.drawText(wide, Qt.AlignmentFlag.AlignCenter, bar.below)
