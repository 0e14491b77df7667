"""Key caps: the key that does a thing, shown beside it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, Role, Space, TextStyle


class ShortcutHint(look.Themed, QWidget):
    """One key or chord drawn as a key cap."""

    def __init__(
        self,
        key: str,
        *,
        ink: Role = Role.MUTED,
        ground: Role = Role.RAISED,
        edge: Role = Role.CONTROL_BORDER,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ink, self._ground, self._edge = ink, ground, edge
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # clicks belong to what the cap sits on
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_key(key)

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._text = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
        self.setAccessibleName(self._text)
        # a widget without a parent would be shown as a window of its own, and take the focus away
        if self.parentWidget() is not None or not self._text:
            self.setVisible(bool(self._text))
        self.restyle()

    def restyle(self) -> None:
        """Measure and paint again."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the key's name."""
        metrics = QFontMetrics(look.font(TextStyle.CAPTION))
        height = metrics.height() + 2 * Space.HAIR
        return QSize(max(height, metrics.horizontalAdvance(self._text) + 2 * Space.S), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cap."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour(self._edge), 1))
        painter.setBrush(look.colour(self._ground))
        field = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(field, Radius.SMALL, Radius.SMALL)
        painter.setPen(look.colour(self._ink))
        painter.setFont(look.font(TextStyle.CAPTION))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()
