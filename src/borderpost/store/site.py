"""The folder in which a station keeps its store, and the way it is opened, served and closed."""

import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from typing import TypeVar

from borderpost.domain.acts import StationOpened
from borderpost.domain.entry import BadEntry, decode_body
from borderpost.store import journal, projections
from borderpost.store.engine import Connection, DatabaseError, immediate, is_unreachable
from borderpost.store.evidence import EvidenceFolder
from borderpost.store.folder import SiteFolder
from borderpost.store.keys import NoStationKey, StationKey, load_or_make
from borderpost.store.lock import FolderLock
from borderpost.store.mirror_schema import migrate_mirror
from borderpost.store.page_check import damaged_pages
from borderpost.store.pages import StorePages
from borderpost.store.record_schema import migrate_record
from borderpost.store.sealing import seal
from borderpost.store.transaction import Clock, StoreTransaction
from borderpost.store.verify import Verdict, unreadable, verify, with_damage
from borderpost.store.worker import Worker
from borderpost.work.ports import Transaction

__all__ = [
    "BadRecord",
    "SiteFolder",
    "StationStore",
    "local_clock",
    "prepare",
    "rebuild_site",
    "verify_site",
]

T = TypeVar("T")


class BadRecord(Exception):
    """The journal in a folder is none that this station may go on writing."""


def local_clock() -> datetime:
    """Return the present moment with the local offset from UTC."""
    return datetime.now().astimezone()


def prepare(folder: SiteFolder, *, station: str, program: str, facility: str, clock: Clock) -> StationKey:
    """Make a station's folder ready: encrypted, schemas up to date, key there, journal opened by its first
    entry. The caller holds the folder's lock, and has opened its vault."""
    folder.root.mkdir(mode=0o700, parents=True, exist_ok=True)
    seal(folder)
    with contextlib.closing(folder.connect_mirror(durable=True)) as mirror_connection:
        migrate_mirror(mirror_connection)
    with contextlib.closing(folder.connect_record()) as record:
        migrate_record(record)
        head = journal.head(record)
        begun = head.sequence > 0 or journal.last(record) is not None
        key = load_or_make(folder, may_make=not begun)
        if begun:
            _check_ends(folder, record, head, key, station)
            return key
        if next(folder.evidence.glob("??/*"), None) is not None:
            raise BadRecord(f"{folder.record}: the journal is empty, and yet there is evidence beside it")
        with immediate(record), contextlib.closing(folder.connect_mirror()) as mirror_connection:
            tx = StoreTransaction(record, mirror_connection, key, station, clock)
            tx.append("", StationOpened(public_key=key.public_hex, program=program, facility=facility))
    return key


def _check_ends(
    folder: SiteFolder, record: Connection, head: journal.Head, key: StationKey, station: str
) -> None:
    """Raise where nothing may be written behind this journal: what cannot be taken back is checked first."""
    verify_it = "'borderpost verify' names the entry"
    try:
        first = next(journal.entries(record), None)
        last = journal.last(record)
        newest = decode_body(last.body) if last is not None else None
    except BadEntry as error:
        raise BadRecord(f"{folder.record}: {error}; {verify_it}") from error
    if first is None or newest is None or (newest.sequence, newest.hash) != (head.sequence, head.hash):
        raise BadRecord(f"{folder.record}: the journal does not end where it ended; {verify_it}")
    if first.payload.get("public_key") != key.public_hex:
        raise NoStationKey(f"{folder.key} is another key than the journal was opened under")
    if first.station != station:
        raise BadRecord(
            f"{folder.record}: this is the journal of station {first.station}, not of {station};"
            " a station keeps its name as long as its journal"
        )


class StationStore:
    """An open station: its writer, its reader and its evidence."""

    def __init__(self, folder: SiteFolder, *, key: StationKey, station: str, clock: Clock) -> None:
        self.folder = folder
        self.station = station
        self.evidence = EvidenceFolder(folder.evidence, folder.keys().key_of("evidence"))
        self._key = key
        self._clock = clock
        self._writer: Worker[tuple[Connection, Connection]] = Worker(
            "store",
            open_resource=lambda: (folder.connect_record(), folder.connect_mirror()),
            close_resource=_close_both,
        )
        self._reader: Worker[StorePages] = Worker(
            "reader", open_resource=self.open_pages, close_resource=StorePages.close
        )
        try:
            self._writer.wait_ready()
            self._reader.wait_ready()
        except BaseException:
            self.close()
            raise

    def submit(self, job: Callable[[Transaction], T]) -> Future[T]:
        """Queue a job for the writer: one transaction, kept whole or not at all."""

        def transact(connections: tuple[Connection, Connection]) -> T:
            record, mirror_connection = connections
            with immediate(record):
                return job(StoreTransaction(record, mirror_connection, self._key, self.station, self._clock))

        return self._writer.submit(transact)

    def read(self, job: Callable[[StorePages], T]) -> Future[T]:
        """Queue a read that is too slow for the screen's own thread."""
        return self._reader.submit(job)

    def open_pages(self) -> StorePages:
        """Open read-only connections for the calling thread."""
        return StorePages(
            self.folder.connect_record(readonly=True), self.folder.connect_mirror(readonly=True)
        )

    def sign_text(self, text: str) -> bytes:
        """Return the station's signature (64 bytes) for the text of a checkpoint or of a list of files."""
        return self._key.sign_text(text)

    def now(self) -> datetime:
        """Return the present moment."""
        return self._clock()

    def close(self) -> None:
        """Do what was queued, then close everything."""
        self._reader.stop()
        self._writer.stop()


def _close_both(connections: tuple[Connection, Connection]) -> None:
    for connection in connections:
        connection.close()


def verify_site(folder: SiteFolder, *, progress: Callable[[int], None] | None = None) -> Verdict:
    """Check the journal in a folder against the station's own key, and every page of the record."""
    key = load_or_make(folder, may_make=False)
    try:
        record = folder.connect_record(readonly=True)
    except DatabaseError as error:
        if is_unreachable(error):
            raise
        return unreadable(str(error))
    with contextlib.closing(record):
        verdict = verify(record, public_key=key.public_hex, progress=progress)
        return with_damage(verdict, damaged_pages(record, folder.record))


def rebuild_site(folder: SiteFolder) -> int:
    """Make the projections anew from the journal; return how many entries were read.

    Raise FolderInUse where a bench works on the folder: it would wait in vain for its turn to write.
    """
    with FolderLock(folder.lock), contextlib.closing(folder.connect_record()) as record:
        migrate_record(record)
        with immediate(record):
            return projections.rebuild(record)
