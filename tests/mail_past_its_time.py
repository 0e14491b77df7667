"""A station whose older week has outlived its time, and the erasing of it."""

import contextlib
from datetime import date

from msgspec.structs import replace

from borderpost.app.purging import Purge, purge
from borderpost.domain.acts import DeclarationsPurged, act_of
from borderpost.domain.declaration import Declaration
from borderpost.domain.law.keeping import Keeping
from borderpost.store import journal
from borderpost.store.site import SiteFolder
from declared import declare
from station import Station
from store.weeks_of_mail import letter

OLD, NEW = date(2026, 7, 22), date(2026, 11, 12)  # of weeks 30 and 46
WEEK, DAYS = "2026-W30", 90
TODAY = date(2026, 11, 20)
KEEPING = Keeping(DAYS, "eu@1 eu-keep-declared-only")


def with_mail(folder: SiteFolder) -> None:
    old = [letter(n, OLD) for n in range(20)]
    other = replace(old[0].message, source="POST-DE", id="other")
    declare(folder, *old, replace(old[0], message=other), today=OLD)
    declare(folder, *[letter(n, NEW) for n in range(100, 130)], today=NEW)


def purged(station: Station, today: date = TODAY, **more: bool) -> Purge:
    return purge(station.store, KEEPING, today, **more)


def told(station: Station) -> list[DeclarationsPurged]:
    with contextlib.closing(station.folder.connect_record(readonly=True)) as record:
        acts = [act_of(entry) for entry in journal.entries(record)]
    return [act for act in acts if isinstance(act, DeclarationsPurged)]


def held(station: Station, declaration: Declaration) -> int:
    return len(station.store.submit(lambda tx: tx.find(declaration.item_id)).result(20))


def assert_erased(station: Station, *, entries: int = 1) -> None:
    folder = station.folder
    assert held(station, letter(3, OLD)) == 0
    assert held(station, letter(103, NEW)) == 1
    assert folder.weeks() == ["2026-W46"]
    assert [path.name for path in folder.declarations.rglob("*W30*")] == []
    assert not folder.keys().has_key(f"declarations/{WEEK}.db")
    assert len(told(station)) == entries
