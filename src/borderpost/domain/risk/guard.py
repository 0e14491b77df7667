"""Keeps one odd profile from slowing or stopping the bench: it is switched off, named and reported."""

from collections.abc import Callable
from dataclasses import dataclass

from borderpost.domain.risk.assessment import NoteKind
from borderpost.domain.risk.facts import Clock
from borderpost.domain.risk.profile import Profile

BUDGET_NS = 20_000_000
BUDGET_PER_LINE_NS = 20_000


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """A profile that is not asked any more: FAILED or TOO_SLOW, with the error or the milliseconds."""

    profile_id: str
    profile_version: int
    reason: NoteKind
    detail: str


def no_report(_: SwitchedOff) -> None:
    """Report nothing to nobody."""


class Guard:
    """Which profiles are switched off for this session, and what is done when one more is.

    `clock` gives nanoseconds; one that counts the work of the thread alone does not blame a profile for
    what others did meanwhile. Without a clock there is no budget. `report` is called once for a profile
    in a version; a new version is asked again.
    """

    def __init__(
        self,
        clock: Clock | None = None,
        report: Callable[[SwitchedOff], None] = no_report,
        budget_ns: int = BUDGET_NS,
        budget_per_line_ns: int = BUDGET_PER_LINE_NS,
    ) -> None:
        self.clock = clock
        self.off: dict[tuple[str, int], SwitchedOff] = {}
        self.report = report
        self._budget_ns = budget_ns
        self._budget_per_line_ns = budget_per_line_ns

    def budget_ns(self, lines: int) -> int:
        """Return how long one profile may take for an item with so many content lines."""
        return self._budget_ns + lines * self._budget_per_line_ns

    def failed(self, profile: Profile, error: Exception) -> None:
        """Switch a profile off that raised an error."""
        self._switch_off(profile, NoteKind.FAILED, f"{type(error).__name__}: {error}"[:200])

    def too_slow(self, profile: Profile, took_ns: int) -> None:
        """Switch a profile off that took longer than it may."""
        self._switch_off(profile, NoteKind.TOO_SLOW, f"{took_ns // 1_000_000} ms")

    def _switch_off(self, profile: Profile, reason: NoteKind, detail: str) -> None:
        key = (profile.id, profile.version)
        if key not in self.off:
            self.off[key] = SwitchedOff(profile.id, profile.version, reason, detail)
            self.report(self.off[key])
