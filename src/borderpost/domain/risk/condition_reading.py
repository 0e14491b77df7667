"""Reads the condition of a profile from plain data, within limits of size and depth."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any as Anything

from borderpost.domain.countries import ASSIGNED, USER_ASSIGNED
from borderpost.domain.currencies import ACTIVE
from borderpost.domain.declaration import MailClass, Nature, WarningKind
from borderpost.domain.risk.condition import (
    OPERATORS_OF,
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
)
from borderpost.domain.risk.faults import Faults
from borderpost.domain.risk.profile import ProfileProblem
from borderpost.domain.risk.words import fold

DEPTH_LIMIT = 8
PARTS_LIMIT = 200
TERMS_LIMIT = 2_000
TERM_LENGTH_LIMIT = 100
LARGEST_NUMBER = Decimal(10) ** 15

_BRANCHES = ("all", "any", "not", "some_line", "every_line")
_FIELDS = {field.value: field for field in Field}
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

    Depth is at most 8, with at most 200 comparisons and branches, and 2,000 terms of 100 characters in
    each comparison.
    """
    return _Reader(faults).node(untrusted, path, 1, in_line=False)


class _Reader:
    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._parts = 0

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
            if name not in _OPERATORS and name not in ("field", "currency"):
                self._faults.add(f"{path}.{str(name)[:80]}", ProfileProblem.UNKNOWN_KEY)
        named = [name for name in _OPERATORS if name in untrusted]
        if len(named) != 1:
            problem = ProfileProblem.SEVERAL_OPERATORS if named else ProfileProblem.NO_OPERATOR
            self._faults.add(path, problem, ", ".join(named))
            return _NEVER
        operator = _OPERATORS[named[0]]
        inner = f"{path}.{operator.value}"
        if operator not in OPERATORS_OF[field.kind]:
            self._faults.add(inner, ProfileProblem.OPERATOR_DOES_NOT_FIT, field.value)
            return _NEVER
        return self._operand(field, operator, untrusted[operator.value], untrusted.get("currency"), path)

    def _operand(
        self, field: Field, operator: Operator, untrusted: object, untrusted_currency: object, path: str
    ) -> Comparison:
        inner = f"{path}.{operator.value}"
        needs_currency = field.kind is FieldKind.MONEY and operator is not Operator.MISSING
        if untrusted_currency is not None and not needs_currency:
            self._faults.add(f"{path}.currency", ProfileProblem.UNKNOWN_KEY)
        if operator is Operator.MISSING:
            if untrusted is not True:
                self._faults.add(inner, ProfileProblem.WRONG_TYPE, untrusted)
            return Comparison(field, operator)
        if field.kind in (FieldKind.NUMBER, FieldKind.MONEY) or operator is Operator.SHORTER_THAN:
            currency = self._currency(untrusted_currency, path) if needs_currency else ""
            return Comparison(field, operator, threshold=self._number(untrusted, inner), currency=currency)
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

    def _terms(self, field: Field, operator: Operator, untrusted: object, path: str) -> tuple[str, ...]:
        if not isinstance(untrusted, list | tuple):
            self._faults.add(path, ProfileProblem.WRONG_TYPE, untrusted)
            return ()
        if not untrusted:
            self._faults.add(path, ProfileProblem.EMPTY)
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
