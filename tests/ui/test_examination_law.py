"""The screens under a legal pack: what it shuts cannot be chosen, and the screen cites the rule."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import Commodity, Disposition, FindingCode, IprRight, StepResult, StepType, Unit
from borderpost.domain.formality_codes import Consent
from borderpost.domain.inspection import Stage
from borderpost.domain.risk.lane import Lane
from borderpost.ui.desk import Desk
from borderpost.ui.examination.course import NextAct
from borderpost.ui.examination.screen import ExaminationScreen
from borderpost.ui.theme.theme import Theme
from borderpost.work import concluding, inspecting
from legal_packs import shipped
from station import ANNA, SUE, Station
from ui.bench_maker import RED, open_bench, usual_day
from ui.bench_maker import keep as keep_declarations
from ui.desk_maker import open_desk, settle
from ui.examination_maker import begin, now, open_screen, take_up

CANNABIS = inspecting.Goods("herbal cannabis", "40", Unit.GRAM, Commodity.DRUGS_CANNABIS)
SHOES = inspecting.Goods("shoes", "3", Unit.PAIR, Commodity.IPR_SHOES, ipr_right=IprRight.TRADE_MARK)


@pytest.fixture(params=["uk"])
def desk(request: pytest.FixtureRequest, station: Station, qapp: QApplication) -> Iterator[Desk]:
    """A desk under the law of the test's choice."""
    with open_desk(station, law=shipped(request.param)) as opened:
        yield opened


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot, theme: Theme) -> Iterator[ExaminationScreen]:
    """The examination screen in a window."""
    window, made = open_screen(desk, qtbot, theme)
    yield made
    settle(desk)
    window.close()


def examined(station: Station, goods: inspecting.Goods, finding: FindingCode) -> str:
    ident = take_up(station).id
    at = {"officer": ANNA, "inspection": ident}
    station.do(inspecting.record_step, **at, step=StepType.UNPACK, result=StepResult.ANOMALY)
    station.do(inspecting.record_finding, **at, finding=finding)
    station.do(inspecting.record_goods, **at, goods=goods)
    return ident


def said(screen: ExaminationScreen) -> str:
    return re.sub(r"[\u2066-\u2069]", "", screen.outcome.lacking.text())


