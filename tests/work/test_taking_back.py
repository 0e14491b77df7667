"""A release from the bench is taken back within the shift, by a further entry, or refused with its reason."""

import contextlib
from datetime import timedelta
from typing import Any

import pytest

from borderpost.domain.codes import Disposition, FindingCode, StepResult, StepType
from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.identifiers import EMPTY_TABLE, read_scan
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.messages import From, MessageType
from borderpost.domain.officer import Officer, Role
from borderpost.domain.release_codes import TakeBackReason
from borderpost.domain.risk.assessment import Assessment
from borderpost.domain.risk.lane import Lane
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.store import mirror
from borderpost.store.engine import immediate
from borderpost.work import concluding, inspecting, messaging, scanning, session, taking_back
from borderpost.work.messaging import Reply, SaidKind
from borderpost.work.ports import Credential, LogFilter
from borderpost.work.scanning import Scanned
from record_dump import assert_whole
from station import ANNA, BEN, QUICK, SUE, Station
from station_stories import subject

ITEM = "RR473124829GB"
OTHER = Officer("oda", "Oda Berg", frozenset({Role.OFFICER}))
US = From("BP01", "GBLALA")


def released(station: Station, item: str = ITEM, lane: str = "green", officer: Officer = ANNA) -> Inspection:
    state: Inspection = station.do(concluding.release, officer=officer, subject=subject(item, lane))
    return state


def back(station: Station, state: Inspection, officer: Officer = ANNA, **more: Any) -> Inspection:
    assert state.outcome is not None
    details = {"outcome": state.outcome.mark.entry, "reason": TakeBackReason.WRONG_KEY} | more
    after: Inspection = station.do(taking_back.take_back, officer=officer, inspection=state.id, **details)
    return after


def refused(station: Station, state: Inspection, officer: Officer = ANNA, **more: Any) -> set[Rule]:
    head = station.store.read(lambda pages: pages.journal_head()).result()
    with pytest.raises(Refused) as error:
        back(station, state, officer, **more)
    assert station.store.read(lambda pages: pages.journal_head()).result() == head
    return {refusal.rule for refusal in error.value.refusals}


def roster(station: Station, *officers: Officer) -> None:
    with contextlib.closing(station.folder.connect_mirror()) as conn, immediate(conn):
        mirror.put_roster(conn, [Credential(o, QUICK.make(f"pass-{o.id}")) for o in officers])


def told(station: Station) -> list[str]:
    """Queue what is to be told and return the types of all messages, in order."""
    station.do(messaging.queue, law=None, sender=US)
    newest = station.store.read(lambda pages: pages.messages_newest(50)).result()
    return [message.type for message in reversed(newest)]


def scanned(station: Station, item: str = ITEM) -> Scanned:
    scan = RawScan(item.encode(), ScanSource.WEDGE, station.clock())
    today = station.clock().date()
    found: Scanned = station.do(
        scanning.look_up,
        officer=ANNA,
        scan=scan,
        readings=read_scan(scan, EMPTY_TABLE),
        assess=lambda _: Assessment(Lane.GREEN, (), (), "", today),
    )
    return found


def test_a_release_is_taken_back_by_a_further_entry(station: Station) -> None:
    state = released(station)
    after = back(station, state, remark="  the label of another ")
    assert after.stage is Stage.OPEN
    assert after.outcome is None
    assert after.past_outcomes == (state.outcome,)
    assert after.taken_back[0].reason is TakeBackReason.WRONG_KEY
    assert after.taken_back[0].remark == "the label of another"
    assert after.taken_back[0].release == state.outcome.mark  # type: ignore[union-attr]
    entries = station.store.read(lambda pages: pages.entries_of(state.id)).result()
    assert [entry.kind for entry in entries] == [
        "inspection_opened",
        "outcome_recorded",
        "release_taken_back",
    ]
    open_ids = station.store.read(lambda p: p.log_ids(LogFilter(stage=Stage.OPEN), lambda: False)).result()
    assert len(open_ids) == 1
    assert_whole(station.folder, "rr")


def test_it_can_be_released_once_more_and_taken_back_again(station: Station) -> None:
    state = back(station, released(station))
    again = station.do(
        concluding.conclude, officer=ANNA, inspection=state.id, disposition=Disposition.RELEASE
    )
    assert again.stage is Stage.RELEASED
    twice = back(station, again)
    assert [one.release.entry for one in twice.taken_back] == [
        state.past_outcomes[0].mark.entry,
        again.outcome.mark.entry,
    ]
    assert_whole(station.folder)


def test_an_answer_to_a_release_that_no_longer_stands_is_stale(station: Station) -> None:
    state = released(station)
    back(station, state)
    assert refused(station, state) == {Rule.NOT_RELEASED}
    again = station.do(
        concluding.conclude, officer=ANNA, inspection=state.id, disposition=Disposition.RELEASE
    )
    assert again.stage is Stage.RELEASED
    assert refused(station, state) == {Rule.STALE}


def test_only_who_released_it_or_who_may_approve_takes_it_back(station: Station) -> None:
    roster(station, ANNA, BEN, SUE, OTHER)
    assert refused(station, released(station), OTHER) == {Rule.NOT_THE_RELEASER}
    assert refused(station, released(station, "CC000000005DE"), SUE) == {Rule.ROLE}
    assert back(station, released(station, "EE000000005DE"), BEN).stage is Stage.OPEN


