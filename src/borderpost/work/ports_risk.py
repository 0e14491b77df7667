"""What the workshop of profiles asks of the store: whole-store screening, and a back-test of one profile."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from borderpost.domain.money import RateTable
from borderpost.domain.risk.estimating import Estimate
from borderpost.domain.risk.profile import Profile
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.domain.risk.surroundings import NOTHING_AROUND, Surroundings
from borderpost.work.ports import FoundItem


def never() -> bool:
    """Say that nobody wants to stop."""
    return False


def untold(_done: int, _of: int) -> None:
    """Tell nobody how far it has come."""


@dataclass(frozen=True, slots=True)
class ItemRef:
    """One declared item: its number, its day (ISO), the day on which it arrived, and where it is held."""

    item_id: str
    item_date: str
    arrived_on: date
    week: str
    row: int


@dataclass(frozen=True, slots=True)
class Screened:
    """An item that profiles hold for, with their ids in alphabetical order."""

    item: ItemRef
    profiles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedBy:
    """What declarations are judged by. `today` is the day as of which; None: each as of its arrival."""

    rates: RateTable
    around: Surroundings = NOTHING_AROUND
    today: date | None = None


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many items arrived on a day, and how many of them a profile selects."""

    day: date
    items: int
    selected: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many of the items that a profile selects another one selects, too, and what that one selects."""

    profile_id: str
    both: int
    selected: int


@dataclass(frozen=True, slots=True)
class BackTest:
    """What a profile would have selected of what arrived from `since` to `until`, both days included.

    `items` are the newest of what it selects, at most as many as were asked for. `hits` says how many of
    those that were examined bore a finding, with its interval; `examined` how all examined items of the time
    did, whatever selected them. `exclusive` of the selected ones no other profile selects; None where the
    others were not asked.
    """

    profile_id: str
    since: date
    until: date
    arrived: int
    selected: int
    per_day: tuple[DayCount, ...]
    items: tuple[FoundItem, ...]
    hits: Estimate
    examined: Estimate
    overlaps: tuple[Overlap, ...] = ()
    exclusive: int | None = None

    @property
    def a_day(self) -> float:
        """How many items it would have selected on a day, on the average."""
        return self.selected / max(1, len(self.per_day))

    @property
    def lift(self) -> float | None:
        """How many times as often as among all examined items something was found; None where unknown."""
        if not self.hits.examined or not self.examined.found:
            return None
        return self.hits.share / self.examined.share


Progress = Callable[[int, int], None]
"""Told how many declarations have been looked at, and of how many."""


class Cancelled(Exception):
    """Whoever asked does not want to know any more."""


class Screening(Protocol):
    """Asks what profiles select of the declarations that a site holds; slow, for a thread beside the screens.

    Each message counts by its newest version. Raises Cancelled once `cancelled` says so.
    """

    def screen(
        self,
        profiles: ProfileSet,
        judged_by: JudgedBy,
        *,
        since: date | None = None,
        until: date | None = None,
        cancelled: Callable[[], bool] = never,
        progress: Progress = untold,
    ) -> Iterator[Screened]:
        """Yield every item that arrived on these days and that some profile in force holds for."""

    def backtest(
        self,
        profile: Profile,
        others: ProfileSet,
        judged_by: JudgedBy,
        *,
        until: date,
        days: int,
        first: int = 50,
        overlap: bool = True,
        cancelled: Callable[[], bool] = never,
        progress: Progress = untold,
    ) -> BackTest:
        """Return what a profile would have selected in the `days` up to `until`, in force then or not.

        `others` are the site's profiles with their word lists; one of the same id is left out of them.
        """

    def look_names_up(
        self, profiles: ProfileSet, judged_by: JudgedBy, *, cancelled: Callable[[], bool] = never
    ) -> bool:
        """Look names up in the watch lists that profiles name, and keep the answers for later questions;
        return whether nothing is left to do. It goes on where it was cancelled."""


def with_lists_of(profiles: Sequence[Profile], others: ProfileSet) -> ProfileSet:
    """Return profiles as a set that has the word lists of another."""
    return ProfileSet(tuple(profiles), others.lists)
