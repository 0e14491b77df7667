"""A record whose journal runs over many pages, ways to damage it, and its recovery."""

import contextlib
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from borderpost.store import journal
from borderpost.store.backup import Order, back_up
from borderpost.store.folder import SiteFolder
from borderpost.store.recovery import Recovered, recover
from borderpost.store.salvage import PAGE, Salvage
from borderpost.store.site import StationStore, prepare
from borderpost.store.vault import open_vault
from borderpost.work import inspecting
from record_dump import assert_whole
from station import ANNA, PASSPHRASE, HandClock, Station
from station_stories import opened, seized

AT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
KEPT_APART = 8
"""Notes long enough that the journal runs over many pages."""


def by_passphrase(folder: SiteFolder) -> SiteFolder:
    return folder.opened_by(open_vault(folder.vault_file, passphrase=PASSPHRASE))


def again(folder: SiteFolder, **more: object) -> Recovered:
    return recover(folder, at=AT, program="test", opener=by_passphrase, **more)  # type: ignore[arg-type]


def bodies(folder: SiteFolder) -> dict[int, bytes]:
    with contextlib.closing(folder.connect_record(readonly=True)) as conn:
        return {item.sequence: item.body for item in journal.stored(conn)}


def tell_much(station: Station, stories: int = KEPT_APART) -> str:
    ident = ""
    for number in range(stories):
        ident = opened(station, f"RR47312{number:04d}GB").id
        for remark in range(6):
            text = f"remark {remark} " + "of some length " * 60
            station.do(inspecting.add_note, officer=ANNA, inspection=ident, text=text)
    return ident


def kept(station: Station, stick: Path, hours: int = 0) -> None:
    back_up(station.folder, Order(stick, datetime(2026, 11, 22, 8 + hours, tzinfo=UTC), "test"))


def spoil(path: Path, *pages: int) -> None:
    """Put noise in the place of these pages, as a failing disk does."""
    data = bytearray(path.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    path.write_bytes(data)


def pages_of_entries(folder: SiteFolder) -> dict[int, list[int]]:
    """Return which entries begin on which page of the record."""
    salvage = Salvage(folder.record, folder.keys().key_of("record.db"))
    found: dict[int, list[int]] = {}
    for number, places in salvage._versions.items():
        page = salvage._plain(places[0]) if number > 1 else None
        rows = [row.sequence for row in salvage._rows_on(page)] if page and page[0] == 0x0D else []
        if rows:
            found[number] = rows
    return found


def goes_on(folder: SiteFolder, clock: HandClock) -> None:
    """Work on with the recovered record, and prove that it holds."""
    clock.at = AT + timedelta(hours=1)
    key = prepare(folder, station="BP01", program="test", facility="Hall 3", clock=clock)
    station = Station(folder, StationStore(folder, key=key, station="BP01", clock=clock), clock)
    seized(station, "RR473129999GB", number=77)
    station.store.close()
    assert_whole(folder, "zarquet", "remark")
