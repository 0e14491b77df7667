"""Cuts a stream of bytes into lines without ever holding more than the limit of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

LINE_LIMIT = 16 * 1024 * 1024
KEPT_OF_OVERLONG = 64 * 1024
_BOM = b"\xef\xbb\xbf"


class ByteStream(Protocol):
    """A binary file, or whatever can be read line by line like one."""

    def readline(self, size: int, /) -> bytes:
        """Return the next bytes up to a newline, at most `size` of them."""
        ...


@dataclass(frozen=True, slots=True)
class PhysicalLine:
    """One line: its number from 1, its bytes without the ending, and where it stands in the stream.

    Where `complete` is false the line was over the limit, and `data` is only its beginning.
    """

    number: int
    data: bytes
    start: int
    end: int
    complete: bool = True


def physical_lines(untrusted_stream: ByteStream, limit: int = LINE_LIMIT) -> Iterator[PhysicalLine]:
    """Yield the lines of a stream; a byte order mark at its beginning is passed over."""
    number = offset = 0
    while data := untrusted_stream.readline(limit + 2):
        number += 1
        start, offset = offset, offset + len(data)
        if data.endswith(b"\n") or len(data) < limit + 2:
            data = data.removesuffix(b"\n").removesuffix(b"\r")
            if number == 1:
                data = data.removeprefix(_BOM)
            yield PhysicalLine(number, data, start, offset)
            continue
        kept = data[:KEPT_OF_OVERLONG]
        while data and not data.endswith(b"\n"):
            data = untrusted_stream.readline(limit)
            offset += len(data)
        yield PhysicalLine(number, kept, start, offset, complete=False)
