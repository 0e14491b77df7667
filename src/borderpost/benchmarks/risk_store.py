"""Measures whole stores screened by profiles, and one new profile tried out, with the bench beside it."""

import contextlib
import dataclasses
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from statistics import median
from typing import Final, TypeVar

from borderpost.benchmarks.figures import Bound, Figure
from borderpost.benchmarks.risk_profiles import make_profiles
from borderpost.benchmarks.store_mail import Mail
from borderpost.domain.declaration import Declaration
from borderpost.domain.money import RateTable
from borderpost.domain.risk.assess import assess
from borderpost.domain.risk.profile import Profile
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.store.declarations import Declarations
from borderpost.store.folder import SiteFolder
from borderpost.store.screening import StoreScreening
from borderpost.work.ports_risk import BackTest, JudgedBy

T = TypeVar("T")

PROFILES: Final = 200
_NEW: Final = 40
_FIRST: Final = 5
_SCANS: Final = 400
_A_SCAN_EACH: Final = 0.005
_MILLI: Final = 1e3


@contextlib.contextmanager
def asking(folder: SiteFolder) -> Iterator[StoreScreening]:
    """Open a store for questions; nothing of it has been read yet."""
    mirror = folder.connect_mirror(readonly=True)
    with contextlib.closing(StoreScreening(folder, None, mirror, Declarations(folder, mirror))) as opened:
        yield opened


def rows_selected(
    folder: SiteFolder, profiles: ProfileSet, rates: RateTable, today: date
) -> tuple[float, list[int]]:
    """Return the processor seconds in which the rows of every profile were found, nothing of the store read
    before, and how many they are."""
    with asking(folder) as store:
        begun = time.process_time()
        found = list(store.places(profiles, JudgedBy(rates, today=today)))
        spent = time.process_time() - begun
    counts = Counter({profile.id: 0 for profile in profiles})
    for _, held in found:
        counts.update({profile: len(rows) for profile, rows in held.items()})
    return spent, list(counts.values())


def items_handed_over(folder: SiteFolder, profiles: ProfileSet, rates: RateTable, today: date) -> float:
    """Return the processor seconds of a screening that hands every selected item over."""
    with asking(folder) as store:
        begun = time.process_time()
        for _ in store.screen(profiles, JudgedBy(rates, today=today)):
            pass
        return time.process_time() - begun


def whole_store(
    folder: SiteFolder, mail: Mail, rates: RateTable, scanned: Sequence[Declaration]
) -> list[Figure]:
    """Measure a site's store by 200 profiles and by one new one, and what `scanned` items take meanwhile."""
    profiles, by = make_profiles(PROFILES), JudgedBy(rates, today=mail.last_day)
    fresh = make_profiles(_NEW, seed=77)
    new = [dataclasses.replace(profile, id=f"new {profile.id}") for profile in fresh]
    others = ProfileSet(profiles.profiles, fresh.lists)

    def tried(store: StoreScreening, profile: Profile, *, overlap: bool = False) -> BackTest:
        return store.backtest(profile, others, by, until=mail.last_day, days=mail.weeks * 7, overlap=overlap)

    with asking(folder) as store:
        whole, hits = _spent(lambda: sum(1 for _ in store.screen(profiles, by)))
    firsts = []
    for profile in new[:_FIRST]:
        with asking(folder) as store:
            firsts.append(_spent(partial(tried, store, profile))[0])
    with asking(folder) as store:
        times = [_spent(partial(tried, store, profile))[0] for profile in new]
        overlaps = [_spent(partial(tried, store, profile, overlap=True))[0] for profile in new[:_FIRST]]

    def try_on(stopped: Callable[[], bool]) -> None:
        while not stopped():
            with asking(folder) as store:
                for profile in new[:_FIRST]:
                    tried(store, profile, overlap=not stopped())

    alone, beside = _scans(scanned, profiles, by, None), _scans(scanned, profiles, by, try_on)
    size = f"{mail.items:,} items"
    return [
        Figure(f"real store, {size}: 200 profiles, s", whole),
        Figure(f"real store, {size}: items selected", float(hits)),
        Figure(f"one new profile, {size}, s (median)", median(times), 0.5, Bound.AT_MOST),
        Figure(f"one new profile, {size}, s (slowest of {_NEW})", max(times)),
        Figure("the same, nothing read before, s (median)", median(firsts), 0.5, Bound.AT_MOST),
        Figure("its overlap with 200 others, s (the first time)", overlaps[0]),
        Figure("its overlap with 200 others, s (from then on)", median(overlaps[1:])),
        Figure(
            "a scan judged beside it, ms (median)", median(beside) * _MILLI, baseline=median(alone) * _MILLI
        ),
        Figure("a scan judged beside it, ms (99th)", _late(beside) * _MILLI, 100.0, Bound.AT_MOST),
    ]


def _spent(call: Callable[[], T]) -> tuple[float, T]:
    begun = time.process_time()
    result = call()
    return time.process_time() - begun, result


def _scans(
    scanned: Sequence[Declaration],
    profiles: ProfileSet,
    by: JudgedBy,
    beside: Callable[[Callable[[], bool]], None] | None,
) -> list[float]:
    """Return how many seconds by the clock it takes to judge items one by one, with something beside it."""
    profiles.make_ready()
    done = threading.Event()
    thread = threading.Thread(target=lambda: beside(done.is_set) if beside else None)
    thread.start()
    times = []
    for number in range(_SCANS):
        time.sleep(_A_SCAN_EACH)
        begun = time.perf_counter()
        assess(scanned[number % len(scanned)], profiles, by.rates, by.today or date.max, around=by.around)
        times.append(time.perf_counter() - begun)
    done.set()
    thread.join()
    return times


def _late(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]
