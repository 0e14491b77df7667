"""What the verbs and screens of custody need from the store: where exhibits are by now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from borderpost.domain.custody.exhibit import Place
from borderpost.domain.custody.stocktake import Kept
from borderpost.domain.custody_codes import ExhibitKind
from borderpost.domain.inspection import Stage


class Scope(StrEnum):
    """Which exhibits are looked for."""

    KEPT = "kept"
    ALARMS = "alarms"
    MINE = "mine"
    COMING = "coming"
    SHELVES = "shelves"
    OUTSIDE = "outside"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ExhibitFilter:
    """What the exhibits are narrowed to; `officer` is whose own `MINE` and `COMING` are.

    `text` begins a number of the label, of the seal or of the item, or a word of the place.
    """

    text: str = ""
    scope: Scope = Scope.KEPT
    officer: str = ""


@dataclass(frozen=True, slots=True)
class ExhibitRow:
    """One exhibit as a line: where it is now, since when, and how many alarms nobody has answered."""

    id: str
    inspection: str
    exhibit: str
    kind: ExhibitKind
    place: Place
    seal: str
    since: datetime
    alarms: int
    item_id: str
    number: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Tally:
    """How much there is to look after: exhibits kept, those with alarms, and those on their way to one."""

    kept: int
    alarms: int
    coming: int

    @property
    def needing(self) -> int:
        """How many need somebody here: those with alarms, and what is on its way to the officer."""
        return self.alarms + self.coming


class CustodyReads(Protocol):
    """Where exhibits are."""

    def exhibits_at(self, place: Place) -> tuple[Kept, ...]:
        """Return the exhibits that are in a place now, by their numbers."""
        ...

    def exhibits_of(self, number: str) -> tuple[Kept, ...]:
        """Return the exhibits that bear a number on their label or as their seal."""
        ...


class CustodyPages(CustodyReads, Protocol):
    """The same for screens, and the places to choose from."""

    def custody_places(self) -> tuple[Place, ...]:
        """Return the benches and stores in which exhibits are, by name. Quick enough for the GUI thread."""
        ...

    def exhibit_ids(self, asked: ExhibitFilter, cancelled: Callable[[], bool]) -> list[str]:
        """Return the ids of the exhibits that pass: those with alarms first, then by place and number; none
        once cancelled. Not for the GUI thread."""
        ...

    def exhibit_rows(self, ids: Sequence[str]) -> list[ExhibitRow | None]:
        """Return a page of exhibits by their ids, None for what is none. Quick enough for the GUI thread."""
        ...

    def exhibit_tally(self, officer: str) -> Tally:
        """Return how much there is to look after. Not for the GUI thread."""
        ...
