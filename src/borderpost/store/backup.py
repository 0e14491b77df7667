"""Makes a backup of a station while a bench works on it: wholly, proved and listed, or not at all."""

import contextlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from borderpost.domain.entry import format_time
from borderpost.store import boxes, journal, roster
from borderpost.store.backup_check import check_record, photographs_in
from borderpost.store.backup_files import CopyFailed, copied, listed_of, side
from borderpost.store.backup_manifest import (
    BadBackup,
    Listed,
    Manifest,
    read_manifest,
    sync_file,
    write_manifest,
)
from borderpost.store.backup_places import NEW, ROSTER, StationBackups, of_station
from borderpost.store.engine import Connection, DatabaseError, copy_into
from borderpost.store.evidence import SUFFIX, EvidenceFolder
from borderpost.store.files import sync_folder
from borderpost.store.folder import NoKey, SiteFolder
from borderpost.store.keys import StationKey, load_or_make, next_path
from borderpost.store.lock import FolderInUse, FolderLock
from borderpost.store.troubles import trouble_of
from borderpost.work.troubles import Trouble

KEPT: Final = 5
"""Copies of the record that stay on a stick."""

ROSTER_LABEL: Final = "borderpost roster"
_BENCH_SETTINGS: Final = "bench.json"
_NO_SETTINGS: Final = frozenset({"demo", "evidence", "keys", "thumbnails"})

Progress = Callable[[int, int], None]
"""Called with the files of evidence that are on the stick, and with how many there are."""


class BackupFailed(Exception):
    """No backup was made, and nothing of one is left; what lay on the stick before is as it was.

    `at_target` tells whether the stick failed, or the station's own disk.
    """

    def __init__(self, path: Path, trouble: Trouble, detail: str, *, at_target: bool) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.trouble = trouble
        self.detail = detail
        self.at_target = at_target


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made. `missing` counts photographs of the journal that the station has no more."""

    folder: Path
    manifest: Manifest
    evidence_new: int
    missing: int = 0
    declarations: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of a backup; `read_all` reads evidence again that earlier backups have put there."""

    target: Path
    made_at: datetime
    program: str
    keep: int = KEPT
    with_declarations: bool = False
    read_all: bool = False


def back_up(folder: SiteFolder, order: Order, *, progress: Progress | None = None) -> Backup:
    """Make a backup of a station, whose vault is open.

    Raises BackupFailed, BadBackup, NoStationKey.
    The record is copied in one step, in which it is seen as it was at one moment; evidence is durable before
    the entry that names it, so that what is copied after the record holds all that the record names.
    """
    key = load_or_make(folder, may_make=False)
    with _told_apart(order.target):
        if not order.target.is_dir():
            raise BackupFailed(order.target, Trouble.GONE, "there is no such folder", at_target=True)
        station = _station_of(folder)
        place = of_station(order.target, station, folder.keys().ident)
        with side(place.root, at_target=True):
            place.copies.mkdir(parents=True, exist_ok=True)
            place.evidence.mkdir(exist_ok=True)
        with FolderLock(place.lock):
            return _back_up(folder, order, place, key, station, progress)


def _back_up(
    folder: SiteFolder,
    order: Order,
    place: StationBackups,
    key: StationKey,
    station: str,
    progress: Progress | None,
) -> Backup:
    _clear(place)
    name = order.made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    new = place.copies / f"{NEW}{name}"
    final = _free(place.copies / name)
    try:
        with side(new, at_target=True):
            (new / "keys").mkdir(parents=True)
        files = {"record.db": _database(folder.connect_record(readonly=True), new / "record.db")}
        declarations = _declarations(folder, new, files) if order.with_declarations else 0
        _roster(folder, new / ROSTER)
        files[ROSTER] = listed_of(new / ROSTER, at_target=True)
        files |= _settings(folder, new)
        for source in (folder.vault_file, folder.key, next_path(folder)):
            if source.exists():
                files[f"keys/{source.name}"] = copied(source, new / "keys" / source.name)
        if load_or_make(folder, may_make=False).public_hex != key.public_hex:
            raise BackupFailed(folder.key, Trouble.BUSY, "it was changed meanwhile", at_target=False)
        head = check_record(new / "record.db", folder, key.public_hex)
        evidence, fresh = _evidence(folder, place, order, progress)
        manifest = Manifest(
            station=station,
            vault=folder.keys().ident,
            made_at=format_time(order.made_at),
            program=order.program,
            public_key=key.public_hex,
            sequence=head.sequence,
            hash=head.hash,
            files=files,
            evidence=evidence,
        )
        with side(new, at_target=True):
            for below in (new / "keys", *(each for each in new.rglob("*") if each.is_dir())):
                sync_folder(below)
            write_manifest(new, manifest, key)
            read_manifest(new)
            new.rename(final)
            sync_folder(place.copies)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    _drop_older(place, order.keep)
    named = EvidenceFolder(folder.evidence, folder.keys().key_of("evidence"))
    missing = sum(
        named.path_of(sha256).relative_to(folder.evidence).as_posix() not in evidence
        for sha256 in photographs_in(folder, final / "record.db")
    )
    return Backup(final, manifest, fresh, missing, declarations)


