"""The power is cut at random: no entry that was acknowledged is lost, and the record is never damaged.

`BORDERPOST_POWER_CUTS=1000 ./test tests/store/test_power_cut.py` cuts it as often as that.
"""

import contextlib
import os
import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from borderpost.domain.acts import InspectionOpened, NoteAdded, OfficerLoggedIn, StationOpened
from borderpost.store import access, journal, record_schema
from borderpost.store.engine import connect, immediate
from borderpost.store.keys import StationKey
from borderpost.store.transaction import StoreTransaction
from borderpost.store.verify import verify
from station import HandClock
from store.power_cut import CutDisk, WatchedDisk

CUTS = int(os.environ.get("BORDERPOST_POWER_CUTS", "60"))
CUTS_OF_ONE_RUN = 50
COMMITS = 60
KEY = StationKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@dataclass(frozen=True)
class Run:
    """A station that worked: what its disk was asked for, and after how much of it each entry was shown."""

    log: list[Any]
    shown: list[tuple[int, int, str]]


def work(folder: Path, seed: int, synchronous: str) -> Run:
    """Let the store's own code record acts over a watched disk, with frequent checkpoints of the log."""
    folder.mkdir(parents=True)
    dice = random.Random(seed)
    disk = WatchedDisk(f"watched-{folder.name}")
    shown: list[tuple[int, int, str]] = []
    try:
        conn: Any = apsw.Connection(str(folder / "record.db"), vfs=disk.name)
        # shared memory does not pass the shim
        conn.execute("PRAGMA locking_mode=EXCLUSIVE")
        conn.execute("PRAGMA journal_mode=WAL")
        conn.execute(f"PRAGMA synchronous={synchronous}")
        conn.execute(f"PRAGMA wal_autocheckpoint={dice.choice((8, 30, 200))}")
        with immediate(conn):
            record_schema._first(conn)
            record_schema._second(conn)
            conn.execute(access.SCHEMA)
        tx = StoreTransaction(conn, None, None, KEY, "BP01", HandClock())  # type: ignore[arg-type]
        with immediate(conn):
            tx.append("", StationOpened(public_key=KEY.public_hex, program="test"))
        for number in range(COMMITS):
            with immediate(conn):
                for act in acts(number, dice):
                    entry = tx.append("anna", act)
            shown.append((len(disk.log), entry.sequence, entry.hash))
        log = list(disk.log)
        conn.close()
    finally:
        disk.unregister()
    return Run(log, shown)


def acts(number: int, dice: random.Random) -> Iterator[Any]:
    yield InspectionOpened(
        inspection=f"i{number}",
        item_id=f"RR{number:09d}GB",
        item_date="2026-11-01",
        lane="red",
        assessment={},
        declaration={"lines": [{"description": "shoes " * dice.randrange(1, 900)}]},
        declaration_digest="",
    )
    for _ in range(dice.randrange(3)):
        yield NoteAdded(inspection=f"i{number}", text="x" * dice.randrange(1, 3000))
    yield OfficerLoggedIn()


@dataclass
class Toll:
    """What so many cuts did."""

    cuts: int = 0
    damaged: int = 0
    lost: int = 0


def cut(tmp_path: Path, cuts: int, synchronous: str = "FULL") -> Toll:
    """Cut the power so many times at random places, start again, and count what is missing."""
    toll = Toll()
    for seed in range(-(-cuts // CUTS_OF_ONE_RUN)):
        run = work(tmp_path / f"{synchronous}{seed}", seed, synchronous)
        dice = random.Random(seed)
        disk = CutDisk(run.log)
        first = run.shown[0][0]
        many = min(CUTS_OF_ONE_RUN, cuts - toll.cuts)
        for place in sorted(dice.randrange(first, len(run.log) + 1) for _ in range(many)):
            disk.go_to(place)
            folder = tmp_path / "cut"
            disk.cut(folder, dice)
            newest = max((entry for entry in run.shown if entry[0] <= place), key=lambda entry: entry[1])
            _look(folder / "record.db", newest, toll)
            shutil.rmtree(folder)
    return toll


def _look(record: Path, newest: tuple[int, int, str], toll: Toll) -> None:
    """Start again as the station does, and look whether all is there."""
    toll.cuts += 1
    _, sequence, shown_hash = newest
    with contextlib.closing(connect(record, durable=True, key=None)) as conn:
        if conn.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            toll.damaged += 1
            return
        if conn.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'journal'").fetchone() != (1,):
            toll.lost += 1
            return
        verdict = verify(conn, public_key=KEY.public_hex)
        if verdict.fault is not None:
            toll.damaged += 1
            return
        row = conn.execute("SELECT body FROM journal WHERE sequence = ?", (sequence,)).fetchone()
        if row is None or journal.decode_body(row[0]).hash != shown_hash:
            toll.lost += 1
            return
        # and the station goes on where it was
        tx = StoreTransaction(conn, None, None, KEY, "BP01", HandClock())  # type: ignore[arg-type]
        with immediate(conn):
            tx.append("anna", OfficerLoggedIn())


def test_no_cut_loses_what_was_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    toll = cut(tmp_path, CUTS)
    if CUTS > 60:
        with capsys.disabled():
            told = f"{toll.cuts} cuts: {toll.damaged} damaged the record, {toll.lost} lost an entry"
            sys.stdout.write(f"\n{told}\n")
    assert (toll.cuts, toll.damaged, toll.lost) == (CUTS, 0, 0)


def test_the_cuts_are_real(tmp_path: Path) -> None:
    """Without a sync at each commit, as the mirror works, what was shown is lost; it is never damaged."""
    toll = cut(tmp_path, 50, "NORMAL")
    assert toll.lost > 5
    assert toll.damaged == 0
