"""A bundle of a seizure with evidence of every kind, and who made it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from borderpost.store.exporting import export_bundle
from borderpost.work import documenting
from bundles import Members, members
from station import BEN, Station
from station_stories import seized_with_evidence


@dataclass(frozen=True)
class Made:
    """A bundle of a seizure, and the fingerprint of the key that signed it."""

    path: Path
    fingerprint: str

    @property
    def files(self) -> Members:
        return members(self.path)


def export(station: Station, target: Path) -> Made:
    state = seized_with_evidence(station)
    station.do(
        documenting.issue_seizure_report,
        officer=BEN,
        made_from=state,
        pdf=b"%PDF the report",
        evidence=station.store.evidence,
    )
    written = export_bundle(station.store, state.id, target, program="test", officer=BEN)
    assert written.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert not written.absent
    key = bytes.fromhex(station.store.submit(lambda tx: tx.checkpoint()).result().checkpoint.key)
    return Made(target, hashlib.sha256(key).hexdigest()[:32])
