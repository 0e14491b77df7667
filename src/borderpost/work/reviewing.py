"""Looking into the record: who reads the story of an inspection leaves a trace."""

from borderpost.domain.acts import RecordConsulted
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer, Right
from borderpost.work.changes import Done
from borderpost.work.inspecting import load
from borderpost.work.ports import Transaction


def consult(tx: Transaction, *, officer: Officer, inspection: str, reason: str) -> Done[Inspection]:
    """Open the story of an inspection, journalling who did and why."""
    if not officer.may(Right.SEE_RECORDS):
        raise Refused([Refusal(Rule.ROLE, Right.SEE_RECORDS)])
    load(tx, inspection)
    tx.append(officer.id, RecordConsulted(inspection=inspection, reason=reason.strip()))
    return Done(load(tx, inspection), frozenset())
