"""What is not plausible about a declaration is told with the values that make it so."""

from dataclasses import replace as changed
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from borderpost.domain.declaration import ContentLine, Declaration, MessageRef, Nature, Party
from borderpost.domain.money import Money, RateTable
from borderpost.domain.risk.history import SameKind, Tally
from borderpost.domain.risk.indication import Indication, IndicationKind, ValueThreshold
from borderpost.domain.risk.plausibility import Yardsticks, indications_of
from borderpost.domain.risk.usual import Usual
from borderpost.domain.risk.value_norms import ValueNorms

TODAY = date(2026, 11, 22)
RATES = RateTable("GBP", TODAY, {"EUR": Decimal("1.2")})
LINE = ContentLine(
    1, "shirt", Decimal(1), "PCE", Decimal("0.5"), Money(Decimal("8.5"), "GBP"), "610910", "CN"
)
ITEM = Declaration(
    message=MessageRef("m1", 1, "POST-CN", datetime(2026, 11, 2, 9, tzinfo=UTC)),
    item_id="CC473124829CN",
    nature=Nature.SALE_OF_GOODS,
    gross_weight_kg=Decimal("0.6"),
    sender=Party(name="Li Wei", city="Yiwu", country="CN"),
    addressee=Party(name="Farah Bennett", lines=("17 Millbrook Close",), postcode="NR2 3TU", country="GB"),
    lines=(LINE,),
)
YEARS = (date(2025, 1, 1), date(2027, 12, 31))
RELIEF = ValueThreshold("Low value", Money(Decimal(135), "GBP"), *YEARS)
GIFTS = ValueThreshold("Gifts", Money(Decimal(39), "GBP"), *YEARS, gifts_only=True)


class Held:
    """What a site holds: the same answer to every question of one kind."""

    def __init__(self, tallies: dict[SameKind, Tally], times: int = 0) -> None:
        self._tallies = tallies
        self._times = times

    def count(self, kind: SameKind, key: str, since_days: int) -> Tally:
        assert key
        assert since_days > 0
        return self._tallies.get(kind, Tally())

    def times(self, address_key: str, heading: str, since_days: int) -> int:
        assert address_key
        return self._times if heading == "6109" else 0


def pounds(amount: str) -> Money:
    return Money(Decimal(amount), "GBP")


def valued(amount: str, currency: str = "GBP", **changes: Any) -> Declaration:
    return replace(ITEM, lines=(replace(LINE, value=Money(Decimal(amount), currency)),), **changes)


def found(
    declaration: Declaration, yardsticks: Yardsticks | None = None, scale: str = ""
) -> list[Indication]:
    kg = Decimal(scale) if scale else None
    return list(indications_of(declaration, RATES, TODAY, yardsticks or Yardsticks(), kg))


def only(declaration: Declaration, yardsticks: Yardsticks | None = None, scale: str = "") -> Indication:
    (one,) = found(declaration, yardsticks, scale)
    return one


def norms() -> ValueNorms:
    learnt = ValueNorms("GBP")
    for pence in range(900, 2_400, 5):
        learnt.learn(replace(LINE, net_weight_kg=Decimal(1), value=pounds(str(Decimal(pence) / 100))), RATES)
    return learnt


def test_an_ordinary_item_gives_no_indication() -> None:
    everything = Yardsticks(norms(), (RELIEF, GIFTS), Held({SameKind.ADDRESSEE: Tally(1)}), Held({}))
    assert found(ITEM, everything, scale="0.61") == []


@pytest.mark.parametrize(
    ("amount", "kind"), [("0.90", IndicationKind.VALUE_LOW), ("95", IndicationKind.VALUE_HIGH)]
)
def test_a_value_per_kilogram_far_from_what_is_usual(amount: str, kind: IndicationKind) -> None:
    one = only(valued(amount), Yardsticks(norms()))
    assert (one.kind, one.line, one.unit, one.count) == (kind, 1, "GBP/kg", 300)
    assert (one.about, one.origin) == ("6109", "CN")
    assert one.actual == Decimal(amount) * 2
    assert one.low == pytest.approx(Decimal("12.7"), rel=Decimal("0.06"))
    assert one.high == pytest.approx(Decimal("20.2"), rel=Decimal("0.06"))


def test_the_three_oddest_lines_are_told() -> None:
    lines = tuple(
        replace(LINE, number=number, value=pounds(str(Decimal(number) / 100))) for number in range(1, 9)
    )
    told = found(replace(ITEM, lines=lines, gross_weight_kg=None), Yardsticks(norms()))
    assert [one.line for one in told] == [1, 2, 3]


@pytest.mark.parametrize(
    ("amount", "currency", "near"),
    [
        ("134.90", "GBP", True),
        ("135", "GBP", True),
        ("121.50", "GBP", True),
        ("121.49", "GBP", False),
        ("135.01", "GBP", False),
        ("160", "EUR", True),
    ],
)
def test_a_value_just_below_a_threshold(amount: str, currency: str, near: bool) -> None:
    told = found(valued(amount, currency), Yardsticks(thresholds=(RELIEF,)))
    assert [one.kind for one in told] == [IndicationKind.JUST_BELOW_THRESHOLD] * near


def test_a_threshold_for_gifts_is_for_gifts_and_one_that_is_over_for_nobody() -> None:
    over = ValueThreshold("Old", pounds("40"), date(2020, 1, 1), date(2025, 8, 28))
    yardsticks = Yardsticks(thresholds=(GIFTS, over))
    assert found(valued("38"), yardsticks) == []
    assert only(valued("38", nature=Nature.GIFT), yardsticks).about == "Gifts"


