"""How an inspection ends: release, hold, referral, and the seizure that two officers agree on."""

from dataclasses import dataclass

from borderpost.domain import acts
from borderpost.domain.codes import AFTER_SEIZURE, Approval, Disposition, StepResult, StepType
from borderpost.domain.decisions import Refusal, Refused, Rule, Verb, missing_for, refusals
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.agencies import agency_for
from borderpost.domain.law.facts import facts_of
from borderpost.domain.law.guard import hold_reason_for
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.lawful import approver_refusals
from borderpost.domain.officer import Officer
from borderpost.domain.referral_rules import referred_goods_refusals
from borderpost.work.changes import Changes, Done, Kind
from borderpost.work.charging import charge_due
from borderpost.work.inspecting import Subject, load, open_inspection, record_step
from borderpost.work.lawfulness import approval_now, in_force, lawful
from borderpost.work.ports import Transaction
from borderpost.work.referring import make_referral, take_item_in_hand
from borderpost.work.roster import on_duty
from borderpost.work.written import LONG, written

HELD_AT_THE_BENCH = (Disposition.HOLD_DOCUMENT, Disposition.HOLD_VALUE)
"""What the papers alone can give reason for; other holds need an examination."""
_CHANGES: Changes = frozenset({Kind.INSPECTIONS})
_WITH_APPROVALS: Changes = _CHANGES | {Kind.APPROVALS}


def conclude(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    disposition: Disposition,
    reason: str = "",
    hold_reason: str = "",
    agency: str = "",
    charge: str = "",
    law: LegalPack | None = None,
) -> Done[Inspection]:
    """Give the item its disposition, or propose it where a second officer has to agree.

    `hold_reason` is the row of the pack for which the item is held, `agency` the one to whom it is referred;
    where there is but one, it is taken. `charge` is what falls due with a release with charge, such as
    `85.20 EUR`.
    """
    rows = _Rows(hold_reason, agency, charge_due(charge, disposition))
    return _decide(tx, officer, inspection, disposition, reason, rows, law, Verb.CONCLUDE)


