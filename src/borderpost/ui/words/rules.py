"""Sentences for the rules that say no: what is wrong, and what to do about it."""

from collections.abc import Iterable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.ui.desk import NoPicture
from borderpost.ui.words.law import LAW_SENTENCES, coded, law_sentence, with_basis
from borderpost.ui.words.release_rules import RELEASE_SENTENCES
from borderpost.ui.words.troubles import not_read_sentence, not_recorded_sentence
from borderpost.work.session import MustWait
from borderpost.work.troubles import NotRead, NotRecorded

_SENTENCES: dict[Rule, object] = {
    Rule.ROLE: QT_TRANSLATE_NOOP("rules", "Your role does not allow this. Ask an officer whose role does."),
    Rule.ENDED: QT_TRANSLATE_NOOP("rules", "This inspection has ended. It can be read, not changed."),
    Rule.AWAITING_APPROVAL: QT_TRANSLATE_NOOP(
        "rules", "A second officer has to answer first; nothing can be changed meanwhile."
    ),
    Rule.NOT_PROPOSED: QT_TRANSLATE_NOOP("rules", "Nothing waits for a second officer here."),
    Rule.OWN_PROPOSAL: QT_TRANSLATE_NOOP(
        "rules", "Whoever worked on an inspection cannot approve it. Another approving officer has to."
    ),
    Rule.SECURE_NOT_OPENED: QT_TRANSLATE_NOOP(
        "rules", "Do not open. Record a hazard check (X-ray, trace, radiation) with the result Clear first."
    ),
    Rule.SECURE_RELEASE: QT_TRANSLATE_NOOP(
        "rules", "A secure item is released only after a hazard check with the result Clear."
    ),
    Rule.NO_EXAMINATION: QT_TRANSLATE_NOOP("rules", "Record at least one step of the examination."),
    Rule.NO_FINDING: QT_TRANSLATE_NOOP("rules", "Record what was found."),
    Rule.NO_GOODS: QT_TRANSLATE_NOOP("rules", "List the goods."),
    Rule.GOODS_NOT_SEALED: QT_TRANSLATE_NOOP("rules", "Put line {subject} in a bag and seal it."),
    Rule.NO_PHOTOGRAPH: QT_TRANSLATE_NOOP("rules", "Take a photograph of the goods."),
    Rule.NO_SEALED_BAG_PHOTOGRAPH: QT_TRANSLATE_NOOP(
        "rules", "Take a photograph of the sealed bag with its seal number readable."
    ),
    Rule.NO_REASON: QT_TRANSLATE_NOOP("rules", "Give the reason in your own words."),
    Rule.NO_IPR_RIGHT: QT_TRANSLATE_NOOP("rules", "Say which right line {subject} infringes."),
    Rule.LINE_SEALED: QT_TRANSLATE_NOOP("rules", "Line {subject} is in a sealed bag already."),
    Rule.UNKNOWN_LINE: QT_TRANSLATE_NOOP("rules", "There is no line {subject}."),
    Rule.SEAL_USED: QT_TRANSLATE_NOOP("rules", "Seal {subject} is used already. Take another one."),
    Rule.BAG_USED: QT_TRANSLATE_NOOP("rules", "Bag {subject} is used already. Take another one."),
    Rule.NOT_THE_HOLDER: QT_TRANSLATE_NOOP("rules", "Only whoever holds bag {subject} can hand it over."),
    Rule.NOT_CORRECTABLE: QT_TRANSLATE_NOOP("rules", "Other entries rest on this one; it has to stay."),
    Rule.STEP_BACKWARDS: QT_TRANSLATE_NOOP("rules", "A step cannot end before it began."),
    Rule.QUANTITY: QT_TRANSLATE_NOOP("rules", "{subject} is not a number of the right form."),
    Rule.FIELD_MISSING: QT_TRANSLATE_NOOP("rules", "{subject} is missing."),
    Rule.NOT_KNOWN: QT_TRANSLATE_NOOP("rules", "There is no such record at this station ({subject})."),
    Rule.TOO_LONG: QT_TRANSLATE_NOOP("rules", "{subject} is too long to be recorded. Shorten it."),
    Rule.NOT_SEIZED: QT_TRANSLATE_NOOP("rules", "Only seized goods can be settled so."),
    Rule.NO_WITNESS: QT_TRANSLATE_NOOP("rules", "Name a witness who is neither of the two officers."),
    Rule.APPROVER_ROLE: QT_TRANSLATE_NOOP("rules", "Your role cannot agree to this. It takes: {subject}."),
    Rule.OWN_REQUEST: QT_TRANSLATE_NOOP("rules", "Whoever asked for a rule to be lifted cannot lift it."),
    Rule.NOT_LIFTABLE: QT_TRANSLATE_NOOP("rules", "Nobody can lift this rule here."),
    Rule.NOT_A_DATE: QT_TRANSLATE_NOOP("rules", "{subject} is no date of the form YYYY-MM-DD."),
    Rule.DATE_AHEAD: QT_TRANSLATE_NOOP("rules", "{subject} lies ahead. Record it when it has come."),
    Rule.PROFILE_STAGE: QT_TRANSLATE_NOOP(
        "rules", "Profile {subject} has come further meanwhile. Read it again."
    ),
    Rule.PROFILE_VERSION: QT_TRANSLATE_NOOP(
        "rules", "Profile {subject} has this version, or a later one, already. Raise the version."
    ),
    Rule.PROFILE_FAULTY: QT_TRANSLATE_NOOP("rules", "The profile is not sound yet: {subject}."),
    Rule.OWN_PROFILE: QT_TRANSLATE_NOOP(
        "rules", "Whoever wrote or proposed a profile cannot approve it. A second person has to."
    ),
    Rule.EXHIBIT_GONE: QT_TRANSLATE_NOOP(
        "rules", "{subject} was destroyed or returned; its custody has ended."
    ),
    Rule.ALARM_OPEN: QT_TRANSLATE_NOOP(
        "rules", "{subject} has an alarm. Answer it before anything else is done with it."
    ),
    Rule.NOT_IN_PLACE: QT_TRANSLATE_NOOP(
        "rules", "{subject} is not there. Look where its custody says that it is."
    ),
    Rule.NOT_OPEN: QT_TRANSLATE_NOOP("rules", "{subject} is not open in your hands. Open it first."),
    Rule.NOT_CLOSED: QT_TRANSLATE_NOOP("rules", "{subject} is open already."),
    Rule.NOT_A_RECEIVER: QT_TRANSLATE_NOOP(
        "rules", "Only an officer for whom it is meant can take it ({subject})."
    ),
    Rule.SAME_PERSON: QT_TRANSLATE_NOOP("rules", "It takes two persons: choose somebody else."),
    Rule.LABEL_USED: QT_TRANSLATE_NOOP("rules", "Label {subject} is used already. Take another one."),
    Rule.NO_DISPOSAL_ORDER: QT_TRANSLATE_NOOP(
        "rules", "No decision stands that lets this exhibit be destroyed or returned."
    ),
    Rule.NOT_THE_PROPOSER: QT_TRANSLATE_NOOP("rules", "Only whoever proposed it can withdraw it."),
    Rule.NOT_ENDED: QT_TRANSLATE_NOOP("rules", "This inspection has not ended."),
    Rule.OWN_ACCESS: QT_TRANSLATE_NOOP(
        "rules", "Nobody changes their own access. Ask another administrator."
    ),
    Rule.ROLES_APART: QT_TRANSLATE_NOOP(
        "rules", "Whoever administers access or audits holds no other role beside it."
    ),
    Rule.WEAK_PASSPHRASE: QT_TRANSLATE_NOOP("rules", "A passphrase has at least ten letters."),
    Rule.WEAK_PIN: QT_TRANSLATE_NOOP(
        "rules", "A PIN is 6 to 12 digits, and neither one digit over and over nor digits in a row."
    ),
    Rule.PASSPHRASE_GIVEN: QT_TRANSLATE_NOOP(
        "rules",
        "This passphrase was given by an administrator and signs nothing."
        " Sign in with it first and choose one of your own.",
    ),
    Rule.PASSPHRASE_SAME: QT_TRANSLATE_NOOP("rules", "That is the passphrase so far. Choose another."),
    Rule.PASSPHRASE_NEEDED: QT_TRANSLATE_NOOP(
        "rules", "The PIN does not help any more. Type the passphrase."
    ),
    Rule.OFFICER_KNOWN: QT_TRANSLATE_NOOP("rules", "{subject} is on the roster already."),
    Rule.WITNESS_ROLE: QT_TRANSLATE_NOOP(
        "rules", "The second person needs a role that keeps custody or approves."
    ),
    Rule.ANOTHER_AGENCY: QT_TRANSLATE_NOOP(
        "rules", "One receipt is for one agency; these are for {subject}."
    ),
    Rule.REFERRAL_OPEN: QT_TRANSLATE_NOOP(
        "rules", "It is referred already. Take that referral back, or wait for its answer."
    ),
    Rule.REFERRAL_CLOSED: QT_TRANSLATE_NOOP(
        "rules", "The referral to {subject} is answered or was taken back."
    ),
    Rule.HANDED_OVER: QT_TRANSLATE_NOOP("rules", "It was handed over already ({subject})."),
    Rule.NOT_HANDED_OVER: QT_TRANSLATE_NOOP("rules", "It was not handed over to {subject} yet."),
    Rule.STALE: QT_TRANSLATE_NOOP("rules", "The record has changed meanwhile. Read it again, then decide."),
    **RELEASE_SENTENCES,
}
_FIELDS: dict[str, object] = {
    "description": QT_TRANSLATE_NOOP("rules", "The description"),
    "quantity": QT_TRANSLATE_NOOP("rules", "The quantity"),
    "charge": QT_TRANSLATE_NOOP("rules", "The charge due (such as 85.20 EUR)"),
    "package": QT_TRANSLATE_NOOP("rules", "The kind of package"),
    "packages": QT_TRANSLATE_NOOP("rules", "The number of packages"),
    "net_weight_kg": QT_TRANSLATE_NOOP("rules", "The net weight"),
    "hs_code": QT_TRANSLATE_NOOP("rules", "The HS code (6 to 10 digits)"),
    "bag": QT_TRANSLATE_NOOP("rules", "The bag number"),
    "seal": QT_TRANSLATE_NOOP("rules", "The seal number"),
    "note": QT_TRANSLATE_NOOP("rules", "The remark"),
    "reason": QT_TRANSLATE_NOOP("rules", "The reason"),
    "reference": QT_TRANSLATE_NOOP("rules", "The reference"),
    "query": QT_TRANSLATE_NOOP("rules", "The text to search for"),
    "caption": QT_TRANSLATE_NOOP("rules", "The caption"),
    "device": QT_TRANSLATE_NOOP("rules", "The device"),
    "brand": QT_TRANSLATE_NOOP("rules", "The brand"),
    "right_holder": QT_TRANSLATE_NOOP("rules", "The right holder"),
    "product_code": QT_TRANSLATE_NOOP("rules", "The product code"),
    "purpose": QT_TRANSLATE_NOOP("rules", "The purpose"),
    "printer": QT_TRANSLATE_NOOP("rules", "The printer's name"),
    "to_holder": QT_TRANSLATE_NOOP("rules", "The receiver"),
    "officer_id": QT_TRANSLATE_NOOP("rules", "The id (small letters, digits, dot, hyphen)"),
    "name": QT_TRANSLATE_NOOP("rules", "The name"),
    "roles": QT_TRANSLATE_NOOP("rules", "A role"),
    "location": QT_TRANSLATE_NOOP("rules", "The place"),
    "label": QT_TRANSLATE_NOOP("rules", "The label"),
    "parent": QT_TRANSLATE_NOOP("rules", "What the sample was taken of"),
    "person": QT_TRANSLATE_NOOP("rules", "The person outside"),
    "receipt": QT_TRANSLATE_NOOP("rules", "The number of the receipt"),
    "weight_kg": QT_TRANSLATE_NOOP("rules", "The weight"),
    "application": QT_TRANSLATE_NOOP("rules", "The number of the application"),
    "witness": QT_TRANSLATE_NOOP("rules", "The witness"),
    "given_by": QT_TRANSLATE_NOOP("rules", "Who consented"),
    "recipient_name": QT_TRANSLATE_NOOP("rules", "The recipient's name"),
    "address": QT_TRANSLATE_NOOP("rules", "The address"),
    "tracking": QT_TRANSLATE_NOOP("rules", "The tracking number"),
    "language": QT_TRANSLATE_NOOP("rules", "The language"),
    "sent_on": QT_TRANSLATE_NOOP("rules", "The day of sending"),
    "served_on": QT_TRANSLATE_NOOP("rules", "The day of service"),
    "returned_on": QT_TRANSLATE_NOOP("rules", "The day of return"),
    "received_on": QT_TRANSLATE_NOOP("rules", "The day of receipt"),
    "by": QT_TRANSLATE_NOOP("rules", "Who answered"),
    "answered_on": QT_TRANSLATE_NOOP("rules", "The day of the answer"),
    "referral": QT_TRANSLATE_NOOP("rules", "The list"),
    "extension": QT_TRANSLATE_NOOP("rules", "The extension"),
}
_PICTURES: dict[str, object] = {
    "no_camera": QT_TRANSLATE_NOOP("rules", "No camera is connected. Connect one, or choose a picture file."),
    "no_frame": QT_TRANSLATE_NOOP("rules", "The camera gives no picture. Check its cable, then try again."),
    "not_an_image": QT_TRANSLATE_NOOP(
        "rules", "{detail} is no picture (JPEG, PNG, TIFF) and no PDF that can be read."
    ),
    "too_large": QT_TRANSLATE_NOOP("rules", "{detail} is too large to be kept as a picture."),
}


