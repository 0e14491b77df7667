"""Assesses a declaration: its lane, the profiles that it hits, and what could not be told."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from borderpost.domain.declaration import Declaration
from borderpost.domain.money import RateTable
from borderpost.domain.risk.assessment import Assessment, Clause, Drawn, Hit, Note, NoteKind
from borderpost.domain.risk.comparing import Obstacle
from borderpost.domain.risk.facts import ItemFacts, OverBudget
from borderpost.domain.risk.guard import Guard
from borderpost.domain.risk.judging import Judge
from borderpost.domain.risk.lane import Lane, most_severe
from borderpost.domain.risk.profile import Profile
from borderpost.domain.risk.profile_kind import ProfileKind
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.domain.risk.surroundings import NOTHING_AROUND, RandomDraw, Surroundings

NO_DECLARATION_LANE = Lane.YELLOW
RANDOM_LANE = Lane.RED


def assess(
    declaration: Declaration | None,
    profiles: ProfileSet,
    rates: RateTable,
    today: date,
    *,
    around: Surroundings = NOTHING_AROUND,
    draw: RandomDraw | None = None,
    guard: Guard | None = None,
) -> Assessment:
    """Judge a declaration by the profiles in force on a day, or the want of a declaration.

    The lane is that of the most severe hit, green where there is none, yellow where nothing was declared,
    and red at least where the random draw has chosen the item. A profile that cannot be evaluated (a
    currency without a rate, a weight of zero, a list that is not there) is no hit and is named in a note.
    Never raises, whatever the declaration holds: a profile that fails, or takes longer than `guard` allows,
    is switched off there and named in a note of this and all later assessments.
    """
    return _assess(declaration, profiles, rates, today, around, draw, guard, _of_the_index)


def assess_one_by_one(
    declaration: Declaration | None,
    profiles: ProfileSet,
    rates: RateTable,
    today: date,
    *,
    around: Surroundings = NOTHING_AROUND,
    draw: RandomDraw | None = None,
) -> Assessment:
    """Return the same assessment as `assess`, by asking every profile; slow, to compare with."""
    return _assess(declaration, profiles, rates, today, around, draw, None, _all_of_them)


_Choice = Callable[[ProfileSet, ItemFacts], Iterable[int]]


def _of_the_index(profiles: ProfileSet, item: ItemFacts) -> Iterable[int]:
    index = profiles.index
    try:
        return index.candidates(item)
    except Exception:  # noqa: BLE001  # a list that fails: each profile is asked, and its own failure found
        return range(len(profiles))


def _all_of_them(profiles: ProfileSet, item: ItemFacts) -> Iterable[int]:
    return range(len(profiles))


def _assess(
    declaration: Declaration | None,
    profiles: ProfileSet,
    rates: RateTable,
    today: date,
    around: Surroundings,
    draw: RandomDraw | None,
    guard: Guard | None,
    choose: _Choice,
) -> Assessment:
    guard = guard or Guard()
    drawn = None if draw is None else Drawn(draw.chosen, repr(float(draw.probability)), draw.key_id)
    chosen = drawn is not None and drawn.chosen
    least = RANDOM_LANE if chosen else Lane.GREEN
    if declaration is None:
        lane = most_severe((least, NO_DECLARATION_LANE))
        note = Note(NoteKind.NO_DECLARATION)
        return Assessment(lane, (), (note,), profiles.digest, today, rates.as_of, drawn)
    item = ItemFacts(declaration, rates, today, around, guard.clock)
    session = _Session(item, guard)
    for position in choose(profiles, item):
        profile = profiles.profiles[position]
        if profile.holds_on(today) and (chosen or profile.kind is not ProfileKind.RANDOM):
            session.ask(profile, profiles.judges[position])
    session.hits.sort(key=lambda hit: (-hit.lane.severity, -hit.weight, hit.profile_id))
    return Assessment(
        lane=most_severe((least, *(hit.lane for hit in session.hits))),
        hits=tuple(session.hits),
        notes=(*session.notes(), *_switched_off(profiles, guard, today)),
        profile_set_digest=profiles.digest,
        evaluated_on=today,
        rates_on=rates.as_of,
        drawn=drawn,
    )


class _Session:
    """The profiles' answers for one item, as they come."""

    def __init__(self, item: ItemFacts, guard: Guard) -> None:
        self.hits: list[Hit] = []
        self._item = item
        self._guard = guard
        self._budget = guard.budget_ns(len(item.lines))
        self._obstacles: dict[tuple[NoteKind, str, str], _Hindrance] = {}

    def ask(self, profile: Profile, judge: Judge) -> None:
        """Judge by one profile, and keep what it says; switch it off where it fails or is too slow."""
        guard = self._guard
        if guard.off and (profile.id, profile.version) in guard.off:
            return
        clock = guard.clock
        if clock is None:
            self._judge(profile, judge)
            return
        begun = clock()
        self._item.deadline = begun + self._budget
        hits = len(self.hits)
        self._judge(profile, judge)
        if clock() <= self._item.deadline:
            return
        # The interpreter may have tidied its memory meanwhile: only who is slow twice is slow.
        told = self.hits[hits:]
        del self.hits[hits:]
        begun = clock()
        self._item.deadline = begun + self._budget
        self._judge(profile, judge)
        if clock() > self._item.deadline:
            guard.too_slow(profile, clock() - begun)
            if told and len(self.hits) == hits:
                self.hits.extend(told)

    def _judge(self, profile: Profile, judge: Judge) -> None:
        try:
            holds = judge.judge(self._item, None)
            if holds:
                self._hit(profile, judge)
            elif holds is None:
                self._note(profile, judge)
        except OverBudget:
            pass
        except Exception as error:  # noqa: BLE001  # whatever is wrong with it, the bench goes on without it
            self._guard.failed(profile, error)

    def _hit(self, profile: Profile, judge: Judge) -> None:
        clauses: dict[Clause, None] = {}
        try:
            for clause in judge.clauses(self._item):
                clauses[clause] = None
        finally:  # a hit is a hit, also where telling all of it takes too long
            self.hits.append(_hit(profile, tuple(clauses)))

    def _note(self, profile: Profile, judge: Judge) -> None:
        for obstacle in judge.obstacles(self._item):
            key = (obstacle.kind, obstacle.field.value, obstacle.value)
            self._obstacles.setdefault(key, _Hindrance()).add(obstacle, profile.id)

    def notes(self) -> Iterator[Note]:
        """Yield what could not be told."""
        for (kind, field, value), found in self._obstacles.items():
            yield Note(kind, field, value, found.first_line, found.count, tuple(found.profiles))


def _switched_off(profiles: ProfileSet, guard: Guard, today: date) -> Iterator[Note]:
    """Yield the profiles in force that are switched off."""
    for key, off in sorted(guard.off.copy().items()):  # another thread may switch one off meanwhile
        profile = profiles.by_version.get(key)
        if profile is not None and profile.holds_on(today):
            yield Note(off.reason, value=off.detail, profiles=(off.profile_id,))


def _hit(profile: Profile, clauses: tuple[Clause, ...]) -> Hit:
    return Hit(
        profile_id=profile.id,
        profile_version=profile.version,
        title=profile.title,
        lane=profile.lane,
        instruction=profile.instruction,
        legal_basis=profile.legal_basis,
        owner=profile.owner,
        clauses=clauses,
        kind=profile.kind,
        weight=profile.weight,
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
