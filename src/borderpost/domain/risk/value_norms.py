"""What goods are usually declared to be worth per kilogram, learnt from declarations by heading and origin.

Each heading has a histogram of the logarithm of value per kilogram, in one currency: it grows declaration
by declaration, two of them add up to one, and no declaration is kept. Median and spread of a heading that
was seen seldom are drawn towards those of its chapter, and these towards those of all goods.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import exp, isfinite, log
from typing import Any

from borderpost.domain.declaration import ContentLine
from borderpost.domain.hs import HsStanding, read_hs
from borderpost.domain.money import RateTable

# Steps of five per cent: finer than anybody's estimate of a value.
BINS_PER_E = 20
SHRUNK_BY = 20.0
LEAST_SEEN = 30
_BIN_LIMIT = 600
_MAD_TO_SIGMA = 1.4826
_LEAST_SPREAD = 0.15
_KEYS_LIMIT = 200_000

Histogram = dict[int, int]


class NotNorms(ValueError):
    """Plain data that `ValueNorms.to_plain` cannot have written."""


@dataclass(frozen=True, slots=True)
class Norm:
    """What is usual: half of the `count` declarations lie from `low` to `high`, in `unit` (`GBP/kg`).

    `heading` is the HS heading or chapter, empty for all goods, `origin` the country, empty for any. `z`
    tells how far the value asked about is from the median, in robust standard deviations of its logarithm.
    """

    heading: str
    origin: str
    count: int
    low: Decimal
    median: Decimal
    high: Decimal
    unit: str
    z: float


class ValueNorms:
    """Histograms by origin and heading, by heading, by chapter and of all goods, in one currency."""

    def __init__(self, currency: str) -> None:
        self.currency = currency
        self._histograms: dict[str, Histogram] = {}
        # What the histograms say, kept until they learn again.
        self._summaries: dict[str, _Told] = {}

    def __len__(self) -> int:
        """How many lines were learnt."""
        return sum(self._histograms.get("", {}).values())

    def learn(self, line: ContentLine, rates: RateTable) -> bool:
        """Learn one content line; False where it has no heading, weight, value or rate to learn from."""
        heading, worth = heading_of(line), self.worth_per_kg(line, rates)
        if not heading or worth is None:
            return False
        place = _bin(float(worth))
        for key in _keys(heading, line.origin_country):
            histogram = self._histograms.get(key)
            if histogram is None:
                if len(self._histograms) >= _KEYS_LIMIT:
                    continue
                histogram = self._histograms[key] = {}
            histogram[place] = histogram.get(place, 0) + 1
            self._summaries.pop(key, None)
        return True

    def join(self, other: "ValueNorms") -> None:
        """Add what another learnt; ValueError where that was in another currency."""
        if other.currency != self.currency:
            raise ValueError(f"norms in {other.currency} cannot join norms in {self.currency}")
        for key, theirs in other._histograms.items():
            mine = self._histograms.setdefault(key, {})
            for place, count in theirs.items():
                mine[place] = mine.get(place, 0) + count
        self._summaries.clear()

    def worth_per_kg(self, line: ContentLine, rates: RateTable) -> Decimal | None:
        """Return what a line is declared to be worth per kilogram, above zero; None where nobody can tell."""
        weight, value = line.net_weight_kg, line.value
        if value is None or weight is None or not weight.is_finite() or weight <= 0:
            return None
        amount = rates.exchange(value, self.currency)
        if amount is None or not amount.is_finite() or amount <= 0:
            return None
        worth = float(amount) / float(weight) if float(weight) else 0.0
        return Decimal(repr(worth)) if isfinite(worth) and worth > 0 else None

    def norm(self, line: ContentLine, worth: Decimal) -> Norm | None:
        """Return what is usual for the goods of a line; None before enough like it was seen (30 lines)."""
        heading = heading_of(line)
        if not heading:
            return None
        keys = _keys(heading, line.origin_country)
        known = [(key, self._told(key)) for key in reversed(keys) if key in self._histograms]
        if not known:
            return None
        (_, coarsest), *finer = known
        centre, spread = coarsest.median, coarsest.distance
        for _, told in finer:
            share = told.count / (told.count + SHRUNK_BY)
            centre += share * (told.median - centre)
            spread += share * (told.distance - spread)
        enough = [(key, told) for key, told in known if told.count >= LEAST_SEEN]
        if not enough:
            return None
        key, told = enough[-1]
        name, _, origin = key.partition("|")
        z = (log(float(worth)) - centre) / max(_MAD_TO_SIGMA * spread, _LEAST_SPREAD)
        low, median, high = (_money(exp(part)) for part in (told.low, told.median, told.high))
        return Norm(name, origin, told.count, low, median, high, f"{self.currency}/kg", z)

    def _told(self, key: str) -> "_Told":
        told = self._summaries.get(key)
        if told is None:
            told = self._summaries[key] = _told_of(self._histograms[key])
        return told

    def to_plain(self) -> dict[str, Any]:
        """Return what was learnt as JSON-able data."""
        histograms = {
            key: sorted([place, count] for place, count in histogram.items())
            for key, histogram in sorted(self._histograms.items())
        }
        return {"currency": self.currency, "bins_per_e": BINS_PER_E, "histograms": histograms}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "ValueNorms":
        """Return what was written; raise NotNorms where it is none."""
        try:
            norms = cls(str(plain["currency"]))
            if plain["bins_per_e"] != BINS_PER_E:
                raise NotNorms(f"bins_per_e: {plain['bins_per_e']!r}")
            for key, bins in plain["histograms"].items():
                histogram = {_whole(place, -_BIN_LIMIT): _whole(count, 1) for place, count in bins}
                if histogram:
                    norms._histograms[str(key)] = histogram
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise NotNorms(f"{type(error).__name__}: {error}") from error
        return norms


def heading_of(line: ContentLine) -> str:
    """Return the four digits of a line's heading, where its code is one of the Harmonized System."""
    digits = "".join(line.hs_code.split())
    if len(digits) == 4 and digits.isascii() and digits.isdecimal():
        digits += "00"
    reading = read_hs(digits) if digits.isascii() and digits.isdecimal() else None
    return "" if reading is None or reading.standing is HsStanding.UNKNOWN else reading.probable[:4]