def test_the_outcomes_are_those_that_the_law_knows_and_not_those_after_a_seizure(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    begin(screen, desk, take_up(station))
    offered = screen.case.offered()
    assert Disposition.RETURN in offered
    assert not {Disposition.HOLD_SMALL, Disposition.FINE, Disposition.FORFEIT} & set(offered)


def test_sending_narcotics_back_is_refused_with_the_article(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    ident = examined(station, CANNABIS, FindingCode.PROHIBITED)
    state = station.store.read(lambda pages: pages.inspection(ident)).result(20)
    assert state is not None
    begin(screen, desk, state)
    screen.outcome.intend(Disposition.RETURN)
    screen.outcome.reason.setPlainText("the sender asks for it")
    assert "Forbidden in all mail: Drugs: cannabis." in said(screen)
    assert "Universal Postal Convention, art. 18" in said(screen)
    assert "rule upc-18-8" in said(screen)
    assert not screen.outcome.record.isEnabled()
    assert now(screen).stage is Stage.OPEN


@pytest.mark.parametrize("desk", ["eu"], indirect=True)
def test_only_a_supervisor_is_asked_where_the_law_wants_one(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    ident = examined(station, SHOES, FindingCode.IPR_SUSPECT)
    state = station.do(
        concluding.conclude,
        officer=ANNA,
        inspection=ident,
        disposition=Disposition.HOLD_IPR,
        reason="fakes",
        law=desk.law,
    )
    begin(screen, desk, state)
    officers = screen.outcome.second.panel.list.model().officers()
    assert [card.officer_id for card in officers] == ["sue"]
    assert not screen.outcome.second.witness.isVisible()


@pytest.mark.parametrize("desk", ["trips"], indirect=True)
def test_a_destruction_asks_for_a_witness(station: Station, desk: Desk, screen: ExaminationScreen) -> None:
    at = {"officer": ANNA, "inspection": examined(station, SHOES, FindingCode.IPR_SUSPECT), "law": desk.law}
    waiting = station.do(concluding.conclude, **at, disposition=Disposition.HOLD_IPR, reason="fakes")
    station.do(
        concluding.approve,
        officer=SUE,
        inspection=waiting.id,
        proposal=waiting.proposal.mark.entry,
        law=desk.law,
    )
    state = station.do(concluding.conclude, **at, disposition=Disposition.DESTROY, reason="holder agrees")
    begin(screen, desk, state)
    second = screen.outcome.second
    assert second.witness.isVisible()
    second.witness.setText("Karl Berg")
    second.panel.passphrase.setText("pass-sue")
    second.panel.submit.click()
    settle(desk)
    assert now(screen).stage is Stage.DISPOSED
    outcome = now(screen).outcome
    assert outcome is not None
    assert outcome.witness == "Karl Berg"


@pytest.mark.parametrize("desk", ["trips"], indirect=True)
def test_a_red_item_that_nobody_examined_asks_for_the_reason(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    begin(screen, desk, take_up(station))
    screen.outcome.intend(Disposition.RELEASE)
    assert screen._find_next(now(screen)).act is NextAct.GIVE_REASON
    assert "rule trips-red-lane" in said(screen)
    screen.outcome.reason.setPlainText("label checked, known sender")
    assert said(screen) == ""
    assert screen.outcome.record.isEnabled()


def test_a_red_item_takes_a_word_to_leave_from_the_bench(station: Station, qapp: QApplication) -> None:
    keep_declarations(station, usual_day())
    with open_bench(station) as bench:
        bench.desk.law = shipped("trips")
        bench.scan(RED)
        plan = bench.screen.model.plan
        assert bench.lanes == [Lane.RED]
        assert plan is not None
        step = plan.step("release")
        assert step is not None
        assert step.enabled
        bench.screen.take_step("release")
        settle(bench.desk)
        assert bench.screen.footer.reason.isVisible()
        assert bench.screen.model.chosen is not None


@pytest.mark.parametrize("desk", ["trips"], indirect=True)
def test_a_letter_is_weighed_before_it_is_opened_and_a_light_one_stays_shut(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    steps = screen.steps
    subject = inspecting.Subject("UA000000005DE", "2026-11-01", "red", {"lane": "red"}, None)
    begin(screen, desk, station.do(inspecting.open_inspection, officer=ANNA, subject=subject))
    assert screen.window().focusWidget() is steps.weight
    assert "rule trips-letter" in re.sub(r"[\u2066-\u2069]", "", steps.gate.notice.text())
    steps.submit()
    assert not now(screen).steps
    for weight, shut in (("0.02", True), ("0.4", False)):
        steps.types.choose(StepType.WEIGHING)
        steps._picked(StepType.WEIGHING)
        assert steps.weight.isVisible()
        steps.weight.setText(weight)
        steps.result.choose(StepResult.CLEAR)
        steps.submit()
        settle(desk)
        assert now(screen).steps[-1].weight_kg == weight
        steps.types.choose(StepType.OPEN_FULL)
        steps._picked(StepType.OPEN_FULL)
        told = re.sub(r"[\u2066-\u2069]", "", steps.problem.text())
        assert ("rule trips-letter" in told) is shut
        assert steps.gate.isVisible() is shut


@pytest.mark.parametrize("desk", ["trips"], indirect=True)
def test_a_consent_opens_a_letter(station: Station, desk: Desk, screen: ExaminationScreen) -> None:
    steps = screen.steps
    subject = inspecting.Subject("UA000000005DE", "2026-11-01", "red", {"lane": "red"}, None)
    begin(screen, desk, station.do(inspecting.open_inspection, officer=ANNA, subject=subject))
    steps.gate.given_by.setText("Maria Novak")
    steps.gate.submit()
    settle(desk)
    given = now(screen).formalities.consents[0]
    assert (given.consent, given.given_by) == (Consent.ADDRESSEE, "Maria Novak")
    assert not steps.gate.isVisible()
    assert not any(choice.why_not for choice in steps.types.choices())


@pytest.mark.parametrize("desk", ["eu"], indirect=True)
def test_a_hold_asks_for_the_reason_that_the_post_is_told(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    at = {"officer": ANNA, "inspection": take_up(station).id}
    state = station.do(
        inspecting.record_step, **at, step=StepType.DOCUMENTARY, result=StepResult.INCONCLUSIVE
    )
    begin(screen, desk, state)
    outcome = screen.outcome
    screen.show_part(outcome.part)
    outcome._picked(Disposition.HOLD_DOCUMENT)
    assert screen._find_next(now(screen)).act is NextAct.HOLD_REASON
    assert screen.window().focusWidget() is outcome.hold_reasons
    assert [choice.value for choice in outcome.hold_reasons.choices()] == [
        "eu-why-permit",
        "eu-why-invoice",
        "eu-why-identity",
    ]
    outcome.hold_reasons.choose("eu-why-invoice")
    outcome.hold_reasons.picked.emit("eu-why-invoice")
    assert screen.window().focusWidget() is outcome.record
    outcome.submit()
    settle(desk)
    stands = now(screen).outcome
    assert stands is not None
    assert (stands.hold_reason, stands.reason) == (
        "eu-why-invoice",
        "An invoice or proof of payment is awaited",
    )


@pytest.mark.parametrize("desk", ["eu"], indirect=True)
def test_the_only_reason_for_holding_is_taken(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    at = {"officer": ANNA, "inspection": take_up(station).id}
    begin(
        screen,
        desk,
        station.do(inspecting.record_step, **at, step=StepType.DOCUMENTARY, result=StepResult.INCONCLUSIVE),
    )
    screen.show_part(screen.outcome.part)
    screen.outcome._picked(Disposition.HOLD_VALUE)
    assert screen.outcome.hold_reason(Disposition.HOLD_VALUE) == "eu-why-value"
    assert screen.outcome.is_ready()


@pytest.mark.parametrize(("pairs", "opens"), [("3", True), ("4", False)])
@pytest.mark.parametrize("desk", ["eu"], indirect=True)
def test_the_conditions_for_small_consignments_are_told_one_by_one(
    station: Station, desk: Desk, screen: ExaminationScreen, pairs: str, opens: bool
) -> None:
    declared = {"mail_class": "C", "gross_weight_kg": "2.4"}
    subject = inspecting.Subject("CP000000005DE", "2026-11-01", "red", {"lane": "red"}, declared)
    at = {
        "officer": ANNA,
        "inspection": station.do(inspecting.open_inspection, officer=ANNA, subject=subject).id,
    }
    station.do(inspecting.record_step, **at, step=StepType.UNPACK, result=StepResult.ANOMALY)
    begin(screen, desk, station.do(inspecting.record_finding, **at, finding=FindingCode.IPR_SUSPECT))
    form = screen.goods.form
    screen.show_part(screen.goods.part)
    assert form.application.isVisible()
    form.description.setText("shoes")
    form.commodity.choose(Commodity.IPR_SHOES)
    form._kind_chosen()
    form.quantity.setText(pairs)
    form.application.setText("AFA-2026-0042")
    form.asked.setChecked(True)
    screen.goods.submit()
    settle(desk)
    screen.show_part(screen.outcome.part)
    screen.outcome._picked(Disposition.HOLD_SMALL)
    panel = screen.outcome.small_path
    assert panel.isVisible()
    assert len(panel.told()) == 7
    fails = [words for words in panel.told() if words.startswith("Fails")]
    assert bool(fails) is not opens
    assert screen.outcome.is_ready() is opens
    assert panel.standard.isVisible() is not opens
    if not opens:
        assert "4 > 3" in re.sub(r"[\u2066-\u2069]", "", fails[0])
        panel.standard.click()
        assert screen.outcome.intention() is Disposition.HOLD_IPR
        assert screen.outcome.is_ready()
