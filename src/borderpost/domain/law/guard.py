"""The guard: which dispositions the law leaves open for an item, to whom, and which rule shuts the others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from borderpost.domain.codes import HOLDS, RULES, Approval, Disposition, FindingCode, StepType, stricter
from borderpost.domain.law.agencies import agencies_for, agency_for
from borderpost.domain.law.facts import CaseFacts
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.rows import DispositionRow, HoldReason, Prohibition, Row
from borderpost.domain.law.small_consignment import small_conditions
from borderpost.domain.officer import RIGHTS, Right, Role

_APPROVERS: dict[Approval, frozenset[Role]] = {
    Approval.NONE: frozenset(),
    Approval.SECOND_OFFICER: frozenset(role for role, rights in RIGHTS.items() if Right.APPROVE in rights),
    Approval.SUPERVISOR: frozenset({Role.SUPERVISOR}),
    Approval.TWO_AND_WITNESS: frozenset({Role.SUPERVISOR}),
}


class Bar(StrEnum):
    """In which way a rule stands against a disposition."""

    CONVENTION = "convention"
    FORBIDDEN = "forbidden"
    NOT_IN_PACK = "not_in_pack"
    ROLE = "role"
    NO_GROUND = "no_ground"
    NO_OFFENCE = "no_offence"
    NOT_STANDING = "not_standing"
    CLOCK_RUNS = "clock_runs"
    NOT_CONFIRMED = "not_confirmed"
    SMALL_CONDITION = "small_condition"
    REASON = "reason"
    UNEXAMINED = "unexamined"
    HOLD_REASON = "hold_reason"
    OPENING = "opening"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Barred:
    """One rule that says no: its id, how its source is cited, and what it is about.

    `liftable_by` is the role that may lift it, None where nobody can.
    """

    bar: Bar
    rule: str
    source: str
    subject: str = ""
    liftable_by: Role | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a disposition is open.

    `approval` is whose consent it then needs, `approvers` the roles that may give it.
    """

    disposition: Disposition
    barred: tuple[Barred, ...]
    approval: Approval
    approvers: frozenset[Role]
    row: DispositionRow | None

    @property
    def is_open(self) -> bool:
        """Tell whether no rule stands against it."""
        return not self.barred


def judge(
    pack: LegalPack,
    facts: CaseFacts,
    disposition: Disposition,
    roles: Iterable[Role],
    *,
    reason: str = "",
    hold_reason: str = "",
    agency: str = "",
) -> Verdict:
    """Return what the pack says of one disposition; it holds the rows in force alone (`LegalPack.on`).

    `hold_reason` and `agency` are the ids of the rows that were chosen with it.
    """
    row = pack.allows(disposition)
    approval = approval_for(pack, disposition)
    found = _barred(pack, facts, disposition, row, frozenset(roles), reason, hold_reason)
    barred = (*found, *_unaddressed(pack, facts, disposition, row, agency))
    return Verdict(disposition, barred, approval, _APPROVERS[approval], row)


def judge_all(pack: LegalPack, facts: CaseFacts, roles: Iterable[Role]) -> tuple[Verdict, ...]:
    """Return what the pack says of every disposition."""
    held = frozenset(roles)
    return tuple(judge(pack, facts, disposition, held) for disposition in Disposition)


def approval_for(pack: LegalPack | None, disposition: Disposition) -> Approval:
    """Return whose consent a disposition needs: the program's least, or more where the pack asks for it."""
    least = RULES[disposition].approval
    row = pack.allows(disposition) if pack else None
    return stricter(least, row.approval) if row else least


def may_approve(pack: LegalPack | None, disposition: Disposition, roles: Iterable[Role]) -> bool:
    """Tell whether one of the roles can give the consent that the disposition needs."""
    return bool(frozenset(roles) & _APPROVERS[approval_for(pack, disposition)])


def hold_reason_for(pack: LegalPack | None, disposition: Disposition, chosen: str = "") -> HoldReason | None:
    """Return the row for holding an item: the chosen one, else the only one that there is."""
    reasons = pack.reasons_to_hold(disposition) if pack else ()
    if chosen:
        return next((row for row in reasons if row.id == chosen), None)
    return reasons[0] if len(reasons) == 1 else None


def opening_barred(pack: LegalPack, facts: CaseFacts, step: StepType) -> tuple[Barred, ...]:
    """Return the gates that forbid a step that opens the item, until one of their consents is recorded."""
    return tuple(
        _by(pack, gate, Bar.OPENING, ", ".join(gate.consents))
        for gate in pack.opening_gates
        if step in gate.steps
        and facts.mail_class in gate.mail_classes
        and (
            gate.at_most_kg is None
            or facts.gross_weight_kg is None
            or facts.gross_weight_kg <= gate.at_most_kg
        )
        and not facts.consents & frozenset(gate.consents)
    )


