"""Looks for what is not plausible in a declaration, and says by which values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from borderpost.domain.declaration import Declaration, Nature
from borderpost.domain.money import ARITHMETIC, Money, RateTable
from borderpost.domain.risk.history import History, SameKind, history_key
from borderpost.domain.risk.indication import Indication, IndicationKind, ValueThreshold
from borderpost.domain.risk.usual import ADDRESS_DAYS, Usual
from borderpost.domain.risk.value_norms import ValueNorms, heading_of

Z_ODD = 3.0
LINES_SHOWN = 3
NEAR_THRESHOLD = Decimal("0.9")
ADDRESS_ITEMS = 10
GOODS_ITEMS = 4
SCALE_PART = Decimal("0.1")
SCALE_KG = Decimal("0.05")
NET_KG = Decimal("0.02")
_NOTHING_USUAL = Usual(Decimal(0), "")
_ROUND = Decimal(10)
_ROUND_LINES = 3


class GoodsHistory(Protocol):
    """The declarations that a site holds, ready to be asked how often goods went to an address."""

    def times(self, address_key: str, heading: str, since_days: int) -> int:
        """Count the items of the last days to an address that declare goods of an HS heading."""


@dataclass(frozen=True, slots=True)
class Yardsticks:
    """What declarations are held against; what is not there is not asked.

    What comes to nearly every address of a site tells nothing: `usual` is how much that is.
    """

    norms: ValueNorms | None = None
    thresholds: tuple[ValueThreshold, ...] = ()
    history: History | None = None
    goods: GoodsHistory | None = None
    usual: Usual | None = None


def indications_of(
    declaration: Declaration,
    rates: RateTable,
    today: date,
    yardsticks: Yardsticks,
    scale_kg: Decimal | None = None,
) -> tuple[Indication, ...]:
    """Return everything that seems odd about a declaration. Never raises, whatever it holds.

    `scale_kg` is what the item weighs on the bench's scale, once somebody has put it there.
    """
    total = _total(declaration, rates)
    return (
        *_values(declaration, rates, yardsticks.norms),
        *_thresholds(declaration, rates, today, total, yardsticks),
        *_again_and_again(declaration, yardsticks),
        *_gift(declaration),
        *_weights(declaration, scale_kg),
        *_round(declaration),
        *_postage(declaration, rates, total),
    )


def _values(declaration: Declaration, rates: RateTable, norms: ValueNorms | None) -> Iterator[Indication]:
    """Yield the lines whose value per kilogram is far from what is usual, the farthest first."""
    if norms is None:
        return
    odd: list[tuple[float, Indication]] = []
    for line in declaration.lines:
        worth = norms.worth_per_kg(line, rates)
        norm = None if worth is None else norms.norm(line, worth)
        if worth is None or norm is None or abs(norm.z) < Z_ODD or norm.low <= worth <= norm.high:
            continue
        kind = IndicationKind.VALUE_LOW if norm.z < 0 else IndicationKind.VALUE_HIGH
        found = Indication(
            kind,
            line.number,
            _rounded(worth),
            norm.low,
            norm.high,
            norm.unit,
            norm.count,
            about=norm.heading,
            origin=norm.origin,
        )
        odd.append((-abs(norm.z), found))
    odd.sort(key=lambda pair: pair[0])
    yield from (found for _, found in odd[:LINES_SHOWN])


def _thresholds(
    declaration: Declaration, rates: RateTable, today: date, total: Decimal | None, yardsticks: Yardsticks
) -> Iterator[Indication]:
    if total is None or not total:
        return
    for threshold in yardsticks.thresholds:
        if not threshold.holds_on(today):
            continue
        if threshold.gifts_only and declaration.nature is not Nature.GIFT:
            continue
        currency, limit = threshold.amount.currency, threshold.amount.amount
        value = rates.exchange(Money(total, rates.base), currency)
        if value is None or value > limit:
            continue
        if value >= ARITHMETIC.multiply(limit, NEAR_THRESHOLD):
            yield Indication(
                IndicationKind.JUST_BELOW_THRESHOLD,
                actual=_rounded(value),
                high=limit,
                unit=currency,
                about=threshold.title,
            )
        yield from _split(declaration, rates, threshold, yardsticks)


def _split(
    declaration: Declaration, rates: RateTable, threshold: ValueThreshold, yardsticks: Yardsticks
) -> Iterator[Indication]:
    """Yield what was sent in several items, each below a threshold that they pass together."""
    key, history = history_key(SameKind.ADDRESSEE, declaration), yardsticks.history
    if history is None or not key:
        return
    tally = history.count(SameKind.ADDRESSEE, key, threshold.days)
    together = _sum(tally.values, rates, threshold.amount.currency)
    if tally.items < 2 or together is None or together <= threshold.amount.amount:
        return
    usual = yardsticks.usual
    if usual is not None:
        ordinary = Money(usual.addressee_values.get(threshold.days, Decimal(0)), usual.currency)
        limit = rates.exchange(ordinary, threshold.amount.currency)
        if limit is not None and together <= limit:
            return
    yield Indication(
        IndicationKind.SPLIT,
        actual=_rounded(together),
        high=threshold.amount.amount,
        unit=threshold.amount.currency,
        count=tally.items,
        days=threshold.days,
        about=threshold.title,
    )


def _again_and_again(declaration: Declaration, yardsticks: Yardsticks) -> Iterator[Indication]:
    key = history_key(SameKind.ADDRESS, declaration)
    if not key:
        return
    usual = yardsticks.usual or _NOTHING_USUAL
    least = max(GOODS_ITEMS, usual.goods_items + 1)
    may_be = True
    if yardsticks.history is not None:
        tally = yardsticks.history.count(SameKind.ADDRESS, key, ADDRESS_DAYS)
        may_be = tally.items >= least
        if tally.items >= max(ADDRESS_ITEMS, usual.address_items + 1):
            yield Indication(
                IndicationKind.MANY_TO_ONE_ADDRESS,
                high=Decimal(usual.address_items) if usual.address_items else None,
                count=tally.items,
                days=ADDRESS_DAYS,
            )
    if yardsticks.goods is not None and may_be:
        headings = dict.fromkeys(filter(None, map(heading_of, declaration.lines)))
        for heading in tuple(headings)[:LINES_SHOWN]:
            times = yardsticks.goods.times(key, heading, ADDRESS_DAYS)
            if times >= least:
                yield Indication(
                    IndicationKind.SAME_GOODS_AGAIN, count=times, days=ADDRESS_DAYS, about=heading
                )


def _gift(declaration: Declaration) -> Iterator[Indication]:
    if declaration.nature is Nature.GIFT and declaration.sender.company:
        yield Indication(IndicationKind.GIFT_FROM_COMPANY, about=declaration.sender.company)


def _weights(declaration: Declaration, scale_kg: Decimal | None) -> Iterator[Indication]:
    gross = _positive(declaration.gross_weight_kg)
    if gross is None:
        return
    if (disagrees := scale_indication(gross, scale_kg)) is not None:
        yield disagrees
    net = Decimal(0)
    for line in declaration.lines:
        net = ARITHMETIC.add(net, _positive(line.net_weight_kg) or Decimal(0))
    if net.is_finite() and net > ARITHMETIC.add(gross, NET_KG):
        yield Indication(IndicationKind.NET_ABOVE_GROSS, actual=net, high=gross, unit="kg")


def scale_bounds(gross: Decimal) -> tuple[Decimal, Decimal]:
    """Return between which weights (kg) a scale agrees with a declared one."""
    allowed = max(SCALE_KG, ARITHMETIC.multiply(gross, SCALE_PART))
    return max(Decimal(0), ARITHMETIC.subtract(gross, allowed)), ARITHMETIC.add(gross, allowed)


def scale_indication(gross: Decimal | None, scale_kg: Decimal | None) -> Indication | None:
    """Return what is odd where the scale shows another weight than the declared one, None where it agrees."""
    declared, weighed = _positive(gross), _positive(scale_kg)
    if declared is None or weighed is None:
        return None
    low, high = scale_bounds(declared)
    if low <= weighed <= high:
        return None
    return Indication(IndicationKind.SCALE_DISAGREES, actual=weighed, low=low, high=high, unit="kg")


def _round(declaration: Declaration) -> Iterator[Indication]:
    """Yield a declaration of several lines whose values are all full tens: nobody's prices are."""
    values = [line.value for line in declaration.lines if line.value is not None]
    amounts = [amount for value in values if (amount := _positive(value.amount)) is not None]
    if len(amounts) < _ROUND_LINES or len(amounts) < len(declaration.lines):
        return
    if all(ARITHMETIC.remainder(amount, _ROUND) == 0 for amount in amounts):
        yield Indication(IndicationKind.ROUND_NUMBERS, count=len(amounts), unit=values[0].currency)


