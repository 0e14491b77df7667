"""A proposal withdrawn by whoever made it, and a case reopened by two persons, by keys at the screens."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.inspection import Inspection, Stage
from borderpost.ui.approvals import ApprovalsScreen
from borderpost.ui.desk import Desk
from borderpost.ui.log import LogScreen
from borderpost.ui.shell import MainWindow
from borderpost.work import reopening
from station import ANNA, SUE, Station
from station_stories import proposed, seized
from ui.desk_maker import open_desk, settle
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


def standing(station: Station, inspection: str) -> Inspection:
    state = station.store.read(lambda pages: pages.inspection(inspection)).result(20)
    assert state is not None
    return state


def show(screen: LogScreen, desk: Desk, state: Inspection) -> None:
    screen.open_story(state.id)
    settle(desk)
    settle(desk)


def test_whoever_proposed_withdraws_and_says_why(
    station: Station, hands: Hands, screen: LogScreen, desk: Desk
) -> None:
    state = proposed(station)
    show(screen, desk, state)
    hands.press(Qt.Key.Key_F11)
    panel = screen.story.going_on
    assert panel.reason.hasFocus()
    assert not panel.second.isVisible()
    assert_named(screen)
    hands.press(Qt.Key.Key_Return)
    assert "reason" in panel.problem.text()
    hands.type("one line is missing")
    hands.press(Qt.Key.Key_Return)
    settle(desk)
    after = standing(station, state.id)
    assert (after.stage, after.proposal) == (Stage.OPEN, None)
    assert [one.reason for one in after.withdrawals] == ["one line is missing"]
    assert "Withdraw" in screen.story.notice.text()
    assert not panel.isVisible()


def test_an_ended_case_goes_on_when_a_second_person_signs_at_this_bench(
    station: Station, hands: Hands, screen: LogScreen, desk: Desk
) -> None:
    state = seized(station)
    show(screen, desk, state)
    hands.press(Qt.Key.Key_F11)
    hands.type("the owner has sent the invoice")
    hands.press(Qt.Key.Key_Return)
    settle(desk)
    assert standing(station, state.id).reopening is not None
    hands.press(Qt.Key.Key_F11)
    panel = screen.story.going_on
    assert panel.granted.hasFocus()
    offered = [panel.second.list.model().index(row, 0).data() for row in range(2)]
    assert offered == ["Ben Okafor", "Sue Lindqvist"], "whoever asked is not among them"
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Return)
    assert panel.second.passphrase.hasFocus()
    hands.type("pass-anna")
    hands.press(Qt.Key.Key_Return)
    assert panel.second.error()
    assert standing(station, state.id).ended
    hands.type("pass-ben")
    hands.press(Qt.Key.Key_Return)
    settle(desk)
    after = standing(station, state.id)
    assert after.stage is Stage.OPEN
    assert [one.number for one in after.past_outcomes] == [state.outcome.number if state.outcome else ""]


def test_a_request_waits_in_the_approvals_and_is_refused_there_with_a_reason(
    station: Station, qapp: QApplication, qtbot: QtBot
) -> None:
    state = seized(station)
    station.do(reopening.ask, officer=ANNA, inspection=state.id, reason="claim")
    with open_desk(station, SUE) as desk:
        queue = ApprovalsScreen(desk)
        with open_window(desk, qtbot, qapp, queue) as window:
            hands = Hands(desk, window)
            settle(desk)
            assert queue.queue.model.rowCount() == 1
            hands.press(Qt.Key.Key_Return)
            settle(desk)
            hands.press(Qt.Key.Key_F11)
            panel = queue.page.going_on
            hands.press(Qt.Key.Key_Down)
            hands.press(Qt.Key.Key_Tab)
            hands.press(Qt.Key.Key_Return)
            hands.type("pass-sue")
            hands.press(Qt.Key.Key_Return)
            assert panel.reason.hasFocus(), "a no takes a reason"
            hands.type("nothing new in it")
            hands.press(Qt.Key.Key_Return)
            hands.type("pass-sue")
            hands.press(Qt.Key.Key_Return)
            settle(desk)
            assert standing(station, state.id).reopening is None
            assert standing(station, state.id).ended
            settle(desk)
            assert queue.queue.model.rowCount() == 0
