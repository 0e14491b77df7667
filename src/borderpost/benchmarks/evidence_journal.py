"""Journals for the benchmark of evidence: stations on a disk, and acts as a working day brings them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from borderpost.domain import acts
from borderpost.domain.codes import (
    Commodity,
    Disposition,
    FindingCode,
    IprRight,
    PhotoSubject,
    StepResult,
    StepType,
    Unit,
)
from borderpost.domain.entry import encode_body, format_time, hash_body, uuid7
from borderpost.store import tree
from borderpost.store.engine import Connection, immediate
from borderpost.store.folder import SiteFolder
from borderpost.store.keys import StationKey, randomness
from borderpost.store.site import prepare
from borderpost.store.vault import Cost, make_vault

STATION = "BENCH"
_BEGIN = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
_IN_ONE_TRANSACTION = 5_000
_ASSESSMENT: dict[str, Any] = {
    "lane": "red",
    "hits": [
        {"profile": f"P-{number}", "version": "3", "clauses": ["origin", "value"]} for number in range(3)
    ],
    "taken_at": format_time(_BEGIN),
}
_DECLARATION: dict[str, Any] = {
    "sender": {
        "name": "Example Trading Ltd",
        "city": "Shenzhen",
        "country": "CN",
        "address": ["1 Long Road"],
    },
    "addressee": {"name": "A. Person", "city": "Leeds", "country": "GB", "address": ["12 High Street"]},
    "lines": [{"description": "running shoes", "quantity": "2", "value": "18.00", "hs_code": "640411"}],
    "message": {"id": "m1", "version": 1, "sent_at": format_time(_BEGIN)},
}


def made_station(root: Path) -> tuple[SiteFolder, StationKey]:
    """Make a station's folder, encrypted as a real one is."""
    folder = SiteFolder(root)
    root.mkdir(parents=True)
    vault = make_vault(folder.vault_file)
    vault.set_passphrase("a passphrase for measuring", cost=Cost(1, 64, 1))
    folder = folder.opened_by(vault)
    key = prepare(folder, station=STATION, program="bench", facility="Hall", clock=lambda: _BEGIN)
    return folder, key


def case(number: int) -> Iterator[acts.Act]:
    """Yield the acts of one case: ten of a release, and of every fourth a seizure of fifteen."""
    inspection, at = f"{number:032x}", format_time(_BEGIN)
    item = f"RR{number % 10**8:08d}0GB"
    yield acts.ItemScanned(
        item_id=item,
        raw=item,
        symbology="code128",
        source="wedge",
        reading="s10",
        check="holds",
        lane="red",
        declaration="m1",
        declarations_found=1,
        assessment=_ASSESSMENT,
    )
    yield acts.InspectionOpened(
        inspection=inspection,
        item_id=item,
        item_date="2026-11-01",
        lane="red",
        assessment=_ASSESSMENT,
        declaration=_DECLARATION,
        declaration_digest="d" * 64,
    )
    for step in (StepType.OPEN_FULL, StepType.OPEN_FULL, StepType.OPEN_FULL):
        yield acts.StepRecorded(
            inspection=inspection, step=step, started_at=at, ended_at=at, result=StepResult.ANOMALY
        )
    yield acts.FindingRecorded(inspection=inspection, finding=FindingCode.IPR_SUSPECT, note="no licence")
    for subject in (PhotoSubject.PRODUCT, PhotoSubject.SEALED_BAG):
        yield acts.PhotographTaken(
            inspection=inspection,
            sha256=f"{number:063x}{len(subject) % 10}",
            size=4_000_000,
            width=4000,
            height=3000,
            subject=subject,
            device="camera",
        )
    yield acts.NoteAdded(inspection=inspection, text="The addressee was told by letter.")
    if number % 4:
        yield acts.OutcomeRecorded(inspection=inspection, disposition=Disposition.RELEASE, reason="in order")
        return
    yield acts.LineRecorded(
        inspection=inspection,
        line=1,
        description="running shoes",
        quantity="2",
        unit=Unit.PAIR,
        commodity=Commodity.IPR_SHOES,
        ipr_right=IprRight.TRADE_MARK,
    )
    yield acts.BagSealed(
        inspection=inspection, bag=f"BAG{number}", seal=f"SEAL{number}", lines=[1], location="Bench 4"
    )


def fill(conn: Connection, key: StationKey, entries: int) -> None:
    """Append entries as the store does, without the tables that screens read; many in one transaction."""
    sequence, previous = conn.execute("SELECT sequence, hash FROM head").fetchone()
    standing = tree.current(conn)
    coming = (act for number in range(10**9) for act in case(number))
    while sequence < entries:
        with immediate(conn):
            for _ in range(min(_IN_ONE_TRANSACTION, entries - sequence)):
                act, at = next(coming), _BEGIN + timedelta(seconds=sequence)
                sequence += 1
                entry_id = uuid7(at, randomness())
                body = encode_body(
                    entry_id=entry_id,
                    station=STATION,
                    sequence=sequence,
                    officer="anna",
                    at=at,
                    offset_minutes=0,
                    kind=acts.kind_of(act),
                    payload=acts.payload_of(act),
                    previous=previous,
                )
                previous = hash_body(body)
                conn.execute(
                    "INSERT INTO journal(sequence, id, body, signature) VALUES (?, ?, ?, ?)",
                    (sequence, entry_id, body, key.sign(previous)),
                )
                standing = tree.grow(conn, standing, body)
            conn.execute(
                "UPDATE head SET sequence = ?, hash = ?, peaks = ?", (sequence, previous, standing.packed())
            )
