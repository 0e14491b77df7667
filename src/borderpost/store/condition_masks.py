"""The condition of a profile over columns of features: the second way in which it is judged.

Truth has three values, so that each part has a mask of the places where it holds and one of those where it
fails; a place that is in neither is undecided. Where columns do not tell exactly, both are wider than the
truth, and `doubt` says for which places: those are judged one by one.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from typing import Final

import numpy as np

from borderpost.domain.risk.condition import All, Any, Comparison, Condition, EveryLine, Not, SomeLine
from borderpost.store.features_columns import Array

Mask = Array | bool
"""For every item, or line, of a chunk whether something is so; True or False where it is for all of them."""
Making = Callable[[], Mask]


def _never() -> Mask:
    return False


def _always() -> Mask:
    return True


class Truth:
    """Where something holds, fails and is in doubt, each made when it is first asked for."""

    def __init__(self, holds: Making, fails: Making, doubt: Making = _never) -> None:
        self._making = (holds, fails, doubt)

    @cached_property
    def holds(self) -> Mask:
        """Where it holds, or may hold."""
        return self._making[0]()

    @cached_property
    def fails(self) -> Mask:
        """Where it fails, or may fail."""
        return self._making[1]()

    @cached_property
    def doubt(self) -> Mask:
        """Where it has to be judged."""
        return self._making[2]()


UNKNOWN_HERE: Final = Truth(_always, _always, _always)
"""A comparison of which columns say nothing: every item is judged for which the others leave it open."""

Compare = Callable[[Comparison], Truth]


class Evaluator:
    """Makes truths of conditions over one chunk. `compare` makes those of comparisons.

    `item_of_line` has the place of the item of each line, `line_count` the lines of each item. What is in
    `shared` is worked out once, and kept for whoever asks for it again.
    """

    def __init__(
        self, compare: Compare, item_of_line: Array, line_count: Array, shared: Collection[Condition] = ()
    ) -> None:
        self._compare = compare
        self._item_of_line = item_of_line
        self._has_lines = line_count > 0
        self._shared = shared
        self._made: dict[tuple[Condition, bool], Truth] = {}

    def truth(self, condition: Condition, *, in_line: bool = False) -> Truth:
        """Return a condition over the items; with `in_line`, over the lines."""
        if condition not in self._shared:
            return self._truth(condition, in_line=in_line)
        known = self._made.get((condition, in_line))
        if known is None:
            known = self._made[condition, in_line] = self._truth(condition, in_line=in_line)
        return known

    def _truth(self, condition: Condition, *, in_line: bool) -> Truth:
        match condition:
            case All(parts):
                return _all([self.truth(part, in_line=in_line) for part in _in_turn(parts)])
            case Any(parts):
                return _any([self.truth(part, in_line=in_line) for part in _in_turn(parts)])
            case Not(part):
                return _opposite(self.truth(part, in_line=in_line))
            case SomeLine(part):
                return self._some_line(self.truth(part, in_line=True))
            case EveryLine(part):
                inner = _opposite(self.truth(part, in_line=True))
                return _opposite(self._some_line(inner, none_holds=True))
            case Comparison():
                truth = self._compare(condition)
                return self._some_line(truth) if condition.field.of_line and not in_line else truth

    def _some_line(self, truth: Truth, *, none_holds: bool = False) -> Truth:
        """Return that a line answers to it; with `none_holds`, none at all makes it hold, too."""

        def holds() -> Mask:
            some = self._exists(truth.holds)
            return either([some, ~self._has_lines]) if none_holds else some

        def fails() -> Mask:
            none = no(self._exists(no(truth.fails)))
            return both([none, self._has_lines]) if none_holds else none

        return Truth(holds, fails, lambda: True if truth.doubt is True else self._exists(truth.doubt))

    def _exists(self, of_lines: Mask) -> Mask:
        """Return the items of which some line is so."""
        if isinstance(of_lines, bool):
            return self._has_lines if of_lines else False
        places = np.flatnonzero(of_lines)
        if not len(places):
            return False
        items = np.zeros(len(self._has_lines), dtype=np.bool_)
        items[self._item_of_line[places]] = True
        return items


def shared_by(conditions: Iterable[Condition]) -> frozenset[Condition]:
    """Return the parts that stand in several places of some conditions."""
    counts = Counter(part for condition in conditions for part in _parts(condition))
    return frozenset(part for part, count in counts.items() if count > 1)


def _parts(condition: Condition) -> Iterator[Condition]:
    yield condition
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from _parts(part)
        case Not(part) | SomeLine(part) | EveryLine(part):
            yield from _parts(part)
        case Comparison():
            pass


def both(masks: Iterable[Mask]) -> Mask:
    """Return where all of some masks are so; those that come late are not looked at once none is left."""
    found: Mask = True
    for mask in masks:
        if mask is False or found is False:
            return False
        if mask is True:
            continue
        found = mask if found is True else found & mask
        if not found.any():
            return False
    return found


def either(masks: Iterable[Mask]) -> Mask:
    """Return where one of some masks is so."""
    found: Mask = False
    for mask in masks:
        if mask is True:
            return True
        if mask is not False:
            found = mask if found is False else found | mask
    return found


def no(mask: Mask) -> Mask:
    """Return where a mask is not so."""
    return not mask if isinstance(mask, bool) else ~mask


def _in_turn(parts: tuple[Condition, ...]) -> list[Condition]:
    """Return parts with those first that are made quickly: where nothing is left, the others are not."""
    return sorted(parts, key=_cost)


def _cost(condition: Condition) -> int:
    match condition:
        case All(parts) | Any(parts):
            return max(map(_cost, parts), default=0)
        case Not(part) | SomeLine(part) | EveryLine(part):
            return _cost(part)
        case Comparison():
            return _COSTS.get(condition.operator.value, 0)


_COSTS: Final = {"has_words": 1, "is_exactly": 1, "is_vague": 2, "has_part": 2, "shorter_than": 2} | {
    "matches_pattern": 3,
    "matches_list": 3,
}


def _all(parts: list[Truth]) -> Truth:
    return Truth(
        lambda: both(part.holds for part in parts),
        lambda: either(part.fails for part in parts),
        lambda: either(part.doubt for part in parts),
    )


def _any(parts: list[Truth]) -> Truth:
    return Truth(
        lambda: either(part.holds for part in parts),
        lambda: both(part.fails for part in parts),
        lambda: either(part.doubt for part in parts),
    )


def _opposite(truth: Truth) -> Truth:
    return Truth(lambda: truth.fails, lambda: truth.holds, lambda: truth.doubt)
