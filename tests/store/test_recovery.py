"""A damaged record is put together anew, and what is missing is told: by the recovery, and by verify."""

import contextlib
import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from borderpost.domain.acts import OfficerLoggedIn, RecordRecovered, act_of
from borderpost.domain.codes import PhotoSubject
from borderpost.store import interim, journal, recovery
from borderpost.store.backup import Order, back_up
from borderpost.store.folder import SiteFolder
from borderpost.store.gathering import AnotherLine
from borderpost.store.lock import FolderInUse, FolderLock
from borderpost.store.recovery import NothingToRecover, NotRecovered, Recovered, recover
from borderpost.store.restore import restore
from borderpost.store.salvage import PAGE, Salvage
from borderpost.store.site import StationStore, prepare, verify_site
from borderpost.store.vault import open_vault
from borderpost.store.verify import Fault
from borderpost.work import inspecting
from record_dump import assert_whole, dump
from station import ANNA, PASSPHRASE, HandClock, Station, open_station
from station_stories import opened, photograph, seized

AT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
KEPT_APART = 8
"""Notes long enough that the journal runs over many pages."""


def by_passphrase(folder: SiteFolder) -> SiteFolder:
    return folder.opened_by(open_vault(folder.vault_file, passphrase=PASSPHRASE))


def again(folder: SiteFolder, **more: object) -> Recovered:
    return recover(folder, at=AT, program="test", opener=by_passphrase, **more)  # type: ignore[arg-type]


def bodies(folder: SiteFolder) -> dict[int, bytes]:
    with contextlib.closing(folder.connect_record(readonly=True)) as conn:
        return {item.sequence: item.body for item in journal.stored(conn)}


