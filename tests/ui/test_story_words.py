"""Every act of the journal is told in a sentence of its own."""

from datetime import UTC, datetime
from typing import Any

import pytest

from borderpost.domain import access_acts as access
from borderpost.domain import acts
from borderpost.domain import shift_acts as shift
from borderpost.domain.checkpoint import Checkpoint, Cosignature
from borderpost.domain.codes import (
    Commodity,
    Disposition,
    FindingCode,
    Package,
    PhotoSubject,
    StepResult,
    StepType,
    Unit,
)
from borderpost.domain.consulting_acts import ConsultationReason
from borderpost.domain.custody_codes import AlarmKind, ExhibitKind, Passing, PlaceKind
from borderpost.domain.evidence_acts import DrawnMark
from borderpost.domain.evidence_codes import FileForm, PaperKind, Shape
from borderpost.domain.formality_codes import AgencyAnswer, Answer, Consent, Means, Recipient
from borderpost.domain.release_codes import ListKind, TakeBackReason
from borderpost.ui.words.acts import tell
from borderpost.ui.words.names import Names

NAMES = Names({"anna": "Anna Ríos", "ben": "Ben Okafor"}, {"e1": 12})
AT = "2026-11-20T08:00:00.000000Z"
CHECKPOINT = Checkpoint("BP01", 256, "ab" * 32, datetime(2026, 11, 20, tzinfo=UTC), "cd" * 32)
SIGNED = {
    "checkpoint": CHECKPOINT.text(),
    "signature": "00" * 64,
    "cosignature": Cosignature(CHECKPOINT.digest(), "BP02", CHECKPOINT.at, "ef" * 32).text(),
    "cosignature_signature": "00" * 64,
}
SAMPLES: list[acts.Act] = [
    acts.StationOpened(public_key="00", program="test"),
    acts.OfficerLoggedIn(),
    acts.LoginFailed(claimed="ben", failures=2),
    acts.OfficerLoggedOut(),
    acts.SessionLocked(idle=True),
    acts.ItemScanned(
        item_id="RR1", raw="RR1", symbology="", source="wedge", reading="", check="", lane="red"
    ),
    acts.InspectionOpened(
        inspection="i",
        item_id="RR1",
        item_date="",
        lane="purple",
        assessment={},
        declaration=None,
        declaration_digest="",
    ),
    acts.StepRecorded(
        inspection="i", step=StepType.XRAY, started_at=AT, ended_at=AT, result=StepResult.CLEAR, device="X1"
    ),
    acts.ProductCompared(
        inspection="i",
        code="9521101000016",
        raw="9521101000016",
        verdicts=[{"question": "number", "answer": "theirs"}, {"question": "later", "answer": "unknown"}],
        serial="A1",
        right_holder="Zarquet Athletic AG",
        edition="2026-2",
        pack_sha256="ab" * 32,
    ),
    acts.FindingRecorded(inspection="i", finding=FindingCode.NIL, note="all in order"),
    acts.LineRecorded(
        inspection="i",
        line=1,
        description="shoes",
        quantity="2",
        unit=Unit.PAIR,
        commodity=Commodity.IPR_SHOES,
        package=Package.BOX,
        packages="2",
    ),
    acts.PhotographTaken(
        inspection="i", sha256="a" * 64, size=1, width=1, height=1, subject=PhotoSubject.LABEL, device="C"
    ),
    acts.DocumentKept(
        inspection="i",
        sha256="b" * 64,
        size=1,
        form=FileForm.PDF,
        what=PaperKind.INVOICE,
        name="invoice.pdf",
    ),
    acts.PhotographAnnotated(
        inspection="i",
        photograph="e1",
        sha256="a" * 64,
        marks=[DrawnMark(shape=Shape.MEASURE, from_x=0, from_y=0, to_x=1, to_y=1, text="12")],
    ),
    acts.ShotExcused(inspection="i", subject=PhotoSubject.PRODUCT, reason="burnt", line=2),
    acts.BagSealed(inspection="i", bag="B1", seal="S1", lines=[1, 2], location="Bench 4"),
    acts.CustodyMoved(
        inspection="i",
        bag="B1",
        from_holder="anna",
        to_holder="Store 2",
        purpose="storage",
        location="Hall 3",
        seal_intact=False,
    ),
    acts.ExhibitRegistered(inspection="i", exhibit="X1", what=ExhibitKind.SAMPLE, parent="B1"),
    acts.ContainerOpened(inspection="i", exhibit="B1", seal="S1", seal_found="S9", purpose="sample"),
    acts.ContainerClosed(inspection="i", exhibit="B1", seal="S2"),
    acts.ExhibitPassed(
        inspection="i",
        exhibit="B1",
        how=Passing.HANDED_OVER,
        from_kind=PlaceKind.PERSON,
        from_name="ben",
        to_kind=PlaceKind.PERSON,
        to_name="anna",
        counterpart="anna",
        weight_kg="1.2",
    ),
    acts.AlarmRaised(inspection="i", exhibit="B1", alarm=AlarmKind.MISSING, expected="Store 2"),
    acts.AlarmAnswered(
        inspection="i", exhibit="B1", alarm=AlarmKind.MISSING, entry="e1", reason="on the trolley"
    ),
    acts.StocktakeRecorded(
        place_kind=PlaceKind.STORE, place="2", began_at="", scanned=["B1"], unknown=["Q7"]
    ),
    acts.ReleaseTakenBack(inspection="i", outcome="e1", reason=TakeBackReason.WRONG_KEY, remark="my thumb"),
    acts.BulkReleaseBegun(
        batch="b" * 32,
        source=ListKind.RECEPTACLE,
        name="CNPVGAGBLALAAUN60565045000222",
        items=["RX100000003CN 2026-11-14"],
        digest="d" * 64,
        reason="green sack",
        proposer="anna",
    ),
    acts.BulkReleaseEnded(batch="b" * 32, released=1),
    acts.TrustedListTaken(
        list_id="aeo",
        version=2,
        title="Authorised sellers",
        issuer="HQ",
        issued_on="2026-11-01",
        valid_from="2026-11-01",
        valid_until="2027-05-01",
        senders=12,
        key="k" * 64,
        sha256="e" * 64,
    ),
    acts.ProposalWithdrawn(inspection="i", proposal="e1", reason="typed too early"),
    acts.ReopeningAsked(inspection="i", reason="claim upheld"),
    acts.ReopeningAnswered(inspection="i", request="e1", granted=True),
    acts.NoteAdded(inspection="i", text="as found"),
    acts.OutcomeRecorded(inspection="i", disposition=Disposition.RELEASE),
    acts.OutcomeProposed(
        inspection="i", disposition=Disposition.RELEASE_WITH_CHARGE, reason="undervalued", charge="38.40 GBP"
    ),
    acts.OutcomeApproved(inspection="i", proposal="e1", number="BP01-2026-000001"),
    acts.OutcomeRefused(inspection="i", proposal="e1", reason="photograph the label"),
    acts.EntryCorrected(inspection="i", entry="e1", reason="wrong parcel"),
    acts.DocumentIssued(
        inspection="i", document="seizure_report", number="BP01-2026-000001", sha256="b" * 64
    ),
    acts.DocumentPrinted(inspection="i", number="BP01-2026-000001", sha256="b" * 64, printer="Office"),
    acts.RecordConsulted(inspection="i", reason="complaint"),
    acts.ConsentRecorded(inspection="i", consent=Consent.ADDRESSEE, given_by="by telephone"),
    acts.NoticeServed(
        inspection="i",
        notice="eu-26-declarant",
        recipient=Recipient.DECLARANT,
        name="Emma",
        address="1 Quay",
        means=Means.REGISTERED_POST,
        tracking="RR1",
        sent_on="2026-11-20",
    ),
    acts.AnswerReceived(
        inspection="i",
        clock="eu-26-view",
        sender=Recipient.DECLARANT,
        answer=Answer.OBJECTS,
        received_on="2026-11-27",
    ),
    acts.ClockExtended(inspection="i", clock="trips-55", by=10, reason="asked for"),
    acts.ItemReferred(
        inspection="i",
        agency="eu-to-medicines",
        name="Medicines authority",
        contact="desk",
        exhibits=["B1"],
        reason="no permit",
    ),
    acts.ReferralWithdrawn(inspection="i", referral="e1", reason="wrong agency"),
    acts.ReferralHandedOver(
        inspection="i", referral="e1", receipt="BP01-2026-T000001", person="Dr. Holt", exhibits=["B1"]
    ),
    acts.AgencyAnswered(
        inspection="i",
        referral="e1",
        answer=AgencyAnswer.TAKEN,
        by="Dr. Holt",
        answered_on="2026-11-27",
        reference="MED-7",
    ),
    acts.OverrideAsked(inspection="i", rule="r1", disposition=Disposition.RETURN, reason="permit"),
    acts.OverrideAnswered(inspection="i", request="e1", granted=False, remark="no"),
    acts.DeclarationKept(inspection="i", declaration={}, digest="c" * 64, week="2026-W30"),
    acts.DeclarationsPurged(week="2026-W30", items=12, messages=11, sources={"POST-GB": 12}, basis="site"),
    acts.ClockSetBack(newest=AT, by_seconds=3600),
    acts.ProfileDrafted(profile="p1", version=1, content={"title": "Knives"}),
    acts.ProfileProposed(profile="p1", version=1, content={}, imported_from="BP02"),
    acts.ProfileApproved(profile="p1", version=1, proposal="e1", content={}),
    acts.ProfileRefused(profile="p1", version=1, proposal="e1", reason="too wide"),
    acts.ProfileRetired(profile="p1", version=1, reason="season over"),
    acts.ProfilesExported(profiles=["p1 1"], sha256="ab" * 32),
    acts.ProfilesImported(station="BP02", key="ab" * 32, sha256="cd" * 32),
    acts.MessagesChosen(messages=["held"]),
    acts.MessageQueued(
        inspection="i",
        message="m" * 32,
        type="held",
        to="post",
        entry="e1",
        sequence=12,
        content={"event": "EME"},
    ),
    acts.MessageWritten(inspection="i", message="m" * 32, files={"m.json": "ab" * 32}),
    acts.MessageAnswered(inspection="i", message="m" * 32, accepted=True, by="Post"),
    acts.MessageRepeated(inspection="i", message="m" * 32),
    acts.ReferralReceived(inspection="i", message="m" * 32, by="Police", number="4711"),
    acts.ReferralAnswered(inspection="i", message="m" * 32, text="taken over"),
    acts.DrawSealed(seal="ab" * 32, share="0.02"),
    acts.ProfileSwitchedOff(profile="p1", version=2, reason="too_slow", detail="31 ms"),
    acts.DrawShown(day="2026-08-01", key="cd" * 32, reason="asked by the court"),
    acts.ConsultationBegun(reason=ConsultationReason.ENFORCEMENT_REQUEST, reference="file 4711"),
    acts.DeclarationsSearched(consultation="e1", query="nowak", found=3),
    acts.ItemConsulted(consultation="e1", item_id="RR1", item_date="2026-11-20", query="nowak"),
    acts.SendersTableSaved(
        reason=ConsultationReason.OTHER, rows=20, weeks=8, sha256="ab" * 32, reference="asked by the post"
    ),
    acts.KeyRotated(public_key="ab" * 32, reason="yearly"),
    acts.CheckpointCosigned(**SIGNED),
    acts.CosignatureReceived(**SIGNED),
    access.OfficerEnrolled(subject="kim", name="Kim Holt", roles=["custodian"], valid_from="2026-11-21"),
    access.OfficerChanged(
        subject="ben", name="Ben Okafor", roles=["approver"], active=False, reason="left the service"
    ),
    access.PassphraseReset(subject="ben", reason="forgotten"),
    access.PassphraseChanged(),
    access.PinSet(),
    access.PinCleared(subject="ben", reason="lost"),
    access.PinFailed(claimed="ben", failures=2),
    access.SessionReturned(locked="e1"),
    access.BadgeMade(subject="ben"),
    access.BadgeRevoked(subject="ben", badge="B12345678A", reason="lost on the tram"),
    access.AccessLogExported(entries=3, sha256="ab" * 32),
    shift.ShiftReported(day="2026-11-20", first=3, last=90, sha256="ab" * 32),
    shift.ShiftReportPrinted(day="2026-11-20", sha256="ab" * 32, printer="Office 2"),
    acts.RecordRecovered(public_key="00", program="test", lost=[acts.LostEntries(first=3, last=4)]),
]
WORDS: dict[str, tuple[str, str]] = {
    "step_recorded": ("X-ray: Clear", "with X1"),
    "finding_recorded": ("Found: Nothing to object to", "all in order"),
    "line_recorded": ("Listed line 1: 2 pairs, shoes", "IPR: shoes · 2 × Box (BX)"),
    "exhibit_passed": ("B1: Handed over, Anna Ríos", "Anna Ríos · 1.2 kg"),
    "container_opened": ("Opened bag B1, seal found: S9", "sample"),
    "stocktake_recorded": ("Counted Store 2: 1 scanned, 0 missing, 0 misplaced", "Q7"),
    "release_taken_back": ("Took the release back (entry #12): The wrong key", "my thumb"),
    "bulk_release_begun": (
        "Signed a list of Anna Ríos for release: Receptacle CNPVGAGBLALAAUN60565045000222, 1 items",
        "green sack · dddddddddddddddd",
    ),
    "bulk_release_ended": ("A list was released: 1 items", ""),
    "trusted_list_taken": (
        "Took in the list of trusted senders Authorised sellers, version 2",
        "eeeeeeeeeeeeeeee",
    ),
    "proposal_withdrawn": ("Withdrew proposal #12", "typed too early"),
    "note_added": ("Remarked", "as found"),
    "outcome_recorded": ("Decided: Release", ""),
    "outcome_proposed": ("Proposed: Release with charge", "Charge due: 38.40 GBP · undervalued"),
    "record_consulted": ("Read this story", "complaint"),
    "consultation_begun": (
        "Began to search the declarations: Request of an enforcement authority",
        "file 4711",
    ),
    "declarations_searched": ("Searched for “nowak”", "3 items found"),
    "item_consulted": ("Took item RR1 of 2026-11-20 up from the search", "searched for “nowak”"),
    "item_referred": ("Referred to Medicines authority", "B1 · no permit · desk"),
    "referral_withdrawn": ("Took the referral of #12 back", "wrong agency"),
    "referral_handed_over": ("Handed over to Dr. Holt, transfer receipt BP01-2026-T000001", "B1"),
    "agency_answered": ("Answer of the agency on 2026-11-27: Takes it", "Dr. Holt · MED-7"),
    "profile_switched_off": ("Risk profile p1, version 2, took too long and was switched off", "31 ms"),
    "key_rotated": (f"The station signs with a new key from the next entry on: {'ab' * 8}", "yearly"),
    "checkpoint_cosigned": ("Signed a checkpoint of station BP01 over 256 entries", "ab" * 32),
    "cosignature_received": ("Station BP02 signed this journal up to entry 256", "ab" * 32),
    "session_locked": ("The bench was left idle and locked", ""),
    "officer_enrolled": ("Enrolled Kim Holt as Evidence custodian", "from 2026-11-21"),
    "officer_changed": ("Took Ben Okafor off duty", "left the service"),
    "pin_failed": ("A wrong PIN was given for Ben Okafor", "2 in a row"),
    "access_log_exported": ("Exported 3 entries about access and consultation", "ab" * 8),
    "shift_reported": ("Handed out the shift report of 2026-11-20, entries 3 to 90", "ab" * 8),
    "shift_report_printed": ("Sent the shift report of 2026-11-20 to printer Office 2", "ab" * 8),
    "login_failed": ("A wrong passphrase was given for Ben Okafor", "2 in a row"),
}


