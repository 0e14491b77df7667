"""Takes files of declarations into the mirror, batch by batch, and keeps every refused row."""

import contextlib
import filecmp
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from borderpost.domain.intake import ENDS_THE_FILE, Accepted, Rejected, RejectReason, Row
from borderpost.feeds.feed import FindMapping, read_feed
from borderpost.feeds.mapping.model import Mapping
from borderpost.feeds.rejects import RejectsFile
from borderpost.store import mirror
from borderpost.store.engine import Connection, immediate
from borderpost.store.lock import FolderLock
from borderpost.store.mirror import Kept
from borderpost.store.mirror_schema import migrate_mirror
from borderpost.store.sealing import seal
from borderpost.store.site import SiteFolder

BATCH = 1000
"""Rows in one transaction: enough to be quick, few enough that nobody beside it waits long."""


_PATIENCE = 10.0
"""Seconds that a program at work on the folder may take, where it lies in clear and is to be encrypted."""


@dataclass(slots=True)
class ImportReport:
    """What became of one file; `ended_by` is what kept it from being read to its end, if anything did."""

    file: Path
    kept: Counter[Kept] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    rejected: int = 0
    rejects: Path | None = None
    ended_by: Rejected | None = None

    @property
    def rows(self) -> int:
        """How many declarations and refused rows the file held."""
        return self.kept.total() + self.rejected


class RejectsNotWritten(Exception):
    """Rejected rows could not be put aside; the file has to be fed again once they can."""

    def __init__(self, target: Path, error: OSError) -> None:
        super().__init__(
            f"{target}: rejected rows cannot be written there ({error.strerror or error});"
            " name another folder for them with --rejects and import the file again"
        )


Progress = Callable[[int, int], None]
"""Called with the bytes read so far and the bytes of the whole file."""


def import_file(
    folder: SiteFolder,
    file: Path,
    *,
    mapping: Mapping | None = None,
    find_mapping: FindMapping | None = None,
    rejects_folder: Path | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Take one file in. A file fed twice changes nothing; one that was cut off is simply fed again.

    A `mapping` reads a feed that is not in the canonical form; `find_mapping` finds the one that an entry of
    a rejects file names.

    Refused rows go to `FILE.rejects.jsonl` beside the file, or in `rejects_folder`; one that stands there,
    and may have been mended already, is left alone and the next free number taken. Raises OSError where the
    file cannot be read, RejectsNotWritten where a rejects file cannot be written, DatabaseError where the
    mirror cannot. The folder's vault is open.
    """
    report = ImportReport(file)
    size = file.stat().st_size
    before, target = _rejects_files((rejects_folder or file.parent) / f"{file.name}.rejects")
    folder.root.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not folder.is_sealed():
        with FolderLock(folder.lock, patience=_PATIENCE):
            seal(folder)
    with contextlib.closing(folder.connect_mirror()) as conn:
        migrate_mirror(conn)
        with _writing(target) as rejects:
            for batch in _batches(read_feed(file, mapping, find_mapping=find_mapping)):
                _keep(conn, batch, report, rejects)
                if progress is not None:
                    # What is packed unpacks to more than the file has.
                    progress(min(batch[-1].end, size), size)
        # Commits of the mirror are not durable one by one; the file may be thrown away once it is told of.
        conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    if report.rejected:
        report.rejects = _one_of_equals(before, target)
    return report


def _rejects_files(stem: Path) -> tuple[Path | None, Path]:
    """Return the newest rejects file that stands there, and the name for another."""
    standing: Path | None = None
    for number in itertools.count(1):
        name = f"{stem.name}.jsonl" if number == 1 else f"{stem.name}-{number}.jsonl"
        path = stem.with_name(name)
        if not path.exists():
            return standing, path
        standing = path
    raise AssertionError("numbers do not end")


def _one_of_equals(before: Path | None, made: Path) -> Path:
    """Return the file of rejects; where the same ones were written before, that file is enough."""
    if before is None or not filecmp.cmp(before, made, shallow=False):
        return made
    made.unlink()
    return before


@contextlib.contextmanager
def _writing(target: Path) -> Iterator[RejectsFile]:
    """Hold a rejects file open, and tell its own troubles from those of the file that is read."""
    rejects = RejectsFile(target)
    ended = False
    try:
        with rejects:
            yield rejects
            ended = True
    except OSError as error:
        if not ended:
            raise
        raise RejectsNotWritten(target, error) from error


def _batches(rows: Iterable[Row]) -> Iterable[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _keep(conn: Connection, batch: list[Row], report: ImportReport, rejects: RejectsFile) -> None:
    """Keep one batch in one transaction; what is counted and written aside is what was really kept."""
    kept: Counter[Kept] = Counter()
    refused: list[Rejected] = []
    with immediate(conn):
        for row in batch:
            if isinstance(row, Rejected):
                refused.append(row)
                continue
            became = mirror.put(conn, row.declaration)
            if became is Kept.CONFLICT:
                message = row.declaration.message
                said = f"{message.id} version {message.version}"
                refused.append(row.refused("message.version", RejectReason.VERSION_CONFLICT, said))
            else:
                kept[became] += 1
    try:
        for rejected in refused:
            rejects.write(rejected)
    except OSError as error:
        raise RejectsNotWritten(rejects.path, error) from error
    report.rejected += len(refused)
    report.ended_by = next((one for one in refused if one.reason in ENDS_THE_FILE), report.ended_by)
    report.kept.update(kept)
    for row in batch:
        if isinstance(row, Accepted):
            report.warnings.update(warning.kind.value for warning in row.declaration.warnings)
