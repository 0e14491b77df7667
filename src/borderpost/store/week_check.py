"""Finds the files of weeks in which something is no longer what was written."""

import contextlib
import time
from collections.abc import Callable, Iterable
from typing import Final

from borderpost.store.engine import DatabaseError, is_unreachable
from borderpost.store.folder import NoKey, SiteFolder
from borderpost.store.page_check import damaged_pages
from borderpost.store.quiet import Quiet

_PAGES_NAMED: Final = 8
_REST: Final = 4.0


def damage_of(folder: SiteFolder, week: str) -> str:
    """Return what is damaged in a week's file, nothing where it is whole; every page of it is read.

    Raise DatabaseError where the file cannot be reached.
    """
    path = folder.week_file(week)
    try:
        if path.stat().st_size == 0:
            return "it is empty"
        with contextlib.closing(folder.connect_week(week, readonly=True)) as conn:
            if pages := damaged_pages(conn, path):
                shown = ", ".join(map(str, pages[:_PAGES_NAMED]))
                left = len(pages) - _PAGES_NAMED
                return f"damaged pages: {shown}{f' and {left} more' if left > 0 else ''}"
            conn.execute("SELECT items FROM tally").fetchone()
    except NoKey as error:
        return str(error)
    except FileNotFoundError:
        return ""
    except DatabaseError as error:
        if is_unreachable(error):
            raise
        return str(error)
    return ""


def damaged_weeks(
    folder: SiteFolder, weeks: Iterable[str], found: Callable[[str, str], None], quiet: Quiet
) -> None:
    """Check weeks one after the other in quiet moments until the end; tell of each that is damaged, and how.

    Between two weeks it rests for several times as long as the first one took: disk and processor are needed.
    """
    took = 0.0
    for week in weeks:
        if quiet.wait(took * _REST):
            return
        began = time.monotonic()
        with contextlib.suppress(DatabaseError, OSError):
            if said := damage_of(folder, week):
                found(week, said)
        took = time.monotonic() - began
