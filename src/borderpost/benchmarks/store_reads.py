"""Reads of a large store beside those of a bare table: by number, with reasons, by words, warm and cold."""

import contextlib
import os
import random
import sqlite3
import string
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Final

import msgspec

from borderpost.domain.declaration import Declaration
from borderpost.domain.money import RateTable
from borderpost.domain.risk.assess import assess
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.store.declarations import Declarations
from borderpost.store.folder import SiteFolder

WARM: Final = 20_000
COLD: Final = 300
SHOWN: Final = 50


def percentile(times: list[float], part: float) -> float:
    """Return the time below which a part of all lies."""
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


@contextlib.contextmanager
def opened(folder: SiteFolder) -> Iterator[Declarations]:
    """Hold the declarations of a folder open."""
    with contextlib.closing(folder.connect_mirror(readonly=True)) as mirror:
        declarations = Declarations(folder, mirror)
        with contextlib.closing(declarations):
            declarations.read_filters()
            yield declarations


def some_numbers(bare: Path, count: int, seed: int = 3) -> list[str]:
    """Return numbers of declared items, drawn from the whole store."""
    dice = random.Random(seed)
    with contextlib.closing(sqlite3.connect(bare)) as conn:
        (last,) = conn.execute("SELECT max(rowid) FROM bare").fetchone()
        found: list[str] = []
        while len(found) < count:
            row = conn.execute("SELECT key FROM bare WHERE rowid = ?", (dice.randint(1, last),)).fetchone()
            if row is not None and "/" not in row[0]:
                found.append(row[0])
    return found


def still_held(folder: SiteFolder, numbers: list[str]) -> list[str]:
    """Return those numbers that are found: of a store that was measured before a week has been purged."""
    with opened(folder) as declarations:
        found = [number for number in numbers if declarations.find(number)]
    if 2 * len(found) < len(numbers):
        raise SystemExit(f"of {len(numbers)} numbers that were taken in {len(found)} are found")
    return found


def timed(call: Callable[[str], object], numbers: Iterable[str]) -> list[float]:
    """Return how many seconds each call took."""
    times = []
    for number in numbers:
        begun = time.perf_counter()
        call(number)
        times.append(time.perf_counter() - begun)
    return times


def look_ups(folder: SiteFolder, bare: Path, numbers: list[str]) -> tuple[float, float]:
    """Return the medians, in seconds, of a look-up to the decoded declaration: ours and the bare one.

    They take turns, so that both meet the same moments.
    """
    decode = msgspec.msgpack.Decoder(Declaration).decode
    with opened(folder) as declarations, contextlib.closing(sqlite3.connect(bare)) as conn:

        def from_bare(number: str) -> Declaration:
            return decode(conn.execute("SELECT content FROM bare WHERE key = ?", (number,)).fetchone()[0])

        for number in numbers[: len(numbers) // 4]:
            declarations.find(number)
            from_bare(number)
        ours: list[float] = []
        theirs: list[float] = []
        for start in range(0, len(numbers), 1000):
            some = numbers[start : start + 1000]
            ours += timed(declarations.find, some)
            theirs += timed(from_bare, some)
    return median(ours), median(theirs)


def with_reasons(
    folder: SiteFolder, numbers: list[str], profiles: ProfileSet, rates: RateTable, today: date
) -> list[float]:
    """Return how many seconds look-up and assessment took, each number once."""
    with opened(folder) as declarations:

        def shown(number: str) -> None:
            for held in declarations.find(number):
                assess(held.declaration, profiles, rates, today)

        timed(shown, numbers[:200])
        return timed(shown, numbers)


def cold_with_reasons(
    folder: SiteFolder, numbers: list[str], profiles: ProfileSet, rates: RateTable, today: date
) -> list[float]:
    """Return the same with the files put out of memory before each, and nothing read on the connections."""
    times = []
    for number in numbers:
        with opened(folder) as declarations:
            declarations.weeks()
            evict(folder)
            begun = time.perf_counter()
            for held in declarations.find(number):
                assess(held.declaration, profiles, rates, today)
            times.append(time.perf_counter() - begun)
    return times


def evict(folder: SiteFolder) -> None:
    """Ask the system to forget what it holds of the store's files."""
    for file in (folder.mirror, *folder.declarations.glob("*.db")):
        handle = os.open(file, os.O_RDONLY)
        try:
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)


def searches(folder: SiteFolder, bare: Path, seed: int = 4) -> list[float]:
    """Return how many seconds searches took: for each letter, and for beginnings of words that are there."""
    dice = random.Random(seed)
    decode = msgspec.msgpack.Decoder(Declaration).decode
    typed = [*string.ascii_lowercase, *string.digits]
    with contextlib.closing(sqlite3.connect(bare)) as conn:
        for number in some_numbers(bare, 400, seed):
            row = conn.execute("SELECT content FROM bare WHERE key = ?", (number,)).fetchone()
            declaration = decode(row[0])
            party = dice.choice((declaration.sender, declaration.addressee))
            words = f"{party.name} {party.city} {declaration.lines[0].description}".split()
            word = dice.choice(words)
            typed.append(word[: dice.randint(1, len(word))])
            if len(words) > 1:
                typed.append(f"{words[0]} {words[1][: dice.randint(1, 4)]}")
    with opened(folder) as declarations:

        def search(text: str) -> None:
            declarations.search(text, SHOWN, lambda: False)

        timed(search, typed[:40])
        return timed(search, typed)


class Reader:
    """Looks numbers up on a thread of its own until it is stopped, and remembers how long each took."""

    def __init__(self, folder: SiteFolder, numbers: list[str]) -> None:
        self.times: list[float] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(folder, numbers))

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self, folder: SiteFolder, numbers: list[str]) -> None:
        with opened(folder) as declarations:
            while not self._stop.wait(0.002):
                begun = time.perf_counter()
                declarations.find(random.choice(numbers))
                self.times.append(time.perf_counter() - begun)
