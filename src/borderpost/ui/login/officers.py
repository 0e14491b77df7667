"""The list of officers to choose from."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from borderpost.ui.icons import Icon, pixmap
from borderpost.ui.kit.text import ltr
from borderpost.ui.login.presenter import OfficerCard
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, Size, Space, TextStyle

_Index = QModelIndex | QPersistentModelIndex
CARD_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class OfficerModel(QAbstractListModel):
    """Officers in the order given."""

    def __init__(self, officers: Sequence[OfficerCard] = ()) -> None:
        super().__init__()
        self._officers = tuple(officers)

    def set_officers(self, officers: Sequence[OfficerCard]) -> None:
        """Show these officers."""
        self.beginResetModel()
        self._officers = tuple(officers)
        self.endResetModel()

    def officers(self) -> tuple[OfficerCard, ...]:
        """Return who is shown."""
        return self._officers

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One row an officer."""
        return 0 if parent.isValid() else len(self._officers)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name for the eye and for typing ahead; name and role for the ear."""
        if not index.isValid() or not 0 <= index.row() < len(self._officers):
            return None
        officer = self._officers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return officer.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{officer.name}, {officer.role}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return officer.demo_passphrase
        if role == CARD_ROLE:
            return officer
        return None


class OfficerPainter(QStyledItemDelegate):
    """Paints an officer in two lines: the name, and the role with the demo passphrase."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Two lines and room around them."""
        name = _line(look.font(TextStyle.STRONG))
        role = _line(look.font(TextStyle.CAPTION))
        return QSize(look.px(240), name + role + 2 * Space.XS + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the row."""
        officer: OfficerCard = index.data(CARD_ROLE)
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        bare.state &= ~QStyle.StateFlag.State_HasFocus
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, option.widget)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        inner = option.rect.adjusted(Space.M, Space.XS, -Space.M, -Space.XS)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        side = look.px(Size.ICON_LARGE)
        ink = look.colour(Role.ON_SELECTION if chosen else Role.TEXT)
        quiet = look.colour(Role.ON_SELECTION if chosen else Role.MUTED)
        x = inner.right() - side + 1 if mirrored else inner.left()
        drawn = pixmap(Icon.OFFICER, quiet, side, painter.device().devicePixelRatio())
        painter.drawPixmap(x, inner.center().y() - side // 2 + 1, drawn)
        lead = side + Space.M
        inner.adjust(0 if mirrored else lead, 0, -lead if mirrored else 0, 0)
        start = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        end = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        strong = QFontMetrics(look.font(TextStyle.STRONG))
        top = QRect(inner.left(), inner.top(), inner.width(), _line(look.font(TextStyle.STRONG)))
        below = QRect(inner.left(), top.bottom() + 1, inner.width(), inner.bottom() - top.bottom())
        painter.setPen(ink)
        painter.setFont(look.font(TextStyle.STRONG))
        painter.drawText(
            top, start | middle, strong.elidedText(officer.name, Qt.TextElideMode.ElideRight, top.width())
        )
        painter.setPen(quiet)
        painter.setFont(look.font(TextStyle.CAPTION))
        painter.drawText(below, start | middle, officer.role)
        if officer.demo_passphrase:
            code = look.font(TextStyle.CODE)
            code.setPixelSize(look.font(TextStyle.CAPTION).pixelSize())
            painter.setFont(code)
            painter.drawText(below, end | middle, ltr(officer.demo_passphrase))
        painter.restore()


def _line(font: QFont) -> int:
    # scripts that come from fallback faces stand taller than the Latin metrics say
    return round(QFontMetrics(font).height() * 1.15)
