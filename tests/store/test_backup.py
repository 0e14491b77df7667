"""A backup is made while a bench works, is whole or not there, and a station goes on from it elsewhere."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from borderpost.domain.codes import PhotoSubject
from borderpost.store.backup import Backup, BackupFailed, Order, back_up
from borderpost.store.backup_check import check_copy, check_files
from borderpost.store.backup_manifest import BadBackup, read_manifest
from borderpost.store.folder import SiteFolder
from borderpost.store.lock import FolderLock
from borderpost.store.restore import NotEmpty, restore
from borderpost.store.site import StationStore, prepare, verify_site
from borderpost.store.vault import open_vault
from borderpost.work import inspecting, session
from borderpost.work.troubles import Trouble
from record_dump import assert_whole, dump
from station import ANNA, PASSPHRASE, HandClock, Station, open_station
from station_stories import opened, photograph, seized
from store.disks import small_disk

AT = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)


def order(target: Path, hours: int = 0, **more: object) -> Order:
    return Order(target, AT + timedelta(hours=hours), "test", **more)  # type: ignore[arg-type]


def by_passphrase(folder: SiteFolder) -> SiteFolder:
    return folder.opened_by(open_vault(folder.vault_file, passphrase=PASSPHRASE))


def prove(made: Backup) -> None:
    check_copy(by_passphrase(SiteFolder(made.folder)), check_files(made.folder))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def working(site: Path, clock: HandClock) -> Station:
    """A station at work, with a seizure behind it and settings beside it."""
    station = open_station(site, clock)
    (site / "site.toml").write_text('station = "BP01"\n')
    (site / "profiles").mkdir()
    (site / "profiles" / "one.toml").write_text("# a profile\n")
    (site / "bench.json").write_text("{}")
    (site / "feed.rejects.jsonl").write_text('{"name": "in clear"}')
    seized(station)
    return station


def put_back(given: Path, root: Path) -> SiteFolder:
    restored = restore(given, root, opener=by_passphrase, at=AT + timedelta(days=1), program="test")
    assert restored.missing == ()
    return by_passphrase(SiteFolder(root))


def test_a_station_goes_on_from_a_backup_made_while_it_worked(
    working: Station, stick: Path, tmp_path: Path, clock: HandClock
) -> None:
    ident = opened(working).id

    def work() -> None:
        for number in range(40):
            photograph(working, ident, b"picture %d" % number, PhotoSubject.PRODUCT)

    with ThreadPoolExecutor(1) as bench:
        at_work = bench.submit(work)
        made = [back_up(working.folder, order(stick, hours)) for hours in range(3)]
        at_work.result()
    working.store.close()
    assert [each.missing for each in made] == [0, 0, 0]
    assert made[0].manifest.sequence >= 10
    folder = put_back(stick, tmp_path / "other")
    verdict = verify_site(folder)
    assert verdict.holds
    assert verdict.entries == made[-1].manifest.sequence + 1
    assert (folder.root / "profiles" / "one.toml").read_text() == "# a profile\n"
    assert not (folder.root / "feed.rejects.jsonl").exists()
    clock.at = AT + timedelta(days=2)
    key = prepare(folder, station="BP01", program="test", facility="Hall 3", clock=clock)
    station = Station(folder, StationStore(folder, key=key, station="BP01", clock=clock), clock)
    attempt = station.do(
        session.authenticate, officer_id="anna", passphrase="pass-anna", passphrases=station.passphrases
    )
    assert attempt.officer == ANNA
    station.do(inspecting.add_note, officer=ANNA, inspection=ident, text="goes on")
    station.store.close()
    assert_whole(folder, "zarquet")


def test_a_backup_holds_what_the_record_held(working: Station, stick: Path, tmp_path: Path) -> None:
    back_up(working.folder, order(stick))
    working.store.close()
    before = dump(working.folder, "zarquet", "lukasz")
    folder = put_back(stick, tmp_path / "other")
    assert dump(folder, "zarquet", "lukasz") == before


def test_nothing_on_the_stick_is_in_clear(working: Station, stick: Path) -> None:
    back_up(working.folder, order(stick, with_declarations=True))
    working.store.close()
    for file in stick.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            for name in ("Łukasz", "Anna", "trainers", "pass-anna", "in clear"):
                assert name.encode() not in data, file


def test_evidence_is_copied_once_and_the_newest_copies_stay(working: Station, stick: Path) -> None:
    first = back_up(working.folder, order(stick, keep=2))
    assert first.evidence_new == 2
    ident = opened(working).id
    photograph(working, ident, b"one more", PhotoSubject.LABEL)
    second = back_up(working.folder, order(stick, 1, keep=2))
    assert second.evidence_new == 1
    third = back_up(working.folder, order(stick, 2, keep=2))
    assert third.evidence_new == 0
    assert sorted(first.folder.parent.iterdir()) == [second.folder, third.folder]
    working.store.close()
    prove(third)


def test_evidence_of_an_interrupted_backup_is_not_believed(working: Station, stick: Path) -> None:
    made = back_up(working.folder, order(stick))
    (kept,) = list((made.folder.parent.parent / "evidence").glob("*/*"))[:1]
    shutil.rmtree(made.folder)
    kept.chmod(0o600)
    kept.write_bytes(b"half a photograph")
    again = back_up(working.folder, order(stick, 1))
    working.store.close()
    assert again.evidence_new == 1
    prove(again)


@pytest.fixture
def made(working: Station, stick: Path) -> Backup:
    result = back_up(working.folder, order(stick))
    working.store.close()
    return result


@pytest.mark.parametrize(
    "name", ["record.db", "roster.box", "keys/vault.json", "keys/station.key", "site.toml", "manifest.json"]
)
@pytest.mark.parametrize("how", ["changed", "cut", "gone"])
def test_every_file_of_a_backup_is_proved_before_it_is_put_back(
    made: Backup, stick: Path, tmp_path: Path, name: str, how: str
) -> None:
    path = made.folder / name
    data = bytearray(path.read_bytes())
    if how == "gone":
        path.unlink()
    elif how == "cut":
        path.write_bytes(data[: len(data) // 2])
    else:
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    with pytest.raises(BadBackup):
        put_back(stick, tmp_path / "other")
    assert not (tmp_path / "other").exists()
    assert not list(tmp_path.glob(".restoring*"))


def test_a_photograph_that_was_changed_on_the_stick_is_found(
    made: Backup, stick: Path, tmp_path: Path
) -> None:
    kept = next((made.folder.parent.parent / "evidence").glob("*/*"))
    kept.chmod(0o600)
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    with pytest.raises(BadBackup, match="no longer what was backed up"):
        put_back(stick, tmp_path / "other")


def test_an_older_backup_is_taken_where_the_newest_is_damaged(
    working: Station, stick: Path, tmp_path: Path
) -> None:
    first = back_up(working.folder, order(stick))
    second = back_up(working.folder, order(stick, 1))
    working.store.close()
    (second.folder / "record.db").write_bytes(b"nothing")
    restored = restore(stick, tmp_path / "other", opener=by_passphrase, at=AT, program="test")
    assert restored.copy == first.folder
    assert "record.db" in restored.passed_over[0]


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_link_on_the_stick_leads_nothing_astray(working: Station, stick: Path, tmp_path: Path) -> None:
    back_up(working.folder, order(stick))
    target = tmp_path / "of the station"
    target.write_bytes(b"not to be written over")
    photographs = sorted(stick.rglob("*.sealed"))
    assert photographs
    for one in photographs:
        one.unlink()
        one.with_name(f".new-{one.name}").symlink_to(target)
    again = back_up(working.folder, order(stick, hours=1))
    working.store.close()
    prove(again)
    assert target.read_bytes() == b"not to be written over"
    assert all(one.is_file() and not one.is_symlink() for one in photographs)


def test_nothing_is_ever_written_over(made: Backup, stick: Path, site: Path, tmp_path: Path) -> None:
    before = sorted(site.rglob("*"))
    with pytest.raises(NotEmpty):
        put_back(stick, site)
    assert sorted(site.rglob("*")) == before
    (tmp_path / "empty").mkdir()
    put_back(stick, tmp_path / "empty")


def test_a_list_that_was_changed_is_no_list(made: Backup) -> None:
    path = made.folder / "manifest.json"
    path.write_text(path.read_text().replace("BP01", "BP02"))
    with pytest.raises(BadBackup, match="damaged or was changed"):
        read_manifest(made.folder)


def test_photographs_that_the_station_lost_are_counted(working: Station, stick: Path) -> None:
    next(working.folder.evidence.glob("*/*")).unlink()
    made = back_up(working.folder, order(stick))
    working.store.close()
    assert made.missing == 1


def test_a_stick_that_is_not_there(working: Station, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed) as told:
        back_up(working.folder, order(tmp_path / "none"))
    working.store.close()
    assert (told.value.trouble, told.value.at_target) == (Trouble.GONE, True)


def test_a_stick_that_is_full_keeps_what_was_there(working: Station, tmp_path: Path) -> None:
    ident = opened(working).id
    with small_disk(tmp_path / "small", kib=1400) as stick:
        first = back_up(working.folder, order(stick))
        for number in range(8):
            photograph(working, ident, bytes([number]) * 200_000, PhotoSubject.PRODUCT)
        with pytest.raises(BackupFailed) as told:
            back_up(working.folder, order(stick, 1))
        assert (told.value.trouble, told.value.at_target) == (Trouble.FULL, True)
        assert list(first.folder.parent.iterdir()) == [first.folder]
        assert not list(stick.rglob("*.new-*"))
        prove(first)
    working.store.close()


def test_a_stick_that_takes_no_writing(working: Station, tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", kib=4000) as stick:
        back_up(working.folder, order(stick))
        stick.protect()
        with pytest.raises(BackupFailed) as told:
            back_up(working.folder, order(stick, 1))
        assert (told.value.trouble, told.value.at_target) == (Trouble.READ_ONLY, True)
    working.store.close()


def test_a_damaged_record_is_not_backed_up_as_a_good_one(working: Station, stick: Path) -> None:
    working.store.close()
    record = working.folder.record
    data = bytearray(record.read_bytes())
    data[5 * 4096 + 100] ^= 1
    record.write_bytes(data)
    with pytest.raises(BackupFailed) as told:
        back_up(working.folder, order(stick))
    assert (told.value.trouble, told.value.at_target) == (Trouble.DAMAGED, False)
    assert not list(stick.glob("*/copies/*"))


def test_two_backups_to_one_stick_do_not_meet(working: Station, stick: Path) -> None:
    place = back_up(working.folder, order(stick)).folder.parent.parent
    with FolderLock(place / "lock"), pytest.raises(BackupFailed) as told:
        back_up(working.folder, order(stick, 1))
    working.store.close()
    assert told.value.trouble is Trouble.BUSY
