"""Makes the badge cards of a site's officers, on a thread of its own."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from borderpost.app.places import SiteConfig
from borderpost.app.signing_in import role_words
from borderpost.documents.badge_card import BadgeCard, badge_card
from borderpost.domain.officer import Officer


class BadgeMaker:
    """Cards with the site's name, dated by its clock."""

    def __init__(self, site: SiteConfig, clock: Callable[[], datetime]) -> None:
        self._site = site
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="badges")

    def badge_card(self, officer: Officer, badge: str) -> "Future[bytes]":
        """Return the PDF of an officer's badge; fails with ValueError for a code that no badge can say."""
        card = BadgeCard(
            self._site.administration,
            self._site.facility,
            officer.id,
            officer.name,
            role_words(officer),
            self._clock(),
            badge,
        )
        return self._thread.submit(badge_card, card)

    def close(self) -> None:
        """Finish what is being made and end the thread."""
        self._thread.shutdown(wait=True, cancel_futures=True)
