"""Words for how good a declaration is: its score, its four groups, and what it falls short of."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.risk.quality import Quality, Remark
from borderpost.domain.risk.quality_terms import QualityGroup, Shortfall
from borderpost.ui.words.amounts import isolated, shortened

_LONGEST_VALUE = 60
_GROUPS: dict[QualityGroup, object] = {
    QualityGroup.TIMELINESS: QT_TRANSLATE_NOOP("quality", "in time {score}"),
    QualityGroup.ACCURACY: QT_TRANSLATE_NOOP("quality", "accurate {score}"),
    QualityGroup.COMPLETENESS: QT_TRANSLATE_NOOP("quality", "complete {score}"),
    QualityGroup.CONSISTENCY: QT_TRANSLATE_NOOP("quality", "consistent {score}"),
}
_SENTENCES: dict[Shortfall, object] = {
    Shortfall.AFTER_ARRIVAL: QT_TRANSLATE_NOOP("quality", "Declared {value} h after the item was here"),
    Shortfall.SHORT_NOTICE: QT_TRANSLATE_NOOP("quality", "Declared only {value} h before the item was here"),
    Shortfall.LONG_AFTER_POSTING: QT_TRANSLATE_NOOP("quality", "Declared {value} days after posting"),
    Shortfall.VAGUE_DESCRIPTION: QT_TRANSLATE_NOOP("quality", "Description says too little: {value}"),
    Shortfall.UNKNOWN_HS_CODE: QT_TRANSLATE_NOOP("quality", "HS code is none: {value}"),
    Shortfall.DAMAGED_VALUE: QT_TRANSLATE_NOOP("quality", "A value came damaged: {value}"),
    Shortfall.UNKNOWN_CODE: QT_TRANSLATE_NOOP("quality", "A code is unknown: {value}"),
    Shortfall.BAD_NUMBER: QT_TRANSLATE_NOOP("quality", "Item number has a wrong check digit: {value}"),
    Shortfall.DATE_IN_FUTURE: QT_TRANSLATE_NOOP("quality", "A date lies in the future: {value}"),
    Shortfall.PLACEHOLDER_NAME: QT_TRANSLATE_NOOP("quality", "Name is no name: {value}"),
    Shortfall.ZERO_VALUE: QT_TRANSLATE_NOOP("quality", "Value is zero"),
    Shortfall.ZERO_WEIGHT: QT_TRANSLATE_NOOP("quality", "Weight is zero"),
    Shortfall.NO_SENDER: QT_TRANSLATE_NOOP("quality", "No sender"),
    Shortfall.NO_SENDER_ADDRESS: QT_TRANSLATE_NOOP("quality", "No full address of the sender"),
    Shortfall.NO_ADDRESSEE: QT_TRANSLATE_NOOP("quality", "No addressee"),
    Shortfall.NO_ADDRESSEE_ADDRESS: QT_TRANSLATE_NOOP("quality", "No full address of the addressee"),
    Shortfall.NO_CONTACT: QT_TRANSLATE_NOOP("quality", "Neither telephone nor e-mail of the addressee"),
    Shortfall.NO_NATURE: QT_TRANSLATE_NOOP("quality", "No nature of the item"),
    Shortfall.NO_GROSS_WEIGHT: QT_TRANSLATE_NOOP("quality", "No gross weight"),
    Shortfall.NO_CONTENTS: QT_TRANSLATE_NOOP("quality", "No contents"),
    Shortfall.NO_DESCRIPTION: QT_TRANSLATE_NOOP("quality", "No description"),
    Shortfall.NO_HS_CODE: QT_TRANSLATE_NOOP("quality", "No HS code"),
    Shortfall.NO_QUANTITY: QT_TRANSLATE_NOOP("quality", "No quantity"),
    Shortfall.NO_WEIGHT: QT_TRANSLATE_NOOP("quality", "No net weight"),
    Shortfall.NO_VALUE: QT_TRANSLATE_NOOP("quality", "No value"),
    Shortfall.NO_ORIGIN: QT_TRANSLATE_NOOP("quality", "No country of origin"),
    Shortfall.WEIGHTS_DISAGREE: QT_TRANSLATE_NOOP("quality", "Net and gross weight disagree: {value}"),
    Shortfall.OFFICE_OF_ANOTHER_COUNTRY: QT_TRANSLATE_NOOP(
        "quality", "Office and sender are of two countries: {value}"
    ),
    Shortfall.NUMBER_OF_ANOTHER_COUNTRY: QT_TRANSLATE_NOOP(
        "quality", "Item number and office are of two countries: {value}"
    ),
    Shortfall.SEVERAL_CURRENCIES: QT_TRANSLATE_NOOP("quality", "Several currencies: {value}"),
    Shortfall.INSURED_ABOVE_VALUE: QT_TRANSLATE_NOOP("quality", "Insured for more than its value: {value}"),
    Shortfall.GIFT_FROM_COMPANY: QT_TRANSLATE_NOOP("quality", "A gift that a company sent: {value}"),
}


def quality_title(quality: Quality) -> str:
    """Return the score: `Quality of the declaration: 84 of 100`."""
    return QCoreApplication.translate("quality", "Quality of the declaration: {score} of 100").format(
        score=f"{quality.score:.0f}"
    )


def group_sentence(quality: Quality) -> str:
    """Return the score of every group that is known: `in time 100 · accurate 70 · …`."""
    return " · ".join(
        QCoreApplication.translate("quality", str(_GROUPS[group])).format(score=f"{score:.0f}")
        for group in QualityGroup
        if (score := quality.of(group)) is not None
    )


def shortfall_sentences(quality: Quality) -> list[str]:
    """Return what the declaration falls short of, what costs most first."""
    return [_sentence(remark) for remark in sorted(quality.remarks, key=lambda remark: -remark.points)]


def _sentence(remark: Remark) -> str:
    value = isolated(shortened(remark.value, _LONGEST_VALUE))
    told = QCoreApplication.translate("quality", str(_SENTENCES[remark.shortfall])).format(value=value)
    if remark.line is None:
        return told
    if remark.count == 1:
        return QCoreApplication.translate("quality", "Line {line}: {told}").format(
            line=remark.line, told=told
        )
    return QCoreApplication.translate("quality", "Line {line} and {count} further lines: {told}").format(
        line=remark.line, count=remark.count - 1, told=told
    )
