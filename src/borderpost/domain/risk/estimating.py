"""Estimates of how much of the whole stream is amiss, from items that were not all as likely to be examined.

An item examined with probability π stands for 1/π items. What profiles select has π = 1, the random share
stands for the rest; a plain hit rate over everything examined says how good the profiles are and nothing
about the stream.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import exp, expm1, lgamma, log, log1p, sqrt

Z_95 = 1.959963984540054
_STEPS = 100
_TERMS = 10_000
_EXACT = 1e-14


@dataclass(frozen=True, slots=True)
class Sampled:
    """One examined item: its probability of having been selected, and whether something was found."""

    probability: float
    found: bool


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share from 0 to 1 with the bounds of its 95 % confidence interval, over `examined` items."""

    share: float
    low: float
    high: float
    examined: int
    found: int


def weighted_share(items: Iterable[Sampled], population: int) -> Estimate:
    """Return the Horvitz–Thompson estimate of the share of a population in which something is amiss.

    `population` counts every item that came, examined or not. What was selected for certain is known; for
    the rest, the interval is exact (Clopper–Pearson) where all were as likely to be drawn, and normal with
    the variance of independent draws where they were not. ValueError for a probability outside of (0, 1],
    or a population smaller than the sample.
    """
    certain = found_certain = drawn = found_drawn = 0
    weight = variance = 0.0
    shares: set[float] = set()
    for item in items:
        if not 0.0 < item.probability <= 1.0:
            raise ValueError(f"{item.probability} is no probability of being examined")
        if item.probability == 1.0:
            certain += 1
            found_certain += item.found
            continue
        drawn += 1
        shares.add(item.probability)
        if item.found:
            found_drawn += 1
            weight += 1.0 / item.probability
            variance += (1.0 - item.probability) / item.probability**2
    examined, found = certain + drawn, found_certain + found_drawn
    if population < examined:
        raise ValueError(f"{examined} items examined of {population}")
    if not population:
        return Estimate(0.0, 0.0, 1.0, 0, 0)
    share = min(1.0, (found_certain + weight) / population)
    rest = population - certain
    if len(shares) <= 1 or not found_drawn:
        of_rest = plain_share(found_drawn, drawn)
        upper = none_found_bound(drawn) if drawn and not found_drawn else of_rest.high
        low = (found_certain + rest * of_rest.low) / population
        high = (found_certain + rest * upper) / population
    else:
        half = Z_95 * sqrt(variance) / population
        low, high = share - half, share + half
    low = max(low, found / population)
    return Estimate(share, min(low, share), min(1.0, max(high, share)), examined, found)


def none_found_bound(examined: int, confidence: float = 0.95) -> float:
    """Return the share that is not exceeded, with that confidence, where none was found in n items.

    0 of 59 is below 5 %, of 299 below 1 %, of 2,995 below 0.1 %.
    """
    return 1.0 if examined <= 0 else -expm1(log(1.0 - confidence) / examined)


def plain_share(found: int, examined: int, confidence: float = 0.95) -> Estimate:
    """Return the hit rate of one profile with its exact (Clopper–Pearson) interval."""
    if not 0 <= found <= examined:
        raise ValueError(f"{found} found in {examined}")
    if not examined:
        return Estimate(0.0, 0.0, 1.0, 0, 0)
    tail = (1.0 - confidence) / 2.0
    low = 0.0 if not found else _solve(lambda p: _at_least(found, examined, p), tail)
    high = 1.0 if found == examined else _solve(lambda p: 1.0 - _at_least(found + 1, examined, p), tail)
    return Estimate(found / examined, low, high, examined, found)


def _solve(tail: Callable[[float], float], wanted: float) -> float:
    """Return the share at which a tail that grows or falls with it has the wanted probability."""
    low, high = 0.0, 1.0
    rising = tail(1.0) > tail(0.0)
    for _ in range(_STEPS):
        middle = (low + high) / 2.0
        if (tail(middle) < wanted) is rising:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


def _at_least(found: int, examined: int, share: float) -> float:
    """Return the probability of at least so many in n, each with a probability of `share`."""
    if found <= 0 or share >= 1.0:
        return 1.0
    if share <= 0.0 or found > examined:
        return 0.0
    return _incomplete_beta(found, examined - found + 1, share)


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b) by its continued fraction (DLMF 8.17.22)."""
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - _incomplete_beta(b, a, 1.0 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    # Steed's way: the value of the fraction grows term by term until a term changes nothing.
    denominator = value = change = 1.0
    for step in range(1, _TERMS):
        m = step // 2
        if step % 2:
            part = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            part = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        denominator = 1.0 / (1.0 + part * denominator)
        change *= denominator - 1.0
        value += change
        if abs(change) < _EXACT * abs(value):
            break
    return front * value
