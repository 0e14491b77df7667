"""The schema of `mirror.db`: what came from outside and can be fetched again."""

from typing import Any, Final

from borderpost.store.engine import Connection, migrate

_SCHEMA: Final = (
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


def migrate_mirror(conn: Connection) -> None:
    """Bring a mirror database to the schema of this version."""
    migrate(conn, "mirror", {"0001 declarations and roster": _first})


def _first(db: Any) -> None:
    for statement in _SCHEMA:
        db.execute(statement)
