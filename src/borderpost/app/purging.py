"""Erases declarations whose time is over: at the start of a station, every day, and when it is asked to."""

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from borderpost.domain.law.keeping import Keeping
from borderpost.store.declarations import Declarations
from borderpost.store.engine import DatabaseError
from borderpost.store.folder import SiteFolder
from borderpost.store.lock import FolderInUse, FolderLock
from borderpost.store.purging import (
    belonging_to_cases,
    due_weeks,
    erase_week,
    forget_left,
    purged_weeks,
    sweep,
    weighed,
)
from borderpost.store.site import StationStore
from borderpost.work.retaining import Week, record_purge
from borderpost.work.troubles import ErasureWithheld, NotRecorded, WeeksErased

_LOG = logging.getLogger(__name__)
_BELIEVED: Final = timedelta(days=31)
"""How far the clock may be ahead of the newest arrival: mail comes every day, and what is erased is gone."""

_BETWEEN_LOOKS: Final = 3600.0  # seconds


@dataclass(slots=True)
class Purge:
    """What was erased, or would be; `withheld` is the newest arrival where the clock is not believed.

    `left` are weeks of which a file is still open somewhere: nobody can read it, and it is removed later.
    """

    weeks: list[Week] = field(default_factory=list)
    withheld: datetime | None = None
    left: list[str] = field(default_factory=list)


def purge(
    store: StationStore,
    keeping: Keeping,
    today: date,
    *,
    trust_clock: bool = False,
    stop: threading.Event | None = None,
) -> Purge:
    """Erase the weeks whose time is over, one after the other; each is recorded first.

    Raise FolderInUse while declarations are taken in, NotRecorded where the record cannot be written,
    DatabaseError where the declarations cannot be reached: what was done until then is done.
    """
    folder, done = store.folder, Purge()
    with FolderLock(folder.importing):
        with contextlib.closing(folder.connect_record(readonly=True)) as record:
            done.left = sweep(folder, purged_weeks(record))
            forget_left(folder, record)
            due = due_weeks(folder, keeping.days, today)
            newest = _newest_arrival(folder) if due and not trust_clock else None
            if newest is not None and today - newest.date() > _BELIEVED:
                done.weeks = [weighed(folder, week) for week in due]
                done.withheld = newest
                return done
            for name in due:
                if stop is not None and stop.is_set():
                    break
                week = weighed(folder, name)
                belonging = belonging_to_cases(folder, record, name)
                verb = partial(record_purge, week=week, keeping=keeping, belonging=belonging)
                store.submit(verb).result()
                erase_week(folder, name)
                done.weeks.append(week)
        return done


def would_purge(folder: SiteFolder, keeping: Keeping, today: date) -> Purge:
    """Return what `purge` would erase; nothing is changed."""
    weeks = [weighed(folder, week) for week in due_weeks(folder, keeping.days, today)]
    newest = _newest_arrival(folder) if weeks else None
    doubtful = newest is not None and today - newest.date() > _BELIEVED
    return Purge(weeks, newest if doubtful else None)


def _newest_arrival(folder: SiteFolder) -> datetime | None:
    with (
        contextlib.closing(folder.connect_mirror(readonly=True)) as mirror,
        contextlib.closing(Declarations(folder, mirror)) as declarations,
    ):
        newest = declarations.tally().newest
    return datetime.fromisoformat(newest) if newest else None


class DailyPurge:
    """Purges on a thread of its own, at once and every hour; what it did is told by the store's notices."""

    def __init__(
        self,
        store: StationStore,
        keeping: Callable[[date], Keeping | None],
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._keeping = keeping
        self._clock = clock
        self._stop = threading.Event()
        self._told: tuple[str, ...] = ()
        self._thread = threading.Thread(target=self._run, name="purging")
        self._thread.start()

    def stop(self) -> None:
        """End it, behind the week that it is at."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            self._look()
            if self._stop.wait(_BETWEEN_LOOKS):
                return

    def _look(self) -> None:
        today = self._clock().date()
        keeping = self._keeping(today)
        if keeping is None:
            return
        try:
            done = purge(self._store, keeping, today, stop=self._stop)
        except (FolderInUse, NotRecorded):
            # the next look comes soon enough
            return
        except (DatabaseError, OSError) as error:
            _LOG.info("declarations could not be erased: %s", error)
            return
        weeks = tuple(week.week for week in done.weeks)
        if done.withheld is not None:
            if weeks != self._told:
                self._store.tell(ErasureWithheld(weeks, done.withheld))
                self._told = weeks
        elif weeks:
            self._store.tell(WeeksErased(weeks, sum(week.items for week in done.weeks), keeping.days))
