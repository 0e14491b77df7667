"""What the screen and the command of quality ask of the store: counts by post and sender, week by week."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from borderpost.domain.risk.quality_ledger import CountedBy, QualityCount


@dataclass(frozen=True, slots=True)
class Notice:
    """Items of one post that were scanned, `timed` of them with a declaration whose moment is known.

    Of these, `after` were declared behind their scan, `short` less than a day before it.
    """

    timed: int = 0
    after: int = 0
    short: int = 0


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One post (by its country) or sender: all weeks together, and each, as in `QualityReport.weeks`.

    `notice` is there for posts alone.
    """

    key: str
    name: str
    total: QualityCount
    weeks: tuple[QualityCount, ...]
    notice: Notice = Notice()


@dataclass(frozen=True, slots=True)
class QualityReport:
    """How good the declarations are that arrived in some weeks, by their Mondays, the oldest first.

    `rows` are those with the most declarations, most first; `all_rows` says how many there are, and
    `everything` counts them all.
    """

    by: CountedBy
    weeks: tuple[date, ...]
    rows: tuple[QualityRow, ...]
    all_rows: int
    everything: QualityRow


class QualityBook(Protocol):
    """Counts how good declarations are, beside the screens."""

    def report(self, by: CountedBy, weeks: int, cancelled: Callable[[], bool]) -> "Future[QualityReport]":
        """Count what has come since, and return the newest weeks; fails with Cancelled once cancelled."""
        ...
