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
_FIRST = {letter: 1 << place for place, letter in enumerate(_LETTERS + "0123456789")}
_SECOND = {letter: 1 << (36 + place) for place, letter in enumerate(_LETTERS)}
_THIRD = {letter: 1 << place for place, letter in enumerate(_LETTERS + "0123456789 ")}
_FOURTH = {letter: 1 << (37 + place) for place, letter in enumerate(_LETTERS)}


def letter_masks(key: str) -> tuple[int, int]:
    """Return two words of 64 bits: a bit for each letter that stands in the key once, twice, three and four
    times (digits: once and three times; blanks: three times)."""
    near = far = 0
    for letter in set(key):
        count = key.count(letter)
        near |= _FIRST.get(letter, 0)
        if count > 1:
            near |= _SECOND.get(letter, 0)
            if count > 2:
                far |= _THIRD.get(letter, 0)
                if count > 3:
                    far |= _FOURTH.get(letter, 0)
    return near, far


class NameIndex:
    """Keys (small Latin letters, digits, blanks) of one list or many, each known by its place in `keys`."""

    def __init__(self, keys: Sequence[str]) -> None:
        order = sorted(range(len(keys)), key=lambda place: len(keys[place]))
        self._places = order
        self._keys = [keys[place] for place in order]
        lengths = [len(key) for key in self._keys]
        self._lengths: NDArray[np.int32] = np.array(lengths, dtype=np.int32)
        masks = [letter_masks(key) for key in self._keys]
        self._near: NDArray[np.uint64] = np.array([near for near, _ in masks], dtype=np.uint64)
        self._far: NDArray[np.uint64] = np.array([far for _, far in masks], dtype=np.uint64)
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
