"""An index of normal forms that finds what brute force would find, by letter counts before comparing.

Two texts differ by at least as many insertions and deletions as the sets of their counted letters differ by
members: each edit changes one letter's count by one. Whatever lies further apart than the cut-off allows is
passed over unread, so nothing that brute force finds is lost.
"""

from collections.abc import Sequence
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

# For rounding: a candidate too many costs a comparison, one too few would be a loss.
_SLACK = 1e-6
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SYMBOLS = _LETTERS + "0123456789 "
# Which symbol, at which count, sets which bit: first word and second word.
_NEAR_BITS = (*((symbol, 1) for symbol in _SYMBOLS[:-1]), *((letter, 2) for letter in _LETTERS))
_FAR_BITS = (*((symbol, 3) for symbol in _SYMBOLS), *((letter, 4) for letter in _LETTERS))
_ROWS_AT_ONCE = 16_384


def letter_masks(key: str) -> tuple[int, int]:
    """Return two words of 64 bits: a bit for each letter that stands in the key once, twice, three and four
    times (digits: once and three times; blanks: three times)."""
    near = far = 0
    for symbol in set(key):
        count = key.count(symbol)
        near |= _NEAR.get((symbol, 1), 0)
        if count > 1:
            near |= _NEAR.get((symbol, 2), 0)
            if count > 2:
                far |= _FAR.get((symbol, 3), 0)
                if count > 3:
                    far |= _FAR.get((symbol, 4), 0)
    return near, far


_NEAR = {bit: 1 << place for place, bit in enumerate(_NEAR_BITS)}
_FAR = {bit: 1 << place for place, bit in enumerate(_FAR_BITS)}


def _all_masks(
    keys: Sequence[str], lengths: NDArray[np.int32]
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the `letter_masks` of many keys at once."""
    places = np.full(256, len(_SYMBOLS), dtype=np.int64)
    places[np.frombuffer(_SYMBOLS.encode(), dtype=np.uint8)] = np.arange(len(_SYMBOLS))
    near = np.zeros(len(keys), dtype=np.uint64)
    far = np.zeros(len(keys), dtype=np.uint64)
    width = len(_SYMBOLS) + 1
    for start in range(0, len(keys), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        letters = np.frombuffer("".join(keys[rows]).encode("ascii"), dtype=np.uint8)
        count = len(keys[rows])
        cells = np.repeat(np.arange(count), lengths[rows]) * width + places[letters]
        counts = np.bincount(cells, minlength=count * width).reshape(count, width)
        near[rows] = _packed(counts, _NEAR_BITS)
        far[rows] = _packed(counts, _FAR_BITS)
    return near, far


def _packed(counts: NDArray[np.int64], bits: Sequence[tuple[str, int]]) -> NDArray[np.uint64]:
    columns = [_SYMBOLS.index(symbol) for symbol, _ in bits]
    least = np.array([times for _, times in bits])
    whole = np.zeros((len(counts), 64), dtype=np.bool_)
    whole[:, : len(bits)] = counts[:, columns] >= least
    return np.packbits(whole, axis=1, bitorder="little").view("<u8").reshape(-1).astype(np.uint64)


class NameIndex:
    """Keys (small Latin letters, digits, blanks) of one list or many, each known by its place in `keys`."""

    def __init__(self, keys: Sequence[str]) -> None:
        order = sorted(range(len(keys)), key=lambda place: len(keys[place]))
        self._places = order
        self._keys = [keys[place] for place in order]
        lengths = [len(key) for key in self._keys]
        self._lengths: NDArray[np.int32] = np.array(lengths, dtype=np.int32)
        self._near, self._far = _all_masks(self._keys, self._lengths)
        longest = lengths[-1] if lengths else 0
        # Where the keys of each length begin, and one place more.
        self._begin: list[int] = np.searchsorted(self._lengths, np.arange(longest + 2)).tolist()

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, key: str, cutoff: float) -> list[tuple[int, float]]:
        """Return the places of all keys that are alike by at least the cut-off (above 0 to 100), with the
        likeness: rapidfuzz's `ratio`, 100 for the same text. In the order of the places."""
        length = len(key)
        if not self._keys or not length:
            return []
        part = cutoff / 100.0
        shortest = max(0, ceil(length * part / (2.0 - part) - _SLACK))
        longest = min(len(self._begin) - 2, floor(length * (2.0 - part) / part + _SLACK))
        if shortest > longest:
            return []
        begin, end = self._begin[shortest], self._begin[longest + 1]
        near, far = letter_masks(key)
        apart = np.bitwise_count(self._near[begin:end] ^ np.uint64(near))
        (close,) = np.nonzero(apart <= floor((1.0 - part) * (length + longest) + _SLACK))
        if not close.size:
            return []
        rows = close + begin
        apart_in_all = apart[close] + np.bitwise_count(self._far[rows] ^ np.uint64(far))
        allowed = (1.0 - part) * (self._lengths[rows] + length) + _SLACK
        left: list[int] = rows[apart_in_all <= allowed].tolist()
        keys = self._keys
        scored = process.extract(
            key, [keys[row] for row in left], scorer=fuzz.ratio, score_cutoff=cutoff, limit=None
        )
        return sorted((self._places[left[number]], score) for _, score, number in scored)


def find_by_force(keys: Sequence[str], key: str, cutoff: float) -> list[tuple[int, float]]:
    """Return what `NameIndex.find` returns, by comparing with every key: the measure of the index."""
    if not key:
        return []
    found = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=cutoff, limit=None)
    return sorted((place, score) for _, score, place in found)
