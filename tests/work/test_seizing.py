"""From examination to a seizure that stands: what is allowed, what is refused, and by which rule."""

import pytest

from borderpost.domain.codes import (
    Commodity,
    Disposition,
    FindingCode,
    Package,
    PhotoSubject,
    StepResult,
    StepType,
    Unit,
)
from borderpost.domain.decisions import Refused, Rule, Verb, allowed
from borderpost.domain.inspection import Stage
from borderpost.work import concluding, documenting, inspecting, reviewing
from station import ANNA, BEN, SUE, Station
from station_stories import SHOES, examined, opened, photograph, proposed, seized


def rules(error: pytest.ExceptionInfo[Refused]) -> set[Rule]:
    return {refusal.rule for refusal in error.value.refusals}


def test_a_seizure_stands_when_a_second_officer_agrees(station: Station) -> None:
    state = seized(station)
    assert state.stage is Stage.SEIZED
    assert state.outcome is not None
    assert state.outcome.number == "BP01-2026-000001"
    assert state.outcome.mark.officer == ANNA.id
    assert state.outcome.approval is not None
    assert state.outcome.approval.officer == BEN.id
    assert seized(station, "RR473124829FR", 2).outcome.number == "BP01-2026-000002"  # type: ignore[union-attr]


def test_what_a_seizure_still_lacks_is_named_in_the_order_of_the_work(station: Station) -> None:
    ident = opened(station).id
    seize = {
        "officer": ANNA,
        "inspection": ident,
        "disposition": Disposition.SEIZE,
    }
    with pytest.raises(Refused) as error:
        station.do(concluding.conclude, **seize)
    assert [refusal.rule for refusal in error.value.refusals] == [
        Rule.NO_EXAMINATION,
        Rule.NO_FINDING,
        Rule.NO_GOODS,
        Rule.NO_PHOTOGRAPH,
        Rule.NO_REASON,
    ]
    state = examined(station)
    assert state.id == ident
    with pytest.raises(Refused) as error:
        station.do(concluding.conclude, **seize, reason="  ")
    assert rules(error) == {Rule.NO_REASON}


def test_counterfeits_need_the_right_that_they_infringe(station: Station) -> None:
    ident = opened(station).id
    goods = inspecting.Goods("caps", "3", Unit.PIECE, Commodity.IPR_CLOTHING)
    station.do(inspecting.record_goods, officer=ANNA, inspection=ident, goods=goods)
    with pytest.raises(Refused) as error:
        station.do(
            concluding.conclude,
            officer=ANNA,
            inspection=ident,
            disposition=Disposition.SEIZE,
            reason="x",
        )
    assert Rule.NO_IPR_RIGHT in rules(error)


def test_nobody_approves_what_they_worked_on(station: Station) -> None:
    ident = examined(station).id
    station.do(inspecting.record_finding, officer=BEN, inspection=ident, finding=FindingCode.UNDERVALUED)
    state = station.do(
        concluding.conclude, officer=ANNA, inspection=ident, disposition=Disposition.SEIZE, reason="fake"
    )
    for officer in (ANNA, BEN):
        with pytest.raises(Refused):
            station.do(
                concluding.approve, officer=officer, inspection=ident, proposal=state.proposal.mark.entry
            )
    agreed = station.do(concluding.approve, officer=SUE, inspection=ident, proposal=state.proposal.mark.entry)
    assert agreed.stage is Stage.SEIZED


def test_an_approval_of_something_else_than_was_shown_is_refused(station: Station) -> None:
    first = proposed(station)
    assert first.proposal is not None
    entry = first.proposal.mark.entry
    station.do(
        concluding.refuse, officer=BEN, inspection=first.id, proposal=entry, reason="photograph unclear"
    )
    again = station.do(
        concluding.conclude,
        officer=ANNA,
        inspection=first.id,
        disposition=Disposition.SEIZE,
        reason="counterfeit, label photographed again",
    )
    assert again.refusals[0].reason == "photograph unclear"
    with pytest.raises(Refused) as error:
        station.do(concluding.approve, officer=BEN, inspection=first.id, proposal=entry)
    assert rules(error) == {Rule.STALE}


def test_nothing_is_changed_while_a_second_officer_is_awaited(station: Station) -> None:
    state = proposed(station)
    for verb in (
        lambda: station.do(
            inspecting.record_finding, officer=ANNA, inspection=state.id, finding=FindingCode.NIL
        ),
        lambda: station.do(inspecting.record_goods, officer=ANNA, inspection=state.id, goods=SHOES),
        lambda: station.do(
            concluding.conclude, officer=ANNA, inspection=state.id, disposition=Disposition.RELEASE
        ),
    ):
        with pytest.raises(Refused) as error:
            verb()
        assert rules(error) == {Rule.AWAITING_APPROVAL}
    assert Verb.APPROVE in allowed(state, BEN)
    assert Verb.APPROVE not in allowed(state, ANNA)


