"""Referrals to other agencies: who takes what, custody without a gap, answers, and what is given back."""

from dataclasses import replace
from typing import Any

import pytest
from msgspec.structs import replace as with_row

from borderpost.domain.codes import Approval, Commodity, Disposition, FindingCode, StepResult, StepType, Unit
from borderpost.domain.custody.exhibit import Place
from borderpost.domain.custody_codes import ExhibitKind, Passing, PlaceKind
from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.formality_codes import AgencyAnswer
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.law.clocks import ClockState
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.rows import DispositionRow
from borderpost.domain.referrals import Referral
from borderpost.store.site import rebuild_site
from borderpost.work import concluding, custody, inspecting, referring
from borderpost.work.basket import Referred, basket
from borderpost.work.due import due
from legal_packs import shipped
from station import ANNA, BEN, SUE, HandClock, Station
from station_stories import opened, seized

PILLS = inspecting.Goods("tablets without a maker", "300", Unit.TABLET, Commodity.HEALTH_MEDICINES)
MEDICINES, POLICE = "eu-to-medicines", "eu-to-police"


@pytest.fixture
def eu() -> LegalPack:
    return shipped("eu")


def refused(call: Any, *arguments: Any, **details: Any) -> set[Rule]:
    with pytest.raises(Refused) as error:
        call(*arguments, **details)
    return {refusal.rule for refusal in error.value.refusals}


def examined(station: Station, item: str = "CC000000005DE") -> dict[str, Any]:
    at: dict[str, Any] = {"officer": ANNA, "inspection": opened(station, item).id}
    station.do(inspecting.record_step, **at, step=StepType.UNPACK, result=StepResult.ANOMALY)
    station.do(inspecting.record_finding, **at, finding=FindingCode.RESTRICTED_NO_PERMIT)
    station.do(inspecting.record_goods, **at, goods=PILLS)
    return at


def referred(
    station: Station, law: LegalPack, item: str = "CC000000005DE", agency: str = MEDICINES
) -> Inspection:
    at = examined(station, item)
    refer = {"disposition": Disposition.REFER, "reason": "medicines without a permit", "law": law}
    state: Inspection = station.do(concluding.conclude, **at, **refer, agency=agency)
    return state


def only(state: Inspection) -> Referral:
    (one,) = state.formalities.referrals
    return one


def key(state: Inspection) -> tuple[str, str]:
    return state.id, only(state).id


def hand_over(station: Station, *states: Inspection, officer: Any = ANNA) -> referring.Transferred:
    done: referring.Transferred = station.do(
        referring.hand_over,
        officer=officer,
        referrals=[key(state) for state in states],
        person="Dr. Mara Holt",
    )
    return done


def shown(station: Station, law: LegalPack, *, still_open: bool = True) -> tuple[Referred, ...]:
    now = station.clock()
    found: tuple[Referred, ...] = station.store.read(
        lambda pages: basket(pages, law, now, still_open=still_open)
    ).result()
    return found


def test_an_item_is_referred_to_an_agency_that_takes_it_and_its_custody_begins(
    station: Station, eu: LegalPack
) -> None:
    at = examined(station)
    refer: dict[str, Any] = {"disposition": Disposition.REFER, "reason": "no permit", "law": eu}
    for agency in ("", "eu-to-wildlife", "eu-to-nobody"):
        assert refused(station.do, concluding.conclude, **at, **refer, agency=agency) == {Rule.LAW_AGENCY}
    state = station.do(concluding.conclude, **at, **refer, agency=MEDICINES)
    assert state.stage is Stage.REFERRED
    one = only(state)
    assert (one.agency, one.name, one.reason) == (MEDICINES, "Medicines authority", "no permit")
    assert one.exhibits == ("CC000000005DE",)
    (item,) = state.exhibits
    assert (item.kind, item.place) == (ExhibitKind.ITEM, Place(PlaceKind.PERSON, ANNA.id))
    (row,) = shown(station, eu)
    assert (row.item_id, row.referral, row.overdue) == ("CC000000005DE", one, False)


def test_several_are_handed_over_with_one_receipt_and_custody_has_no_gap(
    station: Station, eu: LegalPack
) -> None:
    first, second = referred(station, eu), referred(station, eu, "CC000000014DE")
    done = hand_over(station, first, second)
    assert done.receipt == "BP01-2026-T000001"
    for state, referral in done.parts:
        (item,) = state.exhibits
        assert item.place == Place(PlaceKind.AGENCY, "Medicines authority")
        assert [span.how for span in item.spans] == [Passing.BEGUN, Passing.HANDED_OUT]
        assert item.spans[-1].came_from == item.spans[0].place
        assert (item.spans[-1].receiver, item.spans[-1].receipt) == ("Dr. Mara Holt", done.receipt)
        assert referral.handed is not None
        assert referral.handed.receipt == done.receipt
    keys = station.store.read(lambda pages: pages.referrals_under(done.receipt)).result()
    assert keys == (key(done.parts[0][0]), key(done.parts[1][0]))
    assert refused(hand_over, station, first) == {Rule.HANDED_OVER, Rule.NOT_THE_HOLDER}
    third = referred(station, eu, "CC000000028DE")
    assert hand_over(station, third).receipt == "BP01-2026-T000002"


