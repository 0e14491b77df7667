"""How this house opens SQLite: one engine, checked for its age, with the settings that its promises need."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3
from sqlcipher3 import dbapi2

# sqlite-utils takes whatever is called pysqlite3 for its engine; it has to see ours before it is imported.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

from sqlite_utils import Database, Migrations  # noqa: E402

if TYPE_CHECKING:
    from sqlite3 import Connection
else:
    Connection = dbapi2.Connection

OLDEST_SAFE = (3, 51, 3)
"""Older ones can lose committed pages when one connection writes while another resets the WAL."""

if TYPE_CHECKING:
    from sqlite3 import DatabaseError, IntegrityError, OperationalError
else:
    DatabaseError = dbapi2.DatabaseError
    OperationalError = dbapi2.OperationalError
    IntegrityError = dbapi2.IntegrityError

__all__ = [
    "Connection",
    "Database",
    "DatabaseError",
    "EngineTooOld",
    "IntegrityError",
    "MadeByLater",
    "OperationalError",
    "WrongKey",
    "check_engine",
    "connect",
    "copy_into",
    "database",
    "immediate",
    "in_memory",
    "is_plain",
    "is_unreachable",
    "migrate",
    "raw_key",
    "snapshot",
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


class WrongKey(DatabaseError):
    """A database does not open with the key that the vault holds for it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} does not open with this station's key: it is another station's,"
            " or its beginning is damaged"
        )
        self.path = path


_PLAIN = b"SQLite format 3\0"


def is_plain(path: Path) -> bool:
    """Tell whether a file is a database in clear.

    To be asked only while this process has the file open nowhere: on Unix, closing a file gives up the
    locks that SQLite holds on it elsewhere in the process.
    """
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN)) == _PLAIN
    except (FileNotFoundError, IsADirectoryError):
        return False


def connect(path: Path, *, durable: bool, readonly: bool = False, key: bytes | None) -> Connection:
    """Open a database of the store; raise WrongKey where `key` (32 bytes) is not its key.

    Without a key the database is one in clear, as versions before the vault left them.

    `durable` makes every commit survive a power cut (`synchronous=FULL`); without it the last commits
    may be lost, which is right for what can be fetched again. The connection is in autocommit mode:
    transactions are opened by `immediate`.
    """
    check_engine()
    mode = "ro" if readonly else "rwc"
    if readonly and _is_write_protected(path):
        mode += "&immutable=1"
    conn: Connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=20
    )
    try:
        _unlock(conn, path, key)
        # what SQLite sorts and rolls back would otherwise lie in temporary files, and in clear
        conn.execute("PRAGMA temp_store=MEMORY")
        conn.execute("PRAGMA foreign_keys=ON")
        conn.execute("PRAGMA trusted_schema=OFF")
        if readonly:
            conn.execute("PRAGMA query_only=ON")
        else:
            conn.execute("PRAGMA journal_mode=WAL")
            conn.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
    except BaseException:
        conn.close()
        raise
    return conn


def in_memory() -> Connection:
    """Open a database that is nowhere but in memory, and gone when it is closed."""
    conn: Connection = dbapi2.connect(":memory:", isolation_level=None)
    return conn


def _unlock(conn: Connection, path: Path, key: bytes | None) -> None:
    """Give the key, which has to come before all else, and see whether it fits."""
    # For the whole process, so that copies (VACUUM INTO, ATTACH) are made alike, out of a database in clear,
    # too: half the work of each page was its code by SHA-512, which processors have no instructions for.
    conn.execute("PRAGMA cipher_default_hmac_algorithm=HMAC_SHA256")
    if key is None:
        return
    # SQLCipher would tell the terminal of every page that does not decipher; we have sentences for it.
    conn.execute("PRAGMA cipher_log_level=NONE")
    conn.execute(f'PRAGMA key = "{raw_key(key)}"')
    try:
        conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except DatabaseError as error:
        if "not a database" in str(error):
            raise WrongKey(path) from error
        raise


def copy_into(conn: Connection, target: Path) -> None:
    """Write all of a database, as it is at this moment, into a new file under the same key.

    One step, beside whoever writes: copied page by page it would start over at every commit.
    """
    # the copy is what is written; SQLite means that, too, by querying only
    conn.execute("PRAGMA query_only=OFF")
    conn.execute("VACUUM INTO ?", (str(target),))


def raw_key(key: bytes) -> str:
    """Return a key as SQLCipher takes it as it is, without deriving another from it."""
    return f"x'{key.hex()}'"


def _is_write_protected(path: Path) -> bool:
    """Tell whether nobody can be writing the file, as on a protected stick: SQLite could not even make the
    file by which its readers and writers agree."""
    return not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()


def database(conn: Connection) -> Database:
    """Wrap a connection for schema and administration; no plugins are loaded into the bench."""
    return Database(conn, execute_plugins=False)


class MadeByLater(Exception):
    """The database has been brought to a schema that this version of the program does not know."""

    def __init__(self, schema: str) -> None:
        super().__init__(
            f"the {schema} of this folder was written by a later version of Borderpost; install that one"
        )


def migrate(conn: Connection, schema: str, steps: Mapping[str, Callable[[Any], None]]) -> None:
    """Bring a database to the schema of this version, wholly or not at all: `steps` are all that there
    ever were, in order. Two programs may do so at once: the second waits and finds it done.

    Raise MadeByLater where steps were taken that are not among them.
    """
    migrations = Migrations(schema)
    for name, step in steps.items():
        migrations(name=name)(step)
    wrapped = database(conn)
    if {taken.name for taken in migrations.applied(wrapped)} - set(steps):
        raise MadeByLater(schema)
    if migrations.pending(wrapped):
        with immediate(conn):
            migrations.apply(wrapped)


def is_unreachable(error: BaseException) -> bool:
    """Tell whether an error speaks of the way to a database rather than of what is in it."""
    return isinstance(error, OperationalError) and str(error).startswith(
        ("unable to open", "database is locked", "database table is locked", "disk I/O")
    )


@contextlib.contextmanager
def immediate(conn: Connection) -> Iterator[Any]:
    """Hold the write lock from the first statement on; commit at the end, roll back on any error."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        yield conn
        conn.execute("COMMIT")
    except BaseException:
        # A commit that failed (a full disk) leaves the transaction open, and everything after it would fail
        # too; on some errors SQLite has rolled back already, and a second one would hide the first error.
        if conn.in_transaction:
            with contextlib.suppress(DatabaseError):
                conn.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def snapshot(conn: Connection) -> Iterator[Any]:
    """See one state of the database throughout, whatever is written beside it."""
    conn.execute("BEGIN")
    try:
        yield conn
    finally:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
