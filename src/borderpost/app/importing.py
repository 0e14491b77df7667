"""Takes files of declarations in, batch by batch, and keeps every refused row."""

import contextlib
import filecmp
import gc
import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from borderpost.app.import_progress import Progressing
from borderpost.domain.intake import ENDS_THE_FILE, Accepted, Rejected, RejectReason, Row
from borderpost.feeds.feed import FindMapping, read_feed
from borderpost.feeds.mapping.model import Mapping
from borderpost.feeds.rejects import RejectsFile
from borderpost.feeds.summary import FeedSummary
from borderpost.store.intake import DamagedWeek, Intake
from borderpost.store.intake_batch import Batch
from borderpost.store.lock import FolderLock
from borderpost.store.message_versions import Kept
from borderpost.store.moving import move_declarations
from borderpost.store.quarantine import mark_damaged
from borderpost.store.sealing import seal
from borderpost.store.site import SiteFolder

BATCH = 50_000
"""Rows in one transaction: the more, the nearer to one another are those that an index takes in a row, and
the fewer pieces of the search index have to be merged."""

_PIECE = 200
"""Rows that are in memory as declarations at a time: so few that they are still near the processor when they
are made ready for the store."""

_REFUSED_AT_MOST = 16 * 1024 * 1024
"""Bytes of refused rows for which a batch ends before its time: until then they are in memory, too."""

_PATIENCE = 10.0
"""Seconds that a program at work on the folder may take, where it lies in clear and is to be encrypted."""


_CLOCKS_APART = timedelta(days=1)
"""How far the day of a feed may lie before that of the station: the world has two at any time."""

_TRIES = 2
"""How often one week may turn out damaged while one file is taken in, before the disk is to blame."""


@dataclass(slots=True)
class ImportReport:
    """What became of one file; `ended_by` is what kept it from being read to its end, if anything did.

    `resumed_at` is the offset in bytes at which a file was taken up that an earlier import had not ended;
    `set_aside` names the weeks whose files were found damaged on the way, and were begun anew. `newest` is
    the day of the newest arrival told, where that lies in the future of the station's clock.
    """

    file: Path
    kept: Counter[Kept] = field(default_factory=Counter)
    summary: FeedSummary = field(default_factory=FeedSummary)
    rejected: int = 0
    rejects: Path | None = None
    ended_by: Rejected | None = None
    resumed_at: int = 0
    set_aside: list[str] = field(default_factory=list)
    newest: date | None = None

    @property
    def rows(self) -> int:
        """How many declarations and refused rows the file held."""
        return self.kept.total() + self.rejected

    @property
    def warnings(self) -> Counter[str]:
        """In how many declarations each kind of oddity stands."""
        return Counter({kind.value: count for kind, count in self.summary.by_kind().items()})


class RejectsNotWritten(Exception):
    """Rejected rows could not be put aside; the file has to be fed again once they can."""

    def __init__(self, target: Path, error: OSError) -> None:
        super().__init__(
            f"{target}: rejected rows cannot be written there ({error.strerror or error});"
            " name another folder for them with --rejects and import the file again"
        )


@dataclass(slots=True)
class _Taken:
    """What becomes of the rows of one batch, which counts once that is durable; `end` is where they end."""

    summary: FeedSummary
    rows: int = 0
    end: int = 0
    kept: Counter[Kept] = field(default_factory=Counter)
    refused: list[Rejected] = field(default_factory=list)
    refused_bytes: int = 0

    def keep(self, batch: Batch, piece: list[Row]) -> None:
        """Hand some rows to the batch."""
        accepted = [row for row in piece if isinstance(row, Accepted)]
        refused = [row for row in piece if isinstance(row, Rejected)] if len(accepted) < len(piece) else []
        outcome = batch.keep([row.declaration for row in accepted])
        self.kept.update(outcome)
        if self.kept.pop(Kept.CONFLICT, 0):
            refused += [
                _conflict(row)
                for row, became in zip(accepted, outcome, strict=True)
                if became is Kept.CONFLICT
            ]
        self.refused += refused
        self.refused_bytes += sum(len(row.untrusted_row) for row in refused)
        self.summary.add_all(accepted)
        self.summary.add_all(refused)
        self.rows += len(piece)
        self.end = piece[-1].end


