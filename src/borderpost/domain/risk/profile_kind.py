"""What a profile is for, and how much its hit weighs beside the hits of others."""

from enum import StrEnum


class ProfileKind(StrEnum):
    """By what a profile selects.

    TARGETED by what is declared, WATCH by a person, company or address under watch. A RANDOM profile holds
    for items alone that the random draw has chosen, so that its hits can be told apart from the others.
    """

    TARGETED = "targeted"
    RANDOM = "random"
    WATCH = "watch"


DEFAULT_WEIGHT = 10
WEIGHT_LIMIT = 1_000
