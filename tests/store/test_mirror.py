"""The roster beside the declarations."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from borderpost.domain.officer import Officer, Role
from borderpost.store import mirror
from borderpost.store.engine import Connection, connect
from borderpost.store.mirror_schema import migrate_mirror
from borderpost.work.ports import Credential


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[Connection]:
    with contextlib.closing(connect(tmp_path / "mirror.db", durable=False, key=bytes(32))) as connection:
        migrate_mirror(connection)
        yield connection


def test_the_roster_is_replaced_as_a_whole(conn: Connection) -> None:
    anna = Officer("anna", "Anna", frozenset({Role.OFFICER, Role.APPROVER}))
    gone = Officer("gone", "Gone", frozenset({Role.OFFICER}), active=False)
    mirror.put_roster(conn, [Credential(anna, "hash a"), Credential(gone, "hash g")])
    assert mirror.credential(conn, "anna") == Credential(anna, "hash a")
    assert mirror.officers(conn) == [anna, gone]
    mirror.put_roster(conn, [Credential(gone, "hash g")])
    assert mirror.credential(conn, "anna") is None
    assert mirror.officers(conn) == [gone]
