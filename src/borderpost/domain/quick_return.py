"""How an officer comes back to their own locked bench by badge and PIN, and when that is not enough."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

SHIFT: Final = timedelta(hours=12)
"""How long a passphrase lets its officer return by PIN."""
PIN_TRIES: Final = 3
SHORTEST_PIN: Final = 6
LONGEST_PIN: Final = 12

_PIN = re.compile(f"[0-9]{{{SHORTEST_PIN},{LONGEST_PIN}}}")
_WAITS: Final = (timedelta(0), timedelta(seconds=2), timedelta(seconds=10))
_RUN: Final = "01234567890123"


class NotByPin(StrEnum):
    """Why only the passphrase opens the bench."""

    NOT_LOCKED = "not_locked"
    NOT_YOURS = "not_yours"
    NO_PIN = "no_pin"
    SHIFT_OVER = "shift_over"
    TRIES_SPENT = "tries_spent"


@dataclass(frozen=True, slots=True)
class BenchSession:
    """Who proved themselves last at this station by passphrase, and the lock that has shut the bench since.

    `locked` is the id of the lock's entry, empty while it is open.
    """

    officer: str
    proven_at: datetime
    locked: str = ""
    failures: int = 0
    failed_at: datetime | None = None

    def wait(self, now: datetime) -> timedelta:
        """Return how long the next PIN has to wait."""
        if self.failed_at is None or now < self.failed_at:
            return timedelta(0)
        return max(self.failed_at + _WAITS[min(self.failures, PIN_TRIES - 1)] - now, timedelta(0))


def not_by_pin(
    session: BenchSession | None, *, officer: str, locked: str, has_pin: bool, now: datetime
) -> NotByPin | None:
    """Return why a PIN does not open the bench for this officer; None where it may be tried.

    `locked` is the lock that the officer stands before: a PIN returns to that and to no other.
    """
    if session is None or not locked or session.locked != locked:
        return NotByPin.NOT_LOCKED
    if session.officer != officer:
        return NotByPin.NOT_YOURS
    if not has_pin:
        return NotByPin.NO_PIN
    # a clock that was set back says nothing of how long ago the passphrase was
    if not session.proven_at <= now < session.proven_at + SHIFT:
        return NotByPin.SHIFT_OVER
    return NotByPin.TRIES_SPENT if session.failures >= PIN_TRIES else None


def is_weak_pin(untrusted_pin: str) -> bool:
    """Tell whether a PIN is none: not 6 to 12 digits, one digit or two in turn, or digits in a row."""
    if _PIN.fullmatch(untrusted_pin) is None:
        return True
    run = untrusted_pin in _RUN or untrusted_pin[::-1] in _RUN
    return run or len(set(untrusted_pin[::2])) == len(set(untrusted_pin[1::2])) == 1