def lifting_role(pack: LegalPack, rule: str) -> Role | None:
    """Return the role that may lift a rule of the pack; a rule of the convention is lifted by nobody."""
    if any(row.id == rule for row in pack.convention):
        return None
    return next((row.role for row in pack.overrides if rule in row.lifts), None)


def _barred(
    pack: LegalPack,
    facts: CaseFacts,
    disposition: Disposition,
    row: DispositionRow | None,
    roles: frozenset[Role],
    reason: str,
    hold_reason: str,
) -> Iterator[Barred]:
    yield from _prohibited(pack, facts, disposition)
    if row is None:
        yield Barred(Bar.NOT_IN_PACK, f"{pack.edition}/dispositions", pack.title)
        return
    if not roles & frozenset(row.proposers):
        yield _by(pack, row, Bar.ROLE, ", ".join(row.proposers))
    yield from _ungrounded(pack, facts, row)
    for path in pack.small_paths:
        if path.disposition is disposition:
            for checked in small_conditions(path, facts):
                if not checked.holds:
                    subject = f"{checked.condition} {checked.detail}".strip()
                    yield _by(pack, path, Bar.SMALL_CONDITION, subject)
    yield from _unreasoned(pack, facts, disposition, reason)
    if disposition in HOLDS and hold_reason_for(pack, disposition, hold_reason) is None:
        choices = ", ".join(each.id for each in pack.reasons_to_hold(disposition))
        yield _by(pack, row, Bar.HOLD_REASON, choices)


def _unaddressed(
    pack: LegalPack, facts: CaseFacts, disposition: Disposition, row: DispositionRow | None, chosen: str
) -> tuple[Barred, ...]:
    """Return what bars a referral to nobody, or to an agency that does not take the item."""
    if disposition is not Disposition.REFER or row is None or not pack.agencies:
        return ()
    if agency_for(pack, facts, chosen) is not None:
        return ()
    against = next((one for one in pack.agencies if one.id == chosen), None) or row
    return (_by(pack, against, Bar.AGENCY, ", ".join(each.id for each in agencies_for(pack, facts))),)


def _prohibited(pack: LegalPack, facts: CaseFacts, disposition: Disposition) -> Iterator[Barred]:
    for convention, rows in ((True, pack.convention), (False, pack.prohibitions)):
        for row in rows:
            met = _met(row, facts)
            if disposition not in row.forbids or not met:
                continue
            if convention:
                yield _by(pack, row, Bar.CONVENTION, met)
            elif (row.id, disposition) not in facts.lifted or lifting_role(pack, row.id) is None:
                yield _by(pack, row, Bar.FORBIDDEN, met)


def _met(row: Prohibition, facts: CaseFacts) -> str:
    return ", ".join(
        sorted((*facts.findings & frozenset(row.findings), *facts.commodities & frozenset(row.commodities)))
    )


def _ungrounded(pack: LegalPack, facts: CaseFacts, row: DispositionRow) -> Iterator[Barred]:
    if row.findings and not facts.findings & frozenset(row.findings):
        yield _by(pack, row, Bar.NO_GROUND, ", ".join(row.findings))
    if row.offence and not _is_offence(pack, facts):
        yield _by(pack, row, Bar.NO_OFFENCE, ", ".join(sorted(facts.findings - {FindingCode.NIL})))
    if row.standing and facts.standing not in row.standing:
        yield _by(pack, row, Bar.NOT_STANDING, ", ".join(row.standing))
    waits = row.clocks and not facts.run_out & frozenset(row.clocks)
    if waits and not facts.consents & frozenset(row.consents):
        yield _by(pack, row, Bar.CLOCK_RUNS, ", ".join(row.clocks))
    if facts.standing in row.confirmed and not facts.confirmed:
        yield _by(pack, row, Bar.NOT_CONFIRMED, "")


def _is_offence(pack: LegalPack, facts: CaseFacts) -> bool:
    return any(
        facts.findings & frozenset(offence.findings)
        and (not offence.commodities or facts.commodities & frozenset(offence.commodities))
        for offence in pack.offences
    )


def _unreasoned(pack: LegalPack, facts: CaseFacts, disposition: Disposition, reason: str) -> Iterator[Barred]:
    for rule in pack.reason_rules:
        if disposition not in rule.dispositions:
            continue
        unexamined = facts.lane in rule.lanes and not facts.examined
        if unexamined and rule.examination:
            yield _by(pack, rule, Bar.UNEXAMINED, facts.lane)
        if reason.strip():
            continue
        found = sorted(facts.findings & frozenset(rule.findings))
        if (unexamined and not rule.examination) or found:
            yield _by(pack, rule, Bar.REASON, ", ".join(found) or facts.lane)


def _by(pack: LegalPack, row: Row, bar: Bar, subject: str) -> Barred:
    liftable = lifting_role(pack, row.id) if bar is Bar.FORBIDDEN else None
    return Barred(bar, row.id, pack.citation(row), subject, liftable)
