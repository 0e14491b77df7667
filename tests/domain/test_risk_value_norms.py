"""What goods are usually worth is learnt robustly, by heading and origin, and adds up."""

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from borderpost.domain.declaration import ContentLine
from borderpost.domain.money import Money, RateTable
from borderpost.domain.risk.value_norms import NotNorms, ValueNorms, heading_of

RATES = RateTable("GBP", date(2026, 11, 22), {"EUR": Decimal("1.2")})
SHIRT = ContentLine(1, "shirt", Decimal(1), "PCE", Decimal("0.5"), Money(Decimal(8), "GBP"), "610910", "CN")


def priced(per_kg: float, line: ContentLine = SHIRT) -> ContentLine:
    return replace(line, value=Money(Decimal(str(round(per_kg * 0.5, 6))), "GBP"))


def shirts(count: int, seed: str = "shirts") -> Iterator[float]:
    dice = random.Random(seed)
    for _ in range(count):
        yield dice.lognormvariate(2.7, 0.6)


def learnt(*prices: float) -> ValueNorms:
    norms = ValueNorms("GBP")
    for price in prices:
        assert norms.learn(priced(price), RATES)
    return norms


def asked(norms: ValueNorms, line: ContentLine) -> float:
    worth = norms.worth_per_kg(line, RATES)
    assert worth is not None
    norm = norms.norm(line, worth)
    assert norm is not None
    return norm.z


def test_the_middle_half_is_that_of_what_was_seen() -> None:
    prices = list(shirts(1_204))
    norm = learnt(*prices).norm(SHIRT, Decimal("2.1"))
    assert norm is not None
    assert (norm.heading, norm.origin, norm.count, norm.unit) == ("6109", "CN", 1_204, "GBP/kg")
    low, median, high = quantiles(prices, n=4)
    assert [float(norm.low), float(norm.median), float(norm.high)] == pytest.approx(
        [low, median, high], rel=0.05
    )
    assert norm.z < -3


def test_a_tenth_of_nonsense_hardly_moves_it() -> None:
    honest = list(shirts(900))
    clean, soiled = learnt(*honest), learnt(*honest, *[0.001] * 100)
    assert asked(soiled, priced(1.5)) == pytest.approx(asked(clean, priced(1.5)), rel=0.2)


def test_a_heading_that_is_seldom_is_judged_by_its_chapter() -> None:
    norms = learnt(*shirts(500))
    trousers = replace(SHIRT, hs_code="610342")
    for price in (400.0, 410.0):
        norms.learn(priced(price, trousers), RATES)
    norm = norms.norm(trousers, Decimal(400))
    assert norm is not None
    assert (norm.heading, norm.origin) == ("61", "")
    assert norm.z > 3


def test_too_few_say_nothing() -> None:
    assert learnt(*shirts(29)).norm(SHIRT, Decimal(1)) is None
    assert ValueNorms("GBP").norm(SHIRT, Decimal(1)) is None


def test_two_that_learnt_apart_know_what_one_would() -> None:
    prices = list(shirts(400))
    one, other = learnt(*prices[:150]), learnt(*prices[150:])
    asked(one, SHIRT)
    one.join(other)
    assert one.to_plain() == learnt(*prices).to_plain()
    assert asked(one, SHIRT) == asked(learnt(*prices), SHIRT)
    with pytest.raises(ValueError, match="cannot join"):
        one.join(ValueNorms("EUR"))


def test_it_is_written_and_read_again() -> None:
    norms = learnt(*shirts(100))
    again = ValueNorms.from_plain(norms.to_plain())
    assert again.to_plain() == norms.to_plain()
    assert len(again) == 100
    assert asked(again, SHIRT) == asked(norms, SHIRT)


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"currency": "GBP", "bins_per_e": 7, "histograms": {}},
        {"currency": "GBP", "bins_per_e": 20, "histograms": {"": [[1, -3]]}},
        {"currency": "GBP", "bins_per_e": 20, "histograms": {"": [[1, 0.5]]}},
        {"currency": "GBP", "bins_per_e": 20, "histograms": {"": [[1]]}},
        {"currency": "GBP", "bins_per_e": 20, "histograms": []},
    ],
)
def test_what_are_no_norms_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises(NotNorms):
        ValueNorms.from_plain(plain)


@pytest.mark.parametrize(
    "line",
    [
        replace(SHIRT, value=None),
        replace(SHIRT, net_weight_kg=None),
        replace(SHIRT, net_weight_kg=Decimal(0)),
        replace(SHIRT, net_weight_kg=Decimal("1e-999999")),
        replace(SHIRT, value=Money(Decimal(0), "GBP")),
        replace(SHIRT, value=Money(Decimal("NaN"), "GBP")),
        replace(SHIRT, value=Money(Decimal("1e999999"), "GBP")),
        replace(SHIRT, value=Money(Decimal(8), "XXX")),
        replace(SHIRT, hs_code=""),
        replace(SHIRT, hs_code="987"),
    ],
)
def test_what_cannot_be_learnt_from_is_passed_over(line: ContentLine) -> None:
    assert not ValueNorms("GBP").learn(line, RATES)


def test_money_is_compared_by_the_rates() -> None:
    euros = replace(SHIRT, value=Money(Decimal("9.6"), "EUR"))
    assert ValueNorms("GBP").worth_per_kg(euros, RATES) == ValueNorms("GBP").worth_per_kg(SHIRT, RATES)


@pytest.mark.parametrize(
    ("code", "heading"),
    [("610910", "6109"), ("6109", "6109"), ("10121", "0101"), ("6109 10", "6109"), ("٦١٠٩", ""), ("", "")],
)
def test_the_heading_of_a_code(code: str, heading: str) -> None:
    assert heading_of(replace(SHIRT, hs_code=code)) == heading


@given(st.none() | st.decimals(), st.none() | st.decimals(), st.text(max_size=8), st.text(max_size=3))
def test_no_line_breaks_it(weight: Decimal | None, value: Decimal | None, code: str, origin: str) -> None:
    norms = learnt(*shirts(40))
    money = None if value is None else Money(value, "GBP")
    line = replace(SHIRT, net_weight_kg=weight, value=money, hs_code=code, origin_country=origin)
    norms.learn(line, RATES)
    worth = norms.worth_per_kg(line, RATES)
    if worth is not None:
        norms.norm(replace(line, hs_code="610910"), worth)
