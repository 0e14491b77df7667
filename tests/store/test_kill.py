"""Killed at any moment, the station has lost nothing that it had told the officer was recorded."""

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

from borderpost.domain.inspection import Note
from borderpost.store.pages import StorePages
from borderpost.store.site import verify_site
from borderpost.work.ports import LogFilter
from station import HandClock, open_station, site_folder

KILLS = 50
WRITER = """
import sys
from pathlib import Path
from station import ANNA, HandClock, open_station
from station_stories import opened
from borderpost.work import inspecting
station = open_station(Path(sys.argv[1]), HandClock())
ident = opened(station).id
number = 0
while True:
    number += 1
    data = f"photograph {sys.argv[2]} {number}".encode()
    sha256 = station.store.evidence.keep(data)
    text = f"{sys.argv[2]} {number} {sha256}"
    state = station.do(inspecting.add_note, officer=ANNA, inspection=ident, text=text)
    print(state.latest.sequence, sha256, flush=True)
"""


def test_kill_at_random_loses_nothing_that_was_shown(tmp_path: Path, checkout: Path) -> None:
    root = tmp_path / "site"
    open_station(root, HandClock()).store.close()
    folder = site_folder(root)
    dice = random.Random(20261122)
    environment = os.environ | {"PYTHONPATH": f"{checkout / 'src'}:{checkout / 'tests'}"}
    shown: list[tuple[int, str]] = []
    for run in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(root), str(run)],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        ) as process:
            assert process.stdout is not None
            first = process.stdout.readline()
            assert first, "the writer did not come up"
            # The kill comes at a moment that has nothing to do with the writer's own rhythm.
            timer = threading.Timer(dice.uniform(0, 0.03), process.send_signal, [signal.SIGKILL])
            timer.start()
            lines = [first, *process.stdout]
            timer.join()
        shown += [
            (int(sequence), sha256)
            for sequence, sha256 in (line.split() for line in lines if line.endswith("\n"))
        ]
    verdict = verify_site(folder)
    assert verdict.holds, verdict
    assert verdict.entries >= max(sequence for sequence, _ in shown)
    last = open_station(root, HandClock())
    for sequence, sha256 in shown:
        assert last.store.evidence.read(sha256)
        assert sequence <= verdict.entries
    by_inspection = last.store.read(_notes).result()
    by_sequence = {note.mark.sequence: note.text for notes in by_inspection for note in notes}
    for sequence, sha256 in shown:
        assert by_sequence[sequence].endswith(sha256)
    last.store.close()
    assert len(shown) > KILLS


def _notes(pages: StorePages) -> list[tuple[Note, ...]]:
    rows = pages.log_rows(pages.log_ids(LogFilter(), lambda: False))
    states = [pages.inspection(row.id) for row in rows]
    return [state.notes for state in states if state is not None]
