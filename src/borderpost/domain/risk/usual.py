"""How much usually comes to one address or addressee of a site, beyond which it tells something."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_UP, Decimal
from typing import Any, TypeVar

from borderpost.domain.declaration import Declaration
from borderpost.domain.money import ARITHMETIC, RateTable
from borderpost.domain.risk.history import SameKind, history_key
from borderpost.domain.risk.value_norms import heading_of

UNUSUAL_SHARE = Decimal("0.02")
ADDRESS_DAYS = 30
_AMOUNT_LIMIT = Decimal("1e15")
_CENT = Decimal("0.01")
_Key = TypeVar("_Key")


class NotUsual(ValueError):
    """Plain data that `Usual.to_plain` cannot have written."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What all but a `share` of a site's items stay within.

    `address_items` came to the item's address in 30 days, `goods_items` of them with goods of one heading;
    `addressee_values` are what was declared for its addressee within so many days, in `currency`.
    """

    share: Decimal
    currency: str
    address_items: int = 0
    goods_items: int = 0
    addressee_values: Mapping[int, Decimal] = field(default_factory=dict)

    def to_plain(self) -> dict[str, Any]:
        """Return it as JSON-able data."""
        return {
            "share": str(self.share),
            "currency": self.currency,
            "address_items": self.address_items,
            "goods_items": self.goods_items,
            "addressee_values": {str(days): str(value) for days, value in self.addressee_values.items()},
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Usual":
        """Return what was written; raise NotUsual where it is none."""
        try:
            return cls(
                _number(plain["share"]),
                str(plain["currency"]),
                int(_number(plain["address_items"])),
                int(_number(plain["goods_items"])),
                {int(days): _number(value) for days, value in plain["addressee_values"].items()},
            )
        except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            raise NotUsual(f"{type(error).__name__}: {error}") from error


class UsualLearner:
    """Counts declarations by the day of their item, and keeps the newest days up to one alone.

    `days` are those over which the site's thresholds of value add up. Whoever declares a day that has not
    come yet is left out.
    """

    def __init__(self, rates: RateTable, today: date, days: Iterable[int] = ()) -> None:
        self._rates = rates
        self._today = today.toordinal()
        self._days = sorted(set(days))
        self._kept = max((ADDRESS_DAYS, *self._days))
        self._seen: dict[int, _Day] = {}
        self._last = 0

    def learn(self, declaration: Declaration) -> None:
        """Count one declaration; an item that is declared anew on its day counts once."""
        ordinal = declaration.item_date.toordinal()
        if not self._last - self._kept < ordinal <= self._today:
            return
        self._last = max(self._last, ordinal)
        day = self._seen.get(ordinal)
        if day is None:
            day = self._seen[ordinal] = _Day()
            for old in [one for one in self._seen if one <= self._last - self._kept]:
                del self._seen[old]
        if declaration.item_id in day.items:
            return
        day.items.add(declaration.item_id)
        address = history_key(SameKind.ADDRESS, declaration)
        if address:
            day.addresses[address] = day.addresses.get(address, 0) + 1
            for heading in set(filter(None, map(heading_of, declaration.lines))):
                goods = (address, heading)
                day.goods[goods] = day.goods.get(goods, 0) + 1
        addressee = history_key(SameKind.ADDRESSEE, declaration)
        if addressee and self._days:
            count, value = day.addressees.get(addressee, (0, Decimal(0)))
            day.addressees[addressee] = count + 1, ARITHMETIC.add(value, self._value(declaration))

    def _value(self, declaration: Declaration) -> Decimal:
        total = Decimal(0)
        for line in declaration.lines:
            worth = None if line.value is None else self._rates.exchange(line.value, self._rates.base)
            if worth is not None and worth.is_finite() and 0 < worth < _AMOUNT_LIMIT:
                total = ARITHMETIC.add(total, worth)
        return total

    def usual(self, share: Decimal = UNUSUAL_SHARE) -> Usual | None:
        """Return what all but a share of the items stay within; None where there are no items."""
        if not self._seen:
            return None
        addresses: dict[str, int] = {}
        goods: dict[tuple[str, str], int] = {}
        for day in self._within(ADDRESS_DAYS):
            _add_up(addresses, day.addresses)
            _add_up(goods, day.goods)
        values: dict[int, Decimal] = {}
        for days in self._days:
            joined: dict[str, tuple[int, Decimal]] = {}
            for day in self._within(days):
                for key, (count, value) in day.addressees.items():
                    before, sum_ = joined.get(key, (0, Decimal(0)))
                    joined[key] = before + count, ARITHMETIC.add(sum_, value)
            limit = _limit([(value, count) for count, value in joined.values()], share)
            values[days] = limit.quantize(_CENT, ROUND_UP)
        return Usual(
            share,
            self._rates.base,
            int(_limit([(Decimal(count), count) for count in addresses.values()], share)),
            int(_limit([(Decimal(count), count) for count in goods.values()], share)),
            values,
        )

    def _within(self, days: int) -> list["_Day"]:
        return [day for ordinal, day in self._seen.items() if ordinal > self._last - days]


class _Day:
    """What was declared for the items of one day."""

    __slots__ = ("addressees", "addresses", "goods", "items")

    def __init__(self) -> None:
        self.items: set[str] = set()
        self.addresses: dict[str, int] = {}
        self.goods: dict[tuple[str, str], int] = {}
        self.addressees: dict[str, tuple[int, Decimal]] = {}


def _add_up(counts: dict[_Key, int], more: Mapping[_Key, int]) -> None:
    for key, count in more.items():
        counts[key] = counts.get(key, 0) + count


def _limit(amounts: list[tuple[Decimal, int]], share: Decimal) -> Decimal:
    """Return the least of some amounts that all but a share of the items stay within.

    Each amount stands beside the number of items that it is the amount of.
    """
    left = ARITHMETIC.multiply(share, Decimal(sum(items for _, items in amounts)))
    limit = Decimal(0)
    above = 0
    for amount, items in sorted(amounts, reverse=True):
        limit = amount
        above += items
        if above > left:
            break
    return limit


def _number(untrusted: object) -> Decimal:
    number = Decimal(str(untrusted))
    if not number.is_finite() or not 0 <= number < _AMOUNT_LIMIT:
        raise NotUsual(f"{untrusted!r} is no amount")
    return number
