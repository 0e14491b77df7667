"""Says in plain English what is wrong with a profile, and where."""

from borderpost.domain.risk.profile import ProfileFault, ProfileProblem

_SENTENCES: dict[ProfileProblem, str] = {
    ProfileProblem.NOT_TOML: "the file is not TOML ({value})",
    ProfileProblem.NOT_JSON: "the text is not JSON ({value})",
    ProfileProblem.TOO_LARGE: "the file has more than {value} bytes",
    ProfileProblem.NOT_READABLE: "the file cannot be read ({value})",
    ProfileProblem.MISSING: "is missing",
    ProfileProblem.UNKNOWN_KEY: "has no meaning here",
    ProfileProblem.WRONG_TYPE: "has the wrong form: {value}",
    ProfileProblem.EMPTY: "is empty",
    ProfileProblem.TOO_LONG: "is too long ({value})",
    ProfileProblem.TOO_MANY: "too many ({value})",
    ProfileProblem.TOO_DEEP: "nests more than {value} deep",
    ProfileProblem.BAD_ID: "'{value}' is no id: small letters, digits and hyphens, at most 64",
    ProfileProblem.BAD_DATE: "'{value}' is no date such as 2026-11-22",
    ProfileProblem.ENDS_BEFORE_IT_BEGINS: "{value} is before valid_from",
    ProfileProblem.UNKNOWN_LANE: "'{value}' is no lane: green, yellow, red or secure",
    ProfileProblem.UNKNOWN_KIND: "'{value}' is no kind: targeted, random or watch",
    ProfileProblem.UNKNOWN_FIELD: "'{value}' is no field of a declaration",
    ProfileProblem.NO_OPERATOR: "names a field but nothing to compare it with",
    ProfileProblem.SEVERAL_OPERATORS: "says more than one thing at once ({value})",
    ProfileProblem.OPERATOR_DOES_NOT_FIT: "cannot be asked of {value}",
    ProfileProblem.NOT_A_NUMBER: "'{value}' is no number from 0 to 10^15",
    ProfileProblem.UNKNOWN_CURRENCY: "'{value}' is no currency of ISO 4217",
    ProfileProblem.UNKNOWN_COUNTRY: "'{value}' is no country of ISO 3166-1",
    ProfileProblem.UNKNOWN_CODE: "'{value}' is not among the codes of this field",
    ProfileProblem.NOT_HS_DIGITS: "'{value}' is no HS prefix of 2 to 10 digits",
    ProfileProblem.OUT_OF_RANGE: "is out of range ({value})",
    ProfileProblem.BAD_PATTERN: "is no pattern that can be used: {value}",
    ProfileProblem.NO_WORDS: "'{value}' has no letter or digit to look for",
    ProfileProblem.NO_LINE_FIELD: "may hold comparisons of line fields only",
    ProfileProblem.LINES_IN_LINES: "cannot stand within some_line or every_line",
    ProfileProblem.UNKNOWN_LIST: "there is no list '{value}'",
    ProfileProblem.DUPLICATE_ID: "another one has the same id",
    ProfileProblem.SAME_PERSON: "the approver must be another person than the author",
}


def profile_sentence(fault: ProfileFault) -> str:
    """Return the fault as `profile 'x': condition.all[2].starts_with: '85x' is no HS prefix …`."""
    what = _SENTENCES[fault.problem].format(value=fault.value)
    place = f"{fault.path}: " if fault.path else ""
    return f"profile '{fault.profile}': {place}{what}"
