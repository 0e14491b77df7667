"""Time limits by worked dates: their beginning, their end, what stops them, and what a wrong clock does."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from borderpost.domain.acts import LineRecorded
from borderpost.domain.codes import Commodity, Disposition, Unit
from borderpost.domain.formalities import Extension, Formalities, Reply, Service
from borderpost.domain.formality_codes import Answer, Means, Recipient
from borderpost.domain.inspection import GoodsLine, Inspection, Mark, Outcome, Stage
from borderpost.domain.law.clocks import (
    ClockState,
    Deadline,
    deadlines,
    end_of_day,
    reckoned_at,
    run_out,
    wall,
)
from borderpost.domain.law.terms import Expiry
from legal_packs import in_force, shipped, zone


def mark(sequence: int, at: datetime) -> Mark:
    return Mark(f"e{sequence}", sequence, "h", "anna", at, 0)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def item(opened: str, disposition: Disposition | None = None, at: str = "", **more: Any) -> Inspection:
    outcome = Outcome(mark(2, moment(at or opened)), disposition, "") if disposition else None
    return Inspection(
        id="i",
        item_id="RR473124829GB",
        item_date="2026-11-01",
        opened=mark(1, moment(opened)),
        lane="red",
        assessment={},
        declaration=None,
        declaration_digest="",
        stage=Stage.HELD,
        outcome=outcome,
        **more,
    )


def perishable(state: Inspection) -> Inspection:
    act = LineRecorded(
        inspection="i",
        line=1,
        description="cheese",
        quantity="1",
        unit=Unit.PIECE,
        commodity=Commodity.IPR_OTHER,
        perishable=True,
    )
    return replace(state, lines=(GoodsLine(mark(3, state.opened.at), act),))


def served(notice: str, day: str, sequence: int = 5) -> Service:
    at = moment(f"{day}T15:00")
    return Service(
        mark(sequence, at),
        notice,
        Recipient.DECLARANT,
        "Emma",
        "1 Quay",
        Means.POST,
        "RR1",
        day,
        day,
        "",
        "en",
        "",
    )


def answered(clock: str, day: str, answer: Answer = Answer.OBJECTS, sequence: int = 9) -> Reply:
    return Reply(mark(sequence, moment(f"{day}T15:00")), clock, Recipient.DECLARANT, answer, day, "")


def one(pack: str, state: Inspection, clock: str, now: str) -> Deadline:
    found = [d for d in deadlines(shipped(pack), state, zone, moment(now)) if d.clock.id == clock]
    assert len(found) == 1, found
    return found[0]


# ---- the worked dates


def test_us_five_business_days_over_thanksgiving() -> None:
    state = item("2026-11-20T15:00")
    found = one("us", state, "us-decide", "2026-11-21T00:00")
    assert found.due == date(2026, 11, 30)
    assert found.expires_at == moment("2026-12-01T05:00"), "midnight in New York"
    assert found.state is ClockState.RUNNING
    assert found.citation == "19 U.S.C. 1499(c)"
    assert one("us", state, "us-decide", "2026-11-30T18:00").state is ClockState.DUE_TODAY
    late = one("us", state, "us-decide", "2026-12-01T05:00")
    assert (late.state, late.clock.on_expiry) == (ClockState.RUN_OUT, Expiry.DUTY_MISSED)


def test_us_detention_notice_five_business_days_after_the_decision_and_exclusion_after_thirty() -> None:
    state = item("2026-11-20T15:00", Disposition.HOLD_SAFETY, "2026-11-24T15:00")
    now = "2026-11-25T12:00"
    assert one("us", state, "us-decide", now).state is ClockState.MET
    assert one("us", state, "us-notice", now).due == date(2026, 12, 2)
    excluded = one("us", state, "us-exclusion", now)
    assert (excluded.due, excluded.clock.on_expiry) == (date(2026, 12, 20), Expiry.DEEMED_EXCLUDED)
    with_notice = replace(
        state, formalities=Formalities(services=(served("us-detention-notice", "2026-12-03"),))
    )
    assert one("us", with_notice, "us-notice", "2026-12-04T00:00").state is ClockState.MET_LATE


def test_us_seven_days_for_the_importer_of_a_counterfeit() -> None:
    notice = served("us-ipr-importer", "2026-11-27")
    state = item(
        "2026-11-20T15:00",
        Disposition.HOLD_IPR,
        "2026-11-24T15:00",
        formalities=Formalities(services=(notice,)),
    )
    found = one("us", state, "us-ipr-reply", "2026-11-28T12:00")
    assert (found.due, found.clock.on_expiry) == (date(2026, 12, 4), Expiry.INFORMATION_GOES_OUT)


def test_eu_one_working_day_for_the_notice_of_a_small_consignment() -> None:
    state = item("2026-11-20T09:00", Disposition.HOLD_SMALL, "2026-11-20T10:00")
    assert one("eu", state, "eu-26-notice", "2026-11-20T11:00").due == date(2026, 11, 23), "over the weekend"


def test_eu_ten_working_days_over_christmas_and_silence_is_consent() -> None:
    notice = served("eu-26-declarant", "2026-12-18")
    state = item("2026-12-18T09:00", Disposition.HOLD_SMALL, formalities=Formalities(services=(notice,)))
    # 21-24 are four, 25 and 26 are holidays, 28-31 are eight, 1 January is one, 4 and 5 January make ten
    found = one("eu", state, "eu-26-view", "2027-01-05T22:59")
    assert found.due == date(2027, 1, 5)
    assert found.state is ClockState.DUE_TODAY
    after = one("eu", state, "eu-26-view", "2027-01-05T23:00")
    assert (after.state, after.clock.on_expiry) == (ClockState.RUN_OUT, Expiry.CONSENT_TAKEN)
    assert run_out([after]) == {"eu-26-view"}


def test_eu_three_working_days_where_the_goods_perish() -> None:
    notices = Formalities(services=(served("eu-17-declarant", "2026-11-20"),))
    fresh = perishable(item("2026-11-20T09:00", Disposition.HOLD_IPR, formalities=notices))
    assert one("eu", fresh, "eu-23-view-perishable", "2026-11-20T16:00").due == date(2026, 11, 25)
    kept = item("2026-11-20T09:00", Disposition.HOLD_IPR, formalities=notices)
    assert one("eu", kept, "eu-23-view", "2026-11-20T16:00").due == date(2026, 12, 4)
    ids = {d.clock.id for d in deadlines(shipped("eu"), fresh, zone, moment("2026-11-20T16:00"))}
    assert "eu-23-view" not in ids


def test_uk_one_calendar_month_from_the_notice_and_none_given_from_the_seizure() -> None:
    state = item("2028-01-31T09:00", Disposition.SEIZE)
    assert one("uk", state, "uk-claim-unserved", "2028-02-01T00:00").due == date(2028, 2, 29), "a leap year"
    noticed = replace(state, formalities=Formalities(services=(served("uk-seizure-notice", "2028-02-05"),)))
    assert one("uk", noticed, "uk-claim", "2028-02-06T00:00").due == date(2028, 3, 5)
    assert one("uk", noticed, "uk-claim-unserved", "2028-03-31T00:00").state is ClockState.MET
    assert one("uk", state, "uk-disposal", "2028-02-01T00:00").due == date(2028, 3, 16), "45 days"
    spoils = perishable(item("2026-11-20T09:00", Disposition.SEIZE))
    assert one("uk", spoils, "uk-disposal-perishable", "2026-11-21T00:00").state is ClockState.RUN_OUT


def test_trips_ten_working_days_and_ten_more_at_most() -> None:
    services = (served("trips-holder", "2026-11-20"),)
    held = item("2026-11-20T09:00", Disposition.HOLD_IPR, formalities=Formalities(services=services))
    assert one("trips", held, "trips-55-proceedings", "2026-11-21T00:00").due == date(2026, 12, 4)
    longer = Formalities(
        services=services,
        extensions=(Extension(mark(7, held.opened.at), "trips-55-proceedings", 25, "asked"),),
    )
    more = one("trips", replace(held, formalities=longer), "trips-55-proceedings", "2026-11-21T00:00")
    assert more.due == date(2026, 12, 18)


# ---- what starts and stops


def test_an_answer_stops_its_own_clock_alone() -> None:
    services = (served("eu-17-declarant", "2026-11-20"), served("eu-17-holder", "2026-11-20", 6))
    formalities = Formalities(services=services, replies=(answered("eu-23-view", "2026-11-27"),))
    state = item("2026-11-20T09:00", Disposition.HOLD_IPR, formalities=formalities)
    now = "2027-01-01T00:00"
    assert one("eu", state, "eu-23-view", now).state is ClockState.MET
    assert one("eu", state, "eu-23-holder", now).state is ClockState.RUN_OUT


def test_an_answer_after_the_last_day_is_late() -> None:
    formalities = Formalities(
        services=(served("eu-17-declarant", "2026-11-20"),), replies=(answered("eu-23-view", "2026-12-05"),)
    )
    state = item("2026-11-20T09:00", Disposition.HOLD_IPR, formalities=formalities)
    assert one("eu", state, "eu-23-view", "2026-12-06T00:00").state is ClockState.MET_LATE


def test_a_notice_that_was_only_sent_starts_nothing() -> None:
    sent = replace(served("eu-26-declarant", "2026-11-20"), served_on="")
    state = item("2026-11-20T09:00", Disposition.HOLD_SMALL, formalities=Formalities(services=(sent,)))
    ids = {d.clock.id for d in deadlines(shipped("eu"), state, zone, moment("2026-11-21T00:00"))}
    assert ids == {"eu-26-notice"}


def test_a_day_at_the_end_of_all_dates_breaks_nothing() -> None:
    notice = replace(served("eu-26-declarant", "2026-11-20"), served_on="9999-12-31")
    state = item("2026-11-20T09:00", Disposition.HOLD_SMALL, formalities=Formalities(services=(notice,)))
    assert one("eu", state, "eu-26-view", "2026-11-21T00:00").due == date(2026, 12, 4), (
        "the day it was entered"
    )


def test_a_row_counts_as_it_was_in_force_when_the_clock_began() -> None:
    state = item("2017-12-29T15:00")
    assert deadlines(shipped("us"), state, zone, moment("2018-01-02T00:00")) == ()


def test_the_first_decision_counts_even_where_another_followed() -> None:
    held = item("2026-11-20T15:00", Disposition.HOLD_TEST, "2026-11-23T15:00")
    released = Outcome(mark(9, moment("2027-01-10T15:00")), Disposition.RELEASE, "")
    assert held.outcome is not None
    state = replace(held, past_outcomes=(held.outcome,), outcome=released, stage=Stage.RELEASED)
    assert one("us", state, "us-decide", "2027-01-11T00:00").state is ClockState.MET


# ---- time of day


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 3, 28), "2026-03-28T23:00"),  # the day before clocks go forward
        (date(2026, 3, 29), "2026-03-29T22:00"),  # a day of 23 hours
        (date(2026, 10, 24), "2026-10-24T22:00"),
        (date(2026, 10, 25), "2026-10-25T23:00"),  # a day of 25 hours
    ],
)
def test_a_day_ends_at_midnight_on_the_wall_whatever_the_season(day: date, ends: str) -> None:
    assert end_of_day(day, zone("Europe/Brussels")) == moment(ends)


def test_the_days_on_which_clocks_change_are_23_and_25_hours_long() -> None:
    brussels = zone("Europe/Brussels")
    spring = end_of_day(date(2026, 3, 29), brussels) - end_of_day(date(2026, 3, 28), brussels)
    autumn = end_of_day(date(2026, 10, 25), brussels) - end_of_day(date(2026, 10, 24), brussels)
    assert (spring, autumn) == (timedelta(hours=23), timedelta(hours=25))


def test_an_event_late_in_the_evening_counts_by_the_day_of_the_place() -> None:
    # 03:30 UTC on Saturday is Friday evening in New York
    assert one("us", item("2026-11-21T03:30"), "us-decide", "2026-11-21T04:00").due == date(2026, 11, 30)
    assert one("us", item("2026-11-21T05:30"), "us-decide", "2026-11-21T06:00").due == date(2026, 11, 30)
    assert one("us", item("2026-11-20T04:30"), "us-decide", "2026-11-21T06:00").due == date(2026, 11, 27)


def test_a_day_that_somebody_wrote_down_stays_that_day_in_every_zone() -> None:
    for name in ("Pacific/Auckland", "Pacific/Pago_Pago", "Europe/Brussels"):
        pack = shipped("trips")
        there = replace(pack, calendars=tuple(_moved(row, name) for row in pack.calendars))
        services = Formalities(services=(served("trips-holder", "2026-11-20"),))
        held = item("2026-11-20T09:00", Disposition.HOLD_IPR, formalities=services)
        (found,) = deadlines(there, held, zone, moment("2026-11-21T00:00"))
        assert found.due == date(2026, 12, 4), name


def _moved(row: Any, name: str) -> Any:
    import msgspec

    return msgspec.structs.replace(row, time_zone=name)


# ---- the wall


def test_the_wall_shows_what_is_due_soonest_first_and_nothing_that_is_done() -> None:
    first = item("2026-11-20T15:00")
    second = replace(item("2026-11-19T15:00"), id="j", item_id="CC000000005DE")
    done = replace(item("2026-11-18T15:00", Disposition.RELEASE, "2026-11-18T16:00"), id="k")
    shown = wall(in_force("us"), [first, second, done], zone, moment("2026-11-21T00:00"))
    assert [d.inspection for d in shown.deadlines] == ["j", "i"]
    assert [d.due for d in shown.deadlines] == [date(2026, 11, 27), date(2026, 11, 30)]
    assert not shown.set_back


def test_a_clock_that_was_set_back_gives_nobody_more_time() -> None:
    newest = moment("2026-12-02T08:00")
    state = item("2026-11-20T15:00")
    shown = wall(in_force("us"), [state], zone, moment("2026-11-22T08:00"), newest)
    assert shown.set_back
    assert shown.reckoned_at == newest
    assert [d.state for d in shown.deadlines] == [ClockState.RUN_OUT]
    assert reckoned_at(newest, None) == newest
    assert reckoned_at(newest, newest - timedelta(days=1)) == newest
