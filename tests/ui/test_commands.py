"""Command barcodes on the screens: lists are numbered, and an approval is opened but never given."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import Disposition, FindingCode, StepType
from borderpost.domain.identifiers import Action, Command
from borderpost.domain.inspection import Stage
from borderpost.ui.approvals import ApprovalsScreen
from borderpost.ui.desk import Desk
from borderpost.ui.examination.commands import hold_for
from borderpost.ui.examination.course import Part
from borderpost.ui.examination.screen import ExaminationScreen
from borderpost.ui.theme.theme import Theme
from borderpost.work import inspecting
from station import ANNA, BEN, Station
from station_stories import proposed
from ui.desk_maker import open_desk, settle
from ui.examination_maker import begin, now, open_screen, take_up
from ui.hands import Hands
from ui.window_maker import open_window


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot, theme: Theme) -> Iterator[ExaminationScreen]:
    window, made = open_screen(desk, qtbot, theme)
    yield made
    settle(desk)
    window.close()


def obey(screen: ExaminationScreen | ApprovalsScreen, desk: Desk, *commands: Command | Action) -> list[bool]:
    done = []
    for each in commands:
        done.append(screen.on_action(each if isinstance(each, Action) else Action(each)))
        settle(desk)
    return done


def digit(number: int) -> Action:
    return Action(Command.DIGIT, str(number))


def shown(screen: ExaminationScreen) -> list[str]:
    model = screen.steps.types.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_lists_are_numbered_once_commands_are_used(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    begin(screen, desk, take_up(station))
    assert not any(text[0].isdigit() for text in shown(screen))
    obey(screen, desk, Command.EXAMINE)
    assert [text[0] for text in shown(screen)[:9]] == list("123456789")
    assert not shown(screen)[9][0].isdigit()
    obey(screen, desk, digit(0))
    assert [text[0] for text in shown(screen)[9:18]] == list("123456789")
    assert obey(screen, desk, digit(0), digit(2)) == [True, False]
    obey(screen, desk, digit(0), digit(0), digit(0), digit(1))
    assert shown(screen)[0].startswith("1")
    obey(screen, desk, digit(9))
    assert not screen.steps.result.value()
    assert obey(screen, desk, Command.CLEAR) == [True]
    assert not screen.steps.is_begun()


def test_a_place_that_is_not_in_the_list_chooses_nothing(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    begin(screen, desk, take_up(station))
    last_page, last = divmod(len(StepType) - 1, 9)
    assert obey(screen, desk, *[digit(0)] * last_page, digit(last + 2))[-1] is False
    assert not screen.steps.is_begun()
    assert obey(screen, desk, *[digit(0)] * last_page, digit(last + 1))[-1] is True
    assert screen.steps.is_begun()


def test_digits_and_quantities_count_the_goods(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    begin(screen, desk, take_up(station))
    assert obey(screen, desk, Action(Command.QUANTITY, "7")) == [False]
    screen.show_part(Part.GOODS)
    quantity = screen.goods.form.quantity
    obey(screen, desk, Action(Command.QUANTITY, "20"))
    assert quantity.text() == "20"
    obey(screen, desk, digit(5))
    assert quantity.text() == "205"
    obey(screen, desk, Command.EXAMINE)
    screen.show_part(Part.GOODS)
    obey(screen, desk, digit(0), digit(4), digit(1))
    assert quantity.text() == "41"
    obey(screen, desk, Command.CLEAR)
    assert quantity.text() == "1"


def test_nothing_is_obeyed_where_no_parcel_is(desk: Desk, screen: ExaminationScreen, qtbot: QtBot) -> None:
    for command in (Command.SEIZE, Command.ENTER, Command.UNDO, Command.PHOTOGRAPH, Command.CLEAR):
        assert obey(screen, desk, command) == [False]
    with qtbot.waitSignal(screen.left):
        assert obey(screen, desk, Command.NEXT) == [True]


def test_a_hold_is_of_the_kind_that_the_findings_call_for(station: Station) -> None:
    state = take_up(station)
    assert hold_for(state) is Disposition.HOLD_DOCUMENT
    for finding, hold in (
        (FindingCode.UNDERVALUED, Disposition.HOLD_VALUE),
        (FindingCode.UNSAFE_PRODUCT, Disposition.HOLD_SAFETY),
        (FindingCode.IPR_SUSPECT, Disposition.HOLD_IPR),
    ):
        state = station.do(
            inspecting.record_finding, officer=ANNA, inspection=state.id, finding=finding, note="x"
        )
        assert hold_for(state) is hold


def test_a_hold_leads_to_its_reason_and_to_what_is_missing(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    begin(screen, desk, take_up(station))
    obey(screen, desk, Command.HOLD)
    assert screen.outcome.reason.hasFocus()
    obey(screen, desk, Command.ENTER)
    assert screen.part is not Part.OUTCOME
    assert now(screen).stage is Stage.OPEN


def test_an_approval_is_opened_by_command_and_given_by_passphrase(
    qapp: QApplication, qtbot: QtBot, station: Station
) -> None:
    waits = proposed(station, "RR473124829GB", 1)
    with open_desk(station, BEN) as desk:
        approvals = ApprovalsScreen(desk)
        with open_window(desk, qtbot, qapp, approvals) as window:
            settle(desk)
            assert obey(approvals, desk, Command.APPROVE) == [False]
            approvals.open_proposal(waits.id)
            settle(desk)
            assert obey(approvals, desk, Command.APPROVE, Command.ENTER) == [True, True]
            assert approvals.page.answer.panel.passphrase.hasFocus()
            state = station.store.read(lambda pages: pages.inspection(waits.id)).result()
            assert state is not None
            assert state.stage is Stage.AWAITING_APPROVAL
            assert obey(approvals, desk, Action(Command.BADGE, "ANNA")) == [False]
            assert obey(approvals, desk, Action(Command.BADGE, "BEN")) == [True]
            Hands(desk, window).type("pass-ben")
            obey(approvals, desk, Command.ENTER)
            state = station.store.read(lambda pages: pages.inspection(waits.id)).result()
            assert state is not None
            assert state.stage is Stage.SEIZED
