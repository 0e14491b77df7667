"""The folder in which a station keeps its store, and the way it is opened, served and closed."""

import contextlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from borderpost.domain.acts import StationOpened
from borderpost.domain.checkpoint import SignedCheckpoint
from borderpost.domain.entry import parse_time
from borderpost.store import journal, projections
from borderpost.store.condition import BadRecord, DamagedRecord, check_ends, is_damaged, telling_damage
from borderpost.store.declarations import Declarations
from borderpost.store.engine import Connection, DatabaseError, immediate, is_unreachable
from borderpost.store.evidence import EvidenceFolder
from borderpost.store.evidence_check import EvidenceVerdict, check_evidence
from borderpost.store.evidence_thumbnails import ThumbnailFolder
from borderpost.store.folder import SiteFolder
from borderpost.store.key_rotation import key_in_force, settle
from borderpost.store.keys import StationKey, load_or_make
from borderpost.store.lock import FolderLock
from borderpost.store.mirror_schema import migrate_mirror
from borderpost.store.moving import move_declarations
from borderpost.store.page_check import damaged_pages
from borderpost.store.pages import StorePages
from borderpost.store.quarantine import mark_damaged
from borderpost.store.quiet import Quiet
from borderpost.store.quiet_walk import walk_quietly
from borderpost.store.reading import ReadingTransaction, Shut
from borderpost.store.record_schema import migrate_record
from borderpost.store.roster import holds_entry, settle_changes
from borderpost.store.sealing import seal
from borderpost.store.set_aside import SetAside, file_number
from borderpost.store.transaction import Clock, StoreTransaction
from borderpost.store.troubles import trouble_of
from borderpost.store.verify import Verdict, unreadable, verify, with_damage
from borderpost.store.week_check import damaged_weeks
from borderpost.store.week_filter import Filters
from borderpost.store.worker import Worker
from borderpost.work.ports import Transaction
from borderpost.work.troubles import ClockWentBack, Notice, NotRead, NotRecorded, Trouble, WeeksNotRead

__all__ = [
    "BadRecord",
    "DamagedRecord",
    "SiteFolder",
    "StationStore",
    "local_clock",
    "prepare",
    "rebuild_site",
    "verify_evidence",
    "verify_site",
]

T = TypeVar("T")


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
    move_declarations(folder, clock().date())
    with telling_damage(folder), contextlib.closing(folder.connect_record()) as record:
        migrate_record(record)
        head = journal.head(record)
        begun = head.sequence > 0 or journal.last(record) is not None
        key = key_in_force(folder, record, may_make=not begun)
        if begun:
            check_ends(folder, record, key, station)
            with contextlib.closing(folder.connect_mirror(durable=True)) as mirror_connection:
                settle_changes(mirror_connection, holds_entry(record))
            settle(folder, key)
            return key
        if next(folder.evidence.glob("??/*"), None) is not None:
            raise BadRecord(f"{folder.record}: the journal is empty, and yet there is evidence beside it")
        with immediate(record), contextlib.closing(folder.connect_mirror()) as mirror_connection:
            declarations = Declarations(folder, mirror_connection)
            tx = StoreTransaction(record, mirror_connection, declarations, key, station, clock)
            tx.append("", StationOpened(public_key=key.public_hex, program=program, facility=facility))
    return key


