"""The lanes that an item can be sent down, from released at once to not to be opened."""

from collections.abc import Iterable
from enum import StrEnum


class Lane(StrEnum):
    """What an assessment asks of the bench; a more severe lane wins over a milder one."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    SECURE = "secure"

    @property
    def severity(self) -> int:
        """A number that grows with severity, from 0 for green."""
        return _SEVERITY[self]


_SEVERITY = {lane: number for number, lane in enumerate(Lane)}


def most_severe(lanes: Iterable[Lane]) -> Lane:
    """Return the most severe of the lanes, green where there is none."""
    return max(lanes, key=_SEVERITY.__getitem__, default=Lane.GREEN)
