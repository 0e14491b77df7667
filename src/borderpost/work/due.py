"""What is due at this station: the time limits of every item that is under way or seized."""

from collections.abc import Iterator
from datetime import datetime

from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.law.clocks import ClockState, Deadline, Wall, deadlines, reckoned_at, wall
from borderpost.domain.law.pack import LegalPack
from borderpost.work.lawfulness import zone
from borderpost.work.ports import LogFilter, Pages

WITH_CLOCKS = (Stage.OPEN, Stage.HELD, Stage.AWAITING_APPROVAL, Stage.SEIZED)
_PAGE = 100


def due(pages: Pages, law: LegalPack, now: datetime) -> Wall:
    """Return the time limits that are open, soonest first. Not for the GUI thread.

    Where the clock stands before the newest entry about one of the items, that entry counts.
    """
    states = list(_states(pages))
    newest = max((state.latest.at for state in states), default=None)
    return wall(law, states, zone, now, newest)


def pressing(wall: Wall) -> int:
    """Return how many time limits are over or end today."""
    return sum(one.state is not ClockState.RUNNING for one in wall.deadlines)


def deadlines_of(law: LegalPack | None, state: Inspection, now: datetime) -> tuple[Deadline, ...]:
    """Return every time limit of one item, open or done with, in the order in which they end."""
    return deadlines(law, state, zone, reckoned_at(now, state.latest.at)) if law else ()


def _states(pages: Pages) -> Iterator[Inspection]:
    for stage in WITH_CLOCKS:
        ids = pages.log_ids(LogFilter(stage=stage), lambda: False)
        for start in range(0, len(ids), _PAGE):
            for row in pages.log_rows(ids[start : start + _PAGE]):
                state = pages.inspection(row.id)
                if state is not None:
                    yield state
    # what another agency still has to take or to answer is ended here, but not there
    for inspection in dict.fromkeys(inspection for inspection, _ in pages.referral_keys(still_open=True)):
        state = pages.inspection(inspection)
        if state is not None and state.stage not in WITH_CLOCKS:
            yield state
