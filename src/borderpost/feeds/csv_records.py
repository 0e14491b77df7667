"""Cuts a CSV stream into records, so that a broken one spoils none of its neighbours."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from borderpost.domain.intake import RejectReason
from borderpost.feeds.csv_columns import REQUIRED_COLUMNS, Cells, header_of
from borderpost.feeds.physical_lines import LINE_LIMIT, ByteStream, PhysicalLine, physical_lines
from borderpost.feeds.untrusted_values import RowFault

LINES_OF_A_RECORD = 100
DELIMITERS = (",", ";", "\t")

# The default of 128 KiB would refuse a long description, which is to be cut and marked.
csv.field_size_limit(LINE_LIMIT)


@dataclass(frozen=True, slots=True)
class CsvLayout:
    """How a CSV file is laid out, where it is not the form of our own.

    `required` are the columns (small letters) without which the first row is no header; `columns` name
    those of a file that has no header row; `skipped` lines stand before the header.
    """

    required: tuple[str, ...] = REQUIRED_COLUMNS
    delimiters: tuple[str, ...] = DELIMITERS
    columns: tuple[str, ...] = ()
    skipped: int = 0


CANONICAL_LAYOUT = CsvLayout()


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its cells by column, or what is wrong with it; `raw` is its text as it came."""

    line: int
    raw: bytes
    start: int
    end: int
    cells: Cells
    fault: RowFault | None = None
    complete: bool = True


class _Unclosed(Exception):
    """The record goes on in the next line, or a quotation mark is not closed."""


def _cells(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise _Unclosed from None
        raise RowFault("", RejectReason.BAD_CSV, str(error)) from None


class CsvRecords:
    """The records of a stream behind its header row, which is read first.

    Where the header will not do, `header_fault` says why and every record is refused.
    """

    def __init__(self, untrusted_stream: ByteStream, layout: CsvLayout = CANONICAL_LAYOUT) -> None:
        self._source = physical_lines(untrusted_stream)
        self._layout = layout
        self._pushed_back: deque[PhysicalLine] = deque()
        self._delimiter = layout.delimiters[0]
        self.header_line: PhysicalLine | None = None
        self.header_fault: RowFault | None = None
        self._names: tuple[str, ...] = layout.columns
        for _ in range(layout.skipped):
            self._next_line()
        if not layout.columns:
            self._read_header()

    @property
    def header(self) -> bytes:
        """The header row as it came."""
        return self.header_line.data if self.header_line else b""

    def __iter__(self) -> Iterator[Record]:
        while (line := self._next_line()) is not None:
            if line.data.strip(b" ,;\t\r"):
                yield self._record(line)

    def _next_line(self) -> PhysicalLine | None:
        if self._pushed_back:
            return self._pushed_back.popleft()
        return next(self._source, None)

    def _read_header(self) -> None:
        line = self._next_line()
        while line is not None and not line.data.strip():
            line = self._next_line()
        if line is None:
            return
        self.header_line = line
        try:
            text = _text(line)
            self._delimiter = _delimiter_of(text, self._layout)
            self._names = header_of(_cells(text, self._delimiter), self._layout.required)
        except _Unclosed:
            self.header_fault = RowFault("", RejectReason.BAD_CSV, "unclosed quotation mark")
        except RowFault as fault:
            self.header_fault = fault

    def _record(self, first: PhysicalLine) -> Record:
        if self.header_fault is not None:
            return _faulty(first, RowFault("", RejectReason.NO_HEADER, ", ".join(self._layout.required)))
        lines = [first]
        try:
            cells = self._cells_of(lines)
        except RowFault as fault:
            return _faulty(first, fault)
        raw = b"\n".join(line.data for line in lines)
        wrong_cells = None
        if len(cells) != len(self._names):
            wrong_cells = RowFault("", RejectReason.WRONG_CELLS, f"{len(cells)} / {len(self._names)}")
        return Record(
            line=first.number,
            raw=raw,
            start=first.start,
            end=lines[-1].end,
            cells={} if wrong_cells else dict(zip(self._names, cells, strict=True)),
            fault=wrong_cells,
        )

    def _cells_of(self, lines: list[PhysicalLine]) -> list[str]:
        """Return the cells of the record that begins with the one line given; add the lines it takes."""
        text = _text(lines[0])
        while True:
            try:
                return _cells(text, self._delimiter)
            except _Unclosed:
                following = self._next_line() if len(lines) < LINES_OF_A_RECORD else None
                if following is not None:
                    lines.append(following)
                    if following.complete and len(text) + len(following.data) <= LINE_LIMIT:
                        try:
                            text = f"{text}\n{_text(following)}"
                            continue
                        except RowFault:
                            pass
            except RowFault:
                self._give_back(lines)
                raise
            # A quotation mark that nothing closes: only the line in which it stands is refused.
            self._give_back(lines)
            raise RowFault("", RejectReason.BAD_CSV, "unclosed quotation mark")

    def _give_back(self, lines: list[PhysicalLine]) -> None:
        """Leave to a broken record only its first line; the others are tried on their own."""
        self._pushed_back.extendleft(reversed(lines[1:]))
        del lines[1:]


def _delimiter_of(header: str, layout: CsvLayout) -> str:
    """Return the delimiter by which the header names most of what is required, or else most columns."""

    def found(delimiter: str) -> tuple[int, int]:
        names = [name.strip().lower() for name in header.replace('"', "").split(delimiter)]
        return sum(name in names for name in layout.required), len(names)

    return max(layout.delimiters, key=found)


def _text(line: PhysicalLine) -> str:
    if not line.complete:
        raise RowFault("", RejectReason.TOO_LONG, line.end - line.start)
    try:
        return line.data.decode()
    except UnicodeDecodeError as error:
        raise RowFault("", RejectReason.NOT_UTF8, f"byte {error.object[error.start]:#04x}") from None


def _faulty(line: PhysicalLine, fault: RowFault) -> Record:
    return Record(line.number, line.data, line.start, line.end, {}, fault, line.complete)
