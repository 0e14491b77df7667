"""What the profiles made of a declaration: its lane, what matched in each hit, and what could not be told."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from borderpost.domain.risk.condition import Field, Operator
from borderpost.domain.risk.indication import Indication
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile_kind import DEFAULT_WEIGHT, ProfileKind
from borderpost.domain.risk.quality import Quality
from borderpost.domain.risk.trusted_flag import TrustedFlag


@dataclass(frozen=True, slots=True)
class Clause:
    """One comparison that had its part in a hit, with the value that it met.

    `path` is where the value stands in the declaration (`lines[2].hs_code`, counted from 0), `line` the
    number of its content line from 1. `expected` are the terms that matched or the threshold, `actual`
    the value in the same `unit` (`kg`, `GBP`, `GBP/kg`, `GBP/unit` or empty), `declared` the value as it
    was declared where that reads otherwise. Where `negated`, the comparison did not hold, and the profile
    asks that it does not; `expected` are then the terms that were looked for, at most twenty. `days` is
    the stretch that items were counted over. `score` (0 to 100, as text), `weak` and `differs` tell the
    nearest entry of the watch list `list_id`.
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
    days: int = 0
    list_id: str = ""
    score: str = ""
    weak: bool = False
    differs: tuple[str, ...] = ()


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
    kind: ProfileKind = ProfileKind.TARGETED
    weight: int = DEFAULT_WEIGHT


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
    NO_DATE = "no_date"
    NO_PARTY = "no_party"
    NO_HISTORY = "no_history"
    NO_LIST = "no_list"
    FAILED = "failed"
    TOO_SLOW = "too_slow"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that kept profiles from being evaluated, or the want of a declaration.

    `field` is what they look at, `value` what stood in the way (a currency, say), `line` the first content
    line concerned, `count` how many were, `profiles` the ids of the profiles that could not be evaluated.
    A profile that FAILED or was TOO_SLOW has been switched off; the note has no field.
    """

    kind: NoteKind
    field: str = ""
    value: str = ""
    line: int | None = None
    count: int = 1
    profiles: tuple[str, ...] = ()


class Selection(StrEnum):
    """Why an item was selected, if it was: by a profile, by the random draw, or by both."""

    NONE = "none"
    TARGETED = "targeted"
    RANDOM = "random"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the random draw said of the item; `probability` is that of being drawn, as exact text."""

    chosen: bool
    probability: str
    key_id: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The judgement of one declaration (or of its absence) by one set of profiles on one day.

    Hits come most severe first. `rates_on` is the day of the rates that money was compared by. Without
    `drawn`, the item was not in any draw. `indications` are oddities beside the profiles, which give no lane,
    and `quality` says how good the declaration is, where that was looked at. `trusted` says that the sender
    is on a list of trusted senders, and what that eased.
    """

    lane: Lane
    hits: tuple[Hit, ...]
    notes: tuple[Note, ...]
    profile_set_digest: str
    evaluated_on: date
    rates_on: date | None = None
    drawn: Drawn | None = None
    indications: tuple[Indication, ...] = ()
    quality: Quality | None = None
    trusted: TrustedFlag | None = None

    @property
    def selection(self) -> Selection:
        """Why the item was selected, if it was."""
        targeted = any(hit.kind is not ProfileKind.RANDOM for hit in self.hits)
        if self.drawn is not None and self.drawn.chosen:
            return Selection.BOTH if targeted else Selection.RANDOM
        return Selection.TARGETED if targeted else Selection.NONE

    @property
    def inclusion_probability(self) -> float | None:
        """How probable it was to select the item: 1 by a profile, else by the draw; None if unknown."""
        if any(hit.kind is not ProfileKind.RANDOM for hit in self.hits):
            return 1.0
        return None if self.drawn is None else float(self.drawn.probability)

    @property
    def score(self) -> int:
        """The weights of all hits together."""
        return sum(hit.weight for hit in self.hits)
