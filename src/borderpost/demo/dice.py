"""The demo's source of chance: one seed gives the same picks on every machine and every Python."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Chance from `random.Random.random()` alone, the one method whose sequence Python guarantees."""

    __slots__ = ("random",)

    def __init__(self, seed: int | str) -> None:
        self.random = Random(seed).random

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self.random() * (high - low + 1))

    def span(self, low: float, high: float) -> float:
        """Return a number from `low` up to `high`."""
        return low + self.random() * (high - low)

    def chance(self, share: float) -> bool:
        """Return True in `share` of the cases."""
        return self.random() < share

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return options[int(self.random() * len(options))]

    def digits(self, count: int) -> str:
        """Return `count` digits as text."""
        return str(int(self.random() * 10**count)).zfill(count)
