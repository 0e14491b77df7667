"""Compares one field with what a profile looks for: quickly whether, and for a hit, with what it met."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from borderpost.domain.risk.assessment import Clause, NoteKind
from borderpost.domain.risk.condition import Comparison, Field, FieldKind, Operator
from borderpost.domain.risk.facts import ItemFacts, LineFacts, Worth, code, shown
from borderpost.domain.risk.field_readers import codes_of, is_missing, number_of, path_of, text_of
from borderpost.domain.risk.words import ExactMatcher, WordMatcher

Lists = Mapping[str, Iterable[str]]
_EXPECTED_SHOWN = 20
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a comparison could not be made, and for which field and line."""

    kind: NoteKind
    field: Field
    value: str = ""
    line: int | None = None


class Test(ABC):
    """A comparison made ready. `line` is None for a field of the item, and a line for a field of lines."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.field = comparison.field

    @abstractmethod
    def judge(self, item: ItemFacts, line: LineFacts | None) -> bool | None:
        """Tell whether the comparison holds; None where that cannot be known."""

    @abstractmethod
    def _met(self, item: ItemFacts, line: LineFacts | None) -> tuple[tuple[str, ...], str, str]:
        """Return the terms that matched, the value that was met, and the value as declared if other."""

    def _looked_for(self) -> tuple[str, ...]:
        return self.comparison.terms

    def _unit(self) -> str:
        return ""

    def obstacle(self, item: ItemFacts, line: LineFacts | None) -> Obstacle:
        """Return why `judge` gave None."""
        return Obstacle(NoteKind.NOT_COMPUTABLE, self.field, "", None if line is None else line.line.number)

    def clause(self, item: ItemFacts, line: LineFacts | None, *, held: bool) -> Clause:
        """Return what the comparison met; `held` is what `judge` gave."""
        matched, actual, declared = self._met(item, line)
        return Clause(
            field=self.field,
            operator=self.comparison.operator,
            expected=matched if held else self._looked_for()[:_EXPECTED_SHOWN],
            actual=actual,
            path=path_of(self.field, line),
            line=None if line is None else line.line.number,
            unit=self._unit(),
            declared=declared,
            negated=not held,
        )


class _CodeTest(Test):
    def __init__(self, comparison: Comparison, terms: tuple[str, ...]) -> None:
        super().__init__(comparison)
        self._terms: dict[str, str] = {}
        for term in terms:
            self._terms.setdefault(code(term), term)
        self._prefixes = tuple(self._terms)
        self._whole = comparison.operator is Operator.IS_IN

    def _matches(self, value: str) -> bool:
        compared = code(value)
        return compared in self._terms if self._whole else compared.startswith(self._prefixes)

    def judge(self, item: ItemFacts, line: LineFacts | None) -> bool:
        return any(map(self._matches, codes_of(self.field, item, line)))

    def _looked_for(self) -> tuple[str, ...]:
        return tuple(self._terms.values())

    def _met(self, item: ItemFacts, line: LineFacts | None) -> tuple[tuple[str, ...], str, str]:
        values = codes_of(self.field, item, line)
        met = [value for value in values if self._matches(value)]
        terms: dict[str, None] = {}
        for value in met:
            compared = code(value)
            for form, term in self._terms.items():
                if compared == form if self._whole else compared.startswith(form):
                    terms[term] = None
        declared = line.line.hs_code if self.field is Field.LINE_HS_CODE and line is not None else ""
        actual = ", ".join(met or values)
        return tuple(terms)[:_EXPECTED_SHOWN], actual, declared if declared != actual else ""


class _TextTest(Test):
    def __init__(self, comparison: Comparison, terms: tuple[str, ...]) -> None:
        super().__init__(comparison)
        self._terms = terms
        exactly = comparison.operator is Operator.IS_EXACTLY
        self._matcher = ExactMatcher(terms) if exactly else WordMatcher(terms)

    def judge(self, item: ItemFacts, line: LineFacts | None) -> bool:
        return self._matcher.matches(text_of(self.field, item, line))

    def _looked_for(self) -> tuple[str, ...]:
        return self._terms

    def _met(self, item: ItemFacts, line: LineFacts | None) -> tuple[tuple[str, ...], str, str]:
        text = text_of(self.field, item, line)
        return self._matcher.found(text)[:_EXPECTED_SHOWN], text.original, ""


class _LengthTest(Test):
    def judge(self, item: ItemFacts, line: LineFacts | None) -> bool:
        text = text_of(self.field, item, line)
        threshold = self.comparison.threshold
        return not text.blank and threshold is not None and _letters(text.original) < threshold

    def _looked_for(self) -> tuple[str, ...]:
        return (shown(self.comparison.threshold or Decimal(0)),)

    def _met(self, item: ItemFacts, line: LineFacts | None) -> tuple[tuple[str, ...], str, str]:
        return self._looked_for(), text_of(self.field, item, line).original, ""


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


class _MissingTest(Test):
    def judge(self, item: ItemFacts, line: LineFacts | None) -> bool:
        return is_missing(self.field, item, line)

    def _met(self, item: ItemFacts, line: LineFacts | None) -> tuple[tuple[str, ...], str, str]:
        if self.judge(item, line):
            return (), "", ""
        match self.field.kind:
            case FieldKind.CODE:
                return (), ", ".join(codes_of(self.field, item, line)), ""
            case FieldKind.TEXT:
                return (), text_of(self.field, item, line).original, ""
            case FieldKind.MONEY:
                amounts = item.amounts(self.field) if line is None else line.amounts(self.field)
                return (), amounts.declared, ""
            case FieldKind.NUMBER:
                value = number_of(self.comparison, item, line).value
                return (), "" if value is None else shown(value), ""


class _NumberTest(Test):
    def __init__(self, comparison: Comparison) -> None:
        super().__init__(comparison)
        self._threshold = comparison.threshold if comparison.threshold is not None else Decimal(0)
        self._order = _ORDERS[comparison.operator]
        # A lower bound settles "above" when it is above, and "below" when it is not.
        self._settled_by_bound = comparison.operator in (Operator.ABOVE, Operator.AT_LEAST)

    def judge(self, item: ItemFacts, line: LineFacts | None) -> bool | None:
        worth = number_of(self.comparison, item, line)
        if worth.value is None:
            return None
        holds = self._order(worth.value, self._threshold)
        return holds if worth.complete or holds is self._settled_by_bound else None

    def obstacle(self, item: ItemFacts, line: LineFacts | None) -> Obstacle:
        worth: Worth = number_of(self.comparison, item, line)
        number = None if line is None else line.line.number
        return Obstacle(worth.obstacle, self.field, worth.detail, number)

    def _looked_for(self) -> tuple[str, ...]:
        return (shown(self._threshold),)

    def _unit(self) -> str:
        match self.field:
            case Field.GROSS_WEIGHT | Field.NET_WEIGHT | Field.LINE_NET_WEIGHT:
                return "kg"
            case Field.VALUE_PER_KG | Field.LINE_VALUE_PER_KG:
                return f"{self.comparison.currency}/kg"
            case Field.LINE_VALUE_PER_UNIT:
                return f"{self.comparison.currency}/unit"
        return self.comparison.currency

    def _met(self, item: ItemFacts, line: LineFacts | None) -> tuple[tuple[str, ...], str, str]:
        value = number_of(self.comparison, item, line).value
        actual = "" if value is None else self._rounded(value)
        if self.field.kind is not FieldKind.MONEY:
            return self._looked_for(), actual, ""
        declared = (item.amounts(self.field) if line is None else line.amounts(self.field)).declared
        return self._looked_for(), actual, declared if declared != f"{actual} {self._unit()}" else ""

    def _rounded(self, value: Decimal) -> str:
        """Cents are enough for a reader, unless rounding would cross the threshold."""
        if self.field.kind is not FieldKind.MONEY or not -10 < value.adjusted() < 20:
            return shown(value)
        rounded = value.quantize(_CENT)
        same_side = self._order(rounded, self._threshold) is self._order(value, self._threshold)
        return shown(rounded if same_side else value)


_ORDERS: dict[Operator, Callable[[Decimal, Decimal], bool]] = {
    Operator.ABOVE: lambda value, threshold: value > threshold,
    Operator.AT_LEAST: lambda value, threshold: value >= threshold,
    Operator.BELOW: lambda value, threshold: value < threshold,
    Operator.AT_MOST: lambda value, threshold: value <= threshold,
}


def test_of(comparison: Comparison, lists: Lists) -> Test:
    """Return the comparison made ready, the words of its list put in."""
    terms = tuple(lists.get(comparison.word_list, ())) if comparison.word_list else comparison.terms
    match comparison.operator:
        case Operator.MISSING:
            return _MissingTest(comparison)
        case Operator.IS_IN | Operator.STARTS_WITH:
            return _CodeTest(comparison, terms)
        case Operator.HAS_WORDS | Operator.IS_EXACTLY:
            return _TextTest(comparison, terms)
        case Operator.SHORTER_THAN:
            return _LengthTest(comparison)
        case Operator.ABOVE | Operator.AT_LEAST | Operator.BELOW | Operator.AT_MOST:
            return _NumberTest(comparison)
