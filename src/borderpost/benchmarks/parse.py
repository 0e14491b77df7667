"""Measures what it costs to read and check a canonical row, beside the bare decoding of its JSON."""

import argparse
import io
import json
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median

import msgspec

from borderpost.benchmarks.figures import Bound, Figure, save, table
from borderpost.demo.declarations import generate
from borderpost.feeds.feed import read_feed
from borderpost.feeds.json_rows import careful_declaration
from borderpost.feeds.untrusted_values import RowFault
from borderpost.feeds.usual_rows import usual_declaration

ROWS = 5_000
ROUNDS = 9
MOST_OF_BARE = 5.0
LEAST_SHARE = 0.95
_SEED = 20260701
_TODAY = date(2026, 11, 22)
_MICRO = 1e6

Work = Callable[[list[bytes]], None]


def demo_rows(count: int) -> list[bytes]:
    """Return rows of the demo as a feed brings them; the same count gives the same rows."""
    return [json.dumps(one, ensure_ascii=False).encode() for one in generate(_SEED, count, _TODAY)]


def measured(rows: list[bytes], rounds: int) -> list[Figure]:
    """Return the figures: medians of rounds in which each way has its turn, in processor time."""
    feed = b"\n".join(rows)
    ways: dict[str, Work] = {
        "bare": _bare,
        "short": _short,
        "careful": _careful,
        "feed": lambda _: _feed(feed),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, work in ways.items():
            started = time.process_time()
            work(rows)
            taken[name].append((time.process_time() - started) / len(rows))
    usual = sum(usual_declaration(row) is not None for row in rows)

    def ratio(one: str, other: str) -> float:
        return median(a / b for a, b in zip(taken[one], taken[other], strict=True))

    return [
        Figure("bare decoding into a dict, µs a row", median(taken["bare"]) * _MICRO),
        Figure("short way, µs a row", median(taken["short"]) * _MICRO),
        Figure("careful way, µs a row", median(taken["careful"]) * _MICRO),
        Figure("whole feed, µs a row", median(taken["feed"]) * _MICRO),
        Figure("whole feed, rows a second and core", 1 / median(taken["feed"])),
        Figure("short way in bare decodings", ratio("short", "bare"), MOST_OF_BARE, Bound.AT_MOST),
        Figure("whole feed in bare decodings", ratio("feed", "bare"), MOST_OF_BARE, Bound.AT_MOST),
        Figure("careful way in short ways", ratio("careful", "short")),
        Figure("share of rows on the short way", usual / len(rows), LEAST_SHARE),
    ]


def _bare(rows: list[bytes]) -> None:
    decode = msgspec.json.Decoder().decode
    for row in rows:
        decode(row)


def _short(rows: list[bytes]) -> None:
    for row in rows:
        usual_declaration(row)


def _careful(rows: list[bytes]) -> None:
    for row in rows:
        try:
            careful_declaration(row)
        except RowFault:
            continue


def _feed(feed: bytes) -> None:
    for _ in read_feed(io.BytesIO(feed)):
        pass


def bench(argv: Sequence[str]) -> int:
    """Measure and print; 0 when the goals hold, 1 when not, 2 when there are no rows to read."""
    parser = argparse.ArgumentParser(prog="borderpost bench parse", description=__doc__)
    parser.add_argument(
        "file", type=Path, nargs="?", help="canonical JSON Lines; rows of the demo without it"
    )
    parser.add_argument("--rows", type=int, default=ROWS, metavar="N", help="at most so many rows")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the figures are written")
    options = parser.parse_args(argv)
    if options.file is None:
        rows = demo_rows(options.rows)
    else:
        rows = [row for row in options.file.read_bytes().splitlines() if row.strip()][: options.rows]
    if not rows:
        print("there are no rows to read")
        return 2
    figures = measured(rows, options.rounds)
    size = sum(map(len, rows)) / len(rows)
    print(f"{len(rows):,} rows of {size:,.0f} bytes, median of {options.rounds} rounds, processor time")
    print(table(figures))
    if options.json is not None:
        save(figures, options.json)
    return 0 if all(figure.holds for figure in figures) else 1
