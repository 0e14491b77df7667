"""Cuts a stream of bytes into lines without ever holding more than the limit of one."""

import io
from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct

LINE_LIMIT = 16 * 1024 * 1024
KEPT_OF_OVERLONG = 64 * 1024
_BOM = b"\xef\xbb\xbf"
_LONG_RUN = 1024
_LOOKED_AHEAD = 64
"""Empty lines one behind the other for which it is looked how many more there are."""


class ByteStream(Protocol):
    """A binary file, or whatever can be read line by line like one."""

    def readline(self, size: int, /) -> bytes:
        """Return the next bytes up to a newline, at most `size` of them."""
        ...


class PhysicalLine(Struct, frozen=True, gc=False):
    """One line: its number from 1, its bytes without the ending, and where it stands in the stream.

    Where `complete` is false the line was over the limit, and `data` is only its beginning.
    """

    number: int
    data: bytes
    start: int
    end: int
    complete: bool = True


def physical_lines(
    untrusted_stream: ByteStream, limit: int = LINE_LIMIT, *, number: int = 0, offset: int = 0
) -> Iterator[PhysicalLine]:
    """Yield the lines of a stream; a byte order mark at its beginning is passed over.

    Of a long run of empty lines only the first are told, but all are counted. `number` and `offset` are how
    many lines and bytes were read of the stream before.
    """
    empty = 0
    while data := untrusted_stream.readline(limit + 2):
        number += 1
        start, offset = offset, offset + len(data)
        if data.endswith(b"\n") or len(data) < limit + 2:
            data = data.removesuffix(b"\n").removesuffix(b"\r")
            if number == 1:
                data = data.removeprefix(_BOM)
            yield PhysicalLine(number, data, start, offset)
            empty = 0 if data else empty + 1
            if empty == _LOOKED_AHEAD:
                empty = 0
                blank, passed = _blank_run(untrusted_stream)
                number, offset = number + blank, offset + passed
            continue
        kept = data[:KEPT_OF_OVERLONG]
        while data and not data.endswith(b"\n"):
            data = untrusted_stream.readline(limit)
            offset += len(data)
        yield PhysicalLine(number, kept, start, offset, complete=False)


def _blank_run(untrusted_stream: ByteStream) -> tuple[int, int]:
    """Pass over a long run of empty lines in one step, and return how many lines and bytes they were.

    A file of nothing but line endings would otherwise take a minute for each few ten megabytes.
    """
    lines = passed = 0
    while isinstance(untrusted_stream, io.BufferedReader):
        held = untrusted_stream.peek()
        run = held.rfind(b"\n", 0, len(held) - len(held.lstrip(b"\r\n"))) + 1
        if run < _LONG_RUN:
            break
        untrusted_stream.read(run)
        lines, passed = lines + held.count(b"\n", 0, run), passed + run
    return lines, passed
