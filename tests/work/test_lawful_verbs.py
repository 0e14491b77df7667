"""The verbs under a legal pack: worked cases from finding to outcome, and what is refused by which rule."""

from typing import Any

import pytest

from borderpost.domain.codes import Commodity, Disposition, FindingCode, IprRight, StepResult, StepType, Unit
from borderpost.domain.decisions import Refused, Rule, Verb, allowed
from borderpost.domain.formality_codes import Answer, Consent, Means, Recipient
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.law.clocks import ClockState
from borderpost.domain.law.pack import LegalPack
from borderpost.work import concluding, formalities, inspecting
from borderpost.work.due import deadlines_of, due
from legal_packs import shipped
from station import ANNA, BEN, SUE, HandClock, Station
from station_stories import examined, opened, proposed, seized

SHOES = inspecting.Goods(
    "running shoes",
    "3",
    Unit.PAIR,
    Commodity.IPR_SHOES,
    brand="Zarquet",
    ipr_right=IprRight.TRADE_MARK,
    application="AFA-2026-17",
    small_consignment_asked=True,
)
CANNABIS = inspecting.Goods(
    "herbal cannabis", "40", Unit.GRAM, Commodity.DRUGS_CANNABIS, net_weight_kg="0.04"
)


def refused(call: Any, *arguments: Any, **details: Any) -> list[tuple[Rule, str]]:
    with pytest.raises(Refused) as error:
        call(*arguments, **details)
    return [(refusal.rule, refusal.law) for refusal in error.value.refusals]


def examine(
    station: Station,
    goods: inspecting.Goods,
    finding: FindingCode,
    weight: str = "2.4",
    item: str = "CC000000005DE",
) -> dict[str, Any]:
    """Weigh and unpack an item, record a finding and list the goods; return what the next verbs need."""
    at: dict[str, Any] = {"officer": ANNA, "inspection": opened(station, item).id}
    weigh = {"step": StepType.WEIGHING, "result": StepResult.CLEAR, "weight_kg": weight}
    station.do(inspecting.record_step, **at, **weigh)
    station.do(inspecting.record_step, **at, step=StepType.UNPACK, result=StepResult.ANOMALY)
    station.do(inspecting.record_finding, **at, finding=finding)
    station.do(inspecting.record_goods, **at, goods=goods)
    return at


def decide(
    station: Station, at: dict[str, Any], disposition: Disposition, law: LegalPack, **more: Any
) -> Inspection:
    state: Inspection = station.do(
        concluding.conclude, **at, disposition=disposition, reason="as found", law=law, **more
    )
    return state


def agree(station: Station, state: Inspection, law: LegalPack, officer: Any = SUE, **more: Any) -> Inspection:
    assert state.proposal is not None
    agreed: Inspection = station.do(
        concluding.approve,
        officer=officer,
        inspection=state.id,
        proposal=state.proposal.mark.entry,
        law=law,
        **more,
    )
    return agreed


def serve(station: Station, at: dict[str, Any], notice: str, day: str, law: LegalPack) -> None:
    station.do(
        formalities.record_service,
        **at,
        notice=notice,
        recipient=Recipient.DECLARANT,
        name="Emma Novak",
        address="1 Quay",
        means=Means.REGISTERED_POST,
        tracking="RR194156903CN",
        sent_on=day,
        served_on=day,
        law=law,
    )


def test_counterfeit_shoes_go_the_small_path_to_destruction(station: Station, clock: HandClock) -> None:
    eu = shipped("eu")
    at = examine(station, SHOES, FindingCode.IPR_SUSPECT)
    waiting = decide(station, at, Disposition.HOLD_SMALL, eu)
    assert waiting.proposal is not None
    with pytest.raises(Refused) as error:
        agree(station, waiting, eu, officer=BEN)
    assert [(r.rule, r.law) for r in error.value.refusals] == [(Rule.APPROVER_ROLE, "eu-hold-small")]
    held = agree(station, waiting, eu)
    assert held.stage is Stage.HELD
    assert held.outcome is not None
    assert (held.outcome.law, held.outcome.hold_reason) == ("eu@1", "eu-why-small")
    destroy = {"disposition": Disposition.DESTROY, "reason": "silence", "law": eu}
    serve(station, at, "eu-26-declarant", "2026-11-20", eu)
    assert refused(station.do, concluding.conclude, **at, **destroy) == [(Rule.LAW_CLOCK_RUNS, "eu-destroy")]
    clock.at = clock.at.replace(month=12, day=5)
    state = station.do(concluding.conclude, **at, **destroy)
    assert state.proposal is not None
    proposal = state.proposal.mark.entry
    for witness in ("", "sue", "Sue Lindqvist", "anna"):
        approve = {
            "officer": SUE,
            "inspection": state.id,
            "proposal": proposal,
            "law": eu,
            "witness": witness,
        }
        assert refused(station.do, concluding.approve, **approve) == [(Rule.NO_WITNESS, "eu-destroy")]
    done = agree(station, state, eu, witness="Karl Berg")
    assert done.stage is Stage.DISPOSED
    assert done.outcome is not None
    assert done.outcome.witness == "Karl Berg"
    assert [each.disposition for each in done.outcomes] == [Disposition.HOLD_SMALL, Disposition.DESTROY]


