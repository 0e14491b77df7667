"""Sets the damaged file of a week aside, as it is, so that what it held can be fed again into a new one."""

import contextlib
import itertools
from pathlib import Path

from borderpost.store import mirror
from borderpost.store.engine import DatabaseError, immediate
from borderpost.store.files import sync_folder
from borderpost.store.folder import SiteFolder, week_name
from borderpost.store.mirror_schema import migrate_mirror
from borderpost.store.troubles import trouble_of
from borderpost.store.week_check import damage_of
from borderpost.work.troubles import Trouble

_MARK = ".found"
LOGS = ("-wal", "-shm")


def aside_name(file: Path) -> str:
    """Return the name under which the vault keeps the key of a file that was set aside."""
    return f"declarations/damaged/{file.name}"


def files_aside(folder: SiteFolder, week: str = "*") -> list[Path]:
    """Return the files that were set aside, of one week or of all."""
    return sorted(folder.set_aside.glob(f"{week}-*.db"))


def week_of_aside(file: Path) -> str:
    """Return the week whose declarations a file held that was set aside."""
    return file.stem.rpartition("-")[0]


def mark_of(folder: SiteFolder, week: str) -> Path:
    """Return the file that says that a week's file did not read as it was written."""
    return folder.set_aside / f"{week}{_MARK}"


def mark_damaged(folder: SiteFolder, week: str, why: str) -> None:
    """Note, for whoever takes declarations in next, that a week's file did not read as it was written."""
    with contextlib.suppress(OSError):
        folder.set_aside.mkdir(mode=0o700, exist_ok=True)
        mark_of(folder, week).write_text(why, encoding="utf-8")


def set_marked_aside(folder: SiteFolder) -> list[str]:
    """Set the weeks aside that were marked, and are damaged; return them.

    The caller holds the lock under which declarations are taken in.
    """
    done: list[str] = []
    for mark in sorted(folder.set_aside.glob(f"*{_MARK}")):
        week = mark.name.removesuffix(_MARK)
        if folder.week_file(week).exists() and _is_damaged(folder, week):
            set_week_aside(folder, week)
            done.append(week)
        mark.unlink(missing_ok=True)
    return done


def _is_damaged(folder: SiteFolder, week: str) -> bool:
    try:
        return bool(damage_of(folder, week))
    except DatabaseError as error:
        # a disk that fails on a page goes on failing
        return trouble_of(error) is Trouble.FAILING


def set_week_aside(folder: SiteFolder, week: str) -> Path:
    """Move the file of a week to `damaged/WEEK-N.db`, with its key, and return where it lies now.

    The caller holds the lock under which declarations are taken in. Every feed is read from its start from
    here on, since nobody knows which of them the week came from. Killed at any moment, the file is still at
    one of the two places, with its key, and the next call completes it. Raise OSError where the file cannot
    be moved: where another program has it open, on Windows.
    """
    path = folder.week_file(week)
    folder.set_aside.mkdir(mode=0o700, exist_ok=True)
    target = next(
        place
        for number in itertools.count(1)
        if not (place := folder.set_aside / f"{week}-{number}.db").exists()
    )
    with contextlib.closing(folder.connect_mirror(durable=True)) as conn:
        migrate_mirror(conn)
        with immediate(conn):
            mirror.forget_feeds(conn)
            items = max(_items(folder, week), mirror.items_of_week(conn, week))
            mirror.note_aside(conn, target.name, week, items)
    vault = folder.keys()
    if vault.known_key(week_name(week), again=True) is not None:
        vault.give_also(week_name(week), aside_name(target))
    for log in LOGS:
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + log).replace(target.with_name(target.name + log))
    path.replace(target)
    sync_folder(target.parent)
    sync_folder(path.parent)
    vault.forget(week_name(week))
    return target


def _items(folder: SiteFolder, week: str) -> int:
    """Return how many declarations a damaged file says it holds, 0 where it does not say so any more."""
    try:
        with contextlib.closing(folder.connect_week(week, readonly=True)) as conn:
            (items,) = conn.execute("SELECT items FROM tally").fetchone()
    except (DatabaseError, LookupError):
        return 0
    return int(items)
