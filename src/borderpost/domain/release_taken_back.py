"""A release that was taken back: which one, by whom and why."""

from dataclasses import dataclass

from borderpost.domain.mark import Mark
from borderpost.domain.release_acts import ReleaseTakenBack
from borderpost.domain.release_codes import TakeBackReason


@dataclass(frozen=True, slots=True)
class TakenBack:
    """`release` is the entry that no longer stands, `seen` the number of the scan that showed the item."""

    mark: Mark
    release: Mark
    reason: TakeBackReason
    remark: str = ""
    seen: int = 0


def taken_back(release: Mark, mark: Mark, act: ReleaseTakenBack) -> TakenBack:
    """Return what an entry says of a release."""
    return TakenBack(mark, release, act.reason, act.remark, act.seen)
