"""The transfer receipt as a document: journalled in each case that it is of, by number and SHA-256."""

import hashlib
from typing import Final

from borderpost.domain import acts
from borderpost.domain.decisions import Refusal, Refused, Rule, Verb, refusals
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer
from borderpost.work.changes import Changes, Done, Kind
from borderpost.work.documenting import Document
from borderpost.work.inspecting import load
from borderpost.work.ports import Evidence, Transaction
from borderpost.work.ports_referrals import Key
from borderpost.work.roster import on_duty

TRANSFER_RECEIPT: Final = "transfer_receipt"
_CHANGES: Changes = frozenset({Kind.DOCUMENTS, Kind.INSPECTIONS})


def issued_receipt(state: Inspection, receipt: str) -> str:
    """Return the SHA-256 of the receipt as it was issued in a case, empty before that."""
    found = (
        one.sha256 for one in state.documents if one.document == TRANSFER_RECEIPT and one.number == receipt
    )
    return next(found, "")


def issue_transfer_receipt(
    tx: Transaction, *, officer: Officer, receipt: str, parts: tuple[Key, ...], pdf: bytes, evidence: Evidence
) -> Done[Document]:
    """Journal a receipt in every case that it names; its bytes are kept with the evidence.

    A receipt that was issued is issued again as it was, with no second entry.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    states = {inspection: load(tx, inspection) for inspection, _ in parts}
    for state in states.values():
        if found := refusals(state, on_duty(tx, officer), Verb.ISSUE):
            raise Refused(found)
        handed = {one.id: one.handed for one in state.formalities.referrals if one.handed is not None}
        named = [entry for inspection, entry in parts if inspection == state.id]
        if any(entry not in handed or handed[entry].receipt != receipt for entry in named):
            raise Refused([Refusal(Rule.STALE)])
    if not states:
        raise Refused([Refusal(Rule.NOT_KNOWN, receipt)])
    first = next(iter(states))
    issued = {issued_receipt(state, receipt) for state in states.values()}
    if issued == {sha256}:
        return Done(Document(first, receipt, pdf, sha256), frozenset())
    if issued != {""}:
        raise Refused([Refusal(Rule.STALE)])
    evidence.keep(pdf)
    for inspection in states:
        act = acts.DocumentIssued(
            inspection=inspection, document=TRANSFER_RECEIPT, number=receipt, sha256=sha256
        )
        tx.append(officer.id, act)
    return Done(Document(first, receipt, pdf, sha256), _CHANGES)
