"""The commands for evidence that others check: bundles of cases, checkpoints shown, cosigned and taken in."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from borderpost import __version__
from borderpost.app.at_terminal import VAULT_TROUBLES, StaysShut, no_journal, unlocked
from borderpost.app.carrying_out import NotDone
from borderpost.domain.checkpoint import SignedCheckpoint
from borderpost.domain.decisions import Refused
from borderpost.store import bundle, cosigning
from borderpost.store.engine import DatabaseError, EngineTooOld, MadeByLater, snapshot
from borderpost.store.exporting import export_bundle, inspection_numbered
from borderpost.store.files import write_durably
from borderpost.store.folder import SiteFolder
from borderpost.store.keys import NoStationKey
from borderpost.store.lock import FolderInUse, FolderLock
from borderpost.store.plain_zip import TooLarge
from borderpost.store.site import BadRecord, DamagedRecord, StationStore, local_clock, prepare
from borderpost.store.transaction import StoreTransaction
from borderpost.work.ports import Transaction

Say = Callable[[str], None]
PROGRAM = f"Borderpost {__version__}"


_TROUBLES = (
    *VAULT_TROUBLES,
    StaysShut,
    BadRecord,
    DamagedRecord,
    NoStationKey,
    EngineTooOld,
    FolderInUse,
    MadeByLater,
    cosigning.NotCosigned,
    TooLarge,
)


@contextlib.contextmanager
def open_store(site: Path, passphrase_file: Path | None) -> Iterator[StationStore]:
    """Open a site's store for one command, as the only program that writes it; raise NotDone."""
    try:
        folder = SiteFolder(site)
        if not folder.record.is_file():
            raise NotDone(no_journal(folder))
        folder = unlocked(site, passphrase_file)
        with FolderLock(folder.lock):
            station = _station_of(folder)
            key = prepare(folder, station=station, program=PROGRAM, facility="", clock=local_clock)
            store = StationStore(folder, key=key, station=station, clock=local_clock)
            try:
                yield store
            finally:
                store.close()
    except _TROUBLES as error:
        raise NotDone(str(error)) from error
    except Refused as error:
        raise NotDone(f"the record does not allow it ({error})") from error
    except DatabaseError as error:
        raise NotDone(f"{site}: the record cannot be used ({error})") from error
    except OSError as error:
        raise NotDone(f"{error.filename or site}: {error.strerror or error}") from error


def _station_of(folder: SiteFolder) -> str:
    with contextlib.closing(folder.connect_record(readonly=True)) as conn:
        row = conn.execute(
            "SELECT json_extract(CAST(body AS TEXT), '$.station') FROM journal ORDER BY sequence LIMIT 1"
        ).fetchone()
    if row is None:
        raise NotDone(no_journal(folder))
    return str(row[0])


def make_bundle(site: Path, case: str, target: Path, passphrase_file: Path | None, say: Say) -> None:
    """Write the evidence bundle of a case, named by its report's number or by its inspection; raise NotDone.

    `target` is a file, or a folder in which it gets its number for a name.
    """
    with open_store(site, passphrase_file) as store:
        try:
            inspection = inspection_numbered(store, case)
        except bundle.NoCase as error:
            raise NotDone(f"{case}: there is no seizure of this number, and no such inspection") from error
        path = target / f"{case}{bundle.SUFFIX}" if target.is_dir() else target
        if path.exists():
            raise NotDone(f"{path} is there already; name another file")
        written = export_bundle(store, inspection, path, program=PROGRAM)
        newest = _checkpoint(store)
        say(f"{path}: {path.stat().st_size} bytes, SHA-256 {written.sha256}.")
        for sha256 in written.absent:
            say(f"  Not in it, because this station does not hold it: {sha256}.")
        say(f"Check it with: borderpost-verify {path} --key {cosigning.fingerprint(newest.checkpoint.key)}")


def show_checkpoint(
    site: Path, target: Path | None, since: Sequence[int], passphrase_file: Path | None, say: Say
) -> None:
    """Sign a checkpoint of now, print it, and write its file for other stations; raise NotDone."""
    with open_store(site, passphrase_file) as store:
        signed = _checkpoint(store)
        with contextlib.closing(store.folder.connect_record(readonly=True)) as conn, snapshot(conn):
            try:
                data = cosigning.offer(conn, since)
            except cosigning.BadRange as error:
                raise NotDone(f"--since: {error}") from error
        say(signed.printed().rstrip("\n"))
        say(f"fingerprint of the key {cosigning.fingerprint(signed.checkpoint.key)}")
        if target is not None:
            write_durably(target, data, mode=0o644)
            say(f"{target}: for 'borderpost checkpoint cosign' at another station.")


def cosign_checkpoint(
    site: Path, source: Path, target: Path, trusted: str, passphrase_file: Path | None, say: Say
) -> None:
    """Sign another station's checkpoint and write the file that goes back to it; raise NotDone."""
    data = _read(source)
    with open_store(site, passphrase_file) as store:
        key = trusted.replace(" ", "").lower()
        cosigned = store.submit(lambda tx: cosigning.cosign(_whole(tx), data, trusted=key)).result()
        write_durably(target, cosigned, mode=0o644)
        made, _ = cosigning.read_offer(cosigned)
        checkpoint = made.checkpoint
        say(f"Signed: {checkpoint.station}, {checkpoint.size} entries, root {checkpoint.root}.")
        own = cosigning.fingerprint(made.cosignatures[-1].cosignature.key)
        say(f"{target}: for 'borderpost checkpoint import' at {checkpoint.station}, with --key {own}.")


def import_cosignature(
    site: Path, source: Path, trusted: str, passphrase_file: Path | None, say: Say
) -> None:
    """Take in what other stations have signed of this station's checkpoint; raise NotDone."""
    data = _read(source)
    with open_store(site, passphrase_file) as store:
        key = trusted.replace(" ", "").lower()
        names = store.submit(lambda tx: cosigning.receive(_whole(tx), data, trusted=key)).result()
        say(f"Taken in: {', '.join(names)}." if names else "Nothing in it is new.")


def read_known(files: Sequence[Path]) -> list[SignedCheckpoint]:
    """Read the files of checkpoints against which a journal is to be checked; raise NotDone."""
    try:
        return [cosigning.read_offer(_read(file))[0] for file in files]
    except cosigning.NotCosigned as error:
        raise NotDone(str(error)) from error


def _checkpoint(store: StationStore) -> SignedCheckpoint:
    signed = store.submit(lambda tx: tx.checkpoint()).result()
    if signed is None:
        raise NotDone("nothing is signed while the record is only read")
    return signed


def _whole(tx: Transaction) -> StoreTransaction:
    """Return the transaction as the store knows it: with its key and its connection."""
    assert isinstance(tx, StoreTransaction)  # noqa: S101 - the writer gives no other
    return tx


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(cosigning.LARGEST_FILE + 1)
    except OSError as error:
        raise NotDone(f"{file}: {error.strerror or error}") from error
    if len(data) > cosigning.LARGEST_FILE:
        raise NotDone(f"{file}: this is no file of a checkpoint: it is too large")
    return data
