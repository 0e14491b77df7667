"""Exactly what a transfer receipt shows: what went to another agency, from whom, and to whom.

Every moment is an aware datetime with the station's local offset.
"""

from dataclasses import dataclass
from datetime import datetime

from borderpost.documents.report_record import Office


@dataclass(frozen=True, slots=True)
class Handed:
    """One exhibit that went over: its label, its seal, what it is, and its weight as it was last known."""

    label: str
    kind: str
    seal: str = ""
    description: str = ""
    weight_kg: str = ""
    journal_sequence: int = 0
    entry_hash: str = ""


@dataclass(frozen=True, slots=True)
class Referred:
    """One referral on the receipt; without exhibits papers alone went over."""

    item: str
    case: str
    reason: str
    findings: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    exhibits: tuple[Handed, ...] = ()
    journal_sequence: int = 0
    entry_hash: str = ""


@dataclass(frozen=True, slots=True)
class TransferRecord:
    """Everything on one transfer receipt; `handed_at` is its date and that of the PDF."""

    number: str
    office: Office
    station: str
    agency: str
    contact: str
    person: str
    giver: str
    giver_role: str
    handed_at: datetime
    referrals: tuple[Referred, ...]
    law: str = ""
    note: str = ""
    key_fingerprint: str = ""
    program: str = ""
