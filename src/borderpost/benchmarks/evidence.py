"""What evidence costs: recording an act, verifying a journal, proving an entry, keeping a photograph.

All in one run and by turns with what they are compared with: a bare commit of the same bytes, and bare
checks of signatures.
"""

import argparse
import contextlib
import itertools
import random
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from borderpost.benchmarks.evidence_journal import STATION, case, fill, made_station
from borderpost.benchmarks.figures import Bound, Figure, save, table
from borderpost.devices.evidence_files import Looked, look_at
from borderpost.domain.acts import Act
from borderpost.domain.codes import PhotoSubject
from borderpost.domain.entry import decode_body, signed_message
from borderpost.domain.merkle import inclusion_holds, leaf_hash
from borderpost.domain.officer import Officer, Role
from borderpost.store import journal, mirror
from borderpost.store.engine import Connection, immediate, snapshot
from borderpost.store.folder import SiteFolder
from borderpost.store.keys import StationKey
from borderpost.store.quiet_walk import walk_quietly
from borderpost.store.site import StationStore, local_clock
from borderpost.store.tree import TreeReader
from borderpost.store.verify import verify
from borderpost.work import inspecting
from borderpost.work.ports import Credential

_OFFICER = Officer("anna", "Anna", frozenset({Role.OFFICER}))
_BARE_CHECKS = 2_000
_PROOFS = 300
_TURNS, _ACTS_IN_TURN = 8, 60


def bench(argv: Sequence[str]) -> int:
    """Measure and print; 0 when all goals hold, 1 when one is missed."""
    parser = argparse.ArgumentParser(prog="borderpost bench evidence", description=__doc__)
    parser.add_argument("--acts", type=int, default=1_500, metavar="N", help="acts to record one by one")
    parser.add_argument("--entries", type=int, default=20_000, metavar="N", help="entries to verify")
    parser.add_argument("--photographs", type=int, default=15, metavar="N")
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help="on the disk to measure")
    parser.add_argument("--json", type=Path, metavar="FILE")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(dir=chosen.folder, prefix="bench-evidence-") as name:
        root = Path(name)
        figures = [
            *record_acts(root, chosen.acts),
            *verify_entries(root, chosen.entries),
            *keep_photographs(root, chosen.photographs),
        ]
    print(table(figures))
    if chosen.json is not None:
        save(figures, chosen.json)
    return 0 if all(figure.holds for figure in figures) else 1


def record_acts(root: Path, count: int) -> list[Figure]:
    """Record acts one by one, each followed by bare commits of the same bytes to the same disk.

    Bare is a table of SQLite as it comes, with its rollback journal and `synchronous=FULL`; the same with a
    write-ahead log, which the record has, is told beside it.
    """
    folder, key = made_station(root / "acts")
    store = StationStore(folder, key=key, station=STATION, clock=local_clock)
    written = folder.connect_record(readonly=True)
    plain, logged = _bare_table(root / "plain.db", "DELETE"), _bare_table(root / "logged.db", "WAL")
    ours: list[float] = []
    theirs: list[float] = []
    with_log: list[float] = []
    acts = itertools.chain.from_iterable(map(case, itertools.count()))
    for act in itertools.islice(acts, count):
        began = time.perf_counter()
        entry = store.submit(lambda tx, act=act: tx.append("anna", act)).result()  # type: ignore[misc]
        ours.append(time.perf_counter() - began)
        data = _stored_bytes(written, entry.sequence)
        theirs.append(_bare_commit(plain, data))
        with_log.append(_bare_commit(logged, data))
    store.close()
    for conn in (plain, logged, written):
        conn.close()
    mine, bare, log = (statistics.median(taken) for taken in (ours, theirs, with_log))
    worst, bare_worst = (statistics.quantiles(taken, n=100)[98] * 1000 for taken in (ours, theirs))
    return [
        Figure("an act against a bare commit of its bytes", mine / bare, 3.0, Bound.AT_MOST),
        Figure("an act against one to a write-ahead log", mine / log),
        Figure("an act, 99th percentile, ms", worst, 20.0, Bound.AT_MOST, bare_worst),
        Figure("an act, median, ms", mine * 1000, baseline=bare * 1000),
        Figure("a bare commit to a write-ahead log, median, ms", log * 1000),
    ]


