"""Feeds every reader of declarations with broken files, and counts how many it withstood."""

import argparse
import gzip
import io
import time
from codecs import BOM_UTF8
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from backports import zstd

from borderpost.benchmarks import fuzz_seeds as seeds
from borderpost.domain.intake import ENDS_THE_FILE, Accepted, Rejected, RejectReason
from borderpost.feeds.feed import read_feed
from borderpost.feeds.mapping.model import Mapping
from borderpost.feeds.reading import FeedFormat
from borderpost.feeds.reject_sentences import sentence_of
from borderpost.feeds.rejects import rejects_entry

INPUTS = 2_000
SLOW_S = 2.0
"""A file of a few kilobytes that takes longer has found something."""

_ARRIVED = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
_ODD = (
    *(bytes([byte]) for byte in b"\0\n\r\"'\\<>&{}[],;:+?=/"),
    b"]]>",
    b"<!--",
    b"<![CDATA[",
    b"<!DOCTYPE x>",
    b"&x;",
    b"</",
    b"/>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x1f\x8b",
    b"\x28\xb5\x2f\xfd",
    b"1e999999999",
    b"-1",
    b"9" * 400,
    b"\xed\xa0\x80",
    b"\xf0\x9f\x93\xa6",
    b"null",
    b'{"reason": "x", "row": 1}',
    b'"mapping": "fuzz-xml", ',
    b"[" * 3000,
    b"<a>" * 300,
)


@dataclass(frozen=True, slots=True)
class Reader:
    """One way of reading, and a good file for it."""

    name: str
    seed: bytes
    mapping: Mapping | None = None
    form: FeedFormat | None = None

    def accepted(self, untrusted: bytes) -> int:
        """Return how many declarations are in a file."""
        rows = read_feed(io.BytesIO(untrusted), self.mapping, form=self.form, arrived=_ARRIVED)
        return sum(isinstance(row, Accepted) for row in rows)


def _rejects() -> Reader:
    """Rows that were refused, as two readers wrote them, and mended."""
    entries = [
        rejects_entry(row.refused("item_id", RejectReason.VERSION_CONFLICT, ""))
        for name, data in (("csv", seeds.CSV), ("xml", seeds.XML))
        for row in read_feed(io.BytesIO(data), seeds.mapping(name), arrived=_ARRIVED)
        if isinstance(row, Accepted)
    ]
    return Reader("rejects", b"\n".join(entries), seeds.mapping("csv"))


READERS: dict[str, Callable[[], Reader]] = {
    "json-lines": lambda: Reader("json-lines", seeds.JSON_LINES, form=FeedFormat.JSON_LINES),
    "csv": lambda: Reader("csv", seeds.CANONICAL_CSV, form=FeedFormat.CSV),
    "rejects": _rejects,
    "gzip": lambda: Reader("gzip", gzip.compress(seeds.JSON_LINES, mtime=0)),
    "zstd": lambda: Reader("zstd", zstd.compress(seeds.JSON_LINES)),
    "mapped-csv": lambda: Reader("mapped-csv", seeds.CSV, seeds.mapping("csv")),
    "mapped-utf16": lambda: Reader("mapped-utf16", seeds.CSV.decode().encode("utf-16"), seeds.mapping("csv")),
    "mapped-fixed": lambda: Reader("mapped-fixed", seeds.FIXED, seeds.mapping("fixed")),
    "mapped-xml": lambda: Reader("mapped-xml", seeds.XML, seeds.mapping("xml")),
    "mapped-json": lambda: Reader("mapped-json", seeds.JSON, seeds.mapping("json")),
    "mapped-edifact": lambda: Reader("mapped-edifact", seeds.EDIFACT, seeds.mapping("edifact")),
}
"""Every way in which a file from outside is read, by name."""


def mutated(seed: bytes, number: int) -> bytes:
    """Return a broken version of a good file; the same number breaks it in the same way."""
    dice = Random(number)
    data = bytearray(seed)
    for _ in range(dice.choice((1, 1, 2, 4, 12))):
        at, length = dice.randrange(len(data) + 1), dice.choice((0, 0, 1, 3, 20, 200))
        match dice.randrange(6):
            case 0:
                data[at : at + length] = dice.choice(_ODD)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length] * dice.choice((1, 2, 20))
            case 3:
                data[at : at + 1] = bytes([dice.randrange(256)])
            case 4:
                other = dice.randrange(len(data) + 1)
                data[at:at] = data[other : other + length]
            case _:
                del data[at:]
    return bytes(data)


def broken_promise(reader: Reader, untrusted: bytes) -> str:
    """Return which promise a reader broke over a file; the empty text where it kept all of them.

    Nothing raises; a row stands where it says, behind the one before; a refusal has a sentence and its
    entry in a rejects file gives the same row again; a small file takes no long time.
    """
    started = time.process_time()
    try:
        end = 0
        for row in read_feed(io.BytesIO(untrusted), reader.mapping, form=reader.form, arrived=_ARRIVED):
            start = row.start if isinstance(row, Rejected) else end
            if not 0 <= start <= row.end or row.end < end:
                return f"a row stands at {start} to {row.end}, behind {end}"
            end = row.end
            if isinstance(row, Rejected) and (broken := _lost(reader, row)):
                return broken
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is a finding
        return f"{type(error).__name__}: {error}"
    taken = time.process_time() - started
    return f"it took {taken:.1f} s" if taken > SLOW_S else ""


def _lost(reader: Reader, row: Rejected) -> str:
    if not sentence_of(row):
        return f"{row.reason} has no sentence"
    if not row.complete or row.reason in ENDS_THE_FILE:
        return ""
    entry = rejects_entry(row)
    again = list(read_feed(io.BytesIO(entry), reader.mapping, arrived=_ARRIVED))
    kept = b"".join(one.untrusted_row if isinstance(one, Rejected) else one.raw for one in again)
    # A byte order mark at the beginning says how to read and is no part of what is said.
    missing = [part for part in row.untrusted_row.removeprefix(BOM_UTF8).split() if part not in kept]
    return f"a refused row was not kept ({row.reason}): {missing[:3]}" if missing else ""


def bench(argv: Sequence[str]) -> int:
    """Try every reader on so many broken files; 0 when all promises were kept, 1 when one was broken."""
    parser = argparse.ArgumentParser(prog="borderpost bench fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=INPUTS, metavar="N", help="for each reader")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="number of the first mutation")
    parser.add_argument("--reader", choices=sorted(READERS), action="append", help="only this one")
    chosen = parser.parse_args(argv)
    worst = 0
    for name in chosen.reader or READERS:
        reader = READERS[name]()
        started = time.perf_counter()
        broken = 0
        for number in range(chosen.first, chosen.first + chosen.inputs):
            why = broken_promise(reader, mutated(reader.seed, number))
            if why:
                broken += 1
                print(f"{name}: mutation {number}: {why}")
        taken = time.perf_counter() - started
        rate = chosen.inputs / taken if taken else 0.0
        print(f"{name:<15} {chosen.inputs:>9,} inputs  {broken:>3} broken promises  {rate:7,.0f} inputs/s")
        worst = max(worst, 1 if broken else 0)
    return worst
