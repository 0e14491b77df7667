"""What a page is built of: headings, spaced text, and grids whose rows go on over pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from borderpost.documents.paragraph import Line, line_offset
from borderpost.documents.sheet import Sheet
from borderpost.documents.style import ACCENT, FINE, HAIRLINE, HEAVY, RULE, TINT, Colour


class Art(Protocol):
    """Something drawn among the lines of a cell: a barcode, a picture, a place to sign."""

    @property
    def height(self) -> float:
        """Points it takes downwards."""

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draw it with its upper left corner at (x, top)."""


Part = Line | Art

_FORM_KEPT_WHOLE = 230.0
_TABLE_KEPT_WHOLE = 90.0
_CUT_ABOVE = 330.0
_LEAST_CUT = 60.0
_LOW_ROW = 60.0


class Block(Protocol):
    """A piece of the document's flow; its width was settled when it was made."""

    @property
    def gap(self) -> float:
        """Points of space wanted above it, except at the top of a page."""

    @property
    def height(self) -> float:
        """Points it takes downwards."""

    @property
    def least(self) -> float:
        """Points that its first part takes, were it to be split."""

    @property
    def keep_with_next(self) -> bool:
        """Whether it must not be the last thing on a page."""

    def split(self, room: float) -> tuple["Block", "Block"] | None:
        """A first part no higher than `room` and the rest; None where no part fits."""

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw it with its upper left corner at (x, top)."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section, ruled below, and listed in the viewer's outline."""

    parts: tuple[Line, ...]
    outline: str
    width: float
    gap: float = 17.0
    keep_with_next: bool = True

    @property
    def height(self) -> float:
        """The title, its rule and the air below."""
        return sum(part.height for part in self.parts) + 7.5

    @property
    def least(self) -> float:
        """All of it."""
        return self.height

    def split(self, room: float) -> tuple[Block, Block] | None:
        """A heading stays whole."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw title and rule."""
        sheet.bookmark(self.outline, top + 6)
        below = sheet.lines(self.parts, x, top, self.width)
        sheet.rule(x, below - 2, x + self.width, below - 2, FINE, ACCENT)


