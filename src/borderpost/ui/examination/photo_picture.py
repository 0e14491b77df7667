"""A picture at the size of its room, with the marks over it, and the pen that draws new ones."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from borderpost.domain.evidence_acts import DrawnMark
from borderpost.domain.evidence_codes import FULL_SCALE, Shape
from borderpost.ui.examination.photo_marks import EDGE, INK, paint_marks, place_on, placed
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, Role, Space, TextStyle

_STEP, _LONG_STEP = 100, 1_000
_SMALLEST = 30  # ten-thousandths: a mark without size is a slip of the hand
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
Place = tuple[int, int]


class Picture(look.Themed, QWidget):
    """Paints an image as large as the room allows, never larger than it is, and marks over it.

    With a pen (`set_pen`) it is drawn on by the mouse, or by keys: arrows move, with Shift in long steps,
    Space sets the beginning and then the end. `drawn` carries the new mark, without its text.
    """

    drawn = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._marks: tuple[DrawnMark, ...] = ()
        self._pen: Shape | None = None
        self._begin: Place | None = None
        self._place: Place = (FULL_SCALE // 2, FULL_SCALE // 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage) -> None:
        """Show another image."""
        self._image = image
        self.update()

    def show_marks(self, marks: Sequence[DrawnMark]) -> None:
        """Show these marks over the image."""
        self._marks = tuple(marks)
        self.update()

    def marks(self) -> tuple[DrawnMark, ...]:
        """Return the marks that are shown."""
        return self._marks

    def set_pen(self, shape: Shape | None) -> None:
        """Draw this shape from now on, or nothing."""
        self._pen = shape
        self._begin = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if shape else Qt.FocusPolicy.NoFocus)
        if shape:
            self.setCursor(Qt.CursorShape.CrossCursor)
        else:
            self.unsetCursor()
        self.update()

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def sizeHint(self) -> QSize:
        """Room enough to see something."""
        return QSize(look.px(320), look.px(220))

    def minimumSizeHint(self) -> QSize:
        """No less."""
        return self.sizeHint()

    def field(self) -> QRectF:
        """Return where the image lies."""
        room = self.size() - QSize(2 * Space.S, 2 * Space.S)
        size = self._image.size()
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        field = self.rect()
        field.setSize(size)
        field.moveCenter(self.rect().center())
        return QRectF(field)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the image in the middle, what is drawn over it, and the pen."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(Role.SUNKEN))
        painter.drawRoundedRect(self.rect(), Radius.MEDIUM, Radius.MEDIUM)
        if not self._image.isNull():
            field = self.field()
            painter.drawImage(field, self._image)
            marks = self._marks
            if self._pen is not None and self._begin is not None:
                marks = (*marks, self._mark(self._begin, self._place))
            paint_marks(painter, field, marks, look.font(TextStyle.STRONG))
            if self._pen is not None and self.hasFocus():
                self._paint_pen(painter, field)
        painter.end()

    def _paint_pen(self, painter: QPainter, field: QRectF) -> None:
        here, arm = placed(*self._place, field), look.px(10)
        for colour, width in ((EDGE, 4), (INK, 2)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(here - QPointF(arm, 0), here + QPointF(arm, 0))
            painter.drawLine(here - QPointF(0, arm), here + QPointF(0, arm))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a mark."""
        if self._can_draw() and event.button() == Qt.MouseButton.LeftButton:
            self._place = self._begin = place_on(event.position(), self.field())
            self.update()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the mark along."""
        if self._can_draw() and self._begin is not None:
            self._place = place_on(event.position(), self.field())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the mark."""
        if self._can_draw() and self._begin is not None and event.button() == Qt.MouseButton.LeftButton:
            self._place = place_on(event.position(), self.field())
            self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the pen, Space sets it down and lifts it, Escape lifts it without a mark."""
        key = Qt.Key(event.key())
        if self._can_draw() and key in _ARROWS:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            step = _LONG_STEP if shifted else _STEP
            (x, y), (right, down) = self._place, _ARROWS[key]
            self._place = (_on(x + right * step), _on(y + down * step))
            self.update()
        elif self._can_draw() and key == Qt.Key.Key_Space:
            if self._begin is None and self._pen is not Shape.TEXT:
                self._begin = self._place
                self.update()
            else:
                self._begin = self._begin or self._place
                self._end()
        elif key == Qt.Key.Key_Escape and self._begin is not None:
            self._begin = None
            self.update()
        else:
            super().keyPressEvent(event)

    def _can_draw(self) -> bool:
        return self._pen is not None and not self._image.isNull()

    def _end(self) -> None:
        begin, self._begin = self._begin, None
        self.update()
        if begin is None or self._pen is None:
            return
        wide = max(abs(begin[0] - self._place[0]), abs(begin[1] - self._place[1]))
        if wide >= _SMALLEST or self._pen is Shape.TEXT:
            self.drawn.emit(self._mark(begin, self._place))

    def _mark(self, begin: Place, end: Place) -> DrawnMark:
        shape = self._pen or Shape.ARROW
        return DrawnMark(shape=shape, from_x=begin[0], from_y=begin[1], to_x=end[0], to_y=end[1])


def _on(place: int) -> int:
    return min(max(place, 0), FULL_SCALE)
