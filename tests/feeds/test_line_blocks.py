"""Lines come the same whether they are read one by one or as many together as a stream holds."""

import io
from collections.abc import Iterator
from typing import IO

from hypothesis import given
from hypothesis import strategies as st

from borderpost.feeds.json_rows import json_rows
from borderpost.feeds.line_blocks import line_blocks
from borderpost.feeds.physical_lines import PhysicalLine, physical_lines

PIECES = st.sampled_from(
    [
        b"\n",
        b"\r\n",
        b"\n" * 70,
        b"\r",
        b"a",
        b"\xef\xbb\xbf",
        b'{"item_id": "x"}',
        b"long" * 20,
        b"\\",
        b"\x7f",
    ]
)
FEEDS = st.lists(PIECES, max_size=40).map(b"".join)
Line = tuple[int, bytes, int, int]


def told(stream: IO[bytes]) -> Iterator[Line]:
    """Yield the lines that are not empty, whatever they come in."""
    for part in line_blocks(stream):
        if isinstance(part, PhysicalLine):
            lines = [(part.number, part.data, part.start, part.end)]
        else:
            assert part.plain == (b"\\" not in b"".join(part.lines) and b"\x7f" not in b"".join(part.lines))
            lines, end = [], part.start
            for number, line in enumerate(part.lines, part.lines_before + 1):
                start, end = end, end + len(line)
                lines.append((number, line.removesuffix(b"\n").removesuffix(b"\r"), start, end))
            assert end == part.end
        yield from (line for line in lines if line[1].strip())


@given(FEEDS, st.integers(1, 200))
def test_lines_are_the_same_however_many_come_together(feed: bytes, held: int) -> None:
    alone = [(line.number, line.data, line.start, line.end) for line in physical_lines(io.BytesIO(feed))]
    stream = io.BufferedReader(io.BytesIO(feed), held)
    assert list(told(stream)) == [line for line in alone if line[1].strip()]


@given(FEEDS, st.integers(1, 200), st.integers(0, 300))
def test_rows_are_the_same_from_any_place_on(feed: bytes, held: int, behind: int) -> None:
    stream = io.BufferedReader(io.BytesIO(feed), held)
    assert list(json_rows(stream, behind=behind)) == list(json_rows(io.BytesIO(feed), behind=behind))


def test_a_flood_of_empty_lines_is_counted_and_passed_over() -> None:
    feed = b"first\n" + b"\n" * 300_000 + b"last\n"
    stream = io.BufferedReader(io.BytesIO(feed), 64 * 1024)
    assert list(told(stream)) == [(1, b"first", 0, 6), (300_002, b"last", 300_006, 300_011)]
