"""Cuts an EDIFACT interchange into records, whose segments are told apart by pydifact's tokens."""

import re
from collections.abc import Iterator
from typing import IO, Any

from pydifact.control.characters import Characters
from pydifact.exceptions import EDISyntaxError
from pydifact.token import Token
from pydifact.tokenizer import Tokenizer

from borderpost.domain.intake import RejectReason
from borderpost.feeds.mapping.model import Source
from borderpost.feeds.sources.record import HEADER_LIMIT, RECORD_LIMIT, Skip, SourceRecord, nothing_before
from borderpost.feeds.untrusted_values import RowFault

_CHUNK = 64 * 1024
KEPT_OF_CUT_OFF = 64 * 1024
SEGMENTS_LIMIT = 250_000
SEGMENT_LIMIT = 1024 * 1024
_ENDS_A_RECORD = frozenset({"UNT", "UNE", "UNZ", "UNH", "UNG", "UNB"})
_ENDS_A_GROUP = frozenset({"UNS", "UNT"})
_IS_TAG = re.compile(r"[A-Z]{3}").fullmatch
_TAG = re.compile(rb"\s*+([A-Z]{3})")


def edifact_source(
    untrusted_stream: IO[bytes], source: Source, *, skip: Skip = nothing_before, mended: bool = False
) -> Iterator[SourceRecord]:
    """Yield the records: from each segment with the tag `source.start` up to the next, or the message's end.

    A record is an object: tag to segment (a list where there are several); a segment is an object whose
    names are the positions of its elements from 1, a composite one likewise with its first part also as its
    own text. A segment of `source.groups` takes those behind it as its children.
    """
    return _Reading(untrusted_stream, source, skip, mended).records()


