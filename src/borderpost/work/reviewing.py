"""Looking into the record: who reads the story of an inspection leaves a trace."""

from typing import Final

from borderpost.domain.acts import RecordConsulted
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer, Right
from borderpost.work.changes import Done
from borderpost.work.inspecting import load
from borderpost.work.ports import Transaction
from borderpost.work.roster import on_duty
from borderpost.work.written import LONG, written

TOOK_PART: Final = "took_part"
JUST_SCANNED: Final = "just_scanned"
FOR_APPROVAL: Final = "for_approval"
"""Reasons that are plain from what the officer does; any other reason is in the officer's own words."""


def took_part(state: Inspection, officer: Officer) -> bool:
    """Tell whether the officer did or decided something in this inspection, in an entry that still counts."""
    marks = [state.opened]
    if state.proposal is not None:
        marks.append(state.proposal.mark)
    if state.outcome is not None:
        marks.append(state.outcome.mark)
        if state.outcome.approval is not None:
            marks.append(state.outcome.approval)
    for refusal in state.refusals:
        marks += (refusal.mark, refusal.proposal.mark)
    for group in (state.steps, state.findings, state.lines, state.photographs, state.bags, state.custody):
        marks += [part.mark for part in group]
    marks += [note.mark for note in state.notes]
    return any(mark.officer == officer.id for mark in marks)


def consult(tx: Transaction, *, officer: Officer, inspection: str, reason: str) -> Done[Inspection]:
    """Open the story of an inspection, journalling who did and why."""
    if not on_duty(tx, officer).may(Right.SEE_RECORDS):
        raise Refused([Refusal(Rule.ROLE, Right.SEE_RECORDS)])
    load(tx, inspection)
    reason = written(reason, "reason", LONG)
    if not reason:
        raise Refused([Refusal(Rule.NO_REASON)])
    tx.append(officer.id, RecordConsulted(inspection=inspection, reason=reason))
    return Done(load(tx, inspection), frozenset())