def test_the_shift_ends_with_the_sign_out_of_who_released_it(station: Station) -> None:
    state = released(station)
    station.do(session.lock, officer=ANNA, idle=True)
    station.do(session.log_out, officer=BEN)
    assert station.do(taking_back.takeable, officer=ANNA, inspection=state.id).refusals == ()
    station.do(session.log_out, officer=ANNA)
    assert refused(station, state) == {Rule.SHIFT_OVER}
    assert refused(station, state, BEN) == {Rule.SHIFT_OVER}
    later = released(station, "CC000000005DE")
    assert back(station, later).stage is Stage.OPEN


def test_no_shift_is_longer_than_twelve_hours_and_a_clock_set_back_gives_none(station: Station) -> None:
    state = released(station)
    station.clock.at += timedelta(hours=11, minutes=59)
    assert station.do(taking_back.takeable, officer=ANNA, inspection=state.id).refusals == ()
    station.clock.at += timedelta(minutes=2)
    assert refused(station, state) == {Rule.SHIFT_OVER}
    station.do(inspecting.add_note, officer=ANNA, inspection=state.id, text="somebody asked for it")
    station.clock.at -= timedelta(hours=5)
    assert refused(station, state) == {Rule.SHIFT_OVER}


def test_what_was_examined_is_reopened_by_a_second_person_instead(station: Station) -> None:
    opened = station.do(inspecting.open_inspection, officer=ANNA, subject=subject(ITEM, "yellow"))
    at = {"officer": ANNA, "inspection": opened.id}
    station.do(inspecting.record_step, **at, step=StepType.EXTERNAL, result=StepResult.CLEAR)
    station.do(inspecting.record_finding, **at, finding=FindingCode.NIL)
    state = station.do(concluding.conclude, **at, disposition=Disposition.RELEASE)
    assert refused(station, state) == {Rule.NOT_FROM_BENCH}


def test_an_item_that_was_taken_up_again_is_not_doubled(station: Station) -> None:
    state = released(station)
    station.do(inspecting.open_inspection, officer=ANNA, subject=subject(ITEM, "green"))
    assert refused(station, state) == {Rule.TAKEN_UP_AGAIN}


def test_the_post_is_told_that_a_release_was_taken_back(station: Station) -> None:
    station.do(messaging.choose, types=[MessageType.RELEASED])
    state = released(station)
    assert told(station) == ["released"]
    after = back(station, state)
    assert told(station) == ["released", "withdrawn"]
    assert told(station) == ["released", "withdrawn"], "each is told once"
    newest = station.store.read(lambda pages: pages.messages_newest(2)).result()
    assert newest[0].content["withdraws"] == newest[1].id
    assert newest[0].content["event"] == "EDB"
    station.do(concluding.conclude, officer=ANNA, inspection=after.id, disposition=Disposition.RELEASE)
    assert told(station) == ["released", "withdrawn", "released"]


def test_nothing_is_told_of_a_release_that_nobody_was_told_of(station: Station) -> None:
    state = released(station)
    station.do(messaging.choose, types=[MessageType.RELEASED])
    back(station, state)
    assert told(station) == []


def test_once_the_post_has_confirmed_only_a_scan_shows_that_the_item_is_here(station: Station) -> None:
    station.do(messaging.choose, types=[MessageType.RELEASED])
    before = scanned(station)
    state = released(station)
    assert told(station) == ["released"]
    message = station.store.read(lambda pages: pages.messages_newest(1)).result()[0]
    station.do(messaging.note_written, message=message.id, files={"a.json": "0" * 64})
    assert station.do(taking_back.takeable, officer=ANNA, inspection=state.id).refusals == ()
    station.do(messaging.hear, reply=Reply(message.id, SaidKind.ACKNOWLEDGEMENT))
    waits = station.do(taking_back.last_release, officer=ANNA)
    assert waits.must_be_seen
    assert refused(station, state) == {Rule.MAY_HAVE_LEFT}
    assert refused(station, state, seen=before.sequence) == {Rule.MAY_HAVE_LEFT}, "seen before its release"
    other = scanned(station, "CC000000005DE")
    assert refused(station, state, seen=other.sequence) == {Rule.MAY_HAVE_LEFT}, "another item"
    assert refused(station, state, seen=10_000) == {Rule.MAY_HAVE_LEFT}
    seen = scanned(station)
    after = back(station, state, seen=seen.sequence)
    assert after.taken_back[0].seen == seen.sequence
    assert told(station) == ["released", "withdrawn"]
    assert_whole(station.folder)


def test_the_last_release_is_that_of_the_officer_who_asks(station: Station) -> None:
    with pytest.raises(Refused) as nothing:
        station.do(taking_back.last_release, officer=ANNA)
    assert [refusal.rule for refusal in nothing.value.refusals] == [Rule.NO_RELEASE_YET]
    first, second = released(station), released(station, "CC000000005DE")
    released(station, "EE000000005DE", officer=BEN)
    assert station.do(taking_back.last_release, officer=ANNA).state.id == second.id
    back(station, second)
    assert station.do(taking_back.last_release, officer=ANNA).state.id == first.id
