"""Makes the badge cards of a site's officers, on a thread of its own."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from borderpost.app.places import SiteConfig
from borderpost.app.signing_in import role_words
from borderpost.domain.officer import Officer


class BadgeMaker:
    """Cards with the site's name, dated by its clock."""

    def __init__(self, site: SiteConfig, clock: Callable[[], datetime]) -> None:
        self._site = site
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="badges")

    def badge_card(self, officer: Officer, badge: str) -> "Future[bytes]":
        """Return the PDF of an officer's badge; fails with ValueError for a code that no badge can say."""
        return self._thread.submit(self._make, officer, role_words(officer), self._clock(), badge)

    def _make(self, officer: Officer, roles: str, at: datetime, badge: str) -> bytes:
        # imported where it is made: most benches never print one
        from borderpost.documents.badge_card import BadgeCard, badge_card

        site = self._site
        return badge_card(
            BadgeCard(site.administration, site.facility, officer.id, officer.name, roles, at, badge)
        )

    def close(self) -> None:
        """Finish what is being made and end the thread."""
        self._thread.shutdown(wait=True, cancel_futures=True)
