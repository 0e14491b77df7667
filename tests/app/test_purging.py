"""Declarations whose time is over are erased, whatever interrupts it."""

import contextlib
import os
import queue
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from borderpost.app import purging
from borderpost.app.importing import import_file
from borderpost.app.purging import would_purge
from borderpost.app.telling import import_lines
from borderpost.domain.law.keeping import Keeping
from borderpost.store import purging as erasing
from borderpost.store.features_file import features_there
from borderpost.store.features_pass import carry_on
from borderpost.store.lock import FolderInUse, FolderLock
from borderpost.store.message_versions import Kept
from borderpost.store.quarantine import set_week_aside
from borderpost.store.site import SiteFolder
from borderpost.work.retaining import record_purge
from declared import declare, reading
from mail_past_its_time import (
    DAYS,
    KEEPING,
    NEW,
    OLD,
    TODAY,
    WEEK,
    assert_erased,
    held,
    purged,
    told,
    with_mail,
)
from record_dump import assert_whole
from station import HandClock, Station, open_station
from store.weeks_of_mail import DAMAGES, emptied, feed_file, in_items, letter


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    """A station with one week whose time is over and one that is kept."""
    opened = open_station(tmp_path / "site", HandClock())
    with_mail(opened.folder)
    yield opened
    opened.store.close()


def test_a_week_whose_time_is_over_is_erased_and_recorded(station: Station) -> None:
    before = station.store.read(lambda pages: pages.declarations_held()).result(20)[0]
    done = purged(station)
    assert [week.week for week in done.weeks] == [WEEK]
    assert_erased(station)
    (act,) = told(station)
    assert (act.week, act.items, act.messages, act.days, act.basis) == (WEEK, 21, 21, 90, KEEPING.basis)
    assert act.sources == {"POST-DE": 1, "POST-GB": 20}
    assert station.store.read(lambda pages: pages.declarations_held()).result(20)[0] == before - 21
    assert purged(station).weeks == []
    assert_whole(station.folder)


@pytest.mark.parametrize(("days", "due"), [(0, True), (1, False)])
def test_the_days_are_counted_from_the_last_day_of_the_week(station: Station, days: int, due: bool) -> None:
    sunday = date(2026, 7, 26)
    today = sunday + timedelta(days=DAYS + 1 - days)
    weeks = [week.week for week in would_purge(station.folder, KEEPING, today).weeks]
    assert weeks == ([WEEK] if due else [])


def test_what_was_filed_while_the_clock_stood_behind_is_kept_for_its_time(station: Station) -> None:
    far = letter(203, date(2030, 5, 5))
    declare(station.folder, letter(200, NEW), far, today=date(2026, 1, 20))
    declare(station.folder, letter(201, date(2027, 5, 5)), today=date(2026, 2, 3))  # a date that was made up
    made_up = [letter(n, date(2026, 3, 1)) for n in range(300, 400)]
    declare(station.folder, *made_up, letter(202, NEW), today=date(2026, 3, 1))
    assert [week.week for week in purged(station).weeks] == ["2026-W06", "2026-W09", WEEK]
    assert held(station, letter(200, NEW)) == 1
    assert purged(station, date(2027, 3, 1), trust_clock=True).weeks[0].week == "2026-W04"
    assert held(station, letter(200, NEW)) == 0


def test_what_profiles_were_tested_by_goes_with_its_week(station: Station) -> None:
    assert carry_on(station.folder) == 51
    assert features_there(station.folder) == ["2026-W30", "2026-W46"]
    purged(station)
    assert [path.name for path in (station.folder.root / "features").glob("*W30*")] == []
    assert features_there(station.folder) == ["2026-W46"]


def test_what_had_arrived_before_the_oldest_week_goes_by_its_newest_arrival(station: Station) -> None:
    declare(station.folder, letter(900, date(2024, 1, 10)), today=NEW)
    assert "older" in station.folder.weeks()
    long = Keeping(1200, "site")
    assert would_purge(station.folder, long, TODAY).weeks == []
    assert [week.week for week in purged(station).weeks] == ["older", WEEK]


Moment = Callable[[Station], None]


def recorded(station: Station) -> None:
    week = erasing.weighed(station.folder, WEEK)
    station.do(record_purge, week=week, keeping=KEEPING, belonging=[])


def keyless(station: Station) -> None:
    recorded(station)
    station.folder.keys().forget(f"declarations/{WEEK}.db")


def half_removed(station: Station) -> None:
    keyless(station)
    path = station.folder.week_file(WEEK)
    path.with_name(f"{path.name}-wal").write_bytes(b"left")
    path.with_name(f"{path.name}-shm").write_bytes(b"left")
    path.unlink()


@pytest.mark.parametrize(("moment", "readable"), [(recorded, 1), (keyless, 0), (half_removed, 0)])
def test_killed_at_any_step_it_is_completed_and_recorded_once(
    station: Station, moment: Moment, readable: int
) -> None:
    """Until the key is gone the week is read; from then on it is erased, whatever is left of its files."""
    assert held(station, letter(3, OLD)) == 1
    moment(station)
    assert held(station, letter(3, OLD)) == readable
    station.store.close()
    again = open_station(station.folder.root, HandClock())
    try:
        purged(again)
        purged(again)
        assert_erased(again)
    finally:
        again.store.close()


