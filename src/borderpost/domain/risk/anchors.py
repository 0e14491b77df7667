"""Anchors: what a declaration has to hold for a condition not to be plainly false.

A profile whose anchors are all absent from a declaration is false for it, neither a hit nor undecided, so
that it need not be judged. Negations are pushed down to the comparisons, as the three values of truth
allow; a comparison that can hold, or be undecided, for want of something has no anchor.
"""

from collections.abc import Iterable

from borderpost.domain.risk.condition import (
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
_NONE_AT_ALL = 1_000.0


def anchors_of(condition: Condition, matchers: Matchers) -> Anchors | None:
    """Return comparisons of which one has to hold, or be undecided, for the condition not to be false.

    None where there are none to go by; an empty set where the condition is always false.
    """
    return _anchors(condition, matchers, negated=False)


def _anchors(condition: Condition, matchers: Matchers, *, negated: bool) -> Anchors | None:
    match condition:
        case Comparison():
            return None if negated or condition.operator not in ANCHORING else frozenset((condition,))
        case Not(part):
            return _anchors(part, matchers, negated=not negated)
        case SomeLine(part) | EveryLine(part):
            return None if negated else _anchors(part, matchers, negated=False)
        case All(parts) | Any(parts):
            found = [_anchors(part, matchers, negated=negated) for part in parts]
            if isinstance(condition, All) is negated:
                return _together(found)
            return min(
                (one for one in found if one is not None), key=lambda one: _share(one, matchers), default=None
            )


def _together(found: Iterable[Anchors | None]) -> Anchors | None:
    joined: frozenset[Comparison] = frozenset()
    for one in found:
        if one is None:
            return None
        joined |= one
    return joined


def _share(anchors: Anchors, matchers: Matchers) -> float:
    """Return about how many items in a thousand hold one of the anchors."""
    return sum(_share_of_one(one, matchers) for one in anchors)


def _share_of_one(anchor: Comparison, matchers: Matchers) -> float:
    field, terms = anchor.field, matchers.terms(anchor)
    match anchor.operator:
        case Operator.MISSING | Operator.IS_VAGUE:
            return 200.0
        case Operator.MATCHES_LIST:
            return 20.0
        case Operator.STARTS_WITH if field is Field.LINE_HS_CODE:
            return sum(1_000.0 * 0.1 ** min(len(term), 4) for term in terms)
        case Operator.STARTS_WITH:
            return sum(_COMMON.get(field, _RARE) * 10 / max(1, len(term)) for term in terms)
        case Operator.HAS_PART:
            return 5.0 * len(terms)
    return min(_NONE_AT_ALL, _COMMON.get(field, _RARE) * len(terms))
