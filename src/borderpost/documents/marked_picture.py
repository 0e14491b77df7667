"""A photograph with the marks that were drawn over it: lines on the paper, beside the photograph itself."""

import math
from dataclasses import dataclass

from borderpost.documents.art import Picture
from borderpost.documents.paragraph import Line
from borderpost.documents.sheet import Sheet
from borderpost.documents.style import INK, Colour
from borderpost.domain.evidence_acts import DrawnMark
from borderpost.domain.evidence_codes import FULL_SCALE, Shape

_WHITE: Colour = (1.0, 1.0, 1.0)
_EDGE, _LINE = 2.6, 1.1  # points: a white edge keeps the line visible on every picture, in black and white
_HEAD = 6.0
_CORNERS = 40
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class MarkedPicture:
    """The picture in its box; `marks` go with the lines of text that stand beside them, often none."""

    picture: Picture
    marks: tuple[tuple[DrawnMark, tuple[Line, ...]], ...]

    @property
    def height(self) -> float:
        """As high as the picture alone."""
        return self.picture.height

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draw the picture, then every mark, then every text."""
        self.picture.draw(sheet, x, top, width)
        left, bottom, wide, high = self.picture.placed(x, top, width)

        def point(across: int, down: int) -> Point:
            return left + wide * across / FULL_SCALE, bottom + high * (1 - down / FULL_SCALE)

        for mark, _ in self.marks:
            begin, end = point(mark.from_x, mark.from_y), point(mark.to_x, mark.to_y)
            for colour, weight in ((_WHITE, _EDGE), (INK, _LINE)):
                _draw(sheet, mark.shape, begin, end, weight, colour)
        for mark, text in self.marks:
            if text:
                begin, end = point(mark.from_x, mark.from_y), point(mark.to_x, mark.to_y)
                anchor = begin
                if mark.shape is Shape.MEASURE:
                    anchor = (begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2
                _write(sheet, text, anchor, (left, bottom, wide, high))


def _draw(sheet: Sheet, shape: Shape, begin: Point, end: Point, weight: float, colour: Colour) -> None:
    if shape is Shape.BOX:
        (x, y), (to_x, to_y) = begin, end
        corners = ((x, y), (to_x, y), (to_x, to_y), (x, to_y))
        sheet.polygon(corners, stroke=colour, weight=weight)
    elif shape is Shape.CIRCLE:
        sheet.polygon(_ellipse(begin, end), stroke=colour, weight=weight)
    elif shape is Shape.ARROW:
        sheet.rule(*begin, *end, weight, colour)
        for turned in (math.pi - 0.5, math.pi + 0.5):
            sheet.rule(*end, *_beside(begin, end, _HEAD, turned), weight, colour)
    elif shape is Shape.MEASURE:
        sheet.rule(*begin, *end, weight, colour)
        for here, there in ((begin, end), (end, begin)):
            ends = (_beside(there, here, _HEAD / 2, turned) for turned in (math.pi / 2, -math.pi / 2))
            first, second = ends
            sheet.rule(*first, *second, weight, colour)


def _ellipse(begin: Point, end: Point) -> list[Point]:
    (x, y), (to_x, to_y) = begin, end
    centre = (x + to_x) / 2, (y + to_y) / 2
    wide, high = abs(to_x - x) / 2, abs(to_y - y) / 2
    angles = [2 * math.pi * number / _CORNERS for number in range(_CORNERS)]
    return [(centre[0] + wide * math.cos(angle), centre[1] + high * math.sin(angle)) for angle in angles]


def _beside(begin: Point, end: Point, length: float, turned: float) -> Point:
    angle = math.atan2(end[1] - begin[1], end[0] - begin[0]) + turned
    return end[0] + length * math.cos(angle), end[1] + length * math.sin(angle)


def _write(sheet: Sheet, text: tuple[Line, ...], at: Point, field: tuple[float, float, float, float]) -> None:
    left, bottom, wide, high = field
    width = min(max(line.width for line in text) + 4, wide)
    height = sum(line.height for line in text) + 2
    x = min(max(at[0] + 2, left), left + wide - width)
    top = min(max(at[1] - 2, bottom + height), bottom + high)
    sheet.box(x, top - height, width, height, fill=_WHITE, stroke=INK)
    sheet.lines(text, x + 2, top - 1, width - 4)
