"""Makes lines, rows and tables out of the record's texts for one document."""

from collections.abc import Sequence
from dataclasses import dataclass

from borderpost.documents import style as st
from borderpost.documents.art import HashGroups
from borderpost.documents.blocks import Grid, Heading, Part, Row, Text, header_row
from borderpost.documents.fonts import FontLibrary
from borderpost.documents.formats import hash_groups, shown
from borderpost.documents.paragraph import Line, clean, set_text, text_width
from borderpost.documents.shaping import Shaper
from borderpost.documents.style import TextStyle
from borderpost.documents.wording import ENGLISH, NOTHING, Wording

_PAD = 5.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, its share of the width, and where its text stands."""

    title: str
    share: float
    end: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value of a form; `share` is its part of the row's width."""

    label: str
    text: str = ""
    share: float = 1.0
    text_style: TextStyle = st.BODY
    parts: tuple[Part, ...] = ()


class Typesetter:
    """Holds the fonts, the words and the width of one document."""

    def __init__(self, library: FontLibrary, wording: Wording = ENGLISH) -> None:
        self.shaper = Shaper(library)
        self.wording = wording
        self.width = st.CONTENT_WIDTH

    def lines(self, text: str, style: TextStyle, width: float | None = None) -> tuple[Line, ...]:
        """`text` in lines no wider than `width` (the content's by default)."""
        return set_text(text, style, self.width if width is None else width, self.shaper)

    def width_of(self, text: str, style: TextStyle) -> float:
        """The width of `text` on one line."""
        return text_width(text, style, self.shaper)

    def heading(self, number: int, title: str) -> Heading:
        """A numbered section title."""
        return Heading(self.lines(f"{number}  {title}", st.SECTION), f"{number}  {title}", self.width)

    def subheading(self, title: str) -> Text:
        """A title within a section."""
        return Text(self.lines(title, st.SUBSECTION), self.width, gap=9.0, keep_with_next=True)

    def note(self, text: str) -> Text:
        """A quiet remark in the flow."""
        return Text(self.lines(text, st.BODY_QUIET), self.width, gap=2.0)

    def form(self, rows: Sequence[Sequence[Field]], *, gap: float = 0.0) -> Grid:
        """A ruled form: each row's fields side by side, label above value."""
        return Grid(tuple(self.form_row(fields) for fields in rows), ruled=True, gap=gap)

    def form_row(self, fields: Sequence[Field]) -> Row:
        """One row of a form over the whole width."""
        total = sum(field.share for field in fields)
        widths = [self.width * field.share / total for field in fields]
        cells = tuple(
            self.field(field, width - 2 * _PAD) for field, width in zip(fields, widths, strict=True)
        )
        return Row(cells, tuple(widths))

    def field(self, field: Field, width: float) -> tuple[Part, ...]:
        """Label and value of one field."""
        label = self.lines(field.label, st.LABEL, width) if field.label else ()
        value = field.parts or self.lines(shown(field.text), field.text_style, width)
        return (*label, *value)

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str | tuple[Part, ...]]], *, gap: float = 6.0
    ) -> Grid:
        """A table with a header; a cell is a text or parts already set."""
        widths = self.widths(columns)
        header = header_row(
            [
                self.lines(column.title, st.COLUMN_END if column.end else st.COLUMN, width - 2 * _PAD)
                for column, width in zip(columns, widths, strict=True)
            ],
            widths,
        )
        body = []
        for cells in rows:
            parts: list[tuple[Part, ...]] = []
            for cell, column, width in zip(cells, columns, widths, strict=True):
                if isinstance(cell, str):
                    style = st.BODY_END if column.end else st.BODY
                    parts.append(self.lines(shown(cell), style, width - 2 * _PAD))
                else:
                    parts.append(cell)
            body.append(Row(tuple(parts), tuple(widths)))
        return Grid(tuple(body), header, gap=gap)

    def widths(self, columns: Sequence[Column]) -> list[float]:
        """The columns' widths in points."""
        total = sum(column.share for column in columns)
        return [self.width * column.share / total for column in columns]

    def stack(self, *texts: tuple[str, TextStyle], width: float) -> tuple[Part, ...]:
        """Texts under one another, empty ones left out; a dash where all are empty."""
        parts = tuple(
            line for text, style in texts if text.strip() for line in self.lines(text, style, width)
        )
        return parts or self.lines(NOTHING, st.BODY, width)

    def hash(self, digest: str, width: float, style: TextStyle = st.HASH) -> tuple[Part, ...]:
        """A hash in groups, as many to a row as `width` holds; a dash for none."""
        digest = "".join(clean(digest).split())
        if not digest:
            return self.lines(NOTHING, st.BODY, width)
        groups = [self.lines(group, style, width)[0] for group in hash_groups(digest)]
        gap = style.size * 0.7
        fit = max(1, int((width + gap) // (groups[0].width + gap)))
        for nice in (8, 4, 2):
            if fit >= nice:
                fit = nice
                break
        rows = tuple(tuple(groups[start : start + fit]) for start in range(0, len(groups), fit))
        return (HashGroups(digest, rows, gap),)
