"""The figures of profiles: shares with their intervals, the random share weighted, targeted told apart."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.risk.measuring import Judged, drawn_share, lift_over, measure, trend, wilson

DAY = date(2026, 11, 20)


def item(
    *hits: str, drawn: bool = False, found: bool = False, examined: bool = True, p: float = 0.02, ago: int = 0
) -> Judged:
    return Judged(DAY - timedelta(days=ago), frozenset(hits), bool(hits), drawn, p, examined, found)


@pytest.mark.parametrize(
    ("found", "examined", "low", "high"),
    # by hand, from the score equation (p - s)² = z²·p(1-p)/n solved for p
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (1, 100, 0.0018, 0.0545)],
)
def test_the_interval_is_wilsons(found: int, examined: int, low: float, high: float) -> None:
    estimate = wilson(found, examined)
    assert estimate.low == pytest.approx(low, abs=5e-5)
    assert estimate.high == pytest.approx(high, abs=5e-5)


@given(st.integers(0, 5_000), st.integers(0, 5_000))
def test_the_share_lies_within_its_interval(first: int, second: int) -> None:
    estimate = wilson(min(first, second), max(first, second))
    assert 0.0 <= estimate.low <= estimate.share <= estimate.high <= 1.0 or not max(first, second)


def test_nothing_examined_says_nothing() -> None:
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0.0, 1.0)


def test_the_random_share_is_weighted_by_the_probability_of_each_item() -> None:
    # 1 in 2 of ten items drawn at 50 %, none of ten drawn at 5 %: those stand for ten times as many
    half = [item(drawn=True, found=number < 5, p=0.5) for number in range(10)]
    rare = [item(drawn=True, p=0.05) for _ in range(10)]
    estimate = drawn_share([*half, *rare])
    assert estimate.share == pytest.approx(5 * 2 / (10 * 2 + 10 * 20))
    assert (estimate.examined, estimate.found) == (20, 5)


def test_targeted_and_random_are_told_apart() -> None:
    targeted = [item("knives", found=number < 6) for number in range(10)]
    drawn = [item(drawn=True, found=number < 2) for number in range(100)]
    both = [item("knives", drawn=True, found=True)]
    measured = measure([*targeted, *drawn, *both], DAY - timedelta(days=30), DAY)
    knives = measured.profiles["knives"]
    assert (knives.hits, knives.rate.found, knives.rate.examined, knives.also_drawn) == (11, 7, 11, 1)
    assert knives.false_alarms == 4
    assert measured.targeted.hits == 11
    assert measured.random.hits == 101
    # what profiles select is no part of the random share, unless the draw chose it as well
    assert measured.stream.share == pytest.approx(3 / 101)
    assert knives.lift is not None
    assert knives.lift.times == pytest.approx((7 / 11) / (3 / 101))
    assert knives.lift.low < knives.lift.times < knives.lift.high
    assert measured.random.lift is None


def test_what_was_not_examined_counts_as_a_hit_and_in_no_rate() -> None:
    measured = measure([item("a", examined=False), item("a", found=True)], DAY, DAY)
    assert (measured.profiles["a"].hits, measured.profiles["a"].rate.examined) == (2, 1)


def test_without_findings_there_is_no_lift() -> None:
    assert lift_over(wilson(0, 10), wilson(1, 10)) is None
    assert lift_over(wilson(1, 10), wilson(0, 10)) is None


def test_the_trend_goes_by_weeks() -> None:
    old = [item("a", found=False, ago=40) for _ in range(4)]
    new = [item("a", found=True, ago=3) for _ in range(3)]
    measured = measure([*old, *new, item("a", ago=80)], DAY - timedelta(days=90), DAY)
    weeks = measured.profiles["a"].weeks
    assert len(weeks) == 8
    assert weeks[-1].monday == date(2026, 11, 16)
    assert trend(weeks) == (0.0, 1.0)
    assert trend(()) == (None, None)


def test_days_outside_are_left_out() -> None:
    measured = measure([item("a", ago=5), item("b")], DAY, DAY)
    assert set(measured.profiles) == {"b"}
    assert measured.inspections == 1
