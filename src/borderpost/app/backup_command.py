"""The commands that keep a station from being lost: backup, restore and recover, and what they say."""

import sys
from collections.abc import Callable
from pathlib import Path

from borderpost import __version__
from borderpost.app.at_terminal import StaysShut, is_demo, unlocked
from borderpost.app.unlocking import (
    BadPassphraseFile,
    locked_sentence,
    secrets_at_hand,
    unlock,
)
from borderpost.domain.acts import LostEntries
from borderpost.store.backup import Backup, BackupFailed, Order, back_up
from borderpost.store.backup_files import CopyFailed
from borderpost.store.backup_manifest import BadBackup
from borderpost.store.engine import DatabaseError, EngineTooOld, MadeByLater
from borderpost.store.folder import SiteFolder
from borderpost.store.gathering import AnotherLine
from borderpost.store.keys import NoStationKey
from borderpost.store.lock import FolderInUse
from borderpost.store.recovery import NothingToRecover, NotRecovered, Recovered, recover
from borderpost.store.restore import NotEmpty, Restored, restore
from borderpost.store.site import local_clock
from borderpost.store.vault import BadVault, VaultLocked
from borderpost.work.troubles import Trouble

PROGRAM = f"Borderpost {__version__}"
_TROUBLES = (
    AnotherLine,
    BackupFailed,
    BadBackup,
    BadPassphraseFile,
    BadVault,
    CopyFailed,
    DatabaseError,
    EngineTooOld,
    FolderInUse,
    MadeByLater,
    NoStationKey,
    NotEmpty,
    NotRecovered,
    OSError,
    StaysShut,
)
_STICK = {
    Trouble.FULL: "{path}: it is full. Free some space on it, or take another one",
    Trouble.TOO_LARGE: "{path}: its file system takes no file as large as this; format it as exFAT",
    Trouble.READ_ONLY: "{path}: it takes no writing. Unlock it, or take another one",
    Trouble.GONE: "{path}: it is not there. Was it pulled out?",
    Trouble.BUSY: "{path}: another backup is being made there at this moment",
    Trouble.FAILING: "{path}: it failed while it was written ({detail}). Take another one",
    Trouble.DAMAGED: "{path}: it failed while it was written ({detail}). Take another one",
}


def back_up_station(
    *,
    site: Path,
    target: Path,
    passphrase_file: Path | None,
    keep: int,
    with_declarations: bool,
    read_all: bool,
) -> int:
    """Make a backup; 0 when all is on the stick, 1 when photographs are missing, 2 on an error."""

    def job() -> int:
        folder = _with_record(site, passphrase_file)
        order = Order(
            target,
            local_clock(),
            PROGRAM,
            keep=keep,
            with_declarations=with_declarations,
            read_all=read_all,
        )
        made = back_up(folder, order)
        _say(backup_sentence(made))
        if made.missing:
            _say(f"{made.missing} photographs that the journal names are missing at the station.")
        return 1 if made.missing else 0

    return _answered(job)


def restore_station(*, backup: Path, site: Path, passphrase_file: Path | None) -> int:
    """Put a backup back into an empty folder; 0 when whole, 1 when photographs are missing, 2 on an error."""

    def job() -> int:
        made = restore(backup, site, opener=_opener(passphrase_file), at=local_clock(), program=PROGRAM)
        for line in restore_lines(made, site):
            _say(line)
        return 1 if made.missing else 0

    return _answered(job)


def recover_record(*, site: Path, backup: Path | None, passphrase_file: Path | None) -> int:
    """Put a damaged record together anew; 0 when nothing is lost, 1 when something is, 2 on an error."""

    def job() -> int:
        try:
            made = recover(
                unlocked(site, passphrase_file),
                at=local_clock(),
                program=PROGRAM,
                backup=backup,
                opener=_opener(passphrase_file),
            )
        except NothingToRecover as error:
            _say(f"{site}: {error}.")
            return 0
        for line in recovery_lines(made):
            _say(line)
        return 1 if made.lost or made.photographs_lost or made.unplaced or not made.end_known else 0

    return _answered(job)