class StationStore:
    """An open station: its writer, its reader and its evidence."""

    def __init__(
        self,
        folder: SiteFolder,
        *,
        key: StationKey,
        station: str,
        clock: Clock,
        shut: Trouble | None = None,
    ) -> None:
        """With `shut`, the record is only read, for that trouble's sake."""
        self.folder = folder
        self.station = station
        evidence_key = folder.keys().key_of("evidence")
        self.evidence = EvidenceFolder(folder.evidence, evidence_key)
        self.thumbnails = ThumbnailFolder(folder.thumbnails, evidence_key)
        self._key = key
        self._clock = clock
        self.on_notice: Callable[[Notice], None] | None = None
        self.aside = SetAside()
        self._filters = Filters()
        self.aside.on_change = partial(self.tell, WeeksNotRead())
        self._ending = threading.Event()
        self.quiet = Quiet(self._ending)
        self._shut = Shut(folder, shut) if shut is not None else None
        self._check: threading.Thread | None = None
        self._writer: Worker[_Opened] = Worker(
            "store", open_resource=self._open_all, close_resource=_Opened.close
        )
        self._reader: Worker[StorePages] = Worker(
            "reader", open_resource=self.open_pages, close_resource=StorePages.close
        )
        try:
            self._writer.wait_ready()
            self._reader.wait_ready()
            self._reader.submit(StorePages.read_filters)
        except BaseException:
            self.close()
            raise

    def submit(self, job: Callable[[Transaction], T]) -> Future[T]:
        """Queue a job for the writer: one transaction, kept whole or not at all."""

        def transact(opened: _Opened) -> T:
            before = opened.record.total_changes
            try:
                with immediate(opened.record) if self._shut is None else contextlib.nullcontext():
                    tx = self._transaction(opened)
                    result = job(tx)
            except (DatabaseError, OSError) as error:
                raise self._not_recorded(error, opened) or error from error
            # others look every few seconds whether there is anything to tell; that is nobody's work
            if opened.record.total_changes != before:
                self.quiet.disturb()
            for jump in tx.jumps:
                self.tell(ClockWentBack(parse_time(jump.newest), timedelta(seconds=jump.by_seconds)))
            return result

        return self._writer.submit(transact)

    @property
    def shut(self) -> Trouble | None:
        """Why the record is only read; None where it is written."""
        return self._shut.trouble if self._shut is not None else None

    def check_beside(self) -> None:
        """Look at every page of the record on a thread of its own, then, while nobody records, at those of
        the declarations; then walk the journal and read the evidence, a little at a time.

        Where one of the record is damaged, nothing more is written; a week of declarations is set aside;
        `on_notice` hears of either on that thread."""
        if self._check is None and self._shut is None:
            self._check = threading.Thread(target=self._check_pages, name="record check", daemon=True)
            self._check.start()

    def _check_pages(self) -> None:
        with contextlib.suppress(DatabaseError, OSError):
            if is_damaged(self.folder):
                self._shut_for(Trouble.DAMAGED)
        damaged_weeks(self.folder, self.folder.weeks(), self._week_damaged, self.quiet)
        if self._shut is None:
            walk_quietly(self.folder, self.evidence, self._ending, self.tell)

    def _week_damaged(self, week: str, why: str) -> None:
        mark_damaged(self.folder, week, why)
        self.aside.put(week, file_number(self.folder.week_file(week)), why)

    def _shut_for(self, trouble: Trouble, detail: str = "") -> None:
        if self._shut is None:
            self._shut = Shut(self.folder, trouble, detail)
            self.tell(trouble)

    def _transaction(self, opened: "_Opened") -> StoreTransaction:
        parts = (opened.record, opened.mirror, opened.declarations, self._key, self.station, self._clock)
        return StoreTransaction(*parts) if self._shut is None else ReadingTransaction(*parts, shut=self._shut)

    def _not_recorded(self, error: Exception, opened: "_Opened") -> NotRecorded | NotRead | None:
        """Return what is told of a trouble with the disk; a record that turns out damaged is shut."""
        trouble = trouble_of(error)
        if trouble is None:
            return None
        if trouble is Trouble.DAMAGED and self._shut is None:
            if not is_damaged(self.folder):
                # it is something beside the record, from which the job wanted to read
                return NotRead(trouble, str(error))
            self._shut_for(trouble, str(error))
        return NotRecorded(trouble, str(error))

    def tell(self, notice: Notice) -> None:
        """Let whoever keeps troubles before the officers' eyes hear of one, on the calling thread."""
        if self.on_notice is not None:
            self.on_notice(notice)

    def read(self, job: Callable[[StorePages], T]) -> Future[T]:
        """Queue a read that is too slow for the screen's own thread."""

        def look(pages: StorePages) -> T:
            try:
                return job(pages)
            except (DatabaseError, OSError) as error:
                trouble = trouble_of(error)
                raise (NotRead(trouble, str(error)) if trouble else error) from error

        return self._reader.submit(look)

    def open_pages(self) -> StorePages:
        """Open read-only connections for the calling thread."""
        record = self.folder.connect_record(readonly=True)
        mirror_connection = self.folder.connect_mirror(readonly=True)
        declarations = Declarations(self.folder, mirror_connection, self.aside, self._filters)
        return StorePages(record, mirror_connection, declarations, lambda: self._clock().date())

    def _open_all(self) -> "_Opened":
        record = self.folder.connect_record(readonly=self._shut is not None)
        mirror_connection = self.folder.connect_mirror()
        declarations = Declarations(self.folder, mirror_connection, self.aside, self._filters)
        return _Opened(record, mirror_connection, declarations)

    @property
    def public_key(self) -> str:
        """The key that this station signs with, in hex."""
        return self._key.public_hex

    def sign_text(self, text: str) -> bytes:
        """Return the station's signature (64 bytes) for the text of a checkpoint or of a list of files."""
        return self._key.sign_text(text)

    def now(self) -> datetime:
        """Return the present moment."""
        return self._clock()

    def close(self) -> None:
        """Do what was queued, then close everything."""
        self._ending.set()
        if self._check is not None:
            self._check.join()
        self._reader.stop()
        self._writer.stop()


@dataclass(frozen=True, slots=True)
class _Opened:
    """What the writer works on; belongs to its thread."""

    record: Connection
    mirror: Connection
    declarations: Declarations

    def close(self) -> None:
        self.declarations.close()
        self.record.close()
        self.mirror.close()


def verify_site(
    folder: SiteFolder,
    *,
    progress: Callable[[int], None] | None = None,
    known: Sequence[SignedCheckpoint] = (),
    pause: Callable[[], None] | None = None,
) -> Verdict:
    """Check the journal in a folder against the station's own key, and every page of the record.

    `known` are checkpoints of this station that came from elsewhere; `pause` as in `verify`.
    """
    try:
        record = folder.connect_record(readonly=True)
    except DatabaseError as error:
        if is_unreachable(error):
            raise
        return unreadable(str(error))
    with contextlib.closing(record):
        key = _key_to_check_by(folder, record)
        verdict = verify(record, public_key=key.public_hex, progress=progress, known=known, pause=pause)
        return with_damage(verdict, damaged_pages(record, folder.record))


def verify_evidence(folder: SiteFolder, *, pause: Callable[[], None] | None = None) -> EvidenceVerdict:
    """Read every file of evidence that the journal names, and compare its hash."""
    files = EvidenceFolder(folder.evidence, folder.keys().key_of("evidence"))
    with contextlib.closing(folder.connect_record(readonly=True)) as record:
        return check_evidence(record, files, pause=pause)


def _key_to_check_by(folder: SiteFolder, record: Connection) -> StationKey:
    """Return the station's key; where the journal is too damaged to name one, the one in its place."""
    try:
        return key_in_force(folder, record)
    except DatabaseError:
        return load_or_make(folder, may_make=False)


def rebuild_site(folder: SiteFolder) -> int:
    """Make the projections anew from the journal; return how many entries were read.

    Raise FolderInUse where a bench works on the folder: it would wait in vain for its turn to write.
    """
    with FolderLock(folder.lock), contextlib.closing(folder.connect_record()) as record:
        migrate_record(record)
        with immediate(record):
            return projections.rebuild(record)