def test_one_receipt_is_for_one_agency_and_for_what_the_officer_holds(
    station: Station, eu: LegalPack
) -> None:
    first, second = referred(station, eu), referred(station, eu, "CC000000014DE", "eu-to-investigation")
    assert refused(hand_over, station, first, second) == {Rule.ANOTHER_AGENCY}
    assert refused(hand_over, station, first, officer=BEN) == {Rule.NOT_THE_HOLDER}
    assert refused(hand_over, station, first, officer=SUE) == {Rule.NOT_THE_HOLDER}
    given: dict[str, Any] = {"referrals": [key(first)], "person": " "}
    assert refused(station.do, referring.hand_over, officer=ANNA, **given) == {Rule.FIELD_MISSING}
    given = {"referrals": [], "person": "Mara"}
    assert refused(station.do, referring.hand_over, officer=ANNA, **given) == {Rule.NOT_KNOWN}
    assert all(row.referral.handed is None for row in shown(station, eu)), "all or none"
    label, shelf = first.item_id, Place(PlaceKind.STORE, "Shelf 7")
    station.do(custody.place, officer=ANNA, inspection=first.id, exhibit=label, to=shelf)
    assert refused(hand_over, station, first) == {Rule.NOT_THE_HOLDER}
    station.do(custody.take_up, officer=SUE, inspection=first.id, exhibit=label)
    assert hand_over(station, first, officer=SUE).receipt == "BP01-2026-T000001"


def test_the_agency_takes_it_and_the_referral_is_closed(station: Station, eu: LegalPack) -> None:
    state = referred(station, eu)
    answer: dict[str, Any] = {
        "officer": ANNA,
        "inspection": state.id,
        "referral": only(state).id,
        "answer": AgencyAnswer.TAKEN,
        "by": "Dr. Mara Holt",
        "answered_on": "2026-11-20",
    }
    assert refused(station.do, referring.record_answer, **answer) == {Rule.NOT_HANDED_OVER}
    hand_over(station, state)
    ahead = answer | {"answered_on": "2027-01-01"}
    assert refused(station.do, referring.record_answer, **ahead) == {Rule.DATE_AHEAD}
    missing = answer | {"by": "", "answered_on": ""}
    assert refused(station.do, referring.record_answer, **missing) == {Rule.FIELD_MISSING}
    declined = answer | {"answer": AgencyAnswer.DECLINED}
    assert refused(station.do, referring.record_answer, **declined) == {Rule.HANDED_OVER}
    after = station.do(referring.record_answer, **answer, reference="MED-77")
    reply = only(after).reply
    assert (reply.answer, reply.reference, reply.answered_on) == (AgencyAnswer.TAKEN, "MED-77", "2026-11-20")
    assert refused(station.do, referring.record_answer, **answer) == {Rule.REFERRAL_CLOSED}
    assert shown(station, eu) == ()
    assert [row.referral for row in shown(station, eu, still_open=False)] == [only(after)]
    assert after.exhibits[0].place == Place(PlaceKind.AGENCY, "Medicines authority")


def test_what_is_given_back_comes_back_into_custody_and_can_be_referred_anew(
    station: Station, eu: LegalPack
) -> None:
    state = referred(station, eu)
    hand_over(station, state)
    answer: dict[str, Any] = {
        "officer": ANNA,
        "inspection": state.id,
        "referral": only(state).id,
        "answer": AgencyAnswer.GIVEN_BACK,
        "by": "Courier Lind",
        "answered_on": "2026-11-20",
    }
    assert refused(station.do, referring.record_answer, **answer) == {Rule.FIELD_MISSING}, "their receipt"
    after = station.do(referring.record_answer, **answer, reference="MED-78")
    (item,) = after.exhibits
    assert item.place == Place(PlaceKind.PERSON, ANNA.id)
    assert item.spans[-1].how is Passing.CAME_BACK
    assert (item.spans[-1].receiver, item.spans[-1].receipt) == ("Courier Lind", "MED-78")
    again = station.do(
        referring.refer,
        officer=ANNA,
        inspection=state.id,
        agency="eu-to-investigation",
        goods=True,
        reason="not theirs",
        law=eu,
    )
    assert [one.is_open for one in again.formalities.referrals] == [False, True]
    assert len(again.exhibits) == 1, "the item is registered once"


