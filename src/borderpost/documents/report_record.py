"""Exactly what a seizure report shows, taken from the record by whoever asks for the report.

Every moment is an aware datetime that carries the local offset of its station; the report prints local
time with its offset. An empty text, None or an empty tuple means that the record holds nothing there, which
the report shows.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from borderpost.domain.declaration import Declaration, MailClass
from borderpost.domain.evidence_acts import DrawnMark
from borderpost.domain.money import Money


class ReportKind(StrEnum):
    """Which decision the report is about."""

    SEIZURE = "seizure"
    DETENTION = "detention"


class ReportState(StrEnum):
    """Whether the decision stands: a draft has no second officer's consent and is marked on each page."""

    DRAFT = "draft"
    ISSUED = "issued"


class Lane(StrEnum):
    """The verdict of the risk assessment."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    SECURE = "secure"


class Role(StrEnum):
    """In which capacity an officer stands in the report."""

    SEIZING = "seizing"
    APPROVING = "approving"
    WITNESS = "witness"


class RecordUnfit(ValueError):
    """The record cannot be made into a document: `field` names what is wrong with it."""

    def __init__(self, field_name: str, reason: str) -> None:
        self.field = field_name
        super().__init__(f"{field_name}: {reason}")


@dataclass(frozen=True, slots=True)
class Office:
    """The letterhead: who issues the report, and from where."""

    administration: str
    name: str = ""
    code: str = ""
    facility: str = ""
    station: str = ""
    address: tuple[str, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """The postal item as it lay on the bench; weights in kilograms."""

    identifier: str
    other_identifiers: tuple[str, ...] = ()
    mail_class: MailClass = MailClass.UNSTATED
    receptacle: str = ""
    origin_office: str = ""
    destination_office: str = ""
    posted_on: date | None = None
    presented_at: datetime | None = None
    measured_weight_kg: Decimal | None = None
    scanned_by: str = ""


@dataclass(frozen=True, slots=True)
class SelectionReason:
    """One clause of a risk profile that the item met, and the value that met it."""

    profile: str
    version: str
    title: str
    clause: str
    field: str = ""
    value: str = ""
    instruction: str = ""


@dataclass(frozen=True, slots=True)
class ExaminationStep:
    """One step of the examination; `contents_exhausted` is None where the step opens nothing."""

    code: str
    label: str
    device: str = ""
    officer: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    result: str = ""
    note: str = ""
    contents_exhausted: bool | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What the examination came to, by code and in words."""

    code: str
    label: str
    note: str = ""
    at: datetime | None = None
    officer: str = ""


@dataclass(frozen=True, slots=True)
class SeizedLine:
    """Goods of one kind and brand; weight in kilograms is that of the whole line.

    `declared` is what the declaration said of these goods, `found` what was found instead.
    """

    number: int
    description: str
    brand: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    net_weight_kg: Decimal | None = None
    hs_code: str = ""
    origin_country: str = ""
    commodity: str = ""
    right_infringed: str = ""
    right_holder: str = ""
    product_code: str = ""
    serials: str = ""
    packages: str = ""
    declared: str = ""
    found: str = ""
    value: Money | None = None
    value_basis: str = ""


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photograph kept as evidence; `jpeg` are its bytes, None where this station does not hold them.

    `rendition` is a JPEG made of a picture in another form, to be shown in its place. `marks` were drawn over
    it, by whom `marked` says.
    """

    number: int
    sha256: str
    jpeg: bytes | None = field(default=None, repr=False)
    subject: str = ""
    caption: str = ""
    taken_at: datetime | None = None
    device: str = ""
    line_number: int | None = None
    form: str = "JPEG"
    rendition: bytes | None = field(default=None, repr=False)
    marks: tuple[DrawnMark, ...] = ()
    marked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document kept as evidence, which is not shown: what it is, its file, its hash."""

    what: str
    sha256: str
    form: str = ""
    name: str = ""
    caption: str = ""
    kept_at: datetime | None = None
    kept_by: str = ""


@dataclass(frozen=True, slots=True)
class SealedBag:
    """An evidence bag, its seal, and the goods lines in it."""

    bag: str
    seal: str
    line_numbers: tuple[int, ...] = ()
    location: str = ""
    sealed_at: datetime | None = None
    sealed_by: str = ""


@dataclass(frozen=True, slots=True)
class CustodyRow:
    """One hand-over of sealed goods; the lines are always named one by one."""

    sequence: int
    line_numbers: tuple[int, ...]
    from_holder: str
    to_holder: str
    purpose: str = ""
    location: str = ""
    at: datetime | None = None
    condition: str = ""
    bag: str = ""
    seal_intact: bool | None = None
    journal_sequence: int | None = None
    entry_hash: str = ""


@dataclass(frozen=True, slots=True)
class OfficerAct:
    """An officer who acted, and where the journal holds the act."""

    role: Role
    name: str
    officer_id: str = ""
    rank: str = ""
    at: datetime | None = None
    journal_sequence: int | None = None
    entry_hash: str = ""


@dataclass(frozen=True, slots=True)
class LegalBlock:
    """The law as the administration words it; nothing of it is the program's own text."""

    power_to_examine: str = ""
    provision: str = ""
    grounds: str = ""
    forfeiture: str = ""
    rights: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class JournalPosition:
    """Where the station's journal holds the decision; hashes are SHA-256 in hexadecimal.

    `checkpoint` is the text of a signed checkpoint over the journal, with its signature: lines of a word and
    a value.
    """

    station: str
    sequence: int
    entry_hash: str
    previous_hash: str = ""
    key_fingerprint: str = ""
    recorded_at: datetime | None = None
    checkpoint: str = ""


@dataclass(frozen=True, slots=True)
class SeizureRecord:
    """Everything that one seizure or detention report shows.

    `dated` is the moment of the decision; it is the report's date and that of the PDF.
    """

    number: str
    kind: ReportKind
    state: ReportState
    dated: datetime
    office: Office
    item: ItemFacts
    journal: JournalPosition
    lane: Lane | None = None
    supersedes: str = ""
    declaration: Declaration | None = None
    declaration_digest: str = ""
    reasons: tuple[SelectionReason, ...] = ()
    steps: tuple[ExaminationStep, ...] = ()
    findings: tuple[Finding, ...] = ()
    lines: tuple[SeizedLine, ...] = ()
    bags: tuple[SealedBag, ...] = ()
    photographs: tuple[Photograph, ...] = ()
    photographs_missing: tuple[str, ...] = ()
    photographs_excused: tuple[tuple[str, str], ...] = ()
    documents: tuple[KeptDocument, ...] = ()
    custody: tuple[CustodyRow, ...] = ()
    officers: tuple[OfficerAct, ...] = ()
    legal: LegalBlock = field(default_factory=LegalBlock)
    decision_reason: str = ""
    remarks: tuple[str, ...] = ()
    program: str = ""
