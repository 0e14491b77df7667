"""The UPU S9 receptacle identifier, the S8 despatch identifier within it, and the IMPC codes in that."""

import re
from dataclasses import dataclass

from borderpost.domain.countries import CountryStanding, standing
from borderpost.domain.identifiers.reading import Check, IdentifierKind, Reading, ReadingWarning
from borderpost.domain.identifiers.text import tight

_IMPC = re.compile(r"[A-Z]{2}[A-Z0-9]{4}")
_DESPATCH = re.compile(r"([A-Z]{2}[A-Z0-9]{4})([A-Z]{2}[A-Z0-9]{4})([A-Z])([A-Z][A-Z0-9])([0-9])([0-9]{4})")
_RECEPTACLE_TAIL = re.compile(r"([0-9]{3})([01])([01])([0-9]{4})")
_CATEGORIES = frozenset("ABCD")
_CLASSES = frozenset("CETU")


@dataclass(frozen=True, slots=True)
class Despatch:
    """An S8 despatch: two offices of exchange, category, sub-class, last digit of the year, number.

    `category` is A airmail or priority, B surface air lifted, C surface, D priority by surface; the first
    letter of `subclass` is the mail class (C parcels, E express, U letters, T empty receptacles).
    """

    origin: str
    destination: str
    category: str
    subclass: str
    year_digit: str
    number: str

    @property
    def text(self) -> str:
        """The twenty characters."""
        return "".join(
            (self.origin, self.destination, self.category, self.subclass, self.year_digit, self.number)
        )


@dataclass(frozen=True, slots=True)
class Receptacle:
    """An S9 receptacle: its despatch, number, flags, and weight in units of 100 g.

    Weight and flags stand in the identifier itself, so that a bag weighed again has another one: compare
    by `key`. The year is one digit, so that a key returns after ten years.
    """

    despatch: Despatch
    serial: str
    highest: bool
    registered: bool
    weight_hg: int

    @property
    def text(self) -> str:
        """The twenty-nine characters."""
        return f"{self.key}{self.highest:d}{self.registered:d}{self.weight_hg:04d}"

    @property
    def key(self) -> str:
        """The twenty-three characters that name the receptacle itself."""
        return self.despatch.text + self.serial


def parse_despatch(text: str) -> Despatch | None:
    """The despatch that the twenty characters of `text` name, or None."""
    match = _DESPATCH.fullmatch(tight(text))
    return Despatch(*match.groups()) if match else None


def parse_receptacle(text: str) -> Receptacle | None:
    """The receptacle that the twenty-nine characters of `text` name, or None."""
    compact = tight(text)
    despatch = parse_despatch(compact[:20])
    tail = _RECEPTACLE_TAIL.fullmatch(compact[20:])
    if despatch is None or tail is None:
        return None
    serial, highest, registered, weight = tail.groups()
    return Receptacle(despatch, serial, highest == "1", registered == "1", int(weight))


def is_impc(text: str) -> bool:
    """True of six characters that begin with an assigned country, as an IMPC code does (S34)."""
    return bool(_IMPC.fullmatch(text)) and standing(text[:2]) is CountryStanding.ASSIGNED


def read(compact: str) -> Reading | None:
    """The reading of a receptacle or despatch identifier in `compact` (capitals, no blanks), or None."""
    if len(compact) == 29:
        receptacle = parse_receptacle(compact)
        return _receptacle_reading(receptacle) if receptacle else None
    if len(compact) == 20:
        despatch = parse_despatch(compact)
        return _despatch_reading(despatch) if despatch else None
    return None


def read_impc(compact: str) -> Reading | None:
    """The reading of an office code of six characters, or None."""
    if not is_impc(compact):
        return None
    return Reading(IdentifierKind.IMPC, compact, compact, details=(("country", compact[:2]),))


def _despatch_reading(despatch: Despatch) -> Reading:
    display = f"{despatch.origin} {despatch.destination} {despatch.category} {despatch.subclass} "
    return Reading(
        kind=IdentifierKind.DESPATCH,
        text=despatch.text,
        display=display + f"{despatch.year_digit} {despatch.number}",
        details=_despatch_details(despatch),
        warnings=_warnings_of(despatch),
    )


def _receptacle_reading(receptacle: Receptacle) -> Reading:
    front = _despatch_reading(receptacle.despatch)
    text = receptacle.text
    return Reading(
        kind=IdentifierKind.RECEPTACLE,
        text=text,
        display=f"{front.display} {receptacle.serial} {text[23]} {text[24]} {text[25:]}",
        check=Check.NONE,
        details=(
            *front.details,
            ("receptacle", receptacle.serial),
            ("highest", text[23]),
            ("registered", text[24]),
            ("weight_hg", text[25:]),
            ("key", receptacle.key),
        ),
        warnings=front.warnings,
    )


def _despatch_details(despatch: Despatch) -> tuple[tuple[str, str], ...]:
    return (
        ("origin", despatch.origin),
        ("destination", despatch.destination),
        ("category", despatch.category),
        ("subclass", despatch.subclass),
        ("year_digit", despatch.year_digit),
        ("despatch", despatch.number),
    )


def _warnings_of(despatch: Despatch) -> tuple[ReadingWarning, ...]:
    found = []
    standings = {standing(despatch.origin[:2]), standing(despatch.destination[:2])}
    if CountryStanding.UNKNOWN in standings:
        found.append(ReadingWarning.UNKNOWN_COUNTRY)
    if CountryStanding.USER_ASSIGNED in standings:
        found.append(ReadingWarning.USER_ASSIGNED_COUNTRY)
    if CountryStanding.WITHDRAWN in standings:
        found.append(ReadingWarning.WITHDRAWN_COUNTRY)
    if despatch.category not in _CATEGORIES:
        found.append(ReadingWarning.UNKNOWN_MAIL_CATEGORY)
    if despatch.subclass[0] not in _CLASSES:
        found.append(ReadingWarning.UNKNOWN_MAIL_CLASS)
    return tuple(found)