@dataclass(frozen=True, slots=True)
class Text:
    """Lines standing free in the flow."""

    parts: tuple[Line, ...]
    width: float
    gap: float = 6.0
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        """All the lines."""
        return sum(part.height for part in self.parts)

    @property
    def least(self) -> float:
        """The first line."""
        return self.parts[0].height if self.parts else 0.0

    def split(self, room: float) -> tuple[Block, Block] | None:
        """As many lines as fit, and the others."""
        count = _fitting(self.parts, room)
        if count in (0, len(self.parts)):
            return None
        return replace(self, parts=self.parts[:count]), replace(self, parts=self.parts[count:], gap=0.0)

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw the lines."""
        sheet.lines(self.parts, x, top, self.width)


@dataclass(frozen=True, slots=True)
class Bar:
    """A heavy rule in the accent colour."""

    width: float
    gap: float = 8.0
    keep_with_next: bool = True
    height: float = HEAVY

    @property
    def least(self) -> float:
        """All of it."""
        return self.height

    def split(self, room: float) -> tuple[Block, Block] | None:
        """A rule stays whole."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw it."""
        sheet.rule(x, top - HEAVY / 2, x + self.width, top - HEAVY / 2, HEAVY, ACCENT)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a grid: its cells' parts and widths side by side."""

    cells: tuple[tuple[Part, ...], ...]
    widths: tuple[float, ...]
    fill: Colour | None = None
    pad_x: float = 5.0
    pad_y: float = 3.6

    @property
    def height(self) -> float:
        """That of the highest cell, with the padding."""
        tallest = max((sum(part.height for part in cell) for cell in self.cells), default=0.0)
        return tallest + 2 * self.pad_y

    @property
    def least(self) -> float:
        """The height of a first part that holds something of every cell."""
        return max((cell[0].height for cell in self.cells if cell), default=0.0) + 2 * self.pad_y

    def split(self, room: float) -> tuple["Row", "Row"] | None:
        """Cut every cell at `room`; None where nothing would fit or nothing would remain."""
        inner = room - 2 * self.pad_y
        counts = [_fitting(cell, inner) for cell in self.cells]
        if any(cell and not count for cell, count in zip(self.cells, counts, strict=True)):
            return None
        if all(count == len(cell) for cell, count in zip(self.cells, counts, strict=True)):
            return None
        pairs = list(zip(self.cells, counts, strict=True))
        head = replace(self, cells=tuple(cell[:count] for cell, count in pairs))
        tail = replace(self, cells=tuple(cell[count:] for cell, count in pairs))
        return head, tail

    def draw(self, sheet: Sheet, x: float, top: float, *, ruled: bool) -> None:
        """Draw the cells; where `ruled`, with fine lines between them."""
        height = self.height
        if self.fill is not None:
            sheet.box(x, top - height, sum(self.widths), height, fill=self.fill)
        left = x
        for index, (cell, width) in enumerate(zip(self.cells, self.widths, strict=True)):
            if ruled and index:
                sheet.rule(left, top, left, top - height)
            _draw_parts(sheet, cell, left + self.pad_x, top - self.pad_y, width - 2 * self.pad_x)
            left += width


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows one under another, framed by fine rules; the header comes again on each further page.

    `ruled` draws lines between cells as a form has them; `framed` may be off for rows that need no frame.
    """

    rows: tuple[Row, ...]
    header: Row | None = None
    ruled: bool = False
    framed: bool = True
    gap: float = 6.0
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        """Header and all the rows."""
        return self._header_height + sum(row.height for row in self.rows)

    @property
    def least(self) -> float:
        """Header and first row, or as much of a high row as is worth beginning with; a short grid's all."""
        if self._kept_whole:
            return self.height
        if not self.rows:
            return self._header_height
        first = self.rows[0]
        return self._header_height + (
            first.height if first.height <= _CUT_ABOVE else max(first.least, _LEAST_CUT)
        )

    @property
    def _kept_whole(self) -> bool:
        limit = _FORM_KEPT_WHOLE if self.header is None else _TABLE_KEPT_WHOLE
        return self.height <= limit

    @property
    def _header_height(self) -> float:
        return self.header.height if self.header is not None else 0.0

    def split(self, room: float) -> tuple[Block, Block] | None:
        """As many rows as fit and the others; a row is cut only where it is the first and too high."""
        if self._kept_whole:
            return None
        left = room - self._header_height
        count = 0
        while count < len(self.rows) and self.rows[count].height <= left:
            left -= self.rows[count].height
            count += 1
        if count == len(self.rows):
            return None
        if count == len(self.rows) - 1 and count > 1 and self.rows[-1].height < _LOW_ROW:
            count -= 1  # the last row, often the total, does not go over alone
        rest = self.rows[count:]
        head = self.rows[:count]
        if rest[0].height > _CUT_ABOVE and left >= _LEAST_CUT and (cut := rest[0].split(left)) is not None:
            head, rest = (*head, cut[0]), (cut[1], *rest[1:])
        if not head:
            return None
        return replace(self, rows=head), replace(self, rows=rest, gap=0.0)

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw rows, rules and frame."""
        rows = (self.header, *self.rows) if self.header is not None else self.rows
        y = top
        for row in rows:
            row.draw(sheet, x, y, ruled=self.ruled)
            y -= row.height
        if not self.framed:
            return
        y = top
        for row in rows[:-1]:
            y -= row.height
            strong = row is self.header
            right = x + sum(row.widths)
            sheet.rule(x, y, right, y, FINE if strong else HAIRLINE, ACCENT if strong else RULE)
        width = sum(rows[0].widths) if rows else 0.0
        height = self.height
        sheet.box(x, top - height, width, height, stroke=RULE, weight=FINE)


def header_row(cells: Sequence[tuple[Line, ...]], widths: Sequence[float]) -> Row:
    """The titles of a table's columns."""
    return Row(tuple(cells), tuple(widths), fill=TINT, pad_y=3.0)


def _fitting(parts: Sequence[Part], room: float) -> int:
    count = 0
    for part in parts:
        room -= part.height
        if room < -0.01:
            break
        count += 1
    return count


def _draw_parts(sheet: Sheet, parts: Sequence[Part], x: float, top: float, width: float) -> None:
    for part in parts:
        if isinstance(part, Line):
            sheet.line(part, x + line_offset(part, width), top - part.baseline)
        else:
            part.draw(sheet, x, top, width)
        top -= part.height
