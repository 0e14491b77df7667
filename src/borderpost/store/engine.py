"""How this house opens SQLite: one engine, checked for its age, with the settings that its promises need."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3
from sqlcipher3 import dbapi2

# sqlite-utils takes whatever is called pysqlite3 for its engine; it has to see ours before it is imported.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

from sqlite_utils import Database  # noqa: E402

if TYPE_CHECKING:
    from sqlite3 import Connection
else:
    Connection = dbapi2.Connection

OLDEST_SAFE = (3, 51, 3)
"""Older ones can lose committed pages when one connection writes while another resets the WAL."""

DatabaseError = dbapi2.DatabaseError
OperationalError = dbapi2.OperationalError
IntegrityError = dbapi2.IntegrityError

__all__ = [
    "Connection",
    "Database",
    "DatabaseError",
    "EngineTooOld",
    "IntegrityError",
    "OperationalError",
    "check_engine",
    "connect",
    "database",
    "immediate",
]


class EngineTooOld(Exception):
    """The SQLite found is one that can lose what was committed."""

    def __init__(self, version: str) -> None:
        super().__init__(f"SQLite {version} can lose committed data; 3.51.3 or later is needed")
        self.version = version


def check_engine(version: tuple[int, ...] = dbapi2.sqlite_version_info) -> None:
    """Raise EngineTooOld where the engine is older than the oldest safe one."""
    if version < OLDEST_SAFE:
        raise EngineTooOld(".".join(map(str, version)))


def connect(path: Path, *, durable: bool, readonly: bool = False) -> Connection:
    """Open a database of the store.

    `durable` makes every commit survive a power cut (`synchronous=FULL`); without it the last commits
    may be lost, which is right for what can be fetched again. The connection is in autocommit mode:
    transactions are opened by `immediate`.
    """
    check_engine()
    mode = "ro" if readonly else "rwc"
    conn: Connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=20
    )
    conn.execute("PRAGMA foreign_keys=ON")
    conn.execute("PRAGMA trusted_schema=OFF")
    if readonly:
        conn.execute("PRAGMA query_only=ON")
    else:
        conn.execute("PRAGMA journal_mode=WAL")
        conn.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
    return conn


def database(conn: Connection) -> Database:
    """Wrap a connection for schema and administration; no plugins are loaded into the bench."""
    return Database(conn, execute_plugins=False)


@contextmanager
def immediate(conn: Connection) -> Iterator[Any]:
    """Hold the write lock from the first statement on; commit at the end, roll back on any error."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        yield conn
    except BaseException:
        conn.execute("ROLLBACK")
        raise
    conn.execute("COMMIT")