def plain(text: str) -> str:
    """Return a text without the marks that keep its parts in their own direction."""
    return "".join(letter for letter in text if letter not in "\u2066\u2068\u2069")


def test_there_is_a_sample_of_every_act() -> None:
    assert {acts.kind_of(act) for act in SAMPLES} == set(acts.KINDS)


@pytest.mark.parametrize("act", SAMPLES, ids=acts.kind_of)
def test_every_act_is_told(act: acts.Act) -> None:
    told = tell(act, NAMES)
    assert told.sentence
    assert acts.kind_of(act) not in told.sentence
    assert "{" not in told.sentence + told.remark
    if acts.kind_of(act) in WORDS:
        assert (plain(told.sentence), plain(told.remark)) == WORDS[acts.kind_of(act)]


def test_ids_become_names_and_numbers() -> None:
    moved: Any = next(act for act in SAMPLES if isinstance(act, acts.CustodyMoved))
    told = tell(moved, NAMES)
    assert plain(told.sentence) == "Bag B1 went from Anna Ríos to Store 2"
    assert plain(told.remark) == "storage · Hall 3 · The seal was broken"
    corrected = tell(acts.EntryCorrected(inspection="i", entry="e1", reason="x"), NAMES)
    assert plain(corrected.sentence) == "Took entry #12 back; it no longer counts"
    sealed = tell(acts.BagSealed(inspection="i", bag="B1", seal="S1", lines=[1], location=""), NAMES)
    assert plain(sealed.sentence) == "Sealed line 1 in bag B1 with seal S1"
