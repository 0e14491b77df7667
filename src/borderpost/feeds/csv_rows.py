"""Reads declarations from CSV, one row a content line; the rows of one declaration stand together."""

import io
import re
from collections.abc import Iterator

from borderpost.domain.intake import Accepted, Rejected, RejectReason, Row
from borderpost.feeds.csv_columns import ITEM_COLUMNS, KEY_COLUMNS, Cells, object_of
from borderpost.feeds.csv_records import CsvRecords, Record
from borderpost.feeds.formula_cells import formula_notes
from borderpost.feeds.physical_lines import LINE_LIMIT, ByteStream
from borderpost.feeds.untrusted_declaration import LINES_LIMIT, declaration_of
from borderpost.feeds.untrusted_values import RowFault

_LINE_INDEX = re.compile(r"lines\[([0-9]+)\]").match
Key = tuple[str, ...]


def csv_rows(untrusted_stream: ByteStream, *, behind: int = 0) -> Iterator[Row]:
    """Yield what becomes of each declaration of a CSV stream; a refused one keeps all of its rows.

    Declarations that end at or before the offset `behind` are passed over.
    """
    records = CsvRecords(untrusted_stream)
    if records.header_fault is not None and records.header_line is not None:
        line, fault = records.header_line, records.header_fault
        yield Rejected(
            line.number,
            fault.field,
            fault.reason,
            fault.value,
            line.data,
            line.start,
            line.end,
            complete=line.complete,
        )
    group: _Group | None = None
    for record in records:
        if group is not None and group.takes(record):
            if group.add(record):
                continue
            if group.end > behind:
                yield group.outcome()
            group = _Group(record, records.header, refused=True)
            continue
        if group is not None and group.end > behind:
            yield group.outcome()
        group = _Group(record, records.header)
    if group is not None and group.end > behind:
        yield group.outcome()


def csv_rows_of_bytes(header: bytes, rows: bytes) -> Iterator[Row]:
    """Yield what becomes of rows that were kept with their header; the header yields nothing of its own."""
    for row in csv_rows(io.BytesIO(header + b"\n" + rows)):
        if row.line > 1:
            yield row


def _key(cells: Cells) -> Key:
    return tuple(cells.get(column, "") for column in KEY_COLUMNS)


class _Group:
    """Consecutive records of one declaration, with any broken one that names its item."""

    def __init__(self, first: Record, header: bytes, *, refused: bool = False) -> None:
        self._header = header
        self._records = [first]
        self._size = len(first.raw)
        self._key: Key | None = _key(first.cells) if first.fault is None else None
        self._refused = refused

    @property
    def end(self) -> int:
        """The offset just behind the declaration's last row."""
        return self._records[-1].end

    def takes(self, record: Record) -> bool:
        """Tell whether the record belongs to this declaration."""
        if record.fault is None:
            key = _key(record.cells)
            if self._key is not None:
                return key == self._key and all(key)
            return bool(key[0]) and key[0].encode() in self._records[-1].raw
        return self._key is not None and bool(self._key[0]) and self._key[0].encode() in record.raw

    def add(self, record: Record) -> bool:
        """Add the record, unless there are too many; then the whole declaration is refused."""
        if len(self._records) >= LINES_LIMIT or self._size + len(record.raw) > 2 * LINE_LIMIT:
            self._refused = True
            return False
        if self._key is None and record.fault is None:
            self._key = _key(record.cells)
        self._records.append(record)
        self._size += len(record.raw)
        return True

    def outcome(self) -> Row:
        """Return the declaration that the records spell, or why they spell none."""
        for record in self._records:
            if record.fault is not None:
                return self._rejected(record, record.fault)
        first = self._records[0]
        if self._refused:
            return self._rejected(first, RowFault("lines", RejectReason.TOO_MANY, len(self._records)))
        for record in self._records[1:]:
            for column in ITEM_COLUMNS:
                if record.cells.get(column) != first.cells.get(column):
                    fault = RowFault(column, RejectReason.ROWS_DISAGREE, record.cells.get(column, ""))
                    return self._rejected(record, fault)
        untrusted, record_of_line = object_of([record.cells for record in self._records])
        try:
            declaration = declaration_of(untrusted, formula_notes(untrusted))
        except RowFault as fault:
            found = _LINE_INDEX(fault.field)
            index = record_of_line[int(found[1])] if found else 0
            return self._rejected(self._records[index], fault)
        return Accepted(first.line, declaration, self._raw(), self._records[-1].end, self._header)

    def _raw(self) -> bytes:
        return b"\n".join(record.raw for record in self._records)

    def _rejected(self, record: Record, fault: RowFault) -> Rejected:
        return Rejected(
            line=record.line,
            field=fault.field,
            reason=fault.reason,
            value=fault.value,
            untrusted_row=self._raw(),
            start=self._records[0].start,
            end=self._records[-1].end,
            header=self._header,
            complete=all(one.complete for one in self._records),
        )
