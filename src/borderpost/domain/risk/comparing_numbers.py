"""Compares numbers and money with a threshold."""

from collections.abc import Callable
from decimal import Decimal

from borderpost.domain.risk.comparing import Judgement, Met, Obstacle, Test
from borderpost.domain.risk.condition import SAME_FIELDS, Comparison, Field, FieldKind, Operator
from borderpost.domain.risk.facts import ItemFacts, LineFacts, Worth, shown
from borderpost.domain.risk.field_readers import number_reader

_CENT = Decimal("0.01")
_ORDERS: dict[Operator, Callable[[Decimal, Decimal], bool]] = {
    Operator.ABOVE: Decimal.__gt__,
    Operator.AT_LEAST: Decimal.__ge__,
    Operator.BELOW: Decimal.__lt__,
    Operator.AT_MOST: Decimal.__le__,
}


class NumberTest(Test):
    """Whether a number or an amount of money lies on one side of a threshold."""

    cost = 2

    def __init__(self, comparison: Comparison) -> None:
        super().__init__(comparison)
        self._threshold = comparison.threshold if comparison.threshold is not None else Decimal(0)
        self._order = _ORDERS[comparison.operator]
        self._read = number_reader(comparison)
        self.judge = self._judgement()
        if self.field in SAME_FIELDS:
            self.cost = 9

    def _judgement(self) -> Judgement:
        read, order, threshold = self._read, self._order, self._threshold
        # A lower bound settles "above" when it is above, and "below" when it is not.
        settled_by_bound = self.comparison.operator in (Operator.ABOVE, Operator.AT_LEAST)

        def judge(item: ItemFacts, line: LineFacts | None) -> bool | None:
            worth = read(item, line)
            if worth.value is None:
                return None
            holds = order(worth.value, threshold)
            return holds if worth.complete or holds is settled_by_bound else None

        return judge

    def obstacle(self, item: ItemFacts, line: LineFacts | None) -> Obstacle:
        """Return what kept the number from being known."""
        worth: Worth = self._read(item, line)
        number = None if line is None else line.line.number
        return Obstacle(worth.obstacle, self.field, worth.detail, number)

    def looked_for(self) -> tuple[str, ...]:
        """Return the threshold."""
        return (shown(self._threshold),)

    def unit(self) -> str:
        """Return kilograms, or the currency and what it is divided by."""
        match self.field:
            case Field.GROSS_WEIGHT | Field.NET_WEIGHT | Field.LINE_NET_WEIGHT:
                return "kg"
            case Field.VALUE_PER_KG | Field.LINE_VALUE_PER_KG:
                return f"{self.comparison.currency}/kg"
            case Field.LINE_VALUE_PER_UNIT:
                return f"{self.comparison.currency}/unit"
        return self.comparison.currency

    def met(self, item: ItemFacts, line: LineFacts | None) -> Met:
        """Return the number, and money as it was declared."""
        value = self._read(item, line).value
        actual = "" if value is None else self._rounded(value)
        if self.field.kind is not FieldKind.MONEY:
            return self.looked_for(), actual, ""
        days = self.comparison.within_days
        declared = (item.amounts(self.field, days) if line is None else line.amounts(self.field)).declared
        return self.looked_for(), actual, declared if declared != f"{actual} {self.unit()}" else ""

    def _rounded(self, value: Decimal) -> str:
        """Cents are enough for a reader, unless rounding would cross the threshold."""
        if self.field.kind is not FieldKind.MONEY or not -10 < value.adjusted() < 20:
            return shown(value)
        rounded = value.quantize(_CENT)
        same_side = self._order(rounded, self._threshold) is self._order(value, self._threshold)
        return shown(rounded if same_side else value)
