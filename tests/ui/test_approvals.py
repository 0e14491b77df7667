"""The approver's queue: oldest first, answered with the second officer's own passphrase, by keys alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.inspection import Inspection, Stage
from borderpost.ui.approvals import ApprovalsScreen
from borderpost.ui.desk import Desk
from borderpost.ui.shell import MainWindow
from borderpost.work import concluding
from station import ANNA, BEN, SUE, Station
from station_stories import proposed
from ui.desk_maker import open_desk, settle
from ui.hands import Hands
from ui.walk import assert_all_reached, assert_named
from ui.window_maker import open_window


@pytest.fixture
def two(station: Station) -> tuple[Inspection, Inspection]:
    """Two proposals that wait."""
    return proposed(station, "RR473124829GB", 1), proposed(station, "CP100000005DE", 2)


@pytest.fixture
def bens_desk(qapp: QApplication, station: Station) -> Iterator[Desk]:
    with open_desk(station, BEN) as made:
        yield made


@pytest.fixture
def screen(bens_desk: Desk, two: tuple[Inspection, Inspection]) -> ApprovalsScreen:
    return ApprovalsScreen(bens_desk)


@pytest.fixture
def window(
    screen: ApprovalsScreen, bens_desk: Desk, qtbot: QtBot, qapp: QApplication
) -> Iterator[MainWindow]:
    with open_window(bens_desk, qtbot, qapp, screen) as made:
        settle(bens_desk)
        yield made


@pytest.fixture
def hands(window: MainWindow, bens_desk: Desk) -> Hands:
    return Hands(bens_desk, window)


def standing(station: Station, inspection: str) -> Inspection:
    state = station.store.read(lambda pages: pages.inspection(inspection)).result()
    assert state is not None
    return state


def open_top(hands: Hands, screen: ApprovalsScreen, desk: Desk) -> None:
    hands.press(Qt.Key.Key_Return)
    settle(desk)
    settle(desk)
    assert screen.page.view.isVisible()


def ask(hands: Hands, key: Qt.Key, screen: ApprovalsScreen, qtbot: QtBot) -> None:
    hands.press(key)
    qtbot.waitUntil(screen.page.answer.isVisible)


def test_the_queue_shows_the_oldest_first_and_counts(
    two: tuple[Inspection, Inspection], window: MainWindow, screen: ApprovalsScreen
) -> None:
    model = screen.queue.model
    assert [model.row_at(row).id for row in range(model.rowCount())] == [state.id for state in two]
    assert screen.queue.table.hasFocus()
    assert screen.queue.sentence.text().startswith("2 inspections wait")


def test_the_count_is_told_for_the_navigation(
    bens_desk: Desk, screen: ApprovalsScreen, window: MainWindow, station: Station
) -> None:
    told: list[int] = []
    screen.counted.connect(told.append)
    waiting = proposed(station, "EE400000001US", 3)
    assert waiting.proposal is not None
    bens_desk.tasks.broadcast({"approvals"})
    settle(bens_desk)
    settle(bens_desk)
    assert told == [3]


def test_a_proposal_is_approved_with_a_passphrase(
    station: Station,
    two: tuple[Inspection, Inspection],
    hands: Hands,
    screen: ApprovalsScreen,
    bens_desk: Desk,
    qtbot: QtBot,
) -> None:
    open_top(hands, screen, bens_desk)
    assert screen.page.proposal.heading.text() == "Proposed: Seize"
    ask(hands, Qt.Key.Key_F9, screen, qtbot)
    assert screen.page.answer.panel.chosen().name == "Ben Okafor"
    assert screen.page.answer.panel.passphrase.hasFocus()
    hands.type("wrong")
    hands.press(Qt.Key.Key_Return)
    assert standing(station, two[0].id).stage is Stage.AWAITING_APPROVAL
    qtbot.waitUntil(screen.page.answer.panel.submit.isEnabled, timeout=10_000)
    hands.type("pass-ben")
    hands.press(Qt.Key.Key_Return)
    settle(bens_desk)
    state = standing(station, two[0].id)
    assert state.stage is Stage.SEIZED
    assert state.outcome is not None
    assert state.outcome.approval is not None
    assert state.outcome.approval.officer == "ben"
    assert state.outcome.number in screen.page.notice.text()
    assert not screen.page.proposal.isVisible()
    assert not screen.page.answer.isVisible()
    hands.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(screen.queue.table.hasFocus)
    assert screen.queue.model.ids() == [two[1].opened.sequence]


def test_a_proposal_is_refused_with_a_reason(
    station: Station,
    two: tuple[Inspection, Inspection],
    hands: Hands,
    screen: ApprovalsScreen,
    bens_desk: Desk,
    qtbot: QtBot,
) -> None:
    open_top(hands, screen, bens_desk)
    ask(hands, Qt.Key.Key_F8, screen, qtbot)
    assert screen.page.answer.reason.hasFocus()
    hands.type("photograph the label first")
    screen.page.answer.panel.passphrase.setFocus()
    hands.type("pass-ben")
    hands.press(Qt.Key.Key_Return)
    settle(bens_desk)
    state = standing(station, two[0].id)
    assert state.stage is Stage.OPEN
    assert state.refusals[0].reason == "photograph the label first"
    assert "Refused" in screen.page.notice.text()


def test_another_approver_answers_at_the_bench_of_who_may_not(
    station: Station, two: tuple[Inspection, Inspection], qtbot: QtBot, qapp: QApplication
) -> None:
    with open_desk(station, ANNA) as desk:
        screen = ApprovalsScreen(desk)
        with open_window(desk, qtbot, qapp, screen) as window:
            settle(desk)
            hands = Hands(desk, window)
            open_top(hands, screen, desk)
            sentence = screen.page.ways(screen.page.story.state)[0]
            assert "You worked on it yourself" in sentence
            assert "Ben Okafor, Sue Lindqvist" in sentence
            ask(hands, Qt.Key.Key_F9, screen, qtbot)
            hands.press(Qt.Key.Key_Down)
            assert screen.page.answer.panel.chosen().name == "Sue Lindqvist"
            hands.type("pass-sue")
            hands.press(Qt.Key.Key_Return)
            settle(desk)
    assert standing(station, two[0].id).outcome.approval.officer == "sue"


def test_an_answer_to_what_has_changed_is_not_taken_and_the_record_is_read_again(
    station: Station,
    two: tuple[Inspection, Inspection],
    hands: Hands,
    screen: ApprovalsScreen,
    bens_desk: Desk,
    qtbot: QtBot,
) -> None:
    open_top(hands, screen, bens_desk)
    ask(hands, Qt.Key.Key_F9, screen, qtbot)
    first = two[0].proposal
    assert first is not None
    at = {"inspection": two[0].id}
    station.do(concluding.refuse, officer=SUE, proposal=first.mark.entry, reason="count them again", **at)
    station.do(
        concluding.conclude, officer=ANNA, disposition=first.disposition, reason="counted: two pairs", **at
    )
    hands.type("pass-ben")
    hands.press(Qt.Key.Key_Return)
    settle(bens_desk)
    settle(bens_desk)
    assert standing(station, two[0].id).stage is Stage.AWAITING_APPROVAL
    assert "The record has changed meanwhile" in screen.page.notice.text()
    assert screen.page.proposal.reason.text() == "counted: two pairs"
    assert "count them again" in screen.page.proposal.refused.text()
    hands.type("pass-ben")
    hands.press(Qt.Key.Key_Return)
    settle(bens_desk)
    assert standing(station, two[0].id).stage is Stage.SEIZED


def test_escape_leaves_the_answer_then_the_proposal(
    hands: Hands, screen: ApprovalsScreen, bens_desk: Desk, qtbot: QtBot
) -> None:
    open_top(hands, screen, bens_desk)
    ask(hands, Qt.Key.Key_F9, screen, qtbot)
    hands.type("half a pass")
    hands.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(screen.page.view.record.hasFocus)
    assert screen.page.answer.panel.passphrase.text() == ""
    hands.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(screen.queue.table.hasFocus)


def test_nothing_waiting_is_said(station: Station, desk: Desk, qtbot: QtBot, qapp: QApplication) -> None:
    screen = ApprovalsScreen(desk)
    with open_window(desk, qtbot, qapp, screen):
        settle(desk)
        assert screen.queue.empty.isVisible()
        assert screen.queue.empty.accessibleName() == "Nothing waits for a second officer"


def test_everything_in_the_approvals_has_a_name_and_is_reached(
    hands: Hands, screen: ApprovalsScreen, bens_desk: Desk, qtbot: QtBot
) -> None:
    assert_named(screen)
    assert_all_reached(screen)
    screen.queue.table.setFocus()
    open_top(hands, screen, bens_desk)
    ask(hands, Qt.Key.Key_F8, screen, qtbot)
    assert_named(screen)
    assert_all_reached(screen)
