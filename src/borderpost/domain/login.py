"""How failed logins slow the next one down."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_FAILURES = 3
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Failures:
    """Wrong passphrases in a row for one officer, and when the last was given."""

    count: int = 0
    last_at: datetime | None = None

    def wait(self, now: datetime) -> timedelta:
        """Return how long the next attempt has to wait; zero where it may be made now.

        Three are free; then 5 s, doubling up to 15 minutes. A clock that was set back never
        makes the wait longer than the full one.
        """
        if self.count < FREE_FAILURES or self.last_at is None:
            return timedelta(0)
        full = min(timedelta(seconds=5) * (1 << min(self.count - FREE_FAILURES, 20)), LONGEST_WAIT)
        left = self.last_at + full - now
        return min(max(left, timedelta(0)), full)
