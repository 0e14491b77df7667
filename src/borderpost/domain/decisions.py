"""What may be done with an inspection, by whom, and which rule says no."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from borderpost.domain.codes import (
    HAZARD_STEPS,
    IPR_COMMODITIES,
    OPENING_STEPS,
    RULES,
    Approval,
    Disposition,
    IprRight,
    PhotoSubject,
    StepResult,
    StepType,
)
from borderpost.domain.custody.exhibit import Place
from borderpost.domain.custody_codes import PlaceKind
from borderpost.domain.inspection import ENDED, GoodsLine, Inspection, Stage
from borderpost.domain.item_key import item_key
from borderpost.domain.officer import Officer, Right


class Verb(StrEnum):
    """What an officer can do with an inspection."""

    STEP = "step"
    FINDING = "finding"
    LINE = "line"
    PHOTOGRAPH = "photograph"
    SEAL = "seal"
    MOVE = "move"
    NOTE = "note"
    CORRECT = "correct"
    CONCLUDE = "conclude"
    APPROVE = "approve"
    REFUSE = "refuse"
    ISSUE = "issue"
    FORMALITY = "formality"
    ASK_OVERRIDE = "ask_override"
    ANSWER_OVERRIDE = "answer_override"
    SETTLE = "settle"
    CUSTODY = "custody"
    WITHDRAW = "withdraw"
    ASK_REOPENING = "ask_reopening"
    ANSWER_REOPENING = "answer_reopening"
    TAKE_BACK = "take_back"


class Rule(StrEnum):
    """The rule that forbids something."""

    ROLE = "role"
    ENDED = "ended"
    AWAITING_APPROVAL = "awaiting_approval"
    NOT_PROPOSED = "not_proposed"
    OWN_PROPOSAL = "own_proposal"
    SECURE_NOT_OPENED = "secure_not_opened"
    SECURE_RELEASE = "secure_release"
    NO_EXAMINATION = "no_examination"
    NO_FINDING = "no_finding"
    NO_GOODS = "no_goods"
    GOODS_NOT_SEALED = "goods_not_sealed"
    NO_PHOTOGRAPH = "no_photograph"
    NO_SEALED_BAG_PHOTOGRAPH = "no_sealed_bag_photograph"
    NO_REASON = "no_reason"
    NO_IPR_RIGHT = "no_ipr_right"
    LINE_SEALED = "line_sealed"
    UNKNOWN_LINE = "unknown_line"
    SEAL_USED = "seal_used"
    BAG_USED = "bag_used"
    NOT_THE_HOLDER = "not_the_holder"
    NOT_CORRECTABLE = "not_correctable"
    STEP_BACKWARDS = "step_backwards"
    QUANTITY = "quantity"
    FIELD_MISSING = "field_missing"
    NOT_KNOWN = "not_known"
    STALE = "stale"
    TOO_LONG = "too_long"
    NOT_SEIZED = "not_seized"
    NO_WITNESS = "no_witness"
    APPROVER_ROLE = "approver_role"
    OWN_REQUEST = "own_request"
    NOT_LIFTABLE = "not_liftable"
    NOT_A_DATE = "not_a_date"
    DATE_AHEAD = "date_ahead"
    PROFILE_STAGE = "profile_stage"
    PROFILE_VERSION = "profile_version"
    PROFILE_FAULTY = "profile_faulty"
    OWN_PROFILE = "own_profile"
    EXHIBIT_GONE = "exhibit_gone"
    ALARM_OPEN = "alarm_open"
    NOT_IN_PLACE = "not_in_place"
    NOT_OPEN = "not_open"
    NOT_CLOSED = "not_closed"
    NOT_A_RECEIVER = "not_a_receiver"
    SAME_PERSON = "same_person"
    LABEL_USED = "label_used"
    NO_DISPOSAL_ORDER = "no_disposal_order"
    NOT_THE_PROPOSER = "not_the_proposer"
    NOT_ENDED = "not_ended"
    OWN_ACCESS = "own_access"
    ROLES_APART = "roles_apart"
    WEAK_PASSPHRASE = "weak_passphrase"  # noqa: S105 - a rule, no password
    WEAK_PIN = "weak_pin"
    PASSPHRASE_NEEDED = "passphrase_needed"  # noqa: S105 - as above
    PASSPHRASE_GIVEN = "passphrase_given"  # noqa: S105 - as above
    PASSPHRASE_SAME = "passphrase_same"  # noqa: S105 - as above
    OFFICER_KNOWN = "officer_known"
    WITNESS_ROLE = "witness_role"
    NOT_RELEASED = "not_released"
    NOT_FROM_BENCH = "not_from_bench"
    NOT_THE_RELEASER = "not_the_releaser"
    SHIFT_OVER = "shift_over"
    MAY_HAVE_LEFT = "may_have_left"
    TAKEN_UP_AGAIN = "taken_up_again"
    NO_RELEASE_YET = "no_release_yet"
    LIST_TOO_LONG = "list_too_long"
    NOTHING_TO_RELEASE = "nothing_to_release"
    OWN_LIST = "own_list"
    LAW_CONVENTION = "law_convention"
    LAW_FORBIDDEN = "law_forbidden"
    LAW_NOT_IN_PACK = "law_not_in_pack"
    LAW_ROLE = "law_role"
    LAW_NO_GROUND = "law_no_ground"
    LAW_NO_OFFENCE = "law_no_offence"
    LAW_NOT_STANDING = "law_not_standing"
    LAW_CLOCK_RUNS = "law_clock_runs"
    LAW_NOT_CONFIRMED = "law_not_confirmed"
    LAW_SMALL_CONDITION = "law_small_condition"
    LAW_REASON = "law_reason"
    LAW_UNEXAMINED = "law_unexamined"
    LAW_HOLD_REASON = "law_hold_reason"
    LAW_OPENING = "law_opening"
    LAW_AGENCY = "law_agency"
    ANOTHER_AGENCY = "another_agency"
    REFERRAL_OPEN = "referral_open"
    REFERRAL_CLOSED = "referral_closed"
    HANDED_OVER = "handed_over"
    NOT_HANDED_OVER = "not_handed_over"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A no, with the rule that says so and what it is about (a line, a bag, a field).

    Where the law says no, `law` is the id of the row and `source` how its text is cited.
    """

    rule: Rule
    subject: str = ""
    law: str = ""
    source: str = ""