def test_a_referral_is_taken_back_before_it_is_handed_over_and_not_after(
    station: Station, eu: LegalPack
) -> None:
    state = referred(station, eu)
    at: dict[str, Any] = {"officer": ANNA, "inspection": state.id, "referral": only(state).id}
    assert refused(station.do, referring.withdraw, **at, reason=" ") == {Rule.NO_REASON}
    after = station.do(referring.withdraw, **at, reason="wrong agency")
    assert only(after).withdrawn_for == "wrong agency"
    assert shown(station, eu) == ()
    assert refused(hand_over, station, state) == {Rule.REFERRAL_CLOSED}
    refer: dict[str, Any] = {"officer": ANNA, "inspection": state.id, "goods": True, "law": eu}
    again = station.do(referring.refer, **refer, agency="eu-to-investigation", reason="theirs")
    newest = again.formalities.referrals[-1].id
    station.do(referring.hand_over, officer=ANNA, referrals=[(state.id, newest)], person="Inspector Vale")
    late = at | {"referral": newest}
    assert refused(station.do, referring.withdraw, **late, reason="too late") == {Rule.HANDED_OVER}


def test_the_bags_of_a_seizure_are_referred_and_a_held_item_may_be_asked_about(
    station: Station, eu: LegalPack
) -> None:
    done = seized(station)
    refer: dict[str, Any] = {"officer": ANNA, "goods": True, "reason": "an inquiry", "law": eu}
    after = station.do(referring.refer, inspection=done.id, agency="eu-to-investigation", **refer)
    assert only(after).exhibits == ("BAG1",)
    hand_over(station, after)
    held = examined(station)
    hold = {"disposition": Disposition.HOLD_TEST, "reason": "to be tested", "law": eu}
    state = station.do(concluding.conclude, **held, **hold)
    asked = station.do(
        referring.refer, **held, agency=MEDICINES, goods=False, reason="is this a medicine?", law=eu
    )
    assert (only(asked).exhibits, asked.exhibits, asked.stage) == ((), (), Stage.HELD)
    twice: dict[str, Any] = {"agency": MEDICINES, "goods": False, "reason": "again", "law": eu}
    assert refused(station.do, referring.refer, **held, **twice) == {Rule.REFERRAL_OPEN}
    answer = {"answer": AgencyAnswer.TAKEN, "by": "Dr. Holt", "answered_on": "2026-11-20"}
    said = station.do(referring.record_answer, **held, referral=only(asked).id, **answer)
    assert (said.stage, state.stage) == (Stage.HELD, Stage.HELD)
    open_one = {"officer": ANNA, "inspection": opened(station, "CC000000031DE").id}
    assert Rule.LAW_NOT_STANDING in refused(station.do, referring.refer, **open_one, **twice)


def test_the_basket_and_the_wall_know_what_is_overdue(
    station: Station, eu: LegalPack, clock: HandClock
) -> None:
    state = referred(station, eu)
    (row,) = shown(station, eu)
    assert row.deadline is not None
    # Friday, 20 November: three working days
    assert (row.deadline.clock.id, row.deadline.due.isoformat()) == ("eu-hand-over", "2026-11-25")
    clock.at = clock.at.replace(day=26)
    assert shown(station, eu)[0].overdue
    hand_over(station, state)
    (row,) = shown(station, eu)
    assert row.deadline is not None
    assert (row.deadline.clock.id, row.deadline.due.isoformat()) == ("eu-agency-answer", "2026-12-10")
    clock.at = clock.at.replace(month=12, day=11)
    now = clock()
    wall = station.store.read(lambda pages: due(pages, eu, now)).result()
    assert [(one.clock.id, one.state) for one in wall.deadlines] == [("eu-agency-answer", ClockState.RUN_OUT)]


def test_a_pack_that_asks_for_consent_has_the_agency_in_the_proposal(station: Station, eu: LegalPack) -> None:
    def stricter(row: DispositionRow) -> DispositionRow:
        return with_row(row, approval=Approval.SUPERVISOR) if row.disposition is Disposition.REFER else row

    strict = replace(eu, dispositions=tuple(stricter(row) for row in eu.dispositions))
    waiting = referred(station, strict)
    assert waiting.stage is Stage.AWAITING_APPROVAL
    assert waiting.proposal is not None
    assert waiting.proposal.agency == MEDICINES
    assert waiting.formalities.referrals == ()
    assert waiting.exhibits[0].place == Place(PlaceKind.PERSON, ANNA.id)
    agreed = station.do(
        concluding.approve,
        officer=SUE,
        inspection=waiting.id,
        proposal=waiting.proposal.mark.entry,
        law=strict,
    )
    assert (agreed.stage, only(agreed).agency) == (Stage.REFERRED, MEDICINES)


def test_the_referrals_are_made_again_from_the_journal(station: Station, eu: LegalPack) -> None:
    state = referred(station, eu)
    hand_over(station, state)
    referred(station, eu, "CC000000014DE")
    before = shown(station, eu)
    station.store.close()
    rebuild_site(station.folder)
    connection = station.folder.connect_record()
    rows = connection.execute(
        "SELECT inspection, entry, receipt, open FROM referrals ORDER BY row"
    ).fetchall()
    connection.close()
    assert [(row[0], row[1]) for row in rows] == [
        (row.inspection, row.referral.id) for row in sorted(before, key=lambda r: r.referral.mark.sequence)
    ]
    assert [row[2] for row in rows] == ["BP01-2026-T000001", ""]
