"""Carries the counts of quality on to what the weeks hold by now; it may end and go on at any row."""

import contextlib
from collections.abc import Callable
from typing import Final

from borderpost.domain.declaration import Declaration
from borderpost.domain.risk.quality import Quality
from borderpost.domain.risk.quality_ledger import QualityLedger
from borderpost.store.compact import Damaged
from borderpost.store.engine import DatabaseError, immediate
from borderpost.store.folder import NoKey, SiteFolder
from borderpost.store.quality_file import QUALITY, add_counts, counted_rows
from borderpost.store.week_file import WeekFile
from borderpost.work.ports_risk import never

BATCH: Final = 5_000
_ROWS: Final = "SELECT row, dictionary, content FROM items WHERE row > ? ORDER BY row LIMIT ?"

Scoring = Callable[[Declaration], Quality]


def count_quality(
    folder: SiteFolder, scoring: Scoring, cancelled: Callable[[], bool] = never, batch: int = BATCH
) -> int:
    """Count what was taken in since the last pass, newest weeks first; return how many declarations.

    Counts of weeks that are gone are removed. A week that cannot be read is left out. The folder's vault is
    open. Stops once `cancelled` says so.
    """
    weeks = folder.weeks()
    for gone in set(QUALITY.there(folder)) - set(weeks):
        QUALITY.drop(folder, gone)
    done = 0
    for week in weeks:
        if cancelled():
            break
        with contextlib.suppress(DatabaseError, Damaged, NoKey, OSError):
            done += _count_week(folder, week, scoring, cancelled, batch)
    return done


def _count_week(
    folder: SiteFolder, week: str, scoring: Scoring, cancelled: Callable[[], bool], batch: int
) -> int:
    with (
        contextlib.closing(folder.connect_week(week, readonly=True)) as held,
        contextlib.closing(QUALITY.open_to_write(folder, week)) as conn,
    ):
        file, done = WeekFile(week, held), 0
        while not cancelled():
            # Another may count at the same time: who holds the transaction goes on from where it ended.
            with immediate(conn):
                taken = held.execute(_ROWS, (counted_rows(conn), batch)).fetchall()
                if not taken:
                    break
                ledger = QualityLedger()
                for _, dictionary, content in taken:
                    declaration = file.packer(dictionary).unpack(content)
                    ledger.add(declaration, scoring(declaration))
                add_counts(conn, ledger, taken[-1][0])
            done += len(taken)
        return done
