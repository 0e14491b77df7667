"""What is referred to other agencies: since when, handed over or not, answered or not, and by when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from borderpost.domain.inspection import Inspection
from borderpost.domain.law.clocks import OPEN_STATES, ClockState, Deadline, deadlines, reckoned_at
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.terms import Event
from borderpost.domain.message_state import MessageState
from borderpost.domain.messages import MessageType, message_id
from borderpost.domain.referrals import Referral, find
from borderpost.work.lawfulness import zone
from borderpost.work.ports import Pages

CLOSED_AT_MOST = 500
_FROM = frozenset({Event.REFERRED, Event.HANDED_OVER})


@dataclass(frozen=True, slots=True)
class Referred:
    """One referral as the basket shows it.

    `deadline` is the time limit that it waits under, if the law has one; `message` what the agency was told,
    with what it said back.
    """

    inspection: str
    item_id: str
    referral: Referral
    deadline: Deadline | None = None
    message: MessageState | None = None

    @property
    def overdue(self) -> bool:
        """Tell whether its time limit has run out."""
        return self.deadline is not None and self.deadline.state is ClockState.RUN_OUT


def basket(
    pages: Pages, law: LegalPack | None, now: datetime, *, still_open: bool = True
) -> tuple[Referred, ...]:
    """Return the referrals that wait for something, the soonest due first. Not for the GUI thread.

    Without `still_open` those that were answered or taken back, the newest first.
    """
    if still_open:
        found = list(_referred(pages, law, now, still_open=True))
        return tuple(sorted(found, key=_due))
    return tuple(reversed(tuple(_referred(pages, law, now, still_open=False))))


def pressing(rows: Iterable[Referred]) -> int:
    """Return how many of them are overdue or have to be handed over."""
    return sum(row.overdue or row.referral.handed is None for row in rows)


def parts_of(pages: Pages, receipt: str) -> tuple[tuple[Inspection, Referral], ...]:
    """Return what was handed over under a transfer receipt. Not for the GUI thread."""
    found: list[tuple[Inspection, Referral]] = []
    for inspection, entry in pages.referrals_under(receipt):
        state = pages.inspection(inspection)
        referral = find(state.formalities.referrals, entry) if state else None
        if state is not None and referral is not None:
            found.append((state, referral))
    return tuple(found)


def _referred(pages: Pages, law: LegalPack | None, now: datetime, *, still_open: bool) -> Iterator[Referred]:
    keys = pages.referral_keys(still_open=still_open)
    known: dict[str, Inspection | None] = {}
    for inspection, entry in keys if still_open else keys[-CLOSED_AT_MOST:]:
        if inspection not in known:
            known[inspection] = pages.inspection(inspection)
        state = known[inspection]
        referral = find(state.formalities.referrals, entry) if state else None
        if state is not None and referral is not None:
            yield Referred(
                state.id,
                state.item_id,
                referral,
                _deadline(law, state, referral, now),
                _told(pages, referral),
            )


def _deadline(law: LegalPack | None, state: Inspection, referral: Referral, now: datetime) -> Deadline | None:
    """Return the time limit that the referral waits under now."""
    if law is None or not referral.is_open:
        return None
    found = deadlines(law, state, zone, reckoned_at(now, state.latest.at))
    waiting = (
        one
        for one in found
        if one.clock.starts in _FROM and one.started.subject == referral.id and one.state in OPEN_STATES
    )
    return next(waiting, None)


def _told(pages: Pages, referral: Referral) -> MessageState | None:
    """Return the message by which the agency was told of the referral, if it was."""
    return pages.message(message_id(referral.mark, MessageType.REFERRAL))


def _due(one: Referred) -> tuple[bool, datetime, int]:
    mark = one.referral.mark
    return one.deadline is None, one.deadline.expires_at if one.deadline else mark.at, mark.sequence
