"""Measures the store: import, look-up, search, size and purge, beside a bare table of the same rows."""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from borderpost.app.places import resources_root
from borderpost.benchmarks.figures import Bound, Figure, save, table
from borderpost.benchmarks.risk_profiles import make_profiles
from borderpost.benchmarks.store_build import BUILD, Built, build_week, make_site, site_of
from borderpost.benchmarks.store_mail import Mail
from borderpost.benchmarks.store_reads import (
    COLD,
    WARM,
    Reader,
    cold_with_reasons,
    look_ups,
    percentile,
    searches,
    some_numbers,
    still_held,
    with_reasons,
)
from borderpost.benchmarks.store_window import ready_in, run_window
from borderpost.feeds.rates_file import load_rates
from borderpost.store.folder import SiteFolder
from borderpost.store.purging import erase_week

MILLION: Final = 1_000_000
_PROFILES: Final = 200
_SCANNED: Final = 600
_STARTS: Final = 5
_MILLI: Final = 1e3
_MICRO: Final = 1e6


def bench(argv: Sequence[str]) -> int:
    """Build a store of so many items and measure it; 0 when all goals hold."""
    parser = argparse.ArgumentParser(prog="borderpost bench store")
    parser.add_argument("--items", type=int, default=MILLION, help="declarations (default: a million)")
    parser.add_argument("--weeks", type=int, default=13, help="weeks of arrival (default: 13)")
    parser.add_argument(
        "--folder", type=Path, help="build it there, and leave it; one that is there is measured"
    )
    parser.add_argument("--json", type=Path, dest="file")
    chosen = parser.parse_args(argv)
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="borderpost-store-"))
    try:
        figures = measure(Mail(chosen.items, chosen.weeks), folder)
    finally:
        if chosen.folder is None:
            shutil.rmtree(folder, ignore_errors=True)
    print(table(figures))
    if chosen.file is not None:
        save(figures, chosen.file)
    return 0 if all(figure.holds for figure in figures) else 1


def measure(mail: Mail, work: Path) -> list[Figure]:
    """Return all figures of a store of that mail; it is built in the folder where it is not there yet."""
    root, bare = work / "site", work / "bare.db"
    figures: list[Figure] = []
    if not bare.exists():
        work.mkdir(parents=True, exist_ok=True)
        make_site(root, mail.last_day)
        shutil.copytree(root, work / "empty")
        figures += _imported(_built(mail, work, root, bare))
    folder = site_of(root)
    figures += _sizes(folder, mail.items)
    numbers = still_held(folder, some_numbers(bare, WARM))
    ours, theirs = look_ups(folder, bare, numbers)
    figures += [
        Figure("look-up to declaration, times the bare one", ours / theirs, 3.0, Bound.AT_MOST),
        Figure("look-up to declaration, µs (median)", ours * _MICRO, baseline=theirs * _MICRO),
    ]
    profiles, rates = make_profiles(_PROFILES), load_rates(resources_root() / "rates" / "demo.toml")
    cold = cold_with_reasons(folder, numbers[:COLD], profiles, rates, mail.last_day)
    figures.append(_latency("look-up with reasons, cold, ms (99th)", cold, 0.99, 10.0))
    found = searches(folder, bare)
    figures += [
        _latency("search as typed, ms (95th)", found, 0.95, 20.0),
        _latency("search as typed, ms (median)", found, 0.5, None),
    ]
    figures += _window(root, work / "empty", numbers[:_SCANNED])
    beside = _extra_week(mail, work)
    importing = subprocess.Popen(
        [*BUILD, str(root), str(beside), mail.last_day.isoformat()],
        stdout=subprocess.DEVNULL,
    )
    try:
        times: list[float] = []
        while importing.poll() is None and len(times) < 10 * WARM:
            times += with_reasons(folder, numbers[:2000], profiles, rates, mail.last_day)
    finally:
        importing.wait()
        beside.unlink()
    figures.append(_latency("look-up with reasons beside an import, ms (99th)", times, 0.99, 2.0))
    return figures + _purged(folder, numbers)


