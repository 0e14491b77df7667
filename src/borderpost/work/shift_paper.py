"""The report of a shift as a document: journalled by day and SHA-256 before it is handed out."""

import hashlib
from dataclasses import dataclass
from datetime import date

from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.officer import Officer, Right
from borderpost.domain.shift_acts import ShiftReported, ShiftReportPrinted
from borderpost.work.changes import Changes, Done, Kind
from borderpost.work.documenting import Document
from borderpost.work.ports import Transaction
from borderpost.work.roster import on_duty
from borderpost.work.written import written

_CHANGES: Changes = frozenset({Kind.SESSION})


@dataclass(frozen=True, slots=True)
class ShiftPaper:
    """A report as it was made: its day, the numbers of the entries that it tells of, and the PDF."""

    day: date
    first: int
    last: int
    officers: int
    pdf: bytes


def issue_shift_report(tx: Transaction, *, officer: Officer | None, paper: ShiftPaper) -> Done[Document]:
    """Journal the report of a day; without an officer, by the station itself."""
    _admit(tx, officer)
    sha256 = hashlib.sha256(paper.pdf).hexdigest()
    day = paper.day.isoformat()
    act = ShiftReported(day=day, first=paper.first, last=paper.last, sha256=sha256)
    tx.append(officer.id if officer is not None else "", act)
    return Done(Document("", day, paper.pdf, sha256), _CHANGES)


def record_shift_print(tx: Transaction, *, officer: Officer, document: Document, printer: str) -> Done[None]:
    """Journal that the report of a day went to a printer."""
    _admit(tx, officer)
    named = written(printer, "printer")
    tx.append(officer.id, ShiftReportPrinted(day=document.number, sha256=document.sha256, printer=named))
    return Done(None, _CHANGES)


def _admit(tx: Transaction, officer: Officer | None) -> None:
    if officer is not None and not on_duty(tx, officer).may(Right.SEE_RECORDS):
        raise Refused([Refusal(Rule.ROLE, Right.SEE_RECORDS)])
