"""The reader of Code 128 too blurred, too fine or too washed out for edges to be found one by one."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from borderpost.devices.decoder.arrays import Floats, as_floats
from borderpost.devices.decoder.code128 import SYMBOL_MODULES, Spelled, complement, spell, stands_for_digits
from borderpost.devices.decoder.matched import BLURS, FINE, PAD, Blur, Path, cheapest, likeliest, templates
from borderpost.devices.decoder.spans import Span, find_spans, sample

_BOWS = (-1.0, 0.0, 1.0)
_STEPS = (0.6, 0.3)
_ROUGH_BLUR = Blur(0.8)
_HOPELESS, _HOPELESS_IN_GLARE = 0.74, 0.55
_ADJUSTABLE = 0.06
_ROUNDS = 4
_HAT_MODULES = 12
_STIFF = 0.05
_MENDED_COST, _UNSEEN = 4.0, 0.25


@dataclass(frozen=True, slots=True)
class Match:
    """What a profile says if it says anything: `fit` is the share of the variance explained (1 is all).

    `margin` is the smallest lead of any symbol over its rival, in squared errors left per module. `mended`
    tells that one pair of digits could not be seen and was worked out from the checksum; it has no part in
    `margin`.
    """

    spelled: Spelled
    fit: float
    margin: float
    start: float
    end: float
    mended: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may hold a code; `turned` when it is read from right to left."""

    span: Span
    turned: bool


def candidates(
    profile: Floats, left: float, right: float, narrowest: float, widest: float
) -> list[Candidate]:
    """Where on a profile (w,) a Code 128 may lie, between about `left` and `right`, the likeliest first.

    `narrowest` and `widest` bound the width of a module; all in samples of the profile.
    """
    last = len(profile) - 1
    ahead = find_spans(profile, left, right, narrowest, widest)
    back = find_spans(profile[::-1], last - right, last - left, narrowest, widest)
    found = [Candidate(span, False) for span in ahead] + [Candidate(span, True) for span in back]
    found.sort(key=lambda each: -each.span.likeness)
    return found


def hopeful(profile: Floats, candidate: Candidate, *, glare: bool = False) -> Candidate | None:
    """The candidate with ends and bow adjusted, or None when no row of symbols explains it even roughly."""
    line = profile[::-1] if candidate.turned else profile
    wanted = 1 - (_HOPELESS_IN_GLARE if glare else _HOPELESS)
    tried = (candidate.span.bent(candidate.span.bow + bow) for bow in _BOWS)
    cost, span = min(
        ((_rough_cost(line, each), each) for each in tried),
        key=lambda each: each[0],
    )
    if cost > wanted + _ADJUSTABLE:
        return None
    for step in _STEPS:
        for nudge in ((0.0, 0.0, step), (step, 0.0, 0.0), (0.0, step, 0.0)):
            for sign in (1, -1):
                moved = span.nudged(*(sign * each for each in nudge))
                found = _rough_cost(line, moved)
                if found < cost:
                    cost, span = found, moved
                    break
    return None if cost > wanted else replace(candidate, span=span)


def match(bands: Floats, profile: Floats, candidate: Candidate) -> Match | None:
    """What bands of rows (n, w) say in Code 128 at a hopeful candidate of `profile`, a first view of them.

    The checksum of every match holds; how far to trust it is the caller's to judge.
    """
    if not candidate.turned:
        return _match(bands, profile, candidate.span)
    found = _match(bands[:, ::-1], profile[::-1], candidate.span)
    last = len(profile) - 1
    return None if found is None else replace(found, start=last - found.start, end=last - found.end)


def _match(bands: Floats, profile: Floats, span: Span) -> Match | None:
    """The blur is searched first, then light and place are fitted in turns with the reading."""
    positions = span.positions()
    first = sample(profile, positions)
    blur = min(BLURS, key=lambda each: cheapest(_darkness(first, each), each))
    path = likeliest(_darkness(first, blur), None, blur)
    signal, held = first, np.ones(len(first))
    for turn in range(_ROUNDS):
        signal, held = _relit(bands, positions, path.prediction)
        moved = _moved(positions, signal, path.prediction, held)
        if moved is not positions:
            positions = moved
            signal, held = _relit(bands, positions, path.prediction)
        if turn == 1:
            blur = min(BLURS, key=lambda each: cheapest(signal, each))
        before, path = path.values, likeliest(signal, held, blur)
        if turn >= 2 and path.values == before:
            break
    return _judged(path, signal, held, positions)


def _rough_cost(profile: Floats, span: Span) -> float:
    """The share of a span's variance that no row of symbols explains, by a rough view."""
    signal = _darkness(sample(profile, span.positions()), _ROUGH_BLUR)
    return cheapest(signal, _ROUGH_BLUR) / _variance(signal)


