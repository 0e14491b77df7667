"""What profiles compare: the fields of one declaration, made comparable once for all of them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Protocol

from borderpost.domain.declaration import ContentLine, Declaration
from borderpost.domain.hs import read_hs
from borderpost.domain.money import ARITHMETIC, Money, RateTable
from borderpost.domain.risk.assessment import NoteKind
from borderpost.domain.risk.condition import SAME_FIELDS, Field
from borderpost.domain.risk.history import SameKind, Tally, history_key
from borderpost.domain.risk.surroundings import NOTHING_AROUND, Surroundings
from borderpost.domain.risk.watch_match import WatchMatch
from borderpost.domain.risk.words import Folded

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worth:
    """A number to compare. Without a `value` it is unknown; incomplete, it is a lower bound.

    `obstacle` and `detail` say what kept it from being known or complete.
    """

    value: Decimal | None
    complete: bool = True
    obstacle: NoteKind = NoteKind.NO_NUMBER
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Declared money to be added up, and the kilograms or pieces to divide it by."""

    parts: tuple[Money, ...]
    complete: bool = True
    per: Decimal | None = None
    divided: bool = False
    no_divisor: NoteKind = NoteKind.NO_WEIGHT

    @property
    def declared(self) -> str:
        """The money and its divisor as they were declared, sums by currency."""
        sums: dict[str, Decimal] = {}
        for money in self.parts:
            sums[money.currency] = ARITHMETIC.add(sums.get(money.currency, Decimal(0)), money.amount)
        text = " + ".join(f"{shown(amount)} {currency}" for currency, amount in sums.items())
        if not self.divided or self.per is None:
            return text
        return f"{text} / {shown(self.per)}" + (" kg" if self.no_divisor is NoteKind.NO_WEIGHT else "")


def shown(number: Decimal) -> str:
    """Return a number in plain digits, unless it is too large for that."""
    if not number.is_finite() or not -30 < number.adjusted() < 30:
        return str(number)
    text = format(number, "f")
    return text[:60]


def code(text: str) -> str:
    """Return a code in the form in which codes are compared."""
    return "".join(text.split()).upper()


class OverBudget(Exception):
    """A profile has used up its time."""


class Clock(Protocol):
    """Measures the time that an evaluation takes, in nanoseconds from anywhere."""

    def __call__(self) -> int: ...


class LineFacts:
    """One content line, made comparable. `codes`, `texts` and `worths` keep what was read, by field."""

    def __init__(self, index: int, line: ContentLine) -> None:
        self.index = index
        self.line = line
        self.codes: dict[str, Codes] = {}
        self.texts: dict[str, Folded] = {}
        self.worths: dict[str, Worth] = {}

    @cached_property
    def hs_codes(self) -> Codes:
        """The HS code as declared, and the one meant where it has lost its leading zero."""
        declared = code(self.line.hs_code)
        if not declared:
            return ()
        probable = read_hs(declared).probable
        return (declared,) if probable == declared else (declared, probable)

    def amounts(self, field: Field) -> Amounts:
        """Return the line's money for one of the money fields of a line."""
        value, line = self.line.value, self.line
        parts = () if value is None else (value,)
        if field is Field.LINE_VALUE_PER_KG:
            return Amounts(parts, per=line.net_weight_kg, divided=True)
        if field is Field.LINE_VALUE_PER_UNIT:
            return Amounts(parts, per=line.quantity, divided=True, no_divisor=NoteKind.NO_QUANTITY)
        return Amounts(parts)


