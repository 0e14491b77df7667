"""Garbage that holds Qt objects ends in the window's thread, whichever thread makes the interpreter look."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.app.collecting import Collecting


class Ended:
    """Ends with a cycle that nobody holds, and notes in which thread."""

    threads: list[threading.Thread]

    def __init__(self, threads: list[threading.Thread]) -> None:
        self.threads = threads
        self.object = QObject()
        self.itself = self

    def __del__(self) -> None:
        self.threads.append(threading.current_thread())


@pytest.fixture
def collecting(qapp: QApplication) -> Iterator[Collecting]:
    was_on = gc.isenabled()
    gc.enable()
    made = Collecting(qapp, tick_ms=1)
    yield made
    made.stop()
    if not was_on:
        gc.disable()


def _much_is_made() -> list[list[int]]:
    """Make so much in another thread that the interpreter would look at all there is; what was made."""
    made: list[list[int]] = []

    def make() -> None:
        made.extend([] for _ in range(500_000))

    other = threading.Thread(target=make)
    other.start()
    other.join()
    return made


def test_without_it_garbage_ends_in_whichever_thread_makes_much(qapp: QApplication) -> None:
    gc.enable()
    try:
        ended: list[threading.Thread] = []
        Ended(ended)
        made = _much_is_made()
    finally:
        gc.disable()
    assert made
    assert ended
    assert ended != [threading.main_thread()]


def test_garbage_ends_in_the_thread_of_the_window(collecting: Collecting, qtbot: QtBot) -> None:
    collecting.start()
    ended: list[threading.Thread] = []
    Ended(ended)
    made = _much_is_made()
    assert not ended
    qtbot.waitUntil(lambda: bool(ended))
    assert made
    assert ended == [threading.main_thread()]


def test_what_is_old_is_collected_while_nobody_works(collecting: Collecting, qtbot: QtBot) -> None:
    collecting.start()
    ended: list[threading.Thread] = []
    one = Ended(ended)
    gc.collect()
    gc.collect()  # it is as old as can be now
    made = _much_is_made()
    del one
    qtbot.waitUntil(lambda: bool(ended))
    assert made
    assert ended == [threading.main_thread()]


def test_what_is_there_when_all_is_made_is_looked_at_no_more(collecting: Collecting) -> None:
    collecting.start()
    ended: list[threading.Thread] = []
    Ended(ended)
    collecting.settle()
    assert ended == [threading.main_thread()]
    assert gc.get_freeze_count() > 0


def test_the_interpreter_has_it_back_after_it(collecting: Collecting) -> None:
    collecting.start()
    collecting.start()
    assert not gc.isenabled()
    collecting.stop()
    assert gc.isenabled()
    collecting.stop()
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off(collecting: Collecting) -> None:
    gc.disable()
    collecting.start()
    collecting.stop()
    assert not gc.isenabled()
