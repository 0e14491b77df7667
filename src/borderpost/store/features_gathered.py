"""What is gathered of declarations one after the other, until it becomes columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from borderpost.store.features_columns import (
    AMOUNTS,
    FLAGS,
    ITEM_COLUMNS,
    LINE_AMOUNTS,
    LINE_COLUMNS,
    SPACES,
    Array,
    Columns,
)


@dataclass(slots=True)
class Gathered:
    """What was gathered of declarations: rows in the order of the columns, and rows of the table `same`.

    `lines` are kept flat, one after the other, as are the postings by space: a key, and what it leads to.
    """

    items: list[tuple[object, ...]] = field(default_factory=list)
    item_ids: list[str] = field(default_factory=list)
    lines: list[tuple[object, ...]] = field(default_factory=list)
    texts: dict[str, int] = field(default_factory=dict)
    keys: dict[str, list[int]] = field(default_factory=lambda: {space: [] for space in SPACES})
    places: dict[str, list[int]] = field(default_factory=lambda: {space: [] for space in SPACES})
    same: list[tuple[int, int, int, int, int, int, str]] = field(default_factory=list)
    first_day: int = 1 << 40
    last_day: int = 0

    def post(self, space: str, keys: Iterable[int], place: int) -> None:
        """Note that keys lead to a place."""
        before = len(self.keys[space])
        self.keys[space] += keys
        self.places[space] += [place] * (len(self.keys[space]) - before)

    def columns(self) -> Columns:
        """Return what was gathered as columns."""
        numbers = dict(_typed(ITEM_COLUMNS, self.items))
        numbers |= _typed(LINE_COLUMNS, self.lines)
        postings = {
            space: (np.array(self.keys[space], dtype=np.int64), np.array(self.places[space], dtype=np.int64))
            for space in SPACES
            if self.keys[space]
        }
        return Columns(numbers, list(self.texts), self.item_ids, postings)


def _typed(names: Sequence[str], rows: list[tuple[object, ...]]) -> dict[str, Array]:
    columns: Iterable[Sequence[object]] = zip(*rows, strict=True) if rows else [()] * len(names)
    return {
        name: np.array(column, dtype=_TYPES.get(name, np.int64))
        for name, column in zip(names, columns, strict=True)
    }


_TYPES: Final[dict[str, type]] = {
    **dict.fromkeys(FLAGS, np.bool_),
    **dict.fromkeys((*AMOUNTS, *LINE_AMOUNTS), np.float64),
}
