"""The second officer at the bench: who may answer, by which proof, and what each answer leads to."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import Disposition, StepResult, StepType
from borderpost.domain.inspection import Stage
from borderpost.ui.desk import Desk
from borderpost.ui.examination.screen import ExaminationScreen
from borderpost.ui.theme.theme import Theme
from borderpost.work import concluding, inspecting
from station import BEN, Station
from station_stories import opened, proposed
from ui.desk_maker import open_desk, settle
from ui.examination_maker import begin, now, open_screen
from ui.hands import Hands

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot, theme: Theme) -> Iterator[ExaminationScreen]:
    window, made = open_screen(desk, qtbot, theme)
    yield made
    settle(desk)
    window.close()


@pytest.fixture
def hands(desk: Desk, screen: ExaminationScreen) -> Hands:
    return Hands(desk, screen.window())


def test_the_second_officer_can_refuse_and_has_to_say_why(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, proposed(station))
    assert [o.officer_id for o in screen.outcome.second.panel.list.model().officers()] == ["ben", "sue"]
    hands.press(Key.Key_N, held=ALT)
    assert hands.holder() is screen.outcome.second.reason
    screen.outcome.second.panel.passphrase.setFocus()
    hands.type("pass-ben")
    hands.press(Key.Key_Return)
    assert now(screen).stage is Stage.AWAITING_APPROVAL
    assert hands.holder() is screen.outcome.second.reason
    hands.type("the label is genuine")
    screen.outcome.second.panel.passphrase.setFocus()
    hands.type("pass-ben")
    hands.press(Key.Key_Return)
    state = now(screen)
    assert state.stage is Stage.OPEN
    assert state.refusals[0].reason == "the label is genuine"
    assert "the label is genuine" in screen.outcome.past.text()


def test_approval_can_be_left_for_later(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, proposed(station))
    left: list[bool] = []
    screen.left.connect(lambda: left.append(True))
    hands.press(Key.Key_Escape)
    assert left == [True]
    assert now(screen).stage is Stage.AWAITING_APPROVAL
    assert desk.pages.waiting_ids()


def test_too_many_wrong_passphrases_have_to_wait(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, proposed(station))
    panel = screen.outcome.second.panel
    for _ in range(12):
        if not panel.submit.isEnabled():
            break
        hands.type("wrong")
        hands.press(Key.Key_Return)
    assert not panel.submit.isEnabled()
    assert "Try again in" in panel.error()
    station.clock.at += timedelta(hours=2)
    while not panel.submit.isEnabled():
        panel.tick()
    hands.type("pass-ben")
    hands.press(Key.Key_Return)
    assert now(screen).stage is Stage.SEIZED


def test_nobody_else_may_approve_is_said(station: Station, desk: Desk, screen: ExaminationScreen) -> None:
    state = opened(station)
    for officer in (BEN,):
        station.do(
            inspecting.record_step,
            officer=officer,
            inspection=state.id,
            step=StepType.XRAY,
            result=StepResult.CLEAR,
        )
    begin(screen, desk, proposed(station))
    names = [o.officer_id for o in screen.outcome.second.panel.list.model().officers()]
    assert names == ["sue"]


def test_nobody_may_approve_what_everybody_worked_on(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    state = opened(station)
    at = {"inspection": state.id, "step": StepType.DOCUMENTARY, "result": StepResult.CLEAR}
    station.do(inspecting.record_step, officer=BEN, **at)
    station.do(
        concluding.conclude,
        officer=BEN,
        inspection=state.id,
        disposition=Disposition.HOLD_IPR,
        reason="asked the right holder",
    )
    begin(screen, desk, state)
    officers = screen.outcome.second.panel.list.model().officers()
    assert [card.officer_id for card in officers] == ["sue"]
    assert not screen.outcome.second.nobody.isVisible()


def test_demo_passphrases_are_shown_where_the_desk_has_them(
    station: Station, qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    with open_desk(station, hints=(("ben", "pass-ben"),)) as desk:
        window, screen = open_screen(desk, qtbot, theme)
        begin(screen, desk, proposed(station))
        cards = screen.outcome.second.panel.list.model().officers()
        assert [card.demo_passphrase for card in cards] == ["pass-ben", ""]
        settle(desk)
        window.close()
