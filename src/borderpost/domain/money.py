"""Amounts of money with their currency, and the dated rates that make them comparable."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217 letters)."""

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
        if money.currency == self.base:
            return money.amount
        rate = self.rates.get(money.currency)
        if rate is None or rate <= 0:
            return None
        return money.amount / rate
