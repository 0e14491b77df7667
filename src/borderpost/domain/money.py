"""Amounts of money with their currency, and the dated rates that make them comparable."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal

from msgspec import Struct

# Of its own, without traps: sums over outside data must neither raise nor depend on the thread's context.
ARITHMETIC = Context(prec=28, traps=[])


class Money(Struct, frozen=True, array_like=True, gc=False):
    """An amount in one currency (ISO 4217 letters); stored as an array, so its fields keep their order."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class RateTable:
    """Units of each currency that one unit of `base` buys, as of one day."""

    base: str
    as_of: date
    rates: Mapping[str, Decimal]

    def convert(self, money: Money) -> Decimal | None:
        """Return the amount in `base`, or None where the table has no rate for the currency."""
        return self.exchange(money, self.base)

    def exchange(self, money: Money, currency: str) -> Decimal | None:
        """Return the amount in another currency, by way of `base`, or None where a rate is wanting."""
        if money.currency == currency:
            return money.amount
        paid, wanted = self._rate(money.currency), self._rate(currency)
        if paid is None or wanted is None:
            return None
        amount = ARITHMETIC.divide(ARITHMETIC.multiply(money.amount, wanted), paid)
        return amount if amount.is_finite() else None

    def _rate(self, currency: str) -> Decimal | None:
        rate = Decimal(1) if currency == self.base else self.rates.get(currency)
        return rate if rate is not None and rate.is_finite() and rate > 0 else None
