"""Compares codes, as a whole or by how they begin, and tells whether anything was declared at all."""

from borderpost.domain.risk.comparing import EXPECTED_SHOWN, Judgement, Met, Test
from borderpost.domain.risk.condition import SAME_FIELDS, Comparison, Field, FieldKind, Operator
from borderpost.domain.risk.facts import ItemFacts, LineFacts, shown
from borderpost.domain.risk.field_readers import (
    code_reader,
    codes_of,
    comparable,
    is_missing,
    number_reader,
    text_reader,
)

_FEW_PREFIXES = 8


class CodeTest(Test):
    """Whether a code is one of some, or begins with one of some."""

    def __init__(self, comparison: Comparison, terms: tuple[str, ...]) -> None:
        super().__init__(comparison)
        self._terms: dict[str, str] = {}
        for term in terms:
            self._terms.setdefault(comparable(self.field, term), term)
        self._whole = comparison.operator is Operator.IS_IN
        self.judge = self._is_in() if self._whole else self._starts_with()

    def _is_in(self) -> Judgement:
        read, terms = code_reader(self.field), frozenset(self._terms)
        return lambda item, line: not terms.isdisjoint(read(item, line))

    def _starts_with(self) -> Judgement:
        read, prefixes = code_reader(self.field), tuple(self._terms)
        terms, lengths = frozenset(prefixes), tuple(sorted({len(prefix) for prefix in prefixes}))

        def begins(item: ItemFacts, line: LineFacts | None) -> bool:
            for one in read(item, line):  # noqa: SIM110  # twice as quick as any() for the one code there is
                if one.startswith(prefixes):
                    return True
            return False

        def begins_with_one_of_many(item: ItemFacts, line: LineFacts | None) -> bool:
            return any(one[:length] in terms for one in read(item, line) for length in lengths)

        return begins if len(prefixes) <= _FEW_PREFIXES else begins_with_one_of_many

    def looked_for(self) -> tuple[str, ...]:
        """Return the terms."""
        return tuple(self._terms.values())

    def met(self, item: ItemFacts, line: LineFacts | None) -> Met:
        """Return the codes that matched, or all where none did."""
        values = codes_of(self.field, item, line)
        met: list[str] = []
        terms: dict[str, None] = {}
        for value in values:
            found = self._matching(comparable(self.field, value))
            terms.update(dict.fromkeys(found))
            if found:
                met.append(value)
        declared = line.line.hs_code if self.field is Field.LINE_HS_CODE and line is not None else ""
        actual = ", ".join(met or values)
        return tuple(terms)[:EXPECTED_SHOWN], actual, declared if declared != actual else ""

    def _matching(self, compared: str) -> list[str]:
        if self._whole:
            return [self._terms[compared]] if compared in self._terms else []
        return [term for form, term in self._terms.items() if compared.startswith(form)]


class MissingTest(Test):
    """Whether nothing was declared."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__(comparison)
        field = comparison.field
        self.judge = lambda item, line: is_missing(field, item, line)

    def met(self, item: ItemFacts, line: LineFacts | None) -> Met:
        """Return what was declared after all."""
        if self.judge(item, line):
            return (), "", ""
        if self.field in SAME_FIELDS:
            return (), item.same_key(SAME_FIELDS[self.field]), ""
        match self.field.kind:
            case FieldKind.CODE:
                return (), ", ".join(codes_of(self.field, item, line)), ""
            case FieldKind.TEXT:
                return (), text_reader(self.field)(item, line).original, ""
            case FieldKind.MONEY:
                amounts = item.amounts(self.field) if line is None else line.amounts(self.field)
                return (), amounts.declared, ""
            case FieldKind.NUMBER:
                value = number_reader(self.comparison)(item, line).value
                return (), "" if value is None else shown(value), ""
