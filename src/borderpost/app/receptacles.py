"""Which items were declared to be in a receptacle: asked of all declarations, beside bench and search."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date, datetime, timedelta

from borderpost.domain.money import RateTable
from borderpost.domain.risk.condition import Comparison, Field, Operator
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile import Profile
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.store.screening_thread import ScreeningThread
from borderpost.work.ports_risk import JudgedBy, Screening

_ARRIVED_WITHIN = timedelta(days=120)
"""Numbers of receptacles come again; what was announced longer ago was in an earlier one."""


class SiteReceptacles:
    """Asks the site's own declarations."""

    def __init__(self, screening: ScreeningThread, rates: RateTable, clock: Callable[[], datetime]) -> None:
        self._screening = screening
        self._rates = rates
        self._clock = clock

    def items_in(self, receptacle: str) -> "Future[tuple[str, ...]]":
        """Return the numbers of the items declared to be in a receptacle, each once, the newest first."""
        asked = ProfileSet((_question(receptacle),))
        today = self._clock().date()

        def answer(screening: Screening) -> tuple[str, ...]:
            found = screening.screen(asked, JudgedBy(self._rates), since=today - _ARRIVED_WITHIN, until=today)
            return tuple(dict.fromkeys(one.item.item_id for one in found))

        return self._screening.ask(answer)


def _question(receptacle: str) -> Profile:
    return Profile(
        id="receptacle",
        version=1,
        title="Receptacle",
        lane=Lane.GREEN,
        owner="-",
        author="-",
        approver="-",
        valid_from=date(2000, 1, 1),
        valid_until=date(9999, 12, 31),
        legal_basis="-",
        instruction="-",
        condition=Comparison(Field.RECEPTACLE_ID, Operator.IS_IN, (receptacle,)),
    )
