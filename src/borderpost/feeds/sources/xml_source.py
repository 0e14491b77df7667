"""Cuts an XML file into records while it streams by, with entities, document types and the network off."""

import re
from collections import deque
from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from borderpost.domain.intake import RejectReason
from borderpost.feeds.compressed import FeedEnds
from borderpost.feeds.mapping.model import Source
from borderpost.feeds.sources.record import HEADER_LIMIT, RECORD_LIMIT, Skip, SourceRecord, nothing_before
from borderpost.feeds.sources.xml_pieces import XmlPieces
from borderpost.feeds.sources.xml_tree import (
    Element,
    NoTree,
    local_name,
    opening_before,
    opening_tags,
    tree_before,
    tree_of,
)
from borderpost.feeds.untrusted_values import RowFault

KEPT_OF_CUT_OFF = 64 * 1024
AGAIN_BUDGET = 16 * 1024 * 1024
PIECE_COST = 64
TAGS_LIMIT = 1_000_000
TOO_MUCH = "more than 16 MiB or a million tags stand in one record or between two"
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?+(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_NAME = re.compile(rb"<([^\s/>]++)")
_NOT_READ = frozenset({etree.ErrorTypes.NS_ERR_QNAME, etree.ErrorTypes.NS_ERR_ATTRIBUTE_REDEFINED})
"""Faults that the parser passes over, and for which a record may be missed or misread."""
_SELF_CLOSED = re.compile(rb"<(?:[^<>\"'/]++|/(?!>)|\"[^\"]*+\"|'[^']*+')*+/>")


def declared_encoding(beginning: bytes) -> str:
    """Return the encoding that an XML declaration names, or the empty text."""
    match = _DECLARED.match(beginning)
    return match[1].decode() if match else ""


def xml_source(
    untrusted_stream: IO[bytes], source: Source, *, skip: Skip = nothing_before, mended: bool = False
) -> Iterator[SourceRecord]:
    """Yield the records of a stream of UTF-8, whatever its declaration says.

    The parser is fed piece by piece, each beginning where a record may begin or ending where one may end:
    so the place of a record is exact to the byte, and where one is not well-formed the parser starts anew
    behind it. `mended` is for a record behind the opening of its document, which nothing closes.
    """
    return _Reading(untrusted_stream, source, skip, mended).records()


def _parser(name: str) -> Any:
    return etree.XMLPullParser(
        events=("start", "end"),
        tag=[f"{{*}}{name}"],
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


class _Reading:
    """One pass over one stream."""

    def __init__(self, stream: IO[bytes], source: Source, skip: Skip, mended: bool) -> None:
        self._path = source.path
        self._skip = skip
        self._mended = mended
        self._pieces = XmlPieces(stream, source.path[-1])
        self._coming = iter(self._pieces)
        self._again: deque[bytes] = deque()
        self._parser = _parser(source.path[-1])
        self._number = 0
        self._offset = 0
        self._line = 1
        # What has to be fed to another parser to make it stand where the records are.
        self._opening = b""
        self._opened = False
        self._header = b""
        self._of_file: dict[str, Any] = {}
        self._parent: Element = None
        self._kept: dict[int, int] = {}
        # The record that is open, and at which of the pieces it began.
        self._open: Element = None
        self._open_at = 0
        # Every piece since the last record, and where the first of them stands.
        self._held: list[bytes] = []
        self._held_size = self._held_tags = 0
        self._held_from = (0, 1)
        self._fed_again = 0

    def records(self) -> Iterator[SourceRecord]:
        """Yield every record, and at the end what keeps the rest from being read, if anything does."""
        if (refused := self._refused_beginning(self._pieces.beginning)) is not None:
            yield refused
            return
        while True:
            piece = self._next()
            if piece is None:
                why = self._unclosed()
                if not why:
                    return
                if self._mended or not self._opened or self._inner_start() is None:
                    reason = RejectReason.BAD_XML if self._mended else RejectReason.CUT_OFF
                    yield self._ended(reason, why)
                    return
                yield from self._recover(why)
                continue
            try:
                yield from self._feed(piece)
            except etree.XMLSyntaxError as error:
                if not self._opened and not self._open_before_first():
                    yield self._ended(RejectReason.UNREADABLE, f"it is no well-formed XML ({error.msg})")
                    return
                yield from self._recover(self._said(error) or str(error.msg))
            if self._held_size > RECORD_LIMIT or self._held_tags > TAGS_LIMIT:
                if not self._opened or self._inner_start() is None:
                    yield self._ended(RejectReason.UNREADABLE, TOO_MUCH)
                    return
                yield from self._recover(TOO_MUCH)
            if self._fed_again > AGAIN_BUDGET + 16 * self._offset:
                yield self._ended(RejectReason.UNREADABLE, "too much in it is not well-formed")
                return

    def _next(self) -> bytes | None:
        piece = self._again.popleft() if self._again else next(self._coming, None)
        if piece is not None:
            if not self._held:
                self._held_from = (self._offset, self._line)
            self._held.append(piece)
            self._held_size += len(piece)
            self._held_tags += piece.count(b"<")
            self._offset += len(piece)
            self._line += piece.count(b"\n")
        return piece

    def _refused_beginning(self, beginning: bytes) -> SourceRecord | None:
        if b"\0" in beginning[:4]:
            return self._ended(
                RejectReason.UNREADABLE, "it begins with a zero byte; is it in another encoding?"
            )
        match = _PROLOG.match(beginning)
        behind = beginning[match.end() if match else 0 :]
        if behind.startswith(b"<!DOCTYPE"):
            return self._ended(RejectReason.DOCTYPE, "")
        if not behind and len(beginning) < HEADER_LIMIT:
            return self._ended(RejectReason.CUT_OFF, "it holds no element")
        if not behind.startswith(b"<") or behind.startswith((b"<!", b"<?")):
            return self._ended(RejectReason.UNREADABLE, "it does not begin like XML")
        return None

    def _feed(self, piece: bytes) -> Iterator[SourceRecord]:
        self._parser.feed(piece)
        for event, element in self._parser.read_events():
            if event == "start":
                if self._open is None and self._is_record(element):
                    self._begin(element)
            elif element is self._open:
                behind = len(piece)
                if len(element) == 0 and (closed := _SELF_CLOSED.match(piece)) is not None:
                    behind = closed.end()
                yield from self._finish(element, behind)

    def _is_record(self, element: Element) -> bool:
        if element.getroottree().docinfo.internalDTD is not None:
            raise FeedEnds(RejectReason.DOCTYPE, "")
        node = element
        for name in reversed(self._path):
            if node is None or local_name(node.tag) != name:
                return False
            node = node.getparent()
        return True

    def _begin(self, element: Element) -> None:
        parent = element.getparent()
        self._open, self._open_at = element, len(self._held) - 1
        if parent is not self._parent or not self._opened:
            self._stand_in(element, parent)

    def _stand_in(self, element: Element, parent: Element) -> None:
        """Note what the document says before its first record, or before those of another container."""
        if self._parent is not None:
            self._drop_spent(element)
        opening = b"" if self._opened else b"".join(self._held[: self._open_at])
        try:
            self._of_file = tree_before(element)
            if self._opened:
                opening = opening_before(element)
            if len(opening) > HEADER_LIMIT:
                opening = opening_tags(element)
        except NoTree as error:
            raise FeedEnds(RejectReason.UNREADABLE, f"before its records {error}") from None
        except ValueError:
            # A name that the parser takes and the writer does not; what stood there before will do.
            opening = self._opening
        self._opening = self._header = opening
        self._opened = True
        self._parent = parent

    def _drop_spent(self, element: Element) -> None:
        """Drop the container that holds no more records, and what stood before it for its records alone."""
        around = list(element.iterancestors())
        spent = self._parent
        if any(one is spent for one in around):
            return
        while (parent := spent.getparent()) is not None and not any(one is parent for one in around):
            spent = parent
        if parent is None:
            return
        depth = sum(1 for _ in parent.iterancestors())
        index = parent.index(spent)
        kept = min(self._kept.setdefault(depth, index), index)
        self._kept = {level: count for level, count in self._kept.items() if level <= depth}
        del parent[kept : index + 1]

    def _finish(self, element: Element, behind: int) -> Iterator[SourceRecord]:
        """Yield the record that closes in the last piece, so many bytes behind the piece's beginning."""
        self._number += 1
        last = self._held[-1]
        end = self._offset - len(last) + behind
        if not self._skip(end):
            start, line = self._place(self._open_at)
            raw = b"".join([*self._held[self._open_at : -1], last[:behind]])
            tree, fault = None, None
            try:
                tree = tree_of(element)
            except NoTree as error:
                fault = RowFault("", RejectReason.BAD_XML, str(error))
            yield SourceRecord(self._number, line, start, end, raw, tree, fault, self._header, self._of_file)
        self._open = None
        rest = last[behind:]
        self._held = [rest] if rest else []
        self._held_size, self._held_tags = len(rest), 0
        self._held_from = (end, self._line - rest.count(b"\n"))
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]

    def _place(self, index: int) -> tuple[int, int]:
        """Return the offset and the line at which one of the held pieces begins."""
        offset, line = self._held_from
        for piece in self._held[:index]:
            offset, line = offset + len(piece), line + piece.count(b"\n")
        return offset, line

    def _inner_start(self) -> int | None:
        """Return the first of the held pieces, but for the very first, at which a record may begin."""
        found = (at for at, piece in enumerate(self._held) if at and self._pieces.begins_record(piece))
        return next(found, None)

    def _open_before_first(self) -> bool:
        """Take what stands before the first record for the document's opening; tell whether that can be."""
        starts = (at for at, piece in enumerate(self._held) if self._pieces.begins_record(piece))
        first = next(starts, None)
        opening = b"".join(self._held[:first])
        if first is None or len(opening) > HEADER_LIMIT:
            return False
        self._opening = self._header = opening
        self._opened = True
        self._held_from = self._place(first)
        self._held_size -= len(opening)
        del self._held[:first]
        return True

    def _recover(self, why: str) -> Iterator[SourceRecord]:
        """Refuse what is not well-formed, as little as can be, and let another parser stand behind it."""
        inner = self._inner_start()
        if inner is None:
            self._read_to_the_end_of_the_record()
            inner = len(self._held)
        bad, again = self._held[:inner], self._held[inner:]
        start, line = self._held_from
        self._offset, self._line = self._place(inner)
        self._again.extendleft(reversed(again))
        self._fed_again += len(self._opening) + sum(len(piece) + PIECE_COST for piece in again)
        self._held, self._held_size, self._held_tags = [], 0, 0
        self._open, self._parent, self._kept = None, None, {}
        raw = b"".join(bad)
        if raw.strip() and not self._skip(self._offset):
            self._number += 1
            lead = len(raw) - len(raw.lstrip())
            line += raw.count(b"\n", 0, lead)
            fault = RowFault("", RejectReason.BAD_XML, why)
            yield SourceRecord(
                self._number, line, start + lead, self._offset, raw[lead:], fault=fault, header=self._opening
            )
        self._parser = _parser(self._path[-1])
        try:
            self._parser.feed(self._opening)
            for _ in self._parser.read_events():
                pass
        except etree.XMLSyntaxError as error:
            raise FeedEnds(RejectReason.UNREADABLE, f"it is no well-formed XML ({error.msg})") from None

    def _read_to_the_end_of_the_record(self) -> None:
        while not self._pieces.ends_record(self._held[-1]) and self._held_size <= RECORD_LIMIT:
            piece = self._next()
            if piece is None:
                return
            if self._pieces.begins_record(piece):
                self._held.pop()
                self._held_size -= len(piece)
                self._offset -= len(piece)
                self._line -= piece.count(b"\n")
                self._again.appendleft(piece)
                return

    def _unclosed(self) -> str:
        """Return why the stream may not end here; the empty text where it may."""
        if self._open is not None:
            return f"record {self._number + 1} is not closed"
        if self._mended:
            return ""
        try:
            self._parser.close()
        except etree.XMLSyntaxError as error:
            said = self._said(error)
            # of what comes behind the end the parser says nothing where a prefix has stood for nothing
            return "more stands behind the end of the document" if not said and self._goes_on() else said
        return ""

    def _said(self, error: etree.XMLSyntaxError) -> str:
        """Return what keeps the document from being well-formed; nothing where it was read nonetheless."""
        log = self._parser.feed_error_log.filter_from_errors()
        for entry in log:
            if entry.level == etree.ErrorLevels.FATAL or entry.type in _NOT_READ:
                return f"{entry.message}, line {entry.line}, column {entry.column}"
        return "" if len(log) else str(error.msg)

    def _goes_on(self) -> bool:
        """Tell whether there is anything but comments behind the end of the document."""
        beginning = self._pieces.beginning
        prolog = _PROLOG.match(beginning)
        root = _NAME.match(beginning, prolog.end() if prolog else 0)
        if root is None:
            return True
        behind = rb"</%s\s*+>(?:\s++|<!--.*?-->|<\?.*?\?>)*+." % re.escape(root[1])
        return re.search(behind, b"".join(self._held), re.DOTALL) is not None

    def _ended(self, reason: RejectReason, detail: str) -> SourceRecord:
        raw = b"".join(self._held)
        start, line = self._held_from if self._held else (self._offset, self._line)
        return SourceRecord(
            number=self._number + 1,
            line=line,
            start=start,
            end=self._offset,
            raw=raw if self._mended else raw[:KEPT_OF_CUT_OFF],
            fault=RowFault("", reason, detail),
            header=self._header,
            complete=self._mended,
        )