def test_the_fourth_pair_shuts_the_small_path_and_the_standard_one_stays_open(station: Station) -> None:
    eu = shipped("eu")
    at = examine(station, SHOES, FindingCode.IPR_SUSPECT)
    one_more = inspecting.Goods(
        "more shoes",
        "1",
        Unit.PAIR,
        Commodity.IPR_SHOES,
        ipr_right=IprRight.TRADE_MARK,
        application="AFA-2026-17",
        small_consignment_asked=True,
    )
    station.do(inspecting.record_goods, **at, goods=one_more)
    small = {"disposition": Disposition.HOLD_SMALL, "reason": "fakes", "law": eu}
    assert refused(station.do, concluding.conclude, **at, **small) == [(Rule.LAW_SMALL_CONDITION, "eu-26")]
    held = agree(station, decide(station, at, Disposition.HOLD_IPR, eu), eu)
    assert held.stage is Stage.HELD


def test_an_objection_stops_the_clock_and_destruction_stays_shut(station: Station, clock: HandClock) -> None:
    eu = shipped("eu")
    at = examine(station, SHOES, FindingCode.IPR_SUSPECT)
    agree(station, decide(station, at, Disposition.HOLD_SMALL, eu), eu)
    serve(station, at, "eu-26-declarant", "2026-11-20", eu)
    answer = {"clock": "eu-26-view", "sender": Recipient.DECLARANT, "received_on": "2026-11-27", "law": eu}
    clock.at = clock.at.replace(month=12, day=24)
    station.do(formalities.record_answer, **at, **answer, answer=Answer.OBJECTS)
    destroy = {"disposition": Disposition.DESTROY, "reason": "x", "law": eu}
    assert refused(station.do, concluding.conclude, **at, **destroy) == [(Rule.LAW_CLOCK_RUNS, "eu-destroy")]
    station.do(formalities.record_answer, **at, **answer, answer=Answer.CONSENTS)
    assert station.do(concluding.conclude, **at, **destroy).stage is Stage.AWAITING_APPROVAL


def test_a_clock_that_was_set_back_does_not_take_back_a_time_limit_that_has_run_out(
    station: Station, clock: HandClock
) -> None:
    eu = shipped("eu")
    at = examine(station, SHOES, FindingCode.IPR_SUSPECT)
    agree(station, decide(station, at, Disposition.HOLD_SMALL, eu), eu)
    serve(station, at, "eu-26-declarant", "2026-11-20", eu)
    clock.at = clock.at.replace(month=12, day=7)
    station.do(inspecting.add_note, **at, text="no answer came")
    clock.at = clock.at.replace(month=11, day=22)
    destroy = {"disposition": Disposition.DESTROY, "reason": "silence", "law": eu}
    assert station.do(concluding.conclude, **at, **destroy).stage is Stage.AWAITING_APPROVAL


def test_narcotics_are_not_sent_back_in_the_uk(station: Station) -> None:
    uk = shipped("uk")
    at = examine(station, CANNABIS, FindingCode.PROHIBITED)
    back = {"disposition": Disposition.RETURN, "reason": "sender asked", "law": uk}
    assert refused(station.do, concluding.conclude, **at, **back) == [(Rule.LAW_CONVENTION, "upc-18-8")]
    ask = {"rule": "upc-18-8", "disposition": Disposition.RETURN, "reason": "please", "law": uk}
    assert refused(station.do, formalities.ask_override, **at, **ask) == [(Rule.NOT_LIFTABLE, "upc-18-8")]