def test_a_secure_item_is_not_opened_before_a_hazard_check_is_clear(station: Station) -> None:
    ident = opened(station, lane="secure").id
    step = {"officer": ANNA, "inspection": ident, "result": StepResult.CLEAR}
    with pytest.raises(Refused) as error:
        station.do(inspecting.record_step, **step, step=StepType.OPEN_FULL)
    assert rules(error) == {Rule.SECURE_NOT_OPENED}
    with pytest.raises(Refused) as error:
        station.do(concluding.conclude, officer=ANNA, inspection=ident, disposition=Disposition.RELEASE)
    assert rules(error) == {Rule.SECURE_RELEASE}
    station.do(inspecting.record_step, **step, step=StepType.XRAY)
    opened_up = station.do(inspecting.record_step, **step, step=StepType.OPEN_FULL)
    assert len(opened_up.steps) == 2


def test_a_bag_and_a_seal_are_used_once_in_the_life_of_a_station(station: Station) -> None:
    seized(station)
    ident = opened(station, "CC000000005DE").id
    station.do(inspecting.record_goods, officer=ANNA, inspection=ident, goods=SHOES)
    for bag, seal, rule in (
        ("BAG1", "NEW", Rule.BAG_USED),
        ("NEW", "SEAL1", Rule.SEAL_USED),
        ("SAME", "SAME", Rule.SEAL_USED),
        ("SEAL1", "NEW", Rule.BAG_USED),
        (" ", "NEW", Rule.FIELD_MISSING),
    ):
        with pytest.raises(Refused) as error:
            station.do(
                inspecting.seal_bag,
                officer=ANNA,
                inspection=ident,
                bag=bag,
                seal=seal,
                lines=(1,),
                location="Bench 4",
            )
        assert rules(error) == {rule}, (bag, seal)


def test_custody_goes_on_where_it_ended(station: Station) -> None:
    state = seized(station)
    move = {
        "inspection": state.id,
        "bag": "BAG1",
        "to_holder": "store",
        "purpose": "storage",
        "location": "Shelf 2",
        "seal_intact": True,
    }
    with pytest.raises(Refused) as error:
        station.do(inspecting.move_bag, officer=BEN, **move)
    assert rules(error) == {Rule.NOT_THE_HOLDER}
    moved = station.do(inspecting.move_bag, officer=ANNA, **move)
    assert [(row.from_holder, row.to_holder) for row in moved.custody] == [
        ("", ANNA.id),
        (ANNA.id, "store"),
    ]
    with pytest.raises(Refused):
        station.do(inspecting.move_bag, officer=ANNA, **move)


def test_a_correction_takes_an_entry_out_of_the_story_and_leaves_it_in_the_journal(station: Station) -> None:
    ident = opened(station).id
    wrong = station.do(
        inspecting.record_finding, officer=ANNA, inspection=ident, finding=FindingCode.CASH
    ).findings[0]
    corrected = station.do(
        inspecting.correct,
        officer=ANNA,
        inspection=ident,
        entry=wrong.mark.entry,
        reason="pressed the wrong key",
    )
    assert corrected.findings == ()
    entries = station.store.read(lambda pages: pages.entries_of(ident)).result()
    assert [entry.kind for entry in entries] == ["inspection_opened", "finding_recorded", "entry_corrected"]
    with pytest.raises(Refused) as error:
        station.do(inspecting.correct, officer=ANNA, inspection=ident, entry=wrong.mark.entry, reason="again")
    assert rules(error) == {Rule.NOT_CORRECTABLE}


def test_a_sealed_line_cannot_be_taken_back_and_line_numbers_do_not_return(station: Station) -> None:
    ident = opened(station).id
    first = station.do(inspecting.record_goods, officer=ANNA, inspection=ident, goods=SHOES)
    station.do(
        inspecting.correct,
        officer=ANNA,
        inspection=ident,
        entry=first.lines[0].mark.entry,
        reason="twice",
    )
    second = station.do(inspecting.record_goods, officer=ANNA, inspection=ident, goods=SHOES)
    assert [line.act.line for line in second.lines] == [2]
    sealed = station.do(
        inspecting.seal_bag,
        officer=ANNA,
        inspection=ident,
        bag="B",
        seal="S",
        lines=(2,),
        location="Bench",
    )
    with pytest.raises(Refused) as error:
        station.do(
            inspecting.correct,
            officer=ANNA,
            inspection=ident,
            entry=sealed.lines[0].mark.entry,
            reason="no",
        )
    assert rules(error) == {Rule.NOT_CORRECTABLE}


