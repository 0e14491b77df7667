"""Whatever cuts the program off, each message goes out under one name with one content, and none is lost."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from borderpost.app.exchanging import WHY
from borderpost.domain.acts import MessageAnswered, MessageQueued, act_of
from borderpost.store import journal
from borderpost.store.site import verify_site
from borderpost.work.messaging import Heard
from exchange.messages_told import Told, started, told
from record_dump import assert_whole
from station import HandClock, Station, open_station, site_folder
from station_stories import seized

KILLS = 8
TELLER = """
import sys
from pathlib import Path
from exchange.messages_told import told
from station import HandClock, open_station
station = open_station(Path(sys.argv[1]), HandClock())
post = told(station)
number = int(sys.argv[2]) * 1000
print("up", flush=True)
while True:
    number += 1
    post.hold(f"RR{number:09}GB")
    print(number, flush=True)
    post.exchange.look(at_once=True)
"""


class Cut(Exception):
    """The program ends here."""


class FragileStore:
    """The station's store for a program that ends after some calls: before the last one, or behind it."""

    def __init__(self, station: Station, calls: int, behind: bool) -> None:
        self._store, self._left, self._behind = station.store, calls, behind
        self.station = station.store.station

    def submit(self, job: Callable[[Any], Any]) -> "Future[Any]":
        return self._given(lambda: self._store.submit(job))

    def read(self, job: Callable[[Any], Any]) -> "Future[Any]":
        return self._given(lambda: self._store.read(job))

    def _given(self, call: Callable[[], "Future[Any]"]) -> "Future[Any]":
        self._left -= 1
        if self._left > 0:
            return call()
        if self._behind:
            call().result()
        raise Cut


def collect(outbox: Path, taken: dict[str, bytes]) -> None:
    """Take the files away as the post does: what came before under the same name has to be the same."""
    if not outbox.exists():
        return
    for path in outbox.glob("*.json"):
        for file in (path, path.with_suffix(".xml")):
            if file.exists():
                data = file.read_bytes()
                assert taken.setdefault(file.name, data) == data
                file.unlink()


class Telling(RuleBasedStateMachine):
    """Inspections go on, the program is cut off and started again, the post collects and answers."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.station = open_station(Path(self._folder.name) / "site", HandClock())
        self.post: Told = told(self.station)
        self.taken: dict[str, bytes] = {}
        self.number = 0
        self.expected = 0
        self.answered = 0

    @rule()
    def hold(self) -> None:
        self.number += 1
        self.post.hold(f"RR{self.number:09}GB")
        self.expected += 2

    @precondition(lambda self: self.number < 4)
    @rule()
    def seize(self) -> None:
        self.number += 1
        seized(self.station, f"RR{self.number:09}GB", self.number)
        self.expected += 2

    @rule()
    def look(self) -> None:
        troubles = self.post.exchange.look(at_once=True).troubles
        assert all(WHY[Heard.CONTRADICTS] in trouble for trouble in troubles)

    @rule(calls=st.integers(1, 12), behind=st.booleans())
    def cut_off(self, calls: int, behind: bool) -> None:
        self.post.exchange._store = FragileStore(self.station, calls, behind)  # type: ignore[assignment]
        with contextlib.suppress(Cut):
            self.post.exchange.look(at_once=True)
        self.post = started(self.station)

    @rule()
    def collected(self) -> None:
        collect(self.post.outbox, self.taken)

    @precondition(lambda self: self.taken)
    @rule(data=st.data(), accepted=st.booleans())
    def answer(self, data: st.DataObject, accepted: bool) -> None:
        name = data.draw(st.sampled_from(sorted(n for n in self.taken if n.endswith(".json"))))
        said = {"format": "borderpost answer 1", "message": name.removesuffix(".json")}
        said |= {"kind": "acknowledgement", "by": "Post"}
        self.answered += 1
        body = json.dumps(said | {"accepted": accepted}).encode()
        self.post.put(f"{self.answered}.json", body)

    @invariant()
    def nothing_is_queued_twice(self) -> None:
        ids = [state.id for state in self.post.messages()]
        assert len(set(ids)) == len(ids) <= self.expected

    def teardown(self) -> None:
        try:
            done = self.post.exchange.look(at_once=True)
            assert all(WHY[Heard.CONTRADICTS] in trouble for trouble in done.troubles)
            collect(self.post.outbox, self.taken)
            ids = {state.id for state in self.post.messages()}
            assert len(ids) == self.expected
            assert {name.removesuffix(".json") for name in self.taken if name.endswith(".json")} == ids
            self.station.store.close()
            assert_whole(self.station.folder)
            assert_answers_once(self.station)
        finally:
            self.station.store.close()
            self._folder.cleanup()


def assert_answers_once(station: Station) -> None:
    with contextlib.closing(station.folder.connect_record(readonly=True)) as record:
        found = [act_of(entry) for entry in journal.entries(record)]
    queued = [act.message for act in found if isinstance(act, MessageQueued)]
    assert len(set(queued)) == len(queued)
    accepted = [act.message for act in found if isinstance(act, MessageAnswered) and act.accepted]
    assert len(set(accepted)) == len(accepted)


TestTelling = Telling.TestCase
TestTelling.settings = settings(max_examples=12, stateful_step_count=14, deadline=None)


def test_kills_at_random_lose_no_message_and_send_none_twice(tmp_path: Path, checkout: Path) -> None:
    root = tmp_path / "site"
    first = open_station(root, HandClock())
    told(first)
    first.store.close()
    dice = random.Random(20261122)
    environment = os.environ | {"PYTHONPATH": f"{checkout / 'src'}:{checkout / 'tests'}"}
    taken: dict[str, bytes] = {}
    held: list[int] = []
    for run in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", TELLER, str(root), str(run)],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "up\n"
            timer = threading.Timer(dice.uniform(0.02, 0.25), process.send_signal, [signal.SIGKILL])
            timer.start()
            held += [int(line) for line in process.stdout if line.endswith("\n")]
            timer.join()
        collect(root / "exchange" / "outbox", taken)
    assert verify_site(site_folder(root)).holds
    last = open_station(root, HandClock())
    post = told(last)
    collect(post.outbox, taken)
    states = post.messages()
    items = {state.item_id for state in states if state.type == "held"}
    assert {f"RR{number:09}GB" for number in held} <= items
    assert {name.removesuffix(".json") for name in taken if name.endswith(".json")} == {s.id for s in states}
    assert not list(post.outbox.glob(".new-*"))
    last.store.close()
    assert len(held) > KILLS
