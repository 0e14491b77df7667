"""Comparisons of numbers and money over columns: exact, or in doubt where floats come near the threshold."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

import numpy as np

from borderpost.domain.money import ARITHMETIC, Money, RateTable
from borderpost.domain.risk.condition import Comparison, Field, FieldKind, Operator
from borderpost.store.condition_masks import UNKNOWN_HERE, Mask, Truth, both
from borderpost.store.features_chunks import Chunk
from borderpost.store.features_columns import Array
from borderpost.work.ports_risk import JudgedBy

_ORDERS: Final[dict[Operator, Callable[[Array, float], Array]]] = {
    Operator.ABOVE: np.greater,
    Operator.AT_LEAST: np.greater_equal,
    Operator.BELOW: np.less,
    Operator.AT_MOST: np.less_equal,
}
_OPPOSITE: Final = {
    Operator.ABOVE: Operator.AT_MOST,
    Operator.AT_LEAST: Operator.BELOW,
    Operator.BELOW: Operator.AT_LEAST,
    Operator.AT_MOST: Operator.ABOVE,
}
_SETTLED_BY_BOUND: Final = frozenset({Operator.ABOVE, Operator.AT_LEAST})
_NUMBERS: Final = {
    Field.MESSAGE_VERSION: "version",
    Field.GROSS_WEIGHT: "gross",
    Field.NET_WEIGHT: "net",
    Field.LINE_COUNT: "line_count",
    Field.LINE_QUANTITY: "line.quantity",
    Field.LINE_NET_WEIGHT: "line.weight",
}
_MONEY: Final = {
    Field.TOTAL_VALUE: ("value", "currency", "value_complete", ""),
    Field.VALUE_PER_KG: ("value", "currency", "value_complete", "per"),
    Field.LINE_VALUE: ("line.value", "line.currency", "", ""),
    Field.LINE_VALUE_PER_KG: ("line.value", "line.currency", "", "line.weight"),
    Field.LINE_VALUE_PER_UNIT: ("line.value", "line.currency", "", "line.quantity"),
}
_DIGITS: Final = 15
_NEAR: Final = 1e-9
_NEAR_ZERO: Final = 1e-15
_PROBE: Final = Decimal(1)


class Rates:
    """By what amounts of the currencies of a week are multiplied to have them in another one.

    `currencies` are their codes by the numbers that columns have for them.
    """

    def __init__(self, currencies: dict[int, str], size: int, rates: RateTable) -> None:
        self._currencies = currencies
        self._size = size
        self._rates = rates
        self._made: dict[str, tuple[Array, Array, int]] = {}

    def into(self, currency: str) -> tuple[Array, Array, int]:
        """Return factors and whether there is a rate, by the number of a currency, and its own number."""
        known = self._made.get(currency)
        if known is None:
            factors, there, own = np.zeros(self._size), np.zeros(self._size, dtype=np.bool_), 0
            for number, code in self._currencies.items():
                factor: Decimal | None = _PROBE
                if code == currency:
                    own = number
                else:
                    factor = self._rates.exchange(Money(_PROBE, code), currency)
                if factor is not None:
                    factors[number], there[number] = float(ARITHMETIC.plus(factor)), True
            known = self._made[currency] = (factors, there, own)
        return known


class NumberMasks:
    """Makes truths of comparisons of numbers over one chunk, by the rates and the day of those who ask."""

    def __init__(self, chunk: Chunk, judged_by: JudgedBy, rates: Rates) -> None:
        self._chunk = chunk
        self._today = None if judged_by.today is None else judged_by.today.toordinal()
        self._rates = rates
        self._worths: dict[tuple[Field, str], tuple[Array, Mask, Mask]] = {}

    def truth(self, comparison: Comparison) -> Truth:
        """Return a comparison of a number or an amount of money."""
        threshold = comparison.threshold if comparison.threshold is not None else Decimal(0)
        if not threshold.is_finite() or len(threshold.as_tuple().digits) > _DIGITS:
            return UNKNOWN_HERE
        field, bound = comparison.field, float(threshold)
        if field.kind is FieldKind.MONEY:
            return self._money(comparison, bound) if field in _MONEY else UNKNOWN_HERE
        if field not in (Field.POSTED_DAYS_AGO, Field.RECEIVED_DAYS_AGO) and field not in _NUMBERS:
            return UNKNOWN_HERE

        def complete() -> Mask:
            return self._chunk.column("net_complete") if field is Field.NET_WEIGHT else True

        def ordered(operator: Operator) -> Mask:
            return _ORDERS[operator](self._number(field), bound)

        def holds() -> Mask:
            mask = ordered(comparison.operator)
            return mask if comparison.operator in _SETTLED_BY_BOUND else both([mask, complete()])

        def fails() -> Mask:
            mask = ordered(_OPPOSITE[comparison.operator])
            return both([mask, complete()]) if comparison.operator in _SETTLED_BY_BOUND else mask

        return Truth(holds, fails)

    def _number(self, field: Field) -> Array:
        """Return the numbers of a field, not-a-number where there is none: that is on neither side."""
        if field in _NUMBERS:
            return self._chunk.column(_NUMBERS[field])
        arrived = self._chunk.column("arrived").astype(np.float64)
        today = arrived if self._today is None else np.full(len(arrived), float(self._today))
        if field is Field.RECEIVED_DAYS_AGO:
            return today - arrived
        posted = self._chunk.column("posted")
        return np.where(posted == 0, np.nan, today - posted)

    def _money(self, comparison: Comparison, bound: float) -> Truth:
        operator = comparison.operator
        settled = operator in _SETTLED_BY_BOUND

        def side(of: Operator) -> Mask:
            """Return where the worth is on a side, or so near to the threshold that a float cannot tell."""
            worth, _, foreign = self._worth(comparison)
            return _ORDERS[of](worth, bound) | _near(worth, bound, foreign)

        def every() -> Mask:
            return self._worth(comparison)[1]

        def holds() -> Mask:
            return side(operator) if settled else both([side(operator), every()])

        def fails() -> Mask:
            opposite = side(_OPPOSITE[operator])
            return both([opposite, every()]) if settled else opposite

        def doubt() -> Mask:
            worth, _, foreign = self._worth(comparison)
            return _near(worth, bound, foreign)

        return Truth(holds, fails, doubt)

    def _worth(self, comparison: Comparison) -> tuple[Array, Mask, Mask]:
        """Return amounts in a currency, not-a-number where none is declared, whether they are complete, and
        whether floats may have rounded them."""
        asked = (comparison.field, comparison.currency)
        known = self._worths.get(asked)
        if known is None:
            known = self._worths[asked] = self._make_worth(*asked)
        return known

    def _make_worth(self, field: Field, currency: str) -> tuple[Array, Mask, Mask]:
        value, of_currency, complete, per = _MONEY[field]
        factors, there, own = self._rates.into(currency)
        chunk = self._chunk
        currencies = chunk.column(of_currency)
        worth = chunk.column(value) * factors[currencies]
        every = there[currencies]
        if complete:
            every = every & chunk.column(complete)
        if not per:
            # without an exchange there is nothing that a float would round
            return worth, every, currencies != own if own else True
        divisor = self._per() if per == "per" else chunk.column(per)
        return np.where(divisor == 0, np.nan, worth / divisor), every, True

    def _per(self) -> Array:
        """Return by what the value of an item is divided: its net weight where it is known, or else gross."""
        net = self._chunk.column("net")
        known = self._chunk.column("net_complete") & (net != 0) & ~np.isnan(net)
        return np.where(known, net, self._chunk.column("gross"))


def _near(worth: Array, bound: float, foreign: Mask) -> Array:
    margin = abs(bound) * _NEAR + _NEAR_ZERO
    near: Array = (worth >= bound - margin) & (worth <= bound + margin)
    return near & foreign
