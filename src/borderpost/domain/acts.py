"""Every act that the journal can hold, as typed payloads.

A journal is read for decades: a field may be added here with a default, none may be renamed or taken away.
Quantities, weights and amounts are decimal text; moments are text in the form of `entry.format_time`.
"""

from typing import Any, get_args

import msgspec

from borderpost.domain.access_acts import AccessAct as AccessAct
from borderpost.domain.act_base import ActBase
from borderpost.domain.codes import Concealment, Disposition, FindingCode, StepResult, StepType
from borderpost.domain.consulting_acts import ConsultationBegun as ConsultationBegun
from borderpost.domain.consulting_acts import DeclarationsSearched as DeclarationsSearched
from borderpost.domain.consulting_acts import ItemConsulted as ItemConsulted
from borderpost.domain.consulting_acts import SendersTableSaved as SendersTableSaved
from borderpost.domain.custody_acts import AlarmAnswered as AlarmAnswered
from borderpost.domain.custody_acts import AlarmRaised as AlarmRaised
from borderpost.domain.custody_acts import ContainerClosed as ContainerClosed
from borderpost.domain.custody_acts import ContainerOpened as ContainerOpened
from borderpost.domain.custody_acts import CustodyAct as CustodyAct
from borderpost.domain.custody_acts import ExhibitPassed as ExhibitPassed
from borderpost.domain.custody_acts import ExhibitRegistered as ExhibitRegistered
from borderpost.domain.custody_acts import ProposalWithdrawn as ProposalWithdrawn
from borderpost.domain.custody_acts import ReopeningAnswered as ReopeningAnswered
from borderpost.domain.custody_acts import ReopeningAsked as ReopeningAsked
from borderpost.domain.custody_acts import StocktakeRecorded as StocktakeRecorded
from borderpost.domain.entry import Entry
from borderpost.domain.evidence_acts import DocumentKept as DocumentKept
from borderpost.domain.evidence_acts import EvidenceAct as EvidenceAct
from borderpost.domain.evidence_acts import PhotographAnnotated as PhotographAnnotated
from borderpost.domain.evidence_acts import PhotographTaken as PhotographTaken
from borderpost.domain.evidence_acts import ShotExcused as ShotExcused
from borderpost.domain.formality_acts import AnswerReceived as AnswerReceived
from borderpost.domain.formality_acts import ClockExtended as ClockExtended
from borderpost.domain.formality_acts import ConsentRecorded as ConsentRecorded
from borderpost.domain.formality_acts import NoticeServed as NoticeServed
from borderpost.domain.formality_acts import OverrideAnswered as OverrideAnswered
from borderpost.domain.formality_acts import OverrideAsked as OverrideAsked
from borderpost.domain.goods_acts import LineRecorded as LineRecorded
from borderpost.domain.goods_acts import ProductCompared as ProductCompared
from borderpost.domain.message_acts import MessageAnswered as MessageAnswered
from borderpost.domain.message_acts import MessageQueued as MessageQueued
from borderpost.domain.message_acts import MessageRepeated as MessageRepeated
from borderpost.domain.message_acts import MessagesChosen as MessagesChosen
from borderpost.domain.message_acts import MessageWritten as MessageWritten
from borderpost.domain.message_acts import ReferralAnswered as ReferralAnswered
from borderpost.domain.message_acts import ReferralReceived as ReferralReceived
from borderpost.domain.message_acts import ToldOutside as ToldOutside
from borderpost.domain.record_acts import CheckpointCosigned as CheckpointCosigned
from borderpost.domain.record_acts import ClockSetBack as ClockSetBack
from borderpost.domain.record_acts import CosignatureReceived as CosignatureReceived
from borderpost.domain.record_acts import DrawSealed as DrawSealed
from borderpost.domain.record_acts import DrawShown as DrawShown
from borderpost.domain.record_acts import KeyRotated as KeyRotated
from borderpost.domain.record_acts import LostEntries as LostEntries
from borderpost.domain.record_acts import ProfileSwitchedOff as ProfileSwitchedOff
from borderpost.domain.record_acts import RecordRecovered as RecordRecovered
from borderpost.domain.referral_acts import AgencyAnswered as AgencyAnswered
from borderpost.domain.referral_acts import ItemReferred as ItemReferred
from borderpost.domain.referral_acts import ReferralHandedOver as ReferralHandedOver
from borderpost.domain.referral_acts import ReferralWithdrawn as ReferralWithdrawn
from borderpost.domain.release_acts import BulkReleaseBegun as BulkReleaseBegun
from borderpost.domain.release_acts import BulkReleaseEnded as BulkReleaseEnded
from borderpost.domain.release_acts import ReleaseAct as ReleaseAct
from borderpost.domain.release_acts import ReleaseTakenBack as ReleaseTakenBack
from borderpost.domain.release_acts import TrustedListTaken as TrustedListTaken
from borderpost.domain.retention_acts import DeclarationKept as DeclarationKept
from borderpost.domain.retention_acts import DeclarationsPurged as DeclarationsPurged
from borderpost.domain.session_acts import LoginFailed as LoginFailed
from borderpost.domain.session_acts import OfficerLoggedIn as OfficerLoggedIn
from borderpost.domain.session_acts import OfficerLoggedOut as OfficerLoggedOut
from borderpost.domain.session_acts import SessionLocked as SessionLocked
from borderpost.domain.session_acts import StationOpened as StationOpened
from borderpost.domain.shift_acts import ShiftAct as ShiftAct
from borderpost.domain.workshop_acts import ProfileApproved as ProfileApproved
from borderpost.domain.workshop_acts import ProfileDrafted as ProfileDrafted
from borderpost.domain.workshop_acts import ProfileProposed as ProfileProposed
from borderpost.domain.workshop_acts import ProfileRefused as ProfileRefused
from borderpost.domain.workshop_acts import ProfileRetired as ProfileRetired
from borderpost.domain.workshop_acts import ProfilesExported as ProfilesExported
from borderpost.domain.workshop_acts import ProfilesImported as ProfilesImported


