"""Reads declarations from a foreign file by a mapping, and rows of it that were refused and then mended."""

import io
from collections.abc import Iterator
from typing import IO

from msgspec.structs import replace

from borderpost.domain.intake import Accepted, Origin, Rejected, RejectReason, Row
from borderpost.feeds.compressed import FeedEnds
from borderpost.feeds.formula_cells import formula_notes
from borderpost.feeds.json_rows import RejectsEntry
from borderpost.feeds.mapping.columns import asks_for, columns_of_the_item
from borderpost.feeds.mapping.model import Generated, Mapping, SourceFormat
from borderpost.feeds.mapping.projecting import Circumstances, project
from borderpost.feeds.sources.csv_source import csv_source
from borderpost.feeds.sources.edifact_source import edifact_source
from borderpost.feeds.sources.fixed_source import fixed_source
from borderpost.feeds.sources.json_source import json_source
from borderpost.feeds.sources.record import SourceRecord
from borderpost.feeds.sources.xml_source import xml_source
from borderpost.feeds.untrusted_declaration import declaration_of
from borderpost.feeds.untrusted_values import RowFault

_OF_CELLS = frozenset({SourceFormat.CSV, SourceFormat.FIXED})


def source_records(
    untrusted_stream: IO[bytes], mapping: Mapping, *, behind: int = 0, mended: bool = False
) -> Iterator[SourceRecord]:
    """Yield the records of a stream of UTF-8; those that end at or before `behind` are passed over."""

    def skip(end: int) -> bool:
        return end <= behind

    source = mapping.source
    match source.format:
        case SourceFormat.CSV:
            columns = columns_of_the_item(mapping) if source.group_by else frozenset[str]()
            return csv_source(untrusted_stream, source, columns, skip=skip, mended=mended)
        case SourceFormat.FIXED:
            return fixed_source(untrusted_stream, source, skip=skip, mended=mended)
        case SourceFormat.XML:
            return xml_source(untrusted_stream, source, skip=skip, mended=mended)
        case SourceFormat.JSON:
            return json_source(untrusted_stream, source, skip=skip, mended=mended)
        case SourceFormat.EDIFACT:
            return edifact_source(untrusted_stream, source, skip=skip, mended=mended)


def mapped_rows(
    untrusted_stream: IO[bytes], mapping: Mapping, *, arrived: str = "", behind: int = 0
) -> Iterator[Row]:
    """Yield what becomes of each record of a stream of UTF-8 by a mapping."""
    last = 0
    arrived = arrived if asks_for(mapping, Generated.ARRIVAL) else ""
    try:
        for record in source_records(untrusted_stream, mapping, behind=behind):
            yield row_of(record, mapping, arrived)
            last = record.end
    except FeedEnds as ends:
        yield Rejected(0, "", ends.reason, ends.detail, b"", last, last, complete=False)


def mended_rows(entry: RejectsEntry, row: bytes, mapping: Mapping) -> Iterator[Row]:
    """Yield what becomes of the row of a rejects entry, read as it was at first.

    Where any of it is refused again, the whole of it is kept again, beside what could be taken.
    """
    header = entry.header.encode()
    refused: Rejected | None = None
    found = False
    try:
        for record in source_records(io.BytesIO(header + row), mapping, mended=True):
            if record.number == 0 and entry.header:
                # Every row says of its header what is to be said.
                continue
            found = True
            again = row_of(record, mapping, entry.arrived, number=entry.record or record.number)
            if isinstance(again, Accepted):
                yield again
            elif refused is None:
                refused = again
    except FeedEnds as ends:
        # What ends a file of its own is a fault of this row here.
        why = ends.detail or "it brings a document type declaration"
        origin = Origin(mapping.id, entry.record, entry.arrived)
        refused = refused or Rejected(1, "", RejectReason.BAD_XML, why, row, 0, len(row), origin=origin)
    if refused is not None:
        yield replace(refused, untrusted_row=row, header=header, complete=True)
    elif not found and row.strip() and entry.header:
        origin = Origin(mapping.id, entry.record, entry.arrived)
        length = len(row)
        yield Rejected(1, "row", RejectReason.MISSING, "", row, 0, length, header, origin=origin)


def row_of(record: SourceRecord, mapping: Mapping, arrived: str = "", number: int = 0) -> Row:
    """Return what becomes of one record: its declaration, or why it is none."""
    number = number or record.number
    origin = Origin(mapping.id, number, arrived)
    fault = record.fault
    if fault is None:
        try:
            around = Circumstances(record.of_file, number, record.raw, arrived)
            projected = project(mapping, record.tree, around)
            notes = projected.notes
            if mapping.source.format in _OF_CELLS:
                notes = formula_notes(projected.untrusted) + notes
            declaration = declaration_of(projected.untrusted, notes)
            return Accepted(record.line, declaration, record.raw, record.end, record.header, origin)
        except RowFault as found:
            fault = found
        except RecursionError:
            fault = RowFault("", RejectReason.TOO_DEEP)
    return Rejected(
        line=record.line,
        field=fault.field,
        reason=fault.reason,
        value=fault.value,
        untrusted_row=record.raw,
        start=record.start,
        end=record.end,
        header=record.header,
        complete=record.complete,
        origin=origin,
    )
