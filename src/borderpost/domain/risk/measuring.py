"""How good profiles are: what they select, what is found in it, and how the random share compares with that.

The random share is drawn from the whole stream, so what it finds is what the stream holds; what profiles
select is not. A profile's hit rate is therefore its own, and never that of the stream.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log, sqrt

from borderpost.domain.risk.estimating import Z_95, Estimate

WEEKS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Judged:
    """One inspection as the measurement sees it.

    `hits` are the ids of the profiles that selected the item when it was taken up, `drawn` whether the random
    draw chose it, and `probability` how probable that was, 0 where the item was in no draw. `day` is that on
    which it was taken up.
    """

    day: date
    hits: frozenset[str]
    targeted: bool
    drawn: bool
    probability: float
    examined: bool
    found: bool


@dataclass(frozen=True, slots=True)
class Week:
    """A week (from its Monday on) of a profile: items selected, those examined, those with a finding."""

    monday: date
    hits: int = 0
    examined: int = 0
    found: int = 0

    @property
    def share(self) -> float | None:
        """The hit rate of the week; None where nothing was examined."""
        return self.found / self.examined if self.examined else None

    @property
    def rate(self) -> Estimate:
        """The same with its interval."""
        return wilson(self.found, self.examined)


@dataclass(frozen=True, slots=True)
class Lift:
    """How many times as often as in the whole stream something is found, with the bounds of 95 %."""

    times: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of a profile, or of a whole way of selecting.

    `rate` is over the examined items; `also_drawn` of its hits the random draw had chosen, too. `lift` is
    None where the random share has found nothing yet, or the profile has not.
    """

    hits: int
    rate: Estimate
    also_drawn: int = 0
    lift: Lift | None = None
    weeks: tuple[Week, ...] = ()

    @property
    def false_alarms(self) -> int:
        """Examined items in which nothing was found."""
        return self.rate.examined - self.rate.found


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of every profile that selected something, of all targeted items, and of the random share.

    `stream` is the share of the whole stream in which something is amiss, as the random share tells it.
    """

    since: date
    until: date
    inspections: int
    profiles: dict[str, Figures]
    targeted: Figures
    random: Figures
    stream: Estimate


def wilson(found: float, examined: float) -> Estimate:
    """Return a share with its Wilson score interval of 95 %; with nothing examined, anything from 0 to 1.

    Both may be effective sizes of a weighted sample, and so no whole numbers.
    """
    if examined <= 0:
        return Estimate(0.0, 0.0, 1.0, 0, 0)
    share = found / examined
    square = Z_95 * Z_95
    middle = (share + square / (2 * examined)) / (1 + square / examined)
    half = (
        Z_95
        * sqrt(share * (1 - share) / examined + square / (4 * examined * examined))
        / (1 + square / examined)
    )
    low = 0.0 if found <= 0 else max(0.0, middle - half)
    high = 1.0 if found >= examined else min(1.0, middle + half)
    return Estimate(share, low, high, round(examined), round(found))


def drawn_share(drawn: Iterable[Judged]) -> Estimate:
    """Return the share of the stream that is amiss, from the examined items that the draw chose.

    Each stands for as many as its probability says (Hájek's estimate); the interval is Wilson's for the
    effective size of the sample (Kish). Items that profiles selected, too, count: they were in the draw.
    """
    weights = squares = amiss = 0.0
    examined = found = 0
    for one in drawn:
        if not one.drawn or not one.examined or not 0.0 < one.probability <= 1.0:
            continue
        weight = 1.0 / one.probability
        weights += weight
        squares += weight * weight
        examined += 1
        if one.found:
            amiss += weight
            found += 1
    if not examined:
        return Estimate(0.0, 0.0, 1.0, 0, 0)
    share = amiss / weights
    effective = weights * weights / squares
    bounds = wilson(share * effective, effective)
    return Estimate(share, bounds.low, bounds.high, examined, found)


def lift_over(rate: Estimate, stream: Estimate) -> Lift | None:
    """Return how many times as often as in the stream, with Katz's interval of the ratio; None if unknown."""
    if not rate.found or not stream.found or not stream.share:
        return None
    times = rate.share / stream.share
    spread = sqrt(
        max(0.0, 1 / rate.found - 1 / rate.examined) + max(0.0, 1 / stream.found - 1 / stream.examined)
    )
    return Lift(times, exp(log(times) - Z_95 * spread), exp(log(times) + Z_95 * spread))


def measure(judged: Iterable[Judged], since: date, until: date) -> Measured:
    """Return the figures over the inspections that were begun on these days, both included."""
    seen = [one for one in judged if since <= one.day <= until]
    stream = drawn_share(seen)
    ids = sorted({each for one in seen for each in one.hits})
    by_id: dict[str, list[Judged]] = {each: [] for each in ids}
    for one in seen:
        for each in one.hits:
            by_id[each].append(one)
    return Measured(
        since=since,
        until=until,
        inspections=len(seen),
        profiles={each: _figures(ones, stream, until) for each, ones in by_id.items()},
        targeted=_figures([one for one in seen if one.targeted], stream, until),
        random=_figures([one for one in seen if one.drawn], None, until),
        stream=stream,
    )


def _figures(ones: list[Judged], stream: Estimate | None, until: date) -> Figures:
    examined = [one for one in ones if one.examined]
    rate = wilson(sum(one.found for one in examined), len(examined))
    return Figures(
        hits=len(ones),
        rate=rate,
        also_drawn=sum(one.drawn for one in ones),
        lift=None if stream is None else lift_over(rate, stream),
        weeks=_weeks(ones, until),
    )


def _weeks(ones: list[Judged], until: date) -> tuple[Week, ...]:
    """Return the last weeks up to a day, the oldest first, empty ones too."""
    last = until - timedelta(days=until.weekday())
    mondays = [last - timedelta(weeks=number) for number in reversed(range(WEEKS_SHOWN))]
    counts = {monday: [0, 0, 0] for monday in mondays}
    for one in ones:
        count = counts.get(one.day - timedelta(days=one.day.weekday()))
        if count is not None:
            count[0] += 1
            count[1] += one.examined
            count[2] += one.examined and one.found
    return tuple(Week(monday, *count) for monday, count in counts.items())


def trend(weeks: Iterable[Week]) -> tuple[float | None, float | None]:
    """Return the hit rate of the older half of the weeks and of the newer one; None: none examined."""
    listed = tuple(weeks)
    half = len(listed) // 2
    return _rate_of(listed[:half]), _rate_of(listed[half:])


def _rate_of(weeks: tuple[Week, ...]) -> float | None:
    examined = sum(week.examined for week in weeks)
    return sum(week.found for week in weeks) / examined if examined else None
