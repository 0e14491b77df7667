"""Sentences for what is wrong with a profile, and where."""

from collections.abc import Iterable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.risk.profile import ProfileFault, ProfileProblem
from borderpost.domain.risk.profile_exchange import BadExchange, ExchangeProblem
from borderpost.ui.words.names import own

_SENTENCES: dict[ProfileProblem, object] = {
    ProfileProblem.NOT_TOML: QT_TRANSLATE_NOOP("faults", "The file is not TOML ({value})"),
    ProfileProblem.NOT_JSON: QT_TRANSLATE_NOOP("faults", "The text is not JSON ({value})"),
    ProfileProblem.TOO_LARGE: QT_TRANSLATE_NOOP("faults", "The file has more than {value} bytes"),
    ProfileProblem.NOT_READABLE: QT_TRANSLATE_NOOP("faults", "The file cannot be read ({value})"),
    ProfileProblem.MISSING: QT_TRANSLATE_NOOP("faults", "Is missing"),
    ProfileProblem.UNKNOWN_KEY: QT_TRANSLATE_NOOP("faults", "Has no meaning here"),
    ProfileProblem.WRONG_TYPE: QT_TRANSLATE_NOOP("faults", "Has the wrong form: {value}"),
    ProfileProblem.EMPTY: QT_TRANSLATE_NOOP("faults", "Is empty"),
    ProfileProblem.TOO_LONG: QT_TRANSLATE_NOOP("faults", "Is too long ({value})"),
    ProfileProblem.TOO_MANY: QT_TRANSLATE_NOOP("faults", "Too many ({value})"),
    ProfileProblem.TOO_DEEP: QT_TRANSLATE_NOOP("faults", "Nests more than {value} deep"),
    ProfileProblem.BAD_ID: QT_TRANSLATE_NOOP(
        "faults", "'{value}' is no id: small letters, digits and hyphens, at most 64"
    ),
    ProfileProblem.BAD_DATE: QT_TRANSLATE_NOOP("faults", "'{value}' is no date such as 2026-11-22"),
    ProfileProblem.ENDS_BEFORE_IT_BEGINS: QT_TRANSLATE_NOOP("faults", "{value} is before valid_from"),
    ProfileProblem.UNKNOWN_LANE: QT_TRANSLATE_NOOP(
        "faults", "'{value}' is no lane: green, yellow, red or secure"
    ),
    ProfileProblem.UNKNOWN_KIND: QT_TRANSLATE_NOOP(
        "faults", "'{value}' is no kind: targeted, random or watch"
    ),
    ProfileProblem.UNKNOWN_FIELD: QT_TRANSLATE_NOOP("faults", "'{value}' is no field of a declaration"),
    ProfileProblem.NO_OPERATOR: QT_TRANSLATE_NOOP("faults", "Names a field but nothing to compare it with"),
    ProfileProblem.SEVERAL_OPERATORS: QT_TRANSLATE_NOOP(
        "faults", "Says more than one thing at once ({value})"
    ),
    ProfileProblem.OPERATOR_DOES_NOT_FIT: QT_TRANSLATE_NOOP("faults", "Cannot be asked of {value}"),
    ProfileProblem.NOT_A_NUMBER: QT_TRANSLATE_NOOP("faults", "'{value}' is no number from 0 to 10^15"),
    ProfileProblem.UNKNOWN_CURRENCY: QT_TRANSLATE_NOOP("faults", "'{value}' is no currency of ISO 4217"),
    ProfileProblem.UNKNOWN_COUNTRY: QT_TRANSLATE_NOOP("faults", "'{value}' is no country of ISO 3166-1"),
    ProfileProblem.UNKNOWN_CODE: QT_TRANSLATE_NOOP(
        "faults", "'{value}' is not among the codes of this field"
    ),
    ProfileProblem.NOT_HS_DIGITS: QT_TRANSLATE_NOOP("faults", "'{value}' is no HS prefix of 2 to 10 digits"),
    ProfileProblem.OUT_OF_RANGE: QT_TRANSLATE_NOOP("faults", "Is out of range ({value})"),
    ProfileProblem.BAD_PATTERN: QT_TRANSLATE_NOOP("faults", "Is no pattern that can be used: {value}"),
    ProfileProblem.NO_WORDS: QT_TRANSLATE_NOOP("faults", "'{value}' has no letter or digit to look for"),
    ProfileProblem.NO_LINE_FIELD: QT_TRANSLATE_NOOP("faults", "May hold comparisons of line fields only"),
    ProfileProblem.LINES_IN_LINES: QT_TRANSLATE_NOOP("faults", "Cannot stand within some_line or every_line"),
    ProfileProblem.UNKNOWN_LIST: QT_TRANSLATE_NOOP("faults", "There is no list '{value}'"),
    ProfileProblem.DUPLICATE_ID: QT_TRANSLATE_NOOP("faults", "Another one has the same id"),
    ProfileProblem.SAME_PERSON: QT_TRANSLATE_NOOP(
        "faults", "The approver must be another person than the author"
    ),
}


def fault_sentence(fault: ProfileFault, *, with_path: bool = False) -> str:
    """Return what is wrong; `with_path` names the place in the condition, too."""
    text = QCoreApplication.translate("faults", str(_SENTENCES[fault.problem]))
    told = text.format(value=own(fault.value))
    return f"{fault.path}: {told}" if with_path and fault.path else told


def fault_lines(faults: Iterable[ProfileFault]) -> str:
    """Return several faults, a line each, with their paths."""
    return "\n".join(dict.fromkeys(fault_sentence(fault, with_path=True) for fault in faults))


_EXCHANGE: dict[ExchangeProblem, object] = {
    ExchangeProblem.TOO_LARGE: QT_TRANSLATE_NOOP("faults", "The file is too large to be one of profiles."),
    ExchangeProblem.NOT_THIS_FORM: QT_TRANSLATE_NOOP(
        "faults", "This is no signed file of profiles, or it was changed."
    ),
    ExchangeProblem.BAD_SIGNATURE: QT_TRANSLATE_NOOP(
        "faults", "The signature does not hold: the file was changed after it was signed."
    ),
    ExchangeProblem.UNKNOWN_KEY: QT_TRANSLATE_NOOP("faults", "The key {detail} is not known here."),
    ExchangeProblem.FAULTY: QT_TRANSLATE_NOOP("faults", "There are faults in it, and nothing is taken in:"),
    ExchangeProblem.EMPTY: QT_TRANSLATE_NOOP("faults", "There are no profiles in it."),
}
_FAULTS_TOLD = 5


def exchange_sentence(error: BadExchange) -> str:
    """Return why a file of profiles is not taken, with the first of its faults."""
    told = QCoreApplication.translate("faults", str(_EXCHANGE[error.problem])).format(detail=error.detail)
    faults = (
        f"{own(fault.profile)}: {fault_sentence(fault, with_path=True)}"
        for fault in error.faults[:_FAULTS_TOLD]
    )
    return "\n".join((told, *faults))
