"""What the profiles made of a declaration: its lane, what matched in each hit, and what could not be told."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from borderpost.domain.risk.condition import Field, Operator
from borderpost.domain.risk.lane import Lane


@dataclass(frozen=True, slots=True)
class Clause:
    """One comparison that had its part in a hit, with the value that it met.

    `path` is where the value stands in the declaration (`lines[2].hs_code`, counted from 0), `line` the
    number of its content line from 1. `expected` are the terms that matched or the threshold, `actual`
    the value in the same `unit` (`kg`, `GBP`, `GBP/kg`, `GBP/unit` or empty), `declared` the value as it
    was declared where that reads otherwise. Where `negated`, the comparison did not hold, and the profile
    asks that it does not; `expected` are then the terms that were looked for, at most twenty.
    """

    field: Field
    operator: Operator
    expected: tuple[str, ...]
    actual: str
    path: str
    line: int | None = None
    unit: str = ""
    declared: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A profile that holds for a declaration, told in full so that it can be shown years later."""

    profile_id: str
    profile_version: int
    title: str
    lane: Lane
    instruction: str
    legal_basis: str
    owner: str
    clauses: tuple[Clause, ...]


class NoteKind(StrEnum):
    """What an assessment has to say besides its hits."""

    NO_DECLARATION = "no_declaration"
    NO_RATE = "no_rate"
    NO_VALUE = "no_value"
    NO_WEIGHT = "no_weight"
    ZERO_WEIGHT = "zero_weight"
    NO_QUANTITY = "no_quantity"
    NO_NUMBER = "no_number"
    NOT_COMPUTABLE = "not_computable"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that kept profiles from being evaluated, or the want of a declaration.

    `field` is what they look at, `value` what stood in the way (a currency, say), `line` the first content
    line concerned, `count` how many were, `profiles` the ids of the profiles that could not be evaluated.
    """

    kind: NoteKind
    field: str = ""
    value: str = ""
    line: int | None = None
    count: int = 1
    profiles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The judgement of one declaration (or of its absence) by one set of profiles on one day.

    Hits come most severe first. `rates_on` is the day of the rates that money was compared by.
    """

    lane: Lane
    hits: tuple[Hit, ...]
    notes: tuple[Note, ...]
    profile_set_digest: str
    evaluated_on: date
    rates_on: date | None = None
