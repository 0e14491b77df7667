"""Work done on other threads comes home on the main thread, once, to those who still wait for it."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from borderpost.ui.tasks import Tasks


class Kind(StrEnum):
    INSPECTION = "inspection"
    SEIZURE = "seizure"


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.deleteLater()


@pytest.fixture
def worker() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as made:
        yield made


def test_results_and_errors_come_home_on_the_main_thread(
    tasks: Tasks, worker: ThreadPoolExecutor, qtbot: QtBot
) -> None:
    heard: list[tuple[object, bool]] = []

    def hear(what: object) -> None:
        heard.append((what, threading.current_thread() is threading.main_thread()))

    def fail() -> int:
        raise ValueError("no such parcel")

    tasks.run(lambda: worker.submit(threading.get_ident), hear)
    tasks.run(lambda: worker.submit(fail), hear, hear)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[0][0] != threading.get_ident()
    assert isinstance(heard[1][0], ValueError)
    assert [on_main for _, on_main in heard] == [True, True]


def test_a_result_that_is_ready_at_once_still_comes_later(tasks: Tasks, qtbot: QtBot) -> None:
    ready: Future[int] = Future()
    ready.set_result(7)
    heard: list[int] = []
    tasks.run(lambda: ready, heard.append)
    assert heard == []
    qtbot.waitUntil(lambda: heard == [7])


def test_an_error_that_nobody_takes_is_told(tasks: Tasks, qtbot: QtBot) -> None:
    broken: Future[int] = Future()
    broken.set_exception(OSError("disk full"))
    with qtbot.waitSignal(tasks.failed) as told:
        tasks.run(lambda: broken, lambda _: None)
    assert isinstance(told.args[0], OSError)


def test_a_late_result_of_an_older_run_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    owner = QObject()
    slow: Future[str] = Future()
    quick: Future[str] = Future()
    heard: list[str] = []
    tasks.run(lambda: slow, heard.append, owner=owner, key="search")
    tasks.run(lambda: quick, heard.append, owner=owner, key="search")
    quick.set_result("new")
    slow.set_result("old")
    qtbot.waitUntil(lambda: heard == ["new"])
    with qtbot.waitSignal(tasks.changed):
        tasks.broadcast([Kind.SEIZURE])
    assert heard == ["new"]


def test_nobody_is_called_who_has_gone_or_cancelled(tasks: Tasks, qtbot: QtBot) -> None:
    heard: list[str] = []
    gone, left = QObject(), QObject()
    futures: list[Future[str]] = [Future(), Future(), Future()]
    tasks.run(lambda: futures[0], heard.append, owner=gone)
    tasks.run(lambda: futures[1], heard.append, owner=left)
    number = tasks.run(lambda: futures[2], heard.append)
    gone.deleteLater()
    with qtbot.waitSignal(gone.destroyed):
        pass
    tasks.cancel_owner(left)
    tasks.cancel(number)
    for future in futures:
        future.set_result("late")
    with qtbot.waitSignal(tasks.changed):
        tasks.broadcast([Kind.SEIZURE])
    assert heard == []
    assert tasks.pending() == 0


def test_cancelled_work_is_neither_done_nor_failed(tasks: Tasks, qtbot: QtBot) -> None:
    future: Future[str] = Future()
    heard: list[object] = []
    tasks.run(lambda: future, heard.append, heard.append)
    with qtbot.waitSignal(tasks.busy) as rest:
        future.cancel()
    assert rest.args == [False]
    assert heard == []


def test_news_from_any_thread_reaches_the_views_on_the_main_thread(
    tasks: Tasks, worker: ThreadPoolExecutor, qtbot: QtBot
) -> None:
    class View(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.heard: list[tuple[object, bool]] = []

        def hear(self, kinds: object) -> None:
            self.heard.append((kinds, threading.current_thread() is threading.main_thread()))

    view = View()
    tasks.changed.connect(view.hear)
    worker.submit(tasks.broadcast, [Kind.INSPECTION, Kind.SEIZURE, Kind.SEIZURE])
    worker.submit(tasks.broadcast, [])
    qtbot.waitUntil(lambda: len(view.heard) == 1)
    assert view.heard == [(frozenset({Kind.INSPECTION, Kind.SEIZURE}), True)]


def test_behind_the_end_only_errors_come_home(tasks: Tasks, qtbot: QtBot) -> None:
    whole, broken = Future[str](), Future[str]()
    heard: list[object] = []
    tasks.changed.connect(heard.append)
    tasks.run(lambda: whole, heard.append)
    tasks.run(lambda: broken, heard.append, heard.append)
    tasks.close()
    tasks.broadcast([Kind.SEIZURE])
    whole.set_result("late")
    error = OSError("disk full")
    with qtbot.waitSignal(tasks.erred):
        broken.set_exception(error)
    assert heard == [error]
    assert tasks.pending() == 0


def test_the_interpreter_survives_a_long_day_of_calls(qapp: QApplication) -> None:
    thing = QObject()
    for number in range(20_000):
        thing.setObjectName(str(number))
    assert thing.objectName() == "19999"


class Painted(QWidget):
    """Says when it is painted."""

    def __init__(self, log: list[str]) -> None:
        super().__init__()
        self._log = log

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._log.append("painted")


def logging_submit(log: list[str], name: str) -> Callable[[], "Future[None]"]:
    def submit() -> "Future[None]":
        log.append(name)
        ready: Future[None] = Future()
        ready.set_result(None)
        return ready

    return submit


def test_what_may_wait_begins_once_the_screen_is_painted(tasks: Tasks, qtbot: QtBot) -> None:
    log: list[str] = []
    screen = Painted(log)
    qtbot.addWidget(screen)
    screen.show()
    qtbot.waitUntil(lambda: bool(log))
    log.clear()

    def change() -> None:
        tasks.run(logging_submit(log, "begun"), lambda _: log.append("done"), after_painting=True)
        log.append("changed")
        screen.update()

    QTimer.singleShot(0, change)
    qtbot.waitUntil(lambda: "done" in log)
    assert log == ["changed", "painted", "begun", "done"]
    assert tasks.pending() == 0


def test_what_may_wait_still_begins_before_whatever_comes_after_it(tasks: Tasks, qtbot: QtBot) -> None:
    log: list[str] = []
    tasks.run(logging_submit(log, "note"), lambda _: log.append("noted"), after_painting=True)
    assert (log, tasks.pending()) == ([], 1)
    tasks.run(logging_submit(log, "release"), lambda _: log.append("released"))
    assert log == ["note", "release"]
    qtbot.waitUntil(lambda: tasks.pending() == 0)
    assert log == ["note", "release", "noted", "released"]


def test_what_waits_when_everything_ends_is_begun(tasks: Tasks) -> None:
    log: list[str] = []
    tasks.run(logging_submit(log, "note"), lambda _: log.append("noted"), after_painting=True)
    tasks.close()
    QApplication.processEvents()
    assert log == ["note"]


def test_what_fails_to_begin_later_is_told_to_whoever_asked_for_it(tasks: Tasks, qtbot: QtBot) -> None:
    log: list[str] = []

    def submit() -> "Future[None]":
        raise OSError("no thread")

    tasks.run(submit, lambda _: log.append("done"), lambda error: log.append(str(error)), after_painting=True)
    tasks.run(logging_submit(log, "release"), lambda _: log.append("released"))
    qtbot.waitUntil(lambda: tasks.pending() == 0)
    assert log == ["release", "no thread", "released"]
