"""Erases weeks of declarations whose time is over: first the keys, so that no copy can be read."""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from borderpost.domain.canonical_declaration import content_digest
from borderpost.domain.declaration import Declaration
from borderpost.domain.item_key import item_key
from borderpost.domain.law.retention import retention_class
from borderpost.domain.law.terms import RetentionClass
from borderpost.store import mirror, projections
from borderpost.store.compact import Damaged
from borderpost.store.engine import Connection, DatabaseError, immediate, is_unreachable
from borderpost.store.features_file import drop_features
from borderpost.store.files import mark_changed, sync_folder
from borderpost.store.folder import NoKey, SiteFolder, week_name
from borderpost.store.numbers import number_key
from borderpost.store.quality_file import QUALITY
from borderpost.store.quarantine import LOGS, aside_name, files_aside, mark_of, week_of_aside
from borderpost.store.week_file import WeekFile
from borderpost.store.weeks import OLDER, first_day_kept, is_week, last_day, newest_first
from borderpost.work.retaining import Week
from borderpost.work.scanning import SAME_ITEM_WITHIN

_STRIDE: Final = 1 << 20
"""Bytes of a file that are given back at a time: a disk that is told of free blocks at once answers nobody
else meanwhile, 8 ms for sixteen times as many."""
_MISFILED: Final = 0.01
"""Share of a week from which on declarations that arrived after its end were filed by a wrong clock."""


def due_weeks(folder: SiteFolder, days: int, today: date) -> list[str]:
    """Return the weeks whose time is over, oldest first; each is kept for `days` after its last day.

    What had arrived before the oldest week of its own is judged by its newest arrival; so is a week of which
    a good part arrived after its end: it was filed while this computer's clock stood behind.
    """
    first = first_day_kept(days, today)
    aside = {week_of_aside(file) for file in files_aside(folder)}
    there = newest_first([week for week in {*folder.weeks(), *aside} if is_week(week)])
    return [week for week in reversed(there) if _ends(folder, week, first, today) < first]


def _ends(folder: SiteFolder, week: str, first: date, today: date) -> date:
    ends = last_day(week) or date.min
    if ends >= first:
        return ends
    try:
        with _reading(folder, week) as file:
            tally = file.tally()
            arrived = date.fromisoformat(tally.newest[:10]) if tally.newest else date.min
            late = 0
            if week != OLDER and ends < arrived:
                late, arrived = file.arrived_within(ends, today)
    except (DatabaseError, Damaged, NoKey, LookupError):
        return ends
    # single dates that a feed made up keep nobody's declaration for longer
    if arrived <= ends or (week != OLDER and late < _MISFILED * tally.items):
        return ends
    return arrived + timedelta(days=6 - arrived.weekday())


def weighed(folder: SiteFolder, week: str) -> Week:
    """Return what a week holds; raise DatabaseError where its file cannot be reached."""
    aside = len(files_aside(folder, week))
    key = folder.keys().known_key(week_name(week), again=True)
    file = _told_by(key) if key is not None else ""
    if not folder.week_file(week).exists():
        return Week(week, file=file, aside=aside)
    try:
        with _reading(folder, week) as opened:
            tally = opened.tally()
            return Week(week, tally.items, tally.messages, opened.sources(), file, aside=aside)
    except (DatabaseError, NoKey, LookupError) as error:
        if isinstance(error, DatabaseError) and is_unreachable(error):
            raise
        return Week(week, file=file, unread=True, aside=aside)


def belonging_to_cases(folder: SiteFolder, record: Connection, week: str) -> list[tuple[str, Declaration]]:
    """Return the declarations of a week that belong to inspections whose records are kept for longer, and
    that those records do not hold: those that came, or were amended, after the item was taken up."""
    if not folder.week_file(week).exists():
        return []
    found: list[tuple[str, Declaration]] = []
    try:
        with _reading(folder, week) as opened:
            for inspection, item in _cases(record):
                key = number_key(item)
                if not opened.has_number(key):
                    continue
                state = projections.load(record, inspection)
                if state is None or retention_class(state) is RetentionClass.RELEASED_WITHOUT_FINDING:
                    continue
                for declaration, _ in opened.by_number(key):
                    apart = abs(declaration.item_date - date.fromisoformat(state.item_date))
                    digest = content_digest(declaration)
                    numbers = (declaration.item_id, *declaration.alternate_ids)
                    if (
                        item in map(item_key, numbers)
                        and apart < SAME_ITEM_WITHIN
                        and digest not in (state.declaration_digest, *state.declarations_kept)
                    ):
                        found.append((inspection, declaration))
    except (DatabaseError, Damaged, NoKey) as error:
        if isinstance(error, DatabaseError) and is_unreachable(error):
            raise
    return found


