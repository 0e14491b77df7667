"""Paints the cells of a table, those with a tone as a small badge of shape, word and colour."""

from functools import cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from borderpost.ui.icons import TONE_ICONS, pixmap
from borderpost.ui.tables.model import Cell, PagedTableModel
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, Role, Space, TextStyle, Tone

Place = tuple[int, int, int, int]
"""Where a cell stands: x, y, width and height in px."""

_Index = QModelIndex | QPersistentModelIndex
_HOVERED = QStyle.StateFlag.State_MouseOver.value
_CHOSEN = QStyle.StateFlag.State_Selected.value


class CellPainter(QStyledItemDelegate):
    """The delegate of every paged table; what the mouse is not on is painted row by row instead."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """Leave out the dotted frame of the current cell: the whole row is marked."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a cell."""
        model = index.model()
        if not isinstance(model, PagedTableModel):
            super().paint(painter, option, index)
            return
        # asked for in one go: the nine roles that Qt asks for by itself cost more than all the painting
        cell = model.cell(index.row(), index.column())
        # as a number: flags of Python's own are slow to compare
        state = option.state.value
        if state & _HOVERED:
            bare = QStyleOptionViewItem(option)
            bare.state &= ~QStyle.StateFlag.State_HasFocus
            widget = option.widget
            widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, widget)
        elif state & _CHOSEN:
            # what the style sheet says of a chosen cell, without asking it
            painter.fillRect(option.rect, look.shade(Role.SELECTION))
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        rect = option.rect
        place = rect.x(), rect.y(), rect.width(), rect.height()
        paint_cell(painter, place, cell, mirrored=mirrored, chosen=bool(state & _CHOSEN))


def paint_cell(painter: QPainter, place: Place, cell: Cell, *, mirrored: bool, chosen: bool) -> None:
    """Paint a cell's badge or words on whatever its ground is."""
    if cell.tone is not None:
        _paint_badge(painter, place, cell.tone, cell.text, mirrored=mirrored)
    elif cell.text:
        _paint_text(painter, place, cell, mirrored=mirrored, chosen=chosen)


def _paint_text(painter: QPainter, place: Place, cell: Cell, *, mirrored: bool, chosen: bool) -> None:
    """Set one line on the base line of the row's own face.

    Qt would centre the line by the height of whatever face a letter came from: Chinese stood higher than
    its neighbours.
    """
    style = TextStyle.CODE if cell.code else TextStyle.BODY
    metrics = look.metrics(style)
    across, down, width, height = place
    left, room = across + Space.S + 2, width - 2 * Space.S - 2
    shown = " ".join(cell.text.split())
    needed = metrics.horizontalAdvance(shown)
    if needed > room:
        shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)
        needed = metrics.horizontalAdvance(shown)
    base = down + (height + _rise(style, look.text_scale()) + 1) // 2
    painter.setFont(look.face(style))
    painter.setPen(look.shade(Role.ON_SELECTION if chosen else Role.TEXT))
    painter.drawText(left + room - needed if cell.number != mirrored else left, base, shown)


@cache
def _rise(style: TextStyle, _scale: float) -> int:
    """Return by how much more a face stands above its line than beneath it, at the text size in force."""
    metrics = look.metrics(style)
    return metrics.ascent() - metrics.descent()


def _paint_badge(painter: QPainter, place: Place, tone: Tone, text: str, *, mirrored: bool) -> None:
    colours = look.tone(tone)
    font = look.face(TextStyle.STRONG)
    metrics = look.metrics(TextStyle.STRONG)
    rect = QRect(*place)
    side = round(metrics.height() * 0.8)
    height = min(metrics.height() + 2 * Space.HAIR, rect.height() - 2)
    room = rect.width() - 2 * Space.XS
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room - side - 3 * Space.S)
    width = min(side + metrics.horizontalAdvance(shown) + 3 * Space.S, room)
    left = rect.right() - Space.XS - width if mirrored else rect.left() + Space.XS
    field = QRectF(left, rect.top() + (rect.height() - height) / 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.ink(colours.border), 1))
    painter.setBrush(look.ink(colours.soft))
    painter.drawRoundedRect(field, Radius.SMALL, Radius.SMALL)
    at = field.right() - Space.S - side if mirrored else field.left() + Space.S
    ratio = painter.device().devicePixelRatio()
    drawn = pixmap(TONE_ICONS[tone], colours.text, side, ratio)
    painter.drawPixmap(round(at), round(field.center().y() - side / 2), drawn)
    painter.setPen(look.ink(colours.text))
    painter.setFont(font)
    words = field.adjusted(Space.S, 0, -side - 2 * Space.S, 0)
    if not mirrored:
        words = field.adjusted(side + 2 * Space.S, 0, 0, 0)
    edge = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    painter.drawText(words, edge | Qt.AlignmentFlag.AlignVCenter, shown)
    painter.restore()
