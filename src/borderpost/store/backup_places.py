"""Where things lie on a stick with backups: one folder a station, its evidence once, and the newest copies.

TARGET/borderpost-STATION-VAULT/
    evidence/xx/….sealed      of all copies together
    copies/20261122T155301Z/  one copy: record.db, keys, roster, settings, and its manifest
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from borderpost.store.backup_manifest import MANIFEST, BadBackup

ROSTER: Final = "roster.box"
NEW: Final = ".new-"
_PREFIX: Final = "borderpost-"
_COPIES: Final = "copies"


@dataclass(frozen=True, slots=True)
class StationBackups:
    """All that a stick holds of one station."""

    root: Path

    @property
    def evidence(self) -> Path:
        """Files of evidence, as they lie at the station."""
        return self.root / "evidence"

    @property
    def copies(self) -> Path:
        """One folder for each backup."""
        return self.root / _COPIES

    @property
    def lock(self) -> Path:
        """Locked by the one program that makes a backup here."""
        return self.root / "lock"

    def whole(self) -> list[Path]:
        """Return the copies that were completed, newest first."""
        return sorted(
            (each for each in self.copies.glob("[0-9]*") if (each / MANIFEST).is_file()), reverse=True
        )

    def unfinished(self) -> list[Path]:
        """Return what a backup left that did not come to its end."""
        return sorted(self.copies.glob(f"{NEW}*"))


def of_station(target: Path, station: str, vault: str) -> StationBackups:
    """Return where a station's backups lie on a stick. Names keep to what every file system takes."""
    plain = "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in station)
    return StationBackups(target / f"{_PREFIX}{plain}-{vault[:8]}")


def copies_in(given: Path) -> list[Path]:
    """Return the copies that a path may mean, newest first: a copy, a station's folder, or a whole stick.

    Raises BadBackup where there is none, or where a stick holds those of several stations.
    """
    if (given / MANIFEST).is_file():
        return [given]
    stations = [given] if (given / _COPIES).is_dir() else sorted(given.glob(f"{_PREFIX}*"))
    holding = [(each, found) for each in stations if (found := StationBackups(each).whole())]
    if not holding:
        raise BadBackup(f"{given}: there is no backup here")
    if len(holding) > 1:
        names = ", ".join(each.name for each, _ in holding)
        raise BadBackup(f"{given}: here are backups of several stations ({names}); name the folder of one")
    return holding[0][1]


def evidence_of(copy: Path) -> Path:
    """Return where the evidence of a copy lies."""
    return copy.parent.parent / "evidence"