def refusal_sentence(refusal: Refusal) -> str:
    """Return what one rule says; where the law says it, with the row and the text that it stands in."""
    if refusal.rule in LAW_SENTENCES:
        return law_sentence(refusal)
    known = _FIELDS.get(refusal.subject)
    said = coded(refusal.subject) if refusal.rule is Rule.APPROVER_ROLE else refusal.subject
    subject = QCoreApplication.translate("rules", str(known)) if known else said
    sentence = QCoreApplication.translate("rules", str(_SENTENCES[refusal.rule])).format(subject=subject)
    return with_basis(sentence, refusal)


def refusal_sentences(refusals: Iterable[Refusal]) -> list[str]:
    """Return what several rules say, each once."""
    return list(dict.fromkeys(refusal_sentence(refusal) for refusal in refusals))


def error_sentence(error: BaseException) -> str:
    """Return a sentence for whatever a verb failed with; what nobody foresaw is named by its kind."""
    match error:
        case Refused():
            return "\n".join(refusal_sentences(error.refusals))
        case MustWait():
            text = QCoreApplication.translate("rules", "Too many wrong passphrases. Wait {seconds} s.")
            return text.format(seconds=max(1, round(error.wait.total_seconds())))
        case NotRecorded():
            return not_recorded_sentence(error.trouble)
        case NotRead():
            return not_read_sentence(error)
        case NoPicture():
            text = QCoreApplication.translate("rules", str(_PICTURES[error.sentence_key]))
            return text.format(detail=error.detail)
        case _:
            text = QCoreApplication.translate(
                "rules", "It was not recorded: the station could not write it ({kind}: {detail})."
            )
            return text.format(kind=type(error).__name__, detail=str(error)[:200])
