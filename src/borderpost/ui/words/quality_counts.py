"""Words for how good many declarations are: groups, and shortfalls that were counted."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.risk.quality_ledger import CountedBy, QualityCount
from borderpost.domain.risk.quality_terms import COSTS, QualityGroup, Shortfall
from borderpost.work.ports_quality import QualityRow

_GROUPS: dict[QualityGroup, object] = {
    QualityGroup.TIMELINESS: QT_TRANSLATE_NOOP("quality", "In time"),
    QualityGroup.ACCURACY: QT_TRANSLATE_NOOP("quality", "Accurate"),
    QualityGroup.COMPLETENESS: QT_TRANSLATE_NOOP("quality", "Complete"),
    QualityGroup.CONSISTENCY: QT_TRANSLATE_NOOP("quality", "Consistent"),
}
_SHORTFALLS: dict[Shortfall, object] = {
    Shortfall.AFTER_ARRIVAL: QT_TRANSLATE_NOOP("quality", "Declared after the item was here"),
    Shortfall.SHORT_NOTICE: QT_TRANSLATE_NOOP("quality", "Declared less than a day before"),
    Shortfall.LONG_AFTER_POSTING: QT_TRANSLATE_NOOP("quality", "Declared days after posting"),
    Shortfall.VAGUE_DESCRIPTION: QT_TRANSLATE_NOOP("quality", "Description says too little"),
    Shortfall.UNKNOWN_HS_CODE: QT_TRANSLATE_NOOP("quality", "HS code is none"),
    Shortfall.DAMAGED_VALUE: QT_TRANSLATE_NOOP("quality", "A value came damaged"),
    Shortfall.UNKNOWN_CODE: QT_TRANSLATE_NOOP("quality", "A code is unknown"),
    Shortfall.BAD_NUMBER: QT_TRANSLATE_NOOP("quality", "Item number has a wrong check digit"),
    Shortfall.DATE_IN_FUTURE: QT_TRANSLATE_NOOP("quality", "A date lies in the future"),
    Shortfall.PLACEHOLDER_NAME: QT_TRANSLATE_NOOP("quality", "Name is no name"),
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
    Shortfall.WEIGHTS_DISAGREE: QT_TRANSLATE_NOOP("quality", "Net and gross weight disagree"),
    Shortfall.OFFICE_OF_ANOTHER_COUNTRY: QT_TRANSLATE_NOOP(
        "quality", "Office and sender are of two countries"
    ),
    Shortfall.NUMBER_OF_ANOTHER_COUNTRY: QT_TRANSLATE_NOOP(
        "quality", "Item number and office are of two countries"
    ),
    Shortfall.SEVERAL_CURRENCIES: QT_TRANSLATE_NOOP("quality", "Several currencies"),
    Shortfall.INSURED_ABOVE_VALUE: QT_TRANSLATE_NOOP("quality", "Insured for more than its value"),
    Shortfall.GIFT_FROM_COMPANY: QT_TRANSLATE_NOOP("quality", "A gift that a company sent"),
}
_NOTHING = "–"


def group_word(group: QualityGroup) -> str:
    """Return the name of a group: `Accurate`."""
    return QCoreApplication.translate("quality", str(_GROUPS[group]))


def shortfall_word(shortfall: Shortfall) -> str:
    """Return the name of a shortfall, without a value."""
    return QCoreApplication.translate("quality", str(_SHORTFALLS[shortfall]))


def score_text(score: float | None) -> str:
    """Return a score of 0 to 100, a dash where there is none."""
    return _NOTHING if score is None else f"{score:.0f}"


def who_text(row: QualityRow, by: CountedBy) -> str:
    """Return the name of a post or sender; words where none was declared."""
    if row.name:
        return row.name
    if by is CountedBy.POST:
        return QCoreApplication.translate("quality", "no post named")
    return QCoreApplication.translate("quality", "no sender named")


def worst_shortfalls(count: QualityCount) -> list[tuple[Shortfall, int, float]]:
    """Return the shortfalls with how many declarations have them and what share that is; what costs the most
    points in all stands first."""
    told = [
        (kind, number, number / count.declarations)
        for kind, number in count.shortfalls.items()
        if count.declarations
    ]
    return sorted(told, key=lambda one: (-COSTS[one[0]][1] * one[1], one[0]))
