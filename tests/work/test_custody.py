"""Custody of exhibits: pairs of seals, two credentials, transit, receipts, alarms, stocktakes, disposal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from borderpost.domain.codes import Commodity, Disposition, Unit
from borderpost.domain.custody.chain import find
from borderpost.domain.custody.exhibit import Exhibit, Place
from borderpost.domain.custody.tolerance import NotATolerance, Tolerance, tolerance_of
from borderpost.domain.custody_codes import AlarmKind, ExhibitKind, PlaceKind
from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.inspection import Inspection, Stage
from borderpost.work import concluding, containers, custody, inspecting, reopening, stocktaking
from borderpost.work.session import MustWait
from record_dump import assert_whole
from station import ANNA, BEN, SUE, Station
from station_stories import examined, proposed, seized

STORE = Place(PlaceKind.STORE, "Store 2")
RECEIPT = custody.Receipt("Dr Ngo", "LAB-77")


def refused(station: Station, verb: Any, **arguments: Any) -> set[Rule]:
    with pytest.raises(Refused) as caught:
        station.do(verb, **arguments)
    return {refusal.rule for refusal in caught.value.refusals}


def bag(state: Inspection, label: str = "BAG1") -> Exhibit:
    exhibit = find(state.exhibits, label)
    assert exhibit is not None
    return exhibit


def at(state: Inspection, officer: Any = ANNA, exhibit: str = "BAG1") -> dict[str, Any]:
    return {"officer": officer, "inspection": state.id, "exhibit": exhibit}


def handed(station: Station, state: Inspection, giver: Any, receiver: Any, **more: Any) -> Any:
    return station.do(
        custody.hand_over,
        **at(state, giver),
        receiver=receiver.id,
        passphrase=more.pop("passphrase", f"pass-{receiver.id}"),
        passphrases=station.passphrases,
        **more,
    )


def whole(state: Inspection) -> None:
    """Hold that each row starts exactly where, and when, the last one ended."""
    for one in state.exhibits:
        assert one.spans[0].came_from is None
        for before, after in zip(one.spans, one.spans[1:], strict=False):
            assert after.came_from == before.place
        ends = [one.until(number) for number in range(len(one.spans))]
        assert ends == [*(span.mark.at for span in one.spans[1:]), None]


def test_a_sealed_bag_begins_with_its_officer(station: Station) -> None:
    one = bag(examined(station))
    assert (one.kind, one.place, one.seal) == (ExhibitKind.BAG, Place(PlaceKind.PERSON, "anna"), "SEAL1")


def test_a_hand_over_takes_the_receivers_own_credential(station: Station) -> None:
    state = seized(station)
    wrong = handed(station, state, ANNA, BEN, passphrase="pass-anna")
    assert wrong.result is None
    entries = station.store.read(lambda pages: pages.journal_head()).result()
    with open_pages(station) as pages:
        assert pages.inspection(state.id).exhibits == state.exhibits
    right = handed(station, state, ANNA, BEN)
    after = right.result
    assert entries[0] < after.last.sequence
    last = bag(after).spans[-1]
    assert (last.mark.officer, last.counterpart, last.place) == (
        "anna",
        "ben",
        Place(PlaceKind.PERSON, "ben"),
    )
    assert [(row.from_holder, row.to_holder) for row in after.custody] == [("", "anna"), ("anna", "ben")]
    whole(after)


@contextmanager
def open_pages(station: Station) -> Iterator[Any]:
    pages = station.store.open_pages()
    try:
        yield pages
    finally:
        pages.close()


def test_wrong_credentials_slow_down_and_are_journalled(station: Station) -> None:
    state = seized(station)
    for _ in range(3):
        assert handed(station, state, ANNA, BEN, passphrase="wrong").result is None
    with pytest.raises(MustWait):
        handed(station, state, ANNA, BEN)
    with open_pages(station) as pages:
        count = pages._record.execute(
            "SELECT count(*) FROM journal WHERE body LIKE '%login_failed%'"
        ).fetchone()[0]
    assert count == 3


def test_nobody_hands_over_to_themselves_or_what_they_do_not_hold(station: Station) -> None:
    state = seized(station)
    wrong = {"passphrase": "x", "passphrases": station.passphrases}
    assert Rule.SAME_PERSON in refused(station, custody.hand_over, **at(state), receiver="anna", **wrong)
    assert Rule.NOT_THE_HOLDER in refused(
        station, custody.hand_over, **at(state, BEN), receiver="anna", **wrong
    )
    assert Rule.NOT_A_RECEIVER in refused(station, custody.give, **at(state), receiver="nobody")


def test_what_is_given_is_in_transit_until_the_receiver_takes_it(station: Station) -> None:
    state = seized(station)
    sent = station.do(custody.give, **at(state), receiver="ben")
    assert bag(sent).place == Place(PlaceKind.TRANSIT, "ben")
    assert Rule.NOT_THE_HOLDER in refused(station, custody.place, **at(state), to=STORE)
    assert Rule.NOT_THE_HOLDER in refused(
        station,
        inspecting.move_bag,
        officer=ANNA,
        inspection=state.id,
        bag="BAG1",
        to_holder="sue",
        purpose="",
        location="x",
        seal_intact=True,
    )
    assert Rule.NOT_A_RECEIVER in refused(station, custody.take, **at(state, SUE))
    taken = station.do(custody.take, **at(state, BEN))
    assert (bag(taken).place.name, bag(taken).spans[-1].counterpart) == ("ben", "anna")
    again = station.do(custody.give, **at(state, BEN), receiver="anna")
    assert bag(again).place.kind is PlaceKind.TRANSIT
    back = station.do(custody.recall, **at(state, BEN), reason="wrong bench")
    assert bag(back).place.name == "ben"
    whole(back)


def test_a_seal_that_is_another_raises_an_alarm_that_stops_everything_else(station: Station) -> None:
    state = seized(station)
    opened = station.do(containers.open_container, **at(state), seal_found="seal-9", purpose="sample")
    (alarm,) = bag(opened).unanswered
    assert (alarm.kind, alarm.expected, alarm.found) == (AlarmKind.SEAL_DIFFERS, "SEAL1", "seal-9")
    assert Rule.ALARM_OPEN in refused(station, containers.close_container, **at(state), seal="S2")
    assert Rule.ALARM_OPEN in refused(station, custody.place, **at(state), to=STORE)
    ask = {"entry": alarm.mark.entry, "alarm": alarm.kind}
    assert Rule.NO_REASON in refused(station, containers.answer_alarm, **at(state, SUE), **ask, reason=" ")
    answered = station.do(
        containers.answer_alarm, **at(state, SUE), **ask, reason="typed wrong at the sealing"
    )
    assert bag(answered).unanswered == ()
    closed = station.do(containers.close_container, **at(state), seal="S2")
    assert [(p.number, p.found, p.opened is not None) for p in bag(closed).seals] == [
        ("SEAL1", "seal-9", True),
        ("S2", "", False),
    ]


def test_a_seal_is_used_once_and_numbers_are_compared_as_scanned(station: Station) -> None:
    state = seized(station)
    opened = station.do(containers.open_container, **at(state), seal_found="se al-1", purpose="look")
    assert bag(opened).unanswered == ()
    for seal in ("SEAL1", "bag1", "seal-1"):
        assert Rule.SEAL_USED in refused(station, containers.close_container, **at(state), seal=seal)
    station.do(containers.close_container, **at(state), seal="S2")
    assert Rule.NOT_OPEN in refused(station, containers.close_container, **at(state), seal="S3")
    other = examined(station, "CC000000005DE", 2)
    station.do(containers.open_container, **at(other, ANNA, "BAG2"), seal_found="SEAL2", purpose="look")
    assert Rule.SEAL_USED in refused(
        station, containers.close_container, **at(other, ANNA, "BAG2"), seal="s 2"
    )


@pytest.mark.parametrize(("weight", "alarmed"), [("2.010", False), ("2.020", False), ("2.021", True)])
def test_weight_may_drift_as_far_as_the_site_says(station: Station, weight: str, alarmed: bool) -> None:
    state = seized(station)
    station.do(containers.open_container, **at(state), seal_found="SEAL1", purpose="weigh")
    station.do(containers.close_container, **at(state), seal="S2", weight_kg="2.0")
    seen = custody.Seen(weight_kg=weight)
    after = station.do(custody.place, **at(state), to=STORE, seen=seen, tolerance=Tolerance(5, 10))
    assert [alarm.kind for alarm in bag(after).unanswered] == ([AlarmKind.WEIGHT] if alarmed else [])


def test_the_tolerance_is_read_or_refused_with_the_field() -> None:
    assert tolerance_of({"weight": {"grams": 2}}) == Tolerance(2, 10)
    assert Tolerance(5, 10).limit_kg("0.1") == "0.005"
    for wrong in ({"weight": {"grams": 1.5}}, {"weight": {"gram": 1}}, {"weight": 3}):
        with pytest.raises(NotATolerance, match="weight"):
            tolerance_of(wrong)


def test_the_laboratory_signs_and_countersigns(station: Station) -> None:
    state = seized(station)
    station.do(containers.open_container, **at(state), seal_found="SEAL1", purpose="sample")
    made = station.do(
        containers.register,
        officer=ANNA,
        inspection=state.id,
        what=ExhibitKind.SAMPLE,
        label="SMP1",
        parent="BAG1",
        weight_kg="0.01",
    )
    assert bag(made, "SMP1").parent == "BAG1"
    lab = Place(PlaceKind.LABORATORY, "State laboratory")
    sample = at(state, ANNA, "SMP1")
    assert Rule.FIELD_MISSING in refused(
        station, custody.hand_out, **sample, to=lab, receipt=custody.Receipt("", "")
    )
    station.do(custody.hand_out, **sample, to=lab, receipt=RECEIPT)
    assert Rule.NOT_THE_HOLDER in refused(station, custody.place, **sample, to=STORE)
    back = station.do(custody.come_back, **sample, receipt=custody.Receipt("Dr Ngo", "LAB-78"))
    assert (bag(back, "SMP1").place.name, bag(back, "SMP1").spans[-1].receipt) == ("anna", "LAB-78")
    whole(back)


def test_a_bag_that_went_to_no_officer_comes_back_by_a_receipt(station: Station) -> None:
    state = seized(station)
    station.do(
        inspecting.move_bag,
        officer=ANNA,
        inspection=state.id,
        bag="BAG1",
        to_holder="the museum",
        purpose="expertise",
        location="museum",
        seal_intact=True,
    )
    back = station.do(custody.come_back, **at(state), receipt=RECEIPT)
    assert bag(back).place == Place(PlaceKind.PERSON, "anna")
    assert Rule.NOT_IN_PLACE in refused(station, custody.come_back, **at(state), receipt=RECEIPT)
    assert [row.to_holder for row in back.custody] == ["anna", "the museum", "anna"]


def test_goods_with_a_label_go_into_the_bag_and_nowhere_else(station: Station) -> None:
    state = examined(station)
    goods = inspecting.Goods("belts", "3", Unit.PIECE, Commodity.OTHER)
    station.do(inspecting.record_goods, officer=ANNA, inspection=state.id, goods=goods)
    station.do(
        containers.register,
        officer=ANNA,
        inspection=state.id,
        what=ExhibitKind.GOODS,
        label="G1",
        lines=(2,),
    )
    assert Rule.LINE_SEALED in refused(
        station,
        containers.register,
        officer=ANNA,
        inspection=state.id,
        what=ExhibitKind.GOODS,
        lines=(1,),
    )
    sealed = station.do(
        inspecting.seal_bag,
        officer=ANNA,
        inspection=state.id,
        bag="B2",
        seal="S2",
        lines=(2,),
        location="Bench 4",
        weight_kg="1.5",
    )
    assert bag(sealed, "G1").place == Place(PlaceKind.CONTAINER, "B2")
    inside = at(state, ANNA, "G1")
    assert Rule.NOT_OPEN in refused(station, custody.unpack, **inside)
    assert Rule.NOT_THE_HOLDER in refused(station, custody.place, **inside, to=STORE)
    station.do(containers.open_container, **at(state, ANNA, "B2"), seal_found="S2", purpose="look")
    out = station.do(custody.unpack, **inside)
    assert bag(out, "G1").place.name == "anna"
    packed = station.do(custody.pack, **inside, bag="b-2")
    assert bag(packed, "G1").place == Place(PlaceKind.CONTAINER, "B2")
    whole(packed)


def test_a_stocktake_says_what_is_missing_misplaced_and_unknown(station: Station) -> None:
    state = seized(station)
    other = seized(station, "CC000000005DE", 2)
    station.do(custody.place, **at(state), to=STORE)
    count = stocktaking.begin(Place(PlaceKind.STORE, " store-2 "), station.clock())
    for number in ("bag 2", "BAG2", "NOBODYS"):
        count = stocktaking.scan(count, number)
    assert len(count.scanned) == 2
    found = station.do(stocktaking.end, officer=SUE, count=count)
    assert [one.exhibit for one in found.missing] == ["BAG1"]
    assert [one.exhibit for one in found.misplaced] == ["BAG2"]
    assert found.unknown == ("NOBODYS",)
    with open_pages(station) as pages:
        assert [a.kind for a in bag(pages.inspection(state.id)).unanswered] == [AlarmKind.MISSING]
        assert [a.kind for a in bag(pages.inspection(other.id), "BAG2").unanswered] == [AlarmKind.MISPLACED]
        assert [place.name for place in pages.custody_places()] == ["Store 2"]
    again = station.do(stocktaking.end, officer=SUE, count=count)
    assert again == found
    with open_pages(station) as pages:
        assert len(bag(pages.inspection(state.id)).unanswered) == 1
    station.store.close()
    assert_whole(station.folder, "rr")


def test_a_whole_stocktake_raises_nothing(station: Station) -> None:
    state = seized(station)
    station.do(custody.place, **at(state), to=STORE)
    count = stocktaking.scan(stocktaking.begin(STORE, station.clock()), "SEAL1")
    assert station.do(stocktaking.end, officer=ANNA, count=count).whole


def test_nothing_is_destroyed_without_a_decision_and_a_second_officer(station: Station) -> None:
    state = seized(station)
    how = {
        "kind": PlaceKind.DESTROYED,
        "to": "Incinerator 1",
        "witness": "ben",
        "passphrase": "pass-ben",
        "passphrases": station.passphrases,
    }
    assert refused(station, custody.dispose, **at(state), **how) == {Rule.NO_DISPOSAL_ORDER}
    second = examined(station, "CC000000005DE", 2)
    waiting = station.do(
        concluding.conclude,
        officer=ANNA,
        inspection=second.id,
        disposition=Disposition.DESTROY,
        reason="consent of the addressee",
    )
    gone = at(second, ANNA, "BAG2")
    assert refused(station, custody.dispose, **gone, **how) == {Rule.AWAITING_APPROVAL}
    station.do(concluding.approve, officer=BEN, inspection=second.id, proposal=waiting.proposal.mark.entry)
    assert refused(station, custody.dispose, **gone, **(how | {"witness": "anna"})) == {Rule.SAME_PERSON}
    assert station.do(custody.dispose, **gone, **(how | {"passphrase": "no"})).result is None
    after = station.do(custody.dispose, **gone, **how).result
    assert bag(after, "BAG2").gone
    assert bag(after, "BAG2").spans[-1].counterpart == "ben"
    assert Rule.EXHIBIT_GONE in refused(station, custody.take_up, **gone)


def test_bags_stay_shut_while_a_second_officer_looks(station: Station) -> None:
    state = proposed(station)
    assert Rule.AWAITING_APPROVAL in refused(
        station, containers.open_container, **at(state), seal_found="SEAL1", purpose="look"
    )
    assert bag(station.do(custody.place, **at(state), to=STORE)).place == STORE


def test_a_proposer_withdraws_and_nobody_else_does(station: Station) -> None:
    state = proposed(station)
    assert state.proposal is not None
    ask = {"inspection": state.id, "proposal": state.proposal.mark.entry}
    assert refused(station, concluding.withdraw, officer=BEN, **ask, reason="x") == {Rule.NOT_THE_PROPOSER}
    assert refused(station, concluding.withdraw, officer=ANNA, **ask, reason="") == {Rule.NO_REASON}
    after = station.do(concluding.withdraw, officer=ANNA, **ask, reason="a line is missing")
    assert (after.stage, after.proposal, after.withdrawals[0].reason) == (
        Stage.OPEN,
        None,
        "a line is missing",
    )
    assert Rule.NOT_PROPOSED in refused(station, concluding.approve, officer=BEN, **ask)


def test_a_case_is_reopened_by_a_second_person_and_keeps_its_number(station: Station) -> None:
    state = seized(station)
    ask = {"inspection": state.id}
    assert refused(station, reopening.ask, officer=ANNA, **ask, reason="") == {Rule.NO_REASON}
    asked = station.do(reopening.ask, officer=BEN, **ask, reason="the claim was upheld")
    request = asked.reopening.mark.entry
    answer = {"request": request, "granted": True}
    assert refused(station, reopening.answer, officer=BEN, **ask, **answer) == {Rule.OWN_REQUEST}
    assert refused(station, reopening.answer, officer=ANNA, **ask, **answer) == {Rule.ROLE}
    again = station.do(reopening.answer, officer=SUE, **ask, **answer)
    assert (again.stage, again.outcome, again.past_outcomes[0].number) == (
        Stage.OPEN,
        None,
        "BP01-2026-000001",
    )
    second = seized(station, "CC000000005DE", 2)
    assert second.outcome is not None
    assert second.outcome.number == "BP01-2026-000002"
