"""Referring from the examination: the agency is chosen with the outcome, or beside one that stands."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import Commodity, Disposition, FindingCode, StepResult, StepType, Unit
from borderpost.domain.inspection import Stage
from borderpost.ui.desk import Desk
from borderpost.ui.examination.course import Part
from borderpost.ui.examination.screen import ExaminationScreen
from borderpost.ui.theme.theme import Theme
from borderpost.work import concluding, inspecting
from legal_packs import shipped
from station import ANNA, Station
from ui.desk_maker import open_desk, settle
from ui.examination_maker import begin, open_screen, take_up
from ui.hands import Hands

PILLS = inspecting.Goods("tablets", "300", Unit.TABLET, Commodity.HEALTH_MEDICINES)
ORCHIDS = inspecting.Goods("orchids", "3", Unit.PIECE, Commodity.ENVIRONMENT_INVASIVE)
Key = Qt.Key


@pytest.fixture
def desk(station: Station, qapp: QApplication) -> Iterator[Desk]:
    with open_desk(station, law=shipped("eu")) as opened:
        yield opened


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot, theme: Theme) -> Iterator[ExaminationScreen]:
    window, made = open_screen(desk, qtbot, theme)
    yield made
    settle(desk)
    window.close()


def examined(station: Station, goods: inspecting.Goods) -> str:
    ident = take_up(station).id
    at = {"officer": ANNA, "inspection": ident}
    station.do(inspecting.record_step, **at, step=StepType.UNPACK, result=StepResult.ANOMALY)
    station.do(inspecting.record_finding, **at, finding=FindingCode.RESTRICTED_NO_PERMIT)
    station.do(inspecting.record_goods, **at, goods=goods)
    return ident


def open_case(screen: ExaminationScreen, station: Station, ident: str) -> None:
    state = station.store.read(lambda pages: pages.inspection(ident)).result()
    begin(screen, screen.desk, state)


def plain(text: str) -> str:
    return re.sub(r"[\u2066-\u2069]", "", text)


def test_one_agency_for_the_kind_of_goods_is_proposed_and_taken(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    open_case(screen, station, examined(station, PILLS))
    outcome, hands = screen.outcome, Hands(desk, screen.window())
    screen.show_part(Part.OUTCOME)
    outcome._picked(Disposition.REFER)
    settle(desk)
    assert [plain(choice.text) for choice in outcome.hold_reasons.choices()] == [
        "Medicines authority (Medicines)",
        "Investigation service (Other)",
    ]
    assert outcome.hold_reason(Disposition.REFER) == "eu-to-medicines"
    outcome.reason.setFocus()
    hands.type("no permit")
    hands.press(Key.Key_Return)
    state = screen.state
    assert state is not None
    assert state.stage is Stage.REFERRED
    (one,) = state.formalities.referrals
    assert (one.name, one.reason) == ("Medicines authority", "no permit")


def test_where_two_take_it_the_officer_has_to_choose(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    open_case(screen, station, examined(station, ORCHIDS))
    outcome, hands = screen.outcome, Hands(desk, screen.window())
    screen.show_part(Part.OUTCOME)
    outcome._picked(Disposition.REFER)
    settle(desk)
    assert len(outcome.hold_reasons.choices()) == 3
    assert "Choose the agency" in outcome.lacking.text()
    assert not outcome.record.isEnabled()
    outcome.hold_reasons.setFocus()
    hands.press(Key.Key_Down, Key.Key_Return)
    assert outcome.hold_reason(Disposition.REFER) == "eu-to-plants"
    outcome._picked(Disposition.HOLD_VALUE)
    settle(desk)
    assert outcome.hold_reason(Disposition.REFER) == "", "what was chosen for one outcome is of no other"


def test_a_held_item_is_referred_beside_its_hold(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    ident = examined(station, PILLS)
    hold = {"disposition": Disposition.HOLD_TEST, "reason": "to be tested", "law": desk.law}
    station.do(concluding.conclude, officer=ANNA, inspection=ident, **hold)
    open_case(screen, station, ident)
    assert screen.law is not None
    screen.show_part(Part.LAW)
    screen.law.open_action("referral")
    form, hands = screen.law.referral, Hands(desk, screen.window())
    form.goods.setChecked(False)
    form.reason.setFocus()
    hands.press(Key.Key_Return)
    assert form.field("no_reason").error()
    hands.type("is this a medicine?")
    hands.press(Key.Key_Return)
    state = screen.state
    assert state is not None
    assert (state.stage, len(state.formalities.referrals)) == (Stage.HELD, 1)
    assert state.formalities.referrals[0].exhibits == ()
    told = [plain(row.text) for row in screen.law.list.rows()]
    assert told == ["Referred to Medicines authority, to hand over"]