def purged_weeks(record: Connection) -> frozenset[str]:
    """Return the weeks of which the journal says that they were erased."""
    return frozenset(week for (week,) in record.execute("SELECT DISTINCT week FROM purges"))


def _cases(record: Connection) -> Iterator[tuple[str, str]]:
    yield from record.execute("SELECT id, item_id FROM inspections ORDER BY row DESC")


def forget_left(folder: SiteFolder, record: Connection) -> None:
    """Forget the keys of files that the journal says were erased and that are gone: none is to be left."""
    vault = folder.keys()
    for week, file in record.execute("SELECT week, file FROM purges WHERE file != ''"):
        name = week_name(week)
        if vault.has_key(name) and not folder.week_file(week).exists():
            key = vault.known_key(name, again=True)
            if key is not None and _told_by(key) == file:
                vault.forget(name)


def _told_by(key: bytes) -> str:
    """Return by what the journal tells a week's file: the key is random, and its hash tells nothing of it."""
    return hashlib.sha256(key).hexdigest()[:32]


def erase_week(folder: SiteFolder, week: str) -> None:
    """Erase a week for good. The caller holds the lock under which declarations are taken in, and the erasure
    stands in the journal.

    The keys go first: from then on nothing of the week can be read, in no copy of its files. What a killed
    program, or a system that does not part with open files, leaves behind is removed by `sweep`.
    """
    vault = folder.keys()
    vault.forget(week_name(week))
    for file in files_aside(folder, week):
        vault.forget(aside_name(file))
    _remove(folder, week)


def sweep(folder: SiteFolder, erased: frozenset[str]) -> list[str]:
    """Remove the files of weeks that were erased, as far as they are left; `erased` are those of which the
    journal says so. Return the weeks of which some file still cannot be removed."""
    vault = folder.keys()
    left: list[str] = []
    for week in sorted(erased):
        names = [(folder.week_file(week), week_name(week))]
        names += [(file, aside_name(file)) for file in files_aside(folder, week)]
        there = [(part, name) for file, name in names for part in _parts(file) if part.exists()]
        if there and all(vault.known_key(name, again=True) is None for _, name in there):
            with contextlib.suppress(OSError):
                _remove(folder, week)
            if any(part.exists() for part, _ in there):
                left.append(week)
    return left


def _remove(folder: SiteFolder, week: str) -> None:
    with contextlib.closing(folder.connect_mirror(durable=True)) as conn, immediate(conn):
        mirror.forget_week(conn, week)
    for file in (folder.week_file(week), *files_aside(folder, week)):
        _give_back(file)
        for part in _parts(file):
            _unlink(part)
    drop_features(folder, week)
    QUALITY.drop(folder, week)
    _unlink(mark_of(folder, week))
    if folder.declarations.exists():
        # whoever reads looks again when the folder changes, also where a file could not be removed
        mark_changed(folder.declarations)
        sync_folder(folder.declarations)


def _parts(file: Path) -> list[Path]:
    return [file.with_name(file.name + suffix) for suffix in ("", *LOGS)]


def _give_back(file: Path) -> None:
    """Remove a database and give its blocks back here: whoever closes it last would have to wait for that.

    Its log and its index in memory are left alone: a reader that has the index mapped would be killed.
    """
    with contextlib.suppress(FileNotFoundError), file.open("r+b") as open_file:
        _unlink(file)
        left = os.fstat(open_file.fileno()).st_size
        while left > 0:
            left = max(0, left - _STRIDE)
            open_file.truncate(left)


def _unlink(file: Path) -> None:
    # Windows does not part with a file that somebody has open; the next start removes it
    with contextlib.suppress(FileNotFoundError, PermissionError):
        file.unlink()


@contextlib.contextmanager
def _reading(folder: SiteFolder, week: str) -> Iterator[WeekFile]:
    with contextlib.closing(folder.connect_week(week, readonly=True)) as conn:
        yield WeekFile(week, conn)
