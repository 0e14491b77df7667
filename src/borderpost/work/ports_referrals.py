"""What the referrals ask of the record: which there are, and the number of the next transfer receipt."""

from typing import Protocol

Key = tuple[str, str]
"""An inspection and the entry of one of its referrals."""


class ReferralReads(Protocol):
    """The referrals of a record."""

    def referral_keys(self, *, still_open: bool) -> tuple[Key, ...]:
        """Return the referrals that wait for something, or those that do not, oldest first."""
        ...

    def referrals_under(self, receipt: str) -> tuple[Key, ...]:
        """Return the referrals that were handed over under a transfer receipt, in their order."""
        ...


class ReferralNumbers(Protocol):
    """What a hand-over needs."""

    def next_transfer_number(self) -> str:
        """Return the number that the next transfer receipt of this station will bear."""
        ...
