"""What the law says to an inspection, told as refusals like those of the program's own rules."""

from collections.abc import Iterable

from borderpost.domain.codes import Approval, Disposition, StepType
from borderpost.domain.decisions import Refusal, Rule, unseen_release
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.facts import CaseFacts, facts_of
from borderpost.domain.law.guard import Bar, Barred, approval_for, judge, may_approve, opening_barred
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.officer import Officer

RULE_OF: dict[Bar, Rule] = {
    Bar.CONVENTION: Rule.LAW_CONVENTION,
    Bar.FORBIDDEN: Rule.LAW_FORBIDDEN,
    Bar.NOT_IN_PACK: Rule.LAW_NOT_IN_PACK,
    Bar.ROLE: Rule.LAW_ROLE,
    Bar.NO_GROUND: Rule.LAW_NO_GROUND,
    Bar.NO_OFFENCE: Rule.LAW_NO_OFFENCE,
    Bar.NOT_STANDING: Rule.LAW_NOT_STANDING,
    Bar.CLOCK_RUNS: Rule.LAW_CLOCK_RUNS,
    Bar.NOT_CONFIRMED: Rule.LAW_NOT_CONFIRMED,
    Bar.SMALL_CONDITION: Rule.LAW_SMALL_CONDITION,
    Bar.REASON: Rule.LAW_REASON,
    Bar.UNEXAMINED: Rule.LAW_UNEXAMINED,
    Bar.HOLD_REASON: Rule.LAW_HOLD_REASON,
    Bar.OPENING: Rule.LAW_OPENING,
    Bar.AGENCY: Rule.LAW_AGENCY,
}


def disposition_refusals(
    law: LegalPack,
    state: Inspection,
    officer: Officer,
    disposition: Disposition,
    *,
    reason: str = "",
    hold_reason: str = "",
    agency: str = "",
    run_out: frozenset[str] = frozenset(),
) -> tuple[Refusal, ...]:
    """Return why the law shuts a disposition; `law` holds the rows in force alone."""
    facts = facts_of(state, run_out)
    verdict = judge(
        law, facts, disposition, officer.roles, reason=reason, hold_reason=hold_reason, agency=agency
    )
    return _told(verdict.barred)


def release_refusals(
    law: LegalPack | None, lane: str, officer: Officer, reason: str = ""
) -> tuple[Refusal, ...]:
    """Return why an item of a lane that nobody has examined cannot be released with this reason."""
    unseen = unseen_release(lane, reason, examined=False)
    if law is None:
        return unseen
    judged = judge(law, CaseFacts(lane=lane), Disposition.RELEASE, officer.roles, reason=reason)
    return with_unseen(_told(judged.barred), unseen)


def with_unseen(found: tuple[Refusal, ...], unseen: tuple[Refusal, ...]) -> tuple[Refusal, ...]:
    """Return the refusals of the law with that of the program, unless the law itself says as much."""
    said = {Rule.LAW_REASON, Rule.LAW_UNEXAMINED} & {refusal.rule for refusal in found}
    return found if said else (*found, *unseen)


def opening_refusals(law: LegalPack, state: Inspection, step: StepType) -> tuple[Refusal, ...]:
    """Return why the law forbids a step that opens the item."""
    return _told(opening_barred(law, facts_of(state), step))


def approver_refusals(
    law: LegalPack | None, disposition: Disposition, officer: Officer, proposer: str, witness: str
) -> tuple[Refusal, ...]:
    """Return why an officer cannot give the consent that the disposition needs.

    `witness` is who was there besides proposer and approver, where the law wants somebody there.
    """
    found: list[Refusal] = []
    if not may_approve(law, disposition, officer.roles):
        found.append(Refusal(Rule.APPROVER_ROLE, approval_for(law, disposition), *_basis(law, disposition)))
    if approval_for(law, disposition) is Approval.TWO_AND_WITNESS:
        same = witness.strip().casefold() in {officer.id, officer.name.casefold(), proposer}
        if not witness.strip() or same:
            found.append(Refusal(Rule.NO_WITNESS, "", *_basis(law, disposition)))
    return tuple(found)


def _basis(law: LegalPack | None, disposition: Disposition) -> tuple[str, str]:
    row = law.allows(disposition) if law else None
    return (row.id, law.citation(row)) if law and row else ("", "")


def _told(barred: Iterable[Barred]) -> tuple[Refusal, ...]:
    return tuple(Refusal(RULE_OF[one.bar], one.subject, one.rule, one.source) for one in barred)