def test_seized_goods_are_forfeited_only_when_the_month_for_a_claim_has_run_out(
    station: Station, clock: HandClock
) -> None:
    uk = shipped("uk")
    state = agree(station, proposed(station), uk, officer=BEN)
    assert state.stage is Stage.SEIZED
    assert state.outcome is not None
    at = {"officer": ANNA, "inspection": state.id}
    forfeit = {"disposition": Disposition.FORFEIT, "reason": "no claim", "law": uk}
    assert Verb.SETTLE in allowed(state, ANNA)
    assert refused(station.do, concluding.settle, **at, **forfeit) == [(Rule.LAW_CLOCK_RUNS, "uk-forfeit")]
    clock.at = clock.at.replace(year=2027)
    # however long ago: without proof of service nothing is condemned
    assert refused(station.do, concluding.settle, **at, **forfeit) == [(Rule.LAW_CLOCK_RUNS, "uk-forfeit")]
    serve(station, at, "uk-seizure-notice", "2027-10-20", uk)
    clock.at = clock.at.replace(month=11, day=21)
    waiting = station.do(concluding.settle, **at, **forfeit)
    assert waiting.stage is Stage.AWAITING_APPROVAL
    refusal = {"officer": SUE, "inspection": state.id, "proposal": waiting.proposal.mark.entry}
    kept = station.do(concluding.refuse, **refusal, reason="a claim is in the post")
    assert kept.stage is Stage.SEIZED
    done = agree(station, station.do(concluding.settle, **at, **forfeit), uk)
    assert done.stage is Stage.DISPOSED
    assert done.outcome is not None
    assert done.outcome.number == state.outcome.number


def test_only_seized_goods_are_settled_and_only_in_the_ways_that_follow_a_seizure(station: Station) -> None:
    uk = shipped("uk")
    ident = opened(station).id
    settle = {"officer": ANNA, "inspection": ident, "reason": "x", "law": uk}
    said = refused(station.do, concluding.settle, **settle, disposition=Disposition.FORFEIT)
    assert (Rule.NOT_SEIZED, "") in said
    done = seized(station, "RR473124829GB")
    release = settle | {"inspection": done.id, "disposition": Disposition.RELEASE}
    assert (Rule.ENDED, "") in refused(station.do, concluding.settle, **release)


def test_a_light_letter_is_opened_only_with_consent(station: Station) -> None:
    trips = shipped("trips")
    at: dict[str, Any] = {"officer": ANNA, "inspection": opened(station, "UA000000005DE").id}
    unpack = {"step": StepType.OPEN_FULL, "result": StepResult.CLEAR, "law": trips}
    assert refused(station.do, inspecting.record_step, **at, **unpack) == [(Rule.LAW_OPENING, "trips-letter")]
    weigh = {"step": StepType.WEIGHING, "result": StepResult.CLEAR}
    assert refused(station.do, inspecting.record_step, **at, **weigh, weight_kg="-1") == [(Rule.QUANTITY, "")]
    station.do(inspecting.record_step, **at, **weigh, weight_kg="0.02")
    assert refused(station.do, inspecting.record_step, **at, **unpack) == [(Rule.LAW_OPENING, "trips-letter")]
    station.do(formalities.record_consent, **at, consent=Consent.ADDRESSEE, given_by="by telephone")
    assert station.do(inspecting.record_step, **at, **unpack).steps[-1].type is StepType.OPEN_FULL


def test_a_heavier_letter_is_opened_like_any_parcel(station: Station) -> None:
    at: dict[str, Any] = {"officer": ANNA, "inspection": opened(station, "UA000000005DE").id}
    station.do(
        inspecting.record_step, **at, step=StepType.WEIGHING, result=StepResult.CLEAR, weight_kg="0.031"
    )
    station.do(
        inspecting.record_step, **at, step=StepType.OPEN_FULL, result=StepResult.CLEAR, law=shipped("trips")
    )


def test_a_red_item_takes_a_step_or_a_reason(station: Station) -> None:
    trips = shipped("trips")
    at: dict[str, Any] = {"officer": ANNA, "inspection": opened(station).id}
    release = {"disposition": Disposition.RELEASE, "law": trips}
    assert refused(station.do, concluding.conclude, **at, **release) == [(Rule.LAW_REASON, "trips-red-lane")]
    done = station.do(concluding.conclude, **at, **release, reason="label checked, known sender")
    assert done.stage is Stage.RELEASED
    other: dict[str, Any] = {"officer": ANNA, "inspection": opened(station, "CC000000005DE").id}
    station.do(inspecting.record_step, **other, step=StepType.EXTERNAL, result=StepResult.CLEAR)
    assert station.do(concluding.conclude, **other, **release).stage is Stage.RELEASED


