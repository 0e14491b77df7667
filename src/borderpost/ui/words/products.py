"""What a product turned out to be, in words: short ones for a pill, and a sentence of what was compared."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.brands.identity import Answer, Identity, Question, Verdict
from borderpost.ui.kit.text import ltr
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.amounts import isolated, shortened

translate = QCoreApplication.translate

_QUESTIONS: dict[Question, object] = {
    Question.DECLARATION: QT_TRANSLATE_NOOP("products", "Declaration"),
    Question.NUMBER: QT_TRANSLATE_NOOP("products", "Number"),
    Question.ROUTE: QT_TRANSLATE_NOOP("products", "Route"),
    Question.APPLICATION: QT_TRANSLATE_NOOP("products", "Application for action"),
}
_WORDS: dict[Answer, object] = {
    Answer.AGREES: QT_TRANSLATE_NOOP("products", "Agrees"),
    Answer.DECLARED_OTHERWISE: QT_TRANSLATE_NOOP("products", "Declared otherwise"),
    Answer.NO_IDS_DECLARED: QT_TRANSLATE_NOOP("products", "No product number declared"),
    Answer.NO_DECLARATION: QT_TRANSLATE_NOOP("products", "Nothing declared"),
    Answer.BAD_CHECK_DIGIT: QT_TRANSLATE_NOOP("products", "Check digit wrong"),
    Answer.THEIRS: QT_TRANSLATE_NOOP("products", "A known article"),
    Answer.THEIRS_UNLISTED: QT_TRANSLATE_NOOP("products", "No known article"),
    Answer.NOT_THEIRS: QT_TRANSLATE_NOOP("products", "Not this right-holder's number"),
    Answer.ANOTHERS: QT_TRANSLATE_NOOP("products", "Another right-holder's number"),
    Answer.NO_HOLDER: QT_TRANSLATE_NOOP("products", "No right-holder known"),
    Answer.NO_ARTICLE_NUMBER: QT_TRANSLATE_NOOP("products", "No article number"),
    Answer.ROUTE_KNOWN: QT_TRANSLATE_NOOP("products", "Route known"),
    Answer.ROUTE_UNKNOWN: QT_TRANSLATE_NOOP("products", "Route unknown"),
    Answer.ROUTES_NOT_TOLD: QT_TRANSLATE_NOOP("products", "No routes to compare"),
    Answer.COVERED: QT_TRANSLATE_NOOP("products", "Covered"),
    Answer.OTHER_GOODS: QT_TRANSLATE_NOOP("products", "Covers other goods"),
    Answer.GOODS_UNKNOWN: QT_TRANSLATE_NOOP("products", "HS code decides"),
    Answer.NOT_IN_FORCE: QT_TRANSLATE_NOOP("products", "Not in force"),
    Answer.NO_APPLICATION: QT_TRANSLATE_NOOP("products", "None known"),
}
_SENTENCES: dict[Answer, object] = {
    Answer.AGREES: QT_TRANSLATE_NOOP("products", "{scanned} is the number of declared line {line}"),
    Answer.DECLARED_OTHERWISE: QT_TRANSLATE_NOOP("products", "On the goods {scanned}, declared {against}"),
    Answer.NO_IDS_DECLARED: QT_TRANSLATE_NOOP("products", "The declaration names no product by its number"),
    Answer.NO_DECLARATION: QT_TRANSLATE_NOOP("products", "No declaration was sent for this item"),
    Answer.BAD_CHECK_DIGIT: QT_TRANSLATE_NOOP(
        "products", "{scanned} cannot be: its last digit does not follow from the others"
    ),
    Answer.THEIRS: QT_TRANSLATE_NOOP("products", "{scanned} is the right-holder's number for: {last}"),
    Answer.THEIRS_UNLISTED: QT_TRANSLATE_NOOP(
        "products", "{scanned} begins as the right-holder's numbers do ({against}), and no article bears it"
    ),
    Answer.NOT_THEIRS: QT_TRANSLATE_NOOP(
        "products", "{scanned} does not begin as the right-holder's numbers do ({against})"
    ),
    Answer.ANOTHERS: QT_TRANSLATE_NOOP("products", "{scanned} is a number of {first}"),
    Answer.NO_HOLDER: QT_TRANSLATE_NOOP(
        "products", "No brand pack knows {scanned} or a mark that is declared"
    ),
    Answer.NO_ARTICLE_NUMBER: QT_TRANSLATE_NOOP(
        "products", "{scanned} is no article number, so none is compared"
    ),
    Answer.ROUTE_KNOWN: QT_TRANSLATE_NOOP(
        "products", "Sent from {scanned}, as genuine goods are ({against})"
    ),
    Answer.ROUTE_UNKNOWN: QT_TRANSLATE_NOOP(
        "products", "Sent from {scanned}; genuine goods come from elsewhere ({against})"
    ),
    Answer.ROUTES_NOT_TOLD: QT_TRANSLATE_NOOP("products", "How genuine goods travel is not known here"),
    Answer.COVERED: QT_TRANSLATE_NOOP("products", "{first} covers them: {last}"),
    Answer.OTHER_GOODS: QT_TRANSLATE_NOOP("products", "{first} is for other goods than HS {scanned}: {last}"),
    Answer.GOODS_UNKNOWN: QT_TRANSLATE_NOOP(
        "products", "{first} is in force for {last}; whether it covers these hangs on their HS code"
    ),
    Answer.NOT_IN_FORCE: QT_TRANSLATE_NOOP("products", "{first} is not in force today: {last}"),
    Answer.NO_APPLICATION: QT_TRANSLATE_NOOP(
        "products", "No application for action is known for these goods"
    ),
}
_TONES: dict[Answer, Tone] = {
    Answer.AGREES: Tone.POSITIVE,
    Answer.DECLARED_OTHERWISE: Tone.CRITICAL,
    Answer.BAD_CHECK_DIGIT: Tone.CRITICAL,
    Answer.THEIRS: Tone.POSITIVE,
    Answer.THEIRS_UNLISTED: Tone.CAUTION,
    Answer.NOT_THEIRS: Tone.CRITICAL,
    Answer.ANOTHERS: Tone.CRITICAL,
    Answer.ROUTE_KNOWN: Tone.POSITIVE,
    Answer.ROUTE_UNKNOWN: Tone.CAUTION,
    Answer.COVERED: Tone.POSITIVE,
    Answer.OTHER_GOODS: Tone.CAUTION,
    Answer.GOODS_UNKNOWN: Tone.CAUTION,
    Answer.NOT_IN_FORCE: Tone.CAUTION,
}
_SHOWN = 6  # numbers of a list in a sentence
_LONGEST = 160


def question_word(question: Question) -> str:
    """Return what was asked."""
    return translate("products", str(_QUESTIONS[question]))


def answer_word(answer: Answer) -> str:
    """Return what came of it, in two words or so."""
    return translate("products", str(_WORDS[answer]))


def answer_tone(answer: Answer) -> Tone:
    """Return how grave it is; what could not be compared speaks neither for nor against."""
    return _TONES.get(answer, Tone.NEUTRAL)


def verdict_sentence(verdict: Verdict) -> str:
    """Return what was compared with what."""
    against = [_own(each) for each in verdict.against]
    listed = ", ".join(against[:_SHOWN]) + (", …" if len(against) > _SHOWN else "")
    return translate("products", str(_SENTENCES[verdict.answer])).format(
        scanned=_own(verdict.scanned),
        against=listed,
        first=against[0] if against else "",
        last=against[-1] if against else "",
        line=verdict.line,
    )


def finding_note(identity: Identity) -> str:
    """Return the grounds of a finding: every answer that speaks against the goods, with what was compared."""
    return "; ".join(
        f"{question_word(one.question)}: {answer_word(one.answer)} ({_bare(verdict_sentence(one))})"
        for one in identity.verdicts
        if answer_tone(one.answer) in (Tone.CRITICAL, Tone.CAUTION)
    )


def _bare(sentence: str) -> str:
    """Return a sentence without the marks that keep codes in their direction on a screen."""
    return "".join(letter for letter in sentence if letter not in "\u2066\u2067\u2068\u2069")


def _own(text: str) -> str:
    shown = shortened(" ".join(text.split()), _LONGEST)
    return ltr(shown) if shown.isascii() else isolated(shown)
