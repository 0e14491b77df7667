"""Declarations of a week one by one, judged by profiles as at the bench."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np

from borderpost.domain.declaration import Declaration
from borderpost.domain.risk.facts import ItemFacts
from borderpost.domain.risk.history import History
from borderpost.domain.risk.matching import holds
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.store.condition_masks import Mask
from borderpost.store.engine import Connection
from borderpost.store.features_chunks import Chunk
from borderpost.store.features_columns import Array
from borderpost.store.week_file import WeekFile
from borderpost.work.ports_risk import JudgedBy

_SIEVE_BITS: Final = 20
_SIEVE: Final = (1 << _SIEVE_BITS) - 1

HistoryOn = Callable[[date], History | None]
"""Returns the history of a site up to and with a day."""


class RowJudge:
    """Judges single declarations as the bench does, by any of the profiles of a set."""

    def __init__(self, profiles: ProfileSet, judged_by: JudgedBy, history_on: HistoryOn) -> None:
        self._profiles = profiles
        self._judged_by = judged_by
        self._history_on = history_on

    def facts(self, declaration: Declaration) -> ItemFacts:
        """Return a declaration made comparable, as of the day by which it is judged."""
        by = self._judged_by
        today = by.today or declaration.message.received_at.date()
        around = by.around
        if around.history is None:
            around = replace(around, history=self._history_on(today))
        return ItemFacts(declaration, by.rates, today, around)

    def holding(self, declaration: Declaration, positions: Sequence[int]) -> list[int]:
        """Return those of the profiles, by their positions, that hold for a declaration."""
        item = self.facts(declaration)
        judges = self._profiles.judges
        return [position for position in positions if holds(judges[position], item)]

    def asked_of(self, declaration: Declaration) -> list[int]:
        """Return the positions of the profiles that may hold for a declaration."""
        return self._profiles.index.candidates(self.facts(declaration))


def rows_after(week: WeekFile, row: int) -> Iterator[tuple[int, Declaration]]:
    """Yield the rows of a week behind one, in the order of arrival."""
    query = "SELECT row, dictionary, content FROM items WHERE row > ? ORDER BY row"
    for number, dictionary, content in week.conn.execute(query, (row,)):
        yield number, week.packer(dictionary).unpack(content)


class Newest:
    """The newest versions of the messages that have others than the first; `generation` tells it from what
    was known at other times."""

    def __init__(self, versions: dict[int, int], generation: int = 0) -> None:
        self.versions = versions
        self._generation = generation
        self._numbers = np.array(sorted(versions), dtype=np.int64)
        self._newest = np.array([versions[number] for number in self._numbers.tolist()], dtype=np.int64)
        self._sieve = np.zeros(1 << _SIEVE_BITS, dtype=np.bool_)
        self._sieve[self._numbers & _SIEVE] = True

    def is_newest(self, message: int, version: int) -> bool:
        """Tell whether there is no newer version of a message."""
        return self.versions.get(message, 0) <= version

    def among(self, chunk: Chunk) -> Mask:
        """Return which items of a chunk are newest versions."""
        if not self.versions:
            return True
        return chunk.derived(f"newest {self._generation}", lambda: self._among(chunk))

    def _among(self, chunk: Chunk) -> Array:
        messages, newest = chunk.column("message").astype(np.int64), np.ones(chunk.span.items, dtype=np.bool_)
        # few have several versions: most are told apart by some bits
        some = np.flatnonzero(self._sieve[messages & _SIEVE])
        places = np.minimum(np.searchsorted(self._numbers, messages[some]), len(self._numbers) - 1)
        known = self._numbers[places] == messages[some]
        newest[some] = ~known | (chunk.column("version")[some] >= self._newest[places])
        return newest


def newest_versions(mirror: Connection) -> dict[int, int]:
    """Return the newest version of each message that has others than the first, by the message's number."""
    query = "SELECT message, max(version) FROM amendments GROUP BY message"
    return dict(mirror.execute(query).fetchall())
