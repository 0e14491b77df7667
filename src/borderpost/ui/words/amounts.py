"""How the screens write amounts, weights, numbers, moments, and texts of any direction within a sentence."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from borderpost.domain.money import ARITHMETIC, Money

THIN_SPACE = "\u202f"
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})


def isolated(text: str) -> str:
    """Return text fit to stand in a sentence: right-to-left letters in it move nothing around them."""
    if text.isascii() or not any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text):
        return text
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"


def shortened(text: str, longest: int) -> str:
    """Return the text, or its beginning with an ellipsis where it is longer; marks stay on their letters."""
    if len(text) <= longest:
        return text
    end = longest - 1
    while end > 1 and unicodedata.combining(text[end]):
        end -= 1
    return text[:end].rstrip() + "…"


def number_text(number: Decimal | None) -> str:
    """Return a number in plain digits, thousands parted by a thin space, without needless zeros."""
    if number is None:
        return ""
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return str(number)
    text = f"{number:,f}".replace(",", THIN_SPACE)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def weight_text(kilograms: Decimal | None) -> str:
    """Return a weight as exact as it was declared: `1.240 kg`."""
    if kilograms is None:
        return ""
    if not kilograms.is_finite() or abs(kilograms.adjusted()) > 30:
        return f"{kilograms} kg"
    return f"{kilograms:,f} kg".replace(",", THIN_SPACE)


def money_text(money: Money | None) -> str:
    """Return an amount with its currency, never rounded: `1 556.52 CNY`."""
    if money is None:
        return ""
    amount = money.amount
    if not amount.is_finite() or abs(amount.adjusted()) > 30:
        return f"{amount} {money.currency}"
    return f"{amount:,f}".replace(",", THIN_SPACE) + f" {money.currency}"


def total_text(values: Iterable[Money | None]) -> str:
    """Return the sum in each currency, in order of first appearance: `12.00 USD + 3.50 EUR`."""
    sums: dict[str, Decimal] = {}
    for value in values:
        if value is not None and value.amount.is_finite():
            sums[value.currency] = ARITHMETIC.add(sums.get(value.currency, Decimal(0)), value.amount)
    return " + ".join(money_text(Money(amount, currency)) for currency, amount in sums.items())


def day_text(day: date | str | None) -> str:
    """Return a day in the one form that no country reads differently: `2026-11-03`."""
    return "" if day is None else str(day)[:10]


def clock_text(at: datetime, offset_minutes: int | None = None) -> str:
    """Return the time of day on the local clock, or on one so many minutes from UTC: `14:03:22`."""
    return _local(at, offset_minutes).strftime("%H:%M:%S")


def moment_text(at: datetime, offset_minutes: int | None = None) -> str:
    """Return day and time of day on the local clock, or on one so many minutes from UTC."""
    return _local(at, offset_minutes).strftime("%Y-%m-%d %H:%M")


def _local(at: datetime, offset_minutes: int | None) -> datetime:
    zone = None if offset_minutes is None else timezone(timedelta(minutes=offset_minutes))
    return at.astimezone(zone)
