"""Each act of the journal told as a plain sentence, with what its officer wrote beside it."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain import acts
from borderpost.domain.codes import IprRight
from borderpost.domain.risk.assessment import NoteKind
from borderpost.ui.kit.badge import lane_word
from borderpost.ui.kit.text import ltr
from borderpost.ui.words.access_acts import access_words
from borderpost.ui.words.codes import word
from borderpost.ui.words.consulting_acts import consulting_words
from borderpost.ui.words.custody_acts import custody_words
from borderpost.ui.words.evidence_acts import evidence_words
from borderpost.ui.words.formality_acts import formality_words
from borderpost.ui.words.message_acts import message_words
from borderpost.ui.words.names import Names, own
from borderpost.ui.words.packages import packages_words
from borderpost.ui.words.product_acts import product_words
from borderpost.ui.words.release_acts import decided_remark, decided_words, release_words
from borderpost.ui.words.signing_acts import signing_words
from borderpost.ui.words.workshop_acts import workshop_words
from borderpost.work import documenting, transfer_paper
from borderpost.work.reviewing import FOR_APPROVAL, JUST_SCANNED, TOOK_PART

translate = QCoreApplication.translate

_LANES = frozenset({"green", "yellow", "red", "secure"})
_CUSTODY_BEGINS = "sealed"
_CONSULTED: dict[str, object] = {
    TOOK_PART: QT_TRANSLATE_NOOP("acts", "Took part in this inspection"),
    JUST_SCANNED: QT_TRANSLATE_NOOP("acts", "Had just scanned the item"),
    FOR_APPROVAL: QT_TRANSLATE_NOOP("acts", "Was asked to approve or refuse"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """An act in words: the sentence, and the remarks and details that go with it (often none)."""

    sentence: str
    remark: str = ""


def tell(act: acts.Act, names: Names) -> Told:
    """Return the act in words; ids become names, entries are referred to by number."""
    match act:
        case acts.InspectionOpened():
            told = translate("acts", "Took up item {item}, lane {lane}")
            return Told(told.format(item=ltr(act.item_id), lane=lane_text(act.lane)))
        case acts.StepRecorded():
            return _step(act)
        case acts.FindingRecorded():
            hidden = word(act.concealment) if act.concealment else ""
            remark = " · ".join(part for part in (hidden, own(act.note)) if part)
            return Told(translate("acts", "Found: {finding}").format(finding=word(act.finding)), remark)
        case acts.LineRecorded():
            return _line(act)
        case acts.PhotographTaken():
            return _photograph(act)
        case acts.BagSealed():
            told = translate("acts", "Sealed {lines} in bag {bag} with seal {seal}")
            sentence = told.format(lines=_lines(act.lines), bag=ltr(act.bag), seal=ltr(act.seal))
            return Told(sentence, own(act.location))
        case acts.CustodyMoved():
            return _moved(act, names)
        case acts.NoteAdded():
            return Told(translate("acts", "Remarked"), own(act.text))
        case acts.DocumentIssued(document=transfer_paper.TRANSFER_RECEIPT):
            told = translate("acts", "Made transfer receipt {number}").format(number=ltr(act.number))
            return Told(told, _hash(act.sha256))
        case acts.DocumentIssued(document=documenting.EVIDENCE_BUNDLE):
            told = translate("acts", "Handed out the evidence of this case {number}")
            return Told(told.format(number=ltr(act.number)), _hash(act.sha256))
        case acts.DocumentIssued(document=documenting.EVIDENCE_LABEL):
            told = translate("acts", "Issued the label of exhibit {number}")
            return Told(told.format(number=ltr(act.number)), _hash(act.sha256))
        case acts.DocumentIssued():
            told = translate("acts", "Issued the seizure report {number}")
            return Told(told.format(number=ltr(act.number)), _hash(act.sha256))
        case acts.DocumentPrinted():
            told = translate("acts", "Sent {number} to the printer {printer}")
            return Told(told.format(number=ltr(act.number), printer=own(act.printer)), _hash(act.sha256))
        case acts.RecordConsulted():
            return Told(translate("acts", "Read this story"), consulted_reason(act.reason))
        case acts.EntryCorrected():
            told = translate("acts", "Took entry {entry} back; it no longer counts")
            return Told(told.format(entry=ltr(names.entry(act.entry))), own(act.reason))
        case _:
            return _outcome(act, names)


def consulted_reason(reason: str) -> str:
    """Return the reason for which a story was read."""
    known = _CONSULTED.get(reason)
    return QCoreApplication.translate("acts", str(known)) if known else own(reason)


def custody_purpose(purpose: str) -> str:
    """Return why a bag changed hands; custody begins with the sealing."""
    return translate("acts", "Sealed") if purpose == _CUSTODY_BEGINS else own(purpose)


def lane_text(lane: str) -> str:
    """Return the word of a lane, or the lane as written where this program knows no such lane."""
    return lane_word(lane) if lane in _LANES else own(lane)


def _outcome(act: acts.Act, names: Names) -> Told:
    match act:
        case acts.OutcomeRecorded():
            return Told(decided_words(act, names), decided_remark(act))
        case acts.OutcomeProposed():
            told = translate("acts", "Proposed: {disposition}")
            return Told(told.format(disposition=word(act.disposition)), decided_remark(act))
        case acts.OutcomeApproved():
            told = translate("acts", "Approved proposal {entry}")
            numbered = translate("acts", "Approved proposal {entry}: seizure {number} stands")
            sentence = (numbered if act.number else told).format(
                entry=ltr(names.entry(act.proposal)), number=ltr(act.number)
            )
            return Told(sentence, own(act.remark))
        case acts.OutcomeRefused():
            told = translate("acts", "Did not agree to proposal {entry}")
            return Told(told.format(entry=ltr(names.entry(act.proposal))), own(act.reason))
        case _:
            return _bench(act, names)


def _bench(act: acts.Act, names: Names) -> Told:
    match act:
        case acts.ItemScanned():
            sentence = translate("acts", "Scanned {item}, lane {lane}").format(
                item=ltr(act.item_id or act.raw), lane=lane_text(act.lane)
            )
            return Told(sentence, own(act.source))
        case acts.StationOpened():
            return Told(translate("acts", "The journal of this station began"), own(act.facility))
        case acts.OfficerLoggedIn():
            return Told(translate("acts", "Signed in"))
        case acts.OfficerLoggedOut():
            return Told(translate("acts", "Signed out"))
        case acts.SessionLocked():
            return Told(
                translate("acts", "The bench was left idle and locked")
                if act.idle
                else translate("acts", "Locked the bench")
            )
        case acts.LoginFailed():
            told = translate("acts", "A wrong passphrase was given for {officer}")
            return Told(
                told.format(officer=own(names.officer(act.claimed))),
                translate("acts", "{count} in a row").format(count=act.failures),
            )
        case acts.DeclarationKept():
            told = translate("acts", "A declaration that came in week {week} was copied into this record")
            return Told(told.format(week=ltr(act.week)))
        case acts.DeclarationsPurged():
            told = translate("acts", "The declarations that came in week {week} were erased: {items}")
            return Told(told.format(week=ltr(act.week), items=act.items), own(act.basis))
        case acts.ClockSetBack():
            return Told(
                translate("acts", "The clock of this computer went back by {seconds} s").format(
                    seconds=act.by_seconds
                )
            )
        case acts.DrawSealed():
            told = translate("acts", "The random draw was sealed: {share} of all declared items")
            return Told(told.format(share=ltr(act.share)), ltr(act.seal))
        case acts.DrawShown():
            told = translate("acts", "The key of the random draw of {day} was shown")
            return Told(told.format(day=ltr(act.day)), own(act.reason))
        case acts.ProfileSwitchedOff():
            return Told(_put_off(act), own(act.detail))
        case acts.RecordRecovered():
            return _recovered(act)
        case _:
            sentence, remark = (
                consulting_words(act)
                or product_words(act)
                or signing_words(act)
                or workshop_words(act)
                or custody_words(act, names)
                or evidence_words(act, names)
                or message_words(act)
                or release_words(act, names)
                or access_words(act, names)
                or formality_words(act, names)
            )
            return Told(sentence or acts.kind_of(act), remark)


def _put_off(act: acts.ProfileSwitchedOff) -> str:
    slow = translate("acts", "Risk profile {profile}, version {version}, took too long and was switched off")
    failed = translate("acts", "Risk profile {profile}, version {version}, failed and was switched off")
    sentence = slow if act.reason == NoteKind.TOO_SLOW else failed
    return sentence.format(profile=ltr(act.profile), version=act.version)


def _recovered(act: acts.RecordRecovered) -> Told:
    if act.restored:
        told = translate("acts", "The record was put back from the backup of {time}")
        return Told(told.format(time=ltr(act.backup_made_at)))
    lost = sum(gap.last - gap.first + 1 for gap in act.lost)
    told = translate("acts", "The damaged record was put together anew; {lost} entries are lost")
    return Told(told.format(lost=lost), own(act.set_aside))


def _step(act: acts.StepRecorded) -> Told:
    sentence = translate("acts", "{step}: {result}").format(step=word(act.step), result=word(act.result))
    exhausted = translate("acts", "Contents examined completely") if act.contents_exhausted else ""
    device = translate("acts", "with {device}").format(device=own(act.device)) if act.device else ""
    weight = translate("acts", "{weight} kg").format(weight=ltr(act.weight_kg)) if act.weight_kg else ""
    return Told(sentence, _joined(weight, device, exhausted, own(act.note)))


def _line(act: acts.LineRecorded) -> Told:
    told = translate("acts", "Listed line {line}: {quantity} {unit}, {description}")
    sentence = told.format(
        line=act.line, quantity=ltr(act.quantity), unit=word(act.unit), description=own(act.description)
    )
    right = word(act.ipr_right) if act.ipr_right is not IprRight.NONE else ""
    return Told(
        sentence,
        _joined(
            own(act.brand),
            word(act.commodity),
            right,
            own(act.right_holder),
            translate("acts", "HS {code}").format(code=ltr(act.hs_code)) if act.hs_code else "",
            packages_words(act.packages, act.package),
            own(act.note),
        ),
    )


def _photograph(act: acts.PhotographTaken) -> Told:
    told = (
        translate("acts", "Photographed line {line}: {subject}")
        if act.line
        else translate("acts", "Photographed: {subject}")
    )
    sentence = told.format(line=act.line, subject=word(act.subject))
    return Told(sentence, _joined(own(act.caption), own(act.device), _hash(act.sha256)))


def _moved(act: acts.CustodyMoved, names: Names) -> Told:
    told = translate("acts", "Bag {bag} went from {giver} to {taker}")
    sentence = told.format(
        bag=ltr(act.bag),
        giver=own(names.officer(act.from_holder)),
        taker=own(names.officer(act.to_holder)),
    )
    seal = translate("acts", "Seal intact") if act.seal_intact else translate("acts", "The seal was broken")
    return Told(sentence, _joined(custody_purpose(act.purpose), own(act.location), seal))


def _lines(numbers: list[int]) -> str:
    told = translate("acts", "line {numbers}") if len(numbers) == 1 else translate("acts", "lines {numbers}")
    return told.format(numbers=", ".join(str(number) for number in numbers))


def _hash(sha256: str) -> str:
    return translate("acts", "SHA-256 {hash}").format(hash=ltr(f"{sha256[:12]}…"))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
