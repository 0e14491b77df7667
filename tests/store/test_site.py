"""A station's folder is opened by one program, behind a journal that ends where it ended, or not at all."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from borderpost.domain.acts import OfficerLoggedOut
from borderpost.store import journal
from borderpost.store.engine import DatabaseError, connect
from borderpost.store.keys import NoStationKey
from borderpost.store.lock import FolderInUse, FolderLock
from borderpost.store.site import BadRecord, SiteFolder, StationStore, prepare, rebuild_site, verify_site
from borderpost.work import inspecting
from borderpost.work.ports import Transaction
from borderpost.work.troubles import NotRead, NotRecorded, Trouble
from record_dump import assert_whole
from station import ANNA, HandClock, Station, open_station, site_folder
from station_stories import opened, seized


@pytest.fixture
def closed(tmp_path: Path) -> SiteFolder:
    """A closed site whose journal holds a seizure."""
    station = open_station(tmp_path / "site", HandClock())
    seized(station)
    station.store.close()
    return station.folder


def again(folder: SiteFolder, name: str = "BP01") -> None:
    prepare(folder, station=name, program="test", facility="Hall 3", clock=HandClock())


def change(folder: SiteFolder, *statements: str) -> None:
    conn = folder.connect_record()
    conn.execute("DROP TRIGGER journal_is_not_updated")
    conn.execute("DROP TRIGGER journal_is_not_deleted")
    for statement in statements:
        conn.execute(statement)
    conn.close()


def test_one_program_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "site" / "lock"
    with FolderLock(file), pytest.raises(FolderInUse, match="another Borderpost is at work"):
        FolderLock(file)
    FolderLock(file).release()


def test_a_lock_ends_with_the_process_that_held_it(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from borderpost.store.lock import FolderLock\n"
        "lock = FolderLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()\n"
    )
    file = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(FolderInUse):
            FolderLock(file)
        holder.send_signal(signal.SIGKILL)
    FolderLock(file).release()


def test_projections_are_not_rebuilt_under_a_bench_that_works(closed: SiteFolder) -> None:
    with FolderLock(closed.lock), pytest.raises(FolderInUse):
        rebuild_site(closed)
    assert_whole(closed, "zarquet")


def test_a_station_keeps_its_name_as_long_as_its_journal(closed: SiteFolder) -> None:
    again(closed)
    with pytest.raises(BadRecord, match="station BP01, not of BP02"):
        again(closed, "BP02")
    assert verify_site(closed).holds


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM journal WHERE sequence > 7",
        "DELETE FROM journal",
        "DELETE FROM head",
        "UPDATE head SET sequence = 7",
        "UPDATE head SET hash = 'x'",
        "UPDATE journal SET body = 'x' WHERE sequence = 10",
        "UPDATE journal SET body = CAST(substr(body, 2) AS BLOB) WHERE sequence = 1",
    ],
)
def test_nothing_is_written_behind_a_journal_that_was_touched_at_its_ends(
    closed: SiteFolder, statement: str
) -> None:
    change(closed, statement.replace("'x' WHERE", "x'00' WHERE"))
    with pytest.raises(BadRecord, match="borderpost verify"):
        again(closed)
    assert not verify_site(closed).holds


def test_a_journal_that_is_gone_beside_its_evidence_is_not_begun_anew(closed: SiteFolder) -> None:
    for file in closed.root.glob("record.db*"):
        file.unlink()
    with pytest.raises(BadRecord, match="evidence beside it"):
        again(closed)


def test_a_station_killed_before_its_first_entry_is_opened_later(tmp_path: Path) -> None:
    folder = site_folder(tmp_path / "site")
    again(folder)
    for file in folder.root.glob("record.db*"):
        file.unlink()
    again(folder)
    assert verify_site(folder).entries == 1


def test_a_lost_head_makes_no_new_key(closed: SiteFolder) -> None:
    change(closed, "DELETE FROM head")
    closed.key.unlink()
    with pytest.raises(NoStationKey):
        again(closed)


def test_a_store_that_cannot_be_opened_leaves_no_thread(closed: SiteFolder) -> None:
    key = prepare(closed, station="BP01", program="test", facility="", clock=HandClock())
    closed.mirror.unlink()
    closed.mirror.mkdir()
    with pytest.raises(DatabaseError):
        StationStore(closed, key=key, station="BP01", clock=HandClock())


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = open_station(tmp_path / "site", HandClock())
    yield made
    made.store.close()


def test_a_journal_is_whole_at_every_moment_while_it_is_written(station: Station) -> None:
    """The walk sees entries and head of one moment, however many are added meanwhile."""
    ident = opened(station).id
    for _ in range(5):
        with ThreadPoolExecutor(1) as other:
            written = other.submit(
                lambda: [
                    station.do(inspecting.add_note, officer=ANNA, inspection=ident, text="a remark")
                    for _ in range(20)
                ]
            )
            while not written.done():
                verdict = verify_site(station.folder)
                assert verdict.holds, verdict


def test_a_disk_that_fills_up_loses_the_verb_and_nothing_else(station: Station) -> None:
    ident = opened(station).id
    words = "x" * 4000

    def limited(tx: Transaction) -> None:
        record = tx.record  # type: ignore[attr-defined]
        (pages,) = record.execute("PRAGMA page_count").fetchone()
        record.execute(f"PRAGMA max_page_count={pages}")

    def unlimited(tx: Transaction) -> None:
        tx.record.execute("PRAGMA max_page_count=1000000")  # type: ignore[attr-defined]

    station.store.submit(limited).result(20)

    def fill() -> None:
        for _ in range(20):
            station.do(inspecting.add_note, officer=ANNA, inspection=ident, text=words)

    with pytest.raises(NotRecorded) as told:
        fill()
    assert told.value.trouble is Trouble.FULL
    station.store.submit(unlimited).result(20)
    before = station.store.read(lambda pages: pages.journal_head()).result(20)
    station.do(inspecting.add_note, officer=ANNA, inspection=ident, text=words)
    after = station.store.read(lambda pages: pages.journal_head()).result(20)
    assert after[0] == before[0] + 1
    station.store.close()
    assert_whole(station.folder, "zarquet")


def test_what_is_damaged_beside_the_record_does_not_shut_it(station: Station, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(b"no database at all" * 500)

    def look(tx: Transaction) -> None:
        connect(other, durable=True, key=bytes(32))

    with pytest.raises(NotRead):
        station.store.submit(look).result(20)
    assert station.store.shut is None
    opened(station)


def test_a_job_that_fails_half_way_leaves_no_entry(station: Station) -> None:
    before = station.store.read(lambda pages: pages.journal_head()).result(20)

    def fails(tx: Transaction) -> None:
        tx.append(ANNA.id, OfficerLoggedOut())
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        station.store.submit(fails).result(20)
    assert station.store.read(lambda pages: pages.journal_head()).result(20) == before


def test_a_declaration_as_large_as_they_come_is_journalled_whole(station: Station) -> None:
    line = {"description": "🧸" * 512, "quantity": "1"}
    whole = inspecting.Subject(
        "RR473124829GB", "2026-11-01", "red", {"lane": "red"}, {"lines": [line] * 200}, "d" * 64
    )
    state = station.do(inspecting.open_inspection, officer=ANNA, subject=whole)
    for _ in range(5):
        state = station.do(inspecting.add_note, officer=ANNA, inspection=state.id, text="a remark")
    assert state.declaration == whole.declaration
    station.store.close()
    assert_whole(station.folder)


def test_two_writers_on_one_record_make_one_chain(station: Station) -> None:
    """The lock keeps them apart; should it fail (on some network drives it does), the chain still holds."""
    key = prepare(station.folder, station="BP01", program="test", facility="", clock=station.clock)
    other = Station(
        station.folder, StationStore(station.folder, key=key, station="BP01", clock=HandClock()), HandClock()
    )
    ident = opened(station).id

    def remark(one: Station) -> None:
        for _ in range(10):
            one.do(inspecting.add_note, officer=ANNA, inspection=ident, text="a remark")

    with ThreadPoolExecutor(2) as both:
        list(both.map(remark, [station, other]))
    other.store.close()
    station.store.close()
    assert_whole(station.folder)
    assert verify_site(station.folder).entries == 22


def test_the_write_ahead_log_does_not_grow_while_screens_read(station: Station) -> None:
    ident = opened(station).id
    pages = station.store.open_pages()
    for _ in range(400):
        station.do(inspecting.add_note, officer=ANNA, inspection=ident, text="a remark of some length")
        pages.journal_head()
        pages.inspection(ident)
    pages.close()
    log = station.folder.record.with_name("record.db-wal")
    assert log.stat().st_size < 16 * 2**20


def test_a_copy_of_the_folder_can_be_verified_elsewhere(closed: SiteFolder, tmp_path: Path) -> None:
    shutil.copytree(closed.root, tmp_path / "stick")
    assert verify_site(site_folder(tmp_path / "stick")).holds


def test_the_last_entry_is_the_one_of_the_highest_number(closed: SiteFolder) -> None:
    conn = closed.connect_record(readonly=True)
    last, head = journal.last(conn), journal.head(conn)
    conn.close()
    assert last is not None
    assert last.sequence == head.sequence
