"""Paints the cells of a table, those with a tone as a small badge of shape, word and colour."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from borderpost.ui.icons import TONE_ICONS, pixmap
from borderpost.ui.tables.model import Cell, PagedTableModel
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, Role, Space, TextStyle, Tone

_Index = QModelIndex | QPersistentModelIndex
_HOVERED = QStyle.StateFlag.State_MouseOver.value
_CHOSEN = QStyle.StateFlag.State_Selected.value


class CellPainter(QStyledItemDelegate):
    """The delegate of every paged table."""

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
            painter.fillRect(option.rect, look.colour(Role.SELECTION))
        if cell.tone is not None:
            _paint_badge(painter, option, cell.tone, cell.text)
        elif cell.text:
            _paint_text(painter, option, cell, chosen=bool(state & _CHOSEN))


def _paint_text(painter: QPainter, option: QStyleOptionViewItem, cell: Cell, *, chosen: bool) -> None:
    """Set one line on the base line of the row's own face.

    Qt would centre the line by the height of whatever face a letter came from: Chinese stood higher than
    its neighbours.
    """
    style = TextStyle.CODE if cell.code else TextStyle.BODY
    metrics = look.metrics(style)
    rect = option.rect
    left, room = rect.x() + Space.S + 2, rect.width() - 2 * Space.S - 2
    shown = " ".join(cell.text.split())
    width = metrics.horizontalAdvance(shown)
    if width > room:
        shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(shown)
    trailing = cell.number != (option.direction == Qt.LayoutDirection.RightToLeft)
    base = rect.y() + (rect.height() + metrics.ascent() - metrics.descent() + 1) // 2
    painter.setFont(look.font(style))
    painter.setPen(look.colour(Role.ON_SELECTION if chosen else Role.TEXT))
    painter.drawText(left + room - width if trailing else left, base, shown)


def _paint_badge(painter: QPainter, option: QStyleOptionViewItem, tone: Tone, text: str) -> None:
    colours = look.tone(tone)
    font = look.font(TextStyle.STRONG)
    metrics = QFontMetrics(font)
    rect = option.rect
    mirrored = option.direction == Qt.LayoutDirection.RightToLeft
    side = round(metrics.height() * 0.8)
    height = min(metrics.height() + 2 * Space.HAIR, rect.height() - 2)
    room = rect.width() - 2 * Space.XS
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room - side - 3 * Space.S)
    width = min(side + metrics.horizontalAdvance(shown) + 3 * Space.S, room)
    left = rect.right() - Space.XS - width if mirrored else rect.left() + Space.XS
    field = QRectF(left, rect.top() + (rect.height() - height) / 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.border), 1))
    painter.setBrush(QColor(colours.soft))
    painter.drawRoundedRect(field, Radius.SMALL, Radius.SMALL)
    at = field.right() - Space.S - side if mirrored else field.left() + Space.S
    ratio = painter.device().devicePixelRatio()
    drawn = pixmap(TONE_ICONS[tone], colours.text, side, ratio)
    painter.drawPixmap(round(at), round(field.center().y() - side / 2), drawn)
    painter.setPen(QColor(colours.text))
    painter.setFont(font)
    words = field.adjusted(Space.S, 0, -side - 2 * Space.S, 0)
    if not mirrored:
        words = field.adjusted(side + 2 * Space.S, 0, 0, 0)
    edge = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    painter.drawText(words, edge | Qt.AlignmentFlag.AlignVCenter, shown)
    painter.restore()
