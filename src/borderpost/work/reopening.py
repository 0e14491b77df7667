"""Letting an inspection that has ended go on: one officer asks, a second person answers."""

from borderpost.domain import acts
from borderpost.domain.decisions import Refusal, Refused, Rule, Verb, refusals
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer
from borderpost.work.changes import Done, Kind
from borderpost.work.inspecting import load
from borderpost.work.ports import Transaction
from borderpost.work.roster import on_duty
from borderpost.work.written import LONG, written

_CHANGES = frozenset({Kind.INSPECTIONS, Kind.APPROVALS})


def ask(tx: Transaction, *, officer: Officer, inspection: str, reason: str) -> Done[Inspection]:
    """Ask that an ended inspection go on, and say why."""
    _changeable(tx, officer, inspection, Verb.ASK_REOPENING)
    reason = written(reason, "reason", LONG)
    if not reason:
        raise Refused([Refusal(Rule.NO_REASON)])
    tx.append(officer.id, acts.ReopeningAsked(inspection=inspection, reason=reason))
    return Done(load(tx, inspection), _CHANGES)


def answer(
    tx: Transaction, *, officer: Officer, inspection: str, request: str, granted: bool, remark: str = ""
) -> Done[Inspection]:
    """Let it go on, as a second person, or say no and why; the outcome that stood is kept with the others."""
    state = _changeable(tx, officer, inspection, Verb.ANSWER_REOPENING)
    if state.reopening is None or state.reopening.mark.entry != request:
        raise Refused([Refusal(Rule.STALE)])
    remark = written(remark, "note", LONG)
    if not granted and not remark:
        raise Refused([Refusal(Rule.NO_REASON)])
    tx.append(
        officer.id,
        acts.ReopeningAnswered(inspection=inspection, request=request, granted=granted, remark=remark),
    )
    return Done(load(tx, inspection), _CHANGES)


def _changeable(tx: Transaction, officer: Officer, inspection: str, verb: Verb) -> Inspection:
    state = load(tx, inspection)
    if found := refusals(state, on_duty(tx, officer), verb):
        raise Refused(found)
    return state
