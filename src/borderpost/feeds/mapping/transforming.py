"""What a mapping does to one value: cuts, numbers, dates and weights become those of the canonical form."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from borderpost.feeds.mapping.model import TimeForm, Value
from borderpost.feeds.untrusted_values import BareNumber

KILOGRAMS = {
    "kg": Decimal(1),
    "g": Decimal("0.001"),
    "mg": Decimal("0.000001"),
    "lb": Decimal("0.45359237"),
    "oz": Decimal("0.028349523125"),
}
"""Kilograms in each unit of weight that a mapping may name."""
UNIT_NAMES = {
    "kgm": "kg",
    "kgs": "kg",
    "kilogram": "kg",
    "grm": "g",
    "gr": "g",
    "gram": "g",
    "mgm": "mg",
    "lbr": "lb",
    "lbs": "lb",
    "onz": "oz",
}
"""Other names of them, those of UN/ECE Recommendation 20 among them."""

EPOCH_2000 = datetime(2000, 1, 1, tzinfo=UTC)
BECOMES_DAY, BECOMES_MOMENT, BECOMES_SECONDS = "day", "moment", "seconds"
ISO, EPOCH, EPOCH_MS = "iso", "epoch", "epoch_ms"

_PLAIN_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,12})?").fullmatch
_ODD_NUMBER = re.compile(r"\+?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?").fullmatch
_LONGEST_NUMBER = 64
_FEWEST_PLACES, _MOST_PLACES = -30, 30
_DIGITS = re.compile(r"[0-9]{1,14}").fullmatch
_MORE_DIGITS = re.compile(r"\+?[0-9]{1,28}").fullmatch
_LONGEST_TIME = 64
_MAY_BE_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}").fullmatch
_EITHER = "(a decimal point, or thousands?)"


def transformed(text: str, value: Value) -> str:
    """Return a text after everything that the value asks for and that needs no other field.

    What cannot be done (a date in no known form, a number that is none) leaves the text as it is, so that
    the one parser of the canonical form refuses it by name.
    """
    if type(text) is BareNumber:
        # its point is that of JSON, whatever marks the feed's texts have
        text = str(text)
        if value.decimal_mark or value.group_mark:
            value = replace(value, decimal_mark="", group_mark="")
    if value.split:
        pieces = text.split(value.split)
        part = value.part or 1
        text = pieces[part - 1].strip() if part <= len(pieces) else ""
    return reshaped(text, value)


def reshaped(text: str, value: Value) -> str:
    """Return a text, or one part of what was split, after everything else that the value asks for."""
    if value.cut is not None:
        first, length = value.cut
        text = text[first - 1 : first - 1 + length].strip()
    if value.case:
        text = text.upper() if value.case == "upper" else text.lower()
    if text and (value.decimal_mark or value.group_mark or value.implied_decimals):
        text = _number(text, value)
    if text and value.time is not None:
        text = _time(text, value.time)
    if value.table is not None and text:
        found = value.table.get(text)
        if found is None and value.other is not None:
            found = value.other
        text = text if found is None else found
    return text


def _number(text: str, value: Value) -> str:
    if value.group_mark:
        text = text.replace(value.group_mark, "")
    if value.decimal_mark and value.decimal_mark != ".":
        if "." in text:
            # a point may stand for the comma, or part thousands: where it can be either it is refused
            is_sure = bool(value.group_mark) or _MAY_BE_THOUSANDS(text) is None
            return text if is_sure else f"{text} {_EITHER}"
        text = text.replace(value.decimal_mark, ".")
    if value.implied_decimals and _MORE_DIGITS(text):
        return format(Decimal(text).scaleb(-value.implied_decimals), "f")
    return text


def kilograms(text: str, unit: str) -> str:
    """Return a weight in kilograms.

    Where it is no number it is left as it is; where the unit is none that is known, or is not said, both are
    returned side by side, so that the weight is refused rather than taken for kilograms.
    """
    if not text:
        return ""
    name = unit.strip().lower()
    factor = KILOGRAMS.get(UNIT_NAMES.get(name, name))
    if factor is None:
        return f"{text} {unit or '?'}"
    number = None if factor == 1 else _number_of(text)
    return text if number is None else plain(number * factor)


def times(text: str, quantity: str) -> str:
    """Return the number for the whole line, from that for one unit; as it is where either is no number."""
    number, units = _number_of(text), _number_of(quantity)
    return text if number is None or units is None else plain(number * units)


def _number_of(text: str) -> Decimal | None:
    """Return a number in any form that the canonical form's reader takes for one, too."""
    if _PLAIN_NUMBER(text):
        return Decimal(text)
    if len(text) > _LONGEST_NUMBER or not _ODD_NUMBER(text):
        return None
    number = Decimal(text)
    return number if _FEWEST_PLACES < number.adjusted() < _MOST_PLACES else None


def plain(number: Decimal) -> str:
    """Return a number in digits, without needless zeros behind the point."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=8192)
def _time(text: str, time: TimeForm) -> str:
    if len(text) > _LONGEST_TIME:
        return text
    for form in time.forms:
        moment = _moment(text, form)
        if moment is None:
            continue
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=time.zone)
        if time.becomes == BECOMES_DAY:
            return moment.date().isoformat()
        try:
            moment = moment.astimezone(UTC)
        except OverflowError:
            return text
        if time.becomes == BECOMES_SECONDS:
            return str((moment - EPOCH_2000) // timedelta(seconds=1))
        return moment.isoformat().replace("+00:00", "Z")
    return text


def _moment(text: str, form: str) -> datetime | None:
    try:
        if form == ISO:
            return datetime.fromisoformat(text)
        if form in (EPOCH, EPOCH_MS):
            if not _DIGITS(text):
                return None
            seconds = timedelta(seconds=int(text)) if form == EPOCH else timedelta(milliseconds=int(text))
            return datetime(1970, 1, 1, tzinfo=UTC) + seconds
        return datetime.strptime(text, form)  # noqa: DTZ007 -- the mapping's zone is put to it
    except (ValueError, OverflowError):
        return None
