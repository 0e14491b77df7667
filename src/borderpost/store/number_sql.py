"""Comparisons of numbers and money as SQL: exact, or in doubt where floats come too near to the threshold."""

from decimal import Decimal
from typing import Final

from borderpost.domain.money import ARITHMETIC, Money, RateTable
from borderpost.domain.risk.condition import Comparison, Field, FieldKind, Operator
from borderpost.store.condition_sql import ALWAYS, NEVER, UNKNOWN_HERE, Truth, both
from borderpost.store.engine import Connection
from borderpost.work.ports_risk import JudgedBy

_SQL: Final = {
    Operator.ABOVE: ">",
    Operator.AT_LEAST: ">=",
    Operator.BELOW: "<",
    Operator.AT_MOST: "<=",
}
_OPPOSITE: Final = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}
_SETTLED_BY_BOUND: Final = frozenset({Operator.ABOVE, Operator.AT_LEAST})
_NUMBERS: Final = {
    Field.MESSAGE_VERSION: "i.version",
    Field.GROSS_WEIGHT: "i.gross",
    Field.NET_WEIGHT: "i.net",
    Field.LINE_COUNT: "i.line_count",
    Field.LINE_QUANTITY: "l.quantity",
    Field.LINE_NET_WEIGHT: "l.weight",
}
_MONEY: Final = {
    Field.TOTAL_VALUE: ("i.value", "i.currency", "i.value_complete", ""),
    Field.VALUE_PER_KG: ("i.value", "i.currency", "i.value_complete", "i.per"),
    Field.LINE_VALUE: ("l.value", "l.currency", ALWAYS, ""),
    Field.LINE_VALUE_PER_KG: ("l.value", "l.currency", ALWAYS, "l.weight"),
    Field.LINE_VALUE_PER_UNIT: ("l.value", "l.currency", ALWAYS, "l.quantity"),
}
_DIGITS: Final = 15
_NEAR: Final = 1e-9
_NEAR_ZERO: Final = 1e-15
_PROBE: Final = Decimal(1)


class NumberSql:
    """Makes SQL of comparisons of numbers for one week, by the rates and the day of those who ask."""

    def __init__(self, conn: Connection, judged_by: JudgedBy) -> None:
        self._conn = conn
        self._rates: RateTable = judged_by.rates
        self._today = "i.arrived" if judged_by.today is None else str(judged_by.today.toordinal())
        self._currencies: list[tuple[int, str]] | None = None

    def truth(self, comparison: Comparison) -> Truth:
        """Return a comparison of a number or an amount of money as SQL."""
        threshold = comparison.threshold if comparison.threshold is not None else Decimal(0)
        if not threshold.is_finite() or len(threshold.as_tuple().digits) > _DIGITS:
            return UNKNOWN_HERE
        if comparison.field.kind is FieldKind.MONEY:
            return self._money(comparison, float(threshold))
        field = comparison.field
        complete = "(i.net_complete = 1)" if field is Field.NET_WEIGHT else ALWAYS
        if field is Field.POSTED_DAYS_AGO:
            known, value = "(i.posted IS NOT NULL)", f"({self._today} - i.posted)"
        elif field is Field.RECEIVED_DAYS_AGO:
            known, value = ALWAYS, f"({self._today} - i.arrived)"
        elif (column := _NUMBERS.get(field)) is not None:
            known, value = f"({column} IS NOT NULL)", column
        else:
            return UNKNOWN_HERE
        sign, number = _SQL[comparison.operator], repr(float(threshold))
        holds, fails = f"({value} {sign} {number})", f"({value} {_OPPOSITE[sign]} {number})"
        return _joined(comparison, known, complete, holds, fails, NEVER)

    def _money(self, comparison: Comparison, threshold: float) -> Truth:
        columns = _MONEY.get(comparison.field)
        if columns is None:
            return UNKNOWN_HERE
        value, currency, complete, per = columns
        own, factors = self._factors(comparison.currency)
        cases = " ".join(f"WHEN {number} THEN {factor!r}" for number, factor in factors.items())
        worth = f"({value} * (CASE {currency} {cases} ELSE 0.0 END))" if cases else "0.0"
        known = [f"({value} IS NOT NULL)"]
        if per:
            worth = f"({worth} / {per})"
            known.append(f"({per} IS NOT NULL AND {per} <> 0)")
        has_rate = f"({currency} IN ({', '.join(map(str, factors))}))"
        margin = abs(threshold) * _NEAR + _NEAR_ZERO
        sign = _SQL[comparison.operator]
        near = f"(abs({worth} - {threshold!r}) <= {margin!r})"
        holds = _wide(worth, sign, threshold, margin)
        fails = _wide(worth, _OPPOSITE[sign], threshold, margin)
        doubt = near
        if not per and own:
            # without an exchange there is nothing that a float would round
            exact = f"{currency} = {own}"
            holds = f"(CASE WHEN {exact} THEN {value} {sign} {threshold!r} ELSE {holds} END)"
            fails = f"(CASE WHEN {exact} THEN {value} {_OPPOSITE[sign]} {threshold!r} ELSE {fails} END)"
            doubt = f"({currency} <> {own} AND {near})"
        every = both([f"({complete} = 1)" if complete != ALWAYS else ALWAYS, has_rate])
        return _joined(comparison, both(known), every, holds, fails, both([*known, doubt]))

    def _factors(self, currency: str) -> tuple[int, dict[int, float]]:
        """Return the number of a currency, and by what amounts of every other one are multiplied for it."""
        if self._currencies is None:
            found = self._conn.execute("SELECT id, text FROM codes WHERE text >= '= ' AND text < '=!'")
            self._currencies = [(number, text[2:]) for number, text in found]
        own, factors = 0, {}
        for number, code in self._currencies:
            if code == currency:
                own, factors[number] = number, 1.0
            elif (factor := self._rates.exchange(Money(_PROBE, code), currency)) is not None:
                factors[number] = float(ARITHMETIC.plus(factor))
        return own, factors


def _wide(value: str, sign: str, threshold: float, margin: float) -> str:
    """Return a comparison that also holds a little on the other side of the threshold."""
    moved = threshold - margin if sign.startswith(">") else threshold + margin
    return f"({value} {sign[0]}= {moved!r})"


def _joined(comparison: Comparison, known: str, complete: str, holds: str, fails: str, doubt: str) -> Truth:
    """Return what holds and fails of a number that may be a lower bound of the true one."""
    if comparison.operator in _SETTLED_BY_BOUND:
        return Truth(both([known, holds]), both([known, complete, fails]), doubt)
    return Truth(both([known, complete, holds]), both([known, fails]), doubt)
