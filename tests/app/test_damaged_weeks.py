"""A damaged week is set aside and told, the others answer, and the same files fed again restore it."""

import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from borderpost.app.importing import import_file
from borderpost.app.telling import import_lines
from borderpost.store.declarations import Declarations
from borderpost.store.message_versions import Kept
from borderpost.store.quarantine import files_aside, set_week_aside
from borderpost.store.quiet import Quiet
from borderpost.store.site import SiteFolder
from borderpost.store.week_check import damage_of, damaged_weeks
from declared import TODAY, reading
from station import site_folder
from store.weeks_of_mail import DAMAGES, emptied, feed_file, in_header, in_index, in_items, letter

OLD, NEW = date(2026, 11, 3), date(2026, 11, 12)
WEEK = "2026-W45"
HALF = 150
Damage = Callable[[SiteFolder, str], None]


@pytest.fixture
def site(tmp_path: Path) -> SiteFolder:
    return site_folder(tmp_path / "site")


@pytest.fixture
def feeds(site: SiteFolder, tmp_path: Path) -> list[Path]:
    """Two weeks of mail in three files, taken in; the last two hold the week that gets damaged."""
    files = [
        feed_file(tmp_path / "new.jsonl", [letter(n, NEW) for n in range(HALF)]),
        feed_file(tmp_path / "old 1.jsonl", [letter(n, OLD) for n in range(1000, 1000 + HALF)]),
        feed_file(tmp_path / "old 2.jsonl", [letter(n, OLD) for n in range(2000, 2000 + HALF)]),
    ]
    for file in files:
        fed(site, file)
    return files


def fed(site: SiteFolder, file: Path) -> dict[Kept, int]:
    return dict(import_file(site, file, today=TODAY, batch_rows=100).kept)


def found(declarations: Declarations, number: int) -> int:
    return len(declarations.find(letter(number, NEW).item_id))


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_week_does_not_keep_the_others_from_answering(
    site: SiteFolder, feeds: list[Path], damage: Damage
) -> None:
    damage(site, WEEK)
    with reading(site) as declarations:
        assert found(declarations, 5) == 1
        assert len(declarations.search("mug", 2000, lambda: False)) >= HALF
        found(declarations, 1005)
        assert found(declarations, 6) == 1
        assert declarations.tally().items >= HALF
        assert WEEK in declarations.missing()
    assert damage_of(site, WEEK)
    assert not damage_of(site, "2026-W46")


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_same_files_fed_again_restore_a_damaged_week(
    site: SiteFolder, feeds: list[Path], damage: Damage
) -> None:
    key = site.keys().key_of(f"declarations/{WEEK}.db")
    damage(site, WEEK)
    with reading(site) as bench:
        found(bench, 1005)
        bench.search("mug", 2000, lambda: False)
        reports = [import_file(site, file, today=TODAY, batch_rows=100) for file in feeds]
        told = "\n".join(line for report in reports for line in import_lines(report))
        assert told.count("were damaged and set aside") == 1
        assert bench.tally().items == 3 * HALF
        for number in (5, 1005, 1149, 2005):
            assert found(bench, number) == 1
        assert bench.missing() == ()
    assert [file.name for file in files_aside(site)] == [f"{WEEK}-1.db"]
    assert site.keys().key_of(f"declarations/{WEEK}.db") != key
    assert not damage_of(site, WEEK)
    if damage is not emptied:
        assert site.keys().known_key(f"declarations/damaged/{WEEK}-1.db") == key
    assert all(fed(site, file) == {Kept.SAME: HALF} for file in feeds)


def test_a_feed_that_was_cut_in_the_middle_is_read_from_its_start_when_a_week_was_set_aside(
    site: SiteFolder, feeds: list[Path], tmp_path: Path
) -> None:
    """Its first half lay in the damaged week."""

    class Cut(Exception):
        pass

    def cut(done: int, whole: int) -> None:
        if done > whole // 2:
            raise Cut

    file = feed_file(tmp_path / "old 3.jsonl", [letter(n, OLD) for n in range(3000, 3000 + HALF)])
    with pytest.raises(Cut):
        import_file(site, file, today=TODAY, batch_rows=50, progress=cut)
    in_items(site, WEEK)
    set_week_aside(site, WEEK)
    report = import_file(site, file, today=TODAY, batch_rows=50)
    assert (report.resumed_at, report.kept) == (0, {Kept.NEW: HALF})


def test_who_reads_beside_sees_the_new_file_and_no_longer_the_old_one(
    site: SiteFolder, feeds: list[Path]
) -> None:
    with reading(site) as bench:
        assert found(bench, 1005) == 1
        in_header(site, WEEK)
        set_week_aside(site, WEEK)
        assert found(bench, 1005) == 0
        assert bench.missing() == (WEEK,)
        fed(site, feeds[2])
        assert (found(bench, 1005), found(bench, 2005)) == (0, 1)
        assert bench.missing() == (WEEK,), "half of it was fed again"
        fed(site, feeds[1])
        assert found(bench, 1005) == 1
        assert bench.missing() == ()


def test_another_program_that_knows_the_old_key_reads_the_new_file(
    site: SiteFolder, feeds: list[Path]
) -> None:
    other = site_folder(site.root)
    with reading(other) as bench:
        assert found(bench, 1005) == 1
        set_week_aside(site, WEEK)
        for file in feeds:
            fed(site, file)
        assert found(bench, 1005) == 1
        assert bench.broken == {}


def test_a_week_damaged_twice_is_set_aside_twice(site: SiteFolder, feeds: list[Path]) -> None:
    for number in (1, 2):
        in_index(site, WEEK)
        set_week_aside(site, WEEK)
        assert (site.set_aside / f"{WEEK}-{number}.db").is_file()
        for file in feeds:
            fed(site, file)
    with reading(site) as bench:
        assert bench.tally().items == 3 * HALF
        assert bench.missing() == ()


def test_weeks_are_looked_through_when_nobody_works(site: SiteFolder, feeds: list[Path]) -> None:
    in_items(site, WEEK)
    found: list[str] = []
    quiet = Quiet(threading.Event(), seconds=2.0, patience=600.0)
    job = (site, site.weeks(), lambda week, _: found.append(week), quiet)
    looking = threading.Thread(target=damaged_weeks, args=job)
    looking.start()
    worked = time.monotonic()
    while time.monotonic() - worked < 3.0:
        quiet.disturb()
        looking.join(0.02)
        assert looking.is_alive()
        assert found == []
    looking.join()
    assert found == [WEEK]


@pytest.mark.parametrize("step", ["key given", "moved"])
def test_killed_while_it_is_set_aside_the_week_is_at_one_of_two_places(
    site: SiteFolder, feeds: list[Path], step: str
) -> None:
    in_items(site, WEEK)
    name, aside = f"declarations/{WEEK}.db", f"declarations/damaged/{WEEK}-1.db"
    key = site.keys().key_of(name)
    site.keys().give_also(name, aside)
    if step == "moved":
        site.set_aside.mkdir()
        site.week_file(WEEK).rename(site.set_aside / f"{WEEK}-1.db")
    for file in feeds:
        fed(site, file)
    with reading(site) as bench:
        assert bench.tally().items == 3 * HALF
    assert [file.name for file in files_aside(site)] == [f"{WEEK}-1.db"]
    assert site.keys().known_key(aside) == key
    assert site.keys().known_key(name) not in (None, key)
