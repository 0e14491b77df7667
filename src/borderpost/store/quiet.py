"""The moments in which nothing is recorded: what reads whole files waits for them."""

import threading
import time
from typing import Final

_QUIET_SECONDS: Final = 10.0
"""So long after an act the bench rests: parcels come sooner one after the other."""
_PATIENCE_SECONDS: Final = 300.0
"""So long at most files wait to be read, all of them together: there may be no rest all day."""


class Quiet:
    """Knows when something was last recorded; shared by the threads that record and those that wait."""

    def __init__(
        self,
        ending: threading.Event,
        *,
        seconds: float = _QUIET_SECONDS,
        patience: float = _PATIENCE_SECONDS,
    ) -> None:
        """A rest is `seconds` without an act, the opening among them; rests are waited for until `patience`
        seconds after the opening.

        `ending` is set when nobody needs to wait any longer.
        """
        self.seconds = seconds
        self.patience = patience
        self._ending = ending
        self._opened = self._last = time.monotonic()

    def disturb(self) -> None:
        """Take note that somebody works."""
        self._last = time.monotonic()

    def wait(self, rest_seconds: float = 0.0) -> bool:
        """Rest for so long, and then until nobody works; tell whether the end has come instead."""
        if self._ending.wait(rest_seconds):
            return True
        while (left := min(self._opened + self.patience, self._last + self.seconds) - time.monotonic()) > 0:
            if self._ending.wait(left):
                return True
        return False
