"""Counts the items of the same sender, addressee or address by the features of the weeks."""

import contextlib
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from borderpost.domain.risk.history import SameKind, Tally
from borderpost.store.engine import Connection, DatabaseError
from borderpost.store.features_amounts import sum_of_worths
from borderpost.store.features_file import NoFeatures, features_path, made_of, open_features
from borderpost.store.features_keys import same_key
from borderpost.store.folder import SiteFolder, week_name

ROWS_MOST: Final = 500
"""How many of the newest rows of one party are counted: beyond them no threshold tells anything apart."""

_ROWS: Final = (
    "SELECT item, message, version, worth FROM same"
    " WHERE key = ? AND day BETWEEN ? AND ? ORDER BY day DESC, row DESC LIMIT ?"
)
_PLACES: Final = (
    "SELECT row FROM same WHERE key = ? AND day BETWEEN ? AND ? ORDER BY day DESC, row DESC LIMIT ?"
)
_MANY: Final = 50
"""From so many items on what was counted is kept: large senders come again all day."""
_TALLIES_KEPT: Final = 2_000
_CHANGES: Final = "PRAGMA data_version"
_NEWEST: Final = (
    "SELECT a.message, max(a.version) FROM json_each(?) j CROSS JOIN amendments a ON a.message = j.value"
    " GROUP BY a.message"
)

_Row = tuple[int, int, int, str]
"""Item with its day (`item_hash`), message, version and worth."""


@dataclass(slots=True)
class _Week:
    name: str
    conn: Connection
    file: int
    first_day: int
    last_day: int
    counted: int


