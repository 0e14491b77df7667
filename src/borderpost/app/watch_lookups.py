"""Looks the names of declarations up in watch lists while nobody waits for it, a little at a time."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.store.engine import DatabaseError
from borderpost.store.screening_thread import ScreeningThread
from borderpost.work.ports_risk import JudgedBy
from borderpost.work.troubles import NotRead

_LOG = logging.getLogger(__name__)
_FIRST: Final = 60.0  # seconds, in which a station has other things to do
_AT_A_TIME: Final = 0.25  # seconds for which a question may have to wait
_BETWEEN: Final = 0.75
_BETWEEN_LOOKS: Final = 600.0


class WatchLookups:
    """Asks the screening thread for short pieces of work, until all names are looked up, and again later.

    `judged` says which profiles are in force, and by what they judge: that may be others each time.
    """

    def __init__(
        self,
        screening: ScreeningThread,
        judged: Callable[[], tuple[ProfileSet, JudgedBy]],
        *,
        first: float = _FIRST,
        between: float = _BETWEEN,
    ) -> None:
        self._screening = screening
        self._judged = judged
        self._first, self._between = first, between
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch lists", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it at once; what was found is kept, and the next run goes on there."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        wait = self._first
        while not self._stop.wait(wait):
            try:
                wait = _BETWEEN_LOOKS if self._piece() else self._between
            except (NotRead, DatabaseError, OSError) as error:
                _LOG.info("names could not be looked up in watch lists: %s", error)
                wait = _BETWEEN_LOOKS

    def _piece(self) -> bool:
        """Work for a moment; return whether nothing is left to do."""
        profiles, by = self._judged()
        over: list[float] = []

        def unwanted() -> bool:
            if not over:
                over.append(time.monotonic() + _AT_A_TIME)
            return self._stop.is_set() or time.monotonic() > over[0]

        return self._screening.ask(
            lambda screening: screening.look_names_up(profiles, by, cancelled=unwanted)
        ).result()