def test_a_consignment_split_below_a_threshold() -> None:
    history = Held({SameKind.ADDRESSEE: Tally(3, (pounds("240"), Money(Decimal(60), "EUR")))})
    one = only(valued("80"), Yardsticks(thresholds=(RELIEF,), history=history))
    assert (one.kind, one.actual, one.high) == (IndicationKind.SPLIT, Decimal("290.00"), Decimal(135))
    assert (one.count, one.days, one.about) == (3, 7, "Low value")


@pytest.mark.parametrize(
    "tally", [Tally(1, (pounds("300"),)), Tally(3, (pounds("135"),)), Tally(3, (Money(Decimal(900), "XXX"),))]
)
def test_what_is_no_split(tally: Tally) -> None:
    assert (
        found(valued("80"), Yardsticks(thresholds=(RELIEF,), history=Held({SameKind.ADDRESSEE: tally}))) == []
    )


def test_many_items_and_the_same_goods_to_one_address() -> None:
    held = Held({SameKind.ADDRESS: Tally(14)}, times=5)
    many, same = found(ITEM, Yardsticks(history=held, goods=held))
    assert (many.kind, many.count, many.days) == (IndicationKind.MANY_TO_ONE_ADDRESS, 14, 30)
    assert (same.kind, same.count, same.about) == (IndicationKind.SAME_GOODS_AGAIN, 5, "6109")
    nowhere = replace(ITEM, addressee=Party(name="Farah Bennett"))
    assert found(nowhere, Yardsticks(history=held, goods=held)) == []


def test_what_comes_to_nearly_every_address_tells_nothing() -> None:
    usual = Usual(Decimal("0.02"), "GBP", 14, 5, {7: Decimal(290)})
    held = Held({SameKind.ADDRESS: Tally(14), SameKind.ADDRESSEE: Tally(3, (pounds("290"),))}, times=5)
    yardsticks = Yardsticks(history=held, goods=held, thresholds=(RELIEF,), usual=usual)
    assert found(valued("80"), yardsticks) == []
    more = Held({SameKind.ADDRESS: Tally(15), SameKind.ADDRESSEE: Tally(3, (pounds("290.01"),))}, times=6)
    told = found(valued("80"), changed(yardsticks, history=more, goods=more))
    assert [(one.kind, one.count) for one in told] == [
        (IndicationKind.SPLIT, 3),
        (IndicationKind.MANY_TO_ONE_ADDRESS, 15),
        (IndicationKind.SAME_GOODS_AGAIN, 6),
    ]
    assert told[1].high == 14


def test_few_items_stay_few_where_even_fewer_are_usual() -> None:
    usual = Usual(Decimal("0.02"), "GBP", 2, 1)
    held = Held({SameKind.ADDRESS: Tally(9)}, times=3)
    assert found(ITEM, Yardsticks(history=held, goods=held, usual=usual)) == []


def test_a_gift_from_a_company() -> None:
    gift = replace(ITEM, nature=Nature.GIFT, sender=Party(company="Oakmere Trading"))
    one = only(gift)
    assert (one.kind, one.about) == (IndicationKind.GIFT_FROM_COMPANY, "Oakmere Trading")


@pytest.mark.parametrize(("scale", "odd"), [("0.66", False), ("0.67", True), ("0.53", True), ("0.54", False)])
def test_what_the_scale_shows(scale: str, odd: bool) -> None:
    told = found(ITEM, scale=scale)
    assert [one.kind for one in told] == [IndicationKind.SCALE_DISAGREES] * odd


def test_contents_that_weigh_more_than_the_item() -> None:
    one = only(replace(ITEM, gross_weight_kg=Decimal("0.4")))
    assert (one.kind, one.actual, one.high) == (
        IndicationKind.NET_ABOVE_GROSS,
        Decimal("0.5"),
        Decimal("0.4"),
    )


def test_round_numbers_and_a_value_below_the_postage() -> None:
    lines = tuple(replace(LINE, number=n, value=pounds(f"{n}0.00"), net_weight_kg=None) for n in (1, 2, 3))
    assert only(replace(ITEM, lines=lines)).kind is IndicationKind.ROUND_NUMBERS
    assert found(replace(ITEM, lines=lines[:2])) == []
    one = only(replace(ITEM, postage=Money(Decimal(24), "EUR")))
    assert (one.kind, one.actual, one.low) == (
        IndicationKind.VALUE_BELOW_POSTAGE,
        Decimal("8.50"),
        Decimal("20.00"),
    )


NUMBERS = st.none() | st.decimals()
MONEYS = st.none() | st.builds(Money, st.decimals(), st.sampled_from(["GBP", "EUR", "XXX"]))


@given(NUMBERS, NUMBERS, st.lists(MONEYS, max_size=4), MONEYS, st.text(max_size=6), NUMBERS)
def test_no_declaration_breaks_it(
    gross: Decimal | None,
    net: Decimal | None,
    values: list[Money | None],
    postage: Money | None,
    code: str,
    scale: Decimal | None,
) -> None:
    lines = tuple(replace(LINE, value=value, net_weight_kg=net, hs_code=code) for value in values)
    declaration = replace(ITEM, gross_weight_kg=gross, lines=lines, postage=postage)
    held = Held({SameKind.ADDRESSEE: Tally(5, tuple(filter(None, values)))})
    indications_of(declaration, RATES, TODAY, Yardsticks(None, (RELIEF,), held, held), scale)


def test_ten_thousand_lines_are_no_trouble() -> None:
    lines = tuple(replace(LINE, number=number) for number in range(1, 10_001))
    assert found(replace(ITEM, lines=lines, gross_weight_kg=None), Yardsticks(norms())) == []
