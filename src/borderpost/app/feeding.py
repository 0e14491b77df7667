"""Foreign feeds on the command line: which mapping is meant, what it makes of a file, a watched folder."""

import contextlib
import signal
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Event
from types import FrameType

from borderpost.app.importing import RejectsNotWritten, import_file
from borderpost.app.keeping import keep_days
from borderpost.app.places import resources_root
from borderpost.app.quality_count import count_site_quality
from borderpost.app.telling import import_lines
from borderpost.domain.intake import Accepted, Row
from borderpost.feeds.checking import ExplainedRow, FeedCheck
from borderpost.feeds.feed import FindMapping
from borderpost.feeds.mapping.faults import mapping_sentence
from borderpost.feeds.mapping.files import find_mapping, load_mapping
from borderpost.feeds.mapping.model import Mapping
from borderpost.feeds.reject_sentences import sentence_of
from borderpost.feeds.watched_folder import Ending, Taken, WatchedFolder, watch
from borderpost.store.engine import DatabaseError, EngineTooOld, MadeByLater
from borderpost.store.features_pass import carry_on
from borderpost.store.lock import FolderInUse
from borderpost.store.site import SiteFolder


class NoMapping(Exception):
    """A mapping cannot be used; every sentence says what is wrong and where."""


def mapping_folders(site: Path) -> tuple[Path, ...]:
    """Return where mappings are looked for: the site's own folder first, then those that are shipped."""
    return (site / "mappings", resources_root() / "mappings")


def named_mapping(name: str, site: Path) -> Mapping:
    """Return the mapping that is named by its file or its id; raise NoMapping."""
    folders = mapping_folders(site)
    file = find_mapping(name, folders)
    if file is None:
        known = sorted({one.stem for folder in folders for one in folder.glob("*.toml")})
        raise NoMapping(f"there is no mapping '{name}'; there are: {', '.join(known) or 'none'}")
    found = load_mapping(file)
    if isinstance(found, Mapping):
        return found
    raise NoMapping("\nborderpost: ".join(mapping_sentence(fault) for fault in found))


def mapping_by_id(site: Path) -> FindMapping:
    """Return what finds a mapping by its id, for rows that were refused before."""
    known: dict[str, Mapping | None] = {}

    def find(identifier: str) -> Mapping | None:
        # An id comes out of a file that anybody may have written: it is no path.
        if identifier not in known:
            file = None if "/" in identifier or "\\" in identifier else _file_of(identifier, site)
            found = load_mapping(file) if file is not None else None
            known[identifier] = found if isinstance(found, Mapping) and found.id == identifier else None
        return known[identifier]

    return find


def _file_of(identifier: str, site: Path) -> Path | None:
    return next(
        (file for folder in mapping_folders(site) if (file := folder / f"{identifier}.toml").is_file()), None
    )


def check_lines(check: FeedCheck) -> Iterator[str]:
    """Yield what a check has found, a line at a time."""
    for row in check.shown:
        yield from _row_lines(row)
    for rejected in check.rejected:
        yield f"line {rejected.line}: rejected: {sentence_of(rejected)}"
    summary = check.summary
    more = "" if check.whole else " (the first of more)"
    accepted = summary.accepted.total()
    yield f"{summary.rows} rows{more}: {accepted} accepted, {summary.rejected.total()} rejected."
    for reason, count in summary.rejected.most_common():
        yield f"  rejected  {count:6d}  {reason}"
    for (source, kind), count in summary.warnings.most_common():
        yield f"  warning   {count:6d}  {kind}  from {source or 'an unnamed source'}"


def _row_lines(explained: ExplainedRow) -> Iterator[str]:
    row: Row = explained.row
    if isinstance(row, Accepted):
        yield f"line {row.line}: accepted"
    else:
        yield f"line {row.line}: rejected: {sentence_of(row)}"
    width = max((len(one.field) for one in explained.fields), default=0)
    for one in explained.fields:
        yield f"  {one.field:<{width}}  {one.value}    <- {one.source or 'nothing'}"
    if isinstance(row, Accepted):
        for warning in row.declaration.warnings:
            yield f"  warning: {warning.kind} at {warning.field} {warning.value}".rstrip()
    yield ""


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[Event]:
    """Hold an event that an interrupt or a request to end sets, as long as the block lasts."""
    stop = Event()

    def asked(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, asked) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def watched_import(
    site: SiteFolder,
    folder: Path,
    mapping: Mapping | None,
    stop: Event,
    interval_s: float,
    say: Callable[[str], None],
) -> None:
    """Take in every complete file of a folder until the event is set; OSError where the folder is gone.

    The site's vault is open.
    """
    find = mapping_by_id(site.root)
    postponed: set[Path] = set()

    def take(file: Path, rejects: Path) -> Taken:
        try:
            report = import_file(
                site,
                file,
                mapping=mapping,
                find_mapping=find,
                rejects_folder=rejects,
                keep_days=keep_days(site.root),
            )
        except (RejectsNotWritten, DatabaseError, EngineTooOld, MadeByLater, FolderInUse) as error:
            return Taken(Ending.LATER, f"it stays in the inbox: {error}")
        except OSError as error:
            return Taken(Ending.FAILED, f"It could not be read: {error.strerror or error}.")
        for line in import_lines(report):
            say(line)
        carry_on(site, stop.is_set)
        count_site_quality(site, date.today(), stop.is_set)  # noqa: DTZ011 - the site's own day
        beside = () if report.rejects is None else (report.rejects,)
        if report.ended_by is not None:
            return Taken(Ending.FAILED, sentence_of(report.ended_by), beside)
        return Taken(Ending.DONE, beside=beside)

    def told(file: Path, taken: Taken) -> None:
        if taken.ending is not Ending.LATER:
            postponed.discard(file)
            say(f"  {taken.ending}: {file}{f' ({taken.why})' if taken.why else ''}")
        elif file not in postponed:
            postponed.add(file)
            say(f"{file}: {taken.why}")

    watch(WatchedFolder(folder), take, stop, interval_s=interval_s, told=told)
