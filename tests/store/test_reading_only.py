"""A record that is shut can be read by whoever proves who they are, and takes nothing new."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from borderpost.domain.consulting_acts import ConsultationReason
from borderpost.store import interim
from borderpost.store.site import StationStore, prepare
from borderpost.work import consulting, inspecting, reviewing, session
from borderpost.work.ports import LogFilter
from borderpost.work.session import MustWait
from borderpost.work.troubles import NotRecorded, Trouble
from station import ANNA, HandClock, Station, open_station
from station_stories import opened, seized


@pytest.fixture
def shut(tmp_path: Path, clock: HandClock) -> Iterator[Station]:
    """A station with a seizure behind it, whose record is only read."""
    first = open_station(tmp_path / "site", clock)
    seized(first)
    first.store.close()
    key = prepare(first.folder, station="BP01", program="test", facility="", clock=clock)
    store = StationStore(first.folder, key=key, station="BP01", clock=clock, shut=Trouble.DAMAGED)
    station = Station(first.folder, store, clock)
    yield station
    station.store.close()


def log_in(station: Station, passphrase: str = f"pass-{ANNA.id}") -> session.Attempt:
    attempt: session.Attempt = station.do(
        session.authenticate, officer_id="anna", passphrase=passphrase, passphrases=station.passphrases
    )
    return attempt


def test_who_signs_in_and_what_is_read_is_noted(shut: Station) -> None:
    before = shut.store.read(lambda pages: pages.journal_head()).result(20)
    assert log_in(shut).officer == ANNA
    (row,) = shut.store.read(lambda pages: pages.log_rows(pages.log_ids(LogFilter(), lambda: False))).result(
        20
    )
    story = shut.do(reviewing.consult, officer=ANNA, inspection=row.id, reason="a court asks")
    assert story.outcome is not None
    shut.do(session.log_out, officer=ANNA)
    assert shut.store.read(lambda pages: pages.journal_head()).result(20) == before
    noted = interim.notes(shut.folder)
    assert [note["kind"] for note in noted] == ["officer_logged_in", "record_consulted", "officer_logged_out"]
    assert noted[1]["payload"]["reason"] == "a court asks"
    assert b"court" not in (shut.folder.root / interim.FILE).read_bytes()


def test_who_searches_declarations_is_noted_with_the_reason(shut: Station) -> None:
    consultation = shut.do(
        consulting.begin,
        officer=ANNA,
        reason=ConsultationReason.ENFORCEMENT_REQUEST,
        untrusted_reference="file 4711",
    )
    shut.do(consulting.note_search, consultation=consultation, untrusted_query="nowak", found=1)
    noted = interim.notes(shut.folder)
    assert [note["kind"] for note in noted] == ["consultation_begun", "declarations_searched"]
    assert noted[0]["payload"] == {"reason": "enforcement_request", "reference": "file 4711"}
    assert noted[1]["payload"]["consultation"] == consultation.id
    assert b"nowak" not in (shut.folder.root / interim.FILE).read_bytes()


def test_nothing_else_is_taken(shut: Station) -> None:
    with pytest.raises(NotRecorded) as told:
        opened(shut, "RR473124999GB")
    assert told.value.trouble is Trouble.DAMAGED
    (row,) = shut.store.read(lambda pages: pages.log_rows(pages.log_ids(LogFilter(), lambda: False))).result(
        20
    )
    with pytest.raises((NotRecorded, inspecting.Refused)):
        shut.do(inspecting.add_note, officer=ANNA, inspection=row.id, text="a remark")


def test_guessing_is_slowed_down_all_the_same(shut: Station) -> None:
    for _ in range(3):
        assert log_in(shut, "wrong").officer is None
    with pytest.raises(MustWait):
        log_in(shut)
    shut.clock.at += timedelta(seconds=6)
    assert log_in(shut).officer == ANNA


def test_a_note_that_was_changed_is_told(shut: Station) -> None:
    log_in(shut)
    file = shut.folder.root / interim.FILE
    file.write_bytes(file.read_bytes()[:-9] + b"\n" + file.read_bytes()[:20])
    assert [note["kind"] for note in interim.notes(shut.folder)] == ["unreadable", "unreadable"]
