"""The pieces of which the engine makes a word index, read one by one: which rows hold words of a span.

The form is the engine's (FTS5 with `detail=none`): a piece is a run of pages, and on them words in their
order, each followed by its rows. Whatever looks otherwise is left to the engine itself (`Unfamiliar`).
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

import numpy as np
import numpy.typing as npt

from borderpost.store.engine import Connection

Rows = npt.NDArray[np.int64]
"""Row numbers, each once, the smallest first."""
NONE: Final[Rows] = np.empty(0, np.int64)

_Bytes = npt.NDArray[np.uint8]
_Places = npt.NDArray[np.int64]

_READ_STRUCTURE: Final = "SELECT block FROM words_data WHERE id = 10"
_BOUNDS: Final = (
    "SELECT (SELECT pgno FROM words_idx WHERE segid = ?1 AND term <= ?2 ORDER BY term DESC LIMIT 1),"
    " (SELECT pgno FROM words_idx WHERE segid = ?1 AND term >= ?3 ORDER BY term LIMIT 1)"
)
_PAGES: Final = "SELECT block FROM words_data WHERE id BETWEEN ? AND ? ORDER BY id"
_ROWS_ARE_DELETED: Final = b"\xff\x00\x00\x01"
_COOKIE_BYTES: Final = 4
_PIECE_SHIFT: Final = 37
_HEAD: Final = struct.Struct(">HH")
_GOES_ON: Final = 0x80
_LOW_BITS: Final = 0x7F
_MOST_BYTES: Final = 5
_SPARSE: Final = 16
_BEFORE: Final = np.array([-1])


class Unfamiliar(Exception):
    """The index is laid out in a way that is not read here; the engine itself has to be asked."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sorted run of words with their rows: its number in the file, its first and its last page."""

    number: int
    first: int
    last: int

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Span:
    """Words as they lie in the index, in bytes: from `first` on, and below `beyond`."""

    first: bytes
    beyond: bytes


def structure_of(conn: Connection) -> bytes:
    """Return what says of which pieces the index is made; other bytes once they have changed."""
    row = conn.execute(_READ_STRUCTURE).fetchone()
    return bytes(row[0]) if row is not None else b""


@lru_cache(maxsize=64)
def pieces_of(structure: bytes) -> tuple[Piece, ...]:
    """Return the pieces; each holds rows that came after those of all that follow it."""
    if structure[_COOKIE_BYTES:].startswith(_ROWS_ARE_DELETED):
        raise Unfamiliar("rows are deleted one by one")
    numbers, _ = _numbers_in(np.frombuffer(structure, np.uint8, offset=min(len(structure), _COOKIE_BYTES)))
    told = iter(numbers.tolist())
    found: list[Piece] = []
    try:
        levels, _, _ = next(told), next(told), next(told)
        for _ in range(levels):
            merging, count = next(told), next(told)
            if merging:
                raise Unfamiliar("pieces are half merged")
            found += reversed([Piece(next(told), next(told), next(told)) for _ in range(count)])
    except StopIteration:
        raise Unfamiliar("the structure ends early") from None
    return tuple(found)


def pages_between(conn: Connection, piece: Piece, span: Span) -> tuple[int, int]:
    """Return the first and the last page on which rows of words within the span may lie."""
    low, high = conn.execute(_BOUNDS, (piece.number, span.first, span.beyond)).fetchone()
    return piece.first if low is None else low >> 1, piece.last if high is None else high >> 1


def rows_between(conn: Connection, piece: Piece, span: Span, pages: tuple[int, int]) -> Rows:
    """Return the rows of words within the span, which lie on those pages of a piece."""
    base, (low, high) = piece.number << _PIECE_SHIFT, pages
    lists = _Lists(span)
    try:
        # mostly all of it stands on the first page
        lists.take(_read(conn, base + low, base + low))
        if not lists.is_whole:
            lists.take(_read(conn, base + low + 1, base + high))
        return lists.rows()
    except (IndexError, ValueError, struct.error) as error:
        raise Unfamiliar(str(error)) from error