class ItemScanned(ActBase, frozen=True, tag="item_scanned"):
    """A code was read at the bench and what it brought up was shown."""

    item_id: str
    raw: str
    symbology: str
    source: str
    reading: str
    check: str
    lane: str
    declaration: str = ""
    declarations_found: int = 0
    assessment: dict[str, Any] = msgspec.field(default_factory=dict)
    weeks_missing: list[str] = msgspec.field(default_factory=list)


class InspectionOpened(ActBase, frozen=True, tag="inspection_opened"):
    """An item was taken up; what the officer saw of it is kept with the entry."""

    inspection: str
    item_id: str
    item_date: str
    lane: str
    assessment: dict[str, Any]
    declaration: dict[str, Any] | None
    declaration_digest: str


class StepRecorded(ActBase, frozen=True, tag="step_recorded"):
    """One step of the examination was done."""

    inspection: str
    step: StepType
    started_at: str
    ended_at: str
    result: StepResult
    device: str = ""
    note: str = ""
    contents_exhausted: bool = False
    weight_kg: str = ""


class FindingRecorded(ActBase, frozen=True, tag="finding_recorded"):
    """Something was found, or found to be in order; `concealment` is how it was hidden."""

    inspection: str
    finding: FindingCode
    note: str = ""
    concealment: Concealment = Concealment.UNSTATED


class BagSealed(ActBase, frozen=True, tag="bag_sealed"):
    """Goods were put in a bag and the bag was sealed."""

    inspection: str
    bag: str
    seal: str
    lines: list[int]
    location: str
    weight_kg: str = ""


class CustodyMoved(ActBase, frozen=True, tag="custody_moved"):
    """A sealed bag went from one holder to the next."""

    inspection: str
    bag: str
    from_holder: str
    to_holder: str
    purpose: str
    location: str
    seal_intact: bool


class NoteAdded(ActBase, frozen=True, tag="note_added"):
    """A remark in the officer's own words."""

    inspection: str
    text: str


class OutcomeRecorded(ActBase, frozen=True, tag="outcome_recorded"):
    """A disposition that needs nobody else's consent, or got it beforehand from the officer `consent`.

    `batch` is the bulk release that it is part of; `charge` what falls due: amount, a blank, currency.
    """

    inspection: str
    disposition: Disposition
    reason: str = ""
    hold_reason: str = ""
    law: str = ""
    batch: str = ""
    consent: str = ""
    charge: str = ""


class OutcomeProposed(ActBase, frozen=True, tag="outcome_proposed"):
    """A disposition that waits for a second officer; `agency` is to whom a referral would go."""

    inspection: str
    disposition: Disposition
    reason: str
    hold_reason: str = ""
    law: str = ""
    agency: str = ""
    charge: str = ""


