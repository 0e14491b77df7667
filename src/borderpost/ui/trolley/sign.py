"""The sign over the trolleys: a word as large as it gets, its shape and colour, and where the parcel goes."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from borderpost.ui.icons import Icon, pixmap
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, TextStyle, Tone

_LARGEST, _SMALLEST = 220, 24


class BigSign(look.Themed, QWidget):
    """Paints one spot over its whole room, to be read from three metres away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._icon = Tone.NEUTRAL, Icon.SCAN
        self._word = self._todo = self._number = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_sign(self, tone: Tone, icon: Icon, word: str, todo: str, number: str = "") -> None:
        """Show a word with what to do beneath, and the parcel's number."""
        self._tone, self._icon = tone, icon
        self._word, self._todo, self._number = word, todo, number
        self.setAccessibleName(". ".join(part for part in (word, todo, number) if part))
        self.update()

    def word(self) -> str:
        """Return the big word."""
        return self._word

    def tone(self) -> Tone:
        """Return the meaning of the colour."""
        return self._tone

    def restyle(self) -> None:
        """Paint in the colours of the scheme."""
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Room for a word that is still read across a table."""
        return QSize(look.px(360), look.px(220))

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(look.px(900), look.px(480))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the ground with the full colour and set shape and words upon it."""
        colours = look.tone(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.solid))
        ground = QRectF(self.rect())
        painter.drawRoundedRect(ground, Radius.LARGE, Radius.LARGE)
        inner = ground.adjusted(*(look.px(n) for n in (24, 16, -24, -16)))
        side = int(min(inner.height() * 0.42, inner.width() * 0.34))
        picture = pixmap(self._icon, colours.on_solid, max(side, 16), self.devicePixelRatioF())
        painter.drawPixmap(int(inner.center().x() - side / 2), int(inner.top()), picture)
        painter.setPen(QColor(colours.on_solid))
        rest = QRectF(inner.left(), inner.top() + side, inner.width(), inner.height() - side)
        for text, share, style in (
            (self._word, 0.56, TextStyle.HERO),
            (self._todo, 0.27, TextStyle.TITLE),
            (self._number, 0.17, TextStyle.CODE_LARGE),
        ):
            row = QRectF(rest.left(), rest.top(), rest.width(), inner.height() * 0.58 * share)
            painter.setFont(_fitting(look.font(style), text, row))
            painter.drawText(row, int(Qt.AlignmentFlag.AlignCenter), text)
            rest.setTop(row.bottom())
        painter.end()


def _fitting(font: QFont, text: str, room: QRectF) -> QFont:
    """Return the font as large as the text fits into a room by."""
    fitted = QFont(font)
    size = min(float(_LARGEST), room.height() * 0.8)
    fitted.setPixelSize(max(_SMALLEST, int(size)))
    width = QFontMetricsF(fitted).horizontalAdvance(text) if text else 0.0
    if width > room.width():
        fitted.setPixelSize(max(12, int(fitted.pixelSize() * room.width() / width)))
    return fitted