def _postage(declaration: Declaration, rates: RateTable, total: Decimal | None) -> Iterator[Indication]:
    if total is None or declaration.postage is None or not declaration.lines:
        return
    postage = _positive(rates.exchange(declaration.postage, rates.base))
    if postage is not None and total < postage:
        yield Indication(
            IndicationKind.VALUE_BELOW_POSTAGE, actual=_rounded(total), low=_rounded(postage), unit=rates.base
        )


def _total(declaration: Declaration, rates: RateTable) -> Decimal | None:
    """Return the declared value of all lines in the base currency; None where one of them is unknown."""
    values = [line.value for line in declaration.lines]
    if not values or any(value is None for value in values):
        return None
    return _sum([value for value in values if value is not None], rates, rates.base)


def _sum(values: Iterable[Money], rates: RateTable, currency: str) -> Decimal | None:
    total = Decimal(0)
    for value in values:
        amount = rates.exchange(value, currency)
        if amount is None or not amount.is_finite():
            return None
        total = ARITHMETIC.add(total, amount)
    return total if total.is_finite() else None


def _positive(number: Decimal | None) -> Decimal | None:
    return number if number is not None and number.is_finite() and number > 0 else None


def _rounded(number: Decimal) -> Decimal:
    """Return a number with two decimals, or as it is where it is too large for that."""
    rounded = ARITHMETIC.quantize(number, Decimal("0.01"))
    return rounded if rounded.is_finite() else number
