"""The codes around quick releases: why one is taken back, whence a list came, why an item stays."""

from enum import StrEnum


class TakeBackReason(StrEnum):
    """Why a release is taken back."""

    WRONG_PARCEL = "wrong_parcel"
    WRONG_KEY = "wrong_key"
    SEEN_ON_PARCEL = "seen_on_parcel"
    NEW_INFORMATION = "new_information"


class ListKind(StrEnum):
    """Where the list of a bulk release came from."""

    RECEPTACLE = "receptacle"
    SCANNED = "scanned"
    SEARCH = "search"
    FILE = "file"


class StaysBehind(StrEnum):
    """Why an item of a list is not released with the others, the gravest first."""

    SECURE_LANE = "secure_lane"
    RED_LANE = "red_lane"
    DRAWN = "drawn"
    IN_CASE = "in_case"
    HELD = "held"
    DECIDED = "decided"
    RELEASED = "released"
    UNDECLARED = "undeclared"
    NOT_ASSESSED = "not_assessed"
    SEVERAL = "several"
    YELLOW_LANE = "yellow_lane"
    NOT_A_NUMBER = "not_a_number"
    LAW = "law"
