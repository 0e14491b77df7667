"""Reads declarations from JSON Lines, and rows that were refused before and have been mended."""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec

from borderpost.domain.declaration import Declaration
from borderpost.domain.intake import Accepted, Rejected, RejectReason, Row
from borderpost.feeds.csv_rows import csv_rows_of_bytes
from borderpost.feeds.physical_lines import ByteStream, PhysicalLine, physical_lines
from borderpost.feeds.untrusted_declaration import declaration_of
from borderpost.feeds.untrusted_values import BareNumber, RowFault, shown

VALUES_LIMIT = 1_000_000
_LARGE = 1024 * 1024
_KEY = re.compile(rb'"[ \t\r\n]*:')
_decoder = msgspec.json.Decoder(float_hook=BareNumber)


class _RejectsEntry(msgspec.Struct, frozen=True):
    """A line of a rejects file, as far as it is needed to try its row again."""

    reason: str
    row: msgspec.Raw = msgspec.Raw(b"null")
    row_base64: str = ""
    header: str = ""
    complete: bool = True


_entries = msgspec.json.Decoder(_RejectsEntry)


def json_rows(untrusted_stream: ByteStream) -> Iterator[Row]:
    """Yield what becomes of each line of a stream of JSON Lines; blank lines are passed over.

    A line of a rejects file counts as the row that it keeps.
    """
    for line in physical_lines(untrusted_stream):
        if line.data.strip():
            yield from _rows_of_line(line)


def _rows_of_line(line: PhysicalLine) -> Iterator[Row]:
    if not line.complete:
        yield _rejected(line, RowFault("", RejectReason.TOO_LONG, line.end - line.start))
        return
    try:
        untrusted = _decode(line.data)
        if _is_rejects_entry(untrusted):
            yield from _mended(line)
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


def _decode(data: bytes) -> Any:
    # A row of nothing but tiny values would take thirty times its length in memory.
    if len(data) > _LARGE and data.count(b",") > VALUES_LIMIT:
        raise RowFault("", RejectReason.TOO_MANY, data.count(b","))
    try:
        return _decoder.decode(data)
    except RecursionError:
        raise RowFault("", RejectReason.TOO_DEEP) from None
    except UnicodeDecodeError as error:
        raise RowFault("", RejectReason.NOT_UTF8, f"byte {error.object[error.start]:#04x}") from None
    except msgspec.DecodeError as error:
        raise RowFault("", RejectReason.NOT_JSON, str(error)) from None


def _declaration(data: bytes, untrusted: Any) -> Declaration:
    declaration = declaration_of(untrusted)
    # Every key ends in a quotation mark and a colon, so text can only add to this count.
    if _occurrences(data) != _count_keys(untrusted):
        _refuse_duplicates(data)
    return declaration


def _occurrences(data: bytes) -> int:
    if len(data) <= _LARGE:
        return len(_KEY.findall(data))
    return sum(1 for _ in _KEY.finditer(data))


def _count_keys(untrusted: object) -> int:
    if type(untrusted) is dict:
        total = len(untrusted)
        for value in untrusted.values():
            if type(value) is dict or type(value) is list:
                total += _count_keys(value)
        return total
    if type(untrusted) is list:
        return sum(_count_keys(one) for one in untrusted if type(one) is dict or type(one) is list)
    return 0


def _refuse_duplicates(data: bytes) -> None:
    def once(pairs: list[tuple[str, object]]) -> None:
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise RowFault(shown(name), RejectReason.DUPLICATE_FIELD)
            seen.add(name)

    json.loads(data, object_pairs_hook=once, parse_int=str, parse_float=str)


def _is_rejects_entry(untrusted: object) -> bool:
    return (
        type(untrusted) is dict
        and "reason" in untrusted
        and ("row" in untrusted or "row_base64" in untrusted)
        and "item_id" not in untrusted
        and "message" not in untrusted
    )


def _mended(line: PhysicalLine) -> Iterator[Row]:
    try:
        entry = _entries.decode(line.data)
        inner = _row_of(entry)
    except (msgspec.DecodeError, UnicodeError, binascii.Error) as error:
        raise RowFault("row", RejectReason.NOT_JSON, str(error)) from None
    row = replace(line, data=inner, complete=entry.complete)
    if not entry.complete:
        yield _rejected(row, RowFault("", RejectReason.TOO_LONG, len(inner)))
    elif entry.header:
        for one in csv_rows_of_bytes(entry.header.encode(), inner):
            yield replace(one, line=line.number, end=line.end)
    else:
        try:
            yield Accepted(line.number, _declaration(inner, _decode(inner)), inner, line.end)
        except RowFault as fault:
            yield _rejected(row, fault)


def _row_of(entry: _RejectsEntry) -> bytes:
    if entry.row_base64:
        return base64.b64decode(entry.row_base64, validate=True)
    raw = bytes(entry.row)
    if raw.startswith(b'"'):
        return msgspec.json.decode(raw, type=str).encode()
    return raw
