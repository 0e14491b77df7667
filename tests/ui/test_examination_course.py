"""What comes next in an examination, what the forms propose, and what is made of odd declarations."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from borderpost.domain.codes import (
    Commodity,
    Disposition,
    FindingCode,
    IprRight,
    PhotoSubject,
    StepResult,
    StepType,
    Unit,
)
from borderpost.domain.decisions import Verb, allowed
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer
from borderpost.ui.examination.course import NextAct, Part, next_act, presumed
from borderpost.ui.examination.course_words import guidance
from borderpost.ui.examination.digest import DeclaredLine, digest_of, line_with_code, reason_titles
from borderpost.ui.examination.goods_defaults import proposed_commodity, proposed_right, proposed_unit
from borderpost.work import concluding, inspecting
from station import ANNA, BEN, SUE, HandClock, Station, open_station
from station_stories import SHOES, opened, photograph, proposed, seized


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = open_station(tmp_path / "site", HandClock())
    yield made
    made.store.close()


def coming(
    state: Inspection, intention: Disposition | None = None, reason: str = "", officer: Officer = ANNA
) -> tuple[NextAct, Part]:
    found = next_act(state, allowed(state, officer), intention, reason)
    assert guidance(found).sentence
    return found.act, found.part


def test_a_seizure_asks_for_one_thing_after_the_other(station: Station) -> None:
    state = opened(station)
    at: dict[str, Any] = {"officer": ANNA, "inspection": state.id}
    assert coming(state) == (NextAct.RECORD_STEP, Part.STEPS)
    state = station.do(inspecting.record_step, **at, step=StepType.OPEN_FULL, result=StepResult.ANOMALY)
    assert coming(state) == (NextAct.RECORD_FINDING, Part.FINDINGS)
    state = station.do(inspecting.record_finding, **at, finding=FindingCode.IPR_SUSPECT)
    assert coming(state) == (NextAct.LIST_GOODS, Part.GOODS)
    state = station.do(inspecting.record_goods, **at, goods=replace(SHOES, ipr_right=IprRight.NONE))
    assert coming(state) == (NextAct.NAME_RIGHT, Part.GOODS)
    assert next_act(state, allowed(state, ANNA)).subject == "1"
    state = station.do(inspecting.correct, **at, entry=state.lines[0].mark.entry, reason="no right was named")
    state = station.do(inspecting.record_goods, **at, goods=SHOES)
    assert coming(state) == (NextAct.PHOTOGRAPH, Part.PHOTOGRAPHS)
    state = photograph(station, state.id, b"product", PhotoSubject.PRODUCT)
    assert coming(state) == (NextAct.SEAL, Part.SEALING)
    state = station.do(inspecting.seal_bag, **at, bag="B1", seal="S1", lines=(2,), location="Bench 4")
    assert coming(state) == (NextAct.PHOTOGRAPH_BAG, Part.PHOTOGRAPHS)
    state = photograph(station, state.id, b"bag", PhotoSubject.SEALED_BAG)
    assert coming(state) == (NextAct.GIVE_REASON, Part.OUTCOME)
    assert coming(state, reason="counterfeit") == (NextAct.PROPOSE, Part.OUTCOME)
    state = station.do(concluding.conclude, **at, disposition=Disposition.SEIZE, reason="counterfeit")
    assert coming(state) == (NextAct.SECOND_OFFICER, Part.OUTCOME)
    assert state.proposal is not None
    state = station.do(
        concluding.approve, officer=BEN, inspection=state.id, proposal=state.proposal.mark.entry
    )
    assert coming(state) == (NextAct.OPEN_REPORT, Part.OUTCOME)


def test_nothing_to_object_to_leads_straight_to_the_release(station: Station) -> None:
    state = opened(station)
    at: dict[str, Any] = {"officer": ANNA, "inspection": state.id}
    assert coming(state, Disposition.RELEASE) == (NextAct.CONCLUDE, Part.OUTCOME)
    station.do(inspecting.record_step, **at, step=StepType.EXTERNAL, result=StepResult.CLEAR)
    state = station.do(inspecting.record_finding, **at, finding=FindingCode.NIL)
    assert presumed(state) is Disposition.RELEASE
    assert coming(state) == (NextAct.CONCLUDE, Part.OUTCOME)
    state = station.do(concluding.conclude, **at, disposition=Disposition.RELEASE)
    assert coming(state) == (NextAct.ENDED, Part.OUTCOME)


def test_a_hold_leaves_the_choice_open_and_asks_for_its_own_reason(station: Station) -> None:
    state = opened(station)
    at: dict[str, Any] = {"officer": ANNA, "inspection": state.id}
    station.do(inspecting.record_step, **at, step=StepType.DOCUMENTARY, result=StepResult.ANOMALY)
    state = station.do(inspecting.record_finding, **at, finding=FindingCode.UNDERVALUED)
    assert coming(state) == (NextAct.CHOOSE_OUTCOME, Part.OUTCOME)
    assert coming(state, Disposition.HOLD_VALUE) == (NextAct.GIVE_REASON, Part.OUTCOME)
    assert coming(state, Disposition.HOLD_VALUE, "invoice asked for") == (NextAct.CONCLUDE, Part.OUTCOME)
    state = station.do(
        concluding.conclude, **at, disposition=Disposition.HOLD_VALUE, reason="invoice asked for"
    )
    assert coming(state) == (NextAct.GO_ON_AFTER_HOLD, Part.OUTCOME)
    assert coming(state, Disposition.RELEASE) == (NextAct.CONCLUDE, Part.OUTCOME)


def test_a_secure_item_is_checked_first_and_stays_shut_where_the_check_was_not_clear(
    station: Station,
) -> None:
    state = opened(station, lane="secure")
    at: dict[str, Any] = {"officer": ANNA, "inspection": state.id}
    assert coming(state) == (NextAct.CHECK_HAZARD, Part.STEPS)
    assert coming(state, Disposition.RELEASE) == (NextAct.CHECK_HAZARD, Part.STEPS)
    state = station.do(inspecting.record_step, **at, step=StepType.XRAY, result=StepResult.INCONCLUSIVE)
    assert coming(state) == (NextAct.KEEP_SHUT, Part.OUTCOME)
    assert coming(state, Disposition.REFER, "to the bomb squad") == (NextAct.CONCLUDE, Part.OUTCOME)


def test_who_may_not_conclude_reads(station: Station) -> None:
    state = opened(station)
    assert Verb.CONCLUDE not in allowed(state, SUE)
    assert coming(state, officer=SUE) == (NextAct.READ_ONLY, Part.STEPS)
    assert coming(proposed(station, "RR473124832GB", 2), officer=SUE)[0] is NextAct.SECOND_OFFICER
    assert coming(seized(station, "RR473124846GB", 3), officer=SUE)[0] is NextAct.OPEN_REPORT


def test_goods_are_proposed_by_hs_code_and_finding() -> None:
    suspect = {FindingCode.IPR_SUSPECT}
    assert proposed_commodity("640411", suspect) is Commodity.IPR_SHOES
    assert proposed_commodity("851712", suspect) is Commodity.IPR_PHONES
    assert proposed_commodity("", suspect) is Commodity.IPR_OTHER
    assert proposed_commodity("640411", {FindingCode.PROHIBITED}) is Commodity.OTHER
    assert proposed_commodity("240220", {FindingCode.EXCISE}) is Commodity.REVENUE_TOBACCO
    assert proposed_commodity("", {FindingCode.CASH}) is Commodity.CASH
    assert proposed_unit(Commodity.IPR_SHOES) is Unit.PAIR
    assert proposed_unit(Commodity.DRUGS_CANNABIS) is Unit.GRAM
    assert proposed_unit(Commodity.OTHER) is Unit.PIECE
    assert proposed_right(Commodity.IPR_TOYS) is IprRight.TRADE_MARK
    assert proposed_right(Commodity.CASH) is IprRight.NONE


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"lines": None, "sender": "x", "addressee": []},
        {"lines": ["x", {"value": {"amount": "?", "currency": "USD"}, "product_ids": "4006"}]},
        {"lines": [{"value": {"amount": "NaN", "currency": "USD"}, "product_ids": [{"value": 7}, None]}]},
    ],
)
def test_a_declaration_of_another_form_is_shown_as_far_as_it_goes(odd: dict[str, Any]) -> None:
    digest = digest_of(odd)
    assert digest is not None
    assert digest.value == ""
    assert all(line.codes == () for line in digest.lines)


def test_a_product_code_finds_its_declared_line() -> None:
    lines = (DeclaredLine(1, "a", codes=("4006381333931",)), DeclaredLine(2, "b", codes=("SKU-7",)))
    assert line_with_code(lines, "04006381333931") == lines[0]
    assert line_with_code(lines, " SKU-7 ") == lines[1]
    assert line_with_code(lines, "9999") is None
    assert line_with_code(lines, "000") is None


def test_titles_of_an_assessment_of_another_form() -> None:
    assert reason_titles({"hits": [{"title": "A"}, {"title": "A"}, 3, {}]}) == ("A",)
    assert reason_titles({"hits": None}) == ()
