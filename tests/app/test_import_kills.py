"""An import that was killed, or under which the power went, is taken up: nothing twice, nothing missing."""

import contextlib
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from borderpost.app.importing import import_file
from borderpost.domain.declaration import Declaration
from borderpost.store.engine import DatabaseError
from borderpost.store.site import SiteFolder
from declared import TODAY, reading
from station import site_folder
from store.test_sealing import in_clear
from store.weeks_of_mail import feed_file, letter

KILLS, MOST_KILLS = 20, 200
ROWS = 900
WEEKS = (date(2026, 11, 3), date(2026, 11, 12), date(2026, 11, 19))
BROKEN = (7, 300, 301, 600, 899)
IMPORTER = """
import os, sys
from pathlib import Path
from borderpost.app.importing import import_file
from declared import TODAY
from station import site_folder
for line in sys.stdin:
    site, file = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if child == 0:
        root = Path(site)
        import_file(site_folder(root), Path(file), rejects_folder=root, today=TODAY, batch_rows=60)
        os._exit(0)
    print(child, flush=True)
    _, status = os.waitpid(child, 0)
    print(status, flush=True)
"""


def mail() -> list[Declaration]:
    """Three weeks of mail, with amendments far from what they amend."""
    made = [letter(number, WEEKS[number % 3]) for number in range(ROWS)]
    for number in range(100, ROWS, 50):
        first = made[number - 90]
        words = (replace(first.lines[0], description="amended"),)
        made[number] = replace(first, message=replace(first.message, version=2), lines=words)
    return made


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A feed of three weeks, with rows that are refused."""
    file = feed_file(tmp_path_factory.mktemp("feed") / "day.jsonl", mail())
    rows = file.read_bytes().splitlines()
    for place in BROKEN:
        rows[place] = b"{broken %d" % place
    file.write_bytes(b"\n".join(rows) + b"\n")
    return file


@pytest.fixture(scope="module")
def whole(feed: Path, tmp_path_factory: pytest.TempPathFactory) -> Counter[tuple[str, int]]:
    """What the feed comes to where nothing interrupts it."""
    root = tmp_path_factory.mktemp("whole")
    site = site_folder(root / "site")
    import_file(site, feed, rejects_folder=root, today=TODAY, batch_rows=60)
    held = held_in(site)
    assert sum(held.values()) == ROWS - len(BROKEN)
    return held


def held_in(site: SiteFolder) -> Counter[tuple[str, int]]:
    with reading(site) as declarations:
        assert declarations.broken == {}
        rows = [one for week in declarations.weeks() for one in week.all()]
        assert declarations.tally().items == len(rows)
    return Counter((one.message.id, one.message.version) for one in rows)


def assert_clean(site: SiteFolder) -> None:
    """Assert that every week is whole: pages, tables, the index of words, and each row is found by a word."""
    for week in site.weeks():
        with contextlib.closing(site.connect_week(week)) as conn:
            assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert conn.execute("PRAGMA cipher_integrity_check").fetchall() == []
            check_words(site, week)
            (rows,) = conn.execute("SELECT count(*) FROM items").fetchone()
            for query in (
                "SELECT count(DISTINCT row) FROM numbers",
                "SELECT count(*) FROM messages",
                "SELECT sum(items) FROM sources",
                "SELECT count(*) FROM words WHERE words MATCH 'mug OR amended'",
            ):
                assert conn.execute(query).fetchone() == (rows,)


def check_words(site: SiteFolder, week: str) -> None:
    """Let the index of words check itself; raises DatabaseError where it does not hold together."""
    with contextlib.closing(site.connect_week(week)) as conn:
        conn.execute("INSERT INTO words(words) VALUES ('integrity-check')")


def assert_as_whole(site: SiteFolder, whole: Counter[tuple[str, int]]) -> None:
    assert held_in(site) == whole
    assert_clean(site)
    rejects = site.root / "day.jsonl.rejects.jsonl"
    lines = [json.loads(line)["line"] for line in rejects.read_bytes().splitlines()]
    assert lines == [place + 1 for place in BROKEN]


@contextlib.contextmanager
def importer(checkout: Path) -> Iterator["subprocess.Popen[str]"]:
    environment = os.environ | {"PYTHONPATH": f"{checkout / 'src'}:{checkout / 'tests'}"}
    with subprocess.Popen(
        [sys.executable, "-c", IMPORTER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def run(process: "subprocess.Popen[str]", site: Path, feed: Path, seconds: float) -> tuple[bool, float]:
    """Import in a process of its own, killed after so many seconds; tell whether it came to its end, and how
    long it ran."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{site}\t{feed}\n")
    process.stdin.flush()
    child = int(process.stdout.readline())
    began = time.monotonic()
    timer = threading.Timer(seconds, killed, [child])
    timer.start()
    status = int(process.stdout.readline())
    timer.cancel()
    timer.join()
    assert status in (0, signal.SIGKILL), "it failed of itself"
    return status == 0, time.monotonic() - began


