"""The navigation down the leading edge: icon, word and key of every screen."""

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from borderpost.ui.icons import Icon, pixmap
from borderpost.ui.kit.keyed import ButtonKey
from borderpost.ui.kit.text import ltr
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, Role, Size, Space, TextStyle


class RailButton(look.Themed, QAbstractButton):
    """One entry: a drawing, a word, its key at the far end, and a count of waiting things where there are."""

    def __init__(self, icon: Icon, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._key = ButtonKey(self).set_key(key)
        self._count = 0
        self._compact = False
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()

    def set_count(self, count: int) -> None:
        """Show how many things wait there; 0 shows nothing."""
        if count != self._count:
            self._count = count
            self._name()
            self.update()

    def set_compact(self, compact: bool) -> None:
        """Show only the drawing and the count; the word moves to the tooltip."""
        self._compact = compact
        self.restyle()

    def restyle(self) -> None:
        """Measure and paint again."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The width of the rail."""
        width = Size.ICON + 2 * Space.L + Space.M if self._compact else Size.NAV
        return QSize(look.px(width), look.px(Size.CONTROL + Space.S))

    def minimumSizeHint(self) -> QSize:
        """As wide as it wants to be; lower where many screens share a low window."""
        return QSize(self.sizeHint().width(), look.px(Size.CONTROL - Space.S))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the entry; the current one has a bar at its leading edge besides its ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        field = self.rect().adjusted(Space.S, 1, -Space.S, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(look.colour(Role.RAIL_CURRENT if self.isChecked() else Role.RAIL_HOVER))
            painter.drawRoundedRect(field, Radius.MEDIUM, Radius.MEDIUM)
        if self.isChecked():
            painter.setBrush(look.colour(Role.RAIL_MARK))
            x = field.right() - 3 if mirrored else field.left()
            painter.drawRoundedRect(x, field.top() + Space.S, 4, field.height() - 2 * Space.S, 2, 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour(Role.RAIL_FOCUS), Size.FOCUS))
            painter.drawRoundedRect(field, Radius.MEDIUM, Radius.MEDIUM)
        inner = field.adjusted(Space.M, 0, -Space.M, 0)
        side = look.px(Size.ICON)
        if self._compact:
            inner = QRect(field.center().x() - side // 2 + 1, field.top(), side, field.height())
        drawn = pixmap(self._icon, look.colour(Role.RAIL_TEXT), side, self.devicePixelRatioF())
        x = inner.right() - side + 1 if mirrored else inner.left()
        painter.drawPixmap(x, inner.center().y() - side // 2 + 1, drawn)
        if self._compact:
            self._paint_count(painter, field, mirrored)
            painter.end()
            return
        lead = side + Space.M
        inner.adjust(0 if mirrored else lead, 0, -lead if mirrored else 0, 0)
        start = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        end = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        small = look.font(TextStyle.CAPTION)
        painter.setFont(small)
        painter.setPen(look.colour(Role.RAIL_MUTED))
        key = ltr(self._key)
        tail = f"{self._count} · {key}" if self._count and key else key
        tail = tail or (str(self._count) if self._count else "")
        painter.drawText(inner, end | middle, tail)
        room = inner.width() - QFontMetrics(small).horizontalAdvance(tail) - Space.S
        font = look.font(TextStyle.STRONG if self.isChecked() else TextStyle.BODY)
        painter.setFont(font)
        painter.setPen(look.colour(Role.RAIL_TEXT))
        shown = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, start | middle, shown)
        painter.end()

    def nextCheckState(self) -> None:
        """Pressing the current place again leaves it current."""

    def _paint_count(self, painter: QPainter, field: QRect, mirrored: bool) -> None:
        if self._count:
            corner = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
            painter.setFont(look.font(TextStyle.CAPTION))
            painter.setPen(look.colour(Role.RAIL_TEXT))
            inner = field.adjusted(Space.XS, 0, -Space.XS, 0)
            painter.drawText(inner, corner | Qt.AlignmentFlag.AlignTop, str(self._count))

    def _name(self) -> None:
        waiting = self.tr("{count} waiting").format(count=self._count) if self._count else ""
        self.setAccessibleName(", ".join(part for part in (self.text(), waiting) if part))
        self.setToolTip(f"{self.text()} ({self._key})" if self._key else self.text())


class NavRail(QFrame):
    """The rail: screens at the top, what concerns the whole program at the bottom."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rail", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("Navigation"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S, 0, Space.S)
        column.setSpacing(Space.HAIR)
        self._places = QVBoxLayout()
        self._places.setSpacing(Space.HAIR)
        column.addLayout(self._places)
        column.addStretch(1)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(Space.HAIR)
        column.addLayout(self._foot)
        self._buttons: dict[str, RailButton] = {}

    def add_place(self, name: str, icon: Icon, title: str, key: str) -> RailButton:
        """Append a screen."""
        button = RailButton(icon, title, key)
        button.setObjectName(name)
        # no button group: of a group, Tab reaches only the current entry
        button.clicked.connect(self._clicked)
        self._buttons[name] = button
        self._places.addWidget(button)
        return button

    def add_foot(self, icon: Icon, title: str, key: str) -> RailButton:
        """Append an action of the whole program at the bottom."""
        button = RailButton(icon, title, key)
        button.setCheckable(False)
        self._foot.addWidget(button)
        return button

    def set_compact(self, compact: bool) -> None:
        """Show drawings only, where the window is narrow for its text."""
        for button in self.findChildren(RailButton):
            button.set_compact(compact)

    def mark(self, name: str) -> None:
        """Mark the current screen."""
        for each, button in self._buttons.items():
            button.setChecked(each == name)

    def button(self, name: str) -> RailButton:
        """Return the entry of a screen."""
        return self._buttons[name]

    def names(self) -> tuple[str, ...]:
        """Return the names of the screens, from the top."""
        return tuple(self._buttons)

    @Slot()
    def _clicked(self) -> None:
        self.chosen.emit(self.sender().objectName())
