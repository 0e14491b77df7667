"""Cuts a stream of XML into pieces that begin where a record may begin or end where one may end."""

import re
from collections.abc import Iterator
from typing import IO

_CHUNK = 64 * 1024
_LONGEST_TAG = 16 * 1024


class XmlPieces:
    """The pieces of a stream, in order and without a gap; `name` is the local name of the record's element.

    What looks like a tag of the record may stand in a comment or a CDATA section: the cut does no harm there.
    """

    def __init__(self, untrusted_stream: IO[bytes], name: str) -> None:
        self._stream = untrusted_stream
        self.beginning = untrusted_stream.read(_CHUNK)
        local = re.escape(name.encode())
        prefix = rb"(?:[^\s<>/:\"'=]++:)?"
        self._tag = re.compile(rb"<%s%s(?=[\s/>])|</%s%s\s*+>" % (prefix, local, prefix, local))
        self._start = re.compile(rb"<%s%s(?=[\s/>])" % (prefix, local))
        self._end = re.compile(rb"</%s%s\s*+>\Z" % (prefix, local))

    def begins_record(self, piece: bytes) -> bool:
        """Tell whether a record may begin at the beginning of the piece."""
        return self._start.match(piece) is not None

    def ends_record(self, piece: bytes) -> bool:
        """Tell whether a record may end at the end of the piece."""
        return self._end.search(piece, max(0, len(piece) - _LONGEST_TAG)) is not None

    def __iter__(self) -> Iterator[bytes]:
        held, chunk = b"", self.beginning
        while chunk:
            data = held + chunk
            # The last tag may go on in the next chunk.
            keep = data.rfind(b"<", max(0, len(data) - _LONGEST_TAG))
            if keep < 0 or data.find(b">", keep) >= 0:
                keep = len(data)
            held = data[keep:]
            yield from self._pieces(data[:keep])
            chunk = self._stream.read(_CHUNK)
        yield from self._pieces(held)

    def _pieces(self, data: bytes) -> Iterator[bytes]:
        at = 0
        for match in self._tag.finditer(data):
            cut = match.end() if match[0].startswith(b"</") else match.start()
            if cut > at:
                yield data[at:cut]
                at = cut
        if at < len(data):
            yield data[at:]
