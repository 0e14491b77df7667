"""The file of a week's features: what conditions compare, in columns beside the declarations."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from borderpost.store.engine import Connection, immediate
from borderpost.store.folder import SiteFolder
from borderpost.store.week_beside import BesideWeeks, NotMade

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


NoFeatures = NotMade
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


def begin(conn: Any) -> None:
    """Make the tables of features where there are none."""
    if not conn.execute("SELECT 1 FROM sqlite_schema").fetchone():
        with immediate(conn):
            for statement in _SCHEMA:
                conn.execute(statement)
            conn.execute("INSERT INTO made VALUES (1, ?, 0, 4000000, 0, ?)", (_VERSION, secrets.randbits(62)))


_FILES: Final = BesideWeeks("features", b"borderpost features 1", _VERSION, begin)


def features_path(folder: SiteFolder, week: str) -> Path:
    """Return where the features of a week lie."""
    return _FILES.path(folder, week)


def features_key(folder: SiteFolder, week: str) -> bytes:
    """Return the key of a week's features, which hangs on that of the week's declarations; raise NoKey where
    that is gone."""
    return _FILES.key(folder, week)


def open_features(folder: SiteFolder, week: str) -> Connection:
    """Open the features of a week to read; raise NoFeatures where there are none that fit its file."""
    return _FILES.open(folder, week)


def open_to_write(folder: SiteFolder, week: str) -> Connection:
    """Open the features of a week to add to them; begin them anew where they do not fit its file."""
    conn = _FILES.open_to_write(folder, week)
    conn.execute("PRAGMA cache_size=-49152")
    return conn


def drop_features(folder: SiteFolder, week: str) -> None:
    """Remove the features of a week; where the system does not part with an open file, the next pass does."""
    _FILES.drop(folder, week)


def features_there(folder: SiteFolder) -> list[str]:
    """Return the weeks of which there is a file of features, whatever it is worth."""
    return _FILES.there(folder)


def made_of(conn: Connection) -> Made:
    """Return how far features go."""
    return Made(*conn.execute("SELECT rows, first_day, last_day, token FROM made").fetchone())
