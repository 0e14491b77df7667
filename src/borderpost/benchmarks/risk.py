"""Measures risk profiles: whole stores and single items, beside other engines on the same profiles."""

import argparse
import contextlib
import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

from borderpost.app.places import resources_root
from borderpost.benchmarks.figures import Bound, Figure, save, table
from borderpost.benchmarks.risk_profiles import WATCH_LIST, make_profiles
from borderpost.benchmarks.risk_store import PROFILES, items_handed_over, rows_selected, whole_store
from borderpost.benchmarks.risk_trial import NoRivals, ask_rivals, make_trial, neutral_items
from borderpost.benchmarks.risk_watch import watched_store
from borderpost.benchmarks.store_build import build_week, site_of
from borderpost.benchmarks.store_mail import Mail
from borderpost.benchmarks.watch_names import firm, person
from borderpost.domain.declaration import Declaration
from borderpost.domain.money import RateTable
from borderpost.domain.risk.assess import assess
from borderpost.domain.risk.facts import ItemFacts
from borderpost.domain.risk.history import SameKind, history_key
from borderpost.domain.risk.matching import matching
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.domain.risk.surroundings import Surroundings
from borderpost.domain.risk.watch.site_lists import SiteWatchLists
from borderpost.domain.risk.watch.watch_entry import EntryKind, WatchEntry, WatchList
from borderpost.feeds.rates_file import load_rates
from borderpost.feeds.vague_files import load_vague_words
from borderpost.feeds.watch_list_files import load_name_words
from borderpost.store.declarations import Declarations
from borderpost.store.features_pass import carry_on
from borderpost.store.folder import SiteFolder
from borderpost.store.same_items import SiteHistory

_SINGLE: Final = 1_500
_CEL_ITEMS: Final = 100
_WARMING: Final = 200
_MANY: Final = 5_000
_SOME: Final = 1_000
_MILLI: Final = 1e3
_CHECKOUT: Final = Path(__file__).resolve().parents[3]


def bench(argv: Sequence[str]) -> int:
    """Measure, and print what came of it; 0 when every goal holds, 2 when the rivals cannot be asked."""
    parser = argparse.ArgumentParser(prog="borderpost bench risk")
    parser.add_argument("--items", type=int, default=1_000_000, help="items of the real store")
    parser.add_argument("--weeks", type=int, default=13, help="weeks over which they arrive")
    parser.add_argument("--trial", type=int, default=100_000, help="items for the comparison with others")
    parser.add_argument("--names", type=int, default=50_000, help="names on the watch list")
    parser.add_argument("--folder", type=Path, help="build the stores there, and leave them")
    parser.add_argument("--json", type=Path, dest="file")
    chosen = parser.parse_args(argv)
    work = chosen.folder or Path(tempfile.mkdtemp(prefix="borderpost-risk-"))
    rates = load_rates(resources_root() / "rates" / "demo.toml")
    code = 0
    figures: list[Figure] = []
    try:
        mail = Mail(chosen.trial, 1)
        try:
            figures += _beside_others(_store(work / "trial", mail), mail, rates, work)
        except NoRivals as error:
            print(f"nothing is compared with others: {error}", file=sys.stderr)
            code = 2
        mail = Mail(chosen.items, chosen.weeks)
        folder = _store(work / "real", mail)
        watch = _watch_list(chosen.names)
        figures += _single_items(folder, mail, rates, watch)
        figures += whole_store(folder, mail, rates, _some(folder, _SINGLE))
        figures += watched_store(folder, mail, rates, watch)
    finally:
        if chosen.folder is None:
            shutil.rmtree(work, ignore_errors=True)
    print(table(figures))
    if chosen.file is not None:
        save(figures, chosen.file)
    return code or (0 if all(figure.holds for figure in figures) else 1)


def _store(work: Path, mail: Mail) -> SiteFolder:
    """Return a store of that mail with its features; it is built where it is not there yet."""
    root = work / "site"
    if not (work / "built").exists():
        work.mkdir(parents=True, exist_ok=True)
        for week in range(mail.weeks):
            file = work / "week.jsonl"
            mail.write(week, file)
            build_week(root, file, None, mail.last_day)
            file.unlink()
        begun = time.process_time()
        rows = carry_on(site_of(root))
        spent = (time.process_time() - begun) / max(1, rows) * 1e6
        print(f"{rows:,} items, features at {spent:.0f} µs each", file=sys.stderr)
        (work / "built").touch()
    return site_of(root)


