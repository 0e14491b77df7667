"""Scans faster than their answers, steps pressed too early, and a record that fails: nothing is mixed up."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.ui.bench import model
from borderpost.ui.theme.theme import Theme, ThemeChoice
from borderpost.ui.theme.tokens import Tone
from borderpost.work.troubles import NotRecorded, Trouble
from station import BEN, Station
from ui.bench_maker import GREEN, RED, YELLOW, Bench, keep, open_bench, scan, usual_day
from ui.desk_maker import settle


@pytest.fixture(autouse=True)
def _theme(qapp: QApplication) -> None:
    Theme(qapp, ThemeChoice.LIGHT)


@pytest.fixture
def bench(qapp: QApplication, station: Station) -> Iterator[Bench]:
    keep(station, usual_day())
    with open_bench(station) as made:
        yield made


class BusyRecord:
    """The station's record while its writer is busy with something else, or fails."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.go_on = Event()
        self.error: BaseException | None = None
        self.behind = 0
        """Behind so many jobs it fails, where it has an error, or is busy, where `busy` says so."""
        self.busy = False
        self._jobs = 0
        bench.desk.record = self

    def keep_busy(self) -> None:
        self._bench.station.store.submit(lambda tx: self.go_on.wait(20))

    def submit(self, job: Callable[[Any], Any]) -> "Future[Any]":
        self._jobs += 1
        if self.error is not None and self._jobs > self.behind:
            failed: Future[Any] = Future()
            failed.set_exception(self.error)
            return failed
        future = self._bench.station.store.submit(job)
        if self.busy and self._jobs == self.behind:
            self.keep_busy()
        return future


def test_the_last_scan_wins_however_fast_they_come(bench: Bench) -> None:
    shown: list[str] = []
    bench.screen.model.verdict_changed.connect(lambda: shown.append(_item(bench)))
    for item in (GREEN, YELLOW, RED, GREEN, YELLOW):
        bench.desk.scans.route(scan(item))
    settle(bench.desk)
    assert shown == [YELLOW]
    assert bench.kinds() == ["item_scanned"] * 5


def test_no_step_is_taken_while_the_next_parcel_is_looked_up(bench: Bench) -> None:
    record = BusyRecord(bench)
    bench.scan(GREEN)
    record.keep_busy()
    bench.desk.scans.route(scan(RED))
    QApplication.processEvents()
    bench.screen.take_step("release")
    assert "Looking up" in bench.texts()
    bench.screen.take_step("examine")
    record.go_on.set()
    settle(bench.desk)
    assert _item(bench) == RED
    assert bench.kinds() == ["item_scanned"] * 2


def test_a_parcel_is_shown_while_its_entry_is_on_its_way(bench: Bench, qtbot: QtBot) -> None:
    record = BusyRecord(bench)
    record.busy, record.behind = True, 1
    bench.desk.scans.route(scan(GREEN))
    qtbot.waitUntil(lambda: bench.screen.chosen() is not None)
    assert _item(bench) == GREEN
    assert "journal entry" not in bench.texts()
    assert bench.kinds() == []
    record.go_on.set()
    settle(bench.desk)
    assert bench.kinds() == ["item_scanned"]
    kept = f"journal entry {bench.entries()[-1].sequence}"
    qtbot.waitUntil(lambda: kept in bench.texts())


def test_what_is_done_at_once_comes_behind_the_entry_of_the_scan(bench: Bench, qtbot: QtBot) -> None:
    record = BusyRecord(bench)
    record.busy, record.behind = True, 1
    bench.desk.scans.route(scan(GREEN))
    qtbot.waitUntil(lambda: bench.screen.chosen() is not None)
    bench.screen.take_step("release")
    record.go_on.set()
    settle(bench.desk)
    assert bench.kinds()[0] == "item_scanned"
    assert bench.kinds()[-1] == "outcome_recorded"


def test_a_parcel_whose_entry_is_not_kept_leaves_the_screen(bench: Bench) -> None:
    record = BusyRecord(bench)
    record.error, record.behind = NotRecorded(Trouble.FULL, "full"), 1
    bench.desk.scans.route(scan(GREEN))
    settle(bench.desk)
    assert bench.screen.chosen() is None
    assert "was not looked up" in bench.texts()
    assert bench.screen.entry.field.text() == GREEN
    assert bench.kinds() == []


def test_a_question_does_not_outlive_its_parcel(bench: Bench) -> None:
    reason = bench.screen.footer.reason
    bench.scan(RED)
    bench.hands.press(Qt.Key.Key_F7)
    assert reason.isVisible()
    bench.desk.scans.route(scan(GREEN))
    reason.choose(0)
    settle(bench.desk)
    assert not reason.isVisible()
    assert bench.kinds() == ["item_scanned"] * 2