class _Reading:
    def __init__(self, stream: IO[bytes], source: Source, skip: Skip, mended: bool) -> None:
        self._stream = stream
        self._start = source.start
        self._groups = frozenset(source.groups)
        self._skip = skip
        self._mended = mended
        self._characters = _characters(":+.? '")
        self._advice = b""
        self._interchange: list[bytes] = []
        self._of_file: dict[str, Any] = {}
        self._number = 0
        self._offset = 0
        self._line = 1
        self._record: list[bytes] = []
        self._size = 0
        self._began = (0, 1)

    def records(self) -> Iterator[SourceRecord]:
        """Yield every record, and at the end what keeps the rest from being read, if anything does."""
        segments = self._segments()
        while True:
            try:
                segment, start, line = next(segments)
            except StopIteration:
                break
            except EDISyntaxError as error:
                yield self._ended(RejectReason.UNREADABLE, f"it is no well-formed EDIFACT ({error})")
                return
            except EOFError as error:
                yield self._ended(RejectReason.CUT_OFF, "its last segment is not closed", error.args[0])
                return
            match = _TAG.match(segment)
            tag = match[1].decode() if match else ""
            if tag == self._start or (tag in _ENDS_A_RECORD and self._record):
                # What closes a message belongs to the record that the message is.
                if tag == "UNT" and self._start == "UNH":
                    self._record.append(segment)
                    yield from self._finish(start + len(segment))
                    continue
                yield from self._finish(start)
            if tag == self._start:
                self._record, self._size, self._began = [segment], len(segment), (start, line)
            elif self._record:
                self._record.append(segment)
                self._size += len(segment)
                if self._size > RECORD_LIMIT or len(self._record) > SEGMENTS_LIMIT:
                    yield self._ended(
                        RejectReason.UNREADABLE, "a record has more than 16 MiB or 250,000 segments"
                    )
                    return
            else:
                self._outside(segment, tag)
        yield from self._finish(self._offset)

    def _outside(self, segment: bytes, tag: str) -> None:
        if tag in ("UNB", "UNG", "UNH"):
            # Each level begins anew, with what stands above it.
            above = {"UNB": (), "UNG": ("UNB",), "UNH": ("UNB", "UNG")}[tag]
            self._of_file = {name: self._of_file[name] for name in above if name in self._of_file}
            self._interchange = [
                one for one in self._interchange if (found := _TAG.match(one)) and found[1].decode() in above
            ]
        if sum(map(len, self._interchange)) + len(segment) > HEADER_LIMIT or tag in ("UNT", "UNE", "UNZ"):
            return
        self._interchange.append(segment)
        try:
            for name, node in self._nodes([segment]):
                self._of_file.setdefault(name, node)
        except (EDISyntaxError, UnicodeDecodeError):
            return

    def _segments(self) -> Iterator[tuple[bytes, int, int]]:
        """Yield each segment with its terminator; raise EOFError with the rest that has none."""
        buffer = self._stream.read(_CHUNK)
        buffer = buffer.removeprefix(b"\xef\xbb\xbf")
        if buffer[:3] == b"UNA":
            self._advice, buffer = buffer[:9], buffer[9:]
            self._read_advice()
            self._offset = len(self._advice)
        escape, end = self._characters.escape_character, self._characters.segment_terminator
        ends = re.compile(
            b"(?:[^%s%s]++|%s.)*+%s"
            % (re.escape(escape.encode()), *(re.escape(one.encode()) for one in (end, escape, end))),
            re.DOTALL,
        )
        while True:
            at = 0
            while (match := ends.match(buffer, at)) is not None:
                start, line = self._offset, self._line
                self._offset += match.end() - at
                self._line += match[0].count(b"\n")
                at = match.end()
                yield match[0], start, line
            buffer = buffer[at:]
            if len(buffer) > SEGMENT_LIMIT:
                raise EDISyntaxError("a segment is longer than 1 MiB")
            chunk = self._stream.read(max(_CHUNK, len(buffer)))
            if not chunk:
                if buffer.strip():
                    self._offset += len(buffer)
                    raise EOFError(buffer)
                return
            buffer += chunk

    def _read_advice(self) -> None:
        try:
            text = self._advice.decode("ascii")
            marks = {text[3], text[4], text[6], text[8]}
        except (UnicodeDecodeError, IndexError):
            raise EDISyntaxError("its service string advice is broken") from None
        if len(marks) < 4 or any(mark.isalnum() for mark in marks):
            raise EDISyntaxError("its service string advice is broken")
        self._characters = _characters(text[3:])

    def _finish(self, end: int) -> Iterator[SourceRecord]:
        if not self._record:
            return
        self._number += 1
        segments, (start, line) = self._record, self._began
        self._record, self._size = [], 0
        if self._skip(end):
            return
        tree: dict[str, Any] | None = None
        fault: RowFault | None = None
        try:
            tree = self._tree(segments)
        except UnicodeDecodeError as error:
            ill = f"byte {error.object[error.start]:#04x}"
            fault = RowFault("", RejectReason.NOT_UTF8, ill)
        except EDISyntaxError as error:
            fault = RowFault("", RejectReason.BAD_EDIFACT, str(error))
        header = self._advice + b"".join(self._interchange)
        yield SourceRecord(
            self._number, line, start, end, b"".join(segments), tree, fault, header, self._of_file
        )

    def _tree(self, segments: list[bytes]) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        node = tree
        for tag, segment in self._nodes(segments):
            if tag in self._groups:
                tree.setdefault(tag, []).append(segment)
                node = segment
                continue
            if tag in _ENDS_A_GROUP:
                node = tree
            node.setdefault(tag, []).append(segment)
        return tree

    def _nodes(self, segments: list[bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
        text = b"".join(segments).decode()
        elements: list[list[str]] = [[""]]
        for token in Tokenizer().get_tokens(text, self._characters):
            match token.type:
                case Token.Type.CONTENT:
                    elements[-1][-1] = token.value
                case Token.Type.COMPONENT_SEPARATOR:
                    elements[-1].append("")
                case Token.Type.DATA_SEPARATOR:
                    elements.append([""])
                case Token.Type.TERMINATOR:
                    tag = elements[0][0].strip()
                    if _IS_TAG(tag):
                        yield tag, {str(at): _element(one) for at, one in enumerate(elements[1:], start=1)}
                    elif elements != [[""]]:
                        raise EDISyntaxError(f"'{tag[:20]}' is no segment's tag")
                    elements = [[""]]

    def _ended(self, reason: RejectReason, detail: str, rest: bytes = b"") -> SourceRecord:
        raw = b"".join(self._record) + rest
        start, line = self._began if self._record else (self._offset - len(rest), self._line)
        return SourceRecord(
            number=self._number + 1,
            line=line,
            start=start,
            end=self._offset,
            raw=raw if self._mended else raw[:KEPT_OF_CUT_OFF],
            fault=RowFault("", reason, detail),
            header=self._advice + b"".join(self._interchange),
            complete=self._mended,
        )


def _characters(advice: str) -> Characters:
    # A blank says that nothing releases; pydifact would take the blank itself for the release character.
    release = "\0" if advice[3] == " " else advice[3]
    return Characters(advice[0], advice[1], advice[2], release, advice[4], advice[5])  # type: ignore[no-untyped-call]


def _element(components: list[str]) -> Any:
    if len(components) == 1:
        return components[0]
    return {"": components[0], **{str(at): one for at, one in enumerate(components, start=1)}}
