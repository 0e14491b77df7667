"""The order of readings: how much speaks for each, and which of them are worth showing."""

from dataclasses import dataclass, replace
from enum import IntEnum

from borderpost.domain.identifiers.reading import Check, IdentifierKind, Reading, ReadingWarning

# Another name of the same thing, or the message that it stands in, is no rival of it.
_FACETS = frozenset(
    {IdentifierKind.ISBN, IdentifierKind.ISSN, IdentifierKind.GS1_MESSAGE, IdentifierKind.DIGITAL_LINK}
)


class Strength(IntEnum):
    """What speaks for a reading, weakest first."""

    WEAK = 0  # a shape that much else has too
    OPAQUE = 1  # the text itself
    FAILED = 2  # the shape is digits alone, and the check digit is wrong
    FAILED_DISTINCT = 3  # the shape says whose it is, and the check digit is wrong
    DISTINCT = 4  # the shape says whose it is; there is no check digit
    PASSED = 5  # digits alone, and the check digit holds
    PROVEN = 6  # both the shape and the check digit
    EXPECTED = 7  # the symbology announces it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading, and what speaks for it."""

    reading: Reading
    strength: Strength


def of(reading: Reading, *, distinct: bool) -> Candidate:
    """The candidate of a reading whose shape is `distinct` or not, by what its check digit says."""
    match reading.check:
        case Check.PASSED:
            strength = Strength.PROVEN if distinct else Strength.PASSED
        case Check.FAILED:
            strength = Strength.FAILED_DISTINCT if distinct else Strength.FAILED
        case _:
            strength = Strength.DISTINCT if distinct else Strength.WEAK
    return Candidate(reading, strength)


def ranked(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates, strongest first, equal ones in the order in which they came.

    Neither a failed check digit is shown beside a reading that stands, nor a weak shape beside one that
    letters or symbology prove; rivals of equal strength at the top
    are marked ambiguous.
    """
    ordered = sorted(candidates, key=lambda candidate: -candidate.strength)
    if not ordered:
        return []
    best = ordered[0].strength
    if best >= Strength.DISTINCT:
        ordered = [c for c in ordered if c.reading.check is not Check.FAILED]
    if best >= Strength.DISTINCT and best != Strength.PASSED:
        ordered = [c for c in ordered if c.strength != Strength.WEAK]
    rivals = [c for c in ordered if c.strength == best and c.reading.kind not in _FACETS]
    names = {(c.reading.kind, c.reading.carrier, c.reading.text) for c in rivals}
    if len(names) < 2 or best < Strength.DISTINCT:
        return ordered
    return [_marked(c) if c in rivals else c for c in ordered]


def _marked(candidate: Candidate) -> Candidate:
    reading = candidate.reading
    warnings = (*reading.warnings, ReadingWarning.AMBIGUOUS)
    return replace(candidate, reading=replace(reading, warnings=warnings))