def test_a_parcel_that_was_not_found_is_accounted_for_by_a_supervisor(station: Station) -> None:
    trips = shipped("trips")
    at: dict[str, Any] = {"officer": ANNA, "inspection": opened(station).id}
    waiting = decide(station, at, Disposition.NOT_LOCATED, trips)
    assert waiting.stage is Stage.AWAITING_APPROVAL
    assert agree(station, waiting, trips).stage is Stage.NOT_LOCATED


def test_a_hold_names_a_reason_of_the_pack(station: Station) -> None:
    us = shipped("us")
    at = examine(station, SHOES, FindingCode.NO_DECLARATION)
    hold = {"disposition": Disposition.HOLD_DOCUMENT, "reason": "no invoice", "law": us}
    assert refused(station.do, concluding.conclude, **at, **hold) == [(Rule.LAW_HOLD_REASON, "us-hold-doc")]
    held = station.do(concluding.conclude, **at, **hold, hold_reason="us-why-invoice")
    assert held.outcome.hold_reason == "us-why-invoice"


def test_a_rule_is_lifted_by_a_second_person_for_one_disposition(station: Station) -> None:
    trips = shipped("trips")
    at = examine(station, SHOES, FindingCode.IPR_SUSPECT)
    back = {"disposition": Disposition.RETURN, "reason": "exceptional", "law": trips}
    rule = [(Rule.LAW_FORBIDDEN, "trips-59-export")]
    assert refused(station.do, concluding.conclude, **at, **back) == rule
    ask = {"rule": "trips-59-export", "disposition": Disposition.RETURN, "law": trips}
    assert refused(station.do, formalities.ask_override, **at, **ask, reason=" ") == [(Rule.NO_REASON, "")]
    state = station.do(formalities.ask_override, **at, **ask, reason="perishing sample for a court")
    asked = state.formalities.lifted[0]
    assert asked.granted is False
    assert refused(station.do, concluding.conclude, **at, **back) == rule
    answer = {"inspection": state.id, "request": asked.mark.entry, "law": trips}
    said = refused(station.do, formalities.answer_override, officer=BEN, **answer, granted=True)
    assert said == [(Rule.LAW_ROLE, "trips-59-export")]
    assert refused(station.do, formalities.answer_override, officer=ANNA, **answer, granted=True) == [
        (Rule.ROLE, "")
    ]
    refusing = {"officer": SUE, **answer, "granted": False}
    assert refused(station.do, formalities.answer_override, **refusing) == [(Rule.NO_REASON, "")]
    after = station.do(formalities.answer_override, officer=SUE, **answer, granted=True, remark="court order")
    assert after.formalities.lifted[0].answer is not None
    assert refused(station.do, formalities.answer_override, officer=SUE, **answer, granted=True) == [
        (Rule.STALE, "")
    ]
    assert station.do(concluding.conclude, **at, **back).stage is Stage.AWAITING_APPROVAL


def test_where_the_pack_has_no_override_there_is_none(station: Station) -> None:
    at = examine(station, SHOES, FindingCode.IPR_SUSPECT)
    ask = {"rule": "eu-25-export", "disposition": Disposition.RETURN, "reason": "x", "law": shipped("eu")}
    assert refused(station.do, formalities.ask_override, **at, **ask) == [(Rule.NOT_LIFTABLE, "eu-25-export")]


