"""Judges a declaration by the condition of a profile, and tells which clauses decided.

Truth has three values: a comparison that cannot be made (no rate, weight zero) is neither true nor false,
and makes its tree undecided only where it would have decided it.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from borderpost.domain.risk.assessment import Clause
from borderpost.domain.risk.comparing import Judgement, Obstacle, Test
from borderpost.domain.risk.comparisons_ready import test_of
from borderpost.domain.risk.condition import All, Any, Comparison, Condition, EveryLine, Not, SomeLine
from borderpost.domain.risk.facts import ItemFacts, LineFacts
from borderpost.domain.risk.matchers import Matchers

LINES_SHOWN = 10
_LINES_BETWEEN_LOOKS = 64


class Judge(ABC):
    """A condition made ready. `line` is the content line in question, inside of SomeLine.

    `judge` tells whether the condition holds, None where that cannot be known; `cost` about how long
    that takes.
    """

    judge: Judgement
    cost: int

    @abstractmethod
    def clauses(
        self, item: ItemFacts, line: LineFacts | None = None, *, held: bool = True
    ) -> Iterator[Clause]:
        """Yield the comparisons that made the condition hold, or fail where `held` is false.

        Asked only where `judge` says the same as `held`.
        """

    @abstractmethod
    def obstacles(self, item: ItemFacts, line: LineFacts | None = None) -> Iterator[Obstacle]:
        """Yield why comparisons of the condition could not be made."""


def compile_condition(condition: Condition, matchers: Matchers, *, in_line: bool = False) -> Judge:
    """Return the condition made ready to judge many declarations.

    `in_line` is true of what stands inside of SomeLine.
    """
    match condition:
        case All(parts):
            return _AllOf([compile_condition(part, matchers, in_line=in_line) for part in parts])
        case Any(parts):
            return _AnyOf([compile_condition(part, matchers, in_line=in_line) for part in parts])
        case Not(part):
            return _Opposite(compile_condition(part, matchers, in_line=in_line))
        case SomeLine(part):
            return _OfSomeLine(compile_condition(part, matchers, in_line=True))
        case EveryLine(part):
            return _OfEveryLine(compile_condition(part, matchers, in_line=True))
        case Comparison():
            leaf = _Leaf(test_of(condition, matchers))
            return _OfSomeLine(leaf) if condition.field.of_line and not in_line else leaf


class _Leaf(Judge):
    def __init__(self, test: Test) -> None:
        self._test = test
        self.judge = test.judge
        self.cost = test.cost

    def clauses(
        self, item: ItemFacts, line: LineFacts | None = None, *, held: bool = True
    ) -> Iterator[Clause]:
        yield self._test.clause(item, line, held=held)

    def obstacles(self, item: ItemFacts, line: LineFacts | None = None) -> Iterator[Obstacle]:
        if self._test.judge(item, line) is None:
            yield self._test.obstacle(item, line)


class _Branch(Judge):
    # What all parts say where the branch says so.
    _unanimous: bool

    def __init__(self, parts: list[Judge]) -> None:
        self._parts = parts
        self.cost = sum(part.cost for part in parts)
        # What decides is the same in any order, so that the cheapest part may go first.
        self.judge = self._judgement([part.judge for part in sorted(parts, key=lambda part: part.cost)])

    @staticmethod
    @abstractmethod
    def _judgement(parts: list[Judgement]) -> Judgement:
        """Join the parts."""

    def clauses(
        self, item: ItemFacts, line: LineFacts | None = None, *, held: bool = True
    ) -> Iterator[Clause]:
        unanimous = held is self._unanimous
        for part in self._parts:
            if unanimous or part.judge(item, line) is held:
                yield from part.clauses(item, line, held=held)

    def obstacles(self, item: ItemFacts, line: LineFacts | None = None) -> Iterator[Obstacle]:
        for part in self._parts:
            yield from part.obstacles(item, line)


class _AllOf(_Branch):
    _unanimous = True

    @staticmethod
    def _judgement(parts: list[Judgement]) -> Judgement:
        def judge(item: ItemFacts, line: LineFacts | None) -> bool | None:
            verdict: bool | None = True
            for part in parts:
                one = part(item, line)
                if one is False:
                    return False
                if one is None:
                    verdict = None
            return verdict

        return judge


class _AnyOf(_Branch):
    _unanimous = False

    @staticmethod
    def _judgement(parts: list[Judgement]) -> Judgement:
        def judge(item: ItemFacts, line: LineFacts | None) -> bool | None:
            verdict: bool | None = False
            for part in parts:
                one = part(item, line)
                if one is True:
                    return True
                if one is None:
                    verdict = None
            return verdict

        return judge


class _Opposite(Judge):
    def __init__(self, part: Judge) -> None:
        self._part = part
        self.cost = part.cost
        opposite = part.judge

        def judge(item: ItemFacts, line: LineFacts | None) -> bool | None:
            one = opposite(item, line)
            return None if one is None else not one

        self.judge = judge

    def clauses(
        self, item: ItemFacts, line: LineFacts | None = None, *, held: bool = True
    ) -> Iterator[Clause]:
        yield from self._part.clauses(item, line, held=not held)

    def obstacles(self, item: ItemFacts, line: LineFacts | None = None) -> Iterator[Obstacle]:
        yield from self._part.obstacles(item, line)


class _OfLines(Judge):
    # What is said of all lines where it is said of the item.
    _unanimous: bool

    def __init__(self, part: Judge) -> None:
        self._part = part
        self.cost = 2 * part.cost
        self.judge = self._judgement(part.judge)

    @staticmethod
    @abstractmethod
    def _judgement(part: Judgement) -> Judgement:
        """Ask the part of the lines."""

    def clauses(
        self, item: ItemFacts, line: LineFacts | None = None, *, held: bool = True
    ) -> Iterator[Clause]:
        left = LINES_SHOWN
        unanimous = held is self._unanimous
        for one in item.lines:
            if unanimous or self._part.judge(item, one) is held:
                yield from self._part.clauses(item, one, held=held)
                left -= 1
                if not left:
                    return

    def obstacles(self, item: ItemFacts, line: LineFacts | None = None) -> Iterator[Obstacle]:
        for one in item.lines:
            yield from self._part.obstacles(item, one)


class _OfSomeLine(_OfLines):
    _unanimous = False

    @staticmethod
    def _judgement(part: Judgement) -> Judgement:
        def judge(item: ItemFacts, line: LineFacts | None) -> bool | None:
            verdict: bool | None = False
            for one in item.lines:
                told = part(item, one)
                if told is True:
                    return True
                if told is None:
                    verdict = None
                if one.index % _LINES_BETWEEN_LOOKS == _LINES_BETWEEN_LOOKS - 1:
                    item.in_time()
            return verdict

        return judge


class _OfEveryLine(_OfLines):
    _unanimous = True

    @staticmethod
    def _judgement(part: Judgement) -> Judgement:
        def judge(item: ItemFacts, line: LineFacts | None) -> bool | None:
            if not item.lines:
                return False
            verdict: bool | None = True
            for one in item.lines:
                told = part(item, one)
                if told is False:
                    return False
                if told is None:
                    verdict = None
                if one.index % _LINES_BETWEEN_LOOKS == _LINES_BETWEEN_LOOKS - 1:
                    item.in_time()
            return verdict

        return judge
