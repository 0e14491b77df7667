"""The codes of custody: what an exhibit is, where it can be, how it got there, what raises an alarm."""

from enum import StrEnum


class ExhibitKind(StrEnum):
    """What an exhibit is; `ITEM` is the postal item itself, with whatever in it has no label of its own."""

    GOODS = "goods"
    BAG = "bag"
    SAMPLE = "sample"
    PHOTOGRAPHS = "photographs"
    ITEM = "item"


class PlaceKind(StrEnum):
    """Where an exhibit can be. `PERSON` is an officer by id; older entries name whoever took the bag."""

    PERSON = "person"
    BENCH = "bench"
    STORE = "store"
    TRANSIT = "transit"
    CONTAINER = "container"
    LABORATORY = "laboratory"
    AGENCY = "agency"
    OUTSIDER = "outsider"
    RETURNED = "returned"
    DESTROYED = "destroyed"


SHELVES = frozenset({PlaceKind.BENCH, PlaceKind.STORE})
"""Where an officer puts an exhibit and takes it up again."""
OUTSIDE = frozenset({PlaceKind.LABORATORY, PlaceKind.AGENCY, PlaceKind.OUTSIDER})
"""Where somebody who is no officer here has an exhibit, against a receipt."""
GONE = frozenset({PlaceKind.RETURNED, PlaceKind.DESTROYED})
"""Where custody ends."""


class Passing(StrEnum):
    """How an exhibit came from one place to the next."""

    BEGUN = "begun"
    SEALED = "sealed"
    MOVED = "moved"
    PLACED = "placed"
    TAKEN_UP = "taken_up"
    HANDED_OVER = "handed_over"
    GIVEN = "given"
    TAKEN = "taken"
    RECALLED = "recalled"
    HANDED_OUT = "handed_out"
    CAME_BACK = "came_back"
    PACKED = "packed"
    UNPACKED = "unpacked"
    DISPOSED = "disposed"


class AlarmKind(StrEnum):
    """What has to be explained before anything else is done with an exhibit."""

    SEAL_DIFFERS = "seal_differs"
    SEAL_BROKEN = "seal_broken"
    WEIGHT = "weight"
    MISSING = "missing"
    MISPLACED = "misplaced"
