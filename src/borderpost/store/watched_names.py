"""Whom watch lists name among the declarations of a week: looked up once, kept beside the week's features."""

import hashlib
import time
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from typing import Any, Final

import numpy as np

from borderpost import __version__
from borderpost.domain.money import RateTable
from borderpost.domain.risk.condition import Comparison, Condition, Field, Operator, comparisons
from borderpost.domain.risk.facts import ItemFacts
from borderpost.domain.risk.field_readers import text_reader
from borderpost.domain.risk.surroundings import Surroundings
from borderpost.domain.risk.watch_match import VersionedLists, WatchLists
from borderpost.store.engine import Connection, immediate
from borderpost.store.features_chunks import Chunk, Kept, spans
from borderpost.store.features_columns import Array
from borderpost.store.features_file import made_of
from borderpost.store.features_keys import ITEM_BITS
from borderpost.store.week_file import WeekFile

_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS watched(list TEXT, field TEXT, rows INTEGER NOT NULL, content BLOB NOT NULL,"
    " PRIMARY KEY(list, field)) STRICT, WITHOUT ROWID"
)
_FORM: Final = 1  # of what is kept, and of the way in which names are compared
_SLICE: Final = 512
_BETWEEN_QUESTIONS: Final = 16
_BETWEEN_WRITES: Final = 5.0  # seconds
_NAMES_KEPT: Final = 100_000
_ROW: Final = np.dtype("<i8")
_SCORE: Final = np.dtype("<f8")
_NOBODY: Final = -1.0
_NO_RATES: Final = RateTable("", date.min, {})

Asked = tuple[str, Field]
"""A watch list by its id, and the field in which its names are looked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Which rows of a week, up to `upto`, a list names, in order, with the score of the nearest entry."""

    upto: int
    rows: Array
    scores: Array

    def places(self, rows: Array, least: float) -> Array:
        """Return the places, among some rows in order, of those that score so much."""
        begin, end = np.searchsorted(self.rows, [rows[0], rows[-1] + 1])
        found = self.rows[begin:end][self.scores[begin:end] >= least]
        return np.searchsorted(rows, found)


NO_ANSWER: Final = Answer(0, np.zeros(0, dtype=_ROW), np.zeros(0, dtype=_SCORE))


@dataclass(slots=True)
class Lists:
    """The watch lists that are asked for, and by what the answers of each are told from those of others."""

    watch: WatchLists | None
    _keys: dict[str, str] = field(default_factory=dict)

    def keys(self) -> list[str]:
        """Return the keys of all lists, whoever asks for them."""
        ids = self.watch.ids() if isinstance(self.watch, VersionedLists) else ()
        return [self.key(list_id) for list_id in ids]

    def key(self, list_id: str) -> str:
        """Return under what the answers of a list are kept: another one for whatever may change them. Empty
        where they cannot be kept."""
        known = self._keys.get(list_id)
        if known is None:
            watch = self.watch
            content = (
                watch.content_of(list_id) if isinstance(watch, VersionedLists) and watch.has(list_id) else ""
            )
            known = self._keys[list_id] = _key(list_id, content) if content else ""
        return known


def _key(list_id: str, content: str) -> str:
    told = (
        *(_FORM, list_id, content, __version__),
        *(version("rapidfuzz"), version("anyascii"), unicodedata.unidata_version),
    )
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


def asked_by(conditions: Iterable[Condition]) -> list[Asked]:
    """Return what some conditions ask of watch lists, each once."""
    asked = [
        (one.word_list, one.field)
        for condition in conditions
        for _, one in comparisons(condition)
        if one.operator is Operator.MATCHES_LIST and not one.field.of_line
    ]
    return sorted(set(asked))


def least_of(comparison: Comparison, least: float) -> float:
    """Return from which score on a comparison holds; `least` where it does not say so."""
    return least if comparison.threshold is None else float(comparison.threshold)


def answer_of(conn: Connection, key: str, of: Field) -> Answer:
    """Return what is kept of a list; NO_ANSWER where nothing is."""
    if not key or not _has_table(conn):
        return NO_ANSWER
    query = "SELECT rows, content FROM watched WHERE list = ? AND field = ?"
    row = conn.execute(query, (key, of.value)).fetchone()
    if row is None:
        return NO_ANSWER
    upto, content = row
    count = len(content) // (_ROW.itemsize + _SCORE.itemsize)
    rows: Array = np.frombuffer(content, dtype=_ROW, count=count)
    return Answer(upto, rows, np.frombuffer(content, dtype=_SCORE, offset=count * _ROW.itemsize))


def lists_there(conn: Connection) -> set[str]:
    """Return the keys of the lists of which answers are kept."""
    return (
        {key for (key,) in conn.execute("SELECT DISTINCT list FROM watched")} if _has_table(conn) else set()
    )


