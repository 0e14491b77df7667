"""Sentences for what seems odd about a declaration beside the profiles, and for the random check."""

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.risk.assessment import Drawn
from borderpost.domain.risk.indication import Indication, IndicationKind
from borderpost.ui.words.amounts import isolated, number_text, shortened

_LONGEST_NAME = 90
_MORE_THAN_USUAL = QT_TRANSLATE_NOOP(
    "indications", "{count} items came to this address in {days} days; nearly all here get at most {high}"
)
_SENTENCES: dict[IndicationKind, object] = {
    IndicationKind.VALUE_LOW: QT_TRANSLATE_NOOP(
        "indications",
        "Declared {actual} {unit}, low: the middle half for {goods} is {low} to {high} (n = {count})",
    ),
    IndicationKind.VALUE_HIGH: QT_TRANSLATE_NOOP(
        "indications",
        "Declared {actual} {unit}, high: the middle half for {goods} is {low} to {high} (n = {count})",
    ),
    IndicationKind.JUST_BELOW_THRESHOLD: QT_TRANSLATE_NOOP(
        "indications", "The value of {actual} {unit} is just below {high} {unit} ({about})"
    ),
    IndicationKind.SPLIT: QT_TRANSLATE_NOOP(
        "indications",
        "{count} items for this addressee in {days} days: {actual} {unit}, above {high} {unit} ({about})",
    ),
    IndicationKind.MANY_TO_ONE_ADDRESS: QT_TRANSLATE_NOOP(
        "indications", "{count} items came to this address in {days} days"
    ),
    IndicationKind.SAME_GOODS_AGAIN: QT_TRANSLATE_NOOP(
        "indications", "Goods of heading {about} came to this address {count} times in {days} days"
    ),
    IndicationKind.GIFT_FROM_COMPANY: QT_TRANSLATE_NOOP(
        "indications", "Declared as a gift, and sent by a company: {about}"
    ),
    IndicationKind.SCALE_DISAGREES: QT_TRANSLATE_NOOP(
        "indications", "The scale shows {actual} kg; by the declaration it should be {low} to {high} kg"
    ),
    IndicationKind.NET_ABOVE_GROSS: QT_TRANSLATE_NOOP(
        "indications", "The contents are declared to weigh {actual} kg, more than the whole item ({high} kg)"
    ),
    IndicationKind.ROUND_NUMBERS: QT_TRANSLATE_NOOP(
        "indications", "All {count} declared values are round numbers"
    ),
    IndicationKind.VALUE_BELOW_POSTAGE: QT_TRANSLATE_NOOP(
        "indications", "The value of {actual} {unit} is below the postage of {low} {unit}"
    ),
}


def indication_sentence(indication: Indication) -> str:
    """Return an indication in one sentence: `Declared 2.10 GBP/kg, low: the middle half …`."""
    source = _SENTENCES[indication.kind]
    if indication.kind is IndicationKind.MANY_TO_ONE_ADDRESS and indication.high is not None:
        source = _MORE_THAN_USUAL
    sentence = QCoreApplication.translate("indications", str(source)).format(
        actual=_number(indication.actual),
        low=_number(indication.low),
        high=_number(indication.high),
        unit=indication.unit,
        count=_number(Decimal(indication.count)),
        days=indication.days,
        about=isolated(shortened(indication.about, _LONGEST_NAME)),
        goods=_goods(indication),
    )
    if indication.line is None:
        return sentence
    return QCoreApplication.translate("indications", "Line {line}: {sentence}").format(
        line=indication.line, sentence=sentence
    )


def indication_sentences(indications: Iterable[Indication]) -> list[str]:
    """Return a sentence for each indication."""
    return [indication_sentence(indication) for indication in indications]


def random_title() -> str:
    """Return what a selection by chance is called."""
    return QCoreApplication.translate("indications", "Random check")


def random_sentence(drawn: Drawn) -> str:
    """Return why an item that was drawn is examined, with the probability that it had."""
    return QCoreApplication.translate(
        "indications",
        "Drawn by chance, as {share} % of all declared items are; that says nothing against this one",
    ).format(share=number_text(Decimal(drawn.probability) * 100))


def _goods(indication: Indication) -> str:
    goods = (
        QCoreApplication.translate("indications", "heading {heading}").format(heading=indication.about)
        if len(indication.about) > 2
        else QCoreApplication.translate("indications", "chapter {chapter}").format(chapter=indication.about)
        if indication.about
        else QCoreApplication.translate("indications", "all goods")
    )
    if not indication.origin:
        return goods
    return QCoreApplication.translate("indications", "{goods} from {country}").format(
        goods=goods, country=isolated(indication.origin)
    )


def _number(number: Decimal | None) -> str:
    return number_text(number)
