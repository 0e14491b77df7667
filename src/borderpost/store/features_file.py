"""The file of a week's features: what conditions compare, in columns beside the declarations."""

import contextlib
import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from borderpost.store.engine import Connection, DatabaseError, WrongKey, connect, immediate
from borderpost.store.folder import NoKey, SiteFolder, week_name

_VERSION: Final = 2  # of the schema, and of what `made` begins with
_SCHEMA: Final = (
    "CREATE TABLE made(one INTEGER PRIMARY KEY CHECK(one = 1), version INTEGER NOT NULL,"
    " rows INTEGER NOT NULL, first_day INTEGER NOT NULL, last_day INTEGER NOT NULL,"
    " token INTEGER NOT NULL) STRICT",
    # All that counts the items of a party stands in one place, so that no other page is read for it.
    "CREATE TABLE same(key INTEGER, day INTEGER, row INTEGER, item INTEGER NOT NULL,"
    " message INTEGER NOT NULL, version INTEGER NOT NULL, worth TEXT NOT NULL,"
    " PRIMARY KEY(key, day, row)) STRICT, WITHOUT ROWID",
    "CREATE TABLE codes(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT",
    "CREATE TABLE hs_forms(text TEXT, id INTEGER, PRIMARY KEY(text, id)) STRICT, WITHOUT ROWID",
    # a chunk is never changed, and its number never given twice: what was read of it stays true
    "CREATE TABLE chunks(id INTEGER PRIMARY KEY AUTOINCREMENT, first_row INTEGER NOT NULL,"
    " last_row INTEGER NOT NULL, items INTEGER NOT NULL, lines INTEGER NOT NULL,"
    " first_arrived INTEGER NOT NULL, last_arrived INTEGER NOT NULL, buckets INTEGER NOT NULL) STRICT",
    "CREATE TABLE columns(chunk INTEGER, name TEXT, content BLOB NOT NULL, PRIMARY KEY(chunk, name)) STRICT",
    "CREATE TABLE postings(chunk INTEGER, space INTEGER, bucket INTEGER, content BLOB NOT NULL,"
    " PRIMARY KEY(chunk, space, bucket)) STRICT",
)
_LABEL: Final = b"borderpost features 1"


class NoFeatures(Exception):
    """A week has no features yet, or none that fit its file."""


@dataclass(frozen=True, slots=True)
class Made:
    """How far the features of a week go: up to which row, and from which to which day (ordinal) of items.

    `token` tells the file from one that was made anew.
    """

    rows: int
    first_day: int
    last_day: int
    token: int


def features_path(folder: SiteFolder, week: str) -> Path:
    """Return where the features of a week lie."""
    return folder.root / "features" / f"{week}.db"


def features_key(folder: SiteFolder, week: str) -> bytes:
    """Return the key of a week's features, which hangs on that of the week's declarations: whoever forgets
    the one has forgotten the other. Raise NoKey where that is gone."""
    key = folder.keys().known_key(week_name(week), again=True)
    if key is None:
        raise NoKey(features_path(folder, week))
    return hashlib.blake2b(_LABEL, key=key, digest_size=32).digest()


def open_features(folder: SiteFolder, week: str) -> Connection:
    """Open the features of a week to read; raise NoFeatures where there are none that fit its file."""
    path = features_path(folder, week)
    if not path.exists():
        raise NoFeatures(week)
    try:
        conn = connect(path, durable=False, readonly=True, key=features_key(folder, week))
    except (WrongKey, NoKey) as error:
        raise NoFeatures(week) from error
    try:
        if _version(conn) != _VERSION:
            raise NoFeatures(week)
    except BaseException:
        conn.close()
        raise
    return conn


def open_to_write(folder: SiteFolder, week: str) -> Connection:
    """Open the features of a week to add to them; begin them anew where they do not fit its file."""
    path, key = features_path(folder, week), features_key(folder, week)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    for _ in range(2):
        with contextlib.suppress(DatabaseError):
            conn: Any = connect(path, durable=False, key=key)
            try:
                begin(conn)
                if _version(conn) == _VERSION:
                    conn.execute("PRAGMA cache_size=-49152")
                    return conn  # type: ignore[no-any-return]
            except DatabaseError:
                conn.close()
                raise
            conn.close()
        drop_features(folder, week)
    raise DatabaseError(f"the features of {week} cannot be begun")


def begin(conn: Any) -> None:
    """Make the tables of features where there are none."""
    if not conn.execute("SELECT 1 FROM sqlite_schema").fetchone():
        with immediate(conn):
            for statement in _SCHEMA:
                conn.execute(statement)
            conn.execute("INSERT INTO made VALUES (1, ?, 0, 4000000, 0, ?)", (_VERSION, secrets.randbits(62)))


def drop_features(folder: SiteFolder, week: str) -> None:
    """Remove the features of a week; where the system does not part with an open file, the next pass does."""
    path = features_path(folder, week)
    for suffix in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError, PermissionError):
            path.with_name(path.name + suffix).unlink()


def features_there(folder: SiteFolder) -> list[str]:
    """Return the weeks of which there is a file of features, whatever it is worth."""
    return sorted(path.stem for path in (folder.root / "features").glob("*.db"))


def made_of(conn: Connection) -> Made:
    """Return how far features go."""
    return Made(*conn.execute("SELECT rows, first_day, last_day, token FROM made").fetchone())


def _version(conn: Connection) -> int:
    try:
        row = conn.execute("SELECT version FROM made").fetchone()
    except DatabaseError:
        return 0
    return int(row[0]) if row else 0
