"""Cuts a stream of bytes into blocks of whole lines, as many as the stream holds at a time."""

import io
from collections.abc import Iterator

from msgspec import Struct

from borderpost.feeds.physical_lines import ByteStream, PhysicalLine, physical_lines

BUFFER = 256 * 1024
"""Bytes that a stream should hold, for blocks of a size that pays."""


class LineBlock(Struct, frozen=True, gc=False):
    """Whole lines with their newlines, none of them the first of its stream.

    `lines_before` and `start` are how many lines and bytes stand before them; `plain` says that there is no
    backslash and no DEL in any of them.
    """

    lines: list[bytes]
    lines_before: int
    start: int
    end: int
    plain: bool


def line_blocks(untrusted_stream: ByteStream) -> Iterator[PhysicalLine | LineBlock]:
    """Yield the lines of a stream as `physical_lines` does, but as many of them together as the stream holds.

    The first line comes by itself, and so does one that goes on behind what the stream holds; of a stream
    that does not tell what it holds each does.
    """
    if not isinstance(untrusted_stream, io.BufferedReader):
        yield from physical_lines(untrusted_stream)
        return
    number = offset = 0
    while held := untrusted_stream.peek():
        whole = held.rfind(b"\n") + 1
        if number and whole:
            data = untrusted_stream.read(whole)
            if data.isspace():
                number, offset = number + data.count(b"\n"), offset + whole
                continue
            # quicker than splitting, which looks at each byte by itself
            lines = io.BytesIO(data).readlines()
            plain = b"\\" not in data and b"\x7f" not in data
            yield LineBlock(lines, number, offset, offset + whole, plain)
            number, offset = number + len(lines), offset + whole
            continue
        for line in physical_lines(untrusted_stream, number=number, offset=offset):
            number, offset = line.number, line.end
            yield line
            break
