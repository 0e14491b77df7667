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

        Three are free; then 5 s, doubling up to 15 minutes. A failure that lies ahead says only that the
        clock was set back since: waiting for that moment could take years, so the next attempt is free, and
        one that fails counts from the clock's new time.
        """
        if self.count < FREE_FAILURES or self.last_at is None or now < self.last_at:
            return timedelta(0)
        full = min(timedelta(seconds=5) * (1 << min(self.count - FREE_FAILURES, 20)), LONGEST_WAIT)
        return max(self.last_at + full - now, timedelta(0))