def _beside_others(folder: SiteFolder, mail: Mail, rates: RateTable, work: Path) -> list[Figure]:
    trial, many = make_trial(PROFILES), make_trial(_SOME, seed=12)
    items, declarations = neutral_items(folder, rates)
    singles = Random(4).sample(range(len(items)), _CEL_ITEMS)
    told = ask_rivals(
        _CHECKOUT,
        work,
        {
            "items": items,
            "profiles": trial.neutral,
            "singles": [items[one] for one in singles],
            "single_profiles": many.neutral,
        },
    )
    runs = [rows_selected(folder, trial.profiles, rates, mail.last_day) for _ in range(2)]
    ours = min(seconds for seconds, _ in runs)
    handed = items_handed_over(folder, trial.profiles, rates, mail.last_day)
    rate = len(items) / ours
    duckdb, masks = (len(items) / told[name]["seconds"] for name in ("duckdb", "numpy"))
    same = runs[0][1] == told["numpy"]["counts"] == told["duckdb"]["counts"]
    figures = [
        Figure("trial: every engine selects the same", float(same), 1.0),
        Figure("trial: items a second, 200 profiles", rate, baseline=duckdb),
        Figure("trial: times DuckDB", rate / duckdb, 2.5),
        Figure("trial: times numpy masks in memory", rate / masks, 0.2),
        Figure("trial: items a second, selected ones handed over", len(items) / handed),
    ]
    chosen = [declarations[one] for one in singles]
    many.profiles.make_ready()
    # Every item is met for the first time, as at the bench, and read from its declaration.
    others = [one for number, one in enumerate(declarations) if number not in set(singles)]
    alone, counted = _matched(others[:_WARMING] + chosen, many.profiles, rates, mail.last_day)
    told_why = _at(
        _assessed(others[_WARMING:][:_SINGLE], many.profiles, rates, mail.last_day, Surroundings()), 0.5
    )
    theirs_held = [told[name]["hits"] for name in ("rule-engine", "cel")]
    figures.append(
        Figure("one item: every engine selects the same", float(theirs_held == [counted[_WARMING:]] * 2), 1.0)
    )
    for name, goal in (("rule-engine", 1_000.0), ("cel", 30.0)):
        theirs = _at(told[name]["seconds"], 0.5)
        figures += [
            Figure(f"one item, 1,000 profiles: times {name}", theirs / _at(alone[_WARMING:], 0.5), goal),
            Figure(f"the same with our reasons: times {name}", theirs / told_why),
        ]
    return figures


def _matched(
    declarations: list[Declaration], profiles: ProfileSet, rates: RateTable, today: date
) -> tuple[list[float], list[int]]:
    """Return how long it took to find which profiles hold, by item, and how many did."""
    times, counted = [], []
    gc.collect()
    for declaration in declarations:
        begun = time.thread_time()
        found = matching(ItemFacts(declaration, rates, today), profiles)
        times.append(time.thread_time() - begun)
        counted.append(len(found))
    return times, counted


def _single_items(folder: SiteFolder, mail: Mail, rates: RateTable, watch: SiteWatchLists) -> list[Figure]:
    around = Surroundings(
        watch,
        SiteHistory(folder).up_to(mail.last_day),
        load_vague_words([resources_root() / "words" / "vague.toml"], mail.last_day).words,
    )
    declarations = _some(folder, 2 * _SINGLE)
    figures = []
    for count, goal in ((_SOME, 3.0), (_MANY, 6.0)):
        profiles = make_profiles(count)
        profiles.make_ready()
        _assessed(declarations[:_SINGLE], profiles, rates, mail.last_day, around)
        times = _assessed(declarations[_SINGLE:], profiles, rates, mail.last_day, around)
        figures += [
            Figure(f"one item, {count:,} profiles, ms (median)", _at(times, 0.5) * _MILLI),
            Figure(
                f"one item, {count:,} profiles, ms (99th)", _at(times, 0.99) * _MILLI, goal, Bound.AT_MOST
            ),
        ]
    counted = []
    for declaration in declarations:
        for kind in SameKind:
            key = history_key(kind, declaration)
            begun = time.thread_time()
            around.history.count(kind, key, 30) if around.history is not None else None
            counted.append(time.thread_time() - begun)
    figures.append(
        Figure("items of the same party, 30 days, ms (99th)", _at(counted, 0.99) * _MILLI, 1.0, Bound.AT_MOST)
    )
    return figures


def _assessed(
    declarations: list[Declaration], profiles: ProfileSet, rates: RateTable, today: date, around: Surroundings
) -> list[float]:
    times = []
    gc.collect()
    for declaration in declarations:
        begun = time.thread_time()
        assess(declaration, profiles, rates, today, around=around)
        times.append(time.thread_time() - begun)
    return times


def _some(folder: SiteFolder, count: int) -> list[Declaration]:
    """Return declarations from all weeks."""
    dice = Random(9)
    found = []
    mirror = folder.connect_mirror(readonly=True)
    with contextlib.closing(mirror), contextlib.closing(Declarations(folder, mirror)) as held:
        weeks = [(week, week.tally().items) for week in held.weeks()]
        for _ in range(count):
            week, items = dice.choice(weeks)
            found.append(week.by_row(dice.randint(1, items)))
    return found


def _watch_list(count: int) -> SiteWatchLists:
    dice = Random(20_261_122)
    names: dict[str, EntryKind] = {}
    while len(names) < count:
        if dice.random() < 0.6:
            names[person(dice)] = EntryKind.PERSON
        else:
            names[firm(dice)] = EntryKind.COMPANY
    words, _ = load_name_words(resources_root() / "words" / "names.toml")
    entries = tuple(WatchEntry(str(number), kind, name) for number, (name, kind) in enumerate(names.items()))
    return SiteWatchLists([WatchList(WATCH_LIST, 1, "Trial", "Trial", date.min, entries)], words)


def _at(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]
