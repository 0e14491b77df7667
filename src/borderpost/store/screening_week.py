"""One week screened: by SQL over its features, and row by row where they do not tell, or are not made yet."""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from borderpost.domain.declaration import Declaration
from borderpost.domain.risk.matchers import Matchers
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.store.comparison_sql import ComparisonSql
from borderpost.store.condition_sql import ALWAYS, NEVER, compiled
from borderpost.store.engine import Connection, DatabaseError, OperationalError
from borderpost.store.features_file import NoFeatures, made_of, open_features
from borderpost.store.folder import SiteFolder
from borderpost.store.numbers import message_number
from borderpost.store.screening_rows import RowJudge, rows_after
from borderpost.store.week_file import WeekFile
from borderpost.work.ports_risk import Cancelled, ItemRef, JudgedBy

_CACHE_KIB: Final = 256 * 1024
"""Pages that were decrypted once are kept: every profile reads some of them again."""
_OPCODES_BETWEEN_QUESTIONS: Final = 20_000
_ROWS_BETWEEN_QUESTIONS: Final = 16
_REFS: Final = (
    "SELECT i.row, r.number, r.day, i.arrived, r.message, r.version FROM picked_rows p"
    " CROSS JOIN items i ON i.row = p.row CROSS JOIN refs r ON r.row = p.row ORDER BY p.row"
)
_ARRIVED: Final = (
    "SELECT arrived, count(*) FROM items WHERE arrived BETWEEN ? AND ? AND row <= ? GROUP BY arrived"
)
_PICKED: Final = "CREATE TEMP TABLE IF NOT EXISTS picked_rows(row INTEGER PRIMARY KEY)"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every week: which profiles (by position), judged by what, of which days of arrival."""

    profiles: ProfileSet
    asked: tuple[int, ...]
    judged_by: JudgedBy
    judge: RowJudge
    matchers: Matchers
    newest: dict[int, int]
    since: date = date.min
    until: date = date.max
    cancelled: Callable[[], bool] = bool

    def is_newest(self, message: int, version: int) -> bool:
        """Tell whether there is no newer version of a message."""
        return self.newest.get(message, 0) <= version


Found = tuple[ItemRef, list[int]]


def screen_week(folder: SiteFolder, week: WeekFile, question: Question) -> Iterator[Found]:
    """Yield the items of a week that some profile holds for, with the positions of these.

    Raise Cancelled once nobody wants to know any more.
    """
    made = 0
    with contextlib.ExitStack() as stack:
        try:
            conn = stack.enter_context(contextlib.closing(open_features(folder, week.week)))
        except (NoFeatures, DatabaseError):
            pass
        else:
            made = made_of(conn).rows
            conn.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
            conn.set_progress_handler(question.cancelled, _OPCODES_BETWEEN_QUESTIONS)
            try:
                found = found_by_sql(conn, week, question, made)
            except OperationalError as error:
                if question.cancelled():
                    raise Cancelled from error
                raise
            yield from found
    yield from _one_by_one(week, question, made)


def arrived_by_day(folder: SiteFolder, week: WeekFile, question: Question) -> Counter[date]:
    """Return how many messages arrived on each of the days that are asked for, each by its newest version."""
    arrived: Counter[date] = Counter()
    made = 0
    with (
        contextlib.suppress(NoFeatures, DatabaseError),
        contextlib.closing(open_features(folder, week.week)) as conn,
    ):
        rows = made_of(conn).rows
        first, last = question.since.toordinal(), question.until.toordinal()
        counts = conn.execute(_ARRIVED, (first, last, rows)).fetchall()
        older = Counter(_superseded(conn, question, first, last)) if question.newest else Counter()
        arrived.update({date.fromordinal(day): count - older[day] for day, count in counts})
        made = rows
    for _, declaration in rows_after(week, made):
        message = declaration.message
        day = message.received_at.date()
        if question.since <= day <= question.until and question.is_newest(
            message_number(message.id), message.version
        ):
            arrived[day] += 1
    return arrived


def _superseded(conn: Connection, question: Question, first: int, last: int) -> Iterator[int]:
    """Yield the day of arrival of every row of which there is a newer version."""
    _pick(conn, question.newest)
    query = (
        "SELECT r.message, r.version, i.arrived FROM refs r CROSS JOIN items i ON i.row = r.row"
        " WHERE r.message IN (SELECT row FROM picked_rows)"
    )
    for message, version, arrived in conn.execute(query):
        if not question.is_newest(message, version) and first <= arrived <= last:
            yield arrived


def found_by_sql(conn: Connection, week: WeekFile, question: Question, made: int) -> list[Found]:
    """Return the items among the first rows of a week that some profile holds for."""
    first, last = conn.execute("SELECT min(arrived), max(arrived) FROM items").fetchone()
    if last is None or last < question.since.toordinal() or first > question.until.toordinal():
        return []
    compare = ComparisonSql(conn, week, question.judged_by, question.matchers)
    holding: dict[int, list[int]] = {}
    doubtful: dict[int, list[int]] = {}
    between = (
        f"+i.arrived BETWEEN {question.since.toordinal()} AND {question.until.toordinal()}"
        if (question.since, question.until) != (date.min, date.max)
        else ALWAYS
    )
    for position in question.asked:
        truth = compiled(question.profiles.profiles[position].condition, compare)
        if truth.holds == NEVER:
            continue
        query = (
            f"SELECT i.row, {truth.doubt} FROM items i"  # noqa: S608 - numbers and our own names
            f" WHERE {truth.holds} AND +i.odd = 0 AND {between} AND +i.row <= {made}"
        )
        for row, doubt in conn.execute(query):
            (doubtful if doubt else holding).setdefault(row, []).append(position)
    odd = f"SELECT i.row FROM items i WHERE i.odd AND {between}"  # noqa: S608 - numbers and our own names
    for (row,) in conn.execute(odd):
        doubtful[row] = []
    known = dict(_refs(conn, {*holding, *doubtful}, week, question))
    found: list[Found] = []
    for done, (row, item) in enumerate(known.items()):
        if not done % _ROWS_BETWEEN_QUESTIONS and question.cancelled():
            raise Cancelled
        held = holding.get(row, [])
        if row in doubtful:
            declaration = week.by_row(row)
            asked = doubtful[row] or _to_ask(declaration, question)
            held = sorted((*held, *question.judge.holding(declaration, asked)))
        if held:
            found.append((item, held))
    return found


def _refs(
    conn: Connection, rows: set[int], week: WeekFile, question: Question
) -> Iterator[tuple[int, ItemRef]]:
    """Yield rows with the items that they are, newest versions alone."""
    _pick(conn, rows)
    for row, number, day, arrived, message, version in conn.execute(_REFS):
        if question.is_newest(message, version):
            day_of_item = date.fromordinal(day).isoformat()
            yield row, ItemRef(number, day_of_item, date.fromordinal(arrived), week.week, row)


def _pick(conn: Connection, numbers: Sequence[int] | set[int] | dict[int, int]) -> None:
    conn.execute(_PICKED)
    conn.execute("DELETE FROM picked_rows")
    conn.executemany("INSERT INTO picked_rows VALUES (?)", [(number,) for number in sorted(numbers)])


def _to_ask(declaration: Declaration, question: Question) -> list[int]:
    return sorted(set(question.asked).intersection(question.judge.asked_of(declaration)))


def _one_by_one(week: WeekFile, question: Question, after: int) -> Iterator[Found]:
    """Yield what holds among the rows behind one, by the judge alone."""
    for done, (row, declaration) in enumerate(rows_after(week, after)):
        if not done % _ROWS_BETWEEN_QUESTIONS and question.cancelled():
            raise Cancelled
        message = declaration.message
        day = message.received_at.date()
        if not question.since <= day <= question.until:
            continue
        if not question.is_newest(message_number(message.id), message.version):
            continue
        held = question.judge.holding(declaration, _to_ask(declaration, question))
        if held:
            yield ItemRef(declaration.item_id, declaration.item_date.isoformat(), day, week.week, row), held