class Refused(Exception):
    """Raised by the verbs when the rules say no; carries every rule that does."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(", ".join(f"{r.rule}:{r.subject}" for r in self.refusals))


_RIGHT_FOR: dict[Verb, Right] = {
    Verb.STEP: Right.EXAMINE,
    Verb.FINDING: Right.EXAMINE,
    Verb.LINE: Right.EXAMINE,
    Verb.PHOTOGRAPH: Right.EXAMINE,
    Verb.SEAL: Right.EXAMINE,
    Verb.MOVE: Right.EXAMINE,
    Verb.NOTE: Right.EXAMINE,
    Verb.CORRECT: Right.EXAMINE,
    Verb.CONCLUDE: Right.CONCLUDE,
    Verb.APPROVE: Right.APPROVE,
    Verb.REFUSE: Right.APPROVE,
    Verb.ISSUE: Right.SEE_RECORDS,
    Verb.FORMALITY: Right.EXAMINE,
    Verb.ASK_OVERRIDE: Right.CONCLUDE,
    Verb.ANSWER_OVERRIDE: Right.APPROVE,
    Verb.SETTLE: Right.CONCLUDE,
    Verb.CUSTODY: Right.KEEP_CUSTODY,
    Verb.WITHDRAW: Right.CONCLUDE,
    Verb.ASK_REOPENING: Right.CONCLUDE,
    Verb.ANSWER_REOPENING: Right.APPROVE,
    Verb.TAKE_BACK: Right.CONCLUDE,
}
_RELEASES = frozenset(
    {
        Disposition.RELEASE,
        Disposition.RELEASE_WITH_CHARGE,
        Disposition.RELEASE_AMENDED,
        Disposition.RETURN,
        Disposition.RESTORE,
    }
)
_SINGLED_OUT = "red"
"""The lane of items that are not let go unexamined without a reason; secure ones take a hazard check."""
_ALSO_AFTER_THE_END = frozenset({Verb.NOTE, Verb.MOVE, Verb.ISSUE, Verb.FORMALITY, Verb.CUSTODY})
_ALSO_WHILE_WAITING = frozenset(
    {Verb.APPROVE, Verb.REFUSE, Verb.NOTE, Verb.ISSUE, Verb.FORMALITY, Verb.CUSTODY}
)


def refusals(state: Inspection, officer: Officer, verb: Verb) -> tuple[Refusal, ...]:
    """Return the rules that forbid the verb as such, before its details are known."""
    found: list[Refusal] = []
    if not officer.may(_RIGHT_FOR[verb]):
        found.append(Refusal(Rule.ROLE, _RIGHT_FOR[verb]))
    if verb in (Verb.APPROVE, Verb.REFUSE):
        if state.proposal is None:
            found.append(Refusal(Rule.NOT_PROPOSED))
        elif officer.id in contributors(state):
            found.append(Refusal(Rule.OWN_PROPOSAL))
    elif verb is Verb.WITHDRAW:
        if state.proposal is None:
            found.append(Refusal(Rule.NOT_PROPOSED))
        elif state.proposal.mark.officer != officer.id:
            found.append(Refusal(Rule.NOT_THE_PROPOSER))
    elif verb in (Verb.ASK_REOPENING, Verb.ANSWER_REOPENING):
        found.extend(_reopening_refusals(state, officer, verb))
    elif verb is Verb.TAKE_BACK:
        if state.stage is not Stage.RELEASED:
            found.append(Refusal(Rule.NOT_RELEASED, state.stage))
    elif verb is Verb.SETTLE and state.stage is not Stage.SEIZED:
        found.append(Refusal(Rule.NOT_SEIZED, state.stage))
    elif verb is Verb.SETTLE:
        pass
    elif state.stage is Stage.AWAITING_APPROVAL and verb not in _ALSO_WHILE_WAITING:
        found.append(Refusal(Rule.AWAITING_APPROVAL))
    elif state.stage in ENDED and verb not in _ALSO_AFTER_THE_END:
        found.append(Refusal(Rule.ENDED, state.stage))
    return tuple(found)


def _reopening_refusals(state: Inspection, officer: Officer, verb: Verb) -> list[Refusal]:
    if not state.ended:
        return [Refusal(Rule.NOT_ENDED, state.stage)]
    if verb is Verb.ASK_REOPENING:
        return [Refusal(Rule.STALE)] if state.reopening is not None else []
    if state.reopening is None:
        return [Refusal(Rule.NOT_PROPOSED)]
    return [Refusal(Rule.OWN_REQUEST)] if state.reopening.mark.officer == officer.id else []


def allowed(state: Inspection, officer: Officer) -> frozenset[Verb]:
    """Return what the officer may do now; screens enable exactly this, and the verbs enforce it."""
    return frozenset(verb for verb in Verb if not refusals(state, officer, verb))


def contributors(state: Inspection) -> frozenset[str]:
    """Return the officers whose work the proposal rests on: none of them may approve it.

    Whoever took an entry out of the story shaped it as much as whoever put one in.
    """
    found = {state.opened.officer, *state.correctors, *state.evidence.officers}
    if state.proposal is not None:
        found.add(state.proposal.mark.officer)
    for group in (state.steps, state.findings, state.lines, state.photographs, state.bags):
        found.update(part.mark.officer for part in group)
    # the rules that were lifted for it were lifted because they asked
    found.update(one.mark.officer for one in state.formalities.lifted)
    # whoever labelled evidence, or had a bag open, shaped what there is to see
    for exhibit in state.exhibits:
        found.add(exhibit.spans[0].mark.officer)
        for pair in exhibit.seals:
            found.update({pair.closed.officer, pair.opened.officer if pair.opened else pair.closed.officer})
    return frozenset(found)


def step_refusals(state: Inspection, step: StepType, started_at: str, ended_at: str) -> tuple[Refusal, ...]:
    """Return why a step may not be recorded. A *secure* item is not opened before a hazard check is clear."""
    found: list[Refusal] = []
    if ended_at < started_at:
        found.append(Refusal(Rule.STEP_BACKWARDS))
    if step in OPENING_STEPS and state.lane == "secure" and not hazard_cleared(state):
        found.append(Refusal(Rule.SECURE_NOT_OPENED, step))
    return tuple(found)


def hazard_cleared(state: Inspection) -> bool:
    """Tell whether a hazard check was clear and none since said otherwise."""
    checks = [step for step in state.steps if step.type in HAZARD_STEPS]
    return bool(checks) and all(step.result is StepResult.CLEAR for step in checks)


def seal_refusals(
    state: Inspection, bag: str, seal: str, lines: Iterable[int], taken: Iterable[str] = ()
) -> tuple[Refusal, ...]:
    """Return why a bag may not be sealed; `taken` are bag and seal numbers used in other inspections.

    Numbers are compared as they are scanned: in capitals, without blanks and hyphens.
    """
    found: list[Refusal] = []
    known = {line.act.line for line in state.lines}
    sealed = state.sealed_lines()
    chosen = tuple(lines)
    numbers = (*taken, *(b.bag for b in state.bags), *(b.seal for b in state.bags))
    used = {item_key(number) for number in numbers}
    if not bag.strip():
        found.append(Refusal(Rule.FIELD_MISSING, "bag"))
    elif item_key(bag) in used:
        found.append(Refusal(Rule.BAG_USED, bag))
    if not seal.strip():
        found.append(Refusal(Rule.FIELD_MISSING, "seal"))
    elif item_key(seal) in used or item_key(seal) == item_key(bag):
        found.append(Refusal(Rule.SEAL_USED, seal))
    if not chosen:
        found.append(Refusal(Rule.NO_GOODS))
    found.extend(Refusal(Rule.UNKNOWN_LINE, str(n)) for n in chosen if n not in known)
    found.extend(Refusal(Rule.LINE_SEALED, str(n)) for n in chosen if n in sealed)
    return tuple(found)


def move_refusals(state: Inspection, bag: str, officer: Officer) -> tuple[Refusal, ...]:
    """Return why the officer may not hand the bag over: custody starts where it last ended."""
    exhibit = next((one for one in state.exhibits if one.id == bag), None)
    if exhibit is None:
        return (Refusal(Rule.NOT_KNOWN, bag),)
    if exhibit.place != Place(PlaceKind.PERSON, officer.id):
        return (Refusal(Rule.NOT_THE_HOLDER, bag),)
    if exhibit.unanswered:
        return (Refusal(Rule.ALARM_OPEN, bag),)
    return ()


def missing_for(state: Inspection, disposition: Disposition, reason: str) -> tuple[Refusal, ...]:
    """Return what the disposition still lacks, in the order in which an officer would do it."""
    rule = RULES[disposition]
    found: list[Refusal] = []
    if disposition in _RELEASES and state.lane == "secure" and not hazard_cleared(state):
        found.append(Refusal(Rule.SECURE_RELEASE))
    if rule.needs_goods:
        found.extend(_missing_goods(state))
    elif rule.needs_examination and not state.steps:
        found.append(Refusal(Rule.NO_EXAMINATION))
    if rule.needs_reason and not reason.strip():
        found.append(Refusal(Rule.NO_REASON))
    return tuple(found)


def unseen_release(lane: str, reason: str, *, examined: bool) -> tuple[Refusal, ...]:
    """Return why an item of a lane is not let go without a look or a word, whatever the site's law says."""
    return () if examined or reason.strip() or lane != _SINGLED_OUT else (Refusal(Rule.NO_REASON),)


