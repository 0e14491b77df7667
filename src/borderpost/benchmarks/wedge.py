"""The trial of the keyboard wedge: a hundred thousand scans fall into the typing of a busy person.

One stream of keys, as the system hands it over when scanners and a person work at the same time. The person
types 200 to 400 keys a minute without a pause, with fast pairs, corrections, Enter and Tab; the scanners
differ in pace, ending and framing and sometimes stumble. What is not simulated: the same key pressed by both
at the same moment, which the system itself makes one.
"""

import argparse
import heapq
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from borderpost.benchmarks.figures import Bound, Figure, save, table
from borderpost.devices.wedge_burst import Burst
from borderpost.devices.wedge_keys import Act, Read, Role, Stroke, Typed, Unread

_SERVICES = ("RR", "CP", "EE", "LX", "UA", "]C0RR", "]C0CP")
_COUNTRIES = ("GB", "DE", "CN", "US", "FR", "JP", "BR")
_ROLES = {"\r": Role.ENDING, "\t": Role.ENDING, "\x02": Role.START, "\x03": Role.STOP, "\b": Role.EDITING}


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """A key going down or coming up, at a time in milliseconds; `sender` and `number` make the key unique."""

    at: float
    order: int
    down: bool = field(compare=False)
    letter: str = field(compare=False)
    key: tuple[str, int] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Scanner:
    """A make of scanner: milliseconds between keys and from press to release, and what closes a code."""

    gap: float
    dwell: float
    start: str
    ending: str


SCANNERS = (
    Scanner(2.0, 1.0, "", "\r"),
    Scanner(4.0, 2.0, "", "\r\r"),
    Scanner(8.0, 4.0, "", "\t"),
    Scanner(12.0, 8.0, "", "\r"),
    Scanner(20.0, 10.0, "", "\r"),
    Scanner(8.0, 3.0, "\x02", "\x03"),
    Scanner(10.0, 5.0, "\x02", "\x03\r"),
)


@dataclass(slots=True)
class Outcome:
    """What became of the stream; delays in milliseconds from a person's key to its field."""

    scans: int = 0
    keys: int = 0
    lost: int = 0
    joined: int = 0
    invented: int = 0
    unread: int = 0
    typing_whole: bool = True
    in_scans: int = 0
    alone: list[float] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """None lost, none joined, none invented, and every key typed once and in its place."""
        return self.typing_whole and not (self.lost or self.joined or self.invented or self.unread)


def simulate(scans: int, seed: int) -> Outcome:
    """Let `scans` codes fall into one person's typing and see what comes out."""
    rng = random.Random(seed)
    sent: list[str] = []
    busy: list[tuple[float, float]] = []
    scanned = list(_scanning(rng, scans, sent, busy))
    typed = list(_typing(rng, scanned[-1].at + 2_000.0, len(scanned)))
    return _judge(_play(heapq.merge(scanned, typed)), sent, typed, busy)


def _scanning(
    rng: random.Random, scans: int, sent: list[str], busy: list[tuple[float, float]]
) -> Iterator[Event]:
    at, order = 500.0, 0
    for _ in range(scans):
        scanner = rng.choice(SCANNERS)
        code = f"{rng.choice(_SERVICES)}{rng.randrange(10**9):09}{rng.choice(_COUNTRIES)}"
        if rng.random() < 0.1:
            code = "".join(rng.choices("0123456789", k=rng.choice((8, 12, 14, 20))))
        sent.append(code)
        began = at
        stumble = rng.randrange(4, len(code)) if rng.random() < 0.01 else -1
        for place, letter in enumerate(scanner.start + code + scanner.ending):
            dwell = scanner.dwell * rng.uniform(0.7, 1.2)
            yield Event(at, order, True, letter, ("scanner", order))
            yield Event(at + dwell, order + 1, False, letter, ("scanner", order))
            order += 2
            at += max(scanner.gap * rng.uniform(0.8, 1.5), dwell + 0.2)
            if place == stumble:
                at += rng.uniform(20.0, 90.0)
        busy.append((began - 40.0, at + 40.0))
        at += rng.choice((40.0, 200.0, 700.0, 1500.0)) * rng.uniform(1.0, 2.0)


def _typing(rng: random.Random, until: float, order: int) -> list[Event]:
    at, events, pace = 0.0, [], 300.0
    for number in range(10**9):
        if number % 200 == 0:
            pace = rng.uniform(200.0, 400.0)
        at += (
            rng.uniform(18.0, 60.0) if rng.random() < 0.04 else rng.lognormvariate(0.0, 0.35) * 58_000 / pace
        )
        if at > until:
            break
        letter = rng.choices(("x", "\b", "\r", "\t"), (90, 6, 3, 1))[0]
        if letter == "x":
            letter = rng.choice("abcdefghijklmnopqrstuvwxyz ABCDE.,-0123456789")
        dwell = min(max(rng.gauss(100.0, 25.0), 42.0), 220.0)
        key = ("person", number)
        events += [Event(at, order, True, letter, key), Event(at + dwell, order + 1, False, letter, key)]
        order += 2
    events.sort()
    return events


