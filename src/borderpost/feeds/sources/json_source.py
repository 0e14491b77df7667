"""Cuts foreign JSON into records: one a line, or the elements of an array anywhere in one document."""

from collections.abc import Iterator
from typing import IO, Any

from borderpost.domain.intake import RejectReason
from borderpost.feeds.json_values import decoded, refuse_duplicates
from borderpost.feeds.mapping.model import Source
from borderpost.feeds.physical_lines import physical_lines
from borderpost.feeds.sources.json_scanner import Ends, JsonScanner, NotWellFormed, TooLong
from borderpost.feeds.sources.record import HEADER_LIMIT, Skip, SourceRecord, nothing_before
from borderpost.feeds.untrusted_values import RowFault

KEPT_OF_CUT_OFF = 64 * 1024


def json_source(
    untrusted_stream: IO[bytes], source: Source, *, skip: Skip = nothing_before, mended: bool = False
) -> Iterator[SourceRecord]:
    """Yield the records; without a path and without a bracket at the beginning there is one on each line.

    `mended` is for a record behind the opening of its document, which nothing closes.
    """
    if not source.path:
        buffered = _Rewindable(untrusted_stream)
        if not buffered.begins_with_bracket():
            yield from _lines(buffered, skip)
            return
        yield from _Document(buffered, source.path, skip, mended).records()
    else:
        yield from _Document(untrusted_stream, source.path, skip, mended).records()


class _Rewindable:
    """A stream whose beginning has been looked at."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._beginning = stream.read(64 * 1024)

    def begins_with_bracket(self) -> bool:
        return self._beginning.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")

    def read(self, size: int = -1, /) -> bytes:
        if self._beginning:
            taken = self._beginning[:size]
            self._beginning = self._beginning[len(taken) :]
            return taken
        return self._stream.read(size)

    def readline(self, size: int = -1, /) -> bytes:
        if not self._beginning:
            return self._stream.readline(size)
        end = self._beginning.find(b"\n") + 1 or len(self._beginning)
        taken = self._beginning[: min(end, size)]
        self._beginning = self._beginning[len(taken) :]
        if not taken.endswith(b"\n") and len(taken) < size:
            taken += self._stream.readline(size - len(taken))
        return taken


def _lines(stream: Any, skip: Skip) -> Iterator[SourceRecord]:
    number = 0
    for line in physical_lines(stream):
        if not line.data.strip():
            continue
        number += 1
        if skip(line.end):
            continue
        tree, fault = None, None
        if not line.complete:
            fault = RowFault("", RejectReason.TOO_LONG, line.end - line.start)
        else:
            tree, fault = _decoded(line.data)
        yield SourceRecord(
            number, line.number, line.start, line.end, line.data, tree, fault, complete=line.complete
        )


def _decoded(raw: bytes) -> tuple[Any, RowFault | None]:
    try:
        tree = decoded(raw)
        refuse_duplicates(raw, tree)
    except RowFault as fault:
        return None, fault
    if type(tree) is not dict:
        return None, RowFault("", RejectReason.NOT_AN_OBJECT, tree)
    return tree, None


class _Document:
    """One pass over one document."""

    def __init__(self, stream: Any, path: tuple[str, ...], skip: Skip, mended: bool) -> None:
        self._scanner = JsonScanner(stream)
        self._path = path
        self._skip = skip
        self._mended = mended
        self._number = 0
        self._of_file: dict[str, Any] = {}
        self._opening: list[bytes] = []
        self._opening_size = 0
        self._found = False

    def records(self) -> Iterator[SourceRecord]:
        """Yield every element of the array, and last what keeps the rest from being read, if anything."""
        try:
            yield from self._value(self._path, self._of_file)
            if self._scanner.peek() and not self._mended:
                raise NotWellFormed("something stands behind the end of the document")
            if not self._found:
                raise NotWellFormed(f"there is no array {'/'.join(self._path)} in it")
        except NotWellFormed as error:
            yield self._ended(RejectReason.UNREADABLE, f"it is no well-formed JSON ({error})")
        except TooLong:
            yield self._ended(RejectReason.UNREADABLE, "more than 16 MiB stand in one value")
        except Ends:
            if not self._mended or not self._number:
                yield self._ended(RejectReason.CUT_OFF, f"{self._number} records are whole")

    def _value(self, way: tuple[str, ...], node: dict[str, Any]) -> Iterator[SourceRecord]:
        """Walk down the way to the array; what else stands in the objects goes to the file's own fields."""
        if not way:
            yield from self._array()
            return
        self._take(b"{", "an object is missing")
        self._note(b"{")
        first = True
        while not self._scanner.take(b"}"):
            if not first:
                self._take(b",", "a comma is missing")
            first = False
            written = self._scanner.string()
            name = _header_value(written)
            self._take(b":", "a colon is missing")
            comma = b"," if node else b""
            if name == way[0] and (len(way) > 1 or self._scanner.peek() == b"["):
                self._note(comma, written, b":")
                inner: dict[str, Any] = {}
                node[name] = inner
                yield from self._value(way[1:], inner)
                continue
            raw = self._scanner.value()
            if not self._found and len(raw) + self._opening_size <= HEADER_LIMIT:
                self._note(comma, written, b":", raw)
                node[name] = _header_value(raw)

    def _take(self, wanted: bytes, otherwise: str) -> None:
        if not self._scanner.take(wanted):
            if not self._scanner.peek():
                raise Ends
            raise NotWellFormed(otherwise)

    def _note(self, *parts: bytes) -> None:
        self._opening.extend(parts)
        self._opening_size += sum(map(len, parts))

    def _array(self) -> Iterator[SourceRecord]:
        scanner = self._scanner
        self._take(b"[", "an array is missing")
        self._note(b"[")
        self._found = True
        header = b"".join(self._opening)
        first = True
        while not scanner.take(b"]"):
            if not first:
                self._take(b",", "a comma is missing")
            first = False
            if not scanner.peek():
                raise Ends
            start, line = scanner.offset, scanner.line
            raw = scanner.value()
            self._number += 1
            if self._skip(scanner.offset):
                continue
            tree, fault = _decoded(raw)
            yield SourceRecord(
                self._number, line, start, scanner.offset, raw, tree, fault, header, self._of_file
            )

    def _ended(self, reason: RejectReason, detail: str) -> SourceRecord:
        scanner = self._scanner
        return SourceRecord(
            number=self._number + 1,
            line=scanner.line,
            start=scanner.offset,
            end=scanner.offset,
            raw=scanner.rest(KEPT_OF_CUT_OFF),
            fault=RowFault("", reason, detail),
            header=b"".join(self._opening),
            complete=False,
        )


def _header_value(raw: bytes) -> Any:
    try:
        return decoded(raw)
    except RowFault as fault:
        raise NotWellFormed(fault.value or fault.reason.value) from None
