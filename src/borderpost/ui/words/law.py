"""Sentences for what the law forbids: what stands against it, what would open it, where that is written."""

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.codes import Approval, Commodity, Disposition, FindingCode
from borderpost.domain.decisions import Refusal, Rule
from borderpost.domain.formality_codes import Consent
from borderpost.domain.law.small_consignment import Checked, SmallCondition
from borderpost.domain.officer import Role
from borderpost.ui.kit.badge import lane_word
from borderpost.ui.kit.text import ltr
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.codes import word

LAW_SENTENCES: dict[Rule, object] = {
    Rule.LAW_CONVENTION: QT_TRANSLATE_NOOP("rules", "Forbidden in all mail: {subject}."),
    Rule.LAW_FORBIDDEN: QT_TRANSLATE_NOOP("rules", "Forbidden where this was found: {subject}."),
    Rule.LAW_NOT_IN_PACK: QT_TRANSLATE_NOOP("rules", "The law of this site does not know this outcome."),
    Rule.LAW_ROLE: QT_TRANSLATE_NOOP("rules", "This takes another role: {subject}."),
    Rule.LAW_NO_GROUND: QT_TRANSLATE_NOOP("rules", "Only where this was found: {subject}."),
    Rule.LAW_NO_OFFENCE: QT_TRANSLATE_NOOP("rules", "Nothing was found that the law makes an offence."),
    Rule.LAW_NOT_STANDING: QT_TRANSLATE_NOOP("rules", "Only after: {subject}."),
    Rule.LAW_CLOCK_RUNS: QT_TRANSLATE_NOOP(
        "rules", "Only when the time limit has run out unanswered, or with consent: {subject}."
    ),
    Rule.LAW_NOT_CONFIRMED: QT_TRANSLATE_NOOP(
        "rules", "The right-holder has to confirm the infringement first."
    ),
    Rule.LAW_SMALL_CONDITION: QT_TRANSLATE_NOOP(
        "rules", "No small consignment: {subject}. Take the standard path."
    ),
    Rule.LAW_UNEXAMINED: QT_TRANSLATE_NOOP(
        "rules", "The law wants a step of the examination before it is released; a word does not do."
    ),
    Rule.LAW_REASON: QT_TRANSLATE_NOOP("rules", "Record a step of the examination, or give the reason."),
    Rule.LAW_HOLD_REASON: QT_TRANSLATE_NOOP(
        "rules", "Choose the reason for holding it, for which the post has a code."
    ),
    Rule.LAW_OPENING: QT_TRANSLATE_NOOP("rules", "Do not open it. Record one of these first: {subject}."),
    Rule.LAW_AGENCY: QT_TRANSLATE_NOOP("rules", "Choose the agency that it is referred to."),
}
_CONDITIONS: dict[SmallCondition, object] = {
    SmallCondition.SUSPECTED: QT_TRANSLATE_NOOP("rules", "no suspicion of counterfeit or pirated goods"),
    SmallCondition.RIGHT: QT_TRANSLATE_NOOP(
        "rules", "the right that is infringed is none of the procedure's"
    ),
    SmallCondition.NOT_PERISHABLE: QT_TRANSLATE_NOOP("rules", "the goods are perishable"),
    SmallCondition.COVERED: QT_TRANSLATE_NOOP("rules", "no application for action covers all of the goods"),
    SmallCondition.ASKED_FOR: QT_TRANSLATE_NOOP("rules", "the right-holder did not ask for this procedure"),
    SmallCondition.IN_THE_MAIL: QT_TRANSLATE_NOOP("rules", "it is no item of mail"),
    SmallCondition.SMALL: QT_TRANSLATE_NOOP("rules", "it is not small ({detail})"),
}
_MET: dict[SmallCondition, object] = {
    SmallCondition.SUSPECTED: QT_TRANSLATE_NOOP("rules", "counterfeit or pirated goods are suspected"),
    SmallCondition.RIGHT: QT_TRANSLATE_NOOP("rules", "the right that is infringed is one of the procedure's"),
    SmallCondition.NOT_PERISHABLE: QT_TRANSLATE_NOOP("rules", "the goods do not perish"),
    SmallCondition.COVERED: QT_TRANSLATE_NOOP("rules", "an application for action covers all of the goods"),
    SmallCondition.ASKED_FOR: QT_TRANSLATE_NOOP("rules", "the right-holder asked for this procedure"),
    SmallCondition.IN_THE_MAIL: QT_TRANSLATE_NOOP("rules", "it travels in the mail"),
    SmallCondition.SMALL: QT_TRANSLATE_NOOP("rules", "it is small"),
}
_KINDS: tuple[type[StrEnum], ...] = (FindingCode, Commodity, Disposition, Consent, Role, Approval)
_LANES = frozenset({"green", "yellow", "red", "secure"})


def law_sentence(refusal: Refusal) -> str:
    """Return what the law says, with the row and the text that it stands in."""
    if refusal.rule is Rule.LAW_SMALL_CONDITION:
        subject = _condition(refusal.subject)
    else:
        subject = coded(refusal.subject)
    text = QCoreApplication.translate("rules", str(LAW_SENTENCES[refusal.rule]))
    return with_basis(text.format(subject=subject), refusal)


def condition_words(checked: Checked) -> str:
    """Return one condition of the procedure for small consignments, and whether it holds."""
    if checked.holds:
        said = QCoreApplication.translate("rules", str(_MET[checked.condition]))
        return QCoreApplication.translate("rules", "Holds: {condition}").format(condition=said)
    said = _condition(f"{checked.condition} {checked.detail}".strip())
    return QCoreApplication.translate("rules", "Fails: {condition}").format(condition=said)


def with_basis(sentence: str, refusal: Refusal) -> str:
    """Return the sentence with the rule and its source, where a row of the law stands behind it."""
    if not refusal.law:
        return sentence
    basis = QCoreApplication.translate("rules", "{sentence} ({source}; rule {rule})")
    return basis.format(sentence=sentence, source=isolated(refusal.source), rule=ltr(refusal.law))


def coded(subject: str) -> str:
    """Return a list of codes in words; what is no code of this house stays as it is."""
    return ", ".join(_word(code) for code in _parts(subject))


def _parts(subject: str) -> Iterable[str]:
    return subject.split(", ")


def _word(code: str) -> str:
    for kind in _KINDS:
        if code and code in {str(each) for each in kind}:
            return word(kind(code))
    return lane_word(code) if code in _LANES else code


def _condition(subject: str) -> str:
    name, _, detail = subject.partition(" ")
    text = QCoreApplication.translate("rules", str(_CONDITIONS[SmallCondition(name)]))
    return text.format(detail=ltr(detail))