def _bare_table(path: Path, mode: str) -> sqlite3.Connection:
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute(f"PRAGMA journal_mode={mode}")
    conn.execute("PRAGMA synchronous=FULL")
    conn.execute("CREATE TABLE bare(sequence INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
    return conn


def _bare_commit(conn: sqlite3.Connection, data: bytes) -> float:
    began = time.perf_counter()
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("INSERT INTO bare(bytes) VALUES (?)", (data,))
    conn.execute("COMMIT")
    return time.perf_counter() - began


def _stored_bytes(conn: Connection, sequence: int) -> bytes:
    item = next(journal.stored(conn, after=sequence - 1))
    return item.body + item.signature


def verify_entries(root: Path, count: int) -> list[Figure]:
    """Verify a whole journal, with bare checks of its own signatures before, amid and after."""
    folder, key = made_station(root / "entries")
    with contextlib.closing(folder.connect_record()) as conn:
        began = time.monotonic()
        fill(conn, key, count)
        print(f"{count} entries written in {time.monotonic() - began:.0f} s", flush=True)
        bare = [_bare_check(conn, key)]
        began, wall = time.thread_time(), time.monotonic()
        verdict = verify(conn, public_key=key.public_hex)
        whole, wall = time.thread_time() - began, time.monotonic() - wall
        if not verdict.holds or verdict.entries != count:
            raise RuntimeError(f"the journal does not verify: {verdict}")
        bare.append(_bare_check(conn, key))
        each = whole / count
        proof = _prove(conn, count)
    beside = _beside(folder, key)
    return [
        Figure("speed of verifying against bare Ed25519", statistics.mean(bare) / each, 0.5),
        Figure("an entry verified, µs", each * 1e6, baseline=statistics.mean(bare) * 1e6),
        Figure("all entries verified, s", wall),
        Figure("inclusion proof, longest of any, ms", max(proof) * 1000, 5.0, Bound.AT_MOST),
        Figure("inclusion proof, median, ms", statistics.median(proof) * 1000),
        *beside,
    ]


def _beside(folder: SiteFolder, key: StationKey) -> list[Figure]:
    """Record acts with a walk through the journal beside them and without, in turns."""
    store = StationStore(folder, key=key, station=STATION, clock=local_clock)
    acts = (each for number in itertools.count() for each in case(10**8 + number))
    alone: list[float] = []
    together: list[float] = []
    for _ in range(_TURNS):
        alone += _recorded(store, acts)
        ending = threading.Event()
        walk = threading.Thread(target=walk_quietly, args=(folder, store.evidence, ending, _unexpected))
        walk.start()
        together += _recorded(store, acts)
        ending.set()
        walk.join()
    store.close()
    ratio = statistics.median(together) / statistics.median(alone)
    worst = [statistics.quantiles(taken, n=100)[98] * 1000 for taken in (together, alone)]
    return [
        Figure("an act beside a walk against one alone", ratio, 1.5, Bound.AT_MOST),
        Figure("an act beside a walk, 99th percentile, ms", worst[0], baseline=worst[1]),
    ]


def _recorded(store: StationStore, acts: Iterator[Act]) -> list[float]:
    taken = []
    for act in itertools.islice(acts, _ACTS_IN_TURN):
        began = time.perf_counter()
        store.submit(lambda tx, act=act: tx.append("anna", act)).result()  # type: ignore[misc]
        taken.append(time.perf_counter() - began)
    return taken


def _unexpected(notice: object) -> None:
    raise RuntimeError(f"the walk beside found {notice}")


def _bare_check(conn: Connection, key: StationKey) -> float:
    """Return the seconds of one bare check of a signature."""
    public = key.private.public_key()
    rows = [
        (item.signature, decode_body(item.body).hash)
        for item in itertools.islice(journal.stored(conn), _BARE_CHECKS)
    ]
    messages = [(signature, signed_message(entry_hash)) for signature, entry_hash in rows]
    began = time.thread_time()
    for signature, message in messages:
        public.verify(signature, message)
    return (time.thread_time() - began) / len(messages)


def _prove(conn: Connection, count: int) -> list[float]:
    chosen = random.Random(9162)
    taken = []
    with snapshot(conn):
        root = TreeReader(conn).root(count)
        for sequence in [1, count, *(chosen.randint(1, count) for _ in range(_PROOFS))]:
            began = time.thread_time()
            path = TreeReader(conn).inclusion(sequence, count)
            taken.append(time.thread_time() - began)
            body = next(journal.stored(conn, after=sequence - 1)).body
            if not inclusion_holds(leaf_hash(body), sequence - 1, count, path, root):
                raise RuntimeError(f"the proof of entry {sequence} does not hold")
    return taken


def keep_photographs(root: Path, count: int) -> list[Figure]:
    """Take photographs of 12 megapixels: encoded, checked, kept, journalled, and made ready to be shown."""
    folder, key = made_station(root / "photographs")
    with contextlib.closing(folder.connect_mirror(durable=True)) as conn, immediate(conn):
        mirror.put_roster(conn, [Credential(_OFFICER, "")])
    store = StationStore(folder, key=key, station=STATION, clock=local_clock)
    subject = inspecting.Subject("RR473124829GB", "2026-11-01", "red", {}, None)
    state = (
        store.submit(lambda tx: inspecting.open_inspection(tx, officer=_OFFICER, subject=subject))
        .result()
        .result
    )
    taken: list[float] = []
    captured = 0
    for number in range(count):
        frame = _frame(number)
        began = time.perf_counter()
        jpeg = _encoded(frame)
        looked = look_at(jpeg, "bench")

        def keep(tx: object, jpeg: bytes = jpeg, looked: Looked = looked) -> object:
            return inspecting.keep_photograph(
                tx,  # type: ignore[arg-type]
                officer=_OFFICER,
                inspection=state.id,
                evidence=store.evidence,
                data=jpeg,
                width=looked.width,
                height=looked.height,
                subject=PhotoSubject.PRODUCT,
                device="bench",
            )

        store.submit(keep).result()
        _shown(looked.small)
        taken.append(time.perf_counter() - began)
        captured += len(jpeg)
    store.close()
    kept = sum(path.stat().st_size for path in folder.evidence.glob("??/*"))
    return [
        Figure(
            "a photograph until it is shown, median, ms",
            statistics.median(taken) * 1000,
            300.0,
            Bound.AT_MOST,
        ),
        Figure("a photograph until it is shown, longest, ms", max(taken) * 1000),
        Figure("bytes kept against bytes captured", kept / captured, 1.01, Bound.AT_MOST),
    ]


def _frame(number: int) -> NDArray[np.uint8]:
    """Return a photograph of things with edges, light and grain, another for each number."""
    rng = np.random.default_rng(number)
    small = rng.integers(0, 255, (60, 80, 3), dtype=np.uint8)
    large = cv2.resize(small, (4000, 3000), interpolation=cv2.INTER_CUBIC)
    grain = rng.integers(0, 12, large.shape, dtype=np.uint8)
    return np.asarray(large // 2 + grain, dtype=np.uint8)


def _encoded(frame: NDArray[np.uint8]) -> bytes:
    """What the camera does when the shutter is released."""
    done, encoded = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 95])
    if not done:
        raise RuntimeError("no JPEG")
    return encoded.tobytes()


def _shown(small: bytes) -> None:
    """What the screen does to show it among the others."""
    if QImage.fromData(small).isNull():
        raise RuntimeError("no picture")
