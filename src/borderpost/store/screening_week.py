"""One week screened: by columns of its features, and row by row where these are missing or do not tell."""

import contextlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final

import numpy as np

from borderpost.domain.declaration import Declaration
from borderpost.domain.item_key import item_key
from borderpost.domain.risk.condition import Condition
from borderpost.domain.risk.matchers import Matchers
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.store.comparison_masks import ComparisonMasks, Texts
from borderpost.store.condition_masks import Evaluator, Mask, both
from borderpost.store.engine import Connection, DatabaseError, snapshot
from borderpost.store.features_chunks import Chunk, Kept, spans
from borderpost.store.features_codes import WeekCodes
from borderpost.store.features_columns import Array
from borderpost.store.features_file import NoFeatures, made_of, open_features
from borderpost.store.features_keys import item_hash
from borderpost.store.folder import SiteFolder
from borderpost.store.number_masks import Rates
from borderpost.store.numbers import message_number
from borderpost.store.screening_rows import Newest, RowJudge, rows_after
from borderpost.store.week_file import WeekFile
from borderpost.work.ports_risk import Cancelled, ItemRef, JudgedBy

_ROWS_BETWEEN_QUESTIONS: Final = 16
_ROWS_AT_ONCE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every week: which profiles (by position), judged by what, of which days of arrival.

    `shared` are conditions that stand in several of the profiles.
    """

    profiles: ProfileSet
    asked: tuple[int, ...]
    judged_by: JudgedBy
    judge: RowJudge
    matchers: Matchers
    newest: Newest
    texts: Texts
    shared: Collection[Condition] = ()
    since: date = date.min
    until: date = date.max
    cancelled: Callable[[], bool] = bool


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


def screen_week(folder: SiteFolder, week: WeekFile, question: Question, kept: Kept) -> Iterator[Selected]:
    """Yield the rows of a week with the profiles that hold for them.

    Raise Cancelled once nobody wants to know any more.
    """
    made = 0
    with contextlib.ExitStack() as stack:
        try:
            conn = stack.enter_context(contextlib.closing(open_features(folder, week.week)))
        except (NoFeatures, DatabaseError):
            pass
        else:
            stack.enter_context(snapshot(conn))
            made = made_of(conn).rows
            yield from by_columns(conn, week, question, kept)
    yield from _one_by_one(week, question, made)


def by_columns(conn: Connection, week: WeekFile, question: Question, kept: Kept) -> Iterator[Selected]:
    """Yield what holds among the rows of a week of which there are features."""
    made = made_of(conn)
    codes = kept.get((made.token, "codes", made.rows), lambda: _codes_of(conn))
    rates = Rates(codes.currencies(), codes.size, question.judged_by.rates)
    since, until = question.since.toordinal(), question.until.toordinal()
    for span in spans(conn):
        if span.last_arrived < since or span.first_arrived > until:
            continue
        chunk = Chunk(conn, made.token, span, kept)
        compare = ComparisonMasks(
            chunk, codes, week, question.judged_by, question.matchers, rates, question.texts
        )
        with np.errstate(all="ignore"):
            selected = _ChunkScreening(chunk, week, question, compare).selected()
        yield selected


def _codes_of(conn: Connection) -> tuple[WeekCodes, int]:
    codes = WeekCodes(conn)
    return codes, 200 * codes.size


@dataclass(slots=True)
class _ChunkScreening:
    """One chunk against all profiles that are asked."""

    chunk: Chunk
    week: WeekFile
    question: Question
    compare: ComparisonMasks
    held: dict[int, Array] = field(default_factory=dict)
    doubtful: dict[int, list[int]] = field(default_factory=dict)

    def selected(self) -> Selected:
        """Return what holds among the rows of the chunk."""
        chunk, question = self.chunk, self.question
        rows, arrived = chunk.rows(), chunk.column("arrived").astype(np.int64)
        asked = both([self._wanted(arrived), question.newest.among(chunk)])
        odd = chunk.column("odd")
        self._ask(both([asked, ~odd]))
        for place in np.flatnonzero(_full(asked, len(rows)) & odd).tolist():
            self.doubtful[place] = []
        self._judge(rows)
        posted = chunk.column("posted").astype(np.int64)
        counted = arrived if asked is True else arrived[asked] if asked is not False else arrived[:0]
        days, counts = np.unique(counted, return_counts=True)
        return Selected(
            week=self.week.week,
            held=self.held,
            rows=rows,
            items=chunk.column("item"),
            arrived=arrived,
            days=np.where(posted == 0, arrived, posted),
            counted=dict(zip(days.tolist(), counts.tolist(), strict=True)),
            item_ids=lambda: chunk.texts("item_ids"),
        )

    def _wanted(self, arrived: Array) -> Mask:
        since, until = self.question.since.toordinal(), self.question.until.toordinal()
        if since <= self.chunk.span.first_arrived and self.chunk.span.last_arrived <= until:
            return True
        mask: Array = (arrived >= since) & (arrived <= until)
        return mask

    def _ask(self, among: Mask) -> None:
        """Ask all profiles of the rows of a mask, and note where they hold and where they are in doubt."""
        question, chunk = self.question, self.chunk
        if among is False:
            return
        evaluator = Evaluator(self.compare, chunk.item_of_line(), chunk.column("line_count"), question.shared)
        for position in question.asked:
            if question.cancelled():
                raise Cancelled
            truth = evaluator.truth(question.profiles.profiles[position].condition)
            holds = both([truth.holds, among])
            if holds is False:
                continue
            doubt = both([holds, truth.doubt])
            if doubt is not False:
                for place in np.flatnonzero(_full(doubt, chunk.span.items)).tolist():
                    self.doubtful.setdefault(place, []).append(position)
                holds = _full(holds, chunk.span.items) & ~_full(doubt, chunk.span.items)
            places = np.flatnonzero(_full(holds, chunk.span.items))
            if len(places):
                self.held[position] = places

    def _judge(self, rows: Array) -> None:
        """Let the judge decide what is in doubt."""
        more: dict[int, list[int]] = {}
        for done, (place, positions) in enumerate(self.doubtful.items()):
            if not done % _ROWS_BETWEEN_QUESTIONS and self.question.cancelled():
                raise Cancelled
            declaration = self.week.by_row(int(rows[place]))
            asked = positions or _to_ask(declaration, self.question)
            for position in self.question.judge.holding(declaration, asked):
                more.setdefault(position, []).append(place)
        for position, places in more.items():
            there = self.held.get(position, np.zeros(0, dtype=np.int64))
            self.held[position] = np.union1d(there, np.array(places, dtype=np.int64))


def _full(mask: Mask, size: int) -> Array:
    return np.full(size, mask, dtype=np.bool_) if isinstance(mask, bool) else mask


def _to_ask(declaration: Declaration, question: Question) -> list[int]:
    return sorted(set(question.asked).intersection(question.judge.asked_of(declaration)))


def _one_by_one(week: WeekFile, question: Question, after: int) -> Iterator[Selected]:
    """Yield what holds among the rows behind one, by the judge alone."""
    rows = rows_after(week, after)
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        yield _judged(week, question, some)


def _judged(week: WeekFile, question: Question, some: Sequence[tuple[int, Declaration]]) -> Selected:
    held: dict[int, list[int]] = {}
    counted: Counter[int] = Counter()
    for place, (_, declaration) in enumerate(some):
        if not place % _ROWS_BETWEEN_QUESTIONS and question.cancelled():
            raise Cancelled
        message = declaration.message
        day = message.received_at.date()
        if not question.since <= day <= question.until:
            continue
        if not question.newest.is_newest(message_number(message.id), message.version):
            continue
        counted[day.toordinal()] += 1
        for position in question.judge.holding(declaration, _to_ask(declaration, question)):
            held.setdefault(position, []).append(place)
    days = [one.item_date.toordinal() for _, one in some]
    numbers = [one.item_id for _, one in some]
    return Selected(
        week=week.week,
        held={position: np.array(places, dtype=np.int64) for position, places in held.items()},
        rows=np.array([row for row, _ in some], dtype=np.int64),
        items=np.array(
            [item_hash(item_key(number), day) for number, day in zip(numbers, days, strict=True)],
            dtype=np.int64,
        ),
        arrived=np.array([one.message.received_at.date().toordinal() for _, one in some], dtype=np.int64),
        days=np.array(days, dtype=np.int64),
        counted=dict(counted),
        item_ids=lambda: numbers,
    )
