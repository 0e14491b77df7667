"""What is due at a station, and what the post is told."""

from dataclasses import replace

from borderpost.domain.codes import Disposition
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.clocks import ClockState
from borderpost.domain.law.postal import for_the_post
from borderpost.work import concluding
from borderpost.work.due import deadlines_of, due
from legal_packs import NAMES, in_force, shipped
from station import ANNA, HandClock, Station
from station_stories import opened, proposed


def test_the_wall_of_a_station_is_sorted_and_leaves_out_what_has_ended(
    station: Station, clock: HandClock
) -> None:
    us = shipped("us")
    first = opened(station)
    clock.at = clock.at.replace(day=23)
    second = proposed(station, "CC000000005DE")
    gone = opened(station, "CC000000014DE", "green")
    station.do(concluding.conclude, officer=ANNA, inspection=gone.id, disposition=Disposition.RELEASE)
    shown = station.store.read(lambda pages: due(pages, us, clock())).result(20)
    assert [(d.inspection, d.clock.id) for d in shown.deadlines] == [
        (first.id, "us-decide"),
        (second.id, "us-decide"),
    ]
    assert [d.state for d in deadlines_of(us, first, clock.at.replace(month=12, day=2))] == [
        ClockState.RUN_OUT
    ]
    assert deadlines_of(None, first, clock()) == ()
    back = station.store.read(lambda pages: due(pages, us, clock.at.replace(day=2))).result(20)
    assert back.set_back


def test_an_empty_station_has_nothing_due(station: Station, clock: HandClock) -> None:
    shown = station.store.read(lambda pages: due(pages, shipped("eu"), clock())).result(20)
    assert shown.deadlines == ()
    assert not shown.set_back


def test_every_disposition_of_every_pack_has_words_for_the_post(station: Station) -> None:
    state: Inspection = station.do(
        concluding.conclude,
        officer=ANNA,
        inspection=opened(station).id,
        disposition=Disposition.RELEASE,
        reason="known",
        law=shipped("trips"),
    )
    assert state.outcome is not None
    told = for_the_post(in_force("trips"), state.outcome)
    assert (told.event, told.decision_code, told.reason_code) == ("EDC", "REL", "")
    for name in NAMES:
        pack = in_force(name)
        for row in pack.dispositions:
            reasons = pack.reasons_to_hold(row.disposition)
            outcome = replace(
                state.outcome, disposition=row.disposition, hold_reason=reasons[0].id if reasons else ""
            )
            said = for_the_post(pack, outcome)
            assert said.decision_code
            assert bool(said.reason_code) == bool(reasons)
            assert (said.event == "EME") >= bool(reasons)
