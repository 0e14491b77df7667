"""A station that changes its key: the journal says so, the old key is worth nothing any more."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from borderpost.domain.acts import NoteAdded
from borderpost.store import checkpoints, journal, key_rotation, keys, projections
from borderpost.store.engine import immediate
from borderpost.store.exporting import export_bundle
from borderpost.store.faults import Fault
from borderpost.store.keys import NoStationKey
from borderpost.store.site import verify_site
from bundles import verified
from record_dump import assert_whole
from station import HandClock, Station, open_station
from station_stories import opened, seized


@pytest.fixture
def rotated(tmp_path: Path, clock: HandClock) -> Iterator[Station]:
    """A station that has changed its key twice amid a case."""
    station = open_station(tmp_path / "site", clock)
    for number in range(2):
        seized(station, f"RR47312482{number}GB", number + 1)
        station.store.close()
        key_rotation.rotate(station.folder, at=clock(), reason="yearly change")
        station = open_station(tmp_path / "site", clock)
    yield station
    station.store.close()


def test_the_journal_goes_on_and_holds(rotated: Station) -> None:
    state = seized(rotated, "LZ101010105DE", 9)
    target = rotated.folder.root.parent / "case.evidence"
    export_bundle(rotated.store, state.id, target, program="test")
    rotated.store.close()
    assert_whole(rotated.folder, "zarquet")
    with contextlib.closing(rotated.folder.connect_record(readonly=True)) as conn:
        assert len(checkpoints.sizes(conn)) == 5
        assert journal.signing_key(conn) == keys.load_or_make(rotated.folder, may_make=False).public_hex
    code, said = verified(target)
    assert code == 0, said


def test_what_the_old_key_signs_later_is_refused(tmp_path: Path, clock: HandClock) -> None:
    station = open_station(tmp_path / "site", clock)
    ident = opened(station).id
    station.store.close()
    stolen = keys.load_or_make(station.folder, may_make=False)
    key_rotation.rotate(station.folder, at=clock(), reason="stolen")
    assert verify_site(station.folder).holds
    with contextlib.closing(station.folder.connect_record()) as conn, immediate(conn):
        act = NoteAdded(inspection=ident, text="forged")
        entry = journal.append(
            conn, key=stolen, station="BP01", officer="anna", at=clock(), offset_minutes=0, act=act
        )
        projections.project(conn, entry)
    verdict = verify_site(station.folder)
    assert (verdict.wrong, verdict.fault) == (entry.sequence, Fault.REVOKED_KEY)


def test_a_checkpoint_of_the_old_key_is_refused(tmp_path: Path, clock: HandClock) -> None:
    station = open_station(tmp_path / "site", clock)
    station.store.close()
    stolen = keys.load_or_make(station.folder, may_make=False)
    key_rotation.rotate(station.folder, at=clock(), reason="stolen")
    station = open_station(tmp_path / "site", clock)
    opened(station)
    station.store.close()
    with contextlib.closing(station.folder.connect_record()) as conn, immediate(conn):
        checkpoints.sign(conn, key=stolen, station="BP01", at=clock())
    assert verify_site(station.folder).fault is Fault.REVOKED_KEY


@pytest.mark.parametrize("named", [False, True])
def test_a_change_that_was_interrupted_is_completed_or_undone(
    tmp_path: Path, clock: HandClock, named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = open_station(tmp_path / "site", clock)
    seized(station)
    station.store.close()

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = keys.load_or_make(station.folder, may_make=False).public_hex
    with monkeypatch.context() as patch:
        # after the entry stands, the key takes its place by `erase`; before it, the entry is appended
        patch.setattr(*((key_rotation, "erase", killed) if named else (journal, "append", killed)))
        with pytest.raises(KeyboardInterrupt):
            key_rotation.rotate(station.folder, at=clock(), reason="")
    assert keys.next_path(station.folder).exists()
    assert verify_site(station.folder).holds
    again = open_station(tmp_path / "site", clock)
    opened(again, "LZ101010105DE")
    again.store.close()
    assert not keys.next_path(station.folder).exists()
    assert (keys.load_or_make(station.folder, may_make=False).public_hex != before) is named
    assert_whole(station.folder, "zarquet")


def test_a_key_that_the_journal_does_not_name_opens_nothing(rotated: Station, clock: HandClock) -> None:
    rotated.store.close()
    keys.make_next(rotated.folder)
    keys.next_path(rotated.folder).replace(rotated.folder.key)
    assert verify_site(rotated.folder).fault is Fault.OTHER_KEY
    with pytest.raises(NoStationKey):
        open_station(rotated.folder.root, clock)
