"""A damaged record is put together anew, and what is missing is told: by the recovery, and by verify."""

import contextlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from borderpost.domain.acts import OfficerLoggedIn, RecordRecovered, act_of
from borderpost.domain.codes import PhotoSubject
from borderpost.store import interim, journal, recovery
from borderpost.store.backup import Order, back_up
from borderpost.store.folder import SiteFolder
from borderpost.store.gathering import AnotherLine
from borderpost.store.lock import FolderInUse, FolderLock
from borderpost.store.recovery import NothingToRecover, NotRecovered
from borderpost.store.restore import restore
from borderpost.store.site import verify_site
from borderpost.store.verify import Fault
from record_dump import dump
from spoiled_record import AT, again, bodies, by_passphrase, goes_on, kept, pages_of_entries, spoil, tell_much
from station import HandClock, Station
from station_stories import photograph


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
