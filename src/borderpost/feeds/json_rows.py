"""Reads declarations from JSON Lines, and rows that were refused before and have been mended."""

import base64
import binascii
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from borderpost.domain.declaration import Declaration
from borderpost.domain.intake import Accepted, Origin, Rejected, RejectReason, Row
from borderpost.feeds.csv_rows import csv_rows_of_bytes
from borderpost.feeds.json_values import decoded, refuse_duplicates
from borderpost.feeds.line_blocks import line_blocks
from borderpost.feeds.physical_lines import ByteStream, PhysicalLine
from borderpost.feeds.untrusted_declaration import declaration_of
from borderpost.feeds.untrusted_values import RowFault
from borderpost.feeds.usual_rows import usual_declaration

ByMapping = Callable[["RejectsEntry", bytes], Iterator[Row] | None]
"""Reads the row of a rejects entry by the mapping that the entry names; None where there is none such."""


class RejectsEntry(msgspec.Struct, frozen=True):
    """A line of a rejects file, as far as it is needed to try its row again."""

    reason: str
    field: str = ""
    value: str = ""
    row: msgspec.Raw = msgspec.Raw(b"null")
    row_base64: str = ""
    header: str = ""
    complete: bool = True
    start: int = 0
    end: int = 0
    mapping: str = ""
    record: int = 0
    arrived: str = ""


_entries = msgspec.json.Decoder(RejectsEntry)


def json_rows(
    untrusted_stream: ByteStream, *, behind: int = 0, by_mapping: ByMapping | None = None
) -> Iterator[Row]:
    """Yield what becomes of each line of a stream of JSON Lines; blank lines are passed over.

    A line of a rejects file counts as the row that it keeps; `by_mapping` reads those that a mapping read
    before. Lines that end at or before the offset `behind` are passed over.
    """
    for part in line_blocks(untrusted_stream):
        if part.end <= behind:
            continue
        if isinstance(part, PhysicalLine):
            declaration = usual_declaration(part.data) if part.complete else None
            if declaration is not None:
                yield Accepted(part.number, declaration, part.data, part.end)
            elif part.data.strip():
                yield from _rows_of_line(part, by_mapping)
            continue
        number, end = part.lines_before, part.start
        plain = part.plain
        for line in part.lines:
            number += 1
            start, end = end, end + len(line)
            if end <= behind:
                continue
            data = line[:-1] if line[-2:-1] != b"\r" else line[:-2]
            declaration = usual_declaration(data, plain=plain)
            if declaration is not None:
                yield Accepted(number, declaration, data, end)
            elif data.strip():
                yield from _rows_of_line(PhysicalLine(number, data, start, end), by_mapping)


def _rows_of_line(line: PhysicalLine, by_mapping: ByMapping | None) -> Iterator[Row]:
    if not line.complete:
        yield _rejected(line, RowFault("", RejectReason.TOO_LONG, line.end - line.start))
        return
    try:
        untrusted = decoded(line.data)
        if _is_rejects_entry(untrusted):
            yield from _mended(line, by_mapping)
            return
        yield Accepted(line.number, _declaration(line.data, untrusted), line.data, line.end)
    except RowFault as fault:
        yield _rejected(line, fault)
    except RecursionError:
        yield _rejected(line, RowFault("", RejectReason.TOO_DEEP))


def _rejected(line: PhysicalLine, fault: RowFault) -> Rejected:
    return Rejected(
        line=line.number,
        field=fault.field,
        reason=fault.reason,
        value=fault.value,
        untrusted_row=line.data,
        start=line.start,
        end=line.end,
        complete=line.complete,
    )


def careful_declaration(data: bytes) -> Declaration:
    """Return the declaration that one row of JSON is; raise RowFault (or RecursionError) where it is none."""
    return _declaration(data, decoded(data))


def _declaration(data: bytes, untrusted: Any) -> Declaration:
    declaration = declaration_of(untrusted)
    refuse_duplicates(data, untrusted)
    return declaration


def _is_rejects_entry(untrusted: object) -> bool:
    return (
        type(untrusted) is dict
        and "reason" in untrusted
        and ("row" in untrusted or "row_base64" in untrusted)
        and "item_id" not in untrusted
        and "message" not in untrusted
    )


def _mended(line: PhysicalLine, by_mapping: ByMapping | None) -> Iterator[Row]:
    try:
        entry = _entries.decode(line.data)
        inner = _row_of(entry)
    except (msgspec.DecodeError, UnicodeError, binascii.Error) as error:
        raise RowFault("row", RejectReason.NOT_JSON, str(error)) from None
    row = replace(line, data=inner, complete=entry.complete)
    if not entry.complete:
        yield replace(_rejected(row, _same_fault(entry, inner)), start=entry.start, end=entry.end)
    elif entry.mapping:
        rows = by_mapping(entry, inner) if by_mapping is not None else None
        if rows is None:
            origin = Origin(entry.mapping, entry.record, entry.arrived)
            refused = _rejected(row, RowFault("", RejectReason.NO_MAPPING, entry.mapping))
            yield replace(refused, header=entry.header.encode(), origin=origin)
            return
        for one in rows:
            yield _placed(one, line)
    elif entry.header:
        for one in csv_rows_of_bytes(entry.header.encode(), inner):
            yield _placed(one, line)
    else:
        try:
            declaration = usual_declaration(inner) or careful_declaration(inner)
            yield Accepted(line.number, declaration, inner, line.end)
        except RowFault as fault:
            yield _rejected(row, fault)


def _placed(row: Row, line: PhysicalLine) -> Row:
    """Return a row at the place of the rejects entry that kept it."""
    if isinstance(row, Rejected):
        return replace(row, line=line.number, start=line.start, end=line.end)
    return replace(row, line=line.number, end=line.end)


def _same_fault(entry: RejectsEntry, inner: bytes) -> RowFault:
    """Return the fault of a row that is not here as a whole: nothing in it can have been mended."""
    if entry.reason in tuple(RejectReason) and entry.reason != RejectReason.TOO_LONG:
        return RowFault(entry.field, RejectReason(entry.reason), entry.value)
    return RowFault("", RejectReason.TOO_LONG, len(inner))


def _row_of(entry: RejectsEntry) -> bytes:
    if entry.row_base64:
        return base64.b64decode(entry.row_base64, validate=True)
    raw = bytes(entry.row)
    if raw.startswith(b'"'):
        return msgspec.json.decode(raw, type=str).encode()
    return raw