def settle(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    disposition: Disposition,
    reason: str,
    law: LegalPack,
) -> Done[Inspection]:
    """Propose what becomes of seized goods, by what the law allows after a seizure."""
    return _decide(tx, officer, inspection, disposition, reason, _Rows(), law, Verb.SETTLE)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of the pack that were chosen with a disposition, and the charge that falls due."""

    hold_reason: str = ""
    agency: str = ""
    charge: str = ""


def _decide(
    tx: Transaction,
    officer: Officer,
    inspection: str,
    disposition: Disposition,
    reason: str,
    rows: _Rows,
    law: LegalPack | None,
    verb: Verb,
) -> Done[Inspection]:
    state = load(tx, inspection)
    reason = written(reason, "reason", LONG)
    now = tx.now()
    who = on_duty(tx, officer)
    found = (
        *refusals(state, who, verb),
        *missing_for(state, disposition, reason),
        *referred_goods_refusals(state, disposition),
    )
    if verb is Verb.SETTLE and disposition not in AFTER_SEIZURE:
        found = (*found, Refusal(Rule.ENDED, state.stage))
    chosen = {"hold_reason": rows.hold_reason, "agency": rows.agency}
    shut = lawful(law, state, who, disposition, now, reason=reason, **chosen)
    if found := (*found, *shut):
        raise Refused(found)
    row = hold_reason_for(in_force(law, now), disposition, rows.hold_reason)
    basis = {"hold_reason": row.id if row else "", "law": law.edition if law else "", "charge": rows.charge}
    to = agency_for(in_force(law, now), facts_of(state), rows.agency)
    agency = to if disposition is Disposition.REFER else None
    if agency is not None:
        # the goods are with whoever proposes it; their custody begins there
        take_item_in_hand(tx, officer, state)
    if approval_now(law, disposition, now) is not Approval.NONE:
        proposed = acts.OutcomeProposed(
            inspection=inspection,
            disposition=disposition,
            reason=reason,
            **basis,
            agency=agency.id if agency else "",
        )
        tx.append(officer.id, proposed)
        return Done(load(tx, inspection), _WITH_APPROVALS)
    recorded = acts.OutcomeRecorded(inspection=inspection, disposition=disposition, reason=reason, **basis)
    tx.append(officer.id, recorded)
    if agency is not None and law is not None:
        return make_referral(tx, officer, inspection, agency, reason, law)
    return Done(load(tx, inspection), _CHANGES)


def release(
    tx: Transaction, *, officer: Officer, subject: Subject, reason: str = "", law: LegalPack | None = None
) -> Done[Inspection]:
    """Release an item straight from the bench: taken up and let go in one act."""
    state = open_inspection(tx, officer=officer, subject=subject).result
    return conclude(
        tx, officer=officer, inspection=state.id, disposition=Disposition.RELEASE, reason=reason, law=law
    )


def hold(
    tx: Transaction,
    *,
    officer: Officer,
    subject: Subject,
    disposition: Disposition,
    hold_reason: str,
    law: LegalPack,
) -> Done[Inspection]:
    """Hold an item straight from the bench by its papers alone, for a reason of the law.

    The documentary check that the hold rests on is recorded as a step; the reason's own words are the
    officer's.
    """
    if disposition not in HELD_AT_THE_BENCH:
        raise Refused([Refusal(Rule.NO_EXAMINATION)])
    row = hold_reason_for(in_force(law, tx.now()), disposition, hold_reason)
    if row is None:
        raise Refused([Refusal(Rule.LAW_HOLD_REASON, hold_reason)])
    state = open_inspection(tx, officer=officer, subject=subject).result
    record_step(
        tx,
        officer=officer,
        inspection=state.id,
        step=StepType.DOCUMENTARY,
        result=StepResult.INCONCLUSIVE,
        law=law,
    )
    return conclude(
        tx,
        officer=officer,
        inspection=state.id,
        disposition=disposition,
        reason=row.text,
        hold_reason=row.id,
        law=law,
    )


def approve(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    proposal: str,
    remark: str = "",
    witness: str = "",
    law: LegalPack | None = None,
) -> Done[Inspection]:
    """Agree, as the second officer, to the proposal that was shown; a seizure gets its number.

    `witness` names who was there, where the law wants a witness.
    """
    state = _proposed(tx, officer, inspection, proposal, Verb.APPROVE)
    assert state.proposal is not None  # noqa: S101 - _proposed has seen it
    disposition, proposer = state.proposal.disposition, state.proposal.mark.officer
    witness = written(witness, "witness")
    who = on_duty(tx, officer)
    # the goods may have been referred, or handed over, since it was proposed
    away = referred_goods_refusals(state, disposition)
    if found := (*away, *approver_refusals(in_force(law, tx.now()), disposition, who, proposer, witness)):
        raise Refused(found)
    agency = agency_for(in_force(law, tx.now()), facts_of(state), state.proposal.agency)
    referred = disposition is Disposition.REFER and bool(state.proposal.agency)
    if referred and agency is None:
        raise Refused([Refusal(Rule.LAW_AGENCY, state.proposal.agency)])
    tx.append(
        officer.id,
        acts.OutcomeApproved(
            inspection=inspection,
            proposal=proposal,
            number=tx.next_report_number() if disposition is Disposition.SEIZE else "",
            remark=written(remark, "note", LONG),
            witness=witness,
        ),
    )
    if referred and agency is not None and law is not None:
        made = make_referral(tx, officer, inspection, agency, state.proposal.reason, law)
        return Done(made.result, made.changes | _WITH_APPROVALS)
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


def withdraw(
    tx: Transaction, *, officer: Officer, inspection: str, proposal: str, reason: str
) -> Done[Inspection]:
    """Take one's own proposal back, saying why, while nobody has answered it; the examination goes on."""
    _proposed(tx, officer, inspection, proposal, Verb.WITHDRAW)
    reason = written(reason, "reason", LONG)
    if not reason:
        raise Refused([Refusal(Rule.NO_REASON)])
    tx.append(officer.id, acts.ProposalWithdrawn(inspection=inspection, proposal=proposal, reason=reason))
    return Done(load(tx, inspection), _WITH_APPROVALS)


def _proposed(tx: Transaction, officer: Officer, inspection: str, proposal: str, verb: Verb) -> Inspection:
    """Return the inspection, refusing where what the second officer saw is not what now waits."""
    state = load(tx, inspection)
    if found := refusals(state, on_duty(tx, officer), verb):
        raise Refused(found)
    if state.proposal is None or state.proposal.mark.entry != proposal:
        raise Refused([Refusal(Rule.STALE)])
    return state