def _relit(bands: Floats, positions: Floats, prediction: Floats) -> tuple[Floats, Floats]:
    """The bands as one signal, 0 for space and 1 for bar, and its weight, lit as a prediction implies.

    For every band an offset and a gain that vary slowly along the code are fitted; a band counts by its
    gain over the error it leaves, so that what is washed out or covered counts for little.
    """
    seen = np.stack([sample(band, positions) for band in bands], axis=1)
    hats = _hats(len(positions))
    count = hats.shape[1]
    lit = hats * prediction[:, None]
    cross = hats.T @ lit
    normal = np.block([[hats.T @ hats, cross], [cross, lit.T @ lit]])
    rough = np.diff(np.eye(count), axis=0)
    stiff = _STIFF * len(positions) / count * (rough.T @ rough)
    normal[:count, :count] += 0.3 * stiff
    normal[count:, count:] += stiff
    normal += 1e-6 * np.trace(normal) * np.eye(2 * count)
    solved = np.linalg.solve(normal, np.vstack([hats.T @ seen, lit.T @ seen]))
    offset, gain = hats @ solved[:count], np.minimum(hats @ solved[count:], 0.0)
    error = np.square(seen - offset - gain * prediction[:, None])
    local = hats @ ((hats.T @ error) / hats.sum(axis=0)[:, None])
    trust = gain / (local + 0.25 * float(error.mean()) + 0.3)
    total = (trust * gain).sum(axis=1)
    usual = float(np.median(total)) + 1e-9
    signal = (trust * (seen - offset)).sum(axis=1) / (total + 1e-3 * usual)
    return np.clip(signal, -0.5, 1.5), np.clip(total / usual, 0.005, 1.0)


@cache
def _hats(length: int) -> Floats:
    """Overlapping hats (length, n), one every dozen modules, that add up to one everywhere."""
    count = max(3, round(length / FINE / _HAT_MODULES) + 1)
    place = np.linspace(0, count - 1, length)
    return as_floats(np.clip(1 - np.abs(place[:, None] - np.arange(count)), 0, 1))


def _moved(positions: Floats, signal: Floats, prediction: Floats, held: Floats) -> Floats:
    """Positions shifted, by a cubic along the code, to where the signal agrees best with a prediction."""
    along = np.linspace(-1, 1, len(positions))
    basis = np.stack([along**power for power in range(4)], axis=1) * np.gradient(prediction)[:, None]
    weighted = basis * held[:, None]
    normal = weighted.T @ basis
    normal += 1e-3 * np.trace(normal) * np.eye(4)
    solved = np.linalg.solve(normal, weighted.T @ (signal - prediction))
    shift = np.clip(np.stack([along**power for power in range(4)], axis=1) @ solved, -2, 2)
    moved = positions - shift * np.gradient(positions)
    return positions if (np.diff(moved) <= 0).any() else moved


def _judged(path: Path, signal: Floats, held: Floats, positions: Floats) -> Match | None:
    unit = path.cost / float(held.sum()) * FINE + 1e-9
    fit = 1 - path.cost / _variance(signal, held)
    ends = float(positions[PAD * FINE]), float(positions[-PAD * FINE])
    spelled = spell(path.values)
    if spelled is not None:
        return Match(spelled, fit, min(path.margins) / unit, *ends, mended=False)
    weakest = int(np.argmin(path.margins[1:-1])) + 1
    values = list(path.values)
    values[weakest] = complement(values, weakest)
    if not stands_for_digits(values, weakest):
        return None
    spelled = spell(values)
    first = (PAD + SYMBOL_MODULES * weakest) * FINE
    unseen = float(held[first : first + SYMBOL_MODULES * FINE].mean()) < _UNSEEN
    if spelled is None or not (unseen or path.through[weakest, values[weakest]] <= _MENDED_COST * unit):
        return None
    others = min(margin for at, margin in enumerate(path.margins) if at != weakest)
    return Match(spelled, fit, others / unit, *ends, mended=True)


def _variance(signal: Floats, held: Floats | None = None) -> float:
    weight = np.ones(len(signal)) if held is None else held
    mean = float((weight * signal).sum() / weight.sum())
    return float((weight * np.square(signal - mean)).sum()) + 1e-9


def _darkness(brightness: Floats, blur: Blur) -> Floats:
    """A level profile (mean 0, spread 1) turned into 0 for space and 1 for bar."""
    mean, spread = _usual(blur)
    core = brightness[PAD * FINE : -PAD * FINE]
    return as_floats(np.clip((core.mean() - brightness) / (core.std() + 1e-6) * spread + mean, -0.4, 1.4))


_USUAL: dict[Blur, tuple[float, float]] = {}


def _usual(blur: Blur) -> tuple[float, float]:
    """Mean and spread that symbols blurred so much have by themselves."""
    if blur not in _USUAL:
        core = templates(blur)[0][:, PAD * FINE : -PAD * FINE]
        _USUAL[blur] = (float(core.mean()), float(core.std()))
    return _USUAL[blur]
