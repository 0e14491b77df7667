"""Kills a station at random while it records and imports, and looks for what was lost, doubled or damaged."""

import argparse
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from borderpost.benchmarks.figures import Bound, Figure, save, table
from borderpost.benchmarks.kill_work import folder_at, make_site
from borderpost.demo.declarations import generate
from borderpost.store import journal
from borderpost.store.evidence import EvidenceFolder
from borderpost.store.evidence_check import check_evidence
from borderpost.store.folder import SiteFolder
from borderpost.store.page_check import damaged_pages
from borderpost.store.site import verify_site
from borderpost.store.week_file import WeekFile
from borderpost.work.ports import LostEvidence

TIMES = 200
_ROWS, _FILES = 10_000, 4
_LONGEST_S = 1.0
_THOROUGH = 20
_SEED = 20261122
_TODAY = date(2026, 11, 22)


@dataclass
class Toll:
    """What so many kills did."""

    kills: int = 0
    shown: int = 0
    files: int = 0
    lost: int = 0
    evidence_lost: int = 0
    damaged: int = 0
    doubled: int = 0
    missing: int = 0
    declarations: int = 0
    killed_importing: int = 0
    newest: dict[int, tuple[str, str]] = field(default_factory=dict)


def killed(root: Path, times: int, *, rows: int = _ROWS, tell: bool = False) -> Toll:
    """Work and be killed so many times in a folder; return what was lost, doubled or damaged."""
    make_site(root)
    files, expected = _feeds(root.parent, rows)
    toll, dice = Toll(), random.Random(_SEED)
    for number in range(times):
        _kill_once(root, files, dice, toll)
        _look(folder_at(root), toll, thorough=number % _THOROUGH == 0)
        if tell:
            sys.stderr.write(f"\r{number + 1} of {times} kills")
            sys.stderr.flush()
    # what was cut off is fed again to its end
    _run(root, "import", files).communicate()
    toll.declarations = _look(folder_at(root), toll, thorough=True)
    toll.missing = expected - toll.declarations
    if tell:
        sys.stderr.write("\r\x1b[K")
    return toll


def _kill_once(root: Path, files: list[Path], dice: random.Random, toll: Toll) -> None:
    """Start both programs, and end both at one moment that has nothing to do with what they do."""
    recorder, importer = _run(root, "record", []), _run(root, "import", files)
    with recorder, importer:
        assert recorder.stdout is not None and importer.stdout is not None  # noqa: S101, PT018 - pipes
        lines = [recorder.stdout.readline()]
        if not lines[0] or not importer.stdout.readline():
            raise RuntimeError("a program to be killed did not come up")

        def kill() -> None:
            for process in (recorder, importer):
                process.send_signal(signal.SIGKILL)

        timer = threading.Timer(dice.uniform(0, _LONGEST_S), kill)
        timer.start()
        lines += recorder.stdout.readlines()
        told = importer.stdout.read()
        timer.join()
    toll.kills += 1
    toll.killed_importing += "all" not in told
    for line in lines:
        if line.endswith("\n") and line.strip():
            sequence, entry_hash, sha256 = line.split()
            toll.newest[int(sequence)] = (entry_hash, sha256)
    toll.shown = len(toll.newest)


def _look(folder: SiteFolder, toll: Toll, *, thorough: bool) -> int:
    """Count what is wrong; thoroughly, every entry, photograph and declaration is compared.

    Returns how many versions of messages are held, 0 where nobody looked thoroughly.
    """
    toll.damaged += not verify_site(folder).holds
    with contextlib.closing(folder.connect_record(readonly=True)) as conn:
        if thorough:
            kept = {entry.sequence: entry.hash for entry in journal.entries(conn)}
            toll.lost += sum(kept.get(number) != told for number, (told, _) in toll.newest.items())
        elif toll.newest:
            toll.lost += journal.head(conn).sequence < max(toll.newest)
    if thorough:
        evidence = EvidenceFolder(folder.evidence, folder.keys().key_of("evidence"))
        told = {sha256 for _, sha256 in toll.newest.values() if sha256 != "-"}
        toll.evidence_lost += sum(not _is_kept(evidence, sha256) for sha256 in told)
        toll.files = len(told)
        with contextlib.closing(folder.connect_record(readonly=True)) as conn:
            toll.evidence_lost += len(check_evidence(conn, evidence).spoilt)
    seen: set[tuple[str, int]] = set()
    rows = 0
    for week in folder.weeks():
        with contextlib.closing(folder.connect_week(week, readonly=True)) as conn:
            (said,) = conn.execute("PRAGMA integrity_check(1)").fetchone()
            toll.damaged += said != "ok" or bool(damaged_pages(conn, folder.week_file(week)))
            for declaration in WeekFile(week, conn).all() if thorough else ():
                rows += 1
                seen.add((declaration.message.id, declaration.message.version))
    toll.doubled += rows - len(seen)
    return len(seen)


def _is_kept(evidence: EvidenceFolder, sha256: str) -> bool:
    try:
        evidence.read(sha256)
    except LostEvidence:
        return False
    return True


def _feeds(folder: Path, rows: int) -> tuple[list[Path], int]:
    """Write the files that are fed; return them and how many versions of messages they hold."""
    files, known = [], set()
    for number in range(_FILES):
        lines = []
        for one in generate(_SEED + number, rows, _TODAY):
            one["message"]["id"] = f"{number}.{one['message']['id']}"
            known.add((one["message"]["id"], one["message"]["version"]))
            lines.append(json.dumps(one, ensure_ascii=False))
        files.append(folder / f"feed-{number}.jsonl")
        files[-1].write_text("\n".join(lines) + "\n", encoding="utf-8")
    return files, len(known)


def _run(root: Path, what: str, files: list[Path]) -> "subprocess.Popen[str]":
    command = [sys.executable, "-P", "-m", "borderpost.benchmarks.kill_work", what, str(root)]
    source = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(each for each in (source, os.environ.get("PYTHONPATH", "")) if each)
    return subprocess.Popen(
        [*command, *map(str, files)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
    )


def figures(toll: Toll) -> list[Figure]:
    """Return what so many kills did, against what they may do."""

    def none(name: str, value: int) -> Figure:
        return Figure(name, value, goal=0, bound=Bound.AT_MOST)

    return [
        Figure("kills", toll.kills),
        Figure("kills in the middle of an import", toll.killed_importing),
        Figure("entries that were shown as recorded", toll.shown),
        none("entries lost", toll.lost),
        Figure("photographs and documents that were shown as kept", toll.files),
        none("photographs and documents lost", toll.evidence_lost),
        Figure("versions of declarations held at the end", toll.declarations),
        none("declarations missing at the end", toll.missing),
        none("declarations held twice", toll.doubled),
        none("checks that found damage", toll.damaged),
    ]


def bench(argv: Sequence[str]) -> int:
    """Kill so many times; 0 when nothing was lost, doubled or damaged, 1 when something was."""
    parser = argparse.ArgumentParser(prog="borderpost bench kill", description=__doc__)
    parser.add_argument("--times", type=int, default=TIMES, metavar="N", help="default: %(default)s")
    parser.add_argument(
        "--rows", type=int, default=_ROWS, metavar="N", help="declarations in each of 4 files"
    )
    parser.add_argument("--json", type=Path, metavar="FILE")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        toll = killed(Path(folder) / "site", chosen.times, rows=chosen.rows, tell=sys.stderr.isatty())
    measured = figures(toll)
    print(table(measured))
    if chosen.json is not None:
        save(measured, chosen.json)
    return 0 if all(figure.holds for figure in measured) else 1
