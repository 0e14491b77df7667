"""Carries the features of weeks on to what their files hold by now; it may end and go on at any row."""

import contextlib
from collections.abc import Callable
from typing import Any, Final

from borderpost.store.compact import Damaged
from borderpost.store.engine import Connection, DatabaseError, immediate
from borderpost.store.features_chunks import add_chunk
from borderpost.store.features_codes import CodeNumbers
from borderpost.store.features_file import (
    Made,
    drop_features,
    features_there,
    made_of,
    open_to_write,
)
from borderpost.store.features_of import FeatureMaker
from borderpost.store.folder import NoKey, SiteFolder
from borderpost.store.week_file import WeekFile
from borderpost.work.ports_risk import never

BATCH: Final = 20_000
_ROWS: Final = "SELECT row, dictionary, content FROM items WHERE row > ? ORDER BY row LIMIT ?"
_SAME: Final = "INSERT OR IGNORE INTO same VALUES (?, ?, ?, ?, ?, ?, ?)"


def carry_on(
    folder: SiteFolder, cancelled: Callable[[], bool] = never, batch: int = BATCH, most: int = 1 << 62
) -> int:
    """Make the features of what was taken in since the last pass, newest weeks first; return of how many
    declarations. Features of weeks that are gone are removed. A week that cannot be read is left out.

    The folder's vault is open. Stops behind `most` declarations, or once `cancelled` says so.
    """
    weeks = folder.weeks()
    for gone in set(features_there(folder)) - set(weeks):
        drop_features(folder, gone)
    done = 0
    for week in weeks:
        if cancelled() or done >= most:
            break
        with contextlib.suppress(DatabaseError, Damaged, NoKey, OSError):
            done += _carry_on_week(folder, week, cancelled, batch, most - done)
    return done


def _carry_on_week(
    folder: SiteFolder, week: str, cancelled: Callable[[], bool], batch: int, most: int
) -> int:
    with (
        contextlib.closing(folder.connect_week(week, readonly=True)) as held,
        contextlib.closing(open_to_write(folder, week)) as conn,
    ):
        if made_of(conn).rows >= (held.execute("SELECT max(row) FROM items").fetchone()[0] or 0):
            return 0
        writer, done = FeatureWriter(WeekFile(week, held), conn), 0
        while not cancelled() and done < most:
            size = min(batch, most - done)
            taken = writer.carry_on(size)
            done += taken
            if taken < size:
                break
        return done


class FeatureWriter:
    """Adds to the features of one week, batch by batch; another may do so at the same time."""

    def __init__(self, week: WeekFile, conn: Connection) -> None:
        self._week = week
        self._conn = conn
        self._at = -1
        self._numbers = CodeNumbers({})
        self._maker = FeatureMaker(self._numbers)

    def carry_on(self, batch: int) -> int:
        """Make the features of the next rows in one transaction; return of how many."""
        with immediate(self._conn):
            made = made_of(self._conn)
            if made.rows != self._at:
                self._numbers = CodeNumbers(_known(self._conn))
                self._maker = FeatureMaker(self._numbers)
            taken = self._week.conn.execute(_ROWS, (made.rows, batch)).fetchall()
            for row, dictionary, content in taken:
                self._maker.add(row, self._week.packer(dictionary).unpack(content))
            if taken:
                self._at = taken[-1][0]
                _write(self._conn, self._maker, self._numbers, made, self._at)
        return len(taken)


def _known(conn: Connection) -> dict[str, int]:
    return {text: number for number, text in conn.execute("SELECT id, text FROM codes")}


def _write(conn: Any, maker: FeatureMaker, numbers: CodeNumbers, made: Made, last: int) -> None:
    gathered = maker.taken()
    add_chunk(conn, gathered.columns())
    # sorted, so that the pages are met one after the other
    conn.executemany(_SAME, sorted(gathered.same))
    conn.executemany("INSERT INTO codes VALUES (?, ?)", numbers.fresh)
    conn.executemany("INSERT OR IGNORE INTO hs_forms VALUES (?, ?)", numbers.forms)
    numbers.fresh, numbers.forms = [], []
    conn.execute(
        "UPDATE made SET rows = ?, first_day = ?, last_day = ?",
        (last, min(made.first_day, gathered.first_day), max(made.last_day, gathered.last_day)),
    )
