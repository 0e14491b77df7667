"""No profile, however odd, stops the bench: what fails or takes too long is switched off and named."""

from dataclasses import replace as changed
from decimal import Decimal
from itertools import count
from time import thread_time_ns

import pytest
from msgspec.structs import replace

from borderpost.domain.declaration import ContentLine, Declaration, Party
from borderpost.domain.money import Money
from borderpost.domain.risk.assess import assess, assess_one_by_one
from borderpost.domain.risk.assessment import Note, NoteKind
from borderpost.domain.risk.condition import All, Any, Comparison, Condition, EveryLine, Field, Not, Operator
from borderpost.domain.risk.guard import Guard, SwitchedOff
from borderpost.domain.risk.history import SameKind, Tally
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile import Profile
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.domain.risk.surroundings import Surroundings
from borderpost.domain.risk.watch_match import WatchMatch
from risk_trees import AROUND, MESSAGE, PLAIN, RATES, TODAY, CountedItems, FewWords, ListedNames

ITEM = Declaration(
    message=MESSAGE,
    item_id="RX473124829CN",
    sender=Party(name="Heron Bay", country="CN"),
    lines=(ContentLine(1, "gift"),),
)
FROM_CHINA = Comparison(Field.SENDER_COUNTRY, Operator.IS_IN, ("CN",))
SIMPLE = changed(PLAIN, id="simple", condition=FROM_CHINA)
SEVERAL = Comparison(Field.SAME_SENDER_ITEMS, Operator.AT_LEAST, threshold=Decimal(3), within_days=30)
COUNTING = changed(PLAIN, id="counting", version=7, condition=All((FROM_CHINA, SEVERAL)))
WATCHING = changed(
    PLAIN, id="watching", condition=Comparison(Field.SENDER_NAME, Operator.MATCHES_LIST, word_list="watched")
)


class Broken(CountedItems, ListedNames, FewWords):
    """A history, watch lists and vague words that all fail."""

    def __init__(self) -> None:
        return

    def count(self, kind: SameKind, key: str, since_days: int) -> Tally:
        """Fail."""
        raise OSError("the disk is gone")

    def has(self, list_id: str) -> bool:
        """Fail."""
        raise RuntimeError("no memory")

    def match(self, list_id: str, name: str) -> tuple[WatchMatch, ...]:
        """Fail."""
        raise RuntimeError("no memory")

    def vague(self, description: str) -> tuple[str, ...]:
        """Fail."""
        raise RecursionError


class Ticks:
    """A clock that moves each time it is looked at, and more where it is told to."""

    def __init__(self, step_ns: int = 1_000_000) -> None:
        self.now = 0
        self.step_ns = step_ns

    def __call__(self) -> int:
        self.now += self.step_ns
        return self.now


class SlowHistory(CountedItems):
    """A history that takes a second for every count."""

    def __init__(self, clock: Ticks) -> None:
        super().__init__()
        object.__setattr__(self, "clock", clock)

    clock: Ticks

    def count(self, kind: SameKind, key: str, since_days: int) -> Tally:
        """Return three items, a second later."""
        self.clock.now += 1_000_000_000
        return Tally(3)


def test_a_profile_that_fails_is_switched_off_and_the_others_go_on() -> None:
    reported: list[SwitchedOff] = []
    guard = Guard(report=reported.append)
    broken = Surroundings(history=Broken())
    profiles = ProfileSet((COUNTING, SIMPLE))
    note = Note(NoteKind.FAILED, value="OSError: the disk is gone", profiles=("counting",))
    for around in (broken, broken, AROUND):
        told = assess(ITEM, profiles, RATES, TODAY, around=around, guard=guard)
        assert [hit.profile_id for hit in told.hits] == ["simple"]
        assert told.notes == (note,)
    assert reported == [SwitchedOff("counting", 7, NoteKind.FAILED, "OSError: the disk is gone")]
    newer = ProfileSet((changed(COUNTING, version=8), SIMPLE))
    assert len(assess(ITEM, newer, RATES, TODAY, around=AROUND, guard=guard).hits) == 2


def test_lists_that_fail_cost_no_other_profile_its_hit() -> None:
    vague = changed(PLAIN, id="vague", condition=Comparison(Field.LINE_DESCRIPTION, Operator.IS_VAGUE))
    around = Surroundings(Broken(), Broken(), Broken())
    told = assess(ITEM, ProfileSet((COUNTING, SIMPLE, WATCHING, vague)), RATES, TODAY, around=around)
    assert [hit.profile_id for hit in told.hits] == ["simple"]
    assert [(note.kind, note.profiles) for note in told.notes] == [
        (NoteKind.FAILED, (name,)) for name in ("counting", "vague", "watching")
    ]


