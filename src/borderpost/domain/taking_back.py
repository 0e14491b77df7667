"""Whether a release from the bench may still be taken back: by whom, how long, and upon what proof."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from borderpost.domain.codes import Disposition
from borderpost.domain.decisions import Refusal, Rule, Verb, refusals
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer, Right

SHIFT: Final = timedelta(hours=12)
"""No shift is longer: a release that is older is reopened by a second person, not taken back."""


@dataclass(frozen=True, slots=True)
class Since:
    """What has happened since a release.

    `signed_out`: whoever released the item has left the station. `confirmed`: the post has taken the release
    in, so that the item may be on its way. `seen`: a scan has shown the item here. `again`: it was taken up
    once more.
    """

    signed_out: bool = False
    confirmed: bool = False
    seen: bool = False
    again: bool = False


def taking_back_refusals(
    state: Inspection, officer: Officer, outcome: str, now: datetime, since: Since
) -> tuple[Refusal, ...]:
    """Return why the officer may not take the release back that stands by the entry `outcome`.

    A clock that was set back gives nobody more time: the newest entry about the item counts.
    """
    found = list(refusals(state, officer, Verb.TAKE_BACK))
    stands = state.outcome
    if found or stands is None:
        return tuple(found)
    if stands.mark.entry != outcome:
        return (Refusal(Rule.STALE),)
    if not is_from_bench(state):
        found.append(Refusal(Rule.NOT_FROM_BENCH))
    if officer.id not in {stands.mark.officer, stands.consent} and not officer.may(Right.APPROVE):
        found.append(Refusal(Rule.NOT_THE_RELEASER))
    if since.signed_out or max(now, state.latest.at) - stands.mark.at > SHIFT:
        found.append(Refusal(Rule.SHIFT_OVER))
    if since.again:
        found.append(Refusal(Rule.TAKEN_UP_AGAIN))
    if since.confirmed and not since.seen:
        found.append(Refusal(Rule.MAY_HAVE_LEFT))
    return tuple(found)


def is_from_bench(state: Inspection) -> bool:
    """Tell whether what stands is a release without an examination: nothing but the decision was recorded."""
    stands = state.outcome
    plain = stands is not None and stands.disposition is Disposition.RELEASE and stands.approval is None
    return plain and not (state.steps or state.findings or state.lines or state.photographs or state.exhibits)
