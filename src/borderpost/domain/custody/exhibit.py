"""One exhibit: where it is, every place before, its seals in pairs, and what has to be explained."""

from dataclasses import dataclass
from datetime import datetime

from borderpost.domain.custody_codes import GONE, AlarmKind, ExhibitKind, Passing, PlaceKind
from borderpost.domain.mark import Mark


@dataclass(frozen=True, slots=True)
class Place:
    """Where an exhibit is: the kind of place and its name (an officer's id, a shelf, a bag, a laboratory)."""

    kind: PlaceKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """One row of custody: `place` holds from `mark` on, until the next row begins where this one ends.

    `came_from` is the place of the row before, None in the first one. Weights are decimal kilograms.
    """

    mark: Mark
    how: Passing
    came_from: Place | None
    place: Place
    purpose: str = ""
    location: str = ""
    seal: str = ""
    weight_kg: str = ""
    counterpart: str = ""
    receiver: str = ""
    receipt: str = ""
    alarmed: bool = False


@dataclass(frozen=True, slots=True)
class SealPair:
    """A seal from the closing to the opening: `found` is what was on the bag when it was opened."""

    number: str
    closed: Mark
    opened: Mark | None = None
    found: str = ""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that does not fit, and the answer to it, where one was given."""

    mark: Mark
    kind: AlarmKind
    expected: str
    found: str
    answer: Mark | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What is kept as evidence of an inspection. `parent` is what a sample was taken of."""

    id: str
    kind: ExhibitKind
    lines: tuple[int, ...]
    description: str
    parent: str
    spans: tuple[Span, ...]
    seals: tuple[SealPair, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    weight_kg: str = ""

    @property
    def place(self) -> Place:
        """Where it is now."""
        return self.spans[-1].place

    @property
    def since(self) -> Mark:
        """Since when, and by whose entry."""
        return self.spans[-1].mark

    @property
    def seal(self) -> str:
        """The seal that closes it now, or nothing."""
        return self.seals[-1].number if self.seals and self.seals[-1].opened is None else ""

    @property
    def is_open(self) -> bool:
        """Tell whether it is a bag without a seal."""
        return self.kind is ExhibitKind.BAG and not self.seal

    @property
    def gone(self) -> bool:
        """Tell whether its custody has ended."""
        return self.place.kind in GONE

    @property
    def unanswered(self) -> tuple[Alarm, ...]:
        """The alarms that nobody has explained yet."""
        return tuple(alarm for alarm in self.alarms if alarm.answer is None)

    def until(self, number: int) -> datetime | None:
        """Return when a row of custody ended: the moment at which the next began; None for the last."""
        return self.spans[number + 1].mark.at if number + 1 < len(self.spans) else None