def backup_sentence(made: Backup) -> str:
    """Say what a backup holds."""
    listed = made.manifest
    weeks = f", {made.declarations} weeks of declarations" if made.declarations else ""
    return (
        f"{made.folder}: {listed.sequence} entries, {len(listed.evidence)} photographs"
        f" ({made.evidence_new} new){weeks}; read back and proved."
    )


def backup_failed_sentence(error: BackupFailed) -> str:
    """Say why there is no backup, and what to do about it."""
    if error.at_target:
        why = _STICK[error.trouble].format(path=error.path, detail=error.detail)
        end = "" if why.endswith("?") else "."
        return f"no backup was made: {why}{end} What lay there before is as it was."
    if error.trouble is Trouble.DAMAGED:
        return (
            "no backup was made: the record of this station is damaged."
            " 'borderpost verify' tells where, 'borderpost recover' puts it together anew."
        )
    return f"no backup was made: {error.path} of this station cannot be read ({error.detail})."


def restore_lines(made: Restored, site: Path) -> list[str]:
    """Return what came of putting a backup back, a sentence a line."""
    lines = [f"Passed over: {fault}." for fault in made.passed_over]
    lines.append(
        f"{site}: put back from {made.copy}, made {made.manifest.made_at}:"
        f" {made.manifest.sequence} entries, {made.photographs} photographs."
    )
    if made.missing:
        lines.append(f"{len(made.missing)} photographs that the journal names are not in the backup:")
        lines += [f"  {sha256}" for sha256 in made.missing]
    lines.append("The journal tells of it. Declarations that are not in the backup are to be imported again.")
    return lines


def recovery_lines(made: Recovered) -> list[str]:
    """Return what came of a recovery, a sentence a line: above all what is missing."""
    lines = []
    if made.finished_only:
        lines.append("A recovery that was interrupted was completed.")
    source = f"{made.from_backup} entries from the backup {made.backup}, " if made.backup else ""
    lines.append(f"The record was put together anew: {source}{made.from_damaged} from the damaged record.")
    lines += [f"Lost: {gap_words(gap)}." for gap in made.lost]
    if not made.lost and made.end_known:
        lines.append("No entry is missing.")
    if not made.end_known:
        lines.append("Nothing tells whether entries stood behind the newest one that was found.")
    if made.unplaced:
        numbers = ", ".join(map(str, made.unplaced))
        lines.append(f"These entries stand in the journal without the beginning of their story: {numbers}.")
    if made.photographs:
        lines.append(f"{made.photographs} photographs came back from the backup.")
    if made.photographs_lost:
        lines.append(f"{len(made.photographs_lost)} photographs are lost:")
        lines += [f"  {sha256}" for sha256 in made.photographs_lost]
    if made.set_aside is not None:
        lines.append(f"The damaged record is kept in {made.set_aside}.")
    return lines


def gap_words(gap: LostEntries) -> str:
    """Name missing entries by number and time."""
    which = f"entry {gap.first}" if gap.first == gap.last else f"entries {gap.first} to {gap.last}"
    since, until = gap.since or "the beginning", gap.until or "the end"
    return f"{which}, between {since} and {until}"


def _with_record(site: Path, passphrase_file: Path | None) -> SiteFolder:
    folder = SiteFolder(site)
    if not folder.record.is_file():
        raise StaysShut(f"{site}: there is no record in this folder")
    opened = unlocked(site, passphrase_file)
    if not opened.is_sealed():
        raise StaysShut(f"{site}: this site has not been opened by this version yet; start it once")
    return opened


def _opener(passphrase_file: Path | None) -> Callable[[SiteFolder], SiteFolder]:
    """Return what opens the vault of a backup with what is given at the terminal."""
    given = secrets_at_hand(passphrase_file)

    def opened(folder: SiteFolder) -> SiteFolder:
        if not folder.vault_file.exists():
            raise BadBackup(f"{folder.root}: the keys of this backup are missing")
        try:
            return unlock(folder, given, demo=is_demo(folder.root))
        except VaultLocked as error:
            raise StaysShut(locked_sentence(folder, given, error)) from error

    return opened


def _answered(job: Callable[[], int]) -> int:
    try:
        return job()
    except BackupFailed as error:
        _complain(backup_failed_sentence(error))
    except _TROUBLES as error:
        _complain(str(error))
    return 2


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _complain(why: str) -> None:
    sys.stderr.write(f"borderpost: {why}\n")
