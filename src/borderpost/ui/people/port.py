"""What the screens of persons need from the rooms beside them."""

from concurrent.futures import Future
from typing import Protocol

from borderpost.domain.officer import Officer


class Badges(Protocol):
    """Makes badge cards, on a thread of its own."""

    def badge_card(self, officer: Officer, badge: str) -> Future[bytes]:
        """Return the PDF of an officer's badge; fails with ValueError for a code that no badge can say."""
        ...
