"""The matched reader: the likeliest row of Code 128 symbols behind one blurred brightness profile."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from borderpost.devices.decoder.arrays import Floats, Lines, as_floats, as_lines
from borderpost.devices.decoder.code128 import (
    STARTS,
    STOP_MODULES,
    SYMBOL_MODULES,
    stop_pattern,
    symbol_patterns,
)

FINE = 4
"""Samples per module."""

PAD = 3
"""Modules beyond its own ends that a blurred symbol is allowed to reach."""


class Blur(NamedTuple):
    """How far light was spread along the code, in modules.

    `soft` is the standard deviation of what the lens does, `dragged` the way moved while it was open.
    """

    soft: float
    dragged: float = 0.0


SOFT = tuple(Blur(soft) for soft in (0.3, 0.5, 0.7, 0.85, 1.0, 1.15, 1.3))
DRAGGED = tuple(Blur(0.4, dragged) for dragged in (1.4, 2.0, 2.6))
BLURS = SOFT + DRAGGED
"""The blurs that are tried."""

_SPAN = (SYMBOL_MODULES + 2 * PAD) * FINE
_STEP = SYMBOL_MODULES * FINE
_OVERLAP = 2 * PAD * FINE
_OVER = 4


@cache
def templates(blur: Blur) -> tuple[Floats, Floats]:
    """The blurred symbols (106, 17 modules * FINE) and the blurred stop (19 modules * FINE)."""
    return blurred(symbol_patterns(), blur), blurred(stop_pattern()[None], blur)[0]


def blurred(patterns: Floats, blur: Blur) -> Floats:
    """Patterns of modules (n, m) as light spreads them: (n, (m + 2 PAD) * FINE)."""
    padded = np.pad(np.repeat(patterns, FINE * _OVER, axis=1), ((0, 0), (PAD * FINE * _OVER,) * 2))
    at = np.arange(padded.shape[1]) / (FINE * _OVER)
    away = at[:, None] - at
    spread = np.exp(-0.5 * np.square(away / blur.soft))
    if blur.dragged:
        spread = spread @ (np.abs(away) <= blur.dragged / 2)
    centre = spread[len(at) // 2].sum()
    return as_floats((padded @ spread / centre).reshape(len(patterns), -1, _OVER).mean(axis=2))


@cache
def _joints(blur: Blur) -> Floats:
    """What two neighbours cost for overlapping, (103, 103), where every sample counts alike."""
    plain = templates(blur)[0][: STARTS[0]]
    return as_floats(2 * plain[:, -_OVERLAP:] @ plain[:, :_OVERLAP].T)


@cache
def _starting(blur: Blur) -> Floats:
    """The same of a start symbol and the one after it, (3, 103)."""
    shapes, _ = templates(blur)
    return as_floats(2 * shapes[STARTS[0] :, -_OVERLAP:] @ shapes[: STARTS[0], :_OVERLAP].T)


@dataclass(frozen=True, slots=True)
class Path:
    """The likeliest symbols, the squared error they leave, and the signal they predict.

    `through` (n, 106) is what the best row through each symbol at each place would cost more, and
    `margins` the least of that for any other symbol than the likeliest.
    """

    values: tuple[int, ...]
    cost: float
    margins: tuple[float, ...]
    prediction: Floats
    through: Floats


def likeliest(signal: Floats, weight: Floats | None, blur: Blur) -> Path:
    """The row of symbols that explains a signal best in weighted least squares (exact, by Viterbi).

    `signal` runs from PAD modules before the start symbol to PAD modules after the stop, FINE samples a
    module, 0 for space and 1 for bar; `weight` (same length) is 0 where nothing is known, None when every
    sample counts alike.
    """
    shapes, stop = templates(blur)
    count = (len(signal) // FINE - 2 * PAD - STOP_MODULES) // SYMBOL_MODULES
    windows = (np.arange(count) * _STEP)[:, None] + np.arange(_SPAN)
    seen = signal[windows]
    last = slice(count * _STEP, count * _STEP + len(stop))
    # Products of 103 rather than 106 symbols stay below the size at which the linear algebra library
    # would call for a second thread, and wait for it.
    plain = shapes[: STARTS[0]]
    tails, heads = plain[:, -_OVERLAP:], plain[:, :_OVERLAP]
    if weight is None:
        trust = np.ones(len(signal))
        unary = np.square(shapes).sum(axis=1) - 2 * seen @ shapes.T
        first, *joints = [_starting(blur)] + [_joints(blur)] * (count - 2)
    else:
        trust = weight
        held = weight[windows]
        unary = held @ np.square(shapes).T - 2 * (held * seen) @ shapes.T
        first = 2 * (shapes[STARTS[0] :, -_OVERLAP:] * held[0, -_OVERLAP:]) @ heads.T
        joints = [2 * (tails * held[at, -_OVERLAP:]) @ heads.T for at in range(1, count - 1)]
    stop_cost = float((trust[last] * (np.square(stop) - 2 * signal[last] * stop)).sum())
    start, unary = unary[0, STARTS[0] :], unary[:, : STARTS[0]]
    unary[-1] += 2 * (tails * trust[last][:_OVERLAP]) @ stop[:_OVERLAP]
    ahead = [(start[:, None] + first).min(axis=0) + unary[1]]
    for joint, own in zip(joints, unary[2:], strict=True):
        ahead.append((ahead[-1][:, None] + joint).min(axis=0) + own)
    behind = [np.zeros(len(plain))]
    for joint, own in zip(joints[::-1], unary[:1:-1], strict=True):
        behind.append((joint + (own + behind[-1])[None, :]).min(axis=1))
    behind.reverse()
    best = float(ahead[-1].min())
    begun = start + (first + (unary[1] + behind[0])[None, :]).min(axis=1)
    through = np.full((count, len(shapes)), np.inf)
    through[0, STARTS[0] :] = begun - best
    through[1:, : STARTS[0]] = np.stack(ahead) + np.stack(behind) - best
    values = [int(ahead[-1].argmin())]
    for cost, joint in zip(ahead[-2::-1], joints[::-1], strict=True):
        values.append(int((cost + joint[:, values[-1]]).argmin()))
    values.append(STARTS[0] + int((start + first[:, values[-1]]).argmin()))
    values.reverse()
    rivals = through.copy()
    rivals[np.arange(count), values] = np.inf
    prediction = np.zeros(len(signal))
    for at, value in enumerate(values):
        prediction[at * _STEP : at * _STEP + _SPAN] += shapes[value]
    prediction[last] += stop
    return Path(
        values=tuple(values),
        cost=best + stop_cost + float((trust * np.square(signal)).sum()),
        margins=tuple(float(margin) for margin in rivals.min(axis=1)),
        prediction=prediction,
        through=through,
    )


def cheapest(signal: Floats, blur: Blur) -> float:
    """The squared error that the likeliest row leaves, without the row itself."""
    shapes, stop, joint, first, power = _quick(blur)
    count = (len(signal) // FINE - 2 * PAD - STOP_MODULES) // SYMBOL_MODULES
    windows = (np.arange(count) * _STEP)[:, None] + np.arange(_SPAN)
    quick = as_lines(signal)
    unary = power - 2 * quick[windows] @ shapes.T
    last = quick[count * _STEP : count * _STEP + len(stop)]
    unary[-1] += 2 * shapes[:, -_OVERLAP:] @ stop[:_OVERLAP]
    cost = (unary[0, STARTS[0] :, None] + first).min(axis=0) + unary[1, : STARTS[0]]
    for at in range(2, count):
        cost = (cost[:, None] + joint).min(axis=0) + unary[at, : STARTS[0]]
    stop_cost = float((np.square(stop) - 2 * last * stop).sum())
    return float(cost.min()) + stop_cost + float(np.square(quick).sum())


@cache
def _quick(blur: Blur) -> tuple[Lines, ...]:
    shapes, stop = templates(blur)
    parts = (shapes, stop, _joints(blur), _starting(blur), np.square(shapes).sum(axis=1))
    return tuple(np.ascontiguousarray(part, dtype=np.float32) for part in parts)


def prepare() -> None:
    """Draws all templates beforehand, so that the first frame takes no longer than others."""
    for blur in BLURS:
        _quick(blur)
