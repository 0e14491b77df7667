"""The one door for feeds: unpacks, decodes, picks the reader, and yields what becomes of each row."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from msgspec.structs import replace

from borderpost.domain.intake import Rejected, RejectReason, Row
from borderpost.feeds.compressed import Unpacked, unpacked
from borderpost.feeds.csv_rows import csv_rows
from borderpost.feeds.json_rows import RejectsEntry, json_rows
from borderpost.feeds.line_blocks import BUFFER
from borderpost.feeds.mapped_rows import mapped_rows, mended_rows
from borderpost.feeds.mapping.model import Mapping, SourceFormat
from borderpost.feeds.reading import FeedFormat, format_by_beginning, format_by_name
from borderpost.feeds.refused_flood import REFUSED_AT_MOST, without_flood
from borderpost.feeds.sources.xml_source import declared_encoding
from borderpost.feeds.transcoding import as_utf8, known_encoding, marked_encoding

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

FindMapping = Callable[[str], Mapping | None]
"""Returns the mapping with an id, where there is one."""

PACKED_SUFFIXES = (".gz", ".zst", ".zstd")
_SNIFFED = 64 * 1024
_REJECTS = re.compile(rb'\s*\{"line": [0-9]+, "field": "(?:[^"\\]|\\.)*+", "reason": "')


def read_feed(
    source: Path | IO[bytes],
    mapping: Mapping | None = None,
    *,
    form: FeedFormat | None = None,
    find_mapping: FindMapping | None = None,
    behind: int = 0,
    arrived: datetime | None = None,
    refused_at_most: int = REFUSED_AT_MOST,
) -> Iterator[Row]:
    """Yield, row by row, a declaration (Accepted) or a refusal with its place and reason (Rejected).

    Without a mapping the feed is in the canonical form. Gzip and zstd are unpacked on the way. A rejects
    file is read by the mapping that each entry names: the one given, or one that `find_mapping` knows. Rows
    that end at or before the offset `behind` (of the unpacked text as UTF-8) are passed over. `arrived` is
    when the feed came, where a mapping asks for it; a path's own time of change where it is not given.

    Memory is bounded by the largest record (16 MiB), what is refused by `refused_at_most` bytes where most of
    it is refused (`feeds/refused_flood.py`). No content raises; OSError comes through. What keeps a
    file from being read further is its last row, with a reason of `ENDS_THE_FILE`.
    """
    if isinstance(source, Path):
        with source.open("rb", buffering=BUFFER) as file:
            when = arrived or datetime.fromtimestamp(source.stat().st_mtime, UTC)
            reading = _Reading(source.name, mapping, form, find_mapping, behind, when)
            yield from without_flood(reading.rows(file), refused_at_most)
    else:
        reading = _Reading("", mapping, form, find_mapping, behind, arrived)
        yield from without_flood(reading.rows(source), refused_at_most)


class _Reading:
    def __init__(
        self,
        name: str,
        mapping: Mapping | None,
        form: FeedFormat | None,
        find_mapping: FindMapping | None,
        behind: int,
        arrived: datetime | None,
    ) -> None:
        self._name = _inner_name(name)
        self._mapping = mapping
        self._form = form
        self._find = find_mapping
        self._behind = behind
        self._arrived = "" if arrived is None else _moment(arrived)

    def rows(self, file: IO[bytes]) -> Iterator[Row]:
        """Yield the rows of a file; what kept it from being unpacked to its end is told last."""
        stream = unpacked(file)
        raw = stream.raw if isinstance(stream, io.BufferedReader) else None
        if not isinstance(raw, Unpacked):
            yield from self._read(stream)
            return
        line = end = 0
        told = False
        for row in self._read(stream):
            ended_by = raw.ended_by
            if ended_by is not None and isinstance(row, Rejected) and row.reason is RejectReason.CUT_OFF:
                row, told = replace(row, reason=ended_by.reason, value=ended_by.detail), True
            line, end = row.line, row.end
            yield row
        if raw.ended_by is not None and not told:
            ends = raw.ended_by
            yield Rejected(line + 1, "", ends.reason, ends.detail, b"", end, end, complete=False)

    def _read(self, stream: IO[bytes]) -> Iterator[Row]:
        buffered = (
            stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_Borrowed(stream), BUFFER)
        )
        beginning = buffered.peek(_SNIFFED)[:_SNIFFED]
        if self._mapping is None or _REJECTS.match(beginning):
            form = self._form or format_by_name(self._name) or format_by_beginning(beginning)
            if form is FeedFormat.CSV and not _REJECTS.match(beginning):
                return csv_rows(buffered, behind=self._behind)
            return json_rows(buffered, behind=self._behind, by_mapping=self._by_mapping)
        encoding = _encoding(beginning, self._mapping)
        if not encoding:
            named = declared_encoding(beginning)
            detail = f"its encoding '{named}' is none that is read"
            return iter([Rejected(1, "", RejectReason.UNREADABLE, detail, b"", 0, 0, complete=False)])
        text = as_utf8(buffered, encoding)
        return mapped_rows(text, self._mapping, arrived=self._arrived, behind=self._behind)

    def _by_mapping(self, entry: RejectsEntry, row: bytes) -> Iterator[Row] | None:
        mapping = self._mapping
        if mapping is None or mapping.id != entry.mapping:
            mapping = self._find(entry.mapping) if self._find is not None else None
        return None if mapping is None else mended_rows(entry, row, mapping)


class _Borrowed(io.RawIOBase):
    """A stream that is read but stays its owner's to close."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)


def _inner_name(name: str) -> str:
    for suffix in PACKED_SUFFIXES:
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name


def _encoding(beginning: bytes, mapping: Mapping) -> str:
    """Return the encoding: a byte order mark tells it, then an XML declaration, then the mapping."""
    marked = marked_encoding(beginning)
    if marked:
        return marked
    if mapping.source.format is SourceFormat.XML and mapping.source.encoding == "utf-8":
        declared = declared_encoding(beginning)
        if declared:
            return known_encoding(declared)
    return mapping.source.encoding


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