def forget_lists(conn: Any, keys: Collection[str]) -> None:
    """Forget the answers of some lists."""
    if keys:
        with immediate(conn):
            conn.executemany("DELETE FROM watched WHERE list = ?", [(key,) for key in keys])


def _has_table(conn: Connection) -> bool:
    return bool(conn.execute("SELECT 1 FROM sqlite_schema WHERE name = 'watched'").fetchone())


class NameLookup:
    """Looks the names of weeks up in watch lists; each different one once, as long as it is remembered."""

    def __init__(self, lists: Lists) -> None:
        self.lists = lists
        self._around = Surroundings(lists.watch)
        self._known: dict[tuple[str, str], float] = {}

    def carry_on(
        self, week: WeekFile, conn: Connection, asked: Sequence[Asked], cancelled: Callable[[], bool]
    ) -> bool:
        """Answer for all rows of a week that have features; return whether nothing is left to do.

        `cancelled` is asked again and again: what was found until then is kept, and the next call goes on.
        """
        token = made_of(conn).token
        for list_id, of in asked:
            key = self.lists.key(list_id)
            if key and not self._answer(week, conn, token, (list_id, of), key, cancelled):
                return False
        return True

    def _answer(
        self,
        week: WeekFile,
        conn: Connection,
        token: int,
        asked: Asked,
        key: str,
        cancelled: Callable[[], bool],
    ) -> bool:
        found, written = answer_of(conn, key, asked[1]), time.monotonic()
        last = found.upto
        for span in spans(conn):
            if span.last_row <= found.upto:
                continue
            best: dict[int, float] = {}
            chunk = Chunk(conn, token, span, Kept(1))
            rows, numbers = chunk.rows(), _who(chunk, asked[1])
            missing = (chunk.column("missing").astype(np.int64, copy=False) & ITEM_BITS[asked[1]]) != 0
            for begin in range(int(np.searchsorted(rows, found.upto, side="right")), len(rows), _SLICE):
                places = np.arange(begin, min(begin + _SLICE, len(rows)))
                named = places[~missing[places]]
                if not self._look_up(week, asked, rows[named], numbers[named], best, cancelled):
                    _write(conn, token, key, asked[1], found)
                    return False
                scores = np.array([best[number] for number in numbers[named].tolist()], dtype=_SCORE)
                hit = scores != _NOBODY
                found = Answer(
                    int(rows[places[-1]]),
                    np.concatenate((found.rows, rows[named][hit].astype(_ROW))),
                    np.concatenate((found.scores, scores[hit])),
                )
                if time.monotonic() - written > _BETWEEN_WRITES:
                    _write(conn, token, key, asked[1], found)
                    written = time.monotonic()
        if found.upto > last:
            _write(conn, token, key, asked[1], found)
        return True

    def _look_up(
        self,
        week: WeekFile,
        asked: Asked,
        rows: Array,
        numbers: Array,
        best: dict[int, float],
        cancelled: Callable[[], bool],
    ) -> bool:
        """Look up who is met for the first time; False once nobody wants to know any more."""
        every, firsts = np.unique(numbers, return_index=True)
        fresh = sorted(
            (int(rows[first]), number)
            for number, first in zip(every.tolist(), firsts.tolist(), strict=True)
            if number not in best
        )
        told = week.each_told(row for row, _ in fresh)
        read = text_reader(asked[1])
        for done, ((_, number), (declaration, _)) in enumerate(zip(fresh, told, strict=True)):
            if not done % _BETWEEN_QUESTIONS and cancelled():
                return False
            item = ItemFacts(declaration, _NO_RATES, date.min, self._around)
            text = read(item, None)
            best[number] = _NOBODY if text.blank else self._score(asked[0], text.original, item)
        return True

    def _score(self, list_id: str, name: str, item: ItemFacts) -> float:
        known = self._known.get((list_id, name))
        if known is None:
            if len(self._known) >= _NAMES_KEPT:
                self._known.clear()
            matches = item.watched(list_id, name) or ()
            known = self._known[list_id, name] = max((one.score for one in matches), default=_NOBODY)
        return known


def _who(chunk: Chunk, of: Field) -> Array:
    """Return for each item by what its name is told from others: the same number is the same name."""
    side = of.value.partition(".")[0]
    if side in ("sender", "addressee"):
        return chunk.column(side).astype(np.int64)
    return np.arange(chunk.span.items)


def _write(conn: Any, token: int, key: str, of: Field, found: Answer) -> None:
    with immediate(conn):
        conn.execute(_SCHEMA)
        # a file that was made anew, or another program that came further, is left as it is
        if made_of(conn).token == token and answer_of(conn, key, of).upto < found.upto:
            content = found.rows.astype(_ROW).tobytes() + found.scores.astype(_SCORE).tobytes()
            conn.execute(
                "INSERT OR REPLACE INTO watched VALUES (?, ?, ?, ?)", (key, of.value, found.upto, content)
            )