class OutcomeApproved(ActBase, frozen=True, tag="outcome_approved"):
    """A second officer agreed; the disposition stands."""

    inspection: str
    proposal: str
    number: str
    remark: str = ""
    witness: str = ""


class OutcomeRefused(ActBase, frozen=True, tag="outcome_refused"):
    """A second officer did not agree; the examination goes on."""

    inspection: str
    proposal: str
    reason: str


class EntryCorrected(ActBase, frozen=True, tag="entry_corrected"):
    """An earlier entry of this inspection no longer counts; it stays in the journal."""

    inspection: str
    entry: str
    reason: str


class DocumentIssued(ActBase, frozen=True, tag="document_issued"):
    """A document was made from the record, known by its SHA-256."""

    inspection: str
    document: str
    number: str
    sha256: str


class DocumentPrinted(ActBase, frozen=True, tag="document_printed"):
    """A document was handed to a printer of the system."""

    inspection: str
    number: str
    sha256: str
    printer: str


class RecordConsulted(ActBase, frozen=True, tag="record_consulted"):
    """Somebody read the story of an inspection."""

    inspection: str
    reason: str


Act = (
    StationOpened
    | OfficerLoggedIn
    | LoginFailed
    | OfficerLoggedOut
    | SessionLocked
    | ItemScanned
    | InspectionOpened
    | StepRecorded
    | FindingRecorded
    | LineRecorded
    | ProductCompared
    | BagSealed
    | CustodyMoved
    | NoteAdded
    | OutcomeRecorded
    | OutcomeProposed
    | OutcomeApproved
    | OutcomeRefused
    | EntryCorrected
    | DocumentIssued
    | DocumentPrinted
    | RecordConsulted
    | ConsultationBegun
    | DeclarationsSearched
    | ItemConsulted
    | SendersTableSaved
    | ConsentRecorded
    | NoticeServed
    | AnswerReceived
    | ClockExtended
    | OverrideAsked
    | OverrideAnswered
    | ClockSetBack
    | DrawSealed
    | DrawShown
    | ProfileSwitchedOff
    | RecordRecovered
    | KeyRotated
    | CheckpointCosigned
    | CosignatureReceived
    | DeclarationKept
    | DeclarationsPurged
    | ProfileDrafted
    | ProfileProposed
    | ProfileApproved
    | ProfileRefused
    | ProfileRetired
    | ProfilesExported
    | ProfilesImported
    | CustodyAct
    | ProposalWithdrawn
    | ReopeningAnswered
    | ReopeningAsked
    | StocktakeRecorded
    | MessagesChosen
    | MessageQueued
    | MessageWritten
    | MessageAnswered
    | MessageRepeated
    | ReferralReceived
    | ReferralAnswered
    | ItemReferred
    | ReferralWithdrawn
    | ReferralHandedOver
    | AgencyAnswered
    | ReleaseAct
    | EvidenceAct
    | AccessAct
    | ShiftAct
)

KINDS: dict[str, type[Act]] = {kind.__struct_config__.tag: kind for kind in get_args(Act)}


class UnknownAct(ValueError):
    """An entry holds an act that this version of the program does not know, or one that is malformed."""


def kind_of(act: Act) -> str:
    """Return the word under which the act stands in the journal."""
    tag = act.__struct_config__.tag
    assert isinstance(tag, str)  # noqa: S101 - every act above has a text tag
    return tag


def payload_of(act: Act) -> dict[str, Any]:
    """Return the act's fields as plain data, ready for the journal."""
    plain: dict[str, Any] = msgspec.to_builtins(act)
    del plain["kind"]
    return plain


def act_of(entry: Entry) -> Act:
    """Read the act back from an entry; raise UnknownAct where it is none."""
    kind = KINDS.get(entry.kind)
    if kind is None:
        raise UnknownAct(f"{entry.kind} is none of the acts")
    try:
        # by its own type: what a union means is worked out anew at every call
        act: Act = msgspec.convert({**entry.payload, "kind": entry.kind}, type=kind)
    except msgspec.ValidationError as error:
        raise UnknownAct(f"{entry.kind}: {error}") from error
    return act


def inspection_of(act: Act) -> str:
    """Return the inspection that an act belongs to, or the empty text."""
    inspection: str = getattr(act, "inspection", "")
    return inspection
