"""How an inspection ends: release, hold, referral, and the seizure that two officers agree on."""

from borderpost.domain import acts
from borderpost.domain.codes import Disposition
from borderpost.domain.decisions import (
    Refusal,
    Refused,
    Rule,
    Verb,
    missing_for,
    needs_second_officer,
    refusals,
)
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer
from borderpost.work.changes import Changes, Done, Kind
from borderpost.work.inspecting import Subject, load, open_inspection
from borderpost.work.ports import Transaction
from borderpost.work.roster import on_duty
from borderpost.work.written import LONG, written

_CHANGES: Changes = frozenset({Kind.INSPECTIONS})
_WITH_APPROVALS: Changes = _CHANGES | {Kind.APPROVALS}


def conclude(
    tx: Transaction, *, officer: Officer, inspection: str, disposition: Disposition, reason: str = ""
) -> Done[Inspection]:
    """Give the item its disposition, or propose it where a second officer has to agree."""
    state = load(tx, inspection)
    reason = written(reason, "reason", LONG)
    forbidden = refusals(state, on_duty(tx, officer), Verb.CONCLUDE)
    if found := (*forbidden, *missing_for(state, disposition, reason)):
        raise Refused(found)
    if needs_second_officer(disposition):
        tx.append(
            officer.id,
            acts.OutcomeProposed(inspection=inspection, disposition=disposition, reason=reason),
        )
        return Done(load(tx, inspection), _WITH_APPROVALS)
    tx.append(officer.id, acts.OutcomeRecorded(inspection=inspection, disposition=disposition, reason=reason))
    return Done(load(tx, inspection), _CHANGES)


def release(tx: Transaction, *, officer: Officer, subject: Subject) -> Done[Inspection]:
    """Release an item straight from the bench: taken up and let go in one act."""
    state = open_inspection(tx, officer=officer, subject=subject).result
    return conclude(tx, officer=officer, inspection=state.id, disposition=Disposition.RELEASE)


def approve(
    tx: Transaction, *, officer: Officer, inspection: str, proposal: str, remark: str = ""
) -> Done[Inspection]:
    """Agree, as the second officer, to the proposal that was shown; a seizure gets its number."""
    state = _proposed(tx, officer, inspection, proposal, Verb.APPROVE)
    assert state.proposal is not None  # noqa: S101 - _proposed has seen it
    seizes = state.proposal.disposition is Disposition.SEIZE
    tx.append(
        officer.id,
        acts.OutcomeApproved(
            inspection=inspection,
            proposal=proposal,
            number=tx.next_report_number() if seizes else "",
            remark=written(remark, "note", LONG),
        ),
    )
    return Done(load(tx, inspection), _WITH_APPROVALS)


def refuse(
    tx: Transaction, *, officer: Officer, inspection: str, proposal: str, reason: str
) -> Done[Inspection]:
    """Disagree, as the second officer, and say why; the examination goes on."""
    _proposed(tx, officer, inspection, proposal, Verb.REFUSE)
    reason = written(reason, "reason", LONG)
    if not reason:
        raise Refused([Refusal(Rule.NO_REASON)])
    tx.append(officer.id, acts.OutcomeRefused(inspection=inspection, proposal=proposal, reason=reason))
    return Done(load(tx, inspection), _WITH_APPROVALS)


def _proposed(tx: Transaction, officer: Officer, inspection: str, proposal: str, verb: Verb) -> Inspection:
    """Return the inspection, refusing where what the second officer saw is not what now waits."""
    state = load(tx, inspection)
    if found := refusals(state, on_duty(tx, officer), verb):
        raise Refused(found)
    if state.proposal is None or state.proposal.mark.entry != proposal:
        raise Refused([Refusal(Rule.STALE)])
    return state
