"""The trial of the watch lists: the matches of brute force, in how much less time, and what is missed."""

import argparse
import random
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

from borderpost.app.places import resources_root
from borderpost.benchmarks.figures import Bound, Figure, save, table
from borderpost.benchmarks.watch_names import DAMAGES, SCRIPTS, firm, person, script_pairs
from borderpost.domain.risk.watch.name_index import NameIndex, find_by_force
from borderpost.domain.risk.watch.name_words import NameWords
from borderpost.domain.risk.watch.normal_form import name_forms
from borderpost.domain.risk.watch.site_lists import SiteWatchLists
from borderpost.domain.risk.watch.watch_entry import EntryKind, WatchEntry, WatchList
from borderpost.domain.risk.watch_match import LEAST_SCORE
from borderpost.feeds.watch_list_files import load_name_words

DAMAGED_OF_EACH_KIND = 400
_LIST = "trial"
_Result = TypeVar("_Result")


def bench(argv: list[str]) -> int:
    """Run the trial and print what came of it; 0 when every goal holds."""
    parser = argparse.ArgumentParser(prog="bench watch", description=__doc__)
    parser.add_argument("--names", type=int, default=50_000, help="how many names are on the list")
    parser.add_argument("--asked", type=int, default=2_000, help="how many names are looked up")
    parser.add_argument("--seed", type=int, default=20_261_122)
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the figures are written")
    options = parser.parse_args(argv)
    dice = random.Random(options.seed)
    words, _ = load_name_words(resources_root() / "words" / "names.toml")
    entries = _entries(dice, options.names)
    began = time.perf_counter()
    site = SiteWatchLists([WatchList(_LIST, 1, "Trial", "Trial", date.min, entries)], words)
    print(f"{len(entries):,} names made ready in {time.perf_counter() - began:.2f} s")
    asked = _asked(dice, entries, options.asked)
    figures = _speed(entries, asked, words)
    figures += _whole(site, asked)
    figures += _recall(site, dice, entries, words)
    print(table(figures))
    if options.json is not None:
        save(figures, options.json)
    return 0 if all(figure.holds for figure in figures) else 1


def _entries(dice: random.Random, count: int) -> tuple[WatchEntry, ...]:
    names: dict[str, EntryKind] = {}
    while len(names) < count:
        if dice.random() < 0.6:
            names[person(dice)] = EntryKind.PERSON
        else:
            names[firm(dice)] = EntryKind.COMPANY
    return tuple(WatchEntry(str(number), kind, name) for number, (name, kind) in enumerate(names.items()))


def _asked(dice: random.Random, entries: tuple[WatchEntry, ...], count: int) -> list[str]:
    """Return names to look up: four fifths of strangers, one fifth damaged names of the list."""
    damages = list(DAMAGES.values())
    return [
        dice.choice(damages)(dice, dice.choice(entries).name)
        if dice.random() < 0.2
        else (person if dice.random() < 0.5 else firm)(dice)
        for _ in range(count)
    ]


def _speed(entries: tuple[WatchEntry, ...], asked: list[str], words: NameWords) -> list[Figure]:
    """Compare the index with brute force over the same normal forms, turn by turn."""
    keys = list(dict.fromkeys(key for entry in entries for key in _keys(entry.name, words)))
    index = NameIndex(keys)
    queries = [keys_of[0] for name in asked if (keys_of := _keys(name, words))]
    ours: list[float] = []
    force: list[float] = []
    same = 0
    for query in queries:
        spent, found = _timed(index.find, query, LEAST_SCORE)
        spent_by_force, by_force = _timed(find_by_force, keys, query, LEAST_SCORE)
        ours.append(spent)
        force.append(spent_by_force)
        same += found == by_force
    median, worst = _at(ours, 0.5), _at(ours, 0.99)
    median_by_force, worst_by_force = _at(force, 0.5), _at(force, 0.99)
    return [
        Figure("look-ups with the matches of brute force", same / len(queries), 1.0),
        Figure("index: median, µs", median, baseline=median_by_force),
        Figure("index: 99th percentile, µs", worst, baseline=worst_by_force),
        Figure("median: times as fast as brute force", median_by_force / median, 10.0),
        Figure("99th percentile: times as fast", worst_by_force / worst, 1.5),
    ]


def _whole(site: SiteWatchLists, asked: list[str]) -> list[Figure]:
    """Time whole look-ups: reading the name, the index, and saying what differs; then the same again."""
    cold = [_timed(site.match, _LIST, name)[0] for name in asked]
    warm = [_timed(site.match, _LIST, name)[0] for name in asked]
    return [
        Figure("whole look-up: median, µs", _at(cold, 0.5)),
        Figure("whole look-up: 99th percentile, µs", _at(cold, 0.99)),
        Figure("name seen before: median, µs", _at(warm, 0.5)),
    ]


def _recall(
    site: SiteWatchLists, dice: random.Random, entries: tuple[WatchEntry, ...], words: NameWords
) -> list[Figure]:
    figures = []
    for kind, damage in DAMAGES.items():
        chosen = dice.sample(entries, DAMAGED_OF_EACH_KIND)
        if kind == "another legal form":
            chosen = [entry for entry in chosen if entry.kind is EntryKind.COMPANY]
        if kind == "first name as an initial":
            chosen = [entry for entry in chosen if entry.kind is EntryKind.PERSON]
        found = [_found(site, _LIST, damage(dice, entry.name), entry.id) for entry in chosen]
        goal = 1.0 if kind in {"as listed", "tokens swapped", "another legal form"} else None
        figures.append(Figure(f"found: {kind}", sum(found) / len(found), goal))
    for name, script in SCRIPTS.items():
        pairs = script_pairs(script)
        listed = tuple(
            WatchEntry(str(number), EntryKind.PERSON, latin) for number, (_, latin) in enumerate(pairs)
        )
        latin = SiteWatchLists([WatchList(name, 1, name, name, date.min, listed)], words)
        found = [_found(latin, name, own, str(number)) for number, (own, _) in enumerate(pairs)]
        figures.append(Figure(f"found: {name} for Latin", sum(found) / len(found)))
    on_list = {entry.name for entry in entries}
    strangers = [name for _ in range(1_000) if (name := person(dice)) not in on_list]
    firms = [name for _ in range(1_000) if (name := firm(dice)) not in on_list]
    for kind, names in (("persons", strangers), ("firms", firms)):
        hit = sum(bool(site.match(_LIST, name)) for name in names)
        figures.append(Figure(f"strangers ({kind}) near some name", hit / len(names), None, Bound.AT_MOST))
    return figures


def _found(site: SiteWatchLists, list_id: str, name: str, entry_id: str) -> bool:
    return any(match.entry_id == entry_id for match in site.match(list_id, name))


def _keys(name: str, words: NameWords) -> list[str]:
    return [form.key for form in name_forms(name, words)]


def _timed(act: Callable[..., _Result], *given: object) -> tuple[float, _Result]:
    """Return the processor time of this thread in microseconds, and the result."""
    began = time.thread_time_ns()
    result = act(*given)
    return (time.thread_time_ns() - began) / 1_000, result


def _at(times: Iterable[float], part: float) -> float:
    ordered = sorted(times)
    return ordered[int(part * (len(ordered) - 1))]
