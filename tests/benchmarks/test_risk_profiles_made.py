"""The made-up profiles are good, always the same, and the index says of them what asking each one says."""

from datetime import date
from decimal import Decimal

from borderpost.benchmarks.risk_profiles import WATCH_LIST, make_profiles
from borderpost.demo.declarations import generate
from borderpost.domain.canonical_declaration import from_canonical
from borderpost.domain.money import RateTable
from borderpost.domain.risk.assess import assess, assess_one_by_one
from borderpost.domain.risk.condition import Operator, comparisons
from borderpost.domain.risk.history import SameKind, Tally
from borderpost.domain.risk.surroundings import Surroundings
from risk_trees import CountedItems, FewWords, ListedNames

TODAY = date(2026, 11, 22)
RATES = RateTable("GBP", TODAY, {"EUR": Decimal("1.15"), "CNY": Decimal("9.15"), "USD": Decimal("1.3")})
AROUND = Surroundings(
    ListedNames({WATCH_LIST: ("a", "Li")}),
    CountedItems({SameKind.SENDER: Tally(9), SameKind.ADDRESS: Tally(4)}),
    FewWords(("gift",)),
)


def test_the_same_profiles_come_each_time_and_look_for_all_kinds_of_things() -> None:
    made = make_profiles(300)
    assert len(made) == 300
    assert made == make_profiles(300)
    assert made != make_profiles(300, seed=6)
    found = {one.operator for profile in made for _, one in comparisons(profile.condition)}
    assert found >= {Operator.HAS_PART, Operator.MATCHES_LIST, Operator.MATCHES_PATTERN, Operator.IS_VAGUE}


def test_the_index_says_what_asking_each_profile_says() -> None:
    made = make_profiles(300)
    hits = 0
    for plain in generate(3, 150, TODAY):
        declaration = from_canonical(plain)
        told = assess(declaration, made, RATES, TODAY, around=AROUND)
        assert told == assess_one_by_one(declaration, made, RATES, TODAY, around=AROUND)
        hits += len(told.hits)
    assert 20 < hits < 2_000
