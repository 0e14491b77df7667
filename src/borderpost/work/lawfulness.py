"""The law at the bench now: the pack as in force today, with the time limits of an item reckoned."""

from datetime import UTC, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from borderpost.domain.codes import Approval, Disposition, StepType
from borderpost.domain.decisions import Refusal, unseen_release
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.clocks import deadlines, reckoned_at, run_out
from borderpost.domain.law.guard import approval_for
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.lawful import disposition_refusals, opening_refusals, with_unseen
from borderpost.domain.officer import Officer


@cache
def zone(name: str) -> tzinfo:
    """Return a time zone; one that this computer does not know counts as UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def in_force(law: LegalPack | None, now: datetime) -> LegalPack | None:
    """Return the pack with the rows that are in force today; None where there is no pack."""
    return law.on(now.date()) if law else None


def lawful(
    law: LegalPack | None,
    state: Inspection,
    officer: Officer,
    disposition: Disposition,
    now: datetime,
    *,
    reason: str = "",
    hold_reason: str = "",
    agency: str = "",
) -> tuple[Refusal, ...]:
    """Return why the law shuts a disposition now; without a pack, no more than that nothing singled out goes
    without a look or a word.

    A computer whose clock was set back gives nobody more time: the newest entry about the item counts.
    """
    unseen: tuple[Refusal, ...] = ()
    if disposition is Disposition.RELEASE:
        unseen = unseen_release(state.lane, reason, examined=bool(state.steps))
    if law is None:
        return unseen
    reckoned = reckoned_at(now, state.latest.at)
    gone = run_out(deadlines(law, state, zone, reckoned))
    found = disposition_refusals(
        law.on(now.date()),
        state,
        officer,
        disposition,
        reason=reason,
        hold_reason=hold_reason,
        agency=agency,
        run_out=gone,
    )
    return with_unseen(found, unseen)


def may_open(law: LegalPack | None, state: Inspection, step: StepType, now: datetime) -> tuple[Refusal, ...]:
    """Return why the law forbids a step that opens the item."""
    return opening_refusals(law.on(now.date()), state, step) if law else ()


def approval_now(law: LegalPack | None, disposition: Disposition, now: datetime) -> Approval:
    """Return whose consent the disposition needs today."""
    return approval_for(in_force(law, now), disposition)