def _missing_goods(state: Inspection) -> list[Refusal]:
    found: list[Refusal] = []
    if not state.steps:
        found.append(Refusal(Rule.NO_EXAMINATION))
    if not state.findings:
        found.append(Refusal(Rule.NO_FINDING))
    if not state.lines:
        found.append(Refusal(Rule.NO_GOODS))
    found.extend(Refusal(Rule.NO_IPR_RIGHT, str(line.act.line)) for line in state.lines if _lacks_right(line))
    if not any(p.subject is not PhotoSubject.SEALED_BAG for p in state.photographs):
        found.append(Refusal(Rule.NO_PHOTOGRAPH))
    sealed = state.sealed_lines()
    loose = [line.act.line for line in state.lines if line.act.line not in sealed]
    found.extend(Refusal(Rule.GOODS_NOT_SEALED, str(number)) for number in loose)
    if state.lines and not loose and not any(p.subject is PhotoSubject.SEALED_BAG for p in state.photographs):
        found.append(Refusal(Rule.NO_SEALED_BAG_PHOTOGRAPH))
    return found


def _lacks_right(line: GoodsLine) -> bool:
    return line.act.commodity in IPR_COMMODITIES and line.act.ipr_right is IprRight.NONE


def needs_second_officer(disposition: Disposition) -> bool:
    """Tell whether somebody else has to agree before the disposition stands."""
    return RULES[disposition].approval is not Approval.NONE