def test_a_key_meant_for_the_parcel_before_is_not_taken_for_the_new_one(bench: Bench) -> None:
    model.JUST_REPLACED_S = 1000.0
    bench.scan(RED)
    bench.scan(GREEN)
    bench.hands.press(Qt.Key.Key_F6)
    assert "Another parcel has just come up" in bench.texts()
    assert _item(bench) == GREEN
    assert bench.kinds() == ["item_scanned"] * 2
    model.JUST_REPLACED_S = 0.0
    bench.hands.press(Qt.Key.Key_F6)
    assert bench.kinds()[-1] == "outcome_recorded"


def test_a_text_that_a_scan_cut_short_presses_no_button(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "TYPED_ON_S", 1000.0)
    bench.scan(GREEN)
    bench.hands.type("marks on the sole")
    bench.hands.press(Qt.Key.Key_Return)
    assert "Another parcel has just come up" in bench.texts()
    assert _item(bench) == GREEN
    assert bench.kinds() == ["item_scanned"]
    monkeypatch.setattr(model, "TYPED_ON_S", 0.0)
    bench.hands.press(Qt.Key.Key_Space)
    assert bench.kinds()[-1] == "outcome_recorded"


def test_releasing_twice_at_once_releases_once(bench: Bench) -> None:
    record = BusyRecord(bench)
    bench.scan(GREEN)
    record.keep_busy()
    bench.screen.take_step("release")
    bench.screen.take_step("release")
    assert "being recorded" in bench.texts()
    record.go_on.set()
    settle(bench.desk)
    assert bench.kinds() == ["item_scanned", "inspection_opened", "outcome_recorded"]


def test_a_scan_during_a_release_shows_after_it_and_the_release_is_told(bench: Bench) -> None:
    record = BusyRecord(bench)
    bench.scan(GREEN)
    record.keep_busy()
    bench.screen.take_step("release")
    bench.desk.scans.route(scan(RED))
    record.go_on.set()
    settle(bench.desk)
    assert _item(bench) == RED
    assert bench.screen.verdict.band.lane.tone() is Tone.RED
    assert len(bench.recorded) == 1
    assert "Released: " in bench.recorded[0]
    assert {r.item_id: r.outcome for r in bench.screen.recent.parcels()} == {RED: "", GREEN: "Released"}


def test_the_same_parcel_again_leaves_everything_as_the_officer_left_it(bench: Bench, qtbot: QtBot) -> None:
    bench.scan(RED)
    table = bench.screen.verdict.declaration.contents.table
    table.setFocus()
    bench.hands.press(Qt.Key.Key_Down)
    bar = bench.screen.verdict.page.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    where = bar.value()
    bench.scan(RED)
    assert table.hasFocus()
    assert table.currentIndex().row() == 1
    assert bar.value() == where
    qtbot.waitUntil(lambda: "journal entry 3" in bench.texts())
    assert bench.lanes == ["red", "red"]


def test_a_record_that_fails_says_so_and_the_number_is_kept(bench: Bench) -> None:
    record = BusyRecord(bench)
    record.error = OSError("disk full")
    bench.scan(RED)
    assert "was not looked up" in bench.texts()
    assert "disk full" in bench.texts()
    assert bench.screen.entry.field.text() == RED
    record.error = None
    bench.hands.press(Qt.Key.Key_Return)
    assert _item(bench) == RED
    assert "was not looked up" not in bench.texts()


def test_a_look_up_that_fails_leaves_no_step_open_on_the_parcel_before(bench: Bench) -> None:
    bench.scan(GREEN)
    record = BusyRecord(bench)
    record.error = OSError("disk full")
    bench.scan(RED)
    record.error = None
    assert bench.screen.model.scanned is None
    bench.hands.press(Qt.Key.Key_F6)
    assert "outcome_recorded" not in bench.kinds()


def test_a_step_that_fails_says_so_and_the_parcel_stays(bench: Bench) -> None:
    record = BusyRecord(bench)
    bench.scan(GREEN)
    record.error = OSError("disk full")
    bench.hands.press(Qt.Key.Key_F6)
    assert "This was not done." in bench.texts()
    assert _item(bench) == GREEN
    record.error = None
    bench.hands.press(Qt.Key.Key_F6)
    assert bench.kinds()[-1] == "outcome_recorded"


def test_what_was_asked_for_one_officer_never_shows_to_the_next(bench: Bench) -> None:
    record = BusyRecord(bench)
    record.keep_busy()
    bench.desk.scans.route(scan(RED))
    bench.desk.session.end()
    bench.desk.session.begin(BEN)
    record.go_on.set()
    settle(bench.desk)
    assert bench.screen.shown() is None


def test_putting_aside_while_the_next_is_looked_up_shows_the_next(bench: Bench) -> None:
    record = BusyRecord(bench)
    bench.scan(GREEN)
    record.keep_busy()
    bench.desk.scans.route(scan(RED))
    bench.screen.take_step("aside")
    assert bench.screen.shown() is None
    record.go_on.set()
    settle(bench.desk)
    assert _item(bench) == RED


def _item(bench: Bench) -> str:
    chosen = bench.screen.chosen()
    return chosen.item_id if chosen else ""