PURGER = """
import os, sys
from pathlib import Path
from mail_past_its_time import purged
from station import HandClock, open_station
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        purged(open_station(Path(line.strip()), HandClock()))
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


def test_killed_at_random_it_is_completed_and_recorded_once(tmp_path: Path, checkout: Path) -> None:
    dice = random.Random(20261122)
    first = open_station(tmp_path / "first", HandClock())
    with_mail(first.folder)
    first.store.close()
    environment = os.environ | {"PYTHONPATH": f"{checkout / 'src'}:{checkout / 'tests'}"}
    ends: Counter[str] = Counter()
    with subprocess.Popen(
        [sys.executable, "-c", PURGER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as purger:
        assert purger.stdin is not None
        assert purger.stdout is not None
        taken, number = 60.0, 0
        while number < 13 or (not ends["read"] and number < 60):
            root = tmp_path / f"site {number}"
            shutil.copytree(first.folder.root, root)
            purger.stdin.write(f"{root}\n")
            purger.stdin.flush()
            child, began = int(purger.stdout.readline()), time.monotonic()
            timer = threading.Timer(taken if number == 0 else dice.uniform(taken / 6, taken), kill, [child])
            timer.start()
            assert purger.stdout.readline() == "ended\n"
            timer.cancel()
            timer.join()
            if number == 0:
                taken = time.monotonic() - began
            number += 1
            again = open_station(root, HandClock())
            try:
                ends["read" if held(again, letter(3, OLD)) else "erased"] += 1
                if not ends["read"]:
                    taken *= 0.8  # the first one was slow: kill sooner
                purged(again)
                assert_erased(again)
            finally:
                again.store.close()
        purger.stdin.close()
    assert set(ends) == {"read", "erased"}


def kill(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)


def test_a_week_that_is_erased_while_it_is_read_is_not_taken_for_damaged(station: Station) -> None:
    with reading(station.folder) as declarations:
        weeks = declarations.weeks()
        erasing.erase_week(station.folder, WEEK)
        for week in weeks:
            # nothing of it is in memory yet: the file is read, and there is none any more
            assert len(declarations._read(week, lambda one: list(one.all()), [])) == (week.week != WEEK) * 30
        assert declarations.broken == {}
        assert declarations.missing() == ()
        assert held(station, letter(103, NEW)) == 1


def test_a_file_without_key_of_a_week_that_was_not_erased_is_not_removed(station: Station) -> None:
    station.folder.keys().forget("declarations/2026-W46.db")
    purged(station)
    assert station.folder.week_file("2026-W46").exists()


def test_a_key_that_was_left_of_an_erased_week_is_forgotten(station: Station) -> None:
    name, keys = f"declarations/{WEEK}.db", station.folder.keys()
    keys.give_also(name, "left")
    purged(station)
    keys.give_also("left", name)
    purged(station)
    assert_erased(station)
    # another file may bear the name of an erased week later
    keys.key_of(name)
    purged(station)
    assert keys.has_key(name)


def test_nothing_is_erased_while_declarations_are_taken_in(station: Station) -> None:
    with FolderLock(station.folder.importing), pytest.raises(FolderInUse):
        purged(station)
    assert held(station, letter(3, OLD)) == 1
    assert told(station) == []


def test_a_clock_far_ahead_of_the_mail_erases_nothing_by_itself(station: Station) -> None:
    far = date(2036, 1, 1)
    done = purged(station, far)
    assert done.withheld is not None
    assert [week.week for week in done.weeks] == [WEEK, "2026-W46"]
    assert held(station, letter(3, OLD)) == held(station, letter(103, NEW)) == 1
    assert len(purged(station, far, trust_clock=True).weeks) == 2
    assert station.folder.weeks() == []


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_week_is_erased_too(station: Station, damage: Callable[[SiteFolder, str], None]) -> None:
    damage(station.folder, WEEK)
    purged(station)
    assert_erased(station)
    (act,) = told(station)
    assert act.unread or act.items == 21


def test_what_was_set_aside_of_a_week_goes_with_it(station: Station) -> None:
    in_items(station.folder, WEEK)
    target = set_week_aside(station.folder, WEEK)
    assert target.exists()
    purged(station)
    assert_erased(station)
    (act,) = told(station)
    assert act.aside == 1
    assert not any("damaged" in name for name in station.folder.keys().names())
    with reading(station.folder) as declarations:
        assert declarations.missing() == ()


def test_what_is_fed_again_after_its_time_is_counted_and_not_kept(station: Station, tmp_path: Path) -> None:
    purged(station)
    rows = [letter(n, OLD) for n in range(4)] + [letter(500, NEW)]
    rows.append(replace(rows[0], message=replace(rows[0].message, version=2)))
    file = feed_file(tmp_path / "late.jsonl", rows)
    report = import_file(station.folder, file, today=TODAY, keep_days=DAYS)
    assert report.kept == {Kept.EXPIRED: 5, Kept.NEW: 1}
    assert report.rejected == 0
    assert "5 older than the time for which declarations are kept" in import_lines(report)[0]
    assert_erased(station)


def test_a_bench_erases_at_its_start_and_tells(station: Station) -> None:
    notices: queue.Queue[object] = queue.Queue()
    station.store.on_notice = notices.put
    daily = purging.DailyPurge(station.store, lambda day: KEEPING, lambda: station.clock())
    assert notices.get(timeout=20) == purging.WeeksErased((WEEK,), 21, DAYS)
    daily.stop()
    assert_erased(station)


def test_a_site_that_says_nothing_erases_nothing(station: Station) -> None:
    daily = purging.DailyPurge(station.store, lambda day: None, lambda: station.clock())
    daily.stop()
    assert held(station, letter(3, OLD)) == 1


def test_an_empty_file_is_no_week(station: Station) -> None:
    emptied(station.folder, WEEK)
    assert erasing.weighed(station.folder, WEEK).unread
