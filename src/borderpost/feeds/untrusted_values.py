"""Reads single values of a row that nobody has checked yet: text, numbers, dates, codes."""

import re
import reprlib
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from borderpost.domain.countries import ASSIGNED, USER_ASSIGNED
from borderpost.domain.currencies import ACTIVE
from borderpost.domain.declaration import DESCRIPTION_LIMIT, DeclarationWarning, WarningKind
from borderpost.domain.intake import RejectReason
from borderpost.domain.money import Money

TEXT_LIMIT = DESCRIPTION_LIMIT
WARNINGS_LIMIT = 200
COUNTRIES = ASSIGNED | USER_ASSIGNED

_PLAIN_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,12})?").fullmatch
_NUMBER_LETTERS = re.compile(r"[0-9+\-.eE]+").fullmatch
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_PLAIN_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z").fullmatch
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?"
    r"(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
).fullmatch
visible_ascii = re.compile(r"[!-~]{1,50}").fullmatch
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MOST_DIGITS = 15
PLAIN_NUMBER_LENGTH = 28
_SHOWN = 120


class BareNumber(str):
    """A number that stood in the JSON without quotation marks, in its own letters."""

    __slots__ = ()


class RowFault(Exception):
    """A row is no declaration: the path of the field, the reason, and what stood there."""

    def __init__(self, field: str, reason: RejectReason, value: object = "") -> None:
        super().__init__(field, reason)
        self.field = field
        self.reason = reason
        self.value = shown(value)


