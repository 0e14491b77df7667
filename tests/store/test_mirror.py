"""Declarations are looked up by number, replaced by amendment, and kept in every version."""

import contextlib
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderpost.domain.declaration import Declaration
from borderpost.domain.officer import Officer, Role
from borderpost.store import mirror
from borderpost.store.engine import Connection, connect
from borderpost.store.mirror import Kept
from borderpost.store.mirror_schema import migrate_mirror
from borderpost.work.ports import Credential
from declared import MUG, mug

NUMBER = MUG.item_id


KEY = bytes(range(32))


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Connection]:
    with contextlib.closing(connect(folder / "mirror.db", durable=False, key=KEY)) as connection:
        migrate_mirror(connection)
        yield connection


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[Connection]:
    with opened(tmp_path) as connection:
        yield connection


def found(conn: Connection, number: str = NUMBER) -> list[tuple[str, int]]:
    """What stands under a number: the words of the first line, and how many versions there are."""
    return [(held.declaration.lines[0].description, held.versions) for held in mirror.find(conn, number)]


def test_a_declaration_comes_back_as_it_was(conn: Connection) -> None:
    assert mirror.put(conn, MUG) is Kept.NEW
    (held,) = mirror.find(conn, NUMBER)
    assert held.declaration == MUG
    assert mirror.find(conn, "RR473124829FR") == ()


@pytest.mark.parametrize("typed", ["rr473124829gb", "RR 473 124 829 GB", "RR-473124829-GB"])
def test_a_number_is_found_as_it_is_printed(conn: Connection, typed: str) -> None:
    mirror.put(conn, MUG)
    assert len(found(conn, typed)) == 1


def test_an_amendment_replaces_the_content_and_keeps_the_history(conn: Connection) -> None:
    mirror.put(conn, mug())
    assert mirror.put(conn, mug(version=3, words="bone china mug")) is Kept.AMENDED
    assert found(conn) == [("bone china mug", 2)]
    assert [d.lines[0].description for d in mirror.history(conn, "m1")] == ["ceramic mug", "bone china mug"]
    assert mirror.count(conn) == 1


def test_an_older_version_that_comes_late_does_not_count(conn: Connection) -> None:
    mirror.put(conn, mug(version=3, words="newest"))
    assert mirror.put(conn, mug(version=2, words="late")) is Kept.SUPERSEDED
    assert found(conn) == [("newest", 2)]
    assert [d.message.version for d in mirror.history(conn, "m1")] == [2, 3]


def test_the_same_version_once_more_changes_nothing_and_another_content_is_not_believed(
    conn: Connection,
) -> None:
    mirror.put(conn, mug())
    assert mirror.put(conn, mug()) is Kept.SAME
    assert mirror.put(conn, mug(words="a second truth")) is Kept.CONFLICT
    mirror.put(conn, mug(version=2, words="second"))
    assert mirror.put(conn, mug()) is Kept.SAME
    assert found(conn) == [("second", 2)]


def test_several_messages_for_one_number_stand_side_by_side_newest_item_first(conn: Connection) -> None:
    mirror.put(conn, mug("old", words="old", posted_on=date(2024, 1, 1)))
    mirror.put(conn, mug("new", words="new"))
    assert found(conn) == [("new", 1), ("old", 1)]


def test_alternates_lead_to_the_item_until_an_amendment_takes_them_away(conn: Connection) -> None:
    mirror.put(conn, mug(alternate_ids=("1Z-999", "RR473124829GB")))
    assert len(found(conn, "1z999")) == 1
    mirror.put(conn, mug(version=2, item_id="CC000000005DE", alternate_ids=("2Y",)))
    assert (found(conn, "1Z999"), found(conn, NUMBER)) == ([], [])
    assert len(found(conn, "2Y")) == len(found(conn, "CC000000005DE")) == 1


def test_the_newest_arrival_is_told(conn: Connection) -> None:
    assert mirror.newest_arrival(conn) == ""
    mirror.put(conn, MUG)
    assert mirror.newest_arrival(conn) == MUG.message.received_at.isoformat()


@settings(max_examples=20)
@given(st.permutations([1, 2, 3, 4, 5, 2, 5]))
def test_versions_in_any_order_come_to_the_same(order: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as conn:
        for version in order:
            mirror.put(conn, version_of(version))
        assert found(conn) == [("words 5", 5)]
        assert [d.message.version for d in mirror.history(conn, "m1")] == [1, 2, 3, 4, 5]
        assert found(conn, "ALT5") == [("words 5", 5)]
        assert all(found(conn, f"ALT{n}") == [] for n in range(1, 5))


def version_of(version: int) -> Declaration:
    return mug(version=version, words=f"words {version}", alternate_ids=(f"alt{version}",))


def test_the_roster_is_replaced_as_a_whole(conn: Connection) -> None:
    anna = Officer("anna", "Anna", frozenset({Role.OFFICER, Role.APPROVER}))
    gone = Officer("gone", "Gone", frozenset({Role.OFFICER}), active=False)
    mirror.put_roster(conn, [Credential(anna, "hash a"), Credential(gone, "hash g")])
    assert mirror.credential(conn, "anna") == Credential(anna, "hash a")
    assert mirror.officers(conn) == [anna, gone]
    mirror.put_roster(conn, [Credential(gone, "hash g")])
    assert mirror.credential(conn, "anna") is None
    assert mirror.officers(conn) == [gone]
