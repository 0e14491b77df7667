"""Searching declarations without a scan: who looks somebody up says why, and what was looked up is kept."""

from dataclasses import dataclass
from datetime import datetime

from borderpost.domain.acts import ConsultationBegun, DeclarationsSearched, ItemConsulted, SendersTableSaved
from borderpost.domain.consulting_acts import REFERENCE_NEEDED, ConsultationReason
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.item_key import item_key
from borderpost.domain.officer import Officer, Right
from borderpost.work.changes import Done, Kind
from borderpost.work.ports import FoundItem, Transaction
from borderpost.work.roster import on_duty
from borderpost.work.written import written


@dataclass(frozen=True, slots=True)
class Consultation:
    """Searching for one reason, by the officer who gave it; `id` is that of the entry that says so."""

    id: str
    officer: Officer
    reason: ConsultationReason
    reference: str
    begun_at: datetime


def begin(
    tx: Transaction, *, officer: Officer, reason: ConsultationReason, untrusted_reference: str = ""
) -> Done[Consultation]:
    """Let an officer search, journalling who did and why; raise Refused where the role or the reason is
    not enough."""
    _may_search(tx, officer)
    reference = _reference(reason, untrusted_reference)
    entry = tx.append(officer.id, ConsultationBegun(reason=reason, reference=reference))
    return Done(Consultation(entry.id, officer, reason, reference, entry.at), frozenset({Kind.SCANS}))


def note_search(
    tx: Transaction, *, consultation: Consultation, untrusted_query: str, found: int, more: bool = False
) -> Done[None]:
    """Journal what was searched for and how much came of it; `more` where there was more than was shown."""
    query = written(untrusted_query, "query")
    act = DeclarationsSearched(consultation=consultation.id, query=query, found=found, more=more)
    tx.append(consultation.officer.id, act)
    return Done(None, frozenset({Kind.SCANS}))


def take_up(
    tx: Transaction, *, consultation: Consultation, item: FoundItem, untrusted_query: str
) -> Done[None]:
    """Journal that an item was taken up out of a search; its look-up at the bench is journalled besides."""
    _may_search(tx, consultation.officer)
    act = ItemConsulted(
        consultation=consultation.id,
        item_id=item_key(item.item_id),
        item_date=item.item_date,
        query=written(untrusted_query, "query"),
    )
    tx.append(consultation.officer.id, act)
    return Done(None, frozenset({Kind.SCANS}))


def save_senders(
    tx: Transaction,
    *,
    officer: Officer,
    reason: ConsultationReason,
    rows: int,
    weeks: int,
    sha256: str,
    untrusted_reference: str = "",
) -> Done[None]:
    """Journal that a table which names senders leaves the station, before it does: by whom, why, how many
    rows of how many weeks, and the hash of the file. Raise Refused where role or reason is not enough."""
    if not on_duty(tx, officer).may(Right.APPROVE_PROFILES):
        raise Refused([Refusal(Rule.ROLE, Right.APPROVE_PROFILES)])
    reference = _reference(reason, untrusted_reference)
    act = SendersTableSaved(reason=reason, rows=rows, weeks=weeks, sha256=sha256, reference=reference)
    tx.append(officer.id, act)
    return Done(None, frozenset({Kind.SCANS}))


def _reference(reason: ConsultationReason, untrusted_reference: str) -> str:
    reference = " ".join(written(untrusted_reference, "reference").split())
    if reason in REFERENCE_NEEDED and not reference:
        other = reason is ConsultationReason.OTHER
        raise Refused([Refusal(Rule.NO_REASON) if other else Refusal(Rule.FIELD_MISSING, "reference")])
    return reference


def _may_search(tx: Transaction, officer: Officer) -> None:
    if not on_duty(tx, officer).may(Right.SEARCH):
        raise Refused([Refusal(Rule.ROLE, Right.SEARCH)])
