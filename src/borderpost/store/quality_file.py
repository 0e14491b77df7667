"""The file of a week's quality: how good its declarations are, counted by post and by sender."""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from borderpost.domain.risk.quality_ledger import CountedBy, QualityCount, QualityLedger
from borderpost.domain.risk.quality_terms import QualityGroup, Shortfall
from borderpost.store.engine import Connection, DatabaseError, WrongKey, connect, immediate
from borderpost.store.folder import NoKey, SiteFolder, week_name

_VERSION: Final = 1
_SCHEMA: Final = (
    "CREATE TABLE made(one INTEGER PRIMARY KEY CHECK(one = 1), version INTEGER NOT NULL,"
    " rows INTEGER NOT NULL) STRICT",
    "CREATE TABLE counts(kind TEXT, key TEXT, name TEXT NOT NULL, declarations INTEGER NOT NULL,"
    " timed INTEGER NOT NULL, timeliness REAL NOT NULL, accuracy REAL NOT NULL, completeness REAL NOT NULL,"
    " consistency REAL NOT NULL, shortfalls TEXT NOT NULL, PRIMARY KEY(kind, key)) STRICT, WITHOUT ROWID",
)
_LABEL: Final = b"borderpost quality 1"
_COLUMNS: Final = (
    "key, name, declarations, timed, timeliness, accuracy, completeness, consistency, shortfalls"
)
_GROUPS: Final = tuple(QualityGroup)
Counts = dict[str, tuple[str, QualityCount]]


class NoQuality(Exception):
    """The quality of a week was not counted yet, or what was counted does not fit its file."""


def quality_path(folder: SiteFolder, week: str) -> Path:
    """Return where the quality of a week lies."""
    return folder.root / "quality" / f"{week}.db"


def _key(folder: SiteFolder, week: str) -> bytes:
    """Return a key that hangs on that of the week's declarations: who forgets the one forgets the other."""
    key = folder.keys().known_key(week_name(week), again=True)
    if key is None:
        raise NoKey(quality_path(folder, week))
    return hashlib.blake2b(_LABEL, key=key, digest_size=32).digest()


def open_quality(folder: SiteFolder, week: str) -> Connection:
    """Open the counts of a week to read; raise NoQuality where there are none that fit its file."""
    path = quality_path(folder, week)
    if not path.exists():
        raise NoQuality(week)
    try:
        conn = connect(path, durable=False, readonly=True, key=_key(folder, week))
    except (WrongKey, NoKey, DatabaseError) as error:
        raise NoQuality(week) from error
    if _version(conn) != _VERSION:
        conn.close()
        raise NoQuality(week)
    return conn


def open_to_count(folder: SiteFolder, week: str) -> Connection:
    """Open the counts of a week to add to them; begin them anew where they do not fit its file."""
    path, key = quality_path(folder, week), _key(folder, week)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    for _ in range(2):
        with contextlib.suppress(DatabaseError):
            conn: Any = connect(path, durable=False, key=key)
            try:
                _begin(conn)
                if _version(conn) == _VERSION:
                    return conn  # type: ignore[no-any-return]
            except DatabaseError:
                conn.close()
                raise
            conn.close()
        drop_quality(folder, week)
    raise DatabaseError(f"the quality of {week} cannot be counted")


def drop_quality(folder: SiteFolder, week: str) -> None:
    """Remove the counts of a week; where the system does not part with an open file, the next pass does."""
    path = quality_path(folder, week)
    for suffix in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError, PermissionError):
            path.with_name(path.name + suffix).unlink()


def quality_there(folder: SiteFolder) -> list[str]:
    """Return the weeks of which there is a file of counts, whatever it is worth."""
    return sorted(path.stem for path in (folder.root / "quality").glob("*.db"))


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


def _begin(conn: Any) -> None:
    if not conn.execute("SELECT 1 FROM sqlite_schema").fetchone():
        with immediate(conn):
            for statement in _SCHEMA:
                conn.execute(statement)
            conn.execute("INSERT INTO made VALUES (1, ?, 0)", (_VERSION,))


def _version(conn: Connection) -> int:
    try:
        row = conn.execute("SELECT version FROM made").fetchone()
    except DatabaseError:
        return 0
    return int(row[0]) if row else 0
