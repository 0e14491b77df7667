"""A filter of the numbers in a week's file: it tells of most weeks that a number is not there unasked."""

import threading
from typing import Final

import numpy as np

from borderpost.store.engine import Connection

_WORD: Final = 64
_MASK: Final = (1 << _WORD) - 1
_SPREADS: Final = (0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93)
_BITS_EACH: Final = 16
"""Bits for each number at least: of seventy numbers that are not there one at most is asked for in vain."""
_SMALLEST: Final = 10


def spread(key: int) -> tuple[int, int]:
    """Return the key of a number as filters take it: one multiplication for each of its two places in all."""
    return key * _SPREADS[0] & _MASK, key * _SPREADS[1] & _MASK


class NumberFilter:
    """The numbers of one state of a week's file: `items` is how many rows that had.

    A number may be there if both of its bits are set, each of which is number `spread >> shift`, the lowest
    bit of a byte first; otherwise it is not. Behind the bits stands a byte that says how many there are for
    each number: filters with one place for each, as there were, are as long as a power of two, and not read.
    """

    __slots__ = ("bits", "items", "shift")

    def __init__(self, items: int, bits: bytes) -> None:
        self.items = items
        self.bits = bits
        self.shift = _WORD - ((len(bits) - 1) * 8).bit_length() + 1

    def may_hold(self, spreads: tuple[int, int]) -> bool:
        """Tell whether a number may be there; False is certain."""
        first, second = spreads[0] >> self.shift, spreads[1] >> self.shift
        return bool(self.bits[first >> 3] >> (first & 7) & self.bits[second >> 3] >> (second & 7) & 1)


def made_of(keys: list[int]) -> bytes:
    """Return the bits of a filter of these keys."""
    size = max(_SMALLEST, (len(keys) * _BITS_EACH - 1).bit_length())
    flags = np.zeros(1 << size, dtype=np.uint8)
    known = np.array(keys, dtype=np.uint64)
    for factor in _SPREADS:
        flags[(known * np.uint64(factor)) >> np.uint64(_WORD - size)] = 1
    return np.packbits(flags, bitorder="little").tobytes() + bytes([len(_SPREADS)])


def _is_read(bits: bytes) -> bool:
    return len(bits) % 2 == 1 and bits[-1] == len(_SPREADS)


def write_filter(conn: Connection) -> None:
    """Make the filter of a week's file anew where a good part of it is not in there; in a transaction."""
    (items,) = conn.execute("SELECT items FROM tally").fetchone()
    row = conn.execute("SELECT items, bits FROM number_filter").fetchone()
    if row is not None and row[0] == items and _is_read(row[1]):
        return
    keys = [key for (key,) in conn.execute("SELECT key FROM numbers")]
    conn.execute(
        "INSERT OR REPLACE INTO number_filter(one, items, bits) VALUES (1, ?, ?)", (items, made_of(keys))
    )


def read_filter(conn: Connection, items: int) -> NumberFilter | None:
    """Return the filter of a week's file, where it was made of as many rows as the file has now."""
    row = conn.execute("SELECT bits FROM number_filter WHERE items = ?", (items,)).fetchone()
    # the pages on which it stood fill the cache of the connection, and are not asked for again
    conn.execute("PRAGMA shrink_memory")
    return NumberFilter(items, row[0]) if row is not None and _is_read(row[0]) else None


class Filters:
    """Filters that were read once, for every thread of the program; `changes` counts how many."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._weeks: dict[str, NumberFilter] = {}
        self.changes = 0

    def of(self, week: str, items: int) -> NumberFilter | None:
        """Return the filter of a week that has so many rows, where it was read."""
        found = self._weeks.get(week)
        return found if found is not None and found.items == items else None

    def put(self, week: str, found: NumberFilter) -> None:
        """Keep the filter of a week."""
        with self._lock:
            self._weeks = {**self._weeks, week: found}
            self.changes += 1
