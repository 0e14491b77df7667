"""What the random share says of the whole stream: right on average, and covered as often as promised."""

import random
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.risk.estimating import Sampled, none_found_bound, plain_share, weighted_share


@pytest.mark.parametrize(
    ("examined", "bound"), [(59, 0.05), (149, 0.02), (299, 0.01), (598, 0.005), (2_995, 0.001)]
)
def test_none_found_in_so_many_is_below_so_much(examined: int, bound: float) -> None:
    assert none_found_bound(examined) <= bound < none_found_bound(examined - 2)


def test_none_examined_says_nothing() -> None:
    assert none_found_bound(0) == 1.0
    assert (plain_share(0, 0).low, plain_share(0, 0).high) == (0.0, 1.0)
    assert weighted_share([], 0).high == 1.0
    assert weighted_share([], 10).high == 1.0


def binomial_tail(found: int, examined: int, share: float) -> float:
    return sum(
        comb(examined, k) * share**k * (1 - share) ** (examined - k) for k in range(found, examined + 1)
    )


@given(st.integers(1, 120).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_bounds_of_a_hit_rate_are_those_of_the_binomial(counted: tuple[int, int]) -> None:
    found, examined = counted
    rate = plain_share(found, examined)
    assert 0.0 <= rate.low <= rate.share <= rate.high <= 1.0
    if found:
        assert binomial_tail(found, examined, rate.low) == pytest.approx(0.025, abs=1e-6)
    if found < examined:
        assert 1 - binomial_tail(found + 1, examined, rate.high) == pytest.approx(0.025, abs=1e-6)


def test_a_known_interval() -> None:
    rate = plain_share(7, 50)
    assert rate.low == pytest.approx(0.0582, abs=1e-4)
    assert rate.high == pytest.approx(0.2674, abs=1e-4)


@given(
    st.lists(st.builds(Sampled, st.floats(0.001, 1.0), st.booleans()), max_size=60), st.integers(0, 10_000)
)
def test_an_estimate_lies_within_its_bounds(items: list[Sampled], unseen: int) -> None:
    estimate = weighted_share(items, len(items) + unseen)
    assert 0.0 <= estimate.low <= estimate.share <= estimate.high <= 1.0
    assert (
        estimate.low * (len(items) + unseen) >= sum(item.found for item in items) - 1e-6 or estimate.share < 1
    )


def test_all_examined_is_no_estimate_any_more() -> None:
    estimate = weighted_share([Sampled(1.0, True)] * 3 + [Sampled(1.0, False)] * 7, 10)
    assert (estimate.low, estimate.share, estimate.high) == (0.3, 0.3, 0.3)


@pytest.mark.parametrize("probability", [0.0, -0.5, 1.5])
def test_what_is_no_probability_is_refused(probability: float) -> None:
    with pytest.raises(ValueError, match="no probability"):
        weighted_share([Sampled(probability, True)], 10)


def test_more_examined_than_came_is_refused() -> None:
    with pytest.raises(ValueError, match="examined of"):
        weighted_share([Sampled(0.5, True)] * 3, 2)
    with pytest.raises(ValueError, match="found in"):
        plain_share(3, 2)


@pytest.mark.parametrize("share", [0.01, 0.05])
def test_the_truth_is_covered_and_the_naive_rate_misleads(share: float) -> None:
    dice = random.Random(f"coverage-{share}")
    population, covered, estimates = 8_000, 0, []
    runs = 250
    for _ in range(runs):
        # 2 % are selected by profiles, of which a third holds something; of the rest 1 %
        items = [(dice.random() < 0.02, dice.random()) for _ in range(population)]
        amiss = [luck < (0.33 if targeted else 0.01) for targeted, luck in items]
        sampled = [
            Sampled(1.0 if targeted else share, found)
            for (targeted, _), found in zip(items, amiss, strict=True)
            if targeted or dice.random() < share
        ]
        estimate = weighted_share(sampled, population)
        truth = sum(amiss) / population
        covered += estimate.low <= truth <= estimate.high
        estimates.append(estimate.share - truth)
    assert covered / runs >= 0.93
    assert abs(sum(estimates) / runs) < 0.0015
    naive = sum(item.found for item in sampled) / len(sampled)
    assert naive > 4 * truth
