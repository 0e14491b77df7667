"""A case keeps what it needs of a week that is erased."""

import contextlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from borderpost.domain.acts import DeclarationKept, act_of
from borderpost.domain.canonical_declaration import content_digest, to_canonical
from borderpost.domain.codes import Disposition
from borderpost.domain.declaration import Declaration
from borderpost.store import purging as erasing
from borderpost.store.site import verify_site
from borderpost.work import concluding, inspecting
from borderpost.work.inspecting import Subject
from borderpost.work.retaining import record_purge
from mail_past_its_time import KEEPING, NEW, OLD, WEEK, assert_erased, purged, told, with_mail
from record_dump import assert_whole
from station import ANNA, HandClock, Station, open_station
from station_stories import seized
from store.weeks_of_mail import letter


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    """A station with one week whose time is over and one that is kept."""
    opened = open_station(tmp_path / "site", HandClock())
    with_mail(opened.folder)
    yield opened
    opened.store.close()


def taken_up(station: Station, declaration: Declaration | None, item: str, day: date) -> str:
    subject = Subject(
        item_id=item,
        item_date=day.isoformat(),
        lane="red",
        assessment={},
        declaration=to_canonical(declaration) if declaration else None,
        declaration_digest=content_digest(declaration) if declaration else "",
    )
    return str(station.do(inspecting.open_inspection, officer=ANNA, subject=subject).id)


def kept_in(station: Station, inspection: str) -> list[DeclarationKept]:
    entries = station.store.read(lambda pages: pages.entries_of(inspection)).result(20)
    return [act for entry in entries if isinstance(act := act_of(entry), DeclarationKept)]


def test_what_a_case_was_taken_up_with_stays_in_its_record(station: Station) -> None:
    declaration = letter(3, OLD)
    inspection = taken_up(station, declaration, declaration.item_id, OLD)
    purged(station)
    assert_erased(station)
    state = station.store.read(lambda pages: pages.inspection(inspection)).result(20)
    assert state is not None
    assert state.declaration == to_canonical(declaration)
    assert kept_in(station, inspection) == [], "it is there already"


def test_what_was_declared_after_a_case_was_taken_up_is_copied_into_its_record(station: Station) -> None:
    late, amended = letter(3, OLD), letter(4, OLD)
    undeclared = taken_up(station, None, late.item_id, OLD - timedelta(days=2))
    older = replace(amended, lines=(replace(amended.lines[0], description="a mug, first said"),))
    changed = taken_up(station, older, amended.item_id, OLD)
    other = taken_up(station, None, letter(104, NEW).item_id, NEW)
    long_ago = taken_up(station, None, letter(5, OLD).item_id, date(2024, 1, 1))
    purged(station)
    assert [act.declaration for act in kept_in(station, undeclared)] == [to_canonical(late)]
    assert [act.digest for act in kept_in(station, changed)] == [content_digest(amended)]
    assert kept_in(station, other) == kept_in(station, long_ago) == []
    (act,) = told(station)
    assert act.kept == 2
    assert_erased(station)
    assert_whole(station.folder)


def test_what_was_released_without_a_finding_keeps_no_more_than_it_has(station: Station) -> None:
    item = letter(3, OLD).item_id
    inspection = taken_up(station, None, item, OLD)
    state = station.store.read(lambda pages: pages.inspection(inspection)).result(20)
    assert state is not None
    station.do(
        concluding.conclude,
        officer=ANNA,
        inspection=inspection,
        disposition=Disposition.RELEASE,
        reason="looked through",
    )
    purged(station)
    assert kept_in(station, inspection) == []


def test_a_case_that_killed_programs_left_half_copied_is_copied_once(station: Station) -> None:
    inspection = taken_up(station, None, letter(3, OLD).item_id, OLD)
    with contextlib.closing(station.folder.connect_record(readonly=True)) as record:
        belonging = erasing.belonging_to_cases(station.folder, record, WEEK)
        week = erasing.weighed(station.folder, WEEK)
        station.do(record_purge, week=week, keeping=KEEPING, belonging=belonging)
        assert erasing.belonging_to_cases(station.folder, record, WEEK) == []
    purged(station)
    assert len(kept_in(station, inspection)) == len(told(station)) == 1


def test_a_running_case_goes_on_from_its_record_alone(station: Station) -> None:
    """Everything up to the seizure is done after the week is gone."""
    purged(station)
    state = seized(station)
    assert state.declaration is not None
    assert verify_site(station.folder).holds
