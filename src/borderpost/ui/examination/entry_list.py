"""What was recorded, as rows of two lines with the time and number of their entry; no widget per row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from borderpost.ui.icons import TONE_ICONS, Icon, pixmap
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, Size, Space, TextStyle, Tone

_Index = QModelIndex | QPersistentModelIndex
_ROW = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class Row:
    """One thing recorded: its entry's id, its words, a quieter second line, and where it stands.

    `place` is the time and number of the entry; `removable` says whether a correction may name it.
    """

    entry: str
    text: str
    detail: str = ""
    place: str = ""
    tone: Tone | None = None
    icon: Icon | None = None
    removable: bool = False


class RowModel(QAbstractListModel):
    """The rows in the order given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def rows(self) -> tuple[Row, ...]:
        """Return what is shown."""
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One row each."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for the eye, and all of them for ear and tooltip."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return "\n".join(part for part in (row.text, row.detail, row.place) if part)
        return row if role == _ROW else None


class RowPainter(QStyledItemDelegate):
    """Paints icon, words and place of a row in two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Two lines and room around them."""
        strong = QFontMetrics(look.font(TextStyle.STRONG)).height()
        caption = QFontMetrics(look.font(TextStyle.CAPTION)).height()
        return QSize(look.px(160), strong + caption + 2 * Space.XS + Space.S)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        row: Row = index.data(_ROW)
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, option.widget)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ink = look.colour(Role.ON_SELECTION if chosen else Role.TEXT)
        quiet = look.colour(Role.ON_SELECTION if chosen else Role.MUTED)
        painter.save()
        inner = option.rect.adjusted(Space.S, Space.XS, -Space.S, -Space.XS)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        drawing = row.icon or (TONE_ICONS[row.tone] if row.tone else None)
        if drawing is not None:
            side = look.px(Size.ICON)
            colour = ink if chosen or row.tone is None else look.tone(row.tone).text
            x = inner.right() - side + 1 if mirrored else inner.left()
            drawn = pixmap(drawing, colour, side, painter.device().devicePixelRatio())
            painter.drawPixmap(x, inner.center().y() - side // 2 + 1, drawn)
            lead = side + Space.S
            inner.adjust(0 if mirrored else lead, 0, -lead if mirrored else 0, 0)
        # absolute: a name in another direction must not change sides
        absolute = Qt.AlignmentFlag.AlignAbsolute
        start = (Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft) | absolute
        end = (Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight) | absolute
        strong, small = look.font(TextStyle.STRONG), look.font(TextStyle.CAPTION)
        above, below = QFontMetrics(strong), QFontMetrics(small)
        top = QRect(inner.left(), inner.top(), inner.width(), above.height())
        bottom = QRect(inner.left(), top.bottom() + Space.XS, inner.width(), below.height() + 2)
        elide = Qt.TextElideMode.ElideRight
        # letters of other scripts reach above and below the line of the first font
        start, end = start | Qt.TextFlag.TextDontClip, end | Qt.TextFlag.TextDontClip
        place_width = below.horizontalAdvance(row.place) + Space.S if row.place else 0
        painter.setFont(small)
        painter.setPen(quiet)
        painter.drawText(bottom, end, row.place)
        room = bottom.adjusted(place_width if mirrored else 0, 0, 0 if mirrored else -place_width, 0)
        painter.drawText(room, start, below.elidedText(_flat(row.detail), elide, room.width()))
        painter.setFont(strong)
        painter.setPen(ink)
        painter.drawText(top, start, above.elidedText(_flat(row.text), elide, top.width()))
        painter.restore()


def _flat(text: str) -> str:
    return " ".join(text.split())


class EntryList(look.Themed, QListView):
    """Delete asks that the current row no longer count: `removal_asked` carries its entry and words."""

    removal_asked = Signal(str, str)

    def __init__(self, name: str, empty: str, rows: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = rows
        self._empty = empty
        self._rows = RowModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(RowPainter(self))
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, and keep the current one where it is still there."""
        if tuple(rows) == self._rows.rows():
            return
        row, before = self.current(), self._rows.rows()
        self._rows.set_rows(rows)
        entries = [each.entry for each in rows]
        # whoever stands at the newest row goes along with it
        at_the_end = row is None or row.entry == before[-1].entry
        if row is not None and row.entry in entries and not (at_the_end and len(rows) > len(before)):
            self.setCurrentIndex(self._rows.index(entries.index(row.entry)))
        elif rows:
            self.setCurrentIndex(self._rows.index(len(rows) - 1))
            self.scrollToBottom()
        self.setAccessibleDescription(self._empty if not rows else "")

    def rows(self) -> tuple[Row, ...]:
        """Return what is shown."""
        return self._rows.rows()

    def current(self) -> Row | None:
        """Return the current row."""
        number = self.currentIndex().row()
        rows = self._rows.rows()
        return rows[number] if 0 <= number < len(rows) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete asks to correct the current row."""
        row = self.current()
        if event.key() == Qt.Key.Key_Delete and row is not None:
            if row.removable:
                self.removal_asked.emit(row.entry, row.text)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or the sentence that says why there are none."""
        super().paintEvent(event)
        if self._rows.rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setPen(look.colour(Role.MUTED))
        painter.setFont(look.font(TextStyle.BODY))
        field = self.viewport().rect().adjusted(Space.M, Space.S, -Space.M, -Space.S)
        painter.drawText(field, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty)
        painter.end()

    def sizeHint(self) -> QSize:
        """As high as the least: a layout with wrapped text in it gives hints, not least sizes, their due."""
        return QSize(look.px(240), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the fewest rows that make sense."""
        return QSize(look.px(160), self._height(self._least))

    def restyle(self) -> None:
        """Measure again."""
        self.updateGeometry()
        self.viewport().update()

    def _height(self, rows: int) -> int:
        strong = QFontMetrics(look.font(TextStyle.STRONG)).height()
        caption = QFontMetrics(look.font(TextStyle.CAPTION)).height()
        return rows * (strong + caption + 4 * Space.XS) + 2 * self.frameWidth() + Space.XS
