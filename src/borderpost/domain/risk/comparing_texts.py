"""Compares texts with words, parts of words and patterns, and by their length."""

from decimal import Decimal

from borderpost.domain.risk.comparing import EXPECTED_SHOWN, Judgement, Met, Test
from borderpost.domain.risk.condition import Comparison, FieldKind
from borderpost.domain.risk.facts import ItemFacts, LineFacts, shown
from borderpost.domain.risk.field_readers import codes_of, text_reader
from borderpost.domain.risk.matchers import Matcher
from borderpost.domain.risk.patterns import BadPattern, Pattern


class TextTest(Test):
    """Whether a text holds one of some words, or is one of some texts."""

    cost = 3

    def __init__(self, comparison: Comparison, terms: tuple[str, ...], matcher: Matcher) -> None:
        super().__init__(comparison)
        self._terms = terms
        self._matcher = matcher
        self._read = text_reader(comparison.field)
        matches, read = matcher.matches, self._read
        self.judge = lambda item, line: matches(read(item, line))

    def looked_for(self) -> tuple[str, ...]:
        """Return the terms, those of the list put in."""
        return self._terms

    def met(self, item: ItemFacts, line: LineFacts | None) -> Met:
        """Return the terms that were found, and the text."""
        text = self._read(item, line)
        return self._matcher.found(text)[:EXPECTED_SHOWN], text.original, ""


class LengthTest(Test):
    """Whether a text has letters or digits, but few of them."""

    cost = 3

    def __init__(self, comparison: Comparison) -> None:
        super().__init__(comparison)
        self._read = text_reader(comparison.field)
        self._threshold = comparison.threshold or Decimal(0)
        self.judge = self._judge

    def _judge(self, item: ItemFacts, line: LineFacts | None) -> bool:
        text = self._read(item, line)
        return not text.blank and sum(map(str.isalnum, text.original)) < self._threshold

    def looked_for(self) -> tuple[str, ...]:
        """Return the number of letters."""
        return (shown(self._threshold),)

    def met(self, item: ItemFacts, line: LineFacts | None) -> Met:
        """Return the text."""
        return self.looked_for(), self._read(item, line).original, ""


class PatternTest(Test):
    """Whether a pattern is found in a text, or in one of some codes."""

    cost = 5

    def __init__(self, comparison: Comparison) -> None:
        super().__init__(comparison)
        self._is_text = comparison.field.kind is FieldKind.TEXT
        self.judge = self._judgement()

    def _judgement(self) -> Judgement:
        try:
            patterns = [Pattern(term) for term in self.comparison.terms]
        except BadPattern:  # the reader of profiles lets none through; one made elsewhere matches nothing
            patterns = []

        def judge(item: ItemFacts, line: LineFacts | None) -> bool:
            item.in_time()
            values = self._values(item, line)
            return any(pattern.matches(value) for pattern in patterns for value in values)

        return judge

    def _values(self, item: ItemFacts, line: LineFacts | None) -> tuple[str, ...]:
        if self._is_text:
            text = text_reader(self.field)(item, line)
            return () if text.blank else (text.original,)
        return codes_of(self.field, item, line)

    def met(self, item: ItemFacts, line: LineFacts | None) -> Met:
        """Return the pattern and the text."""
        return self.comparison.terms, ", ".join(self._values(item, line)), ""
