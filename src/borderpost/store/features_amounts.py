"""Weights and values of a declaration as floats, told apart from those that floats do not tell apart."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from borderpost.domain.declaration import ContentLine
from borderpost.domain.money import ARITHMETIC, Money

Amount = tuple[float | None, bool]
"""A number as a float, and whether a float does not tell it from others."""

_SILENT: Final = "?"
_OF: Final = "\x1f"
_NEXT: Final = "\x1e"
_NOTHING: Final = Decimal(0)
_SMALL, _LARGE = 1e-12, 1e12
_DIGITS: Final = 15
"""Numbers of so many digits are told apart by floats as well as by decimals."""


def amount_of(number: Decimal | None) -> Amount:
    """Return a number as a float, and whether a float does not tell it from others."""
    if number is None:
        return None, False
    if not number.is_finite():
        return None, True
    if not number:
        return 0.0, False
    amount = float(number)
    # what is written with few letters has few digits
    few = len(str(number)) <= _DIGITS or len(number.as_tuple().digits) <= _DIGITS
    return (amount, False) if few and _SMALL <= abs(amount) <= _LARGE else (None, True)


def total_of(lines: Sequence[ContentLine], values: Sequence[Amount]) -> tuple[float | None, str, bool, bool]:
    """Return the sum of what lines are worth, its currency, whether it is complete, and whether it is odd;
    `values` are those of the lines."""
    parts = [line.value for line in lines if line.value is not None]
    complete = len(parts) == len(lines)
    if not parts:
        return None, "", complete, False
    currency = parts[0].currency
    if any(odd for _, odd in values):
        return None, "", complete, True
    if len(parts) == 1:
        return next(value for value, _ in values if value is not None), currency, complete, False
    total = Decimal(0)
    for part in parts:
        if part.currency != currency:
            return None, "", complete, True
        total = ARITHMETIC.add(total, part.amount)
    value, odd = amount_of(total)
    return value, currency, complete, odd


def net_of(lines: Sequence[ContentLine], weights: Sequence[Amount]) -> tuple[float | None, bool, bool]:
    """Return the sum of what lines weigh, whether it is complete, and whether it is odd; `weights` are those
    of the lines."""
    stated = [line.net_weight_kg for line in lines if line.net_weight_kg is not None]
    if not stated:
        return None, False, False
    if any(odd for _, odd in weights):
        return None, False, True
    complete = len(stated) == len(lines)
    if len(stated) == 1:
        return next(weight for weight, _ in weights if weight is not None), complete, False
    total = Decimal(0)
    for weight in stated:
        total = ARITHMETIC.add(total, weight)
    value, odd = amount_of(total)
    return value, complete, odd


def worth_text(lines: Sequence[ContentLine]) -> str:
    """Return what an item is declared to be worth: a `?` where a line is silent, and sums by currency."""
    parts: dict[str, Decimal] = {}
    silent = ""
    for line in lines:
        if line.value is None:
            silent = _SILENT
        else:
            before = parts.get(line.value.currency)
            amount = line.value.amount
            parts[line.value.currency] = amount if before is None else ARITHMETIC.add(before, amount)
    return silent + _NEXT.join(f"{amount}{_OF}{currency}" for currency, amount in parts.items())


def sum_of_worths(worths: Iterable[str]) -> tuple[tuple[Money, ...], int]:
    """Return the sums by currency of what items are worth, and how many have a line that does not say."""
    sums: dict[str, Decimal] = {}
    without = 0
    # large senders send the same again and again
    for text, times in Counter(worths).items():
        told = text
        if text.startswith(_SILENT):
            without += times
            told = text[1:]
        for part in told.split(_NEXT) if told else ():
            amount, _, currency = part.partition(_OF)
            before = sums.get(currency, _NOTHING)
            sums[currency] = ARITHMETIC.fma(Decimal(amount), Decimal(times), before)
    return tuple(Money(amount, currency) for currency, amount in sorted(sums.items())), without
