"""One week screened: by columns of its features, and row by row where these are missing or do not tell."""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Final

import numpy as np

from borderpost.domain.declaration import Declaration
from borderpost.domain.item_key import item_key
from borderpost.domain.risk.condition import Field
from borderpost.store.comparison_masks import ComparisonMasks
from borderpost.store.engine import Connection, DatabaseError, snapshot
from borderpost.store.features_chunks import Chunk, Kept, spans
from borderpost.store.features_codes import WeekCodes
from borderpost.store.features_file import NoFeatures, made_of, open_features
from borderpost.store.features_keys import item_hash
from borderpost.store.folder import SiteFolder
from borderpost.store.number_masks import Rates
from borderpost.store.numbers import message_number
from borderpost.store.screening_chunk import ROWS_BETWEEN_QUESTIONS, ChunkScreening, to_ask
from borderpost.store.screening_question import Question, Selected
from borderpost.store.screening_rows import rows_after
from borderpost.store.watched_names import Answer, answer_of
from borderpost.store.week_file import WeekFile
from borderpost.work.ports_risk import Cancelled

_ROWS_AT_ONCE: Final = 2_000


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
    kept.begin_week(week.week, made.token)
    codes = kept.get((made.token, "codes", made.rows), lambda: _codes_of(conn))
    rates = Rates(codes.currencies(), codes.size, question.judged_by.rates)
    answered = _answers(conn, question)
    since, until = question.since.toordinal(), question.until.toordinal()
    for span in spans(conn):
        if span.last_arrived < since or span.first_arrived > until:
            continue
        chunk = Chunk(conn, made.token, span, kept)
        compare = ComparisonMasks(
            chunk, codes, week, question.judged_by, question.matchers, rates, question.texts, answered
        )
        with np.errstate(all="ignore"):
            selected = ChunkScreening(chunk, week, question, compare).selected()
        yield selected


def _answers(conn: Connection, question: Question) -> Callable[[str, Field], Answer]:
    """Return what tells whom watch lists name in a week; each is read once."""

    @cache
    def answered(list_id: str, of: Field) -> Answer:
        return answer_of(conn, question.lists.key(list_id), of)

    return answered


def _codes_of(conn: Connection) -> tuple[WeekCodes, int]:
    codes = WeekCodes(conn)
    return codes, 200 * codes.size


def _one_by_one(week: WeekFile, question: Question, after: int) -> Iterator[Selected]:
    """Yield what holds among the rows behind one, by the judge alone."""
    rows = rows_after(week, after)
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        yield _judged(week, question, some)


def _judged(week: WeekFile, question: Question, some: Sequence[tuple[int, Declaration]]) -> Selected:
    held: dict[int, list[int]] = {}
    counted: Counter[int] = Counter()
    for place, (_, declaration) in enumerate(some):
        if not place % ROWS_BETWEEN_QUESTIONS and question.cancelled():
            raise Cancelled
        message = declaration.message
        day = message.received_at.date()
        if not question.since <= day <= question.until:
            continue
        if not question.newest.is_newest(message_number(message.id), message.version):
            continue
        counted[day.toordinal()] += 1
        for position in question.judge.holding(declaration, to_ask(declaration, question, question.asked)):
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
