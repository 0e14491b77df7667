"""How SQLite is opened, and that a transaction is kept whole or not at all."""

import contextlib
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from borderpost.store.engine import (
    Connection,
    DatabaseError,
    EngineTooOld,
    MadeByLater,
    OperationalError,
    check_engine,
    connect,
    copy_into,
    immediate,
    migrate,
    snapshot,
)

KEY = bytes(range(32))


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[Connection]:
    with contextlib.closing(connect(tmp_path / "a.db", durable=True, key=KEY)) as opened:
        opened.execute("CREATE TABLE t(n INTEGER PRIMARY KEY, x BLOB)")
        yield opened


def rows(conn: Connection) -> list[int]:
    return [n for (n,) in conn.execute("SELECT n FROM t ORDER BY n")]


def write(conn: Connection, *statements: str) -> None:
    with immediate(conn):
        for statement in statements:
            conn.execute(statement)


def test_an_engine_that_can_lose_commits_is_refused() -> None:
    check_engine()
    with pytest.raises(EngineTooOld, match=r"3\.51\.2"):
        check_engine((3, 51, 2))


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 1)])
def test_a_durable_connection_syncs_every_commit(tmp_path: Path, durable: bool, level: int) -> None:
    with contextlib.closing(connect(tmp_path / "a.db", durable=durable, key=KEY)) as opened:
        assert opened.execute("PRAGMA synchronous").fetchone() == (level,)
        assert opened.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_reader_cannot_write(conn: Connection, tmp_path: Path) -> None:
    with contextlib.closing(connect(tmp_path / "a.db", durable=True, readonly=True, key=KEY)) as reader:
        with pytest.raises(DatabaseError):
            reader.execute("INSERT INTO t(n) VALUES (1)")
        assert rows(reader) == []


def test_a_reader_makes_no_database(tmp_path: Path) -> None:
    with (
        pytest.raises(OperationalError),
        contextlib.closing(connect(tmp_path / "none.db", durable=True, readonly=True, key=KEY)) as reader,
    ):
        reader.execute("SELECT 1 FROM sqlite_schema")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_leaves_nothing_behind(conn: Connection, error: type[BaseException]) -> None:
    def fails() -> None:
        with immediate(conn):
            conn.execute("INSERT INTO t(n) VALUES (1)")
            raise error

    with pytest.raises(error):
        fails()
    assert rows(conn) == []
    with immediate(conn):
        conn.execute("INSERT INTO t(n) VALUES (2)")
    assert rows(conn) == [2]


def test_a_full_disk_is_told_and_the_next_transaction_works(conn: Connection) -> None:
    (pages,) = conn.execute("PRAGMA page_count").fetchone()
    conn.execute(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(OperationalError, match="full"):
        write(conn, "INSERT INTO t(n) VALUES (1)", "INSERT INTO t(n, x) VALUES (2, zeroblob(1000000))")
    conn.execute("PRAGMA max_page_count=100000")
    with immediate(conn):
        conn.execute("INSERT INTO t(n) VALUES (3)")
    assert rows(conn) == [3]


def test_a_commit_that_fails_is_told_and_the_next_transaction_works(conn: Connection) -> None:
    conn.execute("CREATE TABLE child(n INTEGER REFERENCES t(n) DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(DatabaseError, match="FOREIGN KEY"):
        write(conn, "INSERT INTO t(n) VALUES (1)", "INSERT INTO child(n) VALUES (99)")
    with immediate(conn):
        conn.execute("INSERT INTO t(n) VALUES (2)")
    assert rows(conn) == [2]


def test_a_snapshot_sees_one_moment(conn: Connection, tmp_path: Path) -> None:
    with contextlib.closing(connect(tmp_path / "a.db", durable=True, readonly=True, key=KEY)) as reader:
        with snapshot(reader):
            assert rows(reader) == []
            conn.execute("INSERT INTO t(n) VALUES (1)")
            assert rows(reader) == []
        assert rows(reader) == [1]


def test_steps_are_taken_once_and_wholly(conn: Connection) -> None:
    taken: list[str] = []

    def first(db: object) -> None:
        conn.execute("CREATE TABLE one(n)")
        taken.append("first")

    def fails(db: object) -> None:
        conn.execute("CREATE TABLE two(n)")
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - our own
        migrate(conn, "test", {"first": first, "second": fails})
    tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert not tables & {"one", "two"}
    for _ in range(2):
        migrate(conn, "test", {"first": first})
    assert taken == ["first", "first"]


def test_two_programs_bring_one_database_up_to_date_at_once(tmp_path: Path) -> None:
    errors: list[BaseException] = []
    start = threading.Barrier(4)

    def bring() -> None:
        try:
            with contextlib.closing(connect(tmp_path / "b.db", durable=True, key=KEY)) as opened:
                start.wait(20)
                migrate(opened, "test", {"first": lambda db: db.execute("CREATE TABLE one(n)")})
        except DatabaseError as error:
            errors.append(error)

    threads = [threading.Thread(target=bring) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_what_a_later_version_made_is_left_alone(conn: Connection) -> None:
    migrate(conn, "test", {"first": lambda db: None, "second": lambda db: None})
    with pytest.raises(MadeByLater, match="later version"):
        migrate(conn, "test", {"first": lambda db: None})


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_protected_folder_can_be_read(conn: Connection, tmp_path: Path) -> None:
    conn.execute("INSERT INTO t(n) VALUES (1)")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    stick = tmp_path / "stick"
    stick.mkdir()
    shutil.copy(tmp_path / "a.db", stick)
    stick.chmod(0o500)
    with contextlib.closing(connect(stick / "a.db", durable=True, readonly=True, key=KEY)) as reader:
        assert rows(reader) == [1]
    stick.chmod(0o700)


def test_pages_and_those_of_copies_bear_codes_by_sha_256(conn: Connection, tmp_path: Path) -> None:
    copy_into(conn, tmp_path / "copy.db")
    for path in (tmp_path / "a.db", tmp_path / "copy.db"):
        with contextlib.closing(connect(path, durable=True, readonly=True, key=KEY)) as opened:
            assert opened.execute("PRAGMA cipher_hmac_algorithm").fetchone() == ("HMAC_SHA256",)
            assert rows(opened) == []
