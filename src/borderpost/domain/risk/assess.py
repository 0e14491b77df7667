"""Assesses a declaration: its lane, the profiles that it hits, and what could not be told."""

from datetime import date

from borderpost.domain.declaration import Declaration
from borderpost.domain.money import RateTable
from borderpost.domain.risk.assessment import Assessment, Hit, Note, NoteKind
from borderpost.domain.risk.comparing import Obstacle
from borderpost.domain.risk.condition import Field
from borderpost.domain.risk.facts import ItemFacts
from borderpost.domain.risk.judging import Judge
from borderpost.domain.risk.lane import Lane, most_severe
from borderpost.domain.risk.profile import Profile
from borderpost.domain.risk.profile_set import ProfileSet

NO_DECLARATION_LANE = Lane.YELLOW


def assess(
    declaration: Declaration | None, profiles: ProfileSet, rates: RateTable, today: date
) -> Assessment:
    """Judge a declaration by the profiles in force on a day, or the want of a declaration.

    The lane is that of the most severe hit, green where there is none, and yellow where nothing was
    declared. A profile that cannot be evaluated (a currency without a rate, a weight of zero) is no hit
    and is named in a note. Never raises, whatever the declaration holds.
    """
    if declaration is None:
        note = Note(NoteKind.NO_DECLARATION)
        return Assessment(NO_DECLARATION_LANE, (), (note,), profiles.digest, today, rates.as_of)
    item = ItemFacts(declaration, rates)
    hits: list[Hit] = []
    obstacles: dict[tuple[NoteKind, Field, str], _Hindrance] = {}
    for profile, judge in profiles.judges_on(today):
        holds = judge.judge(item)
        if holds:
            hits.append(_hit(profile, judge, item))
        elif holds is None:
            for obstacle in judge.obstacles(item):
                key = (obstacle.kind, obstacle.field, obstacle.value)
                obstacles.setdefault(key, _Hindrance()).add(obstacle, profile.id)
    hits.sort(key=lambda hit: (-hit.lane.severity, hit.profile_id))
    return Assessment(
        lane=most_severe(hit.lane for hit in hits),
        hits=tuple(hits),
        notes=tuple(
            Note(kind, field.value, value, found.first_line, found.count, tuple(found.profiles))
            for (kind, field, value), found in obstacles.items()
        ),
        profile_set_digest=profiles.digest,
        evaluated_on=today,
        rates_on=rates.as_of,
    )


def _hit(profile: Profile, judge: Judge, item: ItemFacts) -> Hit:
    return Hit(
        profile_id=profile.id,
        profile_version=profile.version,
        title=profile.title,
        lane=profile.lane,
        instruction=profile.instruction,
        legal_basis=profile.legal_basis,
        owner=profile.owner,
        clauses=tuple(dict.fromkeys(judge.clauses(item))),
    )


class _Hindrance:
    """One obstacle, as often as profiles and lines met it."""

    def __init__(self) -> None:
        self.first_line: int | None = None
        self.profiles: dict[str, None] = {}
        self._lines: set[int | None] = set()

    @property
    def count(self) -> int:
        """How many lines were concerned; 1 for the item itself."""
        return len(self._lines)

    def add(self, obstacle: Obstacle, profile_id: str) -> None:
        if not self._lines:
            self.first_line = obstacle.line
        self._lines.add(obstacle.line)
        self.profiles[profile_id] = None
