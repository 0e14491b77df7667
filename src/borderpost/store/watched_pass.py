"""Carries the answers of watch lists on to what the features of all weeks hold; it goes on where it ended."""

import contextlib
from collections.abc import Callable, Sequence
from datetime import date

from borderpost.store.compact import Damaged
from borderpost.store.engine import Connection, DatabaseError
from borderpost.store.features_chunks import spans
from borderpost.store.features_file import NoFeatures, open_features, open_to_write
from borderpost.store.folder import NoKey, SiteFolder
from borderpost.store.watched_names import Asked, NameLookup, answer_of, forget_lists, lists_there
from borderpost.store.week_file import WeekFile
from borderpost.work.ports_risk import never


def look_names_up(
    folder: SiteFolder,
    lookup: NameLookup,
    asked: Sequence[Asked],
    cancelled: Callable[[], bool] = never,
    *,
    since: date = date.min,
    until: date = date.max,
    keep: Sequence[str] | None = None,
) -> bool:
    """Look the names of the weeks with mail of some days up in lists, newest weeks first; return whether
    nothing is left to do. With `keep`, answers of lists with other keys (`Lists.key`) are forgotten.

    The folder's vault is open. A week that cannot be read or has no features is left out.
    """
    for week in folder.weeks():
        if cancelled():
            return False
        with contextlib.suppress(DatabaseError, Damaged, NoKey, NoFeatures, OSError):
            if not _carry_on_week(folder, week, lookup, asked, cancelled, since, until, keep):
                return False
    return True


def _carry_on_week(
    folder: SiteFolder,
    week: str,
    lookup: NameLookup,
    asked: Sequence[Asked],
    cancelled: Callable[[], bool],
    since: date,
    until: date,
    keep: Sequence[str] | None,
) -> bool:
    with contextlib.closing(open_features(folder, week)) as conn:
        left = _left(conn, lookup, asked, since, until)
        gone = set() if keep is None else lists_there(conn).difference(keep)
    if not left and not gone:
        return True
    with (
        contextlib.closing(folder.connect_week(week, readonly=True)) as held,
        contextlib.closing(open_to_write(folder, week)) as conn,
    ):
        forget_lists(conn, gone)
        return lookup.carry_on(WeekFile(week, held), conn, left, cancelled)


def _left(
    conn: Connection, lookup: NameLookup, asked: Sequence[Asked], since: date, until: date
) -> list[Asked]:
    """Return what is not answered yet of a week, as far as mail of these days came in it."""
    there = [
        span
        for span in spans(conn)
        if span.last_arrived >= since.toordinal() and span.first_arrived <= until.toordinal()
    ]
    last = max((span.last_row for span in there), default=0)
    keys = [(one, lookup.lists.key(one[0])) for one in asked]
    return [one for one, key in keys if key and answer_of(conn, key, one[1]).upto < last]
