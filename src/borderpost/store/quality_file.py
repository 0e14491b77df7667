"""The file of a week's quality: how good its declarations are, counted by post and by sender."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from borderpost.domain.risk.quality_ledger import CountedBy, QualityCount, QualityLedger
from borderpost.domain.risk.quality_terms import QualityGroup, Shortfall
from borderpost.store.engine import Connection, immediate
from borderpost.store.week_beside import BesideWeeks

_VERSION: Final = 1
_SCHEMA: Final = (
    "CREATE TABLE made(one INTEGER PRIMARY KEY CHECK(one = 1), version INTEGER NOT NULL,"
    " rows INTEGER NOT NULL) STRICT",
    "CREATE TABLE counts(kind TEXT, key TEXT, name TEXT NOT NULL, declarations INTEGER NOT NULL,"
    " timed INTEGER NOT NULL, timeliness REAL NOT NULL, accuracy REAL NOT NULL, completeness REAL NOT NULL,"
    " consistency REAL NOT NULL, shortfalls TEXT NOT NULL, PRIMARY KEY(kind, key)) STRICT, WITHOUT ROWID",
)
_COLUMNS: Final = (
    "key, name, declarations, timed, timeliness, accuracy, completeness, consistency, shortfalls"
)
_GROUPS: Final = tuple(QualityGroup)
Counts = dict[str, tuple[str, QualityCount]]


def _begin(conn: Any) -> None:
    if not conn.execute("SELECT 1 FROM sqlite_schema").fetchone():
        with immediate(conn):
            for statement in _SCHEMA:
                conn.execute(statement)
            conn.execute("INSERT INTO made VALUES (1, ?, 0)", (_VERSION,))


QUALITY: Final = BesideWeeks("quality", b"borderpost quality 1", _VERSION, _begin)
"""The files of the counts."""


def counted_rows(conn: Connection) -> int:
    """Return up to which row of its file a week is counted."""
    return int(conn.execute("SELECT rows FROM made").fetchone()[0])


def add_counts(conn: Connection, ledger: QualityLedger, rows: int) -> None:
    """Add what a ledger counted, up to a row, in the transaction at hand."""
    for by in CountedBy:
        fresh = ledger.counts(by)
        held = dict(read_counts(conn, by, fresh))
        conn.executemany(
            f"INSERT OR REPLACE INTO counts(kind, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            [
                _row(by, key, *_joined(held.get(key), name, count))
                for key, (name, count) in sorted(fresh.items())
            ],
        )
    conn.execute("UPDATE made SET rows = ?", (rows,))


def read_sizes(conn: Connection, by: CountedBy) -> Iterator[tuple[str, int]]:
    """Yield how many declarations each key has."""
    yield from conn.execute("SELECT key, declarations FROM counts WHERE kind = ?", (by.value,))


def read_counts(
    conn: Connection, by: CountedBy, keys: Iterable[str]
) -> Iterator[tuple[str, tuple[str, QualityCount]]]:
    """Yield the name and the count of each of the keys that is there."""
    query = f"SELECT {_COLUMNS} FROM counts WHERE kind = ? AND key IN (SELECT value FROM json_each(?))"  # noqa: S608
    for row in conn.execute(query, (by.value, json.dumps(list(keys)))):
        yield _read(row)


def read_everything(conn: Connection) -> QualityCount:
    """Return the count of all declarations."""
    total = QualityCount()
    for row in conn.execute(f"SELECT {_COLUMNS} FROM counts WHERE kind = ?", (CountedBy.POST.value,)):  # noqa: S608
        total = total.joined(_read(row)[1][1])
    return total


def _joined(
    held: tuple[str, QualityCount] | None, name: str, count: QualityCount
) -> tuple[str, QualityCount]:
    return (name, count) if held is None else (held[0], held[1].joined(count))


def _row(by: CountedBy, key: str, name: str, count: QualityCount) -> tuple[object, ...]:
    shortfalls = json.dumps({kind.value: number for kind, number in count.shortfalls.items()})
    sums = [count.sums.get(group, 0.0) for group in _GROUPS]
    return (by.value, key, name, count.declarations, count.timed, *sums, shortfalls)


def _read(row: tuple[Any, ...]) -> tuple[str, tuple[str, QualityCount]]:
    key, name, declarations, timed, *sums, shortfalls = row
    known = set(Shortfall)
    return key, (
        name,
        QualityCount(
            declarations,
            timed,
            dict(zip(_GROUPS, sums, strict=True)),
            {Shortfall(kind): number for kind, number in json.loads(shortfalls).items() if kind in known},
        ),
    )
