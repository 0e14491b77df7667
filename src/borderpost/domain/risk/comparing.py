"""What every comparison of a field can do: judge quickly, and for a hit tell what it met."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from borderpost.domain.risk.assessment import Clause, NoteKind
from borderpost.domain.risk.condition import Comparison, Field
from borderpost.domain.risk.facts import ItemFacts, LineFacts
from borderpost.domain.risk.field_readers import path_of

EXPECTED_SHOWN = 20

Judgement = Callable[[ItemFacts, LineFacts | None], bool | None]
"""Tells whether something holds for an item, or one line of it; None where that cannot be known."""

Met = tuple[tuple[str, ...], str, str]
"""The terms that matched, the value that was met, and the value as declared where that reads otherwise."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a comparison could not be made, and for which field and line."""

    kind: NoteKind
    field: Field
    value: str = ""
    line: int | None = None


class Test(ABC):
    """A comparison made ready. `line` is None for a field of the item, and a line for a field of lines.

    `judge` tells whether it holds, `cost` about how long that takes, beside others.
    """

    judge: Judgement
    cost = 1

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.field = comparison.field

    @abstractmethod
    def met(self, item: ItemFacts, line: LineFacts | None) -> Met:
        """Return what the comparison met."""

    def looked_for(self) -> tuple[str, ...]:
        """Return what the profile looks for, as its author wrote it."""
        return self.comparison.terms

    def unit(self) -> str:
        """Return the unit of thresholds and values."""
        return ""

    def obstacle(self, item: ItemFacts, line: LineFacts | None) -> Obstacle:
        """Return why `judge` gave None."""
        return Obstacle(NoteKind.NOT_COMPUTABLE, self.field, "", None if line is None else line.line.number)

    def clause(self, item: ItemFacts, line: LineFacts | None, *, held: bool) -> Clause:
        """Return what the comparison met; `held` is what `judge` gave."""
        matched, actual, declared = self.met(item, line)
        return Clause(
            field=self.field,
            operator=self.comparison.operator,
            expected=matched if held else self.looked_for()[:EXPECTED_SHOWN],
            actual=actual,
            path=path_of(self.field, line),
            line=None if line is None else line.line.number,
            unit=self.unit(),
            declared=declared,
            negated=not held,
            days=self.comparison.within_days,
        )