@pytest.mark.parametrize(
    ("goods", "field"),
    [
        (inspecting.Goods(" ", "1", Unit.PIECE, Commodity.OTHER), "description"),
        (inspecting.Goods("x", "0", Unit.PIECE, Commodity.OTHER), "quantity"),
        (inspecting.Goods("x", "-1", Unit.PIECE, Commodity.OTHER), "quantity"),
        (inspecting.Goods("x", "NaN", Unit.PIECE, Commodity.OTHER), "quantity"),
        (inspecting.Goods("x", "1e99", Unit.PIECE, Commodity.OTHER), "quantity"),
        (inspecting.Goods("x", "two", Unit.PIECE, Commodity.OTHER), "quantity"),
        (inspecting.Goods("x", "1", Unit.PIECE, Commodity.OTHER, hs_code="12345"), "hs_code"),
        (inspecting.Goods("x", "1", Unit.PIECE, Commodity.OTHER, hs_code="１２３４５６"), "hs_code"),
        (inspecting.Goods("x", "1", Unit.PIECE, Commodity.OTHER, net_weight_kg="∞"), "net_weight_kg"),
        (inspecting.Goods("x", "1", Unit.PIECE, Commodity.OTHER, packages="2"), "package"),
        (
            inspecting.Goods("x", "1", Unit.PIECE, Commodity.OTHER, package=Package.BOX, packages="2.5"),
            "packages",
        ),
        (
            inspecting.Goods("x", "1", Unit.PIECE, Commodity.OTHER, package=Package.BOX, packages="0"),
            "packages",
        ),
    ],
)
def test_goods_with_a_bad_field_are_refused_by_name(
    station: Station, goods: inspecting.Goods, field: str
) -> None:
    ident = opened(station).id
    with pytest.raises(Refused) as error:
        station.do(inspecting.record_goods, officer=ANNA, inspection=ident, goods=goods)
    assert field in {refusal.subject for refusal in error.value.refusals}


def test_an_ended_inspection_takes_remarks_and_nothing_else(station: Station) -> None:
    state = seized(station)
    station.do(inspecting.add_note, officer=ANNA, inspection=state.id, text="claim received")
    with pytest.raises(Refused) as error:
        station.do(inspecting.record_goods, officer=ANNA, inspection=state.id, goods=SHOES)
    assert rules(error) == {Rule.ENDED}
    with pytest.raises(Refused):
        photograph(station, state.id, b"late", PhotoSubject.OTHER)


def test_taking_up_an_item_twice_leads_to_the_same_inspection(station: Station) -> None:
    assert opened(station).id == opened(station).id
    seized(station)
    assert opened(station).stage is Stage.OPEN


def test_roles_are_enforced_by_the_verbs(station: Station) -> None:
    from station_stories import subject

    with pytest.raises(Refused) as error:
        station.do(inspecting.open_inspection, officer=SUE, subject=subject())
    assert rules(error) == {Rule.ROLE}


def test_a_hold_goes_on_to_another_outcome(station: Station) -> None:
    ident = opened(station).id
    station.do(
        inspecting.record_step,
        officer=ANNA,
        inspection=ident,
        step=StepType.DOCUMENTARY,
        result=StepResult.ANOMALY,
    )
    held = station.do(
        concluding.conclude,
        officer=ANNA,
        inspection=ident,
        disposition=Disposition.HOLD_VALUE,
        reason="invoice asked for",
    )
    assert held.stage is Stage.HELD
    released = station.do(
        concluding.conclude, officer=ANNA, inspection=ident, disposition=Disposition.RELEASE
    )
    assert released.stage is Stage.RELEASED


def test_a_report_is_issued_once_for_the_same_bytes_and_never_from_an_old_state(station: Station) -> None:
    state = seized(station)
    first = station.do(
        documenting.issue_seizure_report,
        officer=ANNA,
        made_from=state,
        pdf=b"%PDF one",
        evidence=station.store.evidence,
    )
    again = station.do(
        documenting.issue_seizure_report,
        officer=ANNA,
        made_from=state,
        pdf=b"%PDF one",
        evidence=station.store.evidence,
    )
    assert first == again
    station.do(reviewing.consult, officer=SUE, inspection=state.id, reason="review")
    station.do(
        documenting.issue_seizure_report,
        officer=SUE,
        made_from=state,
        pdf=b"%PDF two",
        evidence=station.store.evidence,
    )
    station.do(inspecting.add_note, officer=ANNA, inspection=state.id, text="later")
    with pytest.raises(Refused) as error:
        station.do(
            documenting.issue_seizure_report,
            officer=ANNA,
            made_from=state,
            pdf=b"%PDF three",
            evidence=station.store.evidence,
        )
    assert rules(error) == {Rule.STALE}


def test_a_refused_verb_leaves_no_entry(station: Station) -> None:
    ident = opened(station).id
    before = station.store.read(lambda pages: pages.journal_head()).result()
    with pytest.raises(Refused):
        station.do(concluding.conclude, officer=ANNA, inspection=ident, disposition=Disposition.SEIZE)
    assert station.store.read(lambda pages: pages.journal_head()).result() == before
