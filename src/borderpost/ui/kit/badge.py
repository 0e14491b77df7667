"""Lane badges, status pills and chips: a meaning told by word, shape and colour together."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from borderpost.ui.icons import TONE_ICONS, Icon, pixmap
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, Space, TextStyle, Tone


def lane_word(lane: str) -> str:
    """Return the word of a lane (`green`, `yellow`, `red`, `secure`)."""
    words = {
        Tone.GREEN: QCoreApplication.translate("Lane", "Green"),
        Tone.YELLOW: QCoreApplication.translate("Lane", "Yellow"),
        Tone.RED: QCoreApplication.translate("Lane", "Red"),
        Tone.SECURE: QCoreApplication.translate("Lane", "Secure"),
    }
    return words[Tone(str(lane))]


def lane_meaning(lane: str) -> str:
    """Return in three words or so what an officer does with a parcel of the lane."""
    words = {
        Tone.GREEN: QCoreApplication.translate("Lane", "Nothing found against release"),
        Tone.YELLOW: QCoreApplication.translate("Lane", "Check the declaration"),
        Tone.RED: QCoreApplication.translate("Lane", "Examine the parcel"),
        Tone.SECURE: QCoreApplication.translate("Lane", "Do not open"),
    }
    return words[Tone(str(lane))]


class _Marked(look.Themed, QWidget):
    """A rounded field with an icon and a word, painted in the colours of a tone."""

    def __init__(
        self,
        tone: Tone,
        text: str,
        icon: Icon | None,
        style: TextStyle,
        *,
        solid: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._text = text
        self._icon = icon
        self._style = style
        self._solid = solid
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        """Return the word shown."""
        return self._text

    def tone(self) -> Tone:
        """Return the tone shown."""
        return self._tone

    def _show(self, tone: Tone, text: str, icon: Icon | None) -> None:
        if (tone, text, icon) == (self._tone, self._text, self._icon):
            return
        before = self.sizeHint()
        self._tone, self._text, self._icon = tone, text, icon
        self.setAccessibleName(text)
        # asking for other room has everything up to the window laid out anew
        if self.sizeHint() != before:
            self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Measure and paint again."""
        self.updateGeometry()
        self.update()

    def _icon_side(self) -> int:
        return round(QFontMetrics(look.font(self._style)).height() * 0.86) if self._icon else 0

    def sizeHint(self) -> QSize:
        """Room for the icon, the word and the padding."""
        metrics = QFontMetrics(look.font(self._style))
        side = self._icon_side()
        gap = look.px(Space.XS + 2) if self._icon and self._text else 0
        width = 2 * look.px(Space.S) + side + gap + metrics.horizontalAdvance(self._text)
        return QSize(width, metrics.height() + 2 * look.px(Space.HAIR) + 2)

    def minimumSizeHint(self) -> QSize:
        """All of it: a meaning that is cut off is no meaning."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint field, icon and word, mirrored in right-to-left layouts."""
        colours = look.tone(self._tone)
        ink = QColor(colours.on_solid if self._solid else colours.text)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        field = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(colours.solid if self._solid else colours.border), 1))
        painter.setBrush(QColor(colours.solid if self._solid else colours.soft))
        radius = self._radius(field)
        painter.drawRoundedRect(field, radius, radius)
        pad = look.px(Space.S)
        inner = self.rect().adjusted(pad, 0, -pad, 0)
        side = self._icon_side()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self._icon:
            x = inner.right() - side + 1 if mirrored else inner.left()
            drawn = pixmap(self._icon, ink, side, self.devicePixelRatioF())
            painter.drawPixmap(x, (self.height() - side) // 2, drawn)
            step = side + look.px(Space.XS + 2)
            inner.adjust(0 if mirrored else step, 0, -step if mirrored else 0, 0)
        painter.setPen(ink)
        font = look.font(self._style)
        painter.setFont(font)
        # a pixel of grace: rounding of advances must not elide a word that has its full room
        shown = QFontMetrics(font).elidedText(self._shown(), Qt.TextElideMode.ElideRight, inner.width() + 1)
        sides = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        # the words run as their own letters do: "9570 declarations" keeps its order in a mirrored layout
        shown = f"\u2068{shown}\u2069"
        painter.drawText(inner.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter | sides, shown)
        painter.end()

    def _shown(self) -> str:
        return self._text

    def _radius(self, field: QRectF) -> float:
        return float(Radius.SMALL)


class LaneBadge(_Marked):
    """The lane of a parcel: its shape, its word and its colour; `big` heads a screen, small sits in rows."""

    def __init__(self, lane: str = Tone.GREEN, *, big: bool = False, parent: QWidget | None = None) -> None:
        style = TextStyle.DISPLAY if big else TextStyle.STRONG
        super().__init__(Tone(str(lane)), "", None, style, solid=True, parent=parent)
        self._big = big
        self.set_lane(lane)

    def set_lane(self, lane: str) -> None:
        """Show another lane (a StrEnum or its value)."""
        tone = Tone(str(lane))
        word = lane_word(tone)
        self._show(tone, word.upper() if self._big else word, TONE_ICONS[tone])
        self.setAccessibleName(
            self.tr("Lane: {lane}. {meaning}").format(lane=word, meaning=lane_meaning(tone))
        )

    def sizeHint(self) -> QSize:
        """A big badge breathes more."""
        size = super().sizeHint()
        return size + QSize(look.px(Space.S), look.px(Space.S)) if self._big else size

    def _radius(self, field: QRectF) -> float:
        return float(Radius.LARGE if self._big else Radius.SMALL)


class StatusPill(_Marked):
    """The state of one thing: journal sound, camera off, waiting for approval."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.NEUTRAL,
        icon: Icon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._compact = False
        super().__init__(tone, text, icon or TONE_ICONS[tone], TextStyle.CAPTION, parent=parent)

    def set_compact(self, compact: bool) -> None:
        """Show only the shape, where room is scarce; the words stay for tooltip and screen reader."""
        if compact != self._compact:
            self._compact = compact
            self.restyle()

    @property
    def is_compact(self) -> bool:
        """Whether its shape alone is shown."""
        return self._compact

    def full_width(self) -> int:
        """Return the pixels that it takes with its words."""
        return super().sizeHint().width()

    def compact_width(self) -> int:
        """Return the pixels that its shape alone takes."""
        return self._icon_side() + 2 * look.px(Space.S)

    def sizeHint(self) -> QSize:
        """Room for all of it, or for the icon alone."""
        full = super().sizeHint()
        return QSize(self.compact_width(), full.height()) if self._compact else full

    def set_status(self, text: str, tone: Tone, icon: Icon | None = None) -> None:
        """Show another state; without an icon the tone brings its own shape."""
        self._show(tone, text, icon or TONE_ICONS[tone])

    def _shown(self) -> str:
        return "" if self._compact else self.text()

    def _radius(self, field: QRectF) -> float:
        return field.height() / 2


class Chip(_Marked):
    """A short fact or tag: a country, an HS chapter, `amended`; an icon only where it says something."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.NEUTRAL,
        icon: Icon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tone, text, icon, TextStyle.CAPTION, parent=parent)

    def minimumSizeHint(self) -> QSize:
        """A long fact may be cut; hovering shows it whole."""
        full = self.sizeHint()
        return QSize(min(full.width(), 5 * full.height()), full.height())

    def set_chip(self, text: str, tone: Tone = Tone.NEUTRAL, icon: Icon | None = None) -> None:
        """Show another fact."""
        self._show(tone, text, icon)
        self.setToolTip(text)
