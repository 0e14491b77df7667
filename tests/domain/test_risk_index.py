"""The index rules out what cannot hold, and nothing that can hold or stay undecided."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as changed

from borderpost.domain.declaration import ContentLine, Declaration, Party
from borderpost.domain.money import Money
from borderpost.domain.risk.assess import assess, assess_one_by_one
from borderpost.domain.risk.condition import All, Any, Comparison, Condition, Field, Not, Operator
from borderpost.domain.risk.facts import ItemFacts
from borderpost.domain.risk.matching import matching
from borderpost.domain.risk.profile import WordList
from borderpost.domain.risk.profile_set import ProfileSet
from risk_trees import AROUND, DECLARATIONS, MESSAGE, PLAIN, RATES, TODAY, WORD_LIST, trees

LISTS = (WordList("words", 1, "Words", "o", date(2026, 1, 1), WORD_LIST),)
ITEM = Declaration(
    message=MESSAGE,
    item_id="RX473124829CN",
    sender=Party(name="Heron Bay", country="CN"),
    gross_weight_kg=Decimal("1.5"),
    lines=(ContentLine(1, "steel spoons", quantity=Decimal(3), value=Money(Decimal(20), "GBP")),),
)
ORDERS = (Operator.ABOVE, Operator.AT_LEAST, Operator.BELOW, Operator.AT_MOST)


def of(conditions: list[Condition]) -> ProfileSet:
    """Return profiles by these conditions, in their order."""
    return ProfileSet(
        tuple(replace(PLAIN, id=f"p{number:03}", condition=one) for number, one in enumerate(conditions)),
        LISTS,
    )


def weighs(operator: Operator, kilograms: str) -> Comparison:
    """Return a comparison of the gross weight."""
    return Comparison(Field.GROSS_WEIGHT, operator, threshold=Decimal(kilograms))


def test_numbers_rule_out_the_profiles_on_the_other_side_of_their_threshold() -> None:
    steps = ("0.5", "1.5", "2.5")
    profiles = of([weighs(operator, step) for operator in ORDERS for step in steps])
    found = profiles.index.candidates(ItemFacts(ITEM, RATES, TODAY))
    assert [(ORDERS[one // 3], steps[one % 3]) for one in found] == [
        (Operator.ABOVE, "0.5"),
        (Operator.AT_LEAST, "0.5"),
        (Operator.AT_LEAST, "1.5"),
        (Operator.BELOW, "2.5"),
        (Operator.AT_MOST, "1.5"),
        (Operator.AT_MOST, "2.5"),
    ]
    unknown = ItemFacts(changed(ITEM, gross_weight_kg=None), RATES, TODAY)
    assert profiles.index.candidates(unknown) == list(range(12))


def test_a_sum_that_is_not_complete_rules_out_only_what_it_exceeds() -> None:
    lines = (*ITEM.lines, ContentLine(2, "spoons"))
    worth = [
        Comparison(Field.TOTAL_VALUE, operator, threshold=Decimal(step), currency="GBP")
        for operator in ORDERS
        for step in (10, 20, 30)
    ]
    profiles = of(list(worth))
    found = profiles.index.candidates(ItemFacts(changed(ITEM, lines=lines), RATES, TODAY))
    assert found == [0, 1, 2, 3, 4, 5, 8, 10, 11]


def test_what_has_to_hold_of_codes_texts_and_numbers_is_asked_of_all() -> None:
    china, japan = (Comparison(Field.SENDER_COUNTRY, Operator.IS_IN, (one,)) for one in ("CN", "JP"))
    spoons = Comparison(Field.LINE_DESCRIPTION, Operator.HAS_WORDS, ("spoons",))
    nothing = Comparison(Field.SENDER_NAME, Operator.MISSING)
    conditions: list[Condition] = [
        All((china, spoons)),
        All((japan, spoons)),
        Any((japan, spoons)),
        Not(All((china, spoons))),
        Not(Any((china, spoons))),
        Any(()),
        All(()),
        *[Any((japan, nothing))] * 4,  # fewer than four would rather be judged
    ]
    found = of(conditions).index.candidates(ItemFacts(ITEM, RATES, TODAY))
    assert found == [0, 2, 3, 4, 6]


def test_of_hundreds_that_may_hold_none_is_forgotten() -> None:
    china = Comparison(Field.SENDER_COUNTRY, Operator.IS_IN, ("CN",))
    japan = replace(china, terms=("JP",))
    profiles = of([china if number % 3 else japan for number in range(400)])
    expected = [number for number in range(400) if number % 3]
    item = ItemFacts(ITEM, RATES, TODAY)
    assert profiles.index.candidates(item) == expected
    assert matching(item, profiles) == expected


THRESHOLDS = st.sampled_from([Decimal(one) for one in ("-1", "0", "0.5", "1", "1.50", "2", "20", "1E+3")])
NUMBERS = st.builds(
    lambda field, operator, threshold: Comparison(
        field,
        operator,
        threshold=threshold,
        currency=("GBP" if threshold < 2 else "CHF")
        if field in (Field.TOTAL_VALUE, Field.LINE_VALUE)
        else "",
    ),
    st.sampled_from(
        [Field.GROSS_WEIGHT, Field.NET_WEIGHT, Field.LINE_QUANTITY, Field.TOTAL_VALUE, Field.LINE_VALUE]
    ),
    st.sampled_from(ORDERS),
    THRESHOLDS,
)


@settings(deadline=None, max_examples=50)
@given(st.lists(NUMBERS | trees(), min_size=20, max_size=40), DECLARATIONS)
def test_many_profiles_are_judged_as_one_by_one_to_the_letter(
    conditions: list[Condition], declaration: Declaration
) -> None:
    profiles = of(conditions)
    told = assess(declaration, profiles, RATES, TODAY, around=AROUND)
    assert told == assess_one_by_one(declaration, profiles, RATES, TODAY, around=AROUND)
    held = matching(ItemFacts(declaration, RATES, TODAY, AROUND), profiles)
    assert sorted(hit.profile_id for hit in told.hits) == [f"p{position:03}" for position in held]
