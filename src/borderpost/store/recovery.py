"""Puts a damaged record together anew, from a backup and from every entry that can still be read."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from borderpost.domain.acts import LostEntries, RecordRecovered
from borderpost.domain.inspection import Misplaced
from borderpost.store import gathering, interim, journal, projections
from borderpost.store.backup_check import photographs_in
from borderpost.store.backup_manifest import Manifest, sync_file
from borderpost.store.backup_places import evidence_of
from borderpost.store.engine import Connection, DatabaseError, copy_into, immediate
from borderpost.store.evidence import EvidenceFolder
from borderpost.store.files import sync_folder
from borderpost.store.folder import SiteFolder
from borderpost.store.gathering import Line
from borderpost.store.journal import Head
from borderpost.store.keys import SignatureCheck, StationKey, load_or_make
from borderpost.store.lock import FolderLock
from borderpost.store.page_check import damaged_pages
from borderpost.store.record_schema import migrate_record
from borderpost.store.recoveries import recoveries
from borderpost.store.restore import newest_good
from borderpost.store.salvage import Salvage
from borderpost.store.verify import SENTENCES, Verdict, verify
from borderpost.work.ports import LostEvidence

QUARANTINE = "quarantine"


class NothingToRecover(Exception):
    """The record holds as it is."""

    def __init__(self, entries: int) -> None:
        super().__init__(f"all {entries} entries of the record hold; there is nothing to recover")


class NotRecovered(Exception):
    """What was found makes no journal; the damaged record is left as it was."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """What came of a recovery: how many entries from where, and what is lost.

    `photographs` were put back from the backup; `photographs_lost` are named by the journal and nowhere.
    `end_known` is false where nothing tells whether there was more behind the newest entry that was found.
    """

    entries: int
    from_backup: int
    from_damaged: int
    lost: tuple[LostEntries, ...]
    unplaced: tuple[int, ...]
    set_aside: Path | None
    photographs: int = 0
    photographs_lost: tuple[str, ...] = ()
    backup: Path | None = None
    finished_only: bool = False
    end_known: bool = True

    @property
    def lost_entries(self) -> int:
        """How many entries are missing."""
        return sum(gap.last - gap.first + 1 for gap in self.lost)


def recover(
    folder: SiteFolder,
    *,
    at: datetime,
    program: str,
    backup: Path | None = None,
    opener: Callable[[SiteFolder], SiteFolder] | None = None,
) -> Recovered:
    """Make a new record out of what can still be read of the damaged one and of the newest good backup.

    The damaged one is set aside and never removed. Killed at any moment, calling it again completes it. The
    vault of `folder` is open; `opener` opens that of a backup. Raises NothingToRecover, NotRecovered,
    AnotherLine, BadBackup, FolderInUse.
    """
    with FolderLock(folder.lock):
        ready = _ready(folder)
        if ready.exists():
            return replace(_summary(folder, ready), set_aside=_put_in_place(folder, at), finished_only=True)
        key = load_or_make(folder, may_make=False)
        _refuse_where_it_holds(folder, key)
        source, manifest = None, None
        if backup is not None:
            source, manifest, _ = newest_good(backup, opener or (lambda each: each))
        made = _Making(folder, key, at, program, source, manifest).make()
        aside = _put_in_place(folder, at)
        mended, lost = _mend_evidence(folder, source)
        return replace(made, set_aside=aside, photographs=mended, photographs_lost=lost)


def is_half_recovered(folder: SiteFolder) -> bool:
    """Tell whether a recovery was interrupted before the new record was in its place."""
    return _ready(folder).exists()


def _ready(folder: SiteFolder) -> Path:
    """Return the new record, proved, before it is in its place."""
    return folder.record.with_name("record.db.recovered")


def _refuse_where_it_holds(folder: SiteFolder, key: StationKey) -> None:
    if not folder.record.exists():
        return
    with contextlib.suppress(DatabaseError), contextlib.closing(folder.connect_record(readonly=True)) as conn:
        verdict = verify(conn, public_key=key.public_hex)
        said = conn.execute("PRAGMA quick_check(1)").fetchone()
        if verdict.holds and said == ("ok",) and not damaged_pages(conn, folder.record):
            raise NothingToRecover(verdict.entries)


@dataclass(frozen=True, slots=True)
class _Making:
    """A record being put together; what it is made from is only read."""

    folder: SiteFolder
    key: StationKey
    at: datetime
    program: str
    source: SiteFolder | None
    manifest: Manifest | None

    def make(self) -> Recovered:
        """Write and prove the new record."""
        folder = self.folder
        scratch = folder.record.with_name("record.db.recovering")
        draft = folder.record.with_name("record.db.drafted")
        _remove(scratch)
        _remove(draft)
        with contextlib.closing(folder.connect(scratch, named=folder.record.name)) as conn:
            migrate_record(conn)
            with immediate(conn):
                gathering.lay_out(conn)
                heads = self._gather(conn)
                line = gathering.line_up(conn, heads, self.key.sign)
                if not line.from_backup + line.from_damaged:
                    raise NotRecovered("no entry of the journal can be read any more; name a backup: --from")
                made = self._tell(conn, line)
            with immediate(conn):
                conn.execute("DROP TABLE found")
            copy_into(conn, draft)
        sync_file(draft)
        self._prove(draft, made)
        _remove(scratch)
        draft.rename(_ready(folder))
        sync_folder(folder.root)
        return made

    def _gather(self, conn: Connection) -> list[Head]:
        heads = []
        if self.source is not None and self.manifest is not None:
            heads.append(Head(self.manifest.sequence, self.manifest.hash))
            with contextlib.closing(self.source.connect_record(readonly=True)) as kept:
                gathering.gather(conn, journal.stored(kept), gathering.BACKUP)
                _carry_checkpoints(kept, conn)
        if not self.folder.record.exists():
            return heads
        with (
            contextlib.suppress(DatabaseError),
            contextlib.closing(self.folder.connect_record(readonly=True)) as damaged,
        ):
            gathering.gather(conn, gathering.readable(damaged), gathering.READ)
            with contextlib.suppress(DatabaseError):
                heads.append(journal.head(damaged))
            _carry_checkpoints(damaged, conn)
        pages = Salvage(self.folder.record, self.folder.keys().key_of(self.folder.record.name))
        named = gathering.keys_named(pages.rows()) - {self.key.public_hex}
        checks = [SignatureCheck(key) for key in (self.key.public_hex, *sorted(named))]

        def signed(entry_hash: str, signature: bytes) -> bool:
            return any(check.holds(entry_hash, signature) for check in checks)

        gathering.gather(conn, pages.rows(), gathering.DECIPHERED, signed=signed)
        return [*heads, *pages.heads()]

    def _tell(self, conn: Connection, line: Line) -> Recovered:
        """Make the projections, and write the entry that tells of the recovery."""
        conn.execute(
            "INSERT INTO head(one, sequence, hash) VALUES (1, ?, ?)", (line.head.sequence, line.head.hash)
        )
        unplaced = _project(conn, may_miss=bool(line.lost))
        first = next(journal.entries(conn))
        damaged = self.folder.record.exists()
        act = RecordRecovered(
            public_key=self.key.public_hex,
            program=self.program,
            from_backup=line.from_backup,
            from_damaged=line.from_damaged,
            backup_sequence=self.manifest.sequence if self.manifest else 0,
            backup_hash=self.manifest.hash if self.manifest else "",
            backup_made_at=self.manifest.made_at if self.manifest else "",
            set_aside=aside_name(self.at) if damaged else "",
            lost=list(line.lost),
            unplaced=unplaced,
            meanwhile=interim.notes(self.folder),
            restored=not damaged,
            end_known=line.end_known,
        )
        entry = journal.append_by_station(conn, key=self.key, station=first.station, at=self.at, act=act)
        projections.project(conn, entry)
        return Recovered(
            entries=line.from_backup + line.from_damaged + 1,
            from_backup=line.from_backup,
            from_damaged=line.from_damaged,
            lost=line.lost,
            unplaced=tuple(unplaced),
            set_aside=None,
            end_known=line.end_known,
            backup=self.source.root if self.source else None,
        )

    def _prove(self, draft: Path, made: Recovered) -> None:
        verdict = _verdict_on(self.folder, draft, self.key)
        if verdict.fault is not None or verdict.entries != made.entries:
            draft.unlink(missing_ok=True)
            why = SENTENCES[verdict.fault] if verdict.fault else "entries were lost on the way"
            raise NotRecovered(
                f"what was found makes no journal that holds: entry {verdict.wrong}: {why} {verdict.detail}"
            )


def _verdict_on(folder: SiteFolder, draft: Path, key: StationKey) -> Verdict:
    with contextlib.closing(folder.connect(draft, named=folder.record.name, readonly=True)) as conn:
        if damaged_pages(conn, draft) or conn.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise NotRecovered(f"{draft}: the new record cannot be read back; is the disk failing?")
        return verify(conn, public_key=key.public_hex)


def _project(conn: Connection, *, may_miss: bool) -> list[int]:
    """Make the projections; return the numbers of entries that find no place because others are lost."""
    unplaced: list[int] = []
    for entry in journal.entries(conn):
        if not may_miss:
            projections.project(conn, entry)
            continue
        try:
            projections.project(conn, entry)
        except Misplaced:
            # told before anything of it was written
            unplaced.append(entry.sequence)
    return unplaced


def _carry_checkpoints(source: Connection, conn: Connection) -> None:
    """Take over what was signed of the journal, as far as it can be read."""
    with contextlib.suppress(DatabaseError):
        for row in source.execute("SELECT size, body, signature FROM checkpoints"):
            conn.execute("INSERT OR IGNORE INTO checkpoints(size, body, signature) VALUES (?, ?, ?)", row)


def aside_name(at: datetime) -> str:
    """Return the folder, below the station's, into which a damaged record is put at a moment."""
    return f"{QUARANTINE}/{at.astimezone(UTC).strftime('%Y%m%dT%H%M%SZ')}"


