"""Custody at the screen: a hand-over by keys, scans and the receiver's passphrase; a stocktake by scanner."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.custody.chain import find
from borderpost.domain.custody.exhibit import Place
from borderpost.domain.custody_codes import AlarmKind, PlaceKind
from borderpost.domain.inspection import Inspection
from borderpost.ui.desk import Desk
from borderpost.ui.log import LogScreen
from borderpost.ui.shell import MainWindow
from borderpost.ui.story.custody_actions import Action
from borderpost.ui.theme.tokens import Tone
from borderpost.work import containers, custody
from borderpost.work.changes import Kind
from station import ANNA, Station
from station_stories import seized
from ui.desk_maker import settle
from ui.hands import Hands
from ui.walk import assert_named
from ui.window_maker import open_window


@pytest.fixture
def screen(desk: Desk) -> LogScreen:
    return LogScreen(desk)


@pytest.fixture
def window(screen: LogScreen, desk: Desk, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    with open_window(desk, qtbot, qapp, screen) as made:
        yield made


@pytest.fixture
def hands(window: MainWindow, desk: Desk) -> Hands:
    return Hands(desk, window)


def bag(station: Station, state: Inspection, label: str = "BAG1") -> Any:
    now = station.store.read(lambda pages: pages.inspection(state.id)).result()
    assert now is not None
    return find(now.exhibits, label)


def open_custody(hands: Hands, screen: LogScreen, desk: Desk, state: Inspection) -> None:
    screen.open_story(state.id)
    settle(desk)
    settle(desk)
    hands.press(Qt.Key.Key_F10)
    settle(desk)


def test_a_bag_is_handed_over_by_the_receivers_own_passphrase(
    station: Station, hands: Hands, screen: LogScreen, desk: Desk
) -> None:
    state = seized(station)
    open_custody(hands, screen, desk, state)
    form = screen.story.custody
    assert form.isVisible()
    hands.scan("bag1")
    assert form.exhibit.value() == "BAG1"
    assert form.action.value() == Action.HAND_OVER
    hands.scan("SEAL1")
    assert form.seal.text() == "SEAL1"
    hands.scan("ben")
    assert form.second.passphrase.hasFocus()
    hands.type("not his")
    hands.press(Qt.Key.Key_Return)
    assert form.second.error()
    assert bag(station, state).place.name == "anna"
    hands.type("pass-ben")
    hands.press(Qt.Key.Key_Return)
    settle(desk)
    assert bag(station, state).place == Place(PlaceKind.PERSON, "ben")
    first, last = screen.story.view.record.custody.lines()
    assert first.cells[3] == last.cells[2], "the next row starts where the last one ended"
    assert "Ben Okafor" in last.cells[1]
    assert "Anna Ríos" in last.cells[4]
    assert form.action.value() == "", "what another holds cannot be passed on"
    assert_named(screen)


def test_an_alarm_stands_in_words_and_shape_and_asks_for_its_answer(
    station: Station, hands: Hands, screen: LogScreen, desk: Desk
) -> None:
    state = seized(station)
    about = {"officer": ANNA, "inspection": state.id, "exhibit": "BAG1"}
    station.do(containers.open_container, **about, seal_found="OTHER", purpose="look")
    open_custody(hands, screen, desk, state)
    row = screen.story.view.record.custody.lines()[-1]
    assert (row.cells[7], row.tone) == ("Another seal than it was closed with", Tone.CRITICAL)
    form = screen.story.custody
    assert form.action.value() == Action.ANSWER
    hands.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert form.reason.hasFocus()
    hands.type("the label was torn")
    form.record.setFocus()
    hands.press(Qt.Key.Key_Space)
    settle(desk)
    assert bag(station, state).unanswered == ()
    assert screen.story.view.record.custody.lines()[-1].tone is Tone.CAUTION
    hands.press(Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert screen.story.view.isVisible()


def test_a_stocktake_by_scanner_finds_what_is_missing(
    station: Station, hands: Hands, screen: LogScreen, desk: Desk
) -> None:
    state = seized(station)
    seized(station, "CC000000005DE", 2)
    about = {"officer": ANNA, "inspection": state.id, "exhibit": "BAG1"}
    station.do(custody.place, **about, to=Place(PlaceKind.STORE, "Store 2"))
    desk.tasks.broadcast({Kind.INSPECTIONS})
    settle(desk)
    hands.press(Qt.Key.Key_F10)
    page = screen.stocktake
    assert page.isVisible()
    assert page.name.hasFocus()
    assert page.name.text() == "Store 2"
    hands.press(Qt.Key.Key_F9)
    hands.scan("BAG2")
    hands.scan("QQ9")
    assert_named(screen)
    hands.press(Qt.Key.Key_F9)
    settle(desk)
    told = [(line.cells[0], line.cells[1]) for line in page.table.lines()]
    assert told == [("BAG1", "Missing"), ("BAG2", "Belongs elsewhere"), ("QQ9", "Unknown number")]
    assert not bag(station, state).unanswered
    hands.press(Qt.Key.Key_F9)
    settle(desk)
    assert "1 missing, 1 misplaced, 1 unknown" in page.notice.text()
    assert [alarm.kind for alarm in bag(station, state).unanswered] == [AlarmKind.MISSING]
    hands.press(Qt.Key.Key_Escape)
    assert screen.list.isVisible()


def test_a_sample_gets_a_label_and_goes_into_the_open_bag(
    station: Station, hands: Hands, screen: LogScreen, desk: Desk
) -> None:
    state = seized(station)
    open_custody(hands, screen, desk, state)
    form = screen.story.custody
    form.exhibit.choose("BAG1")
    form.action.choose(Action.OPEN)
    form.seal.setFocus()
    hands.scan("seal1")
    form.purpose.setFocus()
    hands.type("take a sample")
    form.weight.setFocus()
    hands.type("1,2")
    hands.press(Qt.Key.Key_Return)
    assert bag(station, state).weight_kg == "1.2"
    assert bag(station, state).is_open
    form.exhibit.setFocus()
    hands.press(Qt.Key.Key_End)
    assert form.action.value() == Action.REGISTER
    form.kind.setFocus()
    hands.press(Qt.Key.Key_Down)
    assert (form.parent_pick.isVisible(), form.line.isVisible()) == (True, False)
    hands.scan("SMP1")
    assert form.label.text() == "SMP1"
    assert_named(screen)
    form.label.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert bag(station, state, "SMP1").parent == "BAG1"
    hands.scan("smp1")
    form.action.setFocus()
    form.action.choose(Action.PACK)
    form.purpose.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert bag(station, state, "SMP1").place == Place(PlaceKind.CONTAINER, "BAG1")
    hands.scan("SMP1")
    assert form.action.value() == Action.UNPACK
    form.exhibit.choose("BAG1")
    form.action.choose(Action.CLOSE)
    hands.scan("SEAL9")
    form.weight.setFocus()
    hands.type("1.25")
    hands.press(Qt.Key.Key_Return)
    kept = bag(station, state)
    assert (kept.seal, kept.weight_kg, kept.unanswered) == ("SEAL9", "1.25", ())
    assert [(pair.number, pair.found) for pair in kept.seals] == [("SEAL1", "seal1"), ("SEAL9", "")]
