"""The report of a shift tells what the journal tells of a day, and bears a signed checkpoint."""

import contextlib
import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdf
import pytest

from borderpost.app.carrying_out import NotDone
from borderpost.app.places import SITE_FILE, SiteConfig
from borderpost.app.shift_report import (
    entries_of,
    make_shift_report,
    seizures_in,
    shift_record,
    with_checkpoint,
)
from borderpost.documents.shift_report import shift_report
from station import ANNA, BEN, PASSPHRASE, HandClock, Station, open_station
from station_stories import opened, seized

DAY = date(2026, 11, 20)
SITE = SiteConfig("Administration", "Office North", "GB000001", "Hall 3", "BP01", "Bench 4")
SITE_TEXT = """
administration = "Administration"
office = "Office North"
office_code = "GB000001"
facility = "Hall 3"
station = "BP01"
bench = "Bench 4"
"""


@pytest.fixture
def station(tmp_path: Path) -> Station:
    clock = HandClock()
    made = open_station(tmp_path / "site", clock)
    seized(made)
    clock.at += timedelta(days=1)
    opened(made, "RR473124832GB")
    clock.at += timedelta(days=2)
    opened(made, "RR473124846GB")
    made.store.close()
    return made


def _told(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_only_the_entries_of_the_day_count(station: Station) -> None:
    with contextlib.closing(station.folder.connect_record(readonly=True)) as conn:
        first = list(entries_of(conn, DAY))
        assert [entry.sequence for entry in first] == list(range(1, len(first) + 1))
        (next_day,) = entries_of(conn, DAY + timedelta(days=1))
        assert next_day.sequence == len(first) + 1
        assert not list(entries_of(conn, DAY + timedelta(days=2)))
        assert not list(entries_of(conn, DAY - timedelta(days=3)))
        assert not list(entries_of(conn, DAY + timedelta(days=30)))
        assert seizures_in(conn, first) == (("BP01-2026-000001", "RR473124829GB"),)


def test_it_says_who_worked_and_what_came_of_it(station: Station, qapp: object) -> None:
    with contextlib.closing(station.folder.connect_record(readonly=True)) as conn:
        entries = list(entries_of(conn, DAY))
    officers = {one.id: one for one in (ANNA, BEN)}
    made_at = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
    record = shift_record(entries, officers, SITE, DAY, made_at, (("BP01-2026-000001", "RR473124829GB"),))
    anna, ben = record.officers
    assert (anna.name, anna.examined, anna.photographs) == ("Anna Ríos (anna)", 1, 2)
    assert dict(anna.outcomes) == {"Seize": 1}
    assert (ben.name, ben.outcomes) == ("Ben Okafor (ben)", ())
    pdf = shift_report(with_checkpoint(record, "borderpost checkpoint 1\nstation BP01\nsize 9\n"))
    told = _told(pdf)
    for wanted in ("Shift report, 2026-11-20", "Anna Ríos", "1 × Seize", "BP01-2026-000001", "station BP01"):
        assert wanted in told
    assert shift_report(with_checkpoint(record, "borderpost checkpoint 1\nstation BP01\nsize 9\n")) == pdf


def test_the_command_writes_it_with_a_checkpoint_signed_now(
    station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    monkeypatch.setenv("BORDERPOST_PASSPHRASE", PASSPHRASE)
    (station.folder.root / SITE_FILE).write_text(SITE_TEXT)
    target, said = tmp_path / "shift.pdf", list[str]()
    make_shift_report(station.folder.root, target, DAY, None, said.append)
    told = _told(target.read_bytes())
    assert "borderpost checkpoint 1" in told
    assert "signed" in told
    assert "2 officers" in said[0]
    with pytest.raises(NotDone, match="is there already"):
        make_shift_report(station.folder.root, target, DAY, None, said.append)
    empty = tmp_path / "empty.pdf"
    make_shift_report(station.folder.root, empty, DAY - timedelta(days=9), None, said.append)
    assert "Nobody worked" in _told(empty.read_bytes())
