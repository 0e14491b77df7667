"""Puts a station back from a backup into a folder where nothing is, after all of it has been proved."""

import contextlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from borderpost.domain.acts import RecordRecovered
from borderpost.domain.officer import Officer, Role
from borderpost.store import boxes, journal, mirror, projections
from borderpost.store.backup import ROSTER_LABEL
from borderpost.store.backup_check import check_copy, check_files, photographs_missing
from borderpost.store.backup_files import copied
from borderpost.store.backup_manifest import BadBackup, Manifest
from borderpost.store.backup_places import ROSTER, copies_in, evidence_of
from borderpost.store.engine import immediate
from borderpost.store.files import sync_folder
from borderpost.store.folder import SiteFolder
from borderpost.store.keys import load_or_make
from borderpost.store.mirror_schema import migrate_mirror
from borderpost.store.record_schema import migrate_record
from borderpost.store.vault import BadVault
from borderpost.work.ports import Credential

_LAST: Final = "site.toml"
Progress = Callable[[int, int], None]


class NotEmpty(Exception):
    """A backup is put back only where nothing is."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"{root}: something is there already, and nothing is ever written over;"
            " name a folder that is empty or does not exist"
        )


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back. `missing` are photographs that the journal names and the backup does not have;
    `older` backups were passed over for being damaged."""

    copy: Path
    manifest: Manifest
    photographs: int
    missing: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()


def newest_good(
    given: Path, opener: Callable[[SiteFolder], SiteFolder], *, progress: Progress | None = None
) -> tuple[SiteFolder, Manifest, tuple[str, ...]]:
    """Return the newest backup in a place that proves whole, its manifest, and what is wrong with newer ones.

    `opener` opens the vault of a copy. Raises BadBackup where none is whole.
    """
    faults: list[str] = []
    for copy in copies_in(given):
        try:
            manifest = check_files(copy, progress=progress)
            folder = opener(SiteFolder(copy))
            check_copy(folder, manifest)
            return folder, manifest, tuple(faults)
        except (BadBackup, BadVault) as error:
            faults.append(str(error))
    raise BadBackup("; ".join(faults))


def restore(
    given: Path,
    root: Path,
    *,
    opener: Callable[[SiteFolder], SiteFolder],
    at: datetime,
    program: str,
    progress: Progress | None = None,
) -> Restored:
    """Put the newest good backup of a place into a folder that is empty or not there yet.

    Everything is written beside it first; the folder is there wholly or not at all. An entry in the journal
    tells of it. Raises NotEmpty, BadBackup, and whatever `opener` raises.
    """
    root = root.absolute()
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise NotEmpty(root)
    folder, manifest, passed_over = newest_good(given, opener, progress=progress)
    copy = folder.root
    missing = photographs_missing(copy, folder)
    new = root.with_name(f".restoring-{root.name}")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700, parents=True)
    try:
        _copy_all(copy, new, manifest)
        made = opener(SiteFolder(new))
        _put_roster(made, (copy / ROSTER).read_bytes().decode("ascii", "replace"))
        _tell(made, manifest, at, program)
        if root.exists():
            root.rmdir()
        new.rename(root)
        sync_folder(root.parent)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return Restored(copy, manifest, len(manifest.evidence), missing, passed_over)


def _copy_all(copy: Path, new: Path, manifest: Manifest) -> None:
    pairs = [(copy / name, new / name) for name in manifest.files if name != ROSTER]
    pairs += [(evidence_of(copy) / name, new / "evidence" / name) for name in manifest.evidence]
    (new / "evidence").mkdir(mode=0o700)
    for source, target in sorted(pairs, key=lambda pair: pair[1].name == _LAST):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        copied(source, target)
    for file in (*(new / "keys").iterdir(), new / "record.db"):
        file.chmod(0o600)


def _put_roster(folder: SiteFolder, untrusted_box: str) -> None:
    try:
        plain = boxes.unlock(untrusted_box, key=folder.keys().key_of(ROSTER), label=ROSTER_LABEL)
    except boxes.WrongSecret as error:
        raise BadBackup(f"{ROSTER}: the roster of this backup does not open") from error
    credentials = [
        Credential(
            Officer(
                row["id"],
                row["name"],
                frozenset(map(Role, row["roles"])),
                row["active"],
                row.get("valid_from", ""),
                row.get("valid_until", ""),
            ),
            row["passphrase_hash"],
            row.get("pin_hash", ""),
            row.get("given", False),
            row.get("badge", ""),
        )
        for row in json.loads(plain)
    ]
    with contextlib.closing(folder.connect_mirror(durable=True)) as conn:
        migrate_mirror(conn)
        with immediate(conn):
            mirror.put_roster(conn, credentials)


def _tell(folder: SiteFolder, manifest: Manifest, at: datetime, program: str) -> None:
    """Write into the journal that it goes on from a backup."""
    key = load_or_make(folder, may_make=False)
    act = RecordRecovered(
        public_key=key.public_hex,
        program=program,
        backup_sequence=manifest.sequence,
        backup_hash=manifest.hash,
        backup_made_at=manifest.made_at,
        from_backup=manifest.sequence,
        restored=True,
    )
    with contextlib.closing(folder.connect_record()) as conn:
        migrate_record(conn)
        with immediate(conn):
            entry = journal.append_by_station(conn, key=key, station=manifest.station, at=at, act=act)
            projections.project(conn, entry)
        # what is renamed in a moment has no log beside it
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