def _keys(heading: str, origin: str) -> tuple[str, ...]:
    """Return the histograms that a line belongs to, the finest first."""
    coarse = (heading, heading[:2], "")
    return (f"{heading}|{origin}", *coarse) if origin else coarse


def _bin(worth: float) -> int:
    return max(-_BIN_LIMIT, min(_BIN_LIMIT, round(log(worth) * BINS_PER_E)))


@dataclass(frozen=True, slots=True)
class _Told:
    """What one histogram says, in logarithms; `distance` is the median distance from the median."""

    count: int
    low: float
    median: float
    high: float
    distance: float


def _told_of(histogram: Histogram) -> _Told:
    places = sorted(histogram)
    count = sum(histogram.values())
    low, median, high = (_quantile(histogram, places, part * count) for part in (0.25, 0.5, 0.75))
    distances = sorted((abs(place / BINS_PER_E - median), histogram[place]) for place in places)
    seen, distance = 0, 0.0
    for distance, here in distances:  # noqa: B007  # the last one seen is the answer
        seen += here
        if seen * 2 >= count:
            break
    return _Told(count, low, median, high, distance)


def _quantile(histogram: Histogram, places: list[int], wanted: float) -> float:
    """Return the logarithm below which so many values lie, spread evenly within each bin."""
    seen = 0
    for place in places:
        here = histogram[place]
        if seen + here >= wanted:
            return (place - 0.5 + (wanted - seen) / here) / BINS_PER_E
        seen += here
    return places[-1] / BINS_PER_E


def _money(amount: float) -> Decimal:
    return Decimal(f"{amount:.3g}") if amount < 100 else Decimal(round(amount))


def _whole(untrusted: object, least: int) -> int:
    if type(untrusted) is not int or not least <= untrusted <= 2**53:
        raise NotNorms(f"{untrusted!r} is no whole number from {least} on")
    return untrusted
