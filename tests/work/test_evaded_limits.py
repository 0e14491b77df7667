"""Limits that somebody tries to get round: clocks set back, draws passed by, goods referred twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from borderpost.domain.codes import Commodity, Disposition, FindingCode, IprRight, StepResult, StepType, Unit
from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.declaration import Declaration
from borderpost.domain.formality_codes import AgencyAnswer
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.quick_return import NotByPin
from borderpost.domain.release_codes import StaysBehind, TakeBackReason
from borderpost.domain.risk.assessment import Assessment
from borderpost.domain.risk.trusted_flag import TrustedFlag, WhyNot
from borderpost.work import (
    access,
    bulk_releasing,
    concluding,
    formalities,
    inspecting,
    referring,
    session,
    taking_back,
)
from bulk_lists import ASSESS, READ, declare_list
from legal_packs import shipped
from station import ANNA, BEN, QUICK, SUE, Station
from station_stories import opened, subject


def refused(call: Callable[[], Any]) -> set[Rule]:
    with pytest.raises(Refused) as caught:
        call()
    return {one.rule for one in caught.value.refusals}


def test_a_clock_set_back_brings_no_release_back_from_yesterday(station: Station) -> None:
    state = station.do(concluding.release, officer=ANNA, subject=subject("CC000000005DE", "green"))
    asked = {
        "officer": ANNA,
        "inspection": state.id,
        "outcome": state.outcome.mark.entry,
        "reason": TakeBackReason.WRONG_KEY,
    }
    station.clock.at += timedelta(hours=20)
    opened(station, "CC000000014DE")
    assert refused(lambda: station.do(taking_back.take_back, **asked)) == {Rule.SHIFT_OVER}
    station.clock.at -= timedelta(hours=19)
    assert refused(lambda: station.do(taking_back.take_back, **asked)) == {Rule.SHIFT_OVER}
    last = station.do(taking_back.last_release, officer=ANNA)
    assert {one.rule for one in last.refusals} == {Rule.SHIFT_OVER}


def signed_in(station: Station) -> None:
    words: dict[str, Any] = {"passphrase": "pass-anna", "passphrases": QUICK}
    station.do(access.set_pin, officer=ANNA, pin="271828", **words)
    station.do(session.authenticate, officer_id="anna", **words)


def why_not(station: Station, lock: str) -> NotByPin | None:
    found: NotByPin | None = station.do(session.may_return, officer_id="anna", locked=lock)
    return found


@pytest.mark.parametrize("told", [False, True])
def test_a_clock_set_back_makes_no_pin_good_again(station: Station, told: bool) -> None:
    signed_in(station)
    station.clock.at += timedelta(hours=13)
    lock = station.do(session.lock, officer=ANNA, idle=False)
    assert why_not(station, lock) is NotByPin.SHIFT_OVER
    station.clock.at -= timedelta(hours=12)
    if told:
        lock = station.do(session.lock, officer=ANNA, idle=False)
    assert why_not(station, lock) is (NotByPin.NOT_LOCKED if told else NotByPin.SHIFT_OVER)


def test_what_is_drawn_from_a_trusted_sender_s_items_stays_behind_a_list(station: Station) -> None:
    numbers = declare_list(station.folder, "yellow", "yellow")
    day = date(2026, 12, 31)

    def judged(declaration: Declaration | None) -> Assessment:
        found = ASSESS(declaration)
        drawn = declaration is not None and declaration.item_id == numbers[0]
        flag = TrustedFlag("l", 1, "List", "Office", day, "s", "Sender", why_not=WhyNot.DRAWN)
        return replace(found, trusted=flag) if drawn else found

    lines = station.do(
        bulk_releasing.look_at,
        officer=ANNA,
        numbers=numbers,
        yellow=True,
        read=READ,
        assess=judged,
        law=None,
    )
    assert [line.why for line in lines] == [StaysBehind.DRAWN, None]


def held_and_referred(station: Station) -> tuple[str, str]:
    """Return a held item whose goods are referred to an agency: inspection and referral."""
    at: dict[str, Any] = {"officer": ANNA, "inspection": opened(station, "CC000000005DE").id}
    pills = inspecting.Goods("tablets without a maker", "300", Unit.TABLET, Commodity.HEALTH_MEDICINES)
    station.do(inspecting.record_step, **at, step=StepType.UNPACK, result=StepResult.ANOMALY)
    station.do(inspecting.record_finding, **at, finding=FindingCode.RESTRICTED_NO_PERMIT)
    station.do(inspecting.record_goods, **at, goods=pills)
    law = shipped("eu")
    row = next(row for row in law.hold_reasons if row.id == "eu-why-permit")
    held = {"disposition": row.disposition, "hold_reason": row.id, "reason": "no permit"}
    station.do(concluding.conclude, **at, **held, law=law)
    refer = {"agency": "eu-to-medicines", "goods": True, "reason": "theirs to see"}
    state = station.do(referring.refer, **at, **refer, law=law)
    return state.id, state.formalities.referrals[0].id


def concluded(station: Station, inspection: str, disposition: Disposition, agency: str = "") -> Inspection:
    state: Inspection = station.do(
        concluding.conclude,
        officer=ANNA,
        inspection=inspection,
        disposition=disposition,
        reason="the papers came",
        agency=agency,
        law=shipped("eu"),
    )
    return state


def test_what_is_referred_is_neither_released_nor_referred_once_more(station: Station) -> None:
    inspection, referral = held_and_referred(station)
    anew = partial(concluded, station, inspection, Disposition.REFER, "eu-to-investigation")
    release = partial(concluded, station, inspection, Disposition.RELEASE)
    assert refused(release) == {Rule.REFERRAL_OPEN}
    assert refused(anew) == {Rule.REFERRAL_OPEN}
    named = {"officer": ANNA, "inspection": inspection, "referral": referral}
    station.do(referring.withdraw, **named, reason="the papers came")
    assert release().stage is Stage.RELEASED


def test_what_another_agency_has_is_not_released(station: Station) -> None:
    inspection, referral = held_and_referred(station)
    station.do(referring.hand_over, officer=ANNA, referrals=[(inspection, referral)], person="Dr. Holt")
    release = partial(concluded, station, inspection, Disposition.RELEASE)
    assert refused(release) == {Rule.HANDED_OVER}
    answer = {"by": "Dr. Holt", "answered_on": "2026-11-20", "reference": "MED-1"}
    named = {"officer": ANNA, "inspection": inspection, "referral": referral}
    station.do(referring.record_answer, **named, **answer, answer=AgencyAnswer.GIVEN_BACK)
    assert release().stage is Stage.RELEASED


def test_who_asked_for_a_rule_to_be_lifted_does_not_approve_what_it_was_lifted_for(station: Station) -> None:
    law = shipped("trips")
    at: dict[str, Any] = {"officer": ANNA, "inspection": opened(station, "CC000000005DE").id}
    shoes = inspecting.Goods(
        "running shoes",
        "3",
        Unit.PAIR,
        Commodity.IPR_SHOES,
        brand="Zarquet",
        ipr_right=IprRight.TRADE_MARK,
        application="AFA-2026-17",
        small_consignment_asked=True,
    )
    station.do(inspecting.record_step, **at, step=StepType.UNPACK, result=StepResult.ANOMALY)
    station.do(inspecting.record_finding, **at, finding=FindingCode.IPR_SUSPECT)
    station.do(inspecting.record_goods, **at, goods=shoes)
    ask = {"rule": "trips-59-export", "disposition": Disposition.RETURN, "reason": "for a court"}
    state = station.do(formalities.ask_override, **at | {"officer": BEN}, **ask, law=law)
    answer = {"inspection": state.id, "request": state.formalities.lifted[0].mark.entry, "law": law}
    station.do(formalities.answer_override, officer=SUE, **answer, granted=True)
    back = {"disposition": Disposition.RETURN, "reason": "exceptional"}
    state = station.do(concluding.conclude, **at, **back, law=law)
    agree = {"inspection": state.id, "proposal": state.proposal.mark.entry, "law": law}
    approve = partial(station.do, concluding.approve, officer=BEN, **agree)
    assert Rule.OWN_PROPOSAL in refused(approve)