def killed(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)


def test_killed_at_random_the_feed_is_taken_up(
    tmp_path: Path, checkout: Path, feed: Path, whole: Counter[tuple[str, int]]
) -> None:
    dice = random.Random(20261122)
    kills, halves = 0, 0
    with importer(checkout) as process:
        warm = site_folder(tmp_path / "warm").root
        _, taken = run(process, warm, feed, 60)
        number = 0
        while kills < (KILLS if halves else MOST_KILLS):
            number += 1
            site = site_folder(tmp_path / f"site {number}")
            ended, begun = False, False
            while not ended:
                enough = kills >= (KILLS if halves else MOST_KILLS)
                ended, took = run(process, site.root, feed, 60 if enough else dice.uniform(0, taken * 0.6))
                kills += not ended
                halves += not ended and bool(site.weeks())
                if ended and not begun:
                    # the first one of all came in a slow moment, and no kill would come before the end
                    taken = min(taken, took)
                begun = True
            assert_as_whole(site, whole)
        assert halves, "some kill came in the middle"


def test_an_import_killed_in_the_middle_leaves_nothing_in_clear(tmp_path: Path, checkout: Path) -> None:
    """In the site's folder: rows that were refused lie beside the feed, in clear as the feed itself."""
    site = site_folder(tmp_path / "site")
    named = feed_file(tmp_path / "named.jsonl", [letter(n, WEEKS[0]) for n in range(2000, 2400)])
    assert b"Nowak" in named.read_bytes()
    with importer(checkout) as process:
        killed_in_it = False
        for step in range(1, 400):
            ended, _ = run(process, site.root, named, step / 250)
            killed_in_it = killed_in_it or (not ended and bool(site.weeks()))
            if ended:
                break
            assert in_clear(site.root, tmp_path / f"copy {step}") == []
    assert killed_in_it
    assert in_clear(site.root, tmp_path / "whole") == []


class Cut(Exception):
    """The power goes."""


@pytest.mark.parametrize("batches", [1, 4, 8, 13])
def test_where_the_power_goes_the_feed_is_taken_up_where_it_was_durable(
    tmp_path: Path, feed: Path, whole: Counter[tuple[str, int]], batches: int
) -> None:
    """What was not yet made durable is there in part: the end of a week's log is cut anywhere."""
    dice = random.Random(batches)
    site = site_folder(tmp_path / "site")
    after, later = tmp_path / "after", tmp_path / "later"
    calls = itertools.count(1)

    def cut(done: int, size: int) -> None:
        call = next(calls)
        if call >= batches:
            # another process copies: to read them here would undo the locks on the files
            subprocess.run(["cp", "-r", site.root, after if call == batches else later], check=True)
        if call > batches:
            raise Cut

    with pytest.raises(Cut):
        import_file(site, feed, rejects_folder=site.root, today=TODAY, batch_rows=60, progress=cut)
    torn = 0
    for log in (after / "declarations").glob("*-wal"):
        data = (later / "declarations" / log.name).read_bytes()
        if len(data) > log.stat().st_size:
            log.write_bytes(data[: dice.randrange(log.stat().st_size, len(data))])
            torn += 1
    assert torn
    for shared in after.rglob("*-shm"):
        shared.unlink()
    again = site_folder(after)
    import_file(again, feed, rejects_folder=after, today=TODAY, batch_rows=60)
    assert_as_whole(again, whole)


def test_the_index_of_words_finds_out_when_it_does_not_hold_together(tmp_path: Path) -> None:
    """It holds no text of its own, and yet its check is more than nothing."""
    site = site_folder(tmp_path / "site")
    file = feed_file(tmp_path / "a.jsonl", [letter(n, WEEKS[0]) for n in range(50)])
    import_file(site, file, today=TODAY)
    (week,) = site.weeks()
    check_words(site, week)
    with contextlib.closing(site.connect_week(week)) as conn:
        conn.execute("DELETE FROM words_data WHERE id > 10 AND id = (SELECT max(id) FROM words_data)")
    with pytest.raises(DatabaseError):
        check_words(site, week)