def test_what_is_said_of_notices_and_answers_is_checked(station: Station) -> None:
    uk = shipped("uk")
    at: dict[str, Any] = {"officer": ANNA, "inspection": opened(station).id}
    notice: dict[str, Any] = {
        "notice": "uk-seizure-notice",
        "recipient": Recipient.ADDRESSEE,
        "name": "Emma",
        "address": "",
        "means": Means.POST,
        "law": uk,
    }
    assert refused(station.do, formalities.record_service, **at, **notice) == [(Rule.FIELD_MISSING, "")]
    for bad in ("2026-02-30", "yesterday", "20261120"):
        said = refused(station.do, formalities.record_service, **at, **notice, served_on=bad)
        assert said == [(Rule.NOT_A_DATE, "")]
    for ahead in ("2026-11-22", "9999-12-31"):
        said = refused(station.do, formalities.record_service, **at, **notice, served_on=ahead)
        assert said == [(Rule.DATE_AHEAD, "")]
    unknown = notice | {"notice": "love-letter", "sent_on": "2026-11-20"}
    assert refused(station.do, formalities.record_service, **at, **unknown) == [(Rule.NOT_KNOWN, "")]
    answer = {"sender": Recipient.ADDRESSEE, "answer": Answer.CLAIMS, "received_on": "2026-11-20", "law": uk}
    assert refused(station.do, formalities.record_answer, **at, **answer, clock="x") == [(Rule.NOT_KNOWN, "")]


def test_a_time_limit_is_made_longer_only_as_far_as_its_row_goes(station: Station) -> None:
    trips = shipped("trips")
    at: dict[str, Any] = {"officer": ANNA, "inspection": opened(station).id}
    more: dict[str, Any] = {"clock": "trips-55-proceedings", "reason": "asked for", "law": trips}
    assert refused(station.do, formalities.extend_clock, **at, **more, by=11) == [(Rule.QUANTITY, "")]
    station.do(formalities.extend_clock, **at, **more, by=6)
    assert refused(station.do, formalities.extend_clock, **at, **more, by=5) == [(Rule.QUANTITY, "")]
    assert station.do(formalities.extend_clock, **at, **more, by=4).formalities.extensions[-1].by == 4


def test_a_formality_recorded_by_mistake_can_be_taken_back(station: Station) -> None:
    at: dict[str, Any] = {"officer": ANNA, "inspection": opened(station).id}
    state = station.do(formalities.record_consent, **at, consent=Consent.WARRANT)
    entry = state.formalities.consents[0].mark.entry
    assert station.do(inspecting.correct, **at, entry=entry, reason="other parcel").formalities.consents == ()


def test_without_a_pack_the_verbs_do_as_before(station: Station) -> None:
    state = examined(station)
    done = station.do(
        concluding.conclude, officer=ANNA, inspection=state.id, disposition=Disposition.REFER, reason="police"
    )
    assert done.stage is Stage.REFERRED
    assert done.outcome.law == ""


def test_falsified_medicine_in_the_us_with_its_clocks_over_thanksgiving(
    station: Station, clock: HandClock
) -> None:
    us = shipped("us")
    clock.at = clock.at.replace(hour=15)
    pills = inspecting.Goods("tablets without a maker", "300", Unit.TABLET, Commodity.HEALTH_MEDICINES)
    at = examine(station, pills, FindingCode.UNSAFE_PRODUCT)
    clock.at = clock.at.replace(day=24)
    held = agree(station, decide(station, at, Disposition.HOLD_SAFETY, us), us)
    ends = {d.clock.id: (d.due.isoformat(), d.state) for d in deadlines_of(us, held, clock())}
    assert ends == {
        "us-decide": ("2026-11-30", ClockState.MET),
        "us-notice": ("2026-12-02", ClockState.RUNNING),
        "us-exclusion": ("2026-12-20", ClockState.RUNNING),
    }
    clock.at = clock.at.replace(day=27)
    serve(station, at, "us-detention-notice", "2026-11-27", us)
    shown = station.store.read(lambda pages: due(pages, us, clock())).result(20)
    assert [d.clock.id for d in shown.deadlines] == ["us-exclusion"]
    assert agree(station, decide(station, at, Disposition.REFUSE_ENTRY, us), us).stage is Stage.REFUSED_ENTRY


def test_undervalued_goods_are_released_with_the_charge_due(station: Station) -> None:
    for place, name in enumerate(("eu", "trips", "uk", "us")):
        phone = inspecting.Goods("telephone", "1", Unit.PIECE, Commodity.OTHER)
        item = ("CC000000005DE", "CC000000014DE", "CC000000028DE", "CC000000031DE")[place]
        at = examine(station, phone, FindingCode.UNDERVALUED, item=item)
        held = decide(station, at, Disposition.HOLD_VALUE, shipped(name))
        assert held.stage is Stage.HELD
        released = decide(station, at, Disposition.RELEASE_WITH_CHARGE, shipped(name))
        assert released.stage is Stage.RELEASED
        assert [o.law for o in released.outcomes] == [f"{name}@1"] * 2
