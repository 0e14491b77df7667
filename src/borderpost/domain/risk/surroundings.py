"""What a declaration is judged by besides itself: watch lists, earlier items, and words that are vague."""

from dataclasses import dataclass
from typing import Protocol

from borderpost.domain.risk.history import History
from borderpost.domain.risk.watch_match import WatchLists


class VagueWords(Protocol):
    """The terms that say too little about goods, ready to be looked for."""

    def vague(self, description: str) -> tuple[str, ...]:
        """Return the terms that make a description too vague, as listed; none where it is not."""


class RandomDraw(Protocol):
    """What the sealed draw over the whole stream said of one item.

    `probability` is that of being chosen, for this item; `key_id` names the key by which it was drawn.
    """

    @property
    def chosen(self) -> bool: ...

    @property
    def probability(self) -> float: ...

    @property
    def key_id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a site has to judge a declaration by. Without one, what hangs on it cannot be told."""

    watch: WatchLists | None = None
    history: History | None = None
    vague: VagueWords | None = None


NOTHING_AROUND = Surroundings()