class ItemFacts:
    """A declaration with the day's rates, made comparable; what nobody asks for is never computed.

    `codes`, `texts` and `worths` keep what was read, by field.
    """

    def __init__(
        self,
        declaration: Declaration,
        rates: RateTable,
        today: date,
        around: Surroundings = NOTHING_AROUND,
        clock: Clock | None = None,
    ) -> None:
        self.declaration = declaration
        self.rates = rates
        self.today = today
        self.around = around
        self.lines = tuple([LineFacts(index, line) for index, line in enumerate(declaration.lines)])
        self.codes: dict[str, Codes] = {}
        self.texts: dict[str, Folded] = {}
        self.worths: dict[str, Worth] = {}
        self.clock = clock
        self.deadline = 0
        self._tallies: dict[tuple[str, int], Tally] = {}
        self._same_keys: dict[str, str] = {}
        self._watched: dict[tuple[str, str], tuple[WatchMatch, ...] | None] = {}
        self._vague: dict[str, tuple[str, ...]] = {}

    def in_time(self) -> None:
        """Raise OverBudget where the profile that is being judged has used up its time."""
        if self.clock is not None and self.clock() > self.deadline:
            raise OverBudget

    @cached_property
    def net_weight(self) -> Worth:
        """The sum of the net weights in kg; a lower bound where some line states none."""
        weights = [line.line.net_weight_kg for line in self.lines]
        stated = [weight for weight in weights if weight is not None]
        if not stated:
            return Worth(None, obstacle=NoteKind.NO_WEIGHT)
        total = Decimal(0)
        for weight in stated:
            total = ARITHMETIC.add(total, weight)
        if not total.is_finite():
            return Worth(None, obstacle=NoteKind.NOT_COMPUTABLE)
        return Worth(total, len(stated) == len(weights), NoteKind.NO_WEIGHT)

    def amounts(self, field: Field, days: int = 0) -> Amounts:
        """Return the item's money for one of the money fields of an item; `days` for those counted over."""
        kind = SAME_FIELDS.get(field)
        if kind is not None:
            tally = self.tally(kind, days)
            return Amounts(()) if tally is None else Amounts(tally.values, not tally.without_value)
        match field:
            case Field.POSTAGE:
                return Amounts(() if self.declaration.postage is None else (self.declaration.postage,))
            case Field.INSURED_VALUE:
                insured = self.declaration.insured_value
                return Amounts(() if insured is None else (insured,))
        values = [line.line.value for line in self.lines]
        parts = tuple(value for value in values if value is not None)
        complete = len(parts) == len(values)
        if field is not Field.VALUE_PER_KG:
            return Amounts(parts, complete)
        net = self.net_weight
        weight = net.value if net.complete and net.value else self.declaration.gross_weight_kg
        return Amounts(parts, complete, per=weight, divided=True)

    def same_key(self, kind: SameKind) -> str:
        """Return the key by which the item is counted; empty where it cannot be."""
        key = self._same_keys.get(kind.value)
        if key is None:
            key = self._same_keys[kind.value] = history_key(kind, self.declaration)
        return key

    def tally(self, kind: SameKind, days: int) -> Tally | None:
        """Count the items of the same party or address; None without a history, or a key to go by."""
        history, key = self.around.history, self.same_key(kind)
        if history is None or not key:
            return None
        asked = (kind.value, days)
        if asked not in self._tallies:
            self._tallies[asked] = history.count(kind, key, days)
        return self._tallies[asked]

    def watched(self, list_id: str, name: str) -> tuple[WatchMatch, ...] | None:
        """Return the entries of a watch list that a name comes near to; None where there is no such list."""
        asked = (list_id, name)
        if asked not in self._watched:
            lists = self.around.watch
            known = lists is not None and lists.has(list_id)
            self._watched[asked] = lists.match(list_id, name) if lists is not None and known else None
        return self._watched[asked]

    def vague(self, description: str) -> tuple[str, ...] | None:
        """Return the terms that make a description vague; None where there are none to look for."""
        words = self.around.vague
        if words is None:
            return None
        if description not in self._vague:
            self._vague[description] = words.vague(description)
        return self._vague[description]


def money_worth(amounts: Amounts, currency: str, rates: RateTable) -> Worth:
    """Add up and divide amounts in a currency."""
    if not amounts.parts:
        return Worth(None, obstacle=NoteKind.NO_VALUE)
    if amounts.divided and not amounts.per:
        missing = amounts.per is None or amounts.no_divisor is NoteKind.NO_QUANTITY
        return Worth(None, obstacle=amounts.no_divisor if missing else NoteKind.ZERO_WEIGHT)
    total, complete, obstacle, detail = Decimal(0), amounts.complete, NoteKind.NO_VALUE, ""
    for money in amounts.parts:
        amount = rates.exchange(money, currency)
        if amount is None:
            complete, obstacle, detail = False, NoteKind.NO_RATE, money.currency
        else:
            total = ARITHMETIC.add(total, amount)
    if amounts.divided and amounts.per is not None:
        total = ARITHMETIC.divide(total, amounts.per)
    if not total.is_finite():
        return Worth(None, obstacle=NoteKind.NOT_COMPUTABLE)
    return Worth(total, complete, obstacle, detail)
