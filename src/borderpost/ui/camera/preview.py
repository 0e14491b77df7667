"""The camera's picture, with the codes outlined that it has found."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from borderpost.ui.camera.camera_view import CameraView, Outline
from borderpost.ui.icons import Icon, IconLabel
from borderpost.ui.kit import Text, ltr
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, Role, Size, Space, TextStyle, Tone
from borderpost.ui.words.scans import code_text

_HALO = QColor(0, 0, 0, 190)
_LONGEST_LABEL = 32


class CameraPreview(look.Themed, QWidget):
    """Shows the newest frame as the camera sees it; without one, says why and what to do."""

    def __init__(self, camera: CameraView | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self.setAccessibleName(self.tr("Camera picture"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._quiet = QWidget(self)
        column = QVBoxLayout(self._quiet)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.XS)
        self._sentence = Text("", TextStyle.STRONG, wrap=True)
        self._todo = Text("", muted=True, wrap=True)
        column.addStretch(1)
        column.addWidget(
            IconLabel(Icon.CAMERA, Size.ICON_LARGE, Role.MUTED), 0, Qt.AlignmentFlag.AlignHCenter
        )
        for label in (self._sentence, self._todo):
            label.align(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(1)
        if camera is not None:
            camera.frame_changed.connect(self._show_frame)
            camera.state_changed.connect(self._show_state)
        self._show_state()

    def hasHeightForWidth(self) -> bool:
        """The picture keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Sixteen to nine, and never less than the words need."""
        needed = self._quiet.heightForWidth(width) if self._quiet.isVisibleTo(self) else 0
        return max(width * 9 // 16, needed)

    def sizeHint(self) -> QSize:
        """A sixth of a full screen's picture."""
        return QSize(look.px(320), look.px(180))

    def minimumSizeHint(self) -> QSize:
        """Small enough to stand beside the facts."""
        return QSize(look.px(160), look.px(90))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the words fill the place; a layout would ask them, not the picture, for the height."""
        super().resizeEvent(event)
        self._quiet.setGeometry(self.rect())

    def restyle(self) -> None:
        """Draw anew."""
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, frame, and each code's outline with its text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(look.colour(Role.BORDER), 1))
        painter.setBrush(look.colour(Role.SUNKEN))
        ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(ground, Radius.MEDIUM, Radius.MEDIUM)
        if self._camera is not None and not self._camera.frame.isNull():
            self._draw_frame(painter, self._camera)
        painter.end()

    def _draw_frame(self, painter: QPainter, camera: CameraView) -> None:
        size = camera.frame.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(
            (self.width() - size.width()) // 2,
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )
        painter.drawImage(place, camera.frame)
        scale = size.width() / camera.frame.width()
        found = list(zip(camera.outlines, camera.texts, strict=False))
        for outline, text in found:
            _draw_outline(painter, _placed(outline, scale, place), bool(text))
        for outline, text in found:
            self._draw_text(painter, _placed(outline, scale, place), text, place)

    def _draw_text(self, painter: QPainter, shape: QPolygonF, text: str, place: QRect) -> None:
        shown = ltr(code_text(text)[:_LONGEST_LABEL]) if text else self.tr("not read")
        tone = look.tone(Tone.POSITIVE if text else Tone.CAUTION)
        font = look.font(TextStyle.CODE if text else TextStyle.STRONG)
        metrics = QFontMetrics(font)
        width = metrics.horizontalAdvance(shown) + 2 * Space.S
        box = shape.boundingRect()
        field = QRectF(
            box.center().x() - width / 2, box.bottom() + Space.XS, width, metrics.height() + Space.XS
        )
        field.moveLeft(min(max(field.left(), place.left()), place.right() - width))
        field.moveTop(min(max(field.top(), place.top()), place.bottom() - field.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.solid))
        painter.drawRoundedRect(field, Radius.SMALL, Radius.SMALL)
        painter.setPen(QColor(tone.on_solid))
        painter.setFont(font)
        painter.drawText(field, Qt.AlignmentFlag.AlignCenter, shown)

    @Slot()
    def _show_frame(self) -> None:
        first = self._quiet.isVisibleTo(self)
        if first and self._camera is not None and not self._camera.frame.isNull():
            self._quiet.hide()
            self.updateGeometry()
        # a picture that nobody sees is not drawn
        if self.isVisible():
            self.update()

    @Slot()
    def _show_state(self) -> None:
        camera = self._camera
        todo = ""
        if camera is None or not (camera.working or camera.state):
            sentence = self.tr("No camera at this bench")
            todo = self.tr("Connect one, and it shows here. The hand scanner works without it.")
        elif camera.working:
            sentence = camera.state or self.tr("The camera is starting")
        else:
            sentence = camera.state
            todo = self.tr("Check its cable. The hand scanner works without it.")
        self._sentence.setText(sentence)
        self._todo.setText(todo)
        self._todo.setVisible(bool(todo))
        self._quiet.setVisible(camera is None or camera.frame.isNull())
        self.setAccessibleDescription(f"{sentence}. {todo}".strip())
        self.updateGeometry()
        self.update()


def _placed(outline: Outline, scale: float, place: QRect) -> QPolygonF:
    return QPolygonF([QPointF(place.left() + x * scale, place.top() + y * scale) for x, y in _four(outline)])


def _four(outline: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in outline]


def _draw_outline(painter: QPainter, shape: QPolygonF, read: bool) -> None:
    """A whole line where the code was read, a broken one where it was not; dark edges on bright labels."""
    tone = look.tone(Tone.POSITIVE if read else Tone.CAUTION)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_HALO, 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolygon(shape)
    line = Qt.PenStyle.SolidLine if read else Qt.PenStyle.DashLine
    ink = QColor(tone.border if read else tone.solid).lighter(140 if read else 100)
    painter.setPen(QPen(ink, 3, line, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolygon(shape)
