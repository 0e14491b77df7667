"""Paints the headings of a table, which stand above every parcel's goods and hardly ever change."""

from functools import cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, TextStyle

_ACROSS, _DOWN = 10, 4  # px, as the style sheet has it
_EDGE = 1
_GRACE = 2  # px: rounding of advances must not elide a title that has its room


class Headings(QHeaderView):
    """Titles on a sunken ground, painted in a fifth of the time that the style sheet takes for them.

    What the mouse is on, or what the rows are sorted by, is painted by the style sheet.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one title and the line beneath it."""
        if self.underMouse() or self.isSortIndicatorShown():
            super().paintSection(painter, rect, section)
            return
        model = self.model()
        title = str(model.headerData(section, self.orientation()) or "")
        side = model.headerData(section, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        painter.fillRect(rect, look.colour(Role.SUNKEN))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), _EDGE, look.colour(Role.BORDER))
        painter.setPen(look.colour(Role.MUTED))
        font = _font(look.text_scale())
        painter.setFont(font)
        room = rect.adjusted(_ACROSS, _DOWN, -_ACROSS, -_DOWN - _EDGE)
        shown = QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, room.width() + _GRACE)
        painter.drawText(room, side | Qt.TextFlag.TextDontClip, shown)


@cache
def _font(scale: float) -> QFont:
    font = look.font_at(TextStyle.CAPTION, scale)
    font.setWeight(QFont.Weight.Bold)
    return font
