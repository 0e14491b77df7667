"""Anchors: what a declaration has to hold for a condition not to be plainly false.

A condition of which a set of anchors is absent from a declaration is false for it, neither true nor
undecided, so that it need not be judged. Negations are pushed down to the comparisons, as the three values
of truth allow; a comparison that can hold, or be undecided, for want of something has no anchor.
"""

from collections.abc import Sequence

from borderpost.domain.risk.condition import (
    SAME_FIELDS,
    All,
    Any,
    Comparison,
    Condition,
    EveryLine,
    Field,
    Not,
    Operator,
    SomeLine,
)
from borderpost.domain.risk.matchers import Matchers

ANCHORING = frozenset(
    {
        Operator.IS_IN,
        Operator.STARTS_WITH,
        Operator.HAS_WORDS,
        Operator.HAS_PART,
        Operator.IS_EXACTLY,
        Operator.MATCHES_LIST,
        Operator.IS_VAGUE,
        Operator.MISSING,
    }
)
_NUMBERS = frozenset({Operator.ABOVE, Operator.AT_LEAST, Operator.BELOW, Operator.AT_MOST})
Anchors = frozenset[Comparison]
# About how many items in a thousand hold one term of a field, so that the rarest anchor can be chosen.
_COMMON: dict[Field, float] = {
    Field.ADDRESSEE_COUNTRY: 900.0,
    Field.MAIL_CLASS: 400.0,
    Field.MESSAGE_SOURCE: 300.0,
    Field.DESTINATION_OFFICE: 300.0,
    Field.LINE_UNIT: 300.0,
    Field.NATURE: 250.0,
    Field.WARNINGS: 100.0,
    Field.DOCUMENT_TYPE: 50.0,
    Field.LINE_PRODUCT_SCHEME: 100.0,
    Field.SENDER_COUNTRY: 60.0,
    Field.ORIGIN_OFFICE_COUNTRY: 60.0,
    Field.LINE_ORIGIN_COUNTRY: 60.0,
    Field.ORIGIN_OFFICE: 30.0,
    Field.RECEPTACLE_ID: 5.0,
    Field.SELLER_PLATFORM: 50.0,
    Field.SENDER_CITY: 10.0,
    Field.ADDRESSEE_CITY: 10.0,
}
_RARE = 1.0
_COMMON_WORDS = 40.0
_HALF = 500.0
_ALL = 1_000.0
_DEAR = 2_000.0
"""Names are looked up on a watch list only where nothing else is there to go by."""


def anchors_of(condition: Condition, matchers: Matchers) -> tuple[Anchors, ...]:
    """Return sets of comparisons, the rarest first: of each set one has to hold, or be undecided.

    Where none of a set does, the condition is false. There are no sets where there is nothing to go by, and
    there is an empty set where the condition is always false.
    """
    found = dict.fromkeys(_anchors(condition, negated=False))
    return tuple(sorted(found, key=lambda one: _share(one, matchers)))


def _anchors(condition: Condition, *, negated: bool) -> list[Anchors]:
    match condition:
        case Comparison():
            return [] if negated or not _anchoring(condition) else [frozenset((condition,))]
        case Not(part):
            return _anchors(part, negated=not negated)
        case SomeLine(part) | EveryLine(part):
            return [] if negated else _anchors(part, negated=False)
        case All(parts) | Any(parts):
            found = [_anchors(part, negated=negated) for part in parts]
            if isinstance(condition, All) is negated:
                return _either(found)
            return [one for sets in found for one in sets]


def _anchoring(comparison: Comparison) -> bool:
    if comparison.operator in _NUMBERS:
        # What has to be counted in the store is counted for those alone who get so far.
        return comparison.field not in SAME_FIELDS
    return comparison.operator in ANCHORING


def _either(found: Sequence[list[Anchors]]) -> list[Anchors]:
    """Join what has to hold for one of several parts: of each the set that costs the least to look up."""
    if not all(found):
        return []
    fewest = [min(sets, key=_trouble) for sets in found]
    return [frozenset().union(*fewest)]


def _trouble(anchors: Anchors) -> tuple[int, int]:
    dearest = 0
    for one in anchors:
        if one.operator is Operator.MATCHES_LIST:
            return 3, len(anchors)
        if one.operator in _NUMBERS:
            dearest = 2
        elif one.operator in (Operator.MISSING, Operator.IS_VAGUE):
            dearest = max(dearest, 1)
    return dearest, len(anchors)


def _share(anchors: Anchors, matchers: Matchers) -> float:
    """Return about how many items in a thousand hold one of the anchors."""
    return sum(_share_of_one(one, matchers) for one in anchors)


def _share_of_one(anchor: Comparison, matchers: Matchers) -> float:
    field, terms = anchor.field, matchers.terms(anchor)
    match anchor.operator:
        case Operator.MISSING | Operator.IS_VAGUE:
            return 200.0
        case Operator.MATCHES_LIST:
            return _DEAR
        case Operator.ABOVE | Operator.AT_LEAST | Operator.BELOW | Operator.AT_MOST:
            return _HALF
        case Operator.HAS_WORDS:
            return min(_COMMON_WORDS, _RARE * len(terms))
        case Operator.STARTS_WITH if field is Field.LINE_HS_CODE:
            return sum(1_000.0 * 0.1 ** min(len(term), 4) for term in terms)
        case Operator.STARTS_WITH:
            return sum(_COMMON.get(field, _RARE) * 10 / max(1, len(term)) for term in terms)
        case Operator.HAS_PART:
            return 5.0 * len(terms)
    return min(_ALL, _COMMON.get(field, _RARE) * len(terms))
