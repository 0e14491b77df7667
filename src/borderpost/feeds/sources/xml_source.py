"""Cuts an XML file into records while it streams by, with entities, document types and the network off."""

import re
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
    local_name,
    opening_before,
    opening_tags,
    tree_before,
    tree_of,
)
from borderpost.feeds.untrusted_values import RowFault

KEPT_OF_CUT_OFF = 64 * 1024
RESTART_BUDGET = 64 * 1024 * 1024
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?+(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
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
        self._open: Element = None
        self._began = (0, 1)
        self._raw: list[bytes] = []
        self._held = 0
        self._restarts = 0
        # A record that is not well-formed, as far as it has been read.
        self._bad: RowFault | None = None

    def records(self) -> Iterator[SourceRecord]:
        """Yield every record, and at the end what keeps the rest from being read, if anything does."""
        if (refused := self._refused_beginning(self._pieces.beginning)) is not None:
            yield refused
            return
        for piece in self._pieces:
            start, line = self._offset, self._line
            if self._bad is not None and self._pieces.begins_record(piece):
                yield self._end_bad(start)
            self._offset += len(piece)
            self._line += piece.count(b"\n")
            if self._bad is None:
                try:
                    yield from self._feed(piece, start, line)
                except etree.XMLSyntaxError as error:
                    if not self._opened and not self._pieces.begins_record(piece):
                        yield self._ended(RejectReason.UNREADABLE, f"it is no well-formed XML ({error.msg})")
                        return
                    if self._open is None:
                        self._began = (start, line)
                        self._raw = []
                    self._bad = RowFault("", RejectReason.BAD_XML, str(error.msg))
                    self._raw.append(piece)
            else:
                self._raw.append(piece)
            if self._bad is not None and self._pieces.ends_record(piece):
                yield self._end_bad(self._offset)
            self._held += len(piece)
            if self._held > RECORD_LIMIT:
                yield self._ended(
                    RejectReason.UNREADABLE, "more than 16 MiB stand in one record or between two"
                )
                return
            if self._restarts * len(self._opening) > RESTART_BUDGET + 16 * self._offset:
                yield self._ended(RejectReason.UNREADABLE, "too many records in it are not well-formed")
                return
        yield from self._close()

    def _refused_beginning(self, beginning: bytes) -> SourceRecord | None:
        if b"\0" in beginning:
            return self._ended(RejectReason.UNREADABLE, "it holds zero bytes; is it in another encoding?")
        match = _PROLOG.match(beginning)
        behind = beginning[match.end() if match else 0 :]
        if behind.startswith(b"<!DOCTYPE"):
            return self._ended(RejectReason.DOCTYPE, "")
        if not behind and len(beginning) < HEADER_LIMIT:
            return self._ended(RejectReason.CUT_OFF, "it holds no element")
        if not behind.startswith(b"<") or behind.startswith((b"<!", b"<?")):
            return self._ended(RejectReason.UNREADABLE, "it does not begin like XML")
        return None

    def _feed(self, piece: bytes, start: int, line: int) -> Iterator[SourceRecord]:
        self._parser.feed(piece)
        behind = len(piece)
        for event, element in self._parser.read_events():
            if event == "start":
                if self._open is None and self._is_record(element):
                    self._begin(element, start, line)
            elif element is self._open:
                if len(element) == 0 and (closed := _SELF_CLOSED.match(piece)) is not None:
                    behind = closed.end()
                yield from self._finish(element, piece[:behind], start + behind)
        if self._open is not None:
            self._raw.append(piece)
        elif not self._opened:
            self._opening += piece if len(self._opening) <= HEADER_LIMIT else b""

    def _is_record(self, element: Element) -> bool:
        if element.getroottree().docinfo.internalDTD is not None:
            raise FeedEnds(RejectReason.DOCTYPE, "")
        node = element
        for name in reversed(self._path):
            if node is None or local_name(node.tag) != name:
                return False
            node = node.getparent()
        return True

    def _begin(self, element: Element, start: int, line: int) -> None:
        parent = element.getparent()
        if parent is not self._parent or not self._opened:
            self._stand_in(element, parent)
        self._open = element
        self._began = (start, line)
        self._raw = []
        self._held = 0

    def _stand_in(self, element: Element, parent: Element) -> None:
        """Note what the document says before its first record, or before those of another container."""
        if self._parent is not None:
            self._drop_spent(element)
        if self._opened or len(self._opening) > HEADER_LIMIT:
            self._opening = opening_before(element)
            if len(self._opening) > HEADER_LIMIT:
                self._opening = opening_tags(element)
        self._opened = True
        self._parent = parent
        self._header = self._opening
        self._of_file = tree_before(element)

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

    def _finish(self, element: Element, piece: bytes, end: int) -> Iterator[SourceRecord]:
        self._number += 1
        start, line = self._began
        if not self._skip(end):
            self._raw.append(piece)
            yield SourceRecord(
                number=self._number,
                line=line,
                start=start,
                end=end,
                raw=b"".join(self._raw),
                tree=tree_of(element),
                header=self._header,
                of_file=self._of_file,
            )
        self._open, self._raw, self._held = None, [], 0
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]

    def _end_bad(self, end: int) -> SourceRecord:
        """Return the record that is not well-formed, and let another parser stand behind it."""
        self._number += 1
        start, line = self._began
        raw = b"".join(self._raw)
        refused = SourceRecord(self._number, line, start, end, raw, fault=self._bad, header=self._opening)
        self._bad, self._open, self._raw, self._held, self._parent = None, None, [], 0, None
        self._kept = {}
        self._restarts += 1
        self._parser = _parser(self._path[-1])
        self._parser.feed(self._opening)
        for _ in self._parser.read_events():
            pass
        return refused

    def _close(self) -> Iterator[SourceRecord]:
        if self._bad is not None:
            yield self._end_bad(self._offset)
        if self._open is not None:
            yield self._ended(
                RejectReason.BAD_XML if self._mended else RejectReason.CUT_OFF,
                f"record {self._number + 1} is not closed",
            )
            return
        if self._mended:
            return
        try:
            self._parser.close()
        except etree.XMLSyntaxError as error:
            yield self._ended(RejectReason.CUT_OFF, str(error.msg))

    def _ended(self, reason: RejectReason, detail: str) -> SourceRecord:
        raw = b"".join(self._raw)
        start, line = self._began if self._raw else (self._offset, self._line)
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
