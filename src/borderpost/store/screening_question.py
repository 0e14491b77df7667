"""What is asked of every week of a store, and what comes back of some rows of one."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from borderpost.domain.risk.condition import Condition
from borderpost.domain.risk.matchers import Matchers
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.store.comparison_masks import Texts
from borderpost.store.features_columns import Array
from borderpost.store.screening_rows import Newest, RowJudge
from borderpost.store.watched_names import Lists
from borderpost.work.ports_risk import ItemRef, JudgedBy


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every week: which profiles (by position), judged by what, of which days of arrival.

    `shared` are conditions that stand in several of the profiles. What profiles hold for is remembered by the
    number `way` of how it is judged: the same for the same lists, rates, day and newest versions.
    """

    profiles: ProfileSet
    asked: tuple[int, ...]
    judged_by: JudgedBy
    judge: RowJudge
    matchers: Matchers
    newest: Newest
    texts: Texts
    shared: Collection[Condition] = ()
    way: int = 0
    since: date = date.min
    until: date = date.max
    cancelled: Callable[[], bool] = bool
    lists: Lists = field(default_factory=lambda: Lists(None))


@dataclass(frozen=True, slots=True)
class Selected:
    """Some rows of a week, and for which of them profiles hold: by position, the places in the columns.

    `rows` are those in the file, `items` tell items from one another (`item_hash`), `arrived` and `days` are
    ordinals. `counted` are how many arrived by day, newest versions alone, whatever holds for them.
    """

    week: str
    held: dict[int, Array]
    rows: Array
    items: Array
    arrived: Array
    days: Array
    counted: dict[int, int]
    item_ids: Callable[[], Sequence[str]]

    def refs(self, places: Array) -> Iterator[ItemRef]:
        """Yield the items at some places."""
        if not len(places):
            return
        numbers = self.item_ids()
        days = {day: date.fromordinal(day) for day in np.unique(self.arrived[places]).tolist()}
        texts = {day: date.fromordinal(day).isoformat() for day in np.unique(self.days[places]).tolist()}
        for place, row, arrived, day in zip(
            places.tolist(),
            self.rows[places].tolist(),
            self.arrived[places].tolist(),
            self.days[places].tolist(),
            strict=True,
        ):
            yield ItemRef(numbers[place], texts[day], days[arrived], self.week, row)
