"""The schema of `mirror.db`: the roster, and how far what is fed has been taken in."""

from typing import Any, Final

from borderpost.store.engine import Connection, migrate
from borderpost.store.roster import CHANGES, GIVEN_AND_BADGES

# Versions before the weeks' files kept declarations here; moving.py carries them over and drops the tables.
_FIRST: Final = (
    """CREATE TABLE declarations(
      row INTEGER PRIMARY KEY,
      message_id TEXT NOT NULL,
      version INTEGER NOT NULL,
      current INTEGER NOT NULL,
      item_id TEXT NOT NULL,
      item_date TEXT NOT NULL,
      digest TEXT NOT NULL,
      content BLOB NOT NULL,
      UNIQUE(message_id, version)
    ) STRICT""",
    """CREATE TABLE identifiers(
      key TEXT NOT NULL,
      message_id TEXT NOT NULL,
      PRIMARY KEY(key, message_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE roster(
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      roles TEXT NOT NULL,
      active INTEGER NOT NULL,
      passphrase_hash TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
)
_SECOND: Final = (
    # Messages of which there is a version other than the first: most have none, and cost nothing.
    """CREATE TABLE amendments(
      message INTEGER NOT NULL,
      version INTEGER NOT NULL,
      week TEXT NOT NULL,
      PRIMARY KEY(message, version)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE feeds(
      name TEXT PRIMARY KEY,
      position TEXT NOT NULL,
      counts TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
)
_THIRD: Final = (
    # Files of weeks that were found damaged, until what they held was fed again or erased.
    """CREATE TABLE aside(
      file TEXT PRIMARY KEY,
      week TEXT NOT NULL,
      items INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
)
_FOURTH: Final = (
    # What a week's file says it holds, for when it can no longer say so.
    """CREATE TABLE weeks(
      week TEXT PRIMARY KEY,
      items INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
)


def migrate_mirror(conn: Connection) -> None:
    """Bring a mirror database to the schema of this version."""
    steps = {
        "0001 declarations and roster": _first,
        "0002 amendments and feeds": _second,
        "0003 files set aside": _third,
        "0004 how much weeks hold": _fourth,
        "0005 days, PINs and changes of the roster": _fifth,
        "0006 passphrases given and badges with numbers": _sixth,
    }
    migrate(conn, "mirror", steps)


def _first(db: Any) -> None:
    for statement in _FIRST:
        db.execute(statement)


def _second(db: Any) -> None:
    for statement in _SECOND:
        db.execute(statement)


def _third(db: Any) -> None:
    for statement in _THIRD:
        db.execute(statement)


def _fourth(db: Any) -> None:
    for statement in _FOURTH:
        db.execute(statement)


def _fifth(db: Any) -> None:
    for statement in CHANGES:
        db.execute(statement)


def _sixth(db: Any) -> None:
    for statement in GIVEN_AND_BADGES:
        db.execute(statement)
