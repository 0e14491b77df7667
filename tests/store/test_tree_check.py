"""A journal whose tree or checkpoints were touched is found out."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from borderpost.domain.acts import NoteAdded
from borderpost.store import keys, tree
from borderpost.store.engine import Connection, immediate
from borderpost.store.faults import Fault
from borderpost.store.site import SiteFolder, verify_evidence, verify_site
from borderpost.work import session
from station import ANNA, HandClock, Station, open_station
from station_stories import opened, seized


@pytest.fixture
def folder(tmp_path: Path, clock: HandClock) -> SiteFolder:
    """A closed station with a checkpoint in the middle and subtrees that are kept."""
    station = open_station(tmp_path / "site", clock)
    ident = opened(station).id

    def remark(tx: object) -> None:
        for number in range(130):
            tx.append("anna", NoteAdded(inspection=ident, text=f"{number}"))  # type: ignore[attr-defined]

    station.store.submit(remark).result(timeout=60)
    station.do(session.log_out, officer=ANNA)
    opened(station, "LZ101010105DE")
    station.store.close()
    assert verify_site(station.folder).holds
    return station.folder


@contextlib.contextmanager
def tampering(folder: SiteFolder) -> Iterator[Connection]:
    with contextlib.closing(folder.connect_record()) as conn:
        conn.execute("DROP TRIGGER checkpoints_are_not_updated")
        conn.execute("DROP TRIGGER checkpoints_are_not_deleted")
        yield conn


CHANGES: list[tuple[str, Fault]] = [
    ("UPDATE tree SET hash = zeroblob(32) WHERE level = 7", Fault.TREE_BROKEN),
    ("DELETE FROM tree WHERE level = 6 AND place = 1", Fault.TREE_BROKEN),
    ("UPDATE head SET peaks = zeroblob(length(peaks))", Fault.TREE_BROKEN),
    ("UPDATE checkpoints SET signature = zeroblob(64)", Fault.CHECKPOINT_WRONG),
    ("UPDATE checkpoints SET body = replace(body, 'root ', 'root 0')", Fault.CHECKPOINT_WRONG),
    ("UPDATE checkpoints SET size = size - 1", Fault.CHECKPOINT_WRONG),
    ("UPDATE checkpoints SET size = 9999", Fault.CUT_SHORT),
]


@pytest.mark.parametrize(("statement", "fault"), CHANGES)
def test_what_was_touched_is_named(folder: SiteFolder, statement: str, fault: Fault) -> None:
    with tampering(folder) as conn:
        conn.execute(statement)
    verdict = verify_site(folder)
    assert verdict.fault is fault
    assert verdict.wrong


def test_a_checkpoint_over_another_root_signed_by_the_stations_own_key(folder: SiteFolder) -> None:
    key = keys.load_or_make(folder, may_make=False)
    with tampering(folder) as conn:
        (body,) = conn.execute("SELECT body FROM checkpoints").fetchone()
        before, after = body.split("root ")
        other = f"{before}root {'ab' * 32}{after[64:]}"
        conn.execute("UPDATE checkpoints SET body = ?, signature = ?", (other, key.sign_text(other)))
    verdict = verify_site(folder)
    assert (verdict.fault, verdict.detail) == (Fault.CHECKPOINT_WRONG, "its root is another")


def test_a_tree_made_anew_is_the_same_and_its_checkpoints_still_hold(folder: SiteFolder) -> None:
    with contextlib.closing(folder.connect_record()) as conn, immediate(conn):
        before = conn.execute("SELECT * FROM tree ORDER BY 1, 2").fetchall()
        tree.rebuild(conn)
        assert conn.execute("SELECT * FROM tree ORDER BY 1, 2").fetchall() == before
    assert verify_site(folder).holds


def test_a_walk_in_nobodys_way_pauses_and_can_be_ended(folder: SiteFolder) -> None:
    pauses = []
    assert verify_site(folder, pause=lambda: pauses.append(1)).holds
    assert len(pauses) >= 16

    def ended() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        verify_site(folder, pause=ended)


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"x" * 90)])
def test_evidence_that_is_lost_is_named_by_its_entry(
    station: Station, spoil: Callable[[Path], object]
) -> None:
    state = seized(station)
    assert verify_evidence(station.folder).files == 2
    victim = station.store.evidence.path_of(state.photographs[1].sha256)
    victim.chmod(0o600)
    spoil(victim)
    verdict = verify_evidence(station.folder)
    assert verdict.files == 1
    assert [(each.sequence, each.sha256) for each in verdict.spoilt] == [
        (state.photographs[1].mark.sequence, state.photographs[1].sha256)
    ]
