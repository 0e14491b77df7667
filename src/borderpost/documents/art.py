"""What is drawn among lines: barcodes, photographs, hashes in groups, places to sign, the lane's mark."""

from dataclasses import dataclass, field

from reportlab.pdfbase import pdfdoc

from borderpost.documents.barcodes import (
    QUIET_MODULES,
    Symbol,
    draw_linear,
    draw_square,
    linear_module,
)
from borderpost.documents.jpeg import JpegFacts
from borderpost.documents.paragraph import Line
from borderpost.documents.report_record import Lane
from borderpost.documents.sheet import Sheet
from borderpost.documents.style import FINE, HAIRLINE, INK, QUIET, RULE, TINT

# How the unit square of the stored picture lies in its upright box, for each Exif orientation.
_UPRIGHT: dict[int, tuple[int, int, int, int, int, int]] = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}


@dataclass(frozen=True, slots=True)
class LinearBarcode:
    """A linear barcode, centred, with what it says below it."""

    symbol: Symbol
    caption: tuple[Line, ...]
    bar_height: float = 38.0

    @property
    def height(self) -> float:
        """Bars and caption."""
        return self.bar_height + 3 + sum(line.height for line in self.caption)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draw bars as wide as fits, never wider than is usual."""
        module = linear_module(self.symbol, width)
        left = x + max((width - self.symbol.columns * module) / 2, QUIET_MODULES * module)
        draw_linear(sheet, self.symbol, left, top - self.bar_height, self.bar_height, module)
        sheet.lines(self.caption, x, top - self.bar_height - 3, width)


@dataclass(frozen=True, slots=True)
class SquareBarcode:
    """A two-dimensional barcode at the right of its place."""

    symbol: Symbol
    side: float

    @property
    def height(self) -> float:
        """The side."""
        return self.side

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draw it."""
        draw_square(sheet, self.symbol, x + width - self.side, top - self.side, self.side)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph fitted into a box of a given height; its bytes go into the document as they are."""

    key: str
    jpeg: bytes = field(repr=False)
    facts: JpegFacts
    box_height: float

    @property
    def height(self) -> float:
        """The box and the air below it."""
        return self.box_height + 4

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draw it upright, whole, and in its own proportions."""
        sheet.box(x, top - self.box_height, width, self.box_height, fill=TINT)
        facts = self.facts
        left, bottom, wide, high = self.placed(x, top, width)
        a, b, c, d, e, f = _UPRIGHT[facts.orientation]
        matrix = (a * wide, b * high, c * wide, d * high, left + e * wide, bottom + f * high)
        sheet.picture(self.key, self.jpeg, _entries(facts), matrix)
        sheet.box(left, bottom, wide, high, stroke=RULE)

    def placed(self, x: float, top: float, width: float) -> tuple[float, float, float, float]:
        """Where it lies in its box, upright: left, bottom, width and height."""
        facts = self.facts
        sideways = facts.orientation >= 5
        across, down = (facts.height, facts.width) if sideways else (facts.width, facts.height)
        scale = min(width / across, self.box_height / down)
        wide, high = across * scale, down * scale
        left = x + (width - wide) / 2
        return left, top - self.box_height + (self.box_height - high) / 2, wide, high


@dataclass(frozen=True, slots=True)
class EmptyPicture:
    """The place of a photograph that cannot be shown, saying why."""

    note: tuple[Line, ...]
    box_height: float

    @property
    def height(self) -> float:
        """The box and the air below it."""
        return self.box_height + 4

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draw the crossed box and the reason."""
        bottom = top - self.box_height
        sheet.box(x, bottom, width, self.box_height, fill=TINT, stroke=RULE)
        high = sum(line.height for line in self.note)
        sheet.lines(self.note, x, top - (self.box_height - high) / 2, width)


@dataclass(frozen=True, slots=True)
class HashGroups:
    """A hash in groups of eight; what is copied is the whole hash without gaps."""

    digest: str
    rows: tuple[tuple[Line, ...], ...]
    group_gap: float = 4.5

    @property
    def height(self) -> float:
        """All its rows."""
        return sum(max(line.height for line in row) for row in self.rows)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draw the groups."""
        with sheet.standing_for(self.digest):
            for row in self.rows:
                left = x
                for line in row:
                    sheet.line(line, left, top - line.baseline)
                    left += line.width + self.group_gap
                top -= max(line.height for line in row)