def shown(value: object) -> str:
    """Return a value as text short enough for a sentence."""
    text = value if isinstance(value, str) else reprlib.repr(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


@lru_cache(maxsize=4096)
def day_of(text: str) -> date | None:
    """Return the calendar day (YYYY-MM-DD), or None where the text is none from 1900 on."""
    if not _DATE(text) or text < "1900":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def moment_of(text: str) -> datetime | None:
    """Return the moment (RFC 3339, any offset) in UTC, or None where the text is none from 1900 on."""
    plain = _PLAIN_MOMENT(text)
    if not (plain or _MOMENT(text)) or text < "1900":
        return None
    try:
        # A moment ending in Z is in UTC as it is read.
        return datetime.fromisoformat(text) if plain else datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def plain_number(text: str) -> Decimal | None:
    """Return the number that plain digits with at most one point spell, or None for any other text."""
    return Decimal(text) if _PLAIN_NUMBER(text) else None


_remembered_number = lru_cache(maxsize=8192)(plain_number)


class Values:
    """The readers of one row, with the oddities that they have met so far.

    Every reader takes the object, the name of the field in it, and the path of the object (`lines[0].`
    or empty). An absent field, null and the empty text are the same. A value that refuses the row
    raises RowFault.
    """

    __slots__ = ("warnings",)

    def __init__(self) -> None:
        self.warnings: list[DeclarationWarning] = []

    def warn(self, kind: WarningKind, field: str, value: object = "") -> None:
        """Note an oddity; a row with a flood of them keeps the first."""
        if len(self.warnings) < WARNINGS_LIMIT:
            self.warnings.append(DeclarationWarning(kind, field, shown(value)))

    def unknown_fields(self, untrusted: dict[str, Any], known: frozenset[str], path: str) -> None:
        """Note the fields that the canonical form does not have."""
        for name in untrusted.keys() - known:
            self.warn(WarningKind.UNKNOWN_FIELD, path + shown(name))

    def text(self, untrusted: dict[str, Any], name: str, path: str = "") -> str:
        """Return free text, cut at the limit and without control characters."""
        value = untrusted.get(name)
        if type(value) is str:
            if len(value) <= TEXT_LIMIT and value.isprintable():
                return value
            return self._odd_text(value, path + name)
        if value is None:
            return ""
        raise RowFault(path + name, RejectReason.WRONG_TYPE, value)

    def code(self, untrusted: dict[str, Any], name: str, path: str = "") -> str:
        """Return text that is a code: without the blanks around it."""
        value = untrusted.get(name)
        if type(value) is str and len(value) <= TEXT_LIMIT and value.isprintable():
            return value.strip()
        return self.text(untrusted, name, path).strip()

    def _odd_text(self, value: str, field: str) -> str:
        if len(value) > TEXT_LIMIT:
            kind = WarningKind.DESCRIPTION_CUT if field.endswith(".description") else WarningKind.TEXT_CUT
            self.warn(kind, field, str(len(value)))
            value = value[:TEXT_LIMIT]
        if _CONTROLS.search(value):
            value = _CONTROLS.sub("\ufffd", value)
            self.warn(WarningKind.CONTROL_CHARACTER, field, value)
        return value

    def identifier(self, value: object, field: str) -> str:
        """Return an item's number: 1 to 50 visible ASCII characters."""
        if value is None or value == "":
            raise RowFault(field, RejectReason.MISSING)
        if type(value) is not str:
            raise RowFault(field, RejectReason.WRONG_TYPE, value)
        text = value.strip()
        if not text:
            raise RowFault(field, RejectReason.MISSING)
        if not visible_ascii(text):
            raise RowFault(field, RejectReason.BAD_IDENTIFIER, value)
        return text

    def number(
        self, untrusted: dict[str, Any], name: str, path: str = "", *, positive: bool = False
    ) -> Decimal | None:
        """Return a decimal from 0 (or above it) and below 10^15, exact, or None where there is none."""
        value = untrusted.get(name)
        if value is None or value == "":
            return None
        if type(value) is str:
            text = value
        elif type(value) is int or type(value) is BareNumber:
            text = str(value)
            self.warn(WarningKind.NUMBER_NOT_TEXT, path + name, text)
        else:
            raise RowFault(path + name, RejectReason.WRONG_TYPE, value)
        number = _remembered_number(text) if len(text) <= PLAIN_NUMBER_LENGTH else None
        if number is None:
            number = _odd_number(text, path + name)
        if positive and not number:
            raise RowFault(path + name, RejectReason.OUT_OF_RANGE, text)
        return number

    def whole_number(self, untrusted: dict[str, Any], name: str, path: str) -> int:
        """Return a whole number from 1, which must be there."""
        value = untrusted.get(name)
        if value is None or value == "":
            raise RowFault(path + name, RejectReason.MISSING)
        if type(value) is int:
            number = value
        elif type(value) is str and value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS:
            number = int(value)
        else:
            raise RowFault(path + name, RejectReason.NOT_A_NUMBER, value)
        if not 1 <= number < 2**31:
            raise RowFault(path + name, RejectReason.OUT_OF_RANGE, value)
        return number

    def money(self, untrusted: dict[str, Any], name: str, path: str = "") -> Money | None:
        """Return an amount with its currency, or None where neither is given."""
        value = untrusted.get(name)
        if value is None or value == "":
            return None
        if type(value) is not dict:
            raise RowFault(path + name, RejectReason.WRONG_TYPE, value)
        inner = f"{path}{name}."
        if not value.keys() <= _MONEY_FIELDS:
            self.unknown_fields(value, _MONEY_FIELDS, inner)
        amount = self.number(value, "amount", inner)
        currency = self.code(value, "currency", inner)
        if amount is None and not currency:
            return None
        if currency not in ACTIVE:
            reason = RejectReason.UNKNOWN_CURRENCY if currency else RejectReason.MISSING
            raise RowFault(inner + "currency", reason, currency)
        if amount is None:
            raise RowFault(inner + "amount", RejectReason.MISSING)
        return Money(amount, currency)

    def country(self, untrusted: dict[str, Any], name: str, path: str = "") -> str:
        """Return an ISO 3166-1 alpha-2 code (XK among them), or the empty text."""
        code = self.code(untrusted, name, path)
        if code and code not in COUNTRIES:
            raise RowFault(path + name, RejectReason.UNKNOWN_COUNTRY, code)
        return code

    def day(self, untrusted: dict[str, Any], name: str, path: str = "") -> date | None:
        """Return a calendar day (YYYY-MM-DD), or None."""
        text = self.code(untrusted, name, path)
        if not text:
            return None
        day = day_of(text)
        if day is None:
            raise RowFault(path + name, RejectReason.IMPOSSIBLE_DATE, text)
        return day

    def moment(self, untrusted: dict[str, Any], name: str, path: str) -> datetime:
        """Return a moment (RFC 3339, any offset) in UTC, which must be there."""
        text = self.code(untrusted, name, path)
        if not text:
            raise RowFault(path + name, RejectReason.MISSING)
        moment = moment_of(text)
        if moment is None:
            raise RowFault(path + name, RejectReason.IMPOSSIBLE_DATE, text)
        return moment


_MONEY_FIELDS = frozenset({"amount", "currency"})


def _odd_number(text: str, field: str) -> Decimal:
    stripped = text.strip()
    if not _NUMBER_LETTERS(stripped):
        raise RowFault(field, RejectReason.NOT_A_NUMBER, text)
    if len(stripped) > 4 * _MOST_DIGITS:
        raise RowFault(field, RejectReason.OUT_OF_RANGE, text)
    try:
        number = Decimal(stripped)
    except InvalidOperation:
        raise RowFault(field, RejectReason.NOT_A_NUMBER, text) from None
    if not number:
        return Decimal(0)
    exponent = number.as_tuple().exponent
    if number < 0 or number.adjusted() >= _MOST_DIGITS or not isinstance(exponent, int) or exponent < -20:
        raise RowFault(field, RejectReason.OUT_OF_RANGE, text)
    return Decimal(format(number, "f"))
