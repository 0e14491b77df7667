"""Spans: where on a brightness profile a Code 128 may begin and end, judged by its start and stop alone."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from borderpost.devices.decoder.arrays import Floats, as_floats
from borderpost.devices.decoder.code128 import (
    STARTS,
    STOP_MODULES,
    SYMBOL_MODULES,
    stop_pattern,
    symbol_patterns,
)
from borderpost.devices.decoder.matched import FINE, PAD, Blur, blurred

ITEM_SYMBOLS = 13
"""Symbols before the stop in a postal item number, and in an SSCC."""

_SYMBOLS = np.arange(4, 34)
_BLUR = Blur(0.7)
_LIKE = 1.65
_ENDS = 3
_SHORTEST = 40
_FINENESS = 0.02
_THINNED = 2
_ASKEW = 0.05
_WAYS = ((0.0, 0.0, 0.0), (-_ASKEW, 0.05, -2.0), (_ASKEW, 0.05, 2.0))
"""Shares by which the first module is wider than the mean, what they cost in likeness, the bow they imply."""
_QUIET = 4


@dataclass(frozen=True, slots=True)
class Span:
    """A Code 128 supposed between two places of a profile; `bow` is how many modules its middle is off."""

    left: float
    right: float
    symbols: int
    likeness: float = 0.0
    bow: float = 0.0

    @property
    def modules(self) -> int:
        """The code's length in modules."""
        return self.symbols * SYMBOL_MODULES + STOP_MODULES

    @property
    def module(self) -> float:
        """The width of a module, in samples of the profile."""
        return (self.right - self.left) / self.modules

    def bent(self, bow: float) -> "Span":
        """The same span with its middle moved by `bow` modules."""
        return replace(self, bow=bow)

    def nudged(self, left: float, right: float, bow: float) -> "Span":
        """The same span with its ends and its middle moved by so many modules."""
        module = self.module
        return replace(
            self, left=self.left + left * module, right=self.right + right * module, bow=self.bow + bow
        )

    def positions(self) -> Floats:
        """Where on the profile each sample of the matched reader's signal lies."""
        modules = self.modules
        at = (np.arange((modules + 2 * PAD) * FINE) + 0.5) / FINE - PAD
        share = np.clip(at / modules, 0, 1)
        return as_floats(self.left + self.module * (at + 4 * self.bow * share * (1 - share)))


def sample(profile: Floats, positions: Floats) -> Floats:
    """The profile at fractional positions, held constant beyond its ends."""
    return np.interp(positions, np.arange(len(profile)), profile)


def find_spans(profile: Floats, left: float, right: float, narrowest: float, widest: float) -> list[Span]:
    """Spans that begin near `left` and end near `right`, the likeliest first.

    `narrowest` and `widest` bound the width of a module, in samples of the profile.
    """
    reach = 0.16 * (right - left) + 8 * narrowest
    last = len(profile) - 1
    lefts = _falls(profile, left, reach, narrowest)
    rights = [last - at for at in _falls(profile[::-1], last - right, reach, narrowest)]
    if not lefts or not rights:
        return []
    found = _likely(_Table(profile, lefts, rights, narrowest, widest), narrowest, widest)
    found.sort(key=lambda span: -span.likeness)
    return found


