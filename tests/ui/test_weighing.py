"""The scale fills the weight field that has the focus, and what it fills is compared with the declaration."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import StepType
from borderpost.domain.found_goods import Aspect
from borderpost.domain.weighing import ScaleState, Weighing
from borderpost.ui.desk import Desk
from borderpost.ui.examination.course import Part
from borderpost.ui.examination.screen import ExaminationScreen
from borderpost.ui.theme.theme import Theme
from borderpost.ui.words.weighing import weighing_words
from station import Station
from ui.desk_maker import settle
from ui.examination_maker import begin, now, open_screen, take_up
from ui.hands import Hands

Key = Qt.Key
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot, theme: Theme, station: Station) -> Iterator[ExaminationScreen]:
    window, made = open_screen(desk, qtbot, theme)
    begin(made, desk, take_up(station))
    made.show_part(Part.STEPS)
    yield made
    settle(desk)
    window.close()


@pytest.fixture
def hands(desk: Desk, screen: ExaminationScreen) -> Hands:
    return Hands(desk, screen.window())


def shows(kg: str, state: ScaleState = ScaleState.STABLE) -> Weighing:
    return Weighing(state, "SICS (ttyS0)", NOON, Decimal(kg), f"S S {kg} kg")


def test_the_weighing_step_takes_weight_and_scale(
    desk: Desk, screen: ExaminationScreen, hands: Hands, qtbot: QtBot
) -> None:
    steps, balance = screen.steps, desk.balance
    balance.show_weight(shows("1.300"))
    assert steps.weight.text() == ""
    with qtbot.waitSignal(balance.wanted) as wanted:
        steps.weigh()
    assert wanted.args == [True]
    balance.show_weight(shows("2.100", ScaleState.MOVING))
    balance.show_weight(Weighing(ScaleState.OVERLOAD, "SICS", NOON))
    balance.show_weight(shows("0"))
    assert steps.weight.text() == ""
    balance.show_weight(shows("2.100"))
    # what the scale put there follows it
    balance.show_weight(shows("2.140"))
    assert (steps.weight.text(), steps.device.text()) == ("2.140", "SICS (ttyS0)")
    assert steps.disagrees.text().startswith("The scale shows 2.14 kg")
    hands.press(Key.Key_Return)
    step = now(screen).steps[-1]
    assert (step.type, step.weight_kg, step.device) == (StepType.WEIGHING, "2.140", "SICS (ttyS0)")
    screen.show_part(Part.GOODS)
    assert screen.goods.differences.differences()[0].aspect is Aspect.GROSS_WEIGHT
    assert screen.goods.differences.weight.text().startswith("The scale shows 2.14 kg")


def test_what_was_typed_is_never_written_over(desk: Desk, screen: ExaminationScreen, hands: Hands) -> None:
    screen.steps.weigh()
    hands.type("1.2")
    desk.balance.show_weight(shows("2.140"))
    assert screen.steps.weight.text() == "1.2"
    assert screen.steps.disagrees.text() == ""


def test_the_net_weight_of_goods_comes_from_the_scale(desk: Desk, screen: ExaminationScreen) -> None:
    screen.show_part(Part.GOODS)
    screen.goods.form.net_weight.setFocus()
    assert desk.balance.is_wanted
    desk.balance.show_weight(shows("0.450"))
    assert screen.goods.form.net_weight.text() == "0.450"
    screen.goods.form.description.setFocus()
    assert not desk.balance.is_wanted


@pytest.mark.parametrize("state", list(ScaleState))
def test_every_state_has_words(state: ScaleState) -> None:
    assert weighing_words(shows("1.5", state))
