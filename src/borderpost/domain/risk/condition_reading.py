"""Reads the condition of a profile from plain data, within limits of size and depth."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any as Anything

from borderpost.domain.countries import ASSIGNED, USER_ASSIGNED
from borderpost.domain.currencies import ACTIVE
from borderpost.domain.declaration import MailClass, Nature, WarningKind
from borderpost.domain.risk.condition import (
    SAME_FIELDS,
    All,
    Any,
    Comparison,
    Condition,
    EveryLine,
    Field,
    FieldKind,
    Not,
    Operator,
    SomeLine,
    comparisons,
    operators_of,
)
from borderpost.domain.risk.faults import Faults
from borderpost.domain.risk.history import DAYS_LIMIT
from borderpost.domain.risk.patterns import PATTERN_LENGTH_LIMIT, BadPattern, Pattern
from borderpost.domain.risk.profile import ProfileProblem
from borderpost.domain.risk.watch_match import LEAST_SCORE
from borderpost.domain.risk.words import fold

DEPTH_LIMIT = 8
PARTS_LIMIT = 200
TERMS_LIMIT = 2_000
TERM_LENGTH_LIMIT = 100
ALL_TERMS_LIMIT = 20_000
PATTERNS_LIMIT = 20
LARGEST_NUMBER = Decimal(10) ** 15

_BRANCHES = ("all", "any", "not", "some_line", "every_line")
_FIELDS = {field.value: field for field in Field}
_OF_COMPARISON = frozenset({"field", "currency", "within_days", "min_score"})
_TRUE_ALONE = frozenset({Operator.MISSING, Operator.IS_VAGUE})
_OPERATORS = {operator.value: operator for operator in Operator}
_HS_PREFIX = re.compile(r"[0-9]{2,10}").fullmatch
_NEVER = Comparison(Field.ITEM_ID, Operator.MISSING)
_COUNTRIES = ASSIGNED | USER_ASSIGNED
_COUNTRY_FIELDS = frozenset(
    {Field.SENDER_COUNTRY, Field.ADDRESSEE_COUNTRY, Field.ORIGIN_OFFICE_COUNTRY, Field.LINE_ORIGIN_COUNTRY}
)
_CHOICES: dict[Field, frozenset[str]] = {
    Field.NATURE: frozenset(one.value for one in Nature if one.value),
    Field.MAIL_CLASS: frozenset(one.value for one in MailClass if one.value),
    Field.WARNINGS: frozenset(one.value for one in WarningKind),
}


def read_condition(untrusted: object, faults: Faults, path: str = "condition") -> Condition:
    """Return the tree that plain data spells; its faults are added to `faults`.

    Depth is at most 8, with at most 200 comparisons and branches, 2,000 terms of 100 characters in each
    comparison and 20,000 in all, and 20 patterns of 500 characters.
    """
    return _Reader(faults).node(untrusted, path, 1, in_line=False)


class _Reader:
    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._parts = 0
        self._terms_read = 0
        self._patterns = 0

    def node(self, untrusted: object, path: str, depth: int, *, in_line: bool) -> Condition:
        """Read one branch or comparison."""
        self._parts += 1
        if self._parts > PARTS_LIMIT:
            if self._parts == PARTS_LIMIT + 1:
                self._faults.add(path, ProfileProblem.TOO_MANY, str(PARTS_LIMIT))
            return _NEVER
        if depth > DEPTH_LIMIT:
            self._faults.add(path, ProfileProblem.TOO_DEEP, str(DEPTH_LIMIT))
            return _NEVER
        if not isinstance(untrusted, Mapping):
            self._faults.add(path, ProfileProblem.WRONG_TYPE, untrusted)
            return _NEVER
        branches = [name for name in _BRANCHES if name in untrusted]
        if not branches:
            return self._comparison(untrusted, path)
        if len(untrusted) > 1:
            self._faults.add(path, ProfileProblem.SEVERAL_OPERATORS, ", ".join(map(str, untrusted)))
            return _NEVER
        (name,) = branches
        inner = f"{path}.{name}"
        if name == "not":
            return Not(self.node(untrusted[name], inner, depth + 1, in_line=in_line))
        if name in ("some_line", "every_line"):
            part = self._of_lines(untrusted[name], inner, depth, in_line=in_line)
            return SomeLine(part) if name == "some_line" else EveryLine(part)
        parts = self._branch(untrusted[name], inner, depth, in_line=in_line)
        return All(parts) if name == "all" else Any(parts)

    def _branch(self, untrusted: object, path: str, depth: int, *, in_line: bool) -> tuple[Condition, ...]:
        if not isinstance(untrusted, list | tuple):
            self._faults.add(path, ProfileProblem.WRONG_TYPE, untrusted)
            return ()
        if not untrusted:
            self._faults.add(path, ProfileProblem.EMPTY)
        return tuple(
            self.node(part, f"{path}[{index}]", depth + 1, in_line=in_line)
            for index, part in enumerate(untrusted[: PARTS_LIMIT + 1])
        )

    def _of_lines(self, untrusted: object, path: str, depth: int, *, in_line: bool) -> Condition:
        before = len(self._faults.found)
        part = self.node(untrusted, path, depth + 1, in_line=True)
        if in_line:
            self._faults.add(path, ProfileProblem.LINES_IN_LINES)
        if len(self._faults.found) == before and not all(one.field.of_line for _, one in comparisons(part)):
            self._faults.add(path, ProfileProblem.NO_LINE_FIELD)
        return part

    def _comparison(self, untrusted: Mapping[Anything, Anything], path: str) -> Comparison:
        field = _FIELDS.get(str(untrusted.get("field")))
        if field is None:
            problem = ProfileProblem.UNKNOWN_FIELD if "field" in untrusted else ProfileProblem.MISSING
            self._faults.add(f"{path}.field", problem, untrusted.get("field", ""))
            return _NEVER
        for name in untrusted:
            if name not in _OPERATORS and name not in _OF_COMPARISON:
                self._faults.add(f"{path}.{str(name)[:80]}", ProfileProblem.UNKNOWN_KEY)
        named = [name for name in _OPERATORS if name in untrusted]
        if len(named) != 1:
            problem = ProfileProblem.SEVERAL_OPERATORS if named else ProfileProblem.NO_OPERATOR
            self._faults.add(path, problem, ", ".join(named))
            return _NEVER
        operator = _OPERATORS[named[0]]
        inner = f"{path}.{operator.value}"
        if operator not in operators_of(field):
            self._faults.add(inner, ProfileProblem.OPERATOR_DOES_NOT_FIT, field.value)
            return _NEVER
        return self._operand(field, operator, untrusted, path)

    def _operand(
        self, field: Field, operator: Operator, whole: Mapping[Anything, Anything], path: str
    ) -> Comparison:
        untrusted, inner = whole[operator.value], f"{path}.{operator.value}"
        needed = _needed_beside(field, operator)
        for name in ("currency", "within_days", "min_score"):
            if name in whole and name not in needed:
                self._faults.add(f"{path}.{name}", ProfileProblem.UNKNOWN_KEY)
        if operator in _TRUE_ALONE:
            if untrusted is not True:
                self._faults.add(inner, ProfileProblem.WRONG_TYPE, untrusted)
            return Comparison(field, operator)
        if field.kind in (FieldKind.NUMBER, FieldKind.MONEY) or operator is Operator.SHORTER_THAN:
            days, most = f"{path}.within_days", DAYS_LIMIT
            return Comparison(
                field,
                operator,
                threshold=self._number(untrusted, inner),
                currency=self._currency(whole.get("currency"), path) if "currency" in needed else "",
                within_days=(
                    self._faults.whole(whole.get("within_days"), days, 1, most)
                    if "within_days" in needed
                    else 0
                ),
            )
        if operator is Operator.MATCHES_LIST:
            return self._watch_list(field, untrusted, whole.get("min_score"), path)
        if operator is Operator.MATCHES_PATTERN:
            return Comparison(field, operator, terms=self._pattern(untrusted, inner))
        if isinstance(untrusted, Mapping):
            return Comparison(field, operator, word_list=self._list_name(untrusted, inner))
        return Comparison(field, operator, terms=self._terms(field, operator, untrusted, inner))

    def _currency(self, untrusted: object, path: str) -> str:
        if isinstance(untrusted, str) and untrusted in ACTIVE:
            return untrusted
        problem = ProfileProblem.MISSING if untrusted is None else ProfileProblem.UNKNOWN_CURRENCY
        self._faults.add(f"{path}.currency", problem, "" if untrusted is None else untrusted)
        return "XXX"

    def _number(self, untrusted: object, path: str) -> Decimal:
        if isinstance(untrusted, bool) or not isinstance(untrusted, int | float | str | Decimal):
            self._faults.add(path, ProfileProblem.WRONG_TYPE, untrusted)
            return Decimal(0)
        try:
            number = Decimal(str(untrusted)) if len(str(untrusted)) <= 40 else Decimal("NaN")
        except (InvalidOperation, ValueError):
            number = Decimal("NaN")
        exponent = number.as_tuple().exponent
        if not number.is_finite() or not 0 <= number < LARGEST_NUMBER or not isinstance(exponent, int):
            self._faults.add(path, ProfileProblem.NOT_A_NUMBER, untrusted)
            return Decimal(0)
        if exponent < -12:
            self._faults.add(path, ProfileProblem.NOT_A_NUMBER, untrusted)
            return Decimal(0)
        return Decimal(format(number, "f"))

    def _list_name(self, untrusted: Mapping[Anything, Anything], path: str) -> str:
        name = untrusted.get("list")
        if set(untrusted) != {"list"} or not isinstance(name, str) or not name:
            self._faults.add(path, ProfileProblem.WRONG_TYPE, dict(untrusted))
            return "?"
        return name

    def _watch_list(self, field: Field, untrusted: object, untrusted_score: object, path: str) -> Comparison:
        name = untrusted if isinstance(untrusted, str) and untrusted else "?"
        if name == "?" or len(name) > TERM_LENGTH_LIMIT:
            self._faults.add(f"{path}.matches_list", ProfileProblem.WRONG_TYPE, untrusted)
        if untrusted_score is None:
            return Comparison(field, Operator.MATCHES_LIST, word_list=name)
        score = self._number(untrusted_score, f"{path}.min_score")
        if not LEAST_SCORE <= score <= 100:
            reach = f"{score}: {LEAST_SCORE:g} to 100"
            self._faults.add(f"{path}.min_score", ProfileProblem.OUT_OF_RANGE, reach)
        return Comparison(field, Operator.MATCHES_LIST, word_list=name, threshold=score)

    def _pattern(self, untrusted: object, path: str) -> tuple[str, ...]:
        self._patterns += 1
        if self._patterns > PATTERNS_LIMIT:
            self._faults.add(path, ProfileProblem.TOO_MANY, str(PATTERNS_LIMIT))
        elif not isinstance(untrusted, str):
            self._faults.add(path, ProfileProblem.WRONG_TYPE, untrusted)
        elif not untrusted:
            self._faults.add(path, ProfileProblem.EMPTY)
        elif len(untrusted) > PATTERN_LENGTH_LIMIT:
            self._faults.add(path, ProfileProblem.TOO_LONG, str(len(untrusted)))
        else:
            try:
                Pattern(untrusted)
            except BadPattern as error:
                self._faults.add(path, ProfileProblem.BAD_PATTERN, str(error))
            return (untrusted,)
        return ()

    def _terms(self, field: Field, operator: Operator, untrusted: object, path: str) -> tuple[str, ...]:
        if not isinstance(untrusted, list | tuple):
            self._faults.add(path, ProfileProblem.WRONG_TYPE, untrusted)
            return ()
        if not untrusted:
            self._faults.add(path, ProfileProblem.EMPTY)
        self._terms_read += len(untrusted)
        if self._terms_read > ALL_TERMS_LIMIT >= self._terms_read - len(untrusted):
            self._faults.add(path, ProfileProblem.TOO_MANY, str(self._terms_read))
        if len(untrusted) > TERMS_LIMIT:
            self._faults.add(path, ProfileProblem.TOO_MANY, str(len(untrusted)))
            return ()
        found = []
        for index, term in enumerate(untrusted):
            problem = term_problem(field, operator, term)
            if problem is None:
                found.append(term)
            else:
                self._faults.add(f"{path}[{index}]", problem, term)
        return tuple(dict.fromkeys(found))


def _needed_beside(field: Field, operator: Operator) -> frozenset[str]:
    """Return what a comparison needs, or may have, beside its field and operator."""
    if operator is Operator.MISSING:
        return frozenset()
    if operator is Operator.MATCHES_LIST:
        return frozenset({"min_score"})
    currency = {"currency"} if field.kind is FieldKind.MONEY else set()
    return frozenset(currency | ({"within_days"} if field in SAME_FIELDS else set()))


def term_problem(field: Field, operator: Operator, term: object) -> ProfileProblem | None:
    """Return what is wrong with a word or code to compare a field with, or None."""
    if not isinstance(term, str):
        return ProfileProblem.WRONG_TYPE
    if not term.strip():
        return ProfileProblem.EMPTY
    if len(term) > TERM_LENGTH_LIMIT:
        return ProfileProblem.TOO_LONG
    if field.kind is FieldKind.TEXT:
        return ProfileProblem.NO_WORDS if fold(term).blank else None
    if field is Field.LINE_HS_CODE:
        return None if _HS_PREFIX(term) else ProfileProblem.NOT_HS_DIGITS
    if operator is Operator.IS_IN:
        if field in _COUNTRY_FIELDS:
            return None if term in _COUNTRIES else ProfileProblem.UNKNOWN_COUNTRY
        if field in _CHOICES:
            return None if term in _CHOICES[field] else ProfileProblem.UNKNOWN_CODE
    return None
