"""How good declarations are is counted week by week, once each, and goes with the week."""

import contextlib
from dataclasses import replace as changed
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from borderpost.domain.declaration import ContentLine, Declaration, MessageRef, Party
from borderpost.domain.risk.quality import quality_of, quality_to_plain
from borderpost.domain.risk.quality_ledger import CountedBy
from borderpost.domain.risk.quality_terms import QualityGroup, Shortfall
from borderpost.store import quality_report as reading
from borderpost.store.folder import SiteFolder
from borderpost.store.intake import Intake
from borderpost.store.purging import erase_week
from borderpost.store.quality_file import QUALITY
from borderpost.store.quality_pass import count_quality
from borderpost.store.week_beside import NotMade
from borderpost.store.weeks import week_of
from borderpost.work import inspecting
from borderpost.work.ports_quality import Notice, QualityReport
from borderpost.work.ports_risk import Cancelled, never
from borderpost.work.quality_table import csv_of
from station import ANNA, Station
from station_stories import subject

TODAY = date(2026, 11, 20)
GOOD = Declaration(
    message=MessageRef("m", 1, "POST-DE", datetime(2026, 11, 18, 9, tzinfo=UTC)),
    item_id="RX000000000DE",
    origin_office="DEFRAA",
    sender=Party(name="Heron Bay", lines=("1 Quay",), city="Emden", country="DE"),
    addressee=Party(name="Ann Lee", lines=("2 Row",), city="Ely", country="GB", email="a@b.example"),
    lines=(ContentLine(1, "steel spoons", hs_code="821599"),),
)


def item(number: int, weeks_ago: int = 0, **changes: Any) -> Declaration:
    """Return a declaration that arrived some weeks ago."""
    at = GOOD.message.received_at - timedelta(weeks=weeks_ago)
    message = MessageRef(f"m{number}", 1, "POST-DE", at)
    return replace(GOOD, message=message, item_id=f"RX{number:09}DE", **changes)


def keep(station: Station, *items: Declaration) -> int:
    """Take declarations in and count what has come; return how many were counted."""
    with Intake(station.folder, today=TODAY) as intake:
        intake.keep(items)
        intake.finish()
    return count_quality(station.folder, quality_of, batch=2)


def report(folder: SiteFolder, by: CountedBy = CountedBy.POST, weeks: int = 3) -> QualityReport:
    """Return the report of some weeks up to the day of the tests."""
    return reading.quality_report(folder, by, weeks, TODAY, never)


BARE = (ContentLine(1, "spoons", hs_code=""),)
FRENCH = Party(name="=Jean", lines=("3 Rue",), city="Lyon", country="FR")


def test_every_declaration_is_counted_once_by_post_and_by_sender(station: Station) -> None:
    assert keep(station, *(item(number) for number in range(5)), item(9, lines=BARE)) == 6
    assert count_quality(station.folder, quality_of) == 0
    assert keep(station, item(10, origin_office="", sender=FRENCH)) == 1
    told = report(station.folder)
    assert [(row.name, row.total.declarations) for row in told.rows] == [("DE", 6), ("FR", 1)]
    assert told.rows[0].total.shortfalls[Shortfall.NO_HS_CODE] == 1
    scores = [quality_of(one).completeness for one in (*[item(1)] * 5, item(9, lines=BARE))]
    assert told.rows[0].total.mean(QualityGroup.COMPLETENESS) == pytest.approx(sum(scores) / 6)
    assert told.rows[0].total.mean(QualityGroup.TIMELINESS) is None
    assert (told.everything.total.declarations, told.all_rows) == (7, 2)
    senders = report(station.folder, CountedBy.SENDER)
    assert [(row.name, row.total.declarations) for row in senders.rows] == [("Heron Bay", 6), ("=Jean", 1)]


def test_weeks_are_told_apart_and_older_ones_left_out(station: Station) -> None:
    keep(station, item(1), item(2, weeks_ago=2), item(3, weeks_ago=2), item(4, weeks_ago=3))
    told = report(station.folder)
    assert told.weeks == (date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16))
    (row,) = told.rows
    assert [week.declarations for week in row.weeks] == [2, 0, 1]
    assert report(station.folder, weeks=4).everything.total.declarations == 4


