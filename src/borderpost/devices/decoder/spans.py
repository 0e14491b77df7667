"""Spans: where on a brightness profile a Code 128 may begin and end, judged by its start and stop alone."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from borderpost.devices.decoder.arrays import Floats, as_floats
from borderpost.devices.decoder.code128 import STARTS, STOP_MODULES, SYMBOL_MODULES
from borderpost.devices.decoder.matched import FINE, PAD, Blur, templates

ITEM_SYMBOLS = 13
"""Symbols before the stop in a postal item number, and in an SSCC."""

_SYMBOLS = np.arange(4, 34)
_BLUR = Blur(0.7)
_LIKE = 1.55
_ENDS = 3
_SHORTEST = 40
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
    pairs = [(first, second) for first in lefts for second in rights if second - first > _SHORTEST]
    found = _likely(profile, pairs, narrowest, widest)
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


def _likely(profile: Floats, pairs: list[tuple[float, float]], narrowest: float, widest: float) -> list[Span]:
    """Spans between pairs of ends, with as many symbols as start and stop agree to, at most two a pair."""
    if not pairs:
        return []
    ends = np.array(pairs)
    modules = (ends[:, 1] - ends[:, 0])[:, None] / (_SYMBOLS * SYMBOL_MODULES + STOP_MODULES)
    pair, count = np.nonzero((modules >= narrowest) & (modules <= widest))
    if not len(pair):
        return []
    heads, tail = _ends()
    module = modules[pair, count][:, None]
    begin = (np.arange(heads.shape[1]) + 0.5) / FINE
    finish = (np.arange(tail.shape[1]) + 0.5 - tail.shape[1]) / FINE
    head = _unit(sample(profile, ends[pair, :1] + module * begin))
    end = _unit(sample(profile, ends[pair, 1:] + module * finish))
    likeness = (head @ heads.T).max(axis=1) + end @ tail[0]
    likeness += 0.1 * (_SYMBOLS[count] == ITEM_SYMBOLS)
    found: dict[int, list[Span]] = {}
    for at in np.argsort(-likeness):
        if likeness[at] <= _LIKE:
            break
        of_pair = found.setdefault(int(pair[at]), [])
        if len(of_pair) < 2:
            left, right = pairs[pair[at]]
            of_pair.append(Span(left, right, int(_SYMBOLS[count[at]]), float(likeness[at])))
    return [span for of_pair in found.values() for span in of_pair]


@cache
def _ends() -> tuple[Floats, Floats]:
    """The three starts with a module after them, and the stop with a module before it, as bright as paper."""
    shapes, stop = templates(_BLUR)
    heads = shapes[STARTS[0] :, PAD * FINE : (PAD + SYMBOL_MODULES + 1) * FINE]
    return _unit(-heads), _unit(-stop[None, (PAD - 1) * FINE : -PAD * FINE])


def _unit(rows: Floats) -> Floats:
    level = rows - rows.mean(axis=1, keepdims=True)
    return as_floats(level / (np.sqrt(np.square(level).sum(axis=1, keepdims=True)) + 1e-6))
