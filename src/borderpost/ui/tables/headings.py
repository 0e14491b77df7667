"""Paints the headings of a table, which stand above every parcel's goods and hardly ever change."""

from functools import cache, lru_cache

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPixmap
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
        self._said: dict[int, tuple[str, Qt.AlignmentFlag]] = {}
        self._picture: QPixmap | None = None
        self._pictured: object = None
        self.sectionResized.connect(self._forget_picture)
        self.sectionCountChanged.connect(self._forget_picture)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all titles as they were painted before, as long as nothing about them has changed."""
        if self.underMouse() or self.isSortIndicatorShown():
            super().paintEvent(event)
            return
        ratio = self.devicePixelRatioF()
        state = self.offset(), self.size(), ratio, look.scheme(), look.text_scale()
        if self._picture is None or state != self._pictured:
            self._pictured, self._picture = state, self._painted(ratio)
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _painted(self, ratio: float) -> QPixmap:
        picture = QPixmap(self.viewport().size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(look.shade(Role.SUNKEN))
        painter = QPainter(picture)
        for section in range(self.count()):
            if not self.isSectionHidden(section):
                across, width = self.sectionViewportPosition(section), self.sectionSize(section)
                self.paintSection(painter, QRect(across, 0, width, self.viewport().height()), section)
        painter.end()
        return picture

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one title and the line beneath it."""
        if self.underMouse() or self.isSortIndicatorShown():
            super().paintSection(painter, rect, section)
            return
        title, side = self._said.get(section) or self._ask(section)
        painter.fillRect(rect, look.shade(Role.SUNKEN))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), _EDGE, look.shade(Role.BORDER))
        painter.setPen(look.shade(Role.MUTED))
        font = _font(look.text_scale())
        painter.setFont(font)
        room = rect.adjusted(_ACROSS, _DOWN, -_ACROSS, -_DOWN - _EDGE)
        painter.drawText(room, side, _fitting(title, look.text_scale(), room.width() + _GRACE))

    def changeEvent(self, event: QEvent) -> None:
        """Ask for the titles anew in another language or direction."""
        super().changeEvent(event)
        self._forget()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show the titles of another model, and anew whenever that one says so."""
        super().setModel(model)
        self._forget()
        if model is not None:
            model.headerDataChanged.connect(self._renamed)

    @Slot(Qt.Orientation, int, int)
    def _renamed(self, _along: Qt.Orientation, _first: int, _last: int) -> None:
        self._forget()

    def _forget(self) -> None:
        self._said.clear()
        self._picture = None

    @Slot()
    def _forget_picture(self) -> None:
        self._picture = None

    def _ask(self, section: int) -> tuple[str, Qt.AlignmentFlag]:
        model, along = self.model(), self.orientation()
        title = str(model.headerData(section, along) or "")
        side = model.headerData(section, along, Qt.ItemDataRole.TextAlignmentRole)
        self._said[section] = said = title, side | Qt.TextFlag.TextDontClip
        return said


@lru_cache(256)
def _fitting(title: str, scale: float, width: int) -> str:
    return QFontMetrics(_font(scale)).elidedText(title, Qt.TextElideMode.ElideRight, width)


@cache
def _font(scale: float) -> QFont:
    font = look.font_at(TextStyle.CAPTION, scale)
    font.setWeight(QFont.Weight.Bold)
    return font