def _falls(profile: Floats, near: float, reach: float, module: float) -> list[float]:
    """Where a stretch of white ends in a first bar, the nearest first; the code lies right of `near`."""
    low, high = max(0, int(near - reach)), min(len(profile) - 1, int(near + reach) + 1)
    # What lies beyond the quiet zone may be brighter than paper or darker than ink.
    ranked = np.sort(profile[max(0, int(near - _QUIET * module)) : int(near + 2 * reach) + 1])
    if high - low < 8 or len(ranked) < 8:
        return []
    level = float(ranked[len(ranked) // 10] + ranked[-1 - len(ranked) // 10]) / 2
    above = profile > level
    found = []
    for at in np.flatnonzero(above[low:high] & ~above[low + 1 : high + 1]) + low:
        white = int(at - _QUIET * module)
        if white < 0 or above[white : at + 1].mean() >= 0.9:
            step = profile[at] - profile[at + 1]
            found.append(float(at + (profile[at] - level) / (step + 1e-9)))
    found.sort(key=lambda each: abs(each - near))
    return found[:_ENDS]


class _Table:
    """How much the profile looks like a start at each left end, and like a stop at each right one.

    For every width of a module in steps of 2 %; `starts` (left ends, widths), `stops` (right ends, widths).
    """

    def __init__(
        self, profile: Floats, lefts: list[float], rights: list[float], narrowest: float, widest: float
    ) -> None:
        self.lefts, self.rights = np.array(lefts), np.array(rights)
        self._least = narrowest * (1 - 2 * _ASKEW)
        count = int(np.log(widest * (1 + 2 * _ASKEW) / self._least) / _FINENESS) + 2
        widths = self._least * np.exp(_FINENESS * np.arange(count))
        heads, tail = _ends()
        begin = widths[:, None] * (_THINNED * np.arange(heads.shape[1]) + 0.5) / FINE
        finish = widths[:, None] * (_THINNED * (np.arange(tail.shape[1]) - tail.shape[1]) + 0.5) / FINE
        starts = _unit(sample(profile, (self.lefts[:, None, None] + begin).reshape(-1, begin.shape[1])))
        stops = _unit(sample(profile, (self.rights[:, None, None] + finish).reshape(-1, finish.shape[1])))
        self._starts = (starts @ heads.T).max(axis=1).reshape(len(lefts), count)
        self._stops = (stops @ tail[0]).reshape(len(rights), count)

    def likeness(self, modules: Floats, askew: float) -> Floats:
        """Start and stop together (left ends, right ends, symbols) for as many widths of a module.

        The first module is wider than that by the share `askew`, the last one narrower.
        """
        at = np.log(modules / self._least) / _FINENESS
        first = np.rint(at + np.log1p(askew) / _FINENESS).astype(int)
        last = np.rint(at + np.log1p(-askew) / _FINENESS).astype(int)
        left = np.arange(len(self.lefts))[:, None, None]
        right = np.arange(len(self.rights))[None, :, None]
        return as_floats(self._starts[left, first] + self._stops[right, last])


def _likely(table: _Table, narrowest: float, widest: float) -> list[Span]:
    """Spans with as many symbols as start and stop agree to, at most two for a pair of ends."""
    lengths = table.rights[None, :] - table.lefts[:, None]
    modules = lengths[:, :, None] / (_SYMBOLS * SYMBOL_MODULES + STOP_MODULES)
    possible = (modules >= narrowest) & (modules <= widest) & (lengths[:, :, None] > _SHORTEST)
    within = np.clip(modules, narrowest, widest)
    ways = np.stack([table.likeness(within, askew) - price for askew, price, _ in _WAYS])
    best = np.where(possible, ways.max(axis=0) + 0.1 * (_SYMBOLS == ITEM_SYMBOLS), 0)
    way = ways.argmax(axis=0)
    second = np.sort(best, axis=2)[:, :, -2:-1]
    return [
        Span(
            left=float(table.lefts[left]),
            right=float(table.rights[right]),
            symbols=int(_SYMBOLS[at]),
            likeness=float(best[left, right, at]),
            bow=_WAYS[way[left, right, at]][2],
        )
        for left, right, at in np.argwhere((best > _LIKE) & (best >= second)).tolist()
    ]


@cache
def _ends() -> tuple[Floats, Floats]:
    """The three starts with the bar that follows, and the stop with the space before it, bright as paper."""
    starts = symbol_patterns()[STARTS[0] :]
    heads = blurred(np.hstack([starts, np.ones((len(starts), 1))]), _BLUR)[:, PAD * FINE : -PAD * FINE]
    tail = blurred(np.hstack([[0.0], stop_pattern()])[None], _BLUR)[:, PAD * FINE : -PAD * FINE]
    return _unit(-heads[:, ::_THINNED]), _unit(-tail[:, ::_THINNED])


def _unit(rows: Floats) -> Floats:
    level = rows - rows.mean(axis=1, keepdims=True)
    return as_floats(level / (np.sqrt(np.square(level).sum(axis=1, keepdims=True)) + 1e-6))
