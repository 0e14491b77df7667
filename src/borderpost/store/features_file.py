"""The features of a week: what conditions compare, in columns beside the declarations."""

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from borderpost.store.engine import Connection, DatabaseError, WrongKey, connect, immediate
from borderpost.store.folder import NoKey, SiteFolder, week_name

LINE_BITS: Final = 20
"""A line's number is its item's row, and behind it the line's place in so many bits."""

_VERSION: Final = 1  # of the schema, and of what `made` begins with
_SCHEMA: Final = (
    "CREATE TABLE made(one INTEGER PRIMARY KEY CHECK(one = 1), version INTEGER NOT NULL,"
    " rows INTEGER NOT NULL, first_day INTEGER NOT NULL, last_day INTEGER NOT NULL) STRICT",
    # Narrow, because conditions without a better beginning read all of it.
    """CREATE TABLE items(
      row INTEGER PRIMARY KEY, arrived INTEGER NOT NULL, posted INTEGER, odd INTEGER NOT NULL,
      missing INTEGER NOT NULL, version INTEGER NOT NULL, line_count INTEGER NOT NULL,
      mail_class INTEGER NOT NULL, nature INTEGER NOT NULL, origin_office INTEGER NOT NULL,
      origin_country INTEGER NOT NULL, destination_office INTEGER NOT NULL, source INTEGER NOT NULL,
      sender_country INTEGER NOT NULL, addressee_country INTEGER NOT NULL,
      sender INTEGER NOT NULL, addressee INTEGER NOT NULL,
      gross REAL, net REAL, net_complete INTEGER NOT NULL, per REAL,
      value REAL, currency INTEGER NOT NULL, value_complete INTEGER NOT NULL
    ) STRICT""",
    "CREATE TABLE refs(row INTEGER PRIMARY KEY, number TEXT NOT NULL, item INTEGER NOT NULL,"
    " day INTEGER NOT NULL, message INTEGER NOT NULL, version INTEGER NOT NULL, worth TEXT NOT NULL) STRICT",
    "CREATE TABLE same(key INTEGER, day INTEGER, row INTEGER, PRIMARY KEY(key, day, row))"
    " STRICT, WITHOUT ROWID",
    """CREATE TABLE lines(
      line INTEGER PRIMARY KEY, text INTEGER NOT NULL, hs INTEGER NOT NULL, origin INTEGER NOT NULL,
      unit INTEGER NOT NULL, quantity REAL, weight REAL, value REAL, currency INTEGER NOT NULL,
      missing INTEGER NOT NULL
    ) STRICT""",
    "CREATE TABLE codes(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT",
    "CREATE TABLE hs_forms(text TEXT, id INTEGER, PRIMARY KEY(text, id)) STRICT, WITHOUT ROWID",
    "CREATE TABLE texts(id INTEGER PRIMARY KEY, content TEXT NOT NULL) STRICT",
    "CREATE TABLE postings(key INTEGER, id INTEGER, PRIMARY KEY(key, id)) STRICT, WITHOUT ROWID",
    "CREATE INDEX items_odd ON items(row) WHERE odd",
    "CREATE INDEX items_sender ON items(sender)",
    "CREATE INDEX items_addressee ON items(addressee)",
    "CREATE INDEX items_arrived ON items(arrived)",
    "CREATE INDEX lines_hs ON lines(hs)",
    "CREATE INDEX lines_text ON lines(text)",
    "INSERT INTO made VALUES (1, 1, 0, 4000000, 0)",
)
_LABEL: Final = b"borderpost features 1"


class NoFeatures(Exception):
    """A week has no features yet, or none that fit its file."""


@dataclass(frozen=True, slots=True)
class Made:
    """How far the features of a week go: up to which row, and from which to which day (ordinal) of items."""

    rows: int
    first_day: int
    last_day: int


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
        # the file stays read-only; what is looked for may be noted beside it, in memory
        conn.execute("PRAGMA query_only=0")
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
    return Made(*conn.execute("SELECT rows, first_day, last_day FROM made").fetchone())


def _version(conn: Connection) -> int:
    try:
        row = conn.execute("SELECT version FROM made").fetchone()
    except DatabaseError:
        return 0
    return int(row[0]) if row else 0