def _built(mail: Mail, work: Path, root: Path, bare: Path) -> list[Built]:
    built = []
    for week in range(mail.weeks):
        file = work / "week.jsonl"
        mail.write(week, file)
        built.append(build_week(root, file, bare, mail.last_day))
        file.unlink()
        one = built[-1]
        print(
            f"week {week + 1} of {mail.weeks}: {one.rows} rows, {one.rows / one.everything:.0f} a second;"
            f" database {one.database / one.rows * _MICRO:.1f} µs, bare {one.bare / one.rows * _MICRO:.1f}",
            file=sys.stderr,
        )
    return built


def _imported(built: list[Built]) -> list[Figure]:
    first, last = _about(built, MILLION), _about(built[::-1], MILLION)
    rate, last_rate = _rate(first), _rate(last)
    bare = sum(one.bare for one in first)
    database = sum(one.database for one in first) / bare
    words = sum(one.words for one in first) / bare
    return [
        Figure("import, items a second and core (first million)", rate, 20_000.0),
        Figure("import, last million against the first", last_rate / rate, 0.9),
        Figure("database's share, times a bare table", database - words, 4.5, Bound.AT_MOST),
        Figure("database's share with the search index", database),
    ]


def _about(built: list[Built], rows: int) -> list[Built]:
    some: list[Built] = []
    for one in built:
        some.append(one)
        if sum(each.rows for each in some) >= rows:
            break
    return some


def _rate(built: list[Built]) -> float:
    return sum(one.rows for one in built) / sum(one.everything for one in built)


def _sizes(folder: SiteFolder, items: int) -> list[Figure]:
    whole = sum(file.stat().st_size for file in folder.declarations.glob("*.db"))
    index = 0
    for week in folder.weeks():
        with_words = folder.connect_week(week, readonly=True)
        query = "SELECT coalesce(sum(length(block)), 0) FROM words_data"
        index += with_words.execute(query).fetchone()[0]
        with_words.close()
    return [
        Figure("bytes an item, with its search index", whole / items, 500.0, Bound.AT_MOST),
        Figure("bytes an item, without it (about)", (whole - index) / items, 350.0, Bound.AT_MOST),
    ]


def _window(root: Path, empty: Path, numbers: list[str]) -> list[Figure]:
    run_window(root, ())
    seen = run_window(root, numbers)
    starts, of_empty = ready_in((root, empty), _STARTS)
    return [
        _latency("scan to painted pixels, ms (99th)", seen.painted, 0.99, 16.0),
        _latency("scan to painted pixels, ms (median)", seen.painted, 0.5, None),
        Figure("memory of the window, MB", seen.memory / 1e6, 400.0, Bound.AT_MOST),
        Figure("start to ready, times an empty store", starts / of_empty, 1.2, Bound.AT_MOST),
        Figure("start to ready, s", starts, baseline=of_empty),
    ]


def _latency(name: str, times: list[float], part: float, goal: float | None) -> Figure:
    return Figure(name, percentile(times, part) * _MILLI, goal, Bound.AT_MOST)


def _extra_week(mail: Mail, work: Path) -> Path:
    """Write mail that is none of what is held, for an import to go on with beside."""
    file = work / "beside.jsonl"
    Mail(min(mail.items, 300_000), 1, seed=99).write(0, file)
    return file


def _purged(folder: SiteFolder, numbers: list[str]) -> list[Figure]:
    weeks = folder.weeks()
    largest = max(weeks, key=lambda week: folder.week_file(week).stat().st_size)
    with Reader(folder, numbers) as reader:
        time.sleep(0.5)
        begun = time.perf_counter()
        erase_week(folder, largest)
        took = time.perf_counter() - begun
        time.sleep(0.5)
    return [
        Figure("purging a week, s", took, 0.5, Bound.AT_MOST),
        Figure("longest look-up beside a purge, ms", max(reader.times) * _MILLI, 16.0, Bound.AT_MOST),
    ]
