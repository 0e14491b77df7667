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

Rows = npt.NDArray[np.int32]
"""Row numbers; where nothing else is said each once, the smallest first."""
NONE: Final[Rows] = np.empty(0, np.int32)

_Bytes = npt.NDArray[np.uint8]
_Places = npt.NDArray[np.int64]
_Numbers = npt.NDArray[np.int32]

_READ_STRUCTURE: Final = "SELECT block FROM words_data WHERE id = 10"
_FIRST_PAGES: Final = (
    "SELECT p.value, d.id, d.block FROM json_each(?1) AS p CROSS JOIN words_data AS d"
    " WHERE d.id = (p.value << 37)"
    " + (SELECT pgno >> 1 FROM words_idx WHERE segid = p.value AND term <= ?2 ORDER BY term DESC LIMIT 1)"
)
_BEYOND: Final = "SELECT pgno >> 1 FROM words_idx WHERE segid = ? AND term >= ? ORDER BY term LIMIT 1"
_PAGES: Final = "SELECT block FROM words_data WHERE id BETWEEN ? AND ? ORDER BY id"
_ROWS_ARE_DELETED: Final = b"\xff\x00\x00\x01"
_COOKIE_BYTES: Final = 4
_PIECE_SHIFT: Final = 37
_HEAD: Final = struct.Struct(">HH")
_GOES_ON: Final = 0x80
_LOW_BITS: Final = 0x7F
_MOST_BYTES: Final = 4
_NO_WORD: Final = 0
_WHOLE_WORD: Final = 1
_SHORTENED_WORD: Final = 2


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


def rows_in(conn: Connection, pieces: Sequence[Piece], span: Span) -> Rows:
    """Return the rows of words within a span in some pieces, each once and in order."""
    rows, are_in_order = rows_as_they_lie(conn, pieces, span)
    return rows if are_in_order else once(rows)


def rows_as_they_lie(conn: Connection, pieces: Sequence[Piece], span: Span) -> tuple[Rows, bool]:
    """Return the rows of words within a span in some pieces, word after word, and whether they are in order
    and each is there once."""
    by_number = {piece.number: piece for piece in pieces}
    lists = _Lists(span)
    try:
        begun = conn.execute(_FIRST_PAGES, (str(list(by_number)), span.first)).fetchall()
        if len(begun) != len(by_number):
            raise Unfamiliar("a piece has no pages")
        # the oldest rows first
        begun.reverse()
        places = _places_on([block for _, _, block in begun])
        for (number, page, block), on_page in zip(begun, places, strict=True):
            lists.begin()
            # mostly all of it stands on the first page
            if lists.take(block, on_page):
                continue
            piece = by_number[number]
            beyond = conn.execute(_BEYOND, (number, span.beyond)).fetchone()
            last = (number << _PIECE_SHIFT) + (piece.last if beyond is None else beyond[0])
            for (further,) in conn.execute(_PAGES, (page + 1, last)):
                if lists.take(further, *_places_on([further])):
                    break
        return lists.rows()
    except (IndexError, ValueError, struct.error) as error:
        raise Unfamiliar(str(error)) from error


class _Lists:
    """The words within the span with their lists of rows, gathered from pages of pieces."""

    def __init__(self, span: Span) -> None:
        self._span = span
        self._parts: list[bytes] = []
        self._bytes = 0
        # where words, or further lists of them, begin in the parts, and how many numbers stand before a list
        self._begins: list[int] = []
        self._heads: list[int] = []
        self._is_in_order = True
        self.begin()

    def begin(self) -> None:
        """Begin with another piece, in which no word before the next page lies within the span."""
        self._goes_on = False

    def take(self, block: bytes, places: list[int]) -> bool:
        """Take what is on the next page of the piece; tell whether nothing of the span comes after it.

        `places` is where words begin on it.
        """
        goes_on, leaf = _HEAD.unpack_from(block)
        # a page may begin with rows of the last word before it
        if goes_on and self._goes_on:
            self._add(block[goes_on : places[0] if places else leaf], [0], [_NO_WORD])
        if not places:
            return False
        low = 0 if self._goes_on else _first_from(block, places, self._span.first)
        high = _first_from(block, places, self._span.beyond)
        if low < high:
            # of one word the rows are in order, and in those of pieces that follow one another
            self._is_in_order = self._is_in_order and not self._goes_on and high == low + 1
            self._goes_on = True
            start, end = places[low], places[high] if high < len(places) else leaf
            heads = [_SHORTENED_WORD] * (high - low)
            if low == 0:
                heads[0] = _WHOLE_WORD
            self._add(block[start:end], [place - start for place in places[low:high]], heads)
        return high < len(places)

    def rows(self) -> tuple[Rows, bool]:
        """Return the rows of all lists, and whether they are in order.

        Each list begins with a whole number and goes on by steps.
        """
        if not self._parts:
            return NONE, True
        data = np.frombuffer(b"".join(self._parts), np.uint8)
        begins = np.array(self._begins)
        starts, ends = _past_words(data, begins, np.array(self._heads)), np.append(begins[1:], len(data))
        there = starts < ends
        starts, ends = starts[there], ends[there]
        marks = np.zeros(len(data) + 1, np.int8)
        marks[starts] = 1
        # a list may end right where the next one begins
        marks[ends] -= 1
        steps, last = _numbers_in(data[np.cumsum(marks[:-1], dtype=np.int8).view(bool)])
        if not steps.all():
            raise Unfamiliar("rows have been deleted")
        # sums of many lists may go round: what is left after the difference does not
        sums, sizes = np.cumsum(steps, dtype=np.int32), ends - starts
        begun = np.searchsorted(last, np.cumsum(sizes) - sizes)
        counts = np.append(begun[1:], len(steps)) - begun
        rows: Rows = sums - np.repeat(sums[begun] - steps[begun], counts)
        return rows, self._is_in_order

    def _add(self, part: bytes, begins: list[int], heads: list[int]) -> None:
        self._parts.append(part)
        self._begins += [self._bytes + place for place in begins]
        self._heads += heads
        self._bytes += len(part)


