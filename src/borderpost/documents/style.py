"""The one table of measures, colours and type styles of the printed documents (points, RGB 0–1)."""

from dataclasses import dataclass, replace
from enum import StrEnum

MM = 72 / 25.4
Colour = tuple[float, float, float]

INK: Colour = (0.07, 0.08, 0.10)
QUIET: Colour = (0.36, 0.39, 0.44)
RULE: Colour = (0.72, 0.74, 0.78)
TINT: Colour = (0.945, 0.953, 0.965)
ACCENT: Colour = (0.055, 0.235, 0.435)
WATERMARK: Colour = (0.925, 0.93, 0.94)

PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM
MARGIN_SIDE = 18 * MM
MARGIN_TOP = 24 * MM
MARGIN_BOTTOM = 21 * MM
CONTENT_WIDTH = PAGE_WIDTH - 2 * MARGIN_SIDE

HAIRLINE = 0.4
FINE = 0.6
HEAVY = 1.4


class Align(StrEnum):
    """Where the lines of a paragraph stand in its width."""

    START = "start"
    CENTRE = "centre"
    END = "end"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set; `tracking` is extra space after each glyph, in thousandths of the size."""

    size: float
    leading: float
    bold: bool = False
    mono: bool = False
    colour: Colour = INK
    align: Align = Align.START
    tracking: float = 0.0

    def but(self, **changes: object) -> "TextStyle":
        """This style with some of it changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


TITLE = TextStyle(21, 25, bold=True)
SUBTITLE = TextStyle(10.5, 14, colour=QUIET)
OFFICE = TextStyle(12.5, 15.5, bold=True)
OFFICE_LINE = TextStyle(8.2, 11.2, colour=QUIET)
SECTION = TextStyle(10.8, 14, bold=True, colour=ACCENT)
SUBSECTION = TextStyle(8.6, 11.5, bold=True)
BODY = TextStyle(8.8, 12)
BODY_BOLD = TextStyle(8.8, 12, bold=True)
BODY_QUIET = TextStyle(8.8, 12, colour=QUIET)
BODY_END = TextStyle(8.8, 12, align=Align.END)
LABEL = TextStyle(6.7, 9, colour=QUIET)
COLUMN = TextStyle(6.9, 9.2, bold=True, colour=QUIET)
COLUMN_END = TextStyle(6.9, 9.2, bold=True, colour=QUIET, align=Align.END)
SMALL = TextStyle(7.4, 10, colour=QUIET)
SMALL_INK = TextStyle(7.4, 10)
CODE = TextStyle(8.4, 12, mono=True)
CODE_LARGE = TextStyle(12.5, 16, bold=True, mono=True)
HASH = TextStyle(6.6, 9, mono=True)
RUNNING = TextStyle(7.2, 9.5, colour=QUIET)
RUNNING_BOLD = TextStyle(7.2, 9.5, bold=True, colour=QUIET)