@dataclass(frozen=True, slots=True)
class SigningPlace:
    """Room for a signature over a rule, with its caption below."""

    caption: tuple[Line, ...]
    room: float = 38.0

    @property
    def height(self) -> float:
        """Room and caption."""
        return self.room + sum(line.height for line in self.caption) + 2

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draw the rule and its caption."""
        sheet.rule(x, top - self.room, x + width, top - self.room, FINE, QUIET)
        sheet.lines(self.caption, x, top - self.room - 1, width)


@dataclass(frozen=True, slots=True)
class Space:
    """Empty height."""

    height: float

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Nothing is drawn."""


@dataclass(frozen=True, slots=True)
class LaneMark:
    """The lane by shape and word: circle, triangle, octagon, or an octagon within another."""

    lane: Lane
    word: tuple[Line, ...]

    @property
    def height(self) -> float:
        """That of the word, with air for the shape."""
        return max(sum(line.height for line in self.word), 15.0)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draw shape and word."""
        size = 11.0
        high = sum(line.height for line in self.word)
        centre_x, centre_y = x + size / 2, top - self.height / 2
        for scale, filled in _SHAPES[self.lane][1]:
            points = [
                (centre_x + px * size / 2 * scale, centre_y + py * size / 2 * scale)
                for px, py in _SHAPES[self.lane][0]
            ]
            sheet.polygon(points, fill=INK if filled else None, stroke=INK, weight=HAIRLINE * 2.2)
        sheet.lines(self.word, x + size + 6, top - (self.height - high) / 2, width - size - 6)


_OCTAGON = tuple(
    (px, py)
    for px, py in (
        (0.414, 1.0),
        (1.0, 0.414),
        (1.0, -0.414),
        (0.414, -1.0),
        (-0.414, -1.0),
        (-1.0, -0.414),
        (-1.0, 0.414),
        (-0.414, 1.0),
    )
)
_ROUND = (
    (0.0, 1.0),
    (0.383, 0.924),
    (0.707, 0.707),
    (0.924, 0.383),
    (1.0, 0.0),
    (0.924, -0.383),
    (0.707, -0.707),
    (0.383, -0.924),
    (0.0, -1.0),
    (-0.383, -0.924),
    (-0.707, -0.707),
    (-0.924, -0.383),
    (-1.0, 0.0),
    (-0.924, 0.383),
    (-0.707, 0.707),
    (-0.383, 0.924),
)
_TRIANGLE = ((0.0, 0.95), (1.0, -0.8), (-1.0, -0.8))
_SHAPES: dict[Lane, tuple[tuple[tuple[float, float], ...], tuple[tuple[float, bool], ...]]] = {
    Lane.GREEN: (_ROUND, ((1.0, False),)),
    Lane.YELLOW: (_TRIANGLE, ((1.0, False),)),
    Lane.RED: (_OCTAGON, ((1.0, True),)),
    Lane.SECURE: (_OCTAGON, ((1.0, False), (0.55, True))),
}


def _entries(facts: JpegFacts) -> dict[str, object]:
    space = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[facts.components]
    entries: dict[str, object] = {
        "Width": facts.width,
        "Height": facts.height,
        "ColorSpace": pdfdoc.PDFName(space),
        "BitsPerComponent": 8,
        "Filter": pdfdoc.PDFName("DCTDecode"),
    }
    if facts.inverted:
        entries["Decode"] = pdfdoc.PDFArray([1, 0, 1, 0, 1, 0, 1, 0])
    return entries