def both(some: Rows, others: Rows) -> Rows:
    """Return the rows that are among both; the others may be in any order."""
    if not len(some):
        return NONE
    least, most = some[0], some[-1]
    there = np.zeros(int(most - least) + 1, bool)
    there[others[(others >= least) & (others <= most)] - least] = True
    found: Rows = some[there[some - least]]
    return found


def once(rows: _Numbers) -> Rows:
    """Return each of some rows once, the smallest first."""
    if not len(rows):
        return NONE
    least = int(rows.min())
    there = np.zeros(int(rows.max()) - least + 1, bool)
    there[rows - least] = True
    return np.flatnonzero(there).astype(np.int32) + np.int32(least)


def _places_on(blocks: Sequence[bytes]) -> list[list[int]]:
    """Return where words begin on each of some pages."""
    footers = [block[_HEAD.unpack_from(block)[1] :] for block in blocks]
    steps, last = _numbers_in(np.frombuffer(b"".join(footers), np.uint8))
    past = np.searchsorted(last, np.cumsum([len(footer) for footer in footers])).tolist()
    found = steps.tolist()
    return [list(accumulate(found[begin:end])) for begin, end in zip([0, *past], past, strict=False)]


def _first_from(block: bytes, places: Sequence[int], bound: bytes) -> int:
    """Return which of the words of a page is the first that is not below the bound.

    The first word stands there in full, each other without what it has in common with the one before.
    """
    same = 0
    for index, begins in enumerate(places):
        if index:
            kept = block[begins]
            if same < kept < _GOES_ON:
                continue
            kept, begins = _number_at(block, begins)
            if kept > same:
                continue
            if kept < same:
                return index
        length, begins = _number_at(block, begins)
        rest, wanted = block[begins : begins + length], bound[same:]
        if rest >= wanted:
            return index
        while rest[:1] == wanted[:1]:
            rest, wanted, same = rest[1:], wanted[1:], same + 1
    return len(places)


def _past_words(data: _Bytes, begins: _Places, heads: _Places) -> _Places:
    """Return where the lists of words begin, before each of which stands a word, or what of it is its own."""
    past = begins.copy()
    for at_least in (_SHORTENED_WORD, _WHOLE_WORD):
        headed = heads >= at_least
        numbers = data[past[headed]].astype(np.int64)
        long = numbers >= _GOES_ON
        past[headed] += np.where(long, 2, 1)
        if long.any():
            more = data[past[headed][long] - 1]
            if (more >= _GOES_ON).any():
                raise Unfamiliar("a word without end")
            numbers[long] = (numbers[long] & _LOW_BITS) << 7 | more
        if at_least == _WHOLE_WORD:
            past[headed] += numbers
    return past


def _number_at(block: bytes, place: int) -> tuple[int, int]:
    value = block[place]
    if value < _GOES_ON:
        return value, place + 1
    after = block[place + 1]
    if after >= _GOES_ON:
        raise Unfamiliar("a word without end")
    return (value & _LOW_BITS) << 7 | after, place + 2


def _numbers_in(data: _Bytes) -> tuple[_Numbers, _Places]:
    """Return the numbers that stand in bytes one after another, and where the last byte of each is."""
    last = np.flatnonzero(data < _GOES_ON)
    bits = data & _LOW_BITS
    numbers = bits.astype(np.int32)
    if len(last) < len(data):
        goes_on = data >= _GOES_ON
        back, is_further = 1, goes_on[:-1]
        while is_further.any():
            if back == _MOST_BYTES:
                raise Unfamiliar("a number larger than any row")
            numbers[back:] += (bits[:-back] * is_further).astype(np.int32) << 7 * back
            back += 1
            is_further = goes_on[:-back] & is_further[1:]
    return numbers[last], last
