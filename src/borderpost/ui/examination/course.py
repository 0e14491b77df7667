"""The one thing to do next in an examination, and what it is about: found from the record alone."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from borderpost.domain.codes import (
    HAZARD_STEPS,
    Disposition,
    FindingCode,
)
from borderpost.domain.decisions import (
    Refusal,
    Rule,
    Verb,
    hazard_cleared,
    missing_for,
    needs_second_officer,
)
from borderpost.domain.inspection import Inspection, Stage


class Part(StrEnum):
    """The parts of an examination, in the order of the work."""

    STEPS = "steps"
    FINDINGS = "findings"
    GOODS = "goods"
    PHOTOGRAPHS = "photographs"
    SEALING = "sealing"
    OUTCOME = "outcome"
    LAW = "law"


class NextAct(StrEnum):
    """What an officer can be asked to do next."""

    READ_ONLY = "read_only"
    CHECK_HAZARD = "check_hazard"
    KEEP_SHUT = "keep_shut"
    RECORD_STEP = "record_step"
    RECORD_FINDING = "record_finding"
    LIST_GOODS = "list_goods"
    NAME_RIGHT = "name_right"
    PHOTOGRAPH = "photograph"
    SEAL = "seal"
    PHOTOGRAPH_BAG = "photograph_bag"
    CHOOSE_OUTCOME = "choose_outcome"
    GIVE_REASON = "give_reason"
    HOLD_REASON = "hold_reason"
    WEIGH = "weigh"
    CONCLUDE = "conclude"
    PROPOSE = "propose"
    SECOND_OFFICER = "second_officer"
    GO_ON_AFTER_HOLD = "go_on_after_hold"
    OPEN_REPORT = "open_report"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Next:
    """The next act, the part of the examination in which it is done, and what it is about.

    `subject` is the number of a goods line where the act concerns one; `disposition` is what the course
    leads to, None while that is open.
    """

    act: NextAct
    part: Part
    subject: str = ""
    disposition: Disposition | None = None


SEIZABLE = frozenset(
    {
        FindingCode.IPR_SUSPECT,
        FindingCode.PROHIBITED,
        FindingCode.RESTRICTED_NO_PERMIT,
        FindingCode.DANGEROUS_POSTAL,
        FindingCode.UNSAFE_PRODUCT,
    }
)

_ACT_FOR: dict[Rule, tuple[NextAct, Part]] = {
    Rule.SECURE_RELEASE: (NextAct.CHECK_HAZARD, Part.STEPS),
    Rule.NO_EXAMINATION: (NextAct.RECORD_STEP, Part.STEPS),
    Rule.NO_FINDING: (NextAct.RECORD_FINDING, Part.FINDINGS),
    Rule.NO_GOODS: (NextAct.LIST_GOODS, Part.GOODS),
    Rule.NO_IPR_RIGHT: (NextAct.NAME_RIGHT, Part.GOODS),
    Rule.NO_PHOTOGRAPH: (NextAct.PHOTOGRAPH, Part.PHOTOGRAPHS),
    Rule.GOODS_NOT_SEALED: (NextAct.SEAL, Part.SEALING),
    Rule.NO_SEALED_BAG_PHOTOGRAPH: (NextAct.PHOTOGRAPH_BAG, Part.PHOTOGRAPHS),
    Rule.NO_REASON: (NextAct.GIVE_REASON, Part.OUTCOME),
    Rule.LAW_REASON: (NextAct.GIVE_REASON, Part.OUTCOME),
    Rule.LAW_HOLD_REASON: (NextAct.HOLD_REASON, Part.OUTCOME),
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the law of the site adds: why it shuts a disposition, which ones need a second officer, and
    whether the weight decides if the item may be opened, and nobody knows it."""

    shut: Callable[[Disposition, str], tuple[Refusal, ...]]
    needs_second: Callable[[Disposition], bool]
    weight_decides: bool = False


UNBOUND = Bounds(lambda _disposition, _reason: (), needs_second_officer)


def presumed(state: Inspection) -> Disposition | None:
    """Return the disposition that the record leads to, None where it could be any."""
    codes = {finding.code for finding in state.findings}
    if state.lines or codes & SEIZABLE:
        return Disposition.SEIZE
    if codes == {FindingCode.NIL}:
        return Disposition.RELEASE
    return None


def next_act(
    state: Inspection,
    verbs: AbstractSet[Verb],
    intention: Disposition | None = None,
    reason: str = "",
    bounds: Bounds = UNBOUND,
) -> Next:
    """Return what comes next.

    `verbs` is what the officer may do (`decisions.allowed`), `intention` the disposition that the officer
    chose (None before that), `reason` what is written as its reason so far.
    """
    if state.stage is Stage.AWAITING_APPROVAL:
        waiting = state.proposal.disposition if state.proposal else None
        return Next(NextAct.SECOND_OFFICER, Part.OUTCOME, disposition=waiting)
    if state.ended:
        seized = state.stage is Stage.SEIZED
        stood = state.outcome.disposition if state.outcome else None
        act = NextAct.OPEN_REPORT if seized else NextAct.ENDED
        return Next(act, Part.OUTCOME, disposition=stood)
    if Verb.CONCLUDE not in verbs:
        return Next(NextAct.READ_ONLY, Part.STEPS)
    if state.stage is Stage.HELD and intention is None:
        return Next(NextAct.GO_ON_AFTER_HOLD, Part.OUTCOME)
    return _under_way(state, intention, reason, bounds)


def _under_way(state: Inspection, intention: Disposition | None, reason: str, bounds: Bounds) -> Next:
    if state.lane == "secure" and not hazard_cleared(state):
        if not any(step.type in HAZARD_STEPS for step in state.steps):
            return Next(NextAct.CHECK_HAZARD, Part.STEPS, disposition=intention)
        if intention is None:
            return Next(NextAct.KEEP_SHUT, Part.OUTCOME)
    if intention is None and bounds.weight_decides:
        return Next(NextAct.WEIGH, Part.STEPS)
    if intention is None and not state.steps:
        return Next(NextAct.RECORD_STEP, Part.STEPS)
    if intention is None and not state.findings:
        return Next(NextAct.RECORD_FINDING, Part.FINDINGS)
    disposition = intention or presumed(state)
    if disposition is None:
        return Next(NextAct.CHOOSE_OUTCOME, Part.OUTCOME)
    missing = still_asked((*missing_for(state, disposition, reason), *bounds.shut(disposition, reason)))
    if missing:
        # what the law shuts is no task: another outcome has to be chosen
        act, part = _ACT_FOR.get(missing[0].rule, (NextAct.CHOOSE_OUTCOME, Part.OUTCOME))
        return Next(act, part, missing[0].subject, disposition)
    ready = NextAct.PROPOSE if bounds.needs_second(disposition) else NextAct.CONCLUDE
    return Next(ready, Part.OUTCOME, disposition=disposition)


def still_asked(missing: tuple[Refusal, ...]) -> tuple[Refusal, ...]:
    """Return what is missing, without what choosing the reason for holding gives as well."""
    if any(each.rule is Rule.LAW_HOLD_REASON for each in missing):
        return tuple(each for each in missing if each.rule is not Rule.NO_REASON)
    return missing