class _Lists:
    """The lists of rows of the words within a span, gathered from pages that follow one another; no word
    before the first of them lies within it."""

    def __init__(self, span: Span) -> None:
        self.is_whole = False
        self._span = span
        self._goes_on = False
        self._words = 0
        self._lists: list[bytes] = []

    def take(self, blocks: Sequence[bytes]) -> None:
        """Take what is on the next pages."""
        for block in blocks:
            self._take(block)
            if self.is_whole:
                return

    def rows(self) -> Rows:
        """Return the rows of all lists; each begins with a whole number and goes on by steps."""
        if not self._lists:
            return NONE
        steps, last = _numbers_in(np.frombuffer(b"".join(self._lists), np.uint8))
        if not steps.all():
            raise Unfamiliar("rows have been deleted")
        sums = np.cumsum(steps)
        if len(self._lists) == 1:
            return sums
        sizes = np.array([len(one) for one in self._lists])
        begun = np.searchsorted(last, np.cumsum(sizes) - sizes)
        counts = np.append(begun[1:], len(steps)) - begun
        rows: Rows = sums - np.repeat(sums[begun] - steps[begun], counts)
        return rows if self._words == 1 else once(rows)

    def _take(self, block: bytes) -> None:
        goes_on, leaf = _HEAD.unpack_from(block)
        places = _places(block, leaf)
        # a page may begin with rows of the last word before it
        if goes_on and self._goes_on:
            self._lists.append(block[goes_on : places[0] if places else leaf])
        if not places:
            return
        low = 0 if self._goes_on else _first_from(block, places, self._span.first)
        high = _first_from(block, places, self._span.beyond)
        self._words += high - low
        for index in range(low, high):
            _, begins = _number_at(block, places[index]) if index else (0, places[0])
            length, begins = _number_at(block, begins)
            end = places[index + 1] if index + 1 < len(places) else leaf
            if begins + length < end:
                self._lists.append(block[begins + length : end])
        self._goes_on = self._goes_on or low < high
        self.is_whole = high < len(places)


def both(some: Rows, others: Rows) -> Rows:
    """Return the rows that are among both."""
    if not len(some) or not len(others):
        return NONE
    if len(some) * _SPARSE < len(others):
        places = np.minimum(np.searchsorted(others, some), len(others) - 1)
        sparse: Rows = some[others[places] == some]
        return sparse
    least, most = int(some[0]), int(some[-1])
    low, high = np.searchsorted(others, (least, most + 1))
    there = np.zeros(most - least + 1, bool)
    there[others[low:high] - least] = True
    found: Rows = some[there[some - least]]
    return found


def once(rows: npt.NDArray[np.int64]) -> Rows:
    """Return each of some rows once, the smallest first."""
    if not len(rows):
        return NONE
    least = int(rows.min())
    there = np.zeros(int(rows.max()) - least + 1, bool)
    there[rows - least] = True
    found: Rows = np.flatnonzero(there) + least
    return found


def _read(conn: Connection, low: int, high: int) -> list[bytes]:
    blocks = [block for (block,) in conn.execute(_PAGES, (low, high))]
    if len(blocks) != high - low + 1:
        raise Unfamiliar("a page is not there")
    return blocks


def _places(block: bytes, leaf: int) -> list[int]:
    """Return where the words of a page begin."""
    footer = block[leaf:]
    if footer and max(footer) >= _GOES_ON:
        steps, _ = _numbers_in(np.frombuffer(footer, np.uint8))
        return list(accumulate(steps.tolist()))
    return list(accumulate(footer))


def _first_from(block: bytes, places: Sequence[int], bound: bytes) -> int:
    """Return which of the words of a page is the first that is not below the bound.

    The first word stands there in full, each other without what it has in common with the one before.
    """
    same = 0
    for index, begins in enumerate(places):
        if index:
            kept, begins = _number_at(block, begins)
            if kept > same:
                continue
            if kept < same:
                return index
        length, begins = _number_at(block, begins)
        rest, wanted = block[begins : begins + length], bound[same:]
        if rest >= wanted:
            return index
        for one, other in zip(rest, wanted, strict=False):
            if one != other:
                break
            same += 1
    return len(places)


def _number_at(block: bytes, place: int) -> tuple[int, int]:
    value = block[place]
    if value < _GOES_ON:
        return value, place + 1
    after = block[place + 1]
    if after >= _GOES_ON:
        raise Unfamiliar("a word without end")
    return (value & _LOW_BITS) << 7 | after, place + 2


def _numbers_in(data: _Bytes) -> tuple[_Places, _Places]:
    """Return the numbers that stand in bytes one after another, and where the last byte of each is."""
    last = np.flatnonzero(data < _GOES_ON)
    values = data[last].astype(np.int64)
    if len(last) == len(data):
        return values, last
    lengths = last - np.concatenate((_BEFORE, last[:-1]))
    longest = int(lengths.max(initial=0))
    if longest > _MOST_BYTES:
        raise Unfamiliar("a number larger than any row")
    for back in range(1, longest):
        longer = lengths > back
        values[longer] |= (data[last[longer] - back] & _LOW_BITS).astype(np.int64) << 7 * back
    return values, last