def _conflict(row: Accepted) -> Rejected:
    """Return the refusal of another content under the number of a version that is held."""
    message = row.declaration.message
    said = f"{message.id} version {message.version}"
    return row.refused("message.version", RejectReason.VERSION_CONFLICT, said)


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
    today: date | None = None,
    keep_days: int | None = None,
    batch_rows: int = BATCH,
) -> ImportReport:
    """Take one file in. A file fed twice changes nothing; one that was cut off is taken up where it ended.

    A `mapping` reads a feed that is not in the canonical form; `find_mapping` finds the one that an entry of
    a rejects file names. With `keep_days`, declarations that are older than that are counted and not kept. A
    week whose file is damaged is set aside and begun anew, and this file is read from its start.

    Refused rows go to `FILE.rejects.jsonl` beside the file, or in `rejects_folder`; one that stands there,
    and may have been mended already, is left alone and the next free number taken. Raises OSError where the
    file cannot be read, RejectsNotWritten where a rejects file cannot be written, DatabaseError where the
    store cannot, FolderInUse where another import does not come to its end. The folder's vault is open.
    """
    file.stat()
    day = today or date.today()  # noqa: DTZ011 - the week as the site's own calendar has it
    folder.root.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not folder.is_sealed():
        with FolderLock(folder.lock, patience=_PATIENCE):
            seal(folder)
    move_declarations(folder, day)
    aside: list[str] = []
    met: Counter[str] = Counter()
    while True:
        report = ImportReport(file, set_aside=aside)
        try:
            with Intake(folder, today=day, keep_days=keep_days) as intake, _uncollected():
                aside += intake.set_aside
                _take_in(intake, report, mapping, find_mapping, rejects_folder, progress, batch_rows)
                if intake.newest_day > day + _CLOCKS_APART:
                    report.newest = intake.newest_day
                return report
        except DamagedWeek as damaged:
            met[damaged.week] += 1
            if met[damaged.week] > _TRIES:
                raise
            mark_damaged(folder, damaged.week, str(damaged))


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Spare the search for cycles: declarations have none, and there are always very many of them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _take_in(
    intake: Intake,
    report: ImportReport,
    mapping: Mapping | None,
    find_mapping: FindMapping | None,
    rejects_folder: Path | None,
    progress: Progress | None,
    batch_rows: int,
) -> None:
    file, size = report.file, report.file.stat().st_size
    before, target = _rejects_files((rejects_folder or file.parent) / f"{file.name}.rejects")
    progressing = Progressing(intake.mirror, file, mapping.id if mapping is not None else "", target)
    report.kept, report.summary = progressing.kept, progressing.summary
    report.resumed_at, report.rejected = progressing.behind, progressing.rejected
    rows = read_feed(file, mapping, find_mapping=find_mapping, behind=progressing.behind)

    def told(end: int) -> None:
        if progress is not None:
            # What is packed unpacks to more than the file has.
            progress(min(end, size), size)

    with _writing(progressing.rejects) as rejects:
        size_of_piece = min(_PIECE, batch_rows)
        piece = list(itertools.islice(rows, size_of_piece))
        while piece:
            taken = _Taken(report.summary)
            with intake.batch() as batch:
                while piece and taken.rows < batch_rows and taken.refused_bytes < _REFUSED_AT_MOST:
                    if taken.rows:
                        told(taken.end)
                    taken.keep(batch, piece)
                    progressing.met(piece)
                    piece = list(itertools.islice(rows, size_of_piece))
            _count(taken, report, rejects)
            if piece:
                _note(progressing, rejects, report)
            told(taken.end)
    intake.finish()
    progressing.complete()
    if report.rejected:
        report.rejects = _one_of_equals(before, target)


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
def _writing(rejects: RejectsFile) -> Iterator[RejectsFile]:
    """Hold a rejects file open, and tell its own troubles from those of the file that is read."""
    ended = False
    try:
        with rejects:
            yield rejects
            ended = True
    except OSError as error:
        if not ended:
            raise
        raise RejectsNotWritten(rejects.path, error) from error


def _count(taken: _Taken, report: ImportReport, rejects: RejectsFile) -> None:
    """Count what a batch has really kept, and write aside what was refused."""
    try:
        for rejected in taken.refused:
            rejects.write(rejected)
    except OSError as error:
        raise RejectsNotWritten(rejects.path, error) from error
    report.rejected += len(taken.refused)
    report.ended_by = next((one for one in taken.refused if one.reason in ENDS_THE_FILE), report.ended_by)
    report.kept.update(taken.kept)


def _note(progressing: Progressing, rejects: RejectsFile, report: ImportReport) -> None:
    """Note how far the file has been taken in, once everything up to there is durable."""
    try:
        progressing.note(rejects, report.rejected)
    except OSError as error:
        raise RejectsNotWritten(rejects.path, error) from error
