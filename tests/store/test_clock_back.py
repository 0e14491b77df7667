"""A clock that goes back is told, once, in the journal and to whoever listens; it stops nobody."""

import contextlib
from datetime import timedelta
from itertools import pairwise

from borderpost.domain.acts import ClockSetBack, act_of
from borderpost.domain.entry import Entry
from borderpost.store import journal
from borderpost.work import inspecting
from borderpost.work.troubles import ClockWentBack, Trouble
from record_dump import assert_whole
from station import ANNA, Station
from station_stories import opened


def entries(station: Station) -> list[Entry]:
    with contextlib.closing(station.folder.connect_record(readonly=True)) as conn:
        return list(journal.entries(conn))


def remark(station: Station, inspection: str, text: str = "a remark") -> None:
    station.do(inspecting.add_note, officer=ANNA, inspection=inspection, text=text)


def test_a_clock_that_jumps_back_is_told_once_and_entries_go_on(station: Station) -> None:
    heard: list[ClockWentBack | Trouble] = []
    station.store.on_notice = heard.append
    ident = opened(station).id
    before = station.clock.at
    station.clock.at -= timedelta(hours=2)
    for _ in range(3):
        remark(station, ident)
    written = entries(station)[-4:]
    assert [entry.kind for entry in written] == ["clock_set_back"] + ["note_added"] * 3
    act = act_of(written[0])
    assert isinstance(act, ClockSetBack)
    assert act.by_seconds == 7199
    assert [entry.officer for entry in written] == ["", "anna", "anna", "anna"]
    assert all(before - entry.at > timedelta(hours=1) for entry in written)
    (notice,) = heard
    assert isinstance(notice, ClockWentBack)
    assert notice.newest == before
    station.store.close()
    assert_whole(station.folder)


def test_every_time_that_goes_back_stands_behind_its_notice(station: Station) -> None:
    ident = opened(station).id
    for jump in (5, 3600, 86400):
        station.clock.at -= timedelta(seconds=jump)
        remark(station, ident)
        remark(station, ident)
    written = entries(station)
    for earlier, later in pairwise(written):
        assert later.at >= earlier.at or later.kind == "clock_set_back"
    assert sum(entry.kind == "clock_set_back" for entry in written) == 3


def test_a_clock_that_is_steered_stands_still(station: Station) -> None:
    heard: list[object] = []
    station.store.on_notice = heard.append
    ident = opened(station).id
    for _ in range(5):
        station.clock.at -= timedelta(milliseconds=150)
        remark(station, ident)
    written = entries(station)
    assert not heard
    assert all(later.at >= earlier.at for earlier, later in pairwise(written))


def test_a_clock_that_went_far_ahead_and_came_back_stops_nobody(station: Station) -> None:
    ident = opened(station).id
    station.clock.at += timedelta(days=4000)
    remark(station, ident, "from the future")
    station.clock.at -= timedelta(days=4000)
    remark(station, ident)
    remark(station, ident)
    assert [entry.kind for entry in entries(station)[-4:]] == [
        "note_added",
        "clock_set_back",
        "note_added",
        "note_added",
    ]
