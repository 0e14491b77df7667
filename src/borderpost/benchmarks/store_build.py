"""Takes mail into a store of its own and into a bare table beside it, and tells what each of them cost."""

import argparse
import itertools
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec

from borderpost.app.importing import BATCH, import_file
from borderpost.app.opening import make_demo_site
from borderpost.app.unlocking import Secrets, unlock
from borderpost.demo.declarations import generate
from borderpost.domain.intake import Accepted
from borderpost.feeds.feed import read_feed
from borderpost.store import intake
from borderpost.store.engine import Connection
from borderpost.store.folder import SiteFolder
from borderpost.store.week_writer import WeekWriter

BUILD: Final = (sys.executable, "-P", "-m", "borderpost.benchmarks.store_build")
_BARE: Final = "CREATE TABLE IF NOT EXISTS bare(key TEXT PRIMARY KEY, content BLOB)"


@dataclass(frozen=True, slots=True)
class Built:
    """What a week cost, in processor seconds: all of its import, the database's share (`words` of it for what
    is put into the search index, without what its commits cost), and the bare table's."""

    rows: int
    everything: float
    database: float
    words: float
    bare: float


def make_site(root: Path, today: date) -> None:
    """Make a demo site with a single declaration, for the benchmark's mail to come to."""
    first = root.with_name(f"{root.name}.jsonl")
    first.write_bytes(json.dumps(next(generate(1, 1, today))).encode() + b"\n")
    make_demo_site(root, today, tell=lambda _: None, declarations=first)
    first.unlink()


def site_of(root: Path) -> SiteFolder:
    """Return the benchmark's site with its vault open."""
    return unlock(SiteFolder(root), Secrets(), demo=True)


def build_week(root: Path, mail: Path, bare: Path | None, today: date) -> Built:
    """Take a week's mail in, in a process of its own as a site does."""
    beside = [] if bare is None else ["--bare", str(bare)]
    command = [*BUILD, str(root), str(mail), today.isoformat(), *beside]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return Built(**json.loads(done.stdout))


class _Timed:
    """A connection that counts the processor time that is spent in it."""

    spent = words = 0.0

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def execute(self, *arguments: Any) -> Any:
        return self._timed(self._conn.execute, *arguments)

    def executemany(self, *arguments: Any) -> Any:
        return self._timed(self._conn.executemany, *arguments)

    def _timed(self, call: Any, *arguments: Any) -> Any:
        begun = time.process_time()
        try:
            return call(*arguments)
        finally:
            took = time.process_time() - begun
            _Timed.spent += took
            if arguments[0].startswith("INSERT INTO words"):
                _Timed.words += took

    def __getattr__(self, name: str) -> Any:
        return getattr(self._conn, name)


class _TimedWriter(WeekWriter):
    def __init__(self, week: str, conn: Connection) -> None:
        timed: Any = _Timed(conn)
        super().__init__(week, timed)


def _build(root: Path, mail: Path, bare: Path | None, today: date) -> Built:
    # the same writer, with a clock on its connection
    setattr(intake, WeekWriter.__name__, _TimedWriter)
    folder = site_of(root)
    begun = time.process_time()
    report = import_file(folder, mail, rejects_folder=mail.parent, today=today)
    everything = time.process_time() - begun
    if report.rejected:
        raise SystemExit(f"{mail}: {report.rejected} rows were rejected")
    spent, words = _Timed.spent, _Timed.words
    return Built(report.rows, everything, spent, words, _bare(bare, mail) if bare is not None else 0.0)


def _bare(path: Path, mail: Path) -> float:
    """Put the same rows into a plain table of key and blob, and return what SQLite took for that."""
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("PRAGMA journal_mode=WAL")
    conn.execute("PRAGMA synchronous=NORMAL")
    conn.execute("PRAGMA cache_size=-49152")
    conn.execute(_BARE)
    encode = msgspec.msgpack.Encoder().encode
    rows = (row.declaration for row in read_feed(mail) if isinstance(row, Accepted))
    spent = 0.0
    while batch := list(itertools.islice(rows, BATCH)):
        values = [(_bare_key(one.item_id, one.message.version), encode(one)) for one in batch]
        begun = time.process_time()
        conn.execute("BEGIN")
        conn.executemany("INSERT OR REPLACE INTO bare(key, content) VALUES (?, ?)", values)
        conn.execute("COMMIT")
        spent += time.process_time() - begun
    begun = time.process_time()
    conn.close()
    return spent + time.process_time() - begun


def _bare_key(item_id: str, version: int) -> str:
    return item_id if version == 1 else f"{item_id}/{version}"


def main(argv: Sequence[str]) -> None:
    """Build one week, and print what it cost as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    parser.add_argument("mail", type=Path)
    parser.add_argument("today", type=date.fromisoformat)
    parser.add_argument("--bare", type=Path)
    chosen = parser.parse_args(argv)
    print(json.dumps(asdict(_build(chosen.root, chosen.mail, chosen.bare, chosen.today))))


if __name__ == "__main__":
    main(sys.argv[1:])
