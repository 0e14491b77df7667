"""What quick releases ask of the record: who released what last, and which lists are under way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from borderpost.domain.release_acts import BulkReleaseBegun, TrustedListTaken


@dataclass(frozen=True, slots=True)
class BulkUnderWay:
    """A bulk release that has not come to its end; `approver` signed it, `done` of its items are released."""

    begun: BulkReleaseBegun
    sequence: int
    approver: str
    done: int


class Releases(Protocol):
    """Quick releases of a record."""

    def last_released_by(self, officer: str) -> str:
        """Return the inspection that an officer released last from the bench, or nothing."""
        ...

    def signed_out_since(self, officer: str, sequence: int) -> bool:
        """Tell whether the officer has signed out behind an entry of the journal."""
        ...

    def newest_since(self, sequence: int) -> datetime | None:
        """Return the latest moment that an entry behind one bears: a clock may have been set back since."""
        ...

    def bulk_release(self, batch: str) -> BulkUnderWay | None:
        """Return a bulk release that is under way."""
        ...

    def bulk_releases(self) -> tuple[BulkUnderWay, ...]:
        """Return the bulk releases that are under way, oldest first."""
        ...

    def trusted_lists(self, list_id: str = "") -> tuple[TrustedListTaken, ...]:
        """Return the lists of trusted senders of an id, or of all, that were taken in and withdrawn, oldest
        first."""
        ...

    def released_in(self, batch: str) -> frozenset[str]:
        """Return the items (`NUMBER DAY`) that a bulk release has released so far."""
        ...
