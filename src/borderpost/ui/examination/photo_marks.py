"""Marks over a photograph as they are painted: the photograph beneath is never touched."""

import math
from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from borderpost.domain.evidence_acts import DrawnMark
from borderpost.domain.evidence_codes import FULL_SCALE, Shape

INK, EDGE = QColor(255, 214, 10), QColor(0, 0, 0)
"""Yellow between black edges: to be seen on every picture, and by those who tell no colours apart."""
_HEAD = 6.0  # lengths of an arrow's head, in widths of its line


def paint_marks(painter: QPainter, field: QRectF, marks: Iterable[DrawnMark], font: QFont) -> None:
    """Paint marks over a picture that fills `field`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = max(2.0, min(field.width(), field.height()) / 160)
    for mark in marks:
        path = path_of(mark, field, width)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, wide in ((EDGE, width + 2.5), (INK, width)):
            cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            painter.setPen(QPen(colour, wide, Qt.PenStyle.SolidLine, cap, join))
            painter.drawPath(path)
        if mark.text:
            _paint_text(painter, mark, field, font)
    painter.restore()


def placed(x: int, y: int, field: QRectF) -> QPointF:
    """Return where a place on the picture lies on the screen."""
    return QPointF(
        field.left() + field.width() * x / FULL_SCALE, field.top() + field.height() * y / FULL_SCALE
    )


def place_on(point: QPointF, field: QRectF) -> tuple[int, int]:
    """Return the place on the picture of a point on the screen, the nearest one for a point beside it."""
    x = round((point.x() - field.left()) * FULL_SCALE / max(field.width(), 1.0))
    y = round((point.y() - field.top()) * FULL_SCALE / max(field.height(), 1.0))
    return min(max(x, 0), FULL_SCALE), min(max(y, 0), FULL_SCALE)


def path_of(mark: DrawnMark, field: QRectF, width: float) -> QPainterPath:
    """Return the lines of a mark; text has none of its own."""
    begin, end = placed(mark.from_x, mark.from_y, field), placed(mark.to_x, mark.to_y, field)
    path = QPainterPath()
    if mark.shape is Shape.BOX:
        path.addRect(QRectF(begin, end).normalized())
    elif mark.shape is Shape.CIRCLE:
        path.addEllipse(QRectF(begin, end).normalized())
    elif mark.shape is Shape.ARROW:
        path.moveTo(begin)
        path.lineTo(end)
        for side in (0.5, -0.5):
            path.moveTo(end)
            path.lineTo(_beside(begin, end, _HEAD * width, math.pi - side))
    elif mark.shape is Shape.MEASURE:
        path.moveTo(begin)
        path.lineTo(end)
        for here, there in ((begin, end), (end, begin)):
            path.moveTo(_beside(there, here, 2.5 * width, math.pi / 2))
            path.lineTo(_beside(there, here, 2.5 * width, -math.pi / 2))
    return path


def written(mark: DrawnMark) -> str:
    """Return what stands beside a mark: a measured length is told in millimetres."""
    return f"{mark.text} mm" if mark.shape is Shape.MEASURE else mark.text


def _beside(begin: QPointF, end: QPointF, length: float, turned: float) -> QPointF:
    """Return the point so far from the end, in the line's own direction turned by so much (radians)."""
    angle = math.atan2(end.y() - begin.y(), end.x() - begin.x()) + turned
    return QPointF(end.x() + length * math.cos(angle), end.y() + length * math.sin(angle))


def _paint_text(painter: QPainter, mark: DrawnMark, field: QRectF, font: QFont) -> None:
    text = written(mark)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    box = QRectF(0, 0, metrics.horizontalAdvance(text) + 10, metrics.height() + 4)
    anchor = placed(mark.from_x, mark.from_y, field)
    if mark.shape is Shape.MEASURE:
        anchor = (anchor + placed(mark.to_x, mark.to_y, field)) / 2
    box.moveTopLeft(anchor + QPointF(4, 4))
    box.moveLeft(max(field.left(), min(box.left(), field.right() - box.width())))
    box.moveTop(max(field.top(), min(box.top(), field.bottom() - box.height())))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(INK)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(EDGE)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
