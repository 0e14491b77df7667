"""Figures: what a benchmark measured, against which goal and which baseline, for people and for programs."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Bound(StrEnum):
    """On which side of its goal a value has to lie."""

    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number; `goal` and `baseline` (what others reach on the same input) may be absent."""

    name: str
    value: float
    goal: float | None = None
    bound: Bound = Bound.AT_LEAST
    baseline: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the value lies on the right side of its goal; a figure without a goal always holds."""
        if self.goal is None:
            return True
        return self.value >= self.goal if self.bound is Bound.AT_LEAST else self.value <= self.goal


def table(figures: Iterable[Figure]) -> str:
    """The figures as lines of text."""
    lines = []
    for figure in figures:
        goal = "" if figure.goal is None else f"{figure.bound} {_short(figure.goal)}"
        verdict = "" if figure.goal is None else "holds" if figure.holds else "MISSED"
        baseline = "" if figure.baseline is None else f"(others {_short(figure.baseline)})"
        lines.append(
            f"{figure.name:<46} {_short(figure.value):>8}  {goal:<15} {verdict:<7} {baseline}".rstrip()
        )
    return "\n".join(lines)


def _short(value: float) -> str:
    return f"{value:.0f}" if value == int(value) and abs(value) >= 2 else f"{value:.3f}"


def save(figures: Sequence[Figure], path: Path) -> None:
    """Writes `{"figures": […]}`, each with name, value, goal, bound, holds and baseline."""
    rows = [
        {
            "name": figure.name,
            "value": figure.value,
            "goal": figure.goal,
            "bound": figure.bound.value,
            "holds": figure.holds,
            "baseline": figure.baseline,
        }
        for figure in figures
    ]
    path.write_text(json.dumps({"figures": rows}, indent=2) + "\n", encoding="utf-8")