def test_a_profile_that_is_slow_twice_is_switched_off_and_its_hit_stands() -> None:
    reported: list[SwitchedOff] = []
    guard = Guard(Ticks(step_ns=30_000_000), reported.append)
    told = assess(ITEM, ProfileSet((SIMPLE,)), RATES, TODAY, guard=guard)
    assert [hit.profile_id for hit in told.hits] == ["simple"]
    assert [(one.profile_id, one.reason) for one in reported] == [("simple", NoteKind.TOO_SLOW)]
    later = assess(ITEM, ProfileSet((SIMPLE,)), RATES, TODAY, guard=guard)
    assert later.hits == ()
    assert later.notes == told.notes == (Note(NoteKind.TOO_SLOW, value="60 ms", profiles=("simple",)),)


def test_slow_once_is_not_slow() -> None:
    """What was counted once is not counted again for the same item."""
    reported: list[SwitchedOff] = []
    clock = Ticks()
    around = Surroundings(history=SlowHistory(clock))
    guard = Guard(clock, reported.append)
    told = assess(ITEM, ProfileSet((COUNTING, SIMPLE)), RATES, TODAY, around=around, guard=guard)
    assert [hit.profile_id for hit in told.hits] == ["counting", "simple"]
    assert (reported, told.notes) == ([], ())


def _endless() -> Profile:
    """The dearest profile that its limits allow, made to be undecided until the last line."""
    words = [
        Comparison(Field.LINE_DESCRIPTION, Operator.MATCHES_PATTERN, (f"(x+x+)+y{number}",))
        for number in range(20)
    ]
    lines = [
        Comparison(Field.LINE_VALUE, Operator.ABOVE, threshold=Decimal(number), currency="GBP")
        for number in range(150)
    ]
    return changed(PLAIN, id="endless", condition=EveryLine(All((Not(Any(tuple(words))), *lines))))


def _lines(number: int) -> tuple[ContentLine, ...]:
    return tuple(
        ContentLine(one, "x" * 500 + str(one), value=Money(Decimal(2_000), "CNY"), hs_code="850760")
        for one in range(number)
    )


def test_the_dearest_profile_stops_at_its_budget_on_ten_thousand_lines() -> None:
    reported: list[SwitchedOff] = []
    guard = Guard(thread_time_ns, reported.append, budget_ns=5_000_000, budget_per_line_ns=0)
    item = replace(ITEM, lines=_lines(10_000))
    profiles = ProfileSet((_endless(), SIMPLE))
    profiles.make_ready()
    begun = thread_time_ns()
    told = assess(item, profiles, RATES, TODAY, guard=guard)
    assert (thread_time_ns() - begun) / 1e9 < 1.0
    assert [(one.profile_id, one.reason) for one in reported] == [("endless", NoteKind.TOO_SLOW)]
    assert [hit.profile_id for hit in told.hits] == ["simple"]
    assert told.notes[-1].kind is NoteKind.TOO_SLOW
    assert told.notes[-1].profiles == ("endless",)


def test_ordinary_profiles_stay_within_the_usual_budget_on_ten_thousand_lines() -> None:
    conditions: list[Condition] = [
        Comparison(Field.LINE_DESCRIPTION, Operator.HAS_WORDS, ("gift",)),
        Comparison(Field.LINE_HS_CODE, Operator.STARTS_WITH, ("85",)),
        Comparison(Field.LINE_VALUE, Operator.ABOVE, threshold=Decimal(5_000), currency="GBP"),
        Comparison(Field.TOTAL_VALUE, Operator.ABOVE, threshold=Decimal(5_000), currency="GBP"),
        EveryLine(Comparison(Field.LINE_HS_CODE, Operator.MISSING)),
        Comparison(Field.LINE_VALUE_PER_KG, Operator.BELOW, threshold=Decimal(3), currency="GBP"),
    ]
    ids = (f"p{number}" for number in count())
    profiles = ProfileSet(tuple(changed(PLAIN, id=next(ids), condition=one) for one in conditions))
    item = replace(ITEM, lines=_lines(10_000))
    told = assess(item, profiles, RATES, TODAY, guard=Guard(thread_time_ns))
    assert [hit.profile_id for hit in told.hits] == ["p1", "p3"]
    assert [(note.kind, note.count, note.profiles) for note in told.notes] == [
        (NoteKind.NO_WEIGHT, 10_000, ("p5",))
    ]
    assert told == assess_one_by_one(item, profiles, RATES, TODAY)


@pytest.mark.parametrize("text", ["محمد عبد الله\u202e", "\ud800", "礼品" * 2_000, "\x00", "🎂" * 500])
def test_odd_texts_give_an_assessment(text: str) -> None:
    item = replace(ITEM, sender=Party(name=text, company=text, lines=(text,)), lines=(ContentLine(0, text),))
    told = assess(item, ProfileSet((SIMPLE, COUNTING, WATCHING)), RATES, TODAY, around=AROUND)
    assert told.lane in (Lane.GREEN, Lane.RED)
    assert not [note for note in told.notes if note.kind is NoteKind.FAILED]
