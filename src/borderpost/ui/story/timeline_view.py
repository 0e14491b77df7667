"""The timeline on the screen: one list over a model, no widget per entry, each entry as tall as its words."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from borderpost.ui.icons import pixmap
from borderpost.ui.story.timeline import Moment
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, Size, Space, TextStyle

_Index = QModelIndex | QPersistentModelIndex
_MOMENT = int(Qt.ItemDataRole.UserRole) + 1
_NEW_DAY = int(Qt.ItemDataRole.UserRole) + 2
_TALL = 100_000


class TimelineModel(QAbstractListModel):
    """The moments in the order given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moments: tuple[Moment, ...] = ()

    def moments(self) -> tuple[Moment, ...]:
        """Return what is shown."""
        return self._moments

    def set_moments(self, moments: Sequence[Moment]) -> None:
        """Show these."""
        self.beginResetModel()
        self._moments = tuple(moments)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One row an entry."""
        return 0 if parent.isValid() else len(self._moments)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of an entry, for eye and ear."""
        if not index.isValid() or not 0 <= index.row() < len(self._moments):
            return None
        row = index.row()
        moment = self._moments[row]
        if role == Qt.ItemDataRole.DisplayRole:
            return moment.sentence
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return moment.aloud
        if role == _NEW_DAY:
            return row == 0 or self._moments[row - 1].day != moment.day
        return moment if role == _MOMENT else None


class MomentPainter(QStyledItemDelegate):
    """Paints an entry beside the line that joins it to its neighbours."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As tall as the words are at the width of the view."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else look.px(320)
        return QSize(look.px(160), self._draw(None, QRect(0, 0, width, _TALL), option, index))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one entry."""
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        bare.state &= ~QStyle.StateFlag.State_HasFocus
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, option.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # sentences are ours, whatever script they begin with: they read as the layout does
        painter.setLayoutDirection(option.direction)
        self._draw(painter, option.rect, option, index)
        painter.restore()

    def _draw(
        self, painter: QPainter | None, rect: QRect, option: QStyleOptionViewItem, index: _Index
    ) -> int:
        """Lay an entry out from the top of `rect`, paint it if there is a painter; return the height."""
        moment: Moment = index.data(_MOMENT)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        ink = look.colour(Role.ON_SELECTION if chosen else Role.TEXT)
        quiet = look.colour(Role.ON_SELECTION if chosen else Role.MUTED)
        y = rect.top() + Space.S
        disc = look.px(Size.ICON_LARGE)
        lead = Space.S + disc + Space.M
        inner = rect.adjusted(Space.S if mirrored else lead, 0, -lead if mirrored else -Space.S, 0)
        if index.data(_NEW_DAY):
            y = (
                _write(painter, inner, y, moment.day, look.font(TextStyle.CAPTION), quiet, mirrored)
                + Space.XS
            )
        top = y
        strong = look.font(TextStyle.STRONG)
        strong.setStrikeOut(bool(moment.struck))
        y = _write(painter, inner, y, moment.sentence, strong, quiet if moment.struck else ink, mirrored)
        body = look.font(TextStyle.BODY)
        body.setStrikeOut(bool(moment.struck))
        y = _write(painter, inner, y, moment.remark, body, quiet if moment.struck else ink, mirrored)
        why = look.colour(Role.ON_SELECTION) if chosen else QColor(look.tone(moment.tone.CAUTION).text)
        y = _write(painter, inner, y, moment.struck, look.font(TextStyle.BODY), why, mirrored)
        y = _write(painter, inner, y, moment.place, look.font(TextStyle.CAPTION), quiet, mirrored)
        bottom = max(y, top + disc) + Space.S
        if painter is not None:
            x = rect.right() - Space.S - disc + 1 if mirrored else rect.left() + Space.S
            self._mark(painter, moment, QRect(x, top, disc, disc), rect, index)
        return bottom - rect.top()

    def _mark(self, painter: QPainter, moment: Moment, disc: QRect, rect: QRect, index: _Index) -> None:
        x = disc.center().x() + 1
        painter.setPen(QPen(look.colour(Role.CONTROL_BORDER), 2))
        if index.row() > 0:
            painter.drawLine(x, rect.top(), x, disc.top())
        if index.row() < index.model().rowCount() - 1:
            painter.drawLine(x, disc.bottom() + 1, x, rect.bottom() + 1)
        colours = look.tone(moment.tone)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.setBrush(QColor(colours.soft))
        painter.drawEllipse(disc.adjusted(0, 0, -1, -1))
        side = round(disc.width() * 0.62)
        drawn = pixmap(moment.icon, colours.text, side, painter.device().devicePixelRatio())
        painter.drawPixmap(
            disc.left() + (disc.width() - side) // 2, disc.top() + (disc.height() - side) // 2, drawn
        )


def _write(
    painter: QPainter | None, inner: QRect, y: int, text: str, font: QFont, ink: QColor, mirrored: bool
) -> int:
    """Write wrapped text from `y` down, or only measure it; return where the next may begin."""
    if not text:
        return y
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    # absolute: a name in another direction must not change sides
    flags = int(side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute) | int(
        Qt.TextFlag.TextWrapAnywhere if _unbroken(text) else Qt.TextFlag.TextWordWrap
    )
    room = QRect(inner.left(), y, max(inner.width(), look.px(80)), _TALL)
    height = QFontMetrics(font).boundingRect(room, flags, text).height()
    if painter is not None:
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(QRect(room.left(), y, room.width(), height + 1), flags, text)
    return y + height + Space.HAIR


def _unbroken(text: str) -> bool:
    """Tell whether a word is so long that it fits no line."""
    return any(len(word) > 40 for word in text.split())


class TimelineView(look.Themed, QListView):
    """Arrows walk the entries; the list keeps its place when entries come to it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = TimelineModel(self)
        self.setModel(self._model)
        self.setItemDelegate(MomentPainter(self))
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def set_moments(self, moments: Sequence[Moment]) -> None:
        """Show these; the current entry stays current where it is still there."""
        if tuple(moments) == self._model.moments():
            return
        row = self.currentIndex().row()
        before = self._model.moments()
        current = before[row].entry if 0 <= row < len(before) else ""
        same_story = bool(before) and bool(moments) and before[0].entry == moments[0].entry
        self._model.set_moments(moments)
        if not moments:
            return
        entries = [moment.entry for moment in moments]
        place = entries.index(current) if same_story and current in entries else 0
        self.setCurrentIndex(self._model.index(place))

    def moments(self) -> tuple[Moment, ...]:
        """Return what is shown."""
        return self._model.moments()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the entries again at another width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def restyle(self) -> None:
        """Measure the entries again at another text size."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
