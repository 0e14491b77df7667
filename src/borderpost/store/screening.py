"""Screens all declarations of a site by profiles, and tests one profile on what came before."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from typing import Final

import numpy as np

from borderpost.domain.risk.estimating import Estimate, plain_share
from borderpost.domain.risk.history import History
from borderpost.domain.risk.matchers import Matchers
from borderpost.domain.risk.profile import Profile
from borderpost.domain.risk.profile_kind import ProfileKind
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.store.comparison_masks import Texts
from borderpost.store.condition_masks import shared_by
from borderpost.store.declarations import Declarations, found_item
from borderpost.store.engine import Connection
from borderpost.store.examined import examined_items
from borderpost.store.features_chunks import Kept
from borderpost.store.features_columns import Array
from borderpost.store.features_keys import item_hash
from borderpost.store.features_pass import carry_on
from borderpost.store.folder import SiteFolder
from borderpost.store.same_items import HistoryUpTo, SameItems
from borderpost.store.screening_question import Question, Selected
from borderpost.store.screening_rows import Newest, RowJudge, newest_versions
from borderpost.store.screening_week import screen_week
from borderpost.store.watched_names import Lists, NameLookup, asked_by
from borderpost.store.watched_pass import look_names_up
from borderpost.work.ports_risk import (
    BackTest,
    DayCount,
    JudgedBy,
    Overlap,
    Progress,
    Screened,
    never,
    untold,
    with_lists_of,
)

_KEPT_BYTES: Final = 256 * 1024 * 1024
"""How much of the columns is kept for the next question."""


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
        self._kept = Kept(_KEPT_BYTES)
        self._newest: Newest | None = None
        self._changes = -1
        self._way: tuple[tuple[object, ...], tuple[object, ...], int] | None = None
        self._generations = count(1)
        self._names = NameLookup(Lists(None))

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
        for selected in self._selected(question, progress):
            yield from _by_item(selected, ids)

    def places(
        self,
        profiles: ProfileSet,
        judged_by: JudgedBy,
        *,
        cancelled: Callable[[], bool] = never,
    ) -> Iterator[tuple[str, dict[str, Array]]]:
        """Yield, some rows at a time, a week and by profile the rows of it for which that one holds."""
        ids = [profile.id for profile in profiles]
        question = self._question(profiles, list(range(len(ids))), judged_by, None, None, cancelled)
        for selected in self._selected(question, untold):
            yield (
                selected.week,
                {ids[position]: selected.rows[places] for position, places in selected.held.items()},
            )

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
        days_asked, since = days, until - timedelta(days=days - 1)
        beside = [one for one in others if overlap and one.id != profile.id and one.holds_on(until)]
        beside = [one for one in beside if one.kind is not ProfileKind.RANDOM]
        profiles = with_lists_of([profile, *beside], others)
        ids = [one.id for one in profiles]
        mine = ids.index(profile.id)
        question = self._question(profiles, list(range(len(ids))), judged_by, since, until, cancelled)
        arrived: Counter[int] = Counter()
        chosen: list[tuple[Selected, Array]] = []
        by_other: dict[str, list[Array]] = {one.id: [] for one in beside}
        for selected in self._selected(question, progress):
            arrived.update(selected.counted)
            for position, places in selected.held.items():
                if position == mine:
                    chosen.append((selected, places))
                else:
                    by_other[ids[position]].append(selected.items[places])
        items, firsts = np.unique(
            _joined([selected.items[places] for selected, places in chosen]), return_index=True
        )
        on = _joined([selected.arrived[places] for selected, places in chosen])[firsts]
        per_day = Counter(
            dict(zip(*(each.tolist() for each in np.unique(on, return_counts=True)), strict=True))
        )
        newest = _newest(chosen, firsts, first)
        weeks = {week.week: week for week in self._declarations.weeks()}
        shown = [found_item(weeks[week].by_row(row)) for week, row in newest if week in weeks]
        examined = self._examined(since, until)
        every_day = [since + timedelta(days=number) for number in range(days_asked)]
        others_hold = {other: np.unique(_joined(held)) for other, held in by_other.items()}
        overlaps = [
            Overlap(other, int(np.isin(items, held, assume_unique=True).sum()), len(held))
            for other, held in others_hold.items()
        ]
        return BackTest(
            profile_id=profile.id,
            since=since,
            until=until,
            arrived=arrived.total(),
            selected=len(items),
            per_day=tuple(
                DayCount(day, arrived[day.toordinal()], per_day[day.toordinal()]) for day in every_day
            ),
            items=tuple(shown),
            hits=_estimate([bears for item, bears in examined.items() if _has(items, item)]),
            examined=_estimate(list(examined.values())),
            overlaps=tuple(
                sorted((one for one in overlaps if one.both), key=lambda one: (-one.both, one.profile_id))
            ),
            exclusive=(
                int((~np.isin(items, _joined(list(others_hold.values())))).sum()) if overlap else None
            ),
        )

    def _examined(self, since: date, until: date) -> dict[int, bool]:
        """Return what was examined, by the hash of the item, with whether anything was found."""
        if self._record is None:
            return {}
        return {
            item_hash(number, date.fromisoformat(day).toordinal()): bears
            for (number, day), bears in examined_items(self._record, since, until).items()
        }

    def _question(
        self,
        profiles: ProfileSet,
        asked: list[int],
        judged_by: JudgedBy,
        since: date | None,
        until: date | None,
        cancelled: Callable[[], bool],
    ) -> Question:
        names = self._names_in(judged_by)
        if self._features:
            carry_on(self._folder, cancelled)
            lists = asked_by(profiles.profiles[position].condition for position in asked)
            if lists:
                look_names_up(
                    self._folder,
                    names,
                    lists,
                    cancelled,
                    since=since or date.min,
                    until=until or date.max,
                )
        matchers = Matchers({word_list.id: word_list.entries for word_list in profiles.lists})
        return Question(
            profiles=profiles,
            asked=tuple(asked),
            judged_by=judged_by,
            judge=RowJudge(profiles, judged_by, self._history_on),
            matchers=matchers,
            newest=self._newest_versions(),
            texts=Texts(judged_by, matchers),
            shared=shared_by([profiles.profiles[position].condition for position in asked]),
            way=self._way_of(judged_by, profiles),
            since=since or date.min,
            until=until or date.max,
            cancelled=cancelled,
            lists=names.lists,
        )

    def look_names_up(
        self, profiles: ProfileSet, judged_by: JudgedBy, *, cancelled: Callable[[], bool] = never
    ) -> bool:
        """Look all names up in the watch lists that profiles name, for later questions; return whether that
        came to its end. Answers of lists that are not there any more are forgotten then."""
        names = self._names_in(judged_by)
        asked = asked_by(profile.condition for profile in profiles)
        if not look_names_up(self._folder, names, asked, cancelled):
            return False
        return look_names_up(self._folder, names, (), cancelled, keep=names.lists.keys())

    def _names_in(self, judged_by: JudgedBy) -> NameLookup:
        """Return what looks names up, the same for the same lists: what it has met is remembered."""
        if self._names.lists.watch is not judged_by.around.watch:
            self._names = NameLookup(Lists(judged_by.around.watch))
        return self._names

    def _way_of(self, judged_by: JudgedBy, profiles: ProfileSet) -> int:
        """Return a number for how it is judged: that of the last question where nothing has changed."""
        around = judged_by.around
        lasting = (judged_by.rates, judged_by.today, profiles.lists, self._newest)
        way = (around.watch, around.vague, around.history)
        if (
            self._way is None
            or self._way[0] != lasting
            or any(one is not other for one, other in zip(self._way[1], way, strict=True))
        ):
            self._way = (lasting, way, next(self._generations))
        return self._way[2]

    def _newest_versions(self) -> Newest:
        """Return the newest versions of amended messages, read anew where somebody has changed them."""
        (changes,) = self._mirror.execute("PRAGMA data_version").fetchone()
        if self._newest is None or changes != self._changes:
            self._changes = changes
            self._newest = Newest(newest_versions(self._mirror), next(self._generations))
        return self._newest

    def _selected(self, question: Question, progress: Progress) -> Iterator[Selected]:
        """Yield what arrived on these days and some of the profiles hold for, newest versions alone."""
        weeks = self._declarations.weeks()
        self._kept.forget_others([week.week for week in weeks])
        of = sum(week.tally().items for week in weeks)
        done = 0
        for week in weeks:
            progress(done, of)
            yield from screen_week(self._folder, week, question, self._kept)
            done += week.tally().items
        progress(done, of)

    def _history_on(self, day: date) -> History:
        return HistoryUpTo(self._same, day)


def _by_item(selected: Selected, ids: Sequence[str]) -> Iterator[Screened]:
    """Yield every item that some profile holds for, in the order of arrival."""
    if not selected.held:
        return
    places = np.concatenate(list(selected.held.values()))
    positions = np.repeat(list(selected.held), [len(held) for held in selected.held.values()])
    order = np.lexsort((positions, places))
    places, positions = places[order], positions[order]
    each, begins = np.unique(places, return_index=True)
    names = [ids[position] for position in positions.tolist()]
    ends = [*begins[1:].tolist(), len(names)]
    for item, begin, end in zip(selected.refs(each), begins.tolist(), ends, strict=True):
        yield Screened(item, tuple(names[begin:end]))


def _newest(chosen: Sequence[tuple[Selected, Array]], counting: Array, most: int) -> list[tuple[str, int]]:
    """Return the week and the row of the newest of those that count, by their number over all of `chosen`."""
    keep = np.zeros(sum(len(places) for _, places in chosen), dtype=np.bool_)
    keep[counting] = True
    found: list[tuple[int, str, int]] = []
    begin = 0
    for selected, places in chosen:
        some = places[keep[begin : begin + len(places)]]
        begin += len(places)
        arrived, rows = selected.arrived[some], selected.rows[some]
        latest = np.lexsort((rows, arrived))[::-1][:most]
        found += [(int(arrived[place]), selected.week, int(rows[place])) for place in latest]
    return [(week, row) for _, week, row in sorted(found, reverse=True)[:most]]


def _joined(arrays: Sequence[Array]) -> Array:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int64)


def _has(ordered: Array, item: int) -> bool:
    place = int(np.searchsorted(ordered, item))
    return place < len(ordered) and int(ordered[place]) == item


def _estimate(found: list[bool]) -> Estimate:
    return plain_share(sum(found), len(found))
