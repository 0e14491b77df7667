"""A risk profile: who answers for it, when it holds, what it looks for and what the officer is to do."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any as Anything

from borderpost.domain.risk.condition import (
    All,
    Any,
    Comparison,
    Condition,
    EveryLine,
    Not,
    Operator,
    SomeLine,
)
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile_kind import DEFAULT_WEIGHT, ProfileKind

Plain = dict[str, Anything]


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile in one version; it holds on the days from `valid_from` to `valid_until`, both included.

    `weight` orders hits of the same lane, and adds up to the score of an item.
    """

    id: str
    version: int
    title: str
    lane: Lane
    owner: str
    author: str
    approver: str
    valid_from: date
    valid_until: date
    legal_basis: str
    instruction: str
    condition: Condition
    kind: ProfileKind = ProfileKind.TARGETED
    weight: int = DEFAULT_WEIGHT

    def holds_on(self, day: date) -> bool:
        """Tell whether the profile is in force on a day."""
        return self.valid_from <= day <= self.valid_until


@dataclass(frozen=True, slots=True)
class WordList:
    """Words, phrases or codes under one name, for profiles to refer to."""

    id: str
    version: int
    title: str
    owner: str
    valid_from: date
    entries: tuple[str, ...]


class ProfileProblem(StrEnum):
    """What can be wrong with a profile or a list."""

    NOT_TOML = "not_toml"
    NOT_JSON = "not_json"
    TOO_LARGE = "too_large"
    NOT_READABLE = "not_readable"
    MISSING = "missing"
    UNKNOWN_KEY = "unknown_key"
    WRONG_TYPE = "wrong_type"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    TOO_DEEP = "too_deep"
    BAD_ID = "bad_id"
    BAD_DATE = "bad_date"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    UNKNOWN_LANE = "unknown_lane"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_FIELD = "unknown_field"
    NO_OPERATOR = "no_operator"
    SEVERAL_OPERATORS = "several_operators"
    OPERATOR_DOES_NOT_FIT = "operator_does_not_fit"
    NOT_A_NUMBER = "not_a_number"
    UNKNOWN_CURRENCY = "unknown_currency"
    UNKNOWN_COUNTRY = "unknown_country"
    UNKNOWN_CODE = "unknown_code"
    NOT_HS_DIGITS = "not_hs_digits"
    OUT_OF_RANGE = "out_of_range"
    BAD_PATTERN = "bad_pattern"
    NO_WORDS = "no_words"
    NO_LINE_FIELD = "no_line_field"
    LINES_IN_LINES = "lines_in_lines"
    UNKNOWN_LIST = "unknown_list"
    DUPLICATE_ID = "duplicate_id"
    SAME_PERSON = "same_person"


@dataclass(frozen=True, slots=True)
class ProfileFault:
    """What is wrong with which profile (or list), at which path in it (`condition.all[2].starts_with`)."""

    profile: str
    path: str
    problem: ProfileProblem
    value: str = ""


def profile_to_plain(profile: Profile) -> Plain:
    """Return the profile as JSON-able data, from which `profile_from_plain` makes the same again."""
    return {
        "id": profile.id,
        "version": profile.version,
        "title": profile.title,
        "lane": profile.lane.value,
        "owner": profile.owner,
        "author": profile.author,
        "approver": profile.approver,
        "valid_from": profile.valid_from.isoformat(),
        "valid_until": profile.valid_until.isoformat(),
        "legal_basis": profile.legal_basis,
        "instruction": profile.instruction,
        "kind": profile.kind.value,
        "weight": profile.weight,
        "condition": condition_to_plain(profile.condition),
    }


def list_to_plain(word_list: WordList) -> Plain:
    """Return the list as JSON-able data."""
    return {
        "id": word_list.id,
        "version": word_list.version,
        "title": word_list.title,
        "owner": word_list.owner,
        "valid_from": word_list.valid_from.isoformat(),
        "entries": list(word_list.entries),
    }


def condition_to_plain(condition: Condition) -> Plain:
    """Return the tree as JSON-able data, in the form in which profiles are written."""
    match condition:
        case All(parts):
            return {"all": [condition_to_plain(part) for part in parts]}
        case Any(parts):
            return {"any": [condition_to_plain(part) for part in parts]}
        case Not(part):
            return {"not": condition_to_plain(part)}
        case SomeLine(part):
            return {"some_line": condition_to_plain(part)}
        case EveryLine(part):
            return {"every_line": condition_to_plain(part)}
        case Comparison():
            return _comparison_to_plain(condition)


def _comparison_to_plain(comparison: Comparison) -> Plain:
    operand: Anything
    if comparison.operator in (Operator.MISSING, Operator.IS_VAGUE):
        operand = True
    elif comparison.operator is Operator.MATCHES_LIST:
        operand = comparison.word_list
    elif comparison.operator is Operator.MATCHES_PATTERN and len(comparison.terms) == 1:
        operand = comparison.terms[0]
    elif comparison.threshold is not None:
        operand = format(comparison.threshold, "f")
    elif comparison.word_list:
        operand = {"list": comparison.word_list}
    else:
        operand = list(comparison.terms)
    plain: Plain = {"field": comparison.field.value, comparison.operator.value: operand}
    if comparison.currency:
        plain["currency"] = comparison.currency
    if comparison.within_days:
        plain["within_days"] = comparison.within_days
    if comparison.operator is Operator.MATCHES_LIST and comparison.threshold is not None:
        plain["min_score"] = format(comparison.threshold, "f")
    return plain
