"""What the profile workshop asks of the program around it; the composition root fills it."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from borderpost.domain.officer import Officer
from borderpost.domain.risk.measuring import Measured
from borderpost.domain.risk.profile import Profile, ProfileFault
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.work.changes import Done
from borderpost.work.ports import Transaction
from borderpost.work.ports_risk import BackTest

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parcel:
    """A signed file of profiles whose signature holds: who signed it, and what is in it.

    `known`: files of this key were taken in before. `fingerprint` is that of the key, as on reports.
    """

    data: bytes
    station: str
    fingerprint: str
    known: bool
    profiles: tuple[Profile, ...]


class Workshop(Protocol):
    """Profiles of this site: in force, in files, tried out, measured, decided on, handed on."""

    def in_force(self) -> ProfileSet:
        """Return the profiles that judge now, with the word lists that they may refer to."""
        ...

    def filed(self) -> ProfileSet:
        """Return the profiles of the site's files."""
        ...

    def misfits(self, profile: Profile) -> tuple[ProfileFault, ...]:
        """Return why a profile does not fit among the site's others: a list that is not there, say."""
        ...

    def decide(self, verb: Callable[[Transaction], Done[T]]) -> "Future[Done[T]]":
        """Let the writer carry out a verb; what it put in force judges the very next scan."""
        ...

    def measured(self, days: int, cancelled: Callable[[], bool]) -> "Future[Measured]":
        """Return the figures of the last days, today included."""
        ...

    def try_out(
        self, profile: Profile, days: int, cancelled: Callable[[], bool], *, overlap: bool = True
    ) -> "Future[BackTest]":
        """Return what a profile would have selected in the last days; fails with Cancelled once cancelled.

        Without `overlap` the other profiles are not asked, and it is told sooner.
        """
        ...

    def hand_out(self, profiles: list[str], path: Path, officer: Officer) -> "Future[str]":
        """Write profiles in force to a signed file; return the fingerprint of the key that signed it."""
        ...

    def look_into(self, path: Path) -> "Future[Parcel]":
        """Read a signed file of profiles; fails with BadExchange where it is none, or was changed."""
        ...

    def take_in(self, parcel: Parcel, officer: Officer) -> "Future[Done[tuple[str, ...]]]":
        """Propose what is in a file whose key the officer has compared; return what became of each."""
        ...