def test_only_those_with_the_most_declarations_are_told_of(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "ROWS_MOST", 1)
    keep(station, item(1), item(2), item(3, sender=FRENCH))
    told = report(station.folder, CountedBy.SENDER)
    assert ([row.name for row in told.rows], told.all_rows) == (["Heron Bay"], 2)
    assert told.everything.total.declarations == 3


def test_counts_go_with_their_week_and_are_made_anew_where_they_are_no_good(station: Station) -> None:
    keep(station, item(1), item(2, weeks_ago=2))
    week = week_of(TODAY, TODAY)
    QUALITY.path(station.folder, week).write_bytes(b"not a database" * 500)
    with pytest.raises(NotMade):
        QUALITY.open(station.folder, week)
    assert [one.declarations for one in report(station.folder).everything.weeks] == [1, 0, 0]
    assert count_quality(station.folder, quality_of) == 1
    assert [one.declarations for one in report(station.folder).everything.weeks] == [1, 0, 1]
    erase_week(station.folder, week)
    assert QUALITY.there(station.folder) == ["2026-W45"]
    left = QUALITY.path(station.folder, week)
    left.write_bytes(b"left behind")
    count_quality(station.folder, quality_of)
    assert not left.exists()


def test_whoever_does_not_want_to_know_is_not_told(station: Station) -> None:
    keep(station, item(1))
    assert count_quality(station.folder, quality_of, lambda: True) == 0
    with pytest.raises(Cancelled):
        reading.quality_report(station.folder, CountedBy.POST, 2, TODAY, lambda: True)


def test_names_of_any_kind_are_counted_and_the_table_reckons_with_none(station: Station) -> None:
    names = ["=Jean", "علي حسن", "a" * 5_000, "", 'Quote "and", comma']
    keep(station, *(item(number, sender=Party(name=name)) for number, name in enumerate(names)))
    told = report(station.folder, CountedBy.SENDER)
    assert told.everything.total.declarations == len(names)
    lines = csv_of(told).decode().splitlines()
    assert lines[0].startswith("sender,declarations,score,timeliness,accuracy,completeness,consistency,")
    assert lines[0].endswith("declarations_2026-11-02,declarations_2026-11-09,declarations_2026-11-16")
    assert any(line.startswith("'=Jean,1,") for line in lines)
    assert any(line.startswith('"Quote ""and"", comma",1,') for line in lines)
    assert b"scanned" not in csv_of(told)
    assert b"scanned,declared_after_scan" in csv_of(report(station.folder))


def scanned(station: Station, item_id: str, arrived_at: datetime | None) -> None:
    """Take an item up as the bench does that scanned it at a moment."""
    quality = quality_to_plain(quality_of(GOOD, arrived_at))
    taken = changed(subject(item_id), assessment={"lane": "red", "quality": quality})
    station.do(inspecting.open_inspection, officer=ANNA, subject=taken)


def test_of_each_post_it_is_told_how_many_scanned_items_were_declared_too_late(station: Station) -> None:
    keep(station, item(1), item(2, origin_office="FRCDGA"))
    received = GOOD.message.received_at
    for item_id, moment in (
        ("RR473124829DE", received + timedelta(hours=30)),
        ("RR473124832DE", received + timedelta(hours=3)),
        ("RR473124846DE", received - timedelta(hours=3)),
        ("RR473124850DE", None),
        ("RR473124829FR", received + timedelta(hours=30)),
        ("no number of the post", received),
    ):
        scanned(station, item_id, moment)
    with contextlib.closing(station.folder.connect_record(readonly=True)) as record:
        told = reading.quality_report(station.folder, CountedBy.POST, 3, TODAY, never, record)
        senders = reading.quality_report(station.folder, CountedBy.SENDER, 3, TODAY, never, record)
    assert {row.key: row.notice for row in told.rows} == {"DE": Notice(3, 1, 1), "FR": Notice(1, 0, 0)}
    assert told.everything.notice == Notice(4, 1, 1)
    assert senders.rows[0].notice == Notice()
