"""Documents made from the record: each is journalled by number and SHA-256 before it is handed out."""

import hashlib
from dataclasses import dataclass

from borderpost.domain import acts
from borderpost.domain.codes import Disposition
from borderpost.domain.decisions import Refusal, Refused, Rule, Verb, refusals
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer
from borderpost.work.changes import Done, Kind
from borderpost.work.inspecting import load
from borderpost.work.ports import Evidence, Transaction
from borderpost.work.roster import on_duty
from borderpost.work.written import written

SEIZURE_REPORT = "seizure_report"
EVIDENCE_BUNDLE = "evidence_bundle"
EVIDENCE_LABEL = "evidence_label"
_CHANGES = frozenset({Kind.DOCUMENTS})


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was issued."""

    inspection: str
    number: str
    pdf: bytes
    sha256: str


def is_final(state: Inspection) -> bool:
    """Tell whether a seizure stands, so that its report is more than a draft."""
    return state.outcome is not None and state.outcome.disposition is Disposition.SEIZE


def issue_seizure_report(
    tx: Transaction, *, officer: Officer, made_from: Inspection, pdf: bytes, evidence: Evidence
) -> Done[Document]:
    """Journal a seizure report made from `made_from`; refuse where the record has moved on since.

    Its bytes are kept with the evidence. The same bytes issued again leave no second entry.
    """
    state = load(tx, made_from.id)
    if found := refusals(state, on_duty(tx, officer), Verb.ISSUE):
        raise Refused(found)
    if not is_final(state) or not state.same_content(made_from):
        raise Refused([Refusal(Rule.STALE)])
    assert state.outcome is not None  # noqa: S101 - is_final has seen it
    document = Document(state.id, state.outcome.number, pdf, hashlib.sha256(pdf).hexdigest())
    if any(issued.sha256 == document.sha256 for issued in state.documents):
        return Done(document, frozenset())
    evidence.keep(pdf)
    tx.append(
        officer.id,
        acts.DocumentIssued(
            inspection=state.id, document=SEIZURE_REPORT, number=document.number, sha256=document.sha256
        ),
    )
    return Done(document, _CHANGES)


def issue_label(
    tx: Transaction, *, officer: Officer, inspection: str, exhibit: str, pdf: bytes, evidence: Evidence
) -> Done[Document]:
    """Journal the label of an exhibit; its bytes are kept with the evidence.

    The same bytes issued again leave no second entry.
    """
    state = load(tx, inspection)
    if found := refusals(state, on_duty(tx, officer), Verb.ISSUE):
        raise Refused(found)
    if exhibit not in {known.id for known in state.exhibits}:
        raise Refused([Refusal(Rule.NOT_KNOWN, exhibit)])
    document = Document(state.id, exhibit, pdf, hashlib.sha256(pdf).hexdigest())
    if any(issued.sha256 == document.sha256 for issued in state.documents):
        return Done(document, frozenset())
    evidence.keep(pdf)
    tx.append(
        officer.id,
        acts.DocumentIssued(
            inspection=state.id, document=EVIDENCE_LABEL, number=exhibit, sha256=document.sha256
        ),
    )
    return Done(document, _CHANGES)


def record_bundle(tx: Transaction, *, officer: Officer | None, inspection: str, sha256: str) -> Done[None]:
    """Journal that the evidence bundle of a case was made; without an officer, by the station itself."""
    state = load(tx, inspection)
    if officer is not None and (found := refusals(state, on_duty(tx, officer), Verb.ISSUE)):
        raise Refused(found)
    tx.append(
        officer.id if officer is not None else "",
        acts.DocumentIssued(
            inspection=state.id,
            document=EVIDENCE_BUNDLE,
            number=state.outcome.number if state.outcome else "",
            sha256=sha256,
        ),
    )
    return Done(None, _CHANGES)


def record_print(tx: Transaction, *, officer: Officer, document: Document, printer: str) -> Done[None]:
    """Journal that a document went to a printer; refuse one that this record never issued."""
    state = load(tx, document.inspection)
    if found := refusals(state, on_duty(tx, officer), Verb.ISSUE):
        raise Refused(found)
    if not any(issued.sha256 == document.sha256 for issued in state.documents):
        raise Refused([Refusal(Rule.NOT_KNOWN, document.number)])
    tx.append(
        officer.id,
        acts.DocumentPrinted(
            inspection=document.inspection,
            number=document.number,
            sha256=document.sha256,
            printer=written(printer, "printer"),
        ),
    )
    return Done(None, _CHANGES)