@dataclass(slots=True)
class _Heard:
    reads: list[str] = field(default_factory=list)
    unread: int = 0
    typed: list[tuple[str, float, float]] = field(default_factory=list)

    def take(self, acts: tuple[Act, ...], now: float) -> None:
        for act in acts:
            match act:
                case Read(text):
                    self.reads.append(text)
                case Unread():
                    self.unread += 1
                case Typed(tokens):
                    self.typed += [(e.letter, e.at, now) for e in tokens if isinstance(e, Event) and e.down]


def _play(stream: Iterator[Event]) -> _Heard:
    burst, heard = Burst(), _Heard()
    for event in stream:
        while (due := burst.due) is not None and due < event.at:
            heard.take(burst.tick(due + 0.01), due)
        if event.down:
            role = _ROLES.get(event.letter, Role.CHARACTER)
            text = event.letter if role in (Role.CHARACTER, Role.ENDING) else ""
            verdict = burst.press(Stroke(role, text, event.at, event.key, event))
        else:
            verdict = burst.release(event.key, event.at, event)
        heard.take(verdict.acts, event.at)
        if verdict.passes and event.down:
            heard.typed.append((event.letter, event.at, event.at))
    while (due := burst.due) is not None:
        heard.take(burst.tick(due + 0.01), due)
    return heard


def _judge(heard: _Heard, sent: list[str], typed: list[Event], busy: list[tuple[float, float]]) -> Outcome:
    keys = [event for event in typed if event.down]
    outcome = Outcome(scans=len(sent), keys=len(keys), unread=heard.unread)
    wanted, got = Counter(sent), Counter(heard.reads)
    outcome.lost = sum((wanted - got).values())
    surplus = list((got - wanted).elements())
    outcome.joined = sum(any(len(read) > len(code) and code in read for code in sent) for read in surplus)
    outcome.invented = len(surplus) - outcome.joined
    outcome.typing_whole = [letter for letter, _, _ in heard.typed] == [key.letter for key in keys]
    spans = iter([*busy, (float("inf"), float("inf"))])
    span = next(spans)
    for _, pressed, arrived in sorted(heard.typed, key=lambda entry: entry[1]):
        while span[1] < pressed:
            span = next(spans)
        delay = arrived - pressed
        outcome.delays.append(delay)
        if span[0] <= pressed:
            outcome.in_scans += 1
        else:
            outcome.alone.append(delay)
    return outcome


def bench(argv: list[str]) -> int:
    """Run the trial and print what came of it; 0 when nothing was lost, joined or invented."""
    parser = argparse.ArgumentParser(prog="bench wedge", description=__doc__.splitlines()[0])
    parser.add_argument("--scans", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=20260701)
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the figures are written")
    options = parser.parse_args(argv)
    began = time.perf_counter()
    outcome = simulate(options.scans, options.seed)
    took = time.perf_counter() - began
    alone, delays = sorted(outcome.alone), sorted(outcome.delays)
    print(
        f"scans {outcome.scans:,}, typed keys {outcome.keys:,} ({outcome.in_scans:,} of them within a scan)"
    )
    print(f"delay of a key typed while nobody scans: median {_at(alone, 0.5):.0f} ms", end="")
    print(f", 99 % {_at(alone, 0.99):.0f} ms, most {alone[-1]:.0f} ms")
    print(f"delay of any key: median {_at(delays, 0.5):.0f} ms, 99 % {_at(delays, 0.99):.0f} ms", end="")
    print(f", most {delays[-1]:.0f} ms")
    print(f"{(outcome.keys + outcome.scans * 15) * 2 / took:,.0f} key events a second")
    figures = [
        Figure("scans lost", outcome.lost, 0, Bound.AT_MOST),
        Figure("scans joined", outcome.joined, 0, Bound.AT_MOST),
        Figure("scans invented", outcome.invented, 0, Bound.AT_MOST),
        Figure("scans reported as unreadable", outcome.unread),
        Figure("typing whole and in order", int(outcome.typing_whole), 1),
        Figure("delay of a key typed while nobody scans, 99 %, ms", _at(alone, 0.99)),
    ]
    print(table(figures))
    if options.json is not None:
        save(figures, options.json)
    return 0 if outcome.clean else 1


def _at(ordered: list[float], part: float) -> float:
    return ordered[int(part * (len(ordered) - 1))]
