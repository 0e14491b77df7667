"""Where a scanned parcel goes when parcels are sorted without a look at the screen."""

from enum import StrEnum


class Spot(StrEnum):
    """A trolley or cage, or why a parcel belongs to none yet."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    SECURE = "secure"
    UNDECLARED = "undeclared"
    AGAIN = "again"
    IN_CASE = "in_case"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    REFUSED = "refused"


def spot_of(
    lane: str,
    *,
    declared: bool,
    certain: bool,
    drawn: bool,
    incomplete: bool,
    stage: str = "",
    may_release: bool = True,
) -> Spot:
    """Return where a parcel goes. Only one that nothing speaks against goes with the green ones.

    `certain`: one declaration bears the number and its check digit holds. `drawn`: the random draw wants it
    examined. `incomplete`: something that it is judged by could not be asked. `stage` is that of the
    inspection that counts for it, if there is one.
    """
    if stage == "released":
        return Spot.AGAIN
    if stage:
        return Spot.IN_CASE
    if lane in (Spot.RED, Spot.SECURE):
        return Spot(lane)
    if not declared:
        return Spot.UNDECLARED
    doubtful = drawn or incomplete or not certain or not may_release
    return Spot.YELLOW if lane == Spot.YELLOW or doubtful else Spot.GREEN