class SameItems:
    """The features of a folder's weeks, open for counting; belongs to the thread that made it."""

    def __init__(self, folder: SiteFolder, mirror: Connection | None = None) -> None:
        self._folder = folder
        self._paths = (os.fspath(folder.declarations), os.fspath(features_path(folder, "").parent))
        self._mirror = mirror
        self._own_mirror = mirror is None
        self._weeks: dict[str, _Week] = {}
        self._names: list[str] = []
        self._seen: tuple[int, ...] = ()
        self._tallies: dict[tuple[int, int, int], Tally] = {}
        self._amended = -1

    def close(self) -> None:
        """Close the files."""
        for week in self._weeks.values():
            week.conn.close()
        self._weeks = {}
        self._seen = ()
        if self._own_mirror and self._mirror is not None:
            self._mirror.close()
            self._mirror = None

    def count(self, kind: SameKind, key: str, last: date, days: int) -> Tally:
        """Count the items of the `days` up to and with a day that have the key, newest weeks first."""
        if not key:
            return Tally()
        wanted, until = same_key(kind, key), last.toordinal()
        since = until - days + 1
        weeks = self._asked(since, until)
        known = self._tallies.get((wanted, since, until))
        if known is None:
            known = self._counted(weeks, wanted, since, until)
            if known.items >= _MANY:
                if len(self._tallies) >= _TALLIES_KEPT:
                    self._tallies.clear()
                self._tallies[wanted, since, until] = known
        return known

    def rows(self, kind: SameKind, key: str, last: date, days: int, most: int) -> list[tuple[str, int]]:
        """Return where the items of the `days` up to and with a day that have the key are held, by week and
        row: at most so many, of the newest weeks."""
        wanted, until = same_key(kind, key), last.toordinal()
        since = until - days + 1
        found: list[tuple[str, int]] = []
        for week in self._asked(since, until) if key else ():
            with contextlib.suppress(DatabaseError):
                asked = (wanted, since, until, most - len(found))
                found += [(week.name, row) for (row,) in week.conn.execute(_PLACES, asked)]
            if len(found) >= most:
                break
        return found

    def _counted(self, weeks: Iterable[_Week], wanted: int, since: int, until: int) -> Tally:
        rows: list[_Row] = []
        for week in weeks:
            with contextlib.suppress(DatabaseError):
                rows += week.conn.execute(_ROWS, (wanted, since, until, ROWS_MOST - len(rows))).fetchall()
            if len(rows) >= ROWS_MOST:
                break
        return self._tally(rows)

    def _tally(self, rows: list[_Row]) -> Tally:
        """Return what rows come to, each item once and by the newest version of its message; of several
        messages about an item the first of the rows counts."""
        messages = [row[1] for row in rows]
        if len(set(messages)) < len(messages):
            latest: dict[int, _Row] = {}
            for row in rows:
                if row[1] not in latest or row[2] > latest[row[1]][2]:
                    latest[row[1]] = row
            rows = list(latest.values())
        if newest := self._newest(messages):
            rows = [row for row in rows if newest.get(row[1], 0) <= row[2]]
        items = {row[0]: row[3] for row in reversed(rows)}
        values, without = sum_of_worths(items.values())
        return Tally(len(items), values, without)

    def _newest(self, messages: Iterable[int]) -> dict[int, int]:
        """Return the newest versions of those messages that have several."""
        mirror = self._open_mirror()
        return dict(mirror.execute(_NEWEST, (f"[{','.join(map(str, messages))}]",)).fetchall())

    def _open_mirror(self) -> Connection:
        if self._mirror is None:
            self._mirror = self._folder.connect_mirror(readonly=True)
        return self._mirror

    def _asked(self, since: int, until: int) -> list[_Week]:
        """Return the weeks in which there are items of some days, newest first; what was counted is forgotten
        where anything has changed since."""
        with contextlib.suppress(FileNotFoundError):
            seen = tuple(os.stat(path).st_mtime_ns for path in self._paths)  # noqa: PTH116 - made once
            if seen != self._seen:
                self._names = self._folder.weeks()
                self._look_again()
                self._seen = seen
                self._tallies.clear()
        changed = [self._take_span(week) for week in self._weeks.values()]
        (amended,) = self._open_mirror().execute(_CHANGES).fetchone()
        if any(changed) or amended != self._amended:
            self._tallies.clear()
            self._amended = amended
        found = (self._weeks[name] for name in self._names if name in self._weeks)
        return [week for week in found if week.first_day <= until and week.last_day >= since]

    def _take_span(self, week: _Week) -> bool:
        """Read anew from which day to which a week's items are, where others have added to it; tell whether
        they have."""
        (changes,) = week.conn.execute(_CHANGES).fetchone()
        if changes == week.counted:
            return False
        made = made_of(week.conn)
        week.first_day, week.last_day, week.counted = made.first_day, made.last_day, changes
        return True

    def _look_again(self) -> None:
        keys = self._folder.keys()
        for name, week in list(self._weeks.items()):
            if name not in self._names or _file(self._folder, name) != week.file:
                week.conn.close()
                del self._weeks[name]
        for name in self._names:
            if name not in self._weeks and keys.has_key(week_name(name)):
                with contextlib.suppress(NoFeatures, DatabaseError, OSError):
                    conn = open_features(self._folder, name)
                    self._weeks[name] = _Week(name, conn, _file(self._folder, name), 1, 0, -1)


@dataclass(frozen=True, slots=True)
class HistoryUpTo:
    """Fills `History`: what a site holds, up to and with a day."""

    counted: SameItems
    day: date

    def count(self, kind: SameKind, key: str, since_days: int) -> Tally:
        """Count the items of the last `since_days` days with the key, by the day of the item."""
        return self.counted.count(kind, key, self.day, since_days)


class SiteHistory:
    """Counts earlier items for whichever thread asks, each with connections of its own."""

    def __init__(self, folder: SiteFolder) -> None:
        self._folder = folder
        self._local = threading.local()

    def up_to(self, day: date) -> HistoryUpTo:
        """Return the history up to and with a day, for the calling thread."""
        counted: SameItems | None = getattr(self._local, "counted", None)
        if counted is None:
            counted = self._local.counted = SameItems(self._folder)
        return HistoryUpTo(counted, day)


def _file(folder: SiteFolder, week: str) -> int:
    try:
        return features_path(folder, week).stat().st_ino
    except FileNotFoundError:
        return 0
