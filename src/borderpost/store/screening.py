"""Screens all declarations of a site by profiles, and tests one profile on what came before."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from borderpost.domain.item_key import item_key
from borderpost.domain.risk.estimating import Estimate, plain_share
from borderpost.domain.risk.history import History
from borderpost.domain.risk.matchers import Matchers
from borderpost.domain.risk.profile import Profile
from borderpost.domain.risk.profile_kind import ProfileKind
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.store.declarations import Declarations, found_item
from borderpost.store.engine import Connection
from borderpost.store.examined import ItemDay, examined_items
from borderpost.store.features_pass import carry_on
from borderpost.store.folder import SiteFolder
from borderpost.store.same_items import HistoryUpTo, SameItems
from borderpost.store.screening_rows import RowJudge, newest_versions
from borderpost.store.screening_week import Question, arrived_by_day, screen_week
from borderpost.work.ports_risk import (
    BackTest,
    DayCount,
    ItemRef,
    JudgedBy,
    Overlap,
    Progress,
    Screened,
    never,
    untold,
    with_lists_of,
)


class StoreScreening:
    """Fills `Screening` for a folder; belongs to the thread that opened its connections.

    With `features`, each question first makes those that are not made yet: the next one is quicker by more
    than that costs.
    """

    def __init__(
        self,
        folder: SiteFolder,
        record: Connection | None,
        mirror: Connection,
        declarations: Declarations,
        *,
        features: bool = False,
    ) -> None:
        self._features = features
        self._folder = folder
        self._record = record
        self._same = SameItems(folder, mirror)
        self._mirror = mirror
        self._declarations = declarations

    def close(self) -> None:
        """Close the connections."""
        self._declarations.close()
        self._same.close()
        self._mirror.close()
        if self._record is not None:
            self._record.close()

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
        """Yield every item that arrived on these days and that some profile in force holds for.

        Profiles of the random draw hold for drawn items alone, and are not asked.
        """
        today = judged_by.today or until or date.max
        asked = [
            position
            for position, profile in enumerate(profiles)
            if profile.holds_on(today) and profile.kind is not ProfileKind.RANDOM
        ]
        ids = [profile.id for profile in profiles]
        question = self._question(profiles, asked, judged_by, since, until, cancelled)
        for item, holding in self._selected(question, progress):
            yield Screened(item, tuple(sorted(ids[position] for position in holding)))

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
        """Return what a profile would have selected in the `days` up to `until`, in force then or not."""
        since = until - timedelta(days=days - 1)
        beside = [one for one in others if overlap and one.id != profile.id and one.holds_on(until)]
        beside = [one for one in beside if one.kind is not ProfileKind.RANDOM]
        profiles = with_lists_of([profile, *beside], others)
        ids = [one.id for one in profiles]
        mine = ids.index(profile.id)
        question = self._question(profiles, list(range(len(ids))), judged_by, since, until, cancelled)
        arrived: Counter[date] = Counter()
        for week in self._declarations.weeks():
            arrived += arrived_by_day(self._folder, week, question)
        per_day: Counter[date] = Counter()
        selected: dict[ItemDay, ItemRef] = {}
        by_other: dict[str, set[ItemDay]] = {one.id: set() for one in beside}
        for item, holding in self._selected(question, progress):
            key = (item_key(item.item_id), item.item_date)
            for position in holding:
                if position != mine:
                    by_other[ids[position]].add(key)
                elif key not in selected:
                    per_day[item.arrived_on] += 1
                    selected[key] = item
        newest = sorted(selected.values(), key=lambda one: (one.arrived_on, one.week, one.row), reverse=True)
        weeks = {week.week: week for week in self._declarations.weeks()}
        shown = [found_item(weeks[one.week].by_row(one.row)) for one in newest[:first] if one.week in weeks]
        examined = {} if self._record is None else examined_items(self._record, since, until)
        every_day = [since + timedelta(days=number) for number in range(days)]
        return BackTest(
            profile_id=profile.id,
            since=since,
            until=until,
            arrived=arrived.total(),
            selected=len(selected),
            per_day=tuple(DayCount(day, arrived[day], per_day[day]) for day in every_day),
            items=tuple(shown),
            hits=_estimate([bears for key, bears in examined.items() if key in selected]),
            examined=_estimate(list(examined.values())),
            overlaps=tuple(
                sorted(
                    (
                        Overlap(other, len(selected.keys() & held), len(held))
                        for other, held in by_other.items()
                        if selected.keys() & held
                    ),
                    key=lambda one: (-one.both, one.profile_id),
                )
            ),
            exclusive=len(selected.keys() - set().union(*by_other.values())) if overlap else None,
        )

    def _question(
        self,
        profiles: ProfileSet,
        asked: list[int],
        judged_by: JudgedBy,
        since: date | None,
        until: date | None,
        cancelled: Callable[[], bool],
    ) -> Question:
        if self._features:
            carry_on(self._folder, cancelled)
        return Question(
            profiles=profiles,
            asked=tuple(asked),
            judged_by=judged_by,
            judge=RowJudge(profiles, judged_by, self._history_on),
            matchers=Matchers({word_list.id: word_list.entries for word_list in profiles.lists}),
            newest=newest_versions(self._mirror),
            since=since or date.min,
            until=until or date.max,
            cancelled=cancelled,
        )

    def _selected(self, question: Question, progress: Progress) -> Iterator[tuple[ItemRef, list[int]]]:
        """Yield what arrived on these days and some of the profiles hold for, newest versions alone."""
        weeks = self._declarations.weeks()
        of = sum(week.tally().items for week in weeks)
        done = 0
        for week in weeks:
            progress(done, of)
            yield from screen_week(self._folder, week, question)
            done += week.tally().items
        progress(done, of)

    def _history_on(self, day: date) -> History:
        return HistoryUpTo(self._same, day)


def _estimate(found: list[bool]) -> Estimate:
    return plain_share(sum(found), len(found))
