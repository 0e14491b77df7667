"""Cuts a foreign CSV file into records: one row each, or the rows of one item that stand together."""

from collections.abc import Iterator

from borderpost.domain.intake import RejectReason
from borderpost.feeds.csv_columns import Cells
from borderpost.feeds.csv_records import DELIMITERS, CsvLayout, CsvRecords, Record
from borderpost.feeds.mapping.model import Source
from borderpost.feeds.physical_lines import LINE_LIMIT, ByteStream
from borderpost.feeds.sources.record import Skip, SourceRecord, nothing_before
from borderpost.feeds.untrusted_declaration import LINES_LIMIT
from borderpost.feeds.untrusted_values import RowFault

ROWS = "rows"
"""Under this name a record holds all of its rows; its other names are those of the first row."""


def csv_source(
    untrusted_stream: ByteStream,
    source: Source,
    item_columns: frozenset[str],
    *,
    skip: Skip = nothing_before,
    mended: bool = False,
) -> Iterator[SourceRecord]:
    """Yield the records; of the rows of one group the `item_columns` have to agree.

    `mended` is for a record that stands alone behind its header row.
    """
    layout = CsvLayout(
        required=source.required or source.group_by,
        delimiters=(source.delimiter,) if source.delimiter else (*DELIMITERS, "|"),
        columns=source.columns,
        skipped=0 if mended else source.skip_lines,
    )
    records = CsvRecords(untrusted_stream, layout)
    header = records.header + b"\n" if records.header_line is not None else b""
    if records.header_fault is not None and records.header_line is not None:
        line = records.header_line
        yield SourceRecord(
            0,
            line.number,
            line.start,
            line.end,
            line.data,
            fault=records.header_fault,
            complete=line.complete,
        )
    for number, group in enumerate(_groups(records, source.group_by), start=1):
        if not skip(group[-1].end):
            yield _record(number, group, header, item_columns)


def _groups(records: CsvRecords, group_by: tuple[str, ...]) -> Iterator[list[Record]]:
    group: list[Record] = []
    key: tuple[str, ...] = ()
    size = 0
    for record in records:
        found = () if record.fault else tuple(record.cells.get(column, "") for column in group_by)
        fits = len(group) < LINES_LIMIT and size + len(record.raw) <= LINE_LIMIT
        if group and found and all(found) and found == key and fits:
            group.append(record)
            size += len(record.raw)
            continue
        if group:
            yield group
        group, key, size = [record], found, len(record.raw)
    if group:
        yield group


def _record(number: int, group: list[Record], header: bytes, item_columns: frozenset[str]) -> SourceRecord:
    first = group[0]
    fault = first.fault
    tree: dict[str, object] = {}
    if fault is None:
        tree = {**first.cells, ROWS: [record.cells for record in group]}
        fault = _disagreement(group, item_columns)
    return SourceRecord(
        number=number,
        line=first.line,
        start=first.start,
        end=group[-1].end,
        raw=b"\n".join(record.raw for record in group),
        tree=tree,
        fault=fault,
        header=header,
        complete=first.complete,
    )


def _disagreement(group: list[Record], columns: frozenset[str]) -> RowFault | None:
    first: Cells = group[0].cells
    for record in group[1:]:
        for column in columns:
            if record.cells.get(column) != first.get(column):
                return RowFault(column, RejectReason.ROWS_DISAGREE, record.cells.get(column, ""))
    return None