def tell_much(station: Station, stories: int = KEPT_APART) -> str:
    ident = ""
    for number in range(stories):
        ident = opened(station, f"RR47312{number:04d}GB").id
        for remark in range(6):
            text = f"remark {remark} " + "of some length " * 60
            station.do(inspecting.add_note, officer=ANNA, inspection=ident, text=text)
    return ident


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed site whose journal runs over many pages."""
    root = tmp_path_factory.mktemp("written") / "site"
    station = open_station(root, HandClock())
    (root / "site.toml").write_text('station = "BP01"\n')
    seized(station)
    tell_much(station)
    station.store.close()
    return root


@pytest.fixture
def working(written: Path, tmp_path: Path, clock: HandClock) -> Station:
    shutil.copytree(written, tmp_path / "site")
    clock.at += timedelta(minutes=10)
    return open_station(tmp_path / "site", clock)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def kept(station: Station, stick: Path, hours: int = 0) -> None:
    back_up(station.folder, Order(stick, datetime(2026, 11, 22, 8 + hours, tzinfo=UTC), "test"))


def spoil(path: Path, *pages: int) -> None:
    """Put noise in the place of these pages, as a failing disk does."""
    data = bytearray(path.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    path.write_bytes(data)


def pages_of_entries(folder: SiteFolder) -> dict[int, list[int]]:
    """Return which entries begin on which page of the record."""
    salvage = Salvage(folder.record, folder.keys().key_of("record.db"))
    found: dict[int, list[int]] = {}
    for number, places in salvage._versions.items():
        page = salvage._plain(places[0]) if number > 1 else None
        rows = [row.sequence for row in salvage._rows_on(page)] if page and page[0] == 0x0D else []
        if rows:
            found[number] = rows
    return found


def goes_on(folder: SiteFolder, clock: HandClock) -> None:
    """Work on with the recovered record, and prove that it holds."""
    clock.at = AT + timedelta(hours=1)
    key = prepare(folder, station="BP01", program="test", facility="Hall 3", clock=clock)
    station = Station(folder, StationStore(folder, key=key, station="BP01", clock=clock), clock)
    seized(station, "RR473129999GB", number=77)
    station.store.close()
    assert_whole(folder, "zarquet", "remark")


def test_a_single_flipped_bit_costs_nothing_but_its_own_entry(working: Station, clock: HandClock) -> None:
    """SQLite gives up the whole page; its other entries are deciphered all the same."""
    working.store.close()
    page, _ = next(item for item in pages_of_entries(working.folder).items() if len(item[1]) > 2)
    data = bytearray(working.folder.record.read_bytes())
    data[page * PAGE - 200] ^= 1
    working.folder.record.write_bytes(data)
    made = again(working.folder)
    assert made.lost_entries == 1
    goes_on(working.folder, clock)


def test_a_damaged_signature_is_made_again(working: Station, clock: HandClock) -> None:
    """Ed25519 gives the same signature to the same entry, and the entry behind vouches for what is signed."""
    working.store.close()
    folder = working.folder
    with contextlib.closing(folder.connect_record(readonly=True)) as conn:
        whole = {item.sequence: (item.body, item.signature) for item in journal.stored(conn)}
    page, rows = next(item for item in pages_of_entries(folder).items() if len(item[1]) > 2)
    salvage = Salvage(folder.record, folder.keys().key_of("record.db"))
    plain = salvage._plain(salvage._versions[page][0])
    assert plain is not None
    data = bytearray(folder.record.read_bytes())
    # cipher blocks hang together two by two: what is flipped lies in a signature, and so does what follows
    at = plain.index(whole[rows[1]][1]) + 20
    data[(page - 1) * PAGE + at] ^= 1
    folder.record.write_bytes(data)
    made = again(folder)
    assert made.lost == ()
    with contextlib.closing(folder.connect_record(readonly=True)) as conn:
        after = {item.sequence: (item.body, item.signature) for item in journal.stored(conn)}
    assert {number: after[number] for number in whole} == whole
    goes_on(folder, clock)


@pytest.mark.parametrize("seed", range(4))
def test_flipped_bits_all_over_are_lived_with(working: Station, clock: HandClock, seed: int) -> None:
    dice = random.Random(seed)
    working.store.close()
    before = bodies(working.folder)
    data = bytearray(working.folder.record.read_bytes())
    for page in dice.sample(range(len(data) // PAGE), len(data) // PAGE // 4):
        data[page * PAGE + dice.randrange(PAGE)] ^= 1 << dice.randrange(8)
    working.folder.record.write_bytes(data)
    try:
        made = again(working.folder)
    except NothingToRecover:
        return
    after = bodies(working.folder)
    missing = {n for gap in made.lost for n in range(gap.first, gap.last + 1)}
    assert all(after[n] == body for n, body in before.items() if n not in missing and n <= max(after) - 1)
    goes_on(working.folder, clock)


def test_a_whole_record_is_left_alone(working: Station) -> None:
    working.store.close()
    with pytest.raises(NothingToRecover):
        again(working.folder)
    assert not (working.folder.root / "quarantine").exists()


def test_not_while_a_bench_works_on_it(working: Station) -> None:
    with FolderLock(working.folder.lock), pytest.raises(FolderInUse):
        again(working.folder)
    working.store.close()


def test_with_a_backup_and_readable_entries_behind_it_nothing_is_lost(
    working: Station, stick: Path, clock: HandClock
) -> None:
    kept(working, stick)
    ident = tell_much(working, 3)
    photograph(working, ident, b"behind the backup", PhotoSubject.LABEL)
    working.store.close()
    before, shown = bodies(working.folder), dump(working.folder, "zarquet", "remark")
    old_pages = [page for page, rows in pages_of_entries(working.folder).items() if max(rows) < 60]
    spoil(working.folder.record, 1, *old_pages)
    made = again(working.folder, backup=stick)
    assert made.lost == ()
    assert made.from_damaged > 0
    after = bodies(working.folder)
    assert {number: after[number] for number in before} == before
    assert dump(working.folder, "zarquet", "remark") == shown
    assert made.set_aside is not None
    assert (made.set_aside / "record.db").is_file()
    assert verify_site(working.folder).lost == ()
    goes_on(working.folder, clock)


def test_without_a_backup_what_is_lost_is_told_by_number_and_time(working: Station, clock: HandClock) -> None:
    working.store.close()
    before = bodies(working.folder)
    page, rows = sorted(pages_of_entries(working.folder).items(), key=lambda item: item[1])[8]
    spoil(working.folder.record, page)
    assert verify_site(working.folder).fault is not None
    made = again(working.folder)
    numbers = {n for gap in made.lost for n in range(gap.first, gap.last + 1)}
    assert numbers == set(rows)
    assert all(gap.since and gap.until for gap in made.lost)
    after = bodies(working.folder)
    assert {n: body for n, body in before.items() if n not in numbers}.items() <= after.items()
    verdict = verify_site(working.folder)
    assert verdict.holds
    assert verdict.lost == tuple((gap.first, gap.last) for gap in made.lost)
    assert verdict.entries == len(before) - len(numbers) + 1
    with contextlib.closing(working.folder.connect_record(readonly=True)) as conn:
        last = list(journal.entries(conn))[-1]
    act = act_of(last)
    assert isinstance(act, RecordRecovered)
    assert tuple(act.lost) == made.lost
    goes_on(working.folder, clock)


def test_a_story_whose_beginning_is_lost_stands_in_the_journal_and_is_told(
    working: Station, clock: HandClock
) -> None:
    working.store.close()
    with contextlib.closing(working.folder.connect_record(readonly=True)) as conn:
        openings = {e.sequence for e in journal.entries(conn) if e.kind == "inspection_opened"}
    pages = pages_of_entries(working.folder)
    page = next(page for page, rows in pages.items() if set(rows) & openings and max(rows) < 60)
    spoil(working.folder.record, page)
    made = again(working.folder)
    assert made.unplaced
    goes_on(working.folder, clock)


def test_even_the_first_page_and_the_first_entry_may_be_lost(working: Station, clock: HandClock) -> None:
    working.store.close()
    (first,) = [page for page, rows in pages_of_entries(working.folder).items() if 1 in rows]
    spoil(working.folder.record, 1, first)
    made = again(working.folder)
    assert made.lost[0].first == 1
    assert verify_site(working.folder).lost[0][0] == 1
    goes_on(working.folder, clock)


def test_entries_that_only_the_backup_knows_of_are_told_as_lost_behind_it(
    working: Station, stick: Path, clock: HandClock
) -> None:
    """A record of which nothing can be read is put back from the backup."""
    kept(working, stick)
    working.store.close()
    for file in working.folder.root.glob("record.db*"):
        file.write_bytes(random.Random(1).randbytes(file.stat().st_size))
    made = again(working.folder, backup=stick)
    assert made.from_damaged == 0
    assert made.lost == ()
    goes_on(working.folder, clock)


def test_a_lost_end_keeps_its_numbers(working: Station, clock: HandClock) -> None:
    working.store.close()
    pages = pages_of_entries(working.folder)
    newest = max(max(rows) for rows in pages.values())
    page = next(page for page, rows in pages.items() if newest in rows)
    spoil(working.folder.record, page)
    made = again(working.folder)
    assert made.lost[-1].last == newest
    assert not made.lost[-1].until
    assert max(bodies(working.folder)) == newest + 1
    goes_on(working.folder, clock)


def test_the_log_beside_the_record_is_read_too(working: Station, tmp_path: Path, clock: HandClock) -> None:
    """Copied while it worked, as after a power cut: the newest entries lie in the log alone."""
    copy = tmp_path / "copy"
    shutil.copytree(working.folder.root, copy)
    working.store.close()
    folder = by_passphrase(SiteFolder(copy))
    (copy / "lock").unlink(missing_ok=True)
    data = bytearray((copy / "record.db").read_bytes())
    data[: PAGE * 2] = bytes(PAGE * 2)
    (copy / "record.db").write_bytes(data)
    (copy / "record.db-shm").unlink()
    log = copy / "record.db-wal"
    spoiled = bytearray(log.read_bytes())
    spoiled[:32] = bytes(32)
    log.write_bytes(spoiled)
    before = bodies(working.folder)
    made = again(folder)
    assert made.lost == ()
    assert {n: b for n, b in bodies(folder).items() if n in before} == before
    goes_on(folder, clock)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_damaged_nothing_is_hidden(
    working: Station, stick: Path, clock: HandClock, seed: int
) -> None:
    dice = random.Random(seed)
    kept(working, stick)
    tell_much(working, 2)
    working.store.close()
    before = bodies(working.folder)
    size = working.folder.record.stat().st_size // PAGE
    spoil(working.folder.record, *dice.sample(range(1, size + 1), dice.randrange(1, size // 2)))
    if dice.random() < 0.3:
        with working.folder.record.open("r+b") as file:
            file.truncate(dice.randrange(size // 2, size) * PAGE)
    made = again(working.folder, **({"backup": stick} if seed % 2 else {}))
    after = bodies(working.folder)
    missing = {n for gap in made.lost for n in range(gap.first, gap.last + 1)}
    top = max([*missing, *(n for n in after if after[n] == before.get(n))])
    assert {n: b for n, b in before.items() if n <= top and n not in missing}.items() <= after.items()
    assert not missing & set(after)
    assert top == max(before) or not made.end_known
    goes_on(working.folder, clock)


def test_nothing_readable_and_no_backup_leaves_everything_as_it_was(working: Station) -> None:
    working.store.close()
    working.folder.record.write_bytes(b"x" * 8192)
    with pytest.raises(NotRecovered, match="name a backup"):
        again(working.folder)
    assert working.folder.record.read_bytes() == b"x" * 8192


@pytest.mark.parametrize("step", ["_put_in_place", "_mend_evidence"])
def test_a_recovery_that_was_killed_is_completed(
    working: Station, step: str, monkeypatch: pytest.MonkeyPatch, clock: HandClock
) -> None:
    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    working.store.close()
    spoil(working.folder.record, 5)
    with monkeypatch.context() as patch:
        patch.setattr(recovery, step, killed)
        with pytest.raises(Killed):
            again(working.folder)
    if step == "_put_in_place":
        assert recovery.is_half_recovered(working.folder)
        # killed once more, between the two names
        aside = working.folder.root / "quarantine" / "x"
        aside.mkdir(parents=True)
        working.folder.record.rename(aside / "record.db")
        assert again(working.folder).finished_only
    else:
        with pytest.raises(NothingToRecover):
            again(working.folder)
    goes_on(working.folder, clock)


def test_a_backup_of_another_line_is_refused(working: Station, stick: Path, tmp_path: Path) -> None:
    """The station was put back once and went on; the backup is of what went on elsewhere."""
    kept(working, stick)
    other = tmp_path / "other"
    restore(stick, other, opener=by_passphrase, at=AT, program="test")
    elsewhere = by_passphrase(SiteFolder(other))
    tell_much(working, 1)
    working.store.close()
    second = tmp_path / "second"
    second.mkdir()
    back_up(elsewhere, Order(second, AT, "test"))
    spoil(working.folder.record, 5)
    before = working.folder.record.read_bytes()
    with pytest.raises(AnotherLine):
        again(working.folder, backup=second)
    assert working.folder.record.read_bytes() == before


def test_photographs_come_back_from_the_backup(working: Station, stick: Path) -> None:
    kept(working, stick)
    ident = tell_much(working, 1)
    photograph(working, ident, b"behind the backup", PhotoSubject.LABEL)
    working.store.close()
    for file in working.folder.evidence.glob("*/*"):
        file.unlink()
    spoil(working.folder.record, 5)
    made = again(working.folder, backup=stick)
    assert made.photographs == 2
    assert len(made.photographs_lost) == 1


def test_what_was_read_meanwhile_is_in_the_journal(working: Station) -> None:
    working.store.close()
    interim.note(working.folder, officer="anna", at=AT, act=OfficerLoggedIn())
    spoil(working.folder.record, 5)
    again(working.folder)
    with contextlib.closing(working.folder.connect_record(readonly=True)) as conn:
        act = act_of(list(journal.entries(conn))[-1])
    assert isinstance(act, RecordRecovered)
    assert [note["officer"] for note in act.meanwhile] == ["anna"]
    assert not (working.folder.root / interim.FILE).exists()


def test_a_gap_that_nobody_tells_of_is_found(working: Station, tamper: Callable[[str], None]) -> None:
    working.store.close()
    page = next(p for p, rows in pages_of_entries(working.folder).items() if 20 < min(rows) < 40)
    spoil(working.folder.record, page)
    again(working.folder)
    tamper("DELETE FROM journal WHERE sequence = 50")
    verdict = verify_site(working.folder)
    assert (verdict.fault, verdict.wrong) == (Fault.MISSING, 50)


def test_a_gap_that_was_widened_is_found(working: Station, tamper: Callable[[str], None]) -> None:
    working.store.close()
    page = next(p for p, rows in pages_of_entries(working.folder).items() if 20 < min(rows) < 40)
    spoil(working.folder.record, page)
    gap = again(working.folder).lost[0]
    tamper(f"DELETE FROM journal WHERE sequence = {gap.last + 1}")
    verdict = verify_site(working.folder)
    assert (verdict.fault, verdict.wrong) == (Fault.MISSING, gap.first)


@pytest.fixture
def tamper(working: Station) -> Callable[[str], None]:
    def change(statement: str) -> None:
        with contextlib.closing(working.folder.connect_record()) as conn:
            conn.execute("DROP TRIGGER journal_is_not_deleted")
            conn.execute(statement)

    return change
