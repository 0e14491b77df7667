"""The words and lists of all profiles of a set, made ready once for everyone who looks for them."""

from collections.abc import Iterable, Mapping

from borderpost.domain.risk.condition import Comparison, Operator
from borderpost.domain.risk.words import ExactMatcher, PartMatcher, WordMatcher

Matcher = WordMatcher | PartMatcher | ExactMatcher


class Matchers:
    """Makes the matcher of a comparison, the same one for the same terms. `lists` has entries by list id."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._lists = {name: tuple(entries) for name, entries in lists.items()}
        self._made: dict[tuple[Operator, str, tuple[str, ...]], Matcher] = {}

    def terms(self, comparison: Comparison) -> tuple[str, ...]:
        """Return what a comparison looks for, the entries of its list put in."""
        return self._lists.get(comparison.word_list, ()) if comparison.word_list else comparison.terms

    def matcher(self, comparison: Comparison) -> Matcher:
        """Return what finds the terms of a comparison of a text."""
        key = (comparison.operator, comparison.word_list, comparison.terms)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = _make(comparison.operator, self.terms(comparison))
        return found


def _make(operator: Operator, terms: tuple[str, ...]) -> Matcher:
    match operator:
        case Operator.IS_EXACTLY:
            return ExactMatcher(terms)
        case Operator.HAS_PART:
            return PartMatcher(terms)
    return WordMatcher(terms)