def _put_in_place(folder: SiteFolder, at: datetime) -> Path | None:
    """Set the damaged record aside and give the new one its name; each step can be taken again."""
    names = ("record.db-wal", "record.db-shm", "record.db", interim.FILE)
    there = [folder.root / name for name in names if (folder.root / name).exists()]
    aside = None
    if there:
        aside = folder.root / aside_name(at)
        while any((aside / path.name).exists() for path in there):
            aside = aside.with_name(f"{aside.name}+")
        aside.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in there:
            path.rename(aside / path.name)
        sync_folder(aside)
    _ready(folder).rename(folder.record)
    sync_folder(folder.root)
    return aside


def _summary(folder: SiteFolder, record: Path) -> Recovered:
    """Return what the entry at the end of a new record tells of its making."""
    with contextlib.closing(folder.connect(record, named=folder.record.name, readonly=True)) as conn:
        told = recoveries(conn).told
        act = told[-1][1] if told else RecordRecovered(public_key="", program="")
        entries = act.from_backup + act.from_damaged + 1
        return Recovered(
            entries,
            act.from_backup,
            act.from_damaged,
            tuple(act.lost),
            tuple(act.unplaced),
            None,
            end_known=act.end_known,
        )


def _mend_evidence(folder: SiteFolder, source: SiteFolder | None) -> tuple[int, tuple[str, ...]]:
    """Put photographs back from the backup that the station has lost, and tell which are nowhere."""
    key = folder.keys().key_of("evidence")
    here = EvidenceFolder(folder.evidence, key)
    there = EvidenceFolder(evidence_of(source.root), key) if source is not None else None
    mended = 0
    lost: list[str] = []
    for sha256 in sorted(photographs_in(folder, folder.record)):
        try:
            here.read(sha256)
        except LostEvidence:
            try:
                if there is None:
                    raise
                here.keep_as(sha256, there.read(sha256))
                mended += 1
            except LostEvidence:
                lost.append(sha256)
    return mended, tuple(lost)


def _remove(path: Path) -> None:
    for each in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        if each.exists():
            each.unlink()