@contextlib.contextmanager
def _told_apart(target: Path) -> Iterator[None]:
    """Say of what failed whether it is the stick, and what is the matter with it."""
    try:
        yield
    except CopyFailed as error:
        trouble = error.trouble
        if error.at_target and not target.is_dir():
            trouble = Trouble.GONE
        raise BackupFailed(error.path, trouble, error.detail, at_target=error.at_target) from error
    except FolderInUse as error:
        raise BackupFailed(target, Trouble.BUSY, "another backup is being made", at_target=True) from error
    except DatabaseError as error:
        # the record is only read, so that what a full or a protected disk says is said of the stick
        found = trouble_of(error) or Trouble.FAILING
        if not target.is_dir():
            raise BackupFailed(target, Trouble.GONE, str(error), at_target=True) from error
        at_target = found in (Trouble.FULL, Trouble.READ_ONLY, Trouble.GONE, Trouble.FAILING)
        raise BackupFailed(target, found, str(error), at_target=at_target) from error
    except OSError as error:
        gone = not target.is_dir()
        found = Trouble.GONE if gone else trouble_of(error) or Trouble.FAILING
        raise BackupFailed(target, found, error.strerror or str(error), at_target=True) from error


def _station_of(folder: SiteFolder) -> str:
    with contextlib.closing(folder.connect_record(readonly=True)) as conn:
        first = next(journal.entries(conn), None)
    if first is None:
        raise BadBackup(f"{folder.root}: nothing has been recorded here yet")
    return first.station


def _database(conn: Connection, target: Path) -> Listed:
    """Copy a database as it is at this moment, in its encryption, and make the copy durable."""
    with contextlib.closing(conn):
        with side(target, at_target=True):
            target.parent.mkdir(parents=True, exist_ok=True)
        copy_into(conn, target)
    with side(target, at_target=True):
        sync_file(target)
    return listed_of(target, at_target=True)


def _declarations(folder: SiteFolder, new: Path, files: dict[str, Listed]) -> int:
    """Copy what could be fetched again: the mirror, and every week of declarations; return how many weeks."""
    files[folder.mirror.name] = _database(folder.connect_mirror(readonly=True), new / folder.mirror.name)
    count = 0
    for week in folder.weeks():
        name = folder.week_file(week).relative_to(folder.root).as_posix()
        # one that is purged at this moment is no part of the backup
        with contextlib.suppress(NoKey):
            files[name] = _database(folder.connect_week(week, readonly=True), new / name)
            count += 1
    return count


def _roster(folder: SiteFolder, target: Path) -> None:
    """Write who may sign in, with hashed passphrases, in a locked box."""
    with contextlib.closing(folder.connect_mirror(readonly=True)) as conn:
        found = roster.credentials(conn)
    rows = [
        {
            "id": each.officer.id,
            "name": each.officer.name,
            "roles": sorted(each.officer.roles),
            "active": each.officer.active,
            "passphrase_hash": each.passphrase_hash,
            "valid_from": each.officer.valid_from,
            "valid_until": each.officer.valid_until,
            "pin_hash": each.pin_hash,
            "given": each.given,
            "badge": each.badge,
        }
        for each in found
    ]
    box = boxes.lock(json.dumps(rows).encode(), key=folder.keys().key_of(ROSTER), label=ROSTER_LABEL)
    with side(target, at_target=True):
        target.write_bytes(box.encode("ascii"))
        sync_file(target)


def _settings(folder: SiteFolder, new: Path) -> dict[str, Listed]:
    """Copy what a site says of itself: every TOML file, and how its bench is set."""
    sources = [*folder.root.glob("*.toml"), *folder.root.glob(_BENCH_SETTINGS)]
    for below in folder.root.iterdir():
        if below.is_dir() and below.name not in _NO_SETTINGS and not below.name.startswith("."):
            sources += below.rglob("*.toml")
    listed = {}
    for source in sorted(sources):
        relative = source.relative_to(folder.root)
        target = new / relative
        with side(target, at_target=True):
            target.parent.mkdir(parents=True, exist_ok=True)
        listed[relative.as_posix()] = copied(source, target)
    return listed


def _evidence(
    folder: SiteFolder, place: StationBackups, order: Order, progress: Progress | None
) -> tuple[dict[str, Listed], int]:
    """Copy the evidence that is not there yet; return all that is there, and how much of it is new."""
    known = {} if order.read_all else _known(place)
    listed: dict[str, Listed] = {}
    fresh = 0
    sources = sorted(folder.evidence.glob(f"??/*{SUFFIX}"))
    for number, source in enumerate(sources, 1):
        name = source.relative_to(folder.evidence).as_posix()
        target = place.evidence / name
        before = known.get(name)
        if before is not None and _size(target) == before.size:
            listed[name] = before
        elif target.exists() and listed_of(target, at_target=True) == listed_of(source, at_target=False):
            listed[name] = listed_of(target, at_target=True)
        else:
            with side(target, at_target=True):
                target.parent.mkdir(exist_ok=True)
            listed[name] = copied(source, target)
            fresh += 1
        if progress is not None:
            progress(number, len(sources))
    with side(place.evidence, at_target=True):
        sync_folder(place.evidence)
    return listed, fresh


def _known(place: StationBackups) -> Mapping[str, Listed]:
    """Return what the newest good backup lists of evidence that was read back when it was copied."""
    for copy in place.whole():
        with contextlib.suppress(BadBackup):
            return read_manifest(copy).evidence
    return {}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number:02d}")
    return free


def _clear(place: StationBackups) -> None:
    for left in place.unfinished():
        shutil.rmtree(left, ignore_errors=True)


def _drop_older(place: StationBackups, keep: int) -> None:
    """Remove older copies; under another name first, so that none is ever half there."""
    for old in place.whole()[max(keep, 1) :]:
        with contextlib.suppress(OSError):
            going = old.with_name(f"{NEW}{old.name}")
            old.rename(going)
            shutil.rmtree(going, ignore_errors=True)
