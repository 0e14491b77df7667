"""Writes the store of this version as it lies, locked, for every later version to open: run it at a release.

PYTHONPATH=src:tests python tests/store/versions/write_version.py
"""

import sys
import tempfile
import zipfile
from pathlib import Path

from borderpost import __version__
from borderpost.store.features_pass import carry_on
from declared import MUG, declare, mug
from station import HandClock, open_station
from station_stories import proposed, seized_with_evidence

ALWAYS = (2026, 1, 1, 0, 0, 0)
NOT_KEPT = ("-shm", ".lock", "lock", "importing")


def write(target: Path) -> None:
    """Tell a short story to a station, and pack its folder into `target`."""
    with tempfile.TemporaryDirectory() as folder:
        station = open_station(Path(folder) / "site", HandClock())
        second = mug(version=2, words="bone china mug", alternate_ids=("1Z999",))
        declare(station.folder, MUG, second, mug("m2", item_id="CC000000005DE"), finish=True)
        carry_on(station.folder)
        seized_with_evidence(station)
        proposed(station, "CC000000005DE", 2)
        station.store.close()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(station.folder.root.rglob("*")):
                if path.is_file() and path.stat().st_size and not path.name.endswith(NOT_KEPT):
                    name = path.relative_to(station.folder.root).as_posix()
                    packed.writestr(zipfile.ZipInfo(name, ALWAYS), path.read_bytes())


if __name__ == "__main__":
    write(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).with_name(f"{__version__}.sealed.zip"))
