"""Which photographs an outcome needs, and which of them are still missing: the sets are data of the site."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, TypeVar

from borderpost.domain.codes import OPENING_STEPS, Disposition, PhotoSubject, StepType
from borderpost.domain.evidence_kept import Excuse
from borderpost.domain.inspection import Inspection, Photograph

_MOST: Final = 20
Code = TypeVar("Code", bound=StrEnum)


class Each(StrEnum):
    """Of what a photograph is wanted: once of the item, of every goods line, of every sealed bag."""

    ITEM = "item"
    LINE = "line"
    BAG = "bag"


class When(StrEnum):
    """When it is wanted: always, once an X-ray was taken, once the item was opened."""

    ALWAYS = "always"
    XRAYED = "xrayed"
    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class Shot:
    """One photograph of a set; `least` is how many of it are wanted."""

    subject: PhotoSubject
    each: Each = Each.ITEM
    when: When = When.ALWAYS
    least: int = 1


@dataclass(frozen=True, slots=True)
class Prompt:
    """One photograph that an inspection asks for, how many there are of it, and why there can be none."""

    subject: PhotoSubject
    line: int = 0
    exhibit: str = ""
    least: int = 1
    taken: int = 0
    excuse: Excuse | None = None

    @property
    def is_missing(self) -> bool:
        """Tell whether it was neither taken nor excused."""
        return self.taken < self.least and self.excuse is None


USUAL: Final = (
    Shot(PhotoSubject.LABEL),
    Shot(PhotoSubject.OUTSIDE),
    Shot(PhotoSubject.XRAY, when=When.XRAYED),
    Shot(PhotoSubject.OPENED, when=When.OPENED),
    Shot(PhotoSubject.PRODUCT, Each.LINE, When.OPENED),
    Shot(PhotoSubject.SEALED_BAG, Each.BAG),
)
"""What is proposed while nobody knows yet what is to become of the item."""


@dataclass(frozen=True, slots=True)
class PhotoSets:
    """The set of each outcome; one that is not named needs none. `usual` is for items without an outcome."""

    of: Mapping[Disposition, tuple[Shot, ...]]
    usual: tuple[Shot, ...] = USUAL

    def shots(self, disposition: Disposition | None) -> tuple[Shot, ...]:
        """Return the set of an outcome."""
        return self.usual if disposition is None else self.of.get(disposition, ())


STANDARD: Final = PhotoSets(
    MappingProxyType(
        dict.fromkeys(
            (
                Disposition.SEIZE,
                Disposition.HOLD_IPR,
                Disposition.HOLD_SMALL,
                Disposition.HOLD_SAFETY,
                Disposition.ABANDON,
                Disposition.REFUSE_ENTRY,
            ),
            USUAL,
        )
    )
)
"""What holds where a site has no file of its own."""


def prompts(state: Inspection, shots: tuple[Shot, ...]) -> tuple[Prompt, ...]:
    """Return every photograph that the set asks for of this inspection, in the order of the set."""
    found: list[Prompt] = []
    done = {step.type for step in state.steps}
    for shot in shots:
        if shot.when is When.XRAYED and not done & {StepType.XRAY, StepType.CT}:
            continue
        if shot.when is When.OPENED and not (done & OPENING_STEPS or state.lines):
            continue
        if shot.each is Each.LINE and state.lines:
            found += [_prompt(state, shot, line=line.act.line) for line in state.lines]
        elif shot.each is Each.BAG:
            found += [_prompt(state, shot, exhibit=bag.bag) for bag in state.bags]
        else:
            found.append(_prompt(state, shot))
    return tuple(found)


def missing(state: Inspection, shots: tuple[Shot, ...]) -> tuple[Prompt, ...]:
    """Return the photographs that were neither taken nor excused."""
    return tuple(prompt for prompt in prompts(state, shots) if prompt.is_missing)


def decided_set(state: Inspection, sets: PhotoSets) -> tuple[Shot, ...]:
    """Return the set of what is proposed or stands, the usual one before that."""
    put = state.proposal or state.outcome
    return sets.shots(put.disposition if put is not None else None)


def _prompt(state: Inspection, shot: Shot, line: int = 0, exhibit: str = "") -> Prompt:
    excuse = next(
        (
            one
            for one in state.evidence.excuses
            if (one.subject, one.line, one.exhibit) == (shot.subject, line, exhibit)
        ),
        None,
    )
    taken = sum(_shows(photo, state, shot.subject, line, exhibit) for photo in state.photographs)
    return Prompt(shot.subject, line, exhibit, shot.least, taken, excuse)


def _shows(photo: Photograph, state: Inspection, subject: PhotoSubject, line: int, exhibit: str) -> bool:
    """Tell whether a photograph is one of these; where there is one line or bag alone, none needs naming."""
    if photo.subject is not subject:
        return False
    if line:
        return photo.line == line or (not photo.line and len(state.lines) == 1)
    if exhibit:
        return photo.exhibit == exhibit or (not photo.exhibit and len(state.bags) == 1)
    return True


class BadPhotoSets(ValueError):
    """A table of photo sets that says what none can say."""


def photo_sets_of(untrusted: Mapping[str, Any]) -> PhotoSets:
    """Read the sets from a table (`[[set]]` with `outcomes` and `shots`); raise BadPhotoSets."""
    _only(untrusted, {"set"}, "the file")
    of: dict[Disposition, tuple[Shot, ...]] = {}
    usual: tuple[Shot, ...] = USUAL
    for number, each in enumerate(_tables(untrusted.get("set"), "set"), start=1):
        place = f"set {number}"
        _only(each, {"outcomes", "shots", "usual"}, place)
        shots = tuple(_shot(one, place) for one in _tables(each.get("shots"), f"{place}: shots"))
        if each.get("usual") is True:
            usual = shots
        outcomes = each.get("outcomes", [])
        if not isinstance(outcomes, list):
            raise BadPhotoSets(f"{place}: outcomes is no list")
        for outcome in outcomes:
            disposition = _code(Disposition, outcome, f"{place}: outcomes")
            if disposition in of:
                raise BadPhotoSets(f"{place}: {disposition} has a set already")
            of[disposition] = shots
    return PhotoSets(MappingProxyType(of), usual)


def _shot(untrusted: Mapping[str, Any], place: str) -> Shot:
    _only(untrusted, {"shows", "each", "when", "least"}, place)
    least = untrusted.get("least", 1)
    if type(least) is not int or not 1 <= least <= _MOST:
        raise BadPhotoSets(f"{place}: least is no number from 1 to {_MOST}")
    return Shot(
        _code(PhotoSubject, untrusted.get("shows"), f"{place}: shows"),
        _code(Each, untrusted.get("each", Each.ITEM), f"{place}: each"),
        _code(When, untrusted.get("when", When.ALWAYS), f"{place}: when"),
        least,
    )


def _code(kind: type[Code], untrusted: object, place: str) -> Code:
    try:
        return kind(str(untrusted))
    except ValueError as error:
        raise BadPhotoSets(f"{place}: {untrusted!r} is none of {', '.join(kind)}") from error


def _tables(untrusted: object, place: str) -> list[Mapping[str, Any]]:
    if not isinstance(untrusted, list) or not all(isinstance(one, dict) for one in untrusted):
        raise BadPhotoSets(f"{place}: no list of tables")
    return untrusted


def _only(untrusted: Mapping[str, Any], known: set[str], place: str) -> None:
    if others := sorted(set(untrusted) - known):
        raise BadPhotoSets(f"{place}: {', '.join(others)} means nothing here")
