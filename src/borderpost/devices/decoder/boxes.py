"""Boxes: what parallelogram of parallel bars a region of the finder's grid is, or which make it up."""

from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin

import numpy as np
from numpy.typing import NDArray

from borderpost.devices.decoder.arrays import Floats

CELL = 8
"""Side of one cell of the finder's grid, in pixels."""

SHORTEST = 56
"""Pixels that a box is long at least."""

_EMPTY, _FULL = 0.4, 0.75
_STEEPEST = 0.6
_STEP = 2.5 * CELL
_FEWEST = 14
_SPLITS = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A parallelogram of parallel bars: `angle` (radians) points across the bars, along the code.

    `length` is its extent along that direction, `height` along the bars, both in pixels; `slope` is how
    much it climbs along the bars for each pixel of length, as it does where a label is seen aslant.
    """

    x: float
    y: float
    angle: float
    length: float
    height: float
    score: float = 0.0
    slope: float = 0.0

    def place(self, point: tuple[float, float]) -> tuple[float, float]:
        """A point of the image in the box's own coordinates: along and across from its middle, in pixels."""
        dx, dy = point[0] - self.x, point[1] - self.y
        along = dx * cos(self.angle) + dy * sin(self.angle)
        return along, -dx * sin(self.angle) + dy * cos(self.angle) - self.slope * along

    def corner(self, along: float, across: float) -> tuple[float, float]:
        """The point of the image at shares (-1 to 1) of half the length and half the height."""
        u = along * self.length / 2
        v = across * self.height / 2 + self.slope * u
        return (
            self.x + u * cos(self.angle) - v * sin(self.angle),
            self.y + u * sin(self.angle) + v * cos(self.angle),
        )

    def holds(self, point: tuple[float, float], margin: float = 0.0) -> bool:
        """Whether a point of the image lies inside, or within `margin` pixels of it."""
        along, across = self.place(point)
        return abs(along) <= self.length / 2 + margin and abs(across) <= self.height / 2 + margin


@dataclass(frozen=True, slots=True)
class Points:
    """The cells of a region: middles in pixels, weights, cosine and sine of twice the direction, all (n,)."""

    x: Floats
    y: Floats
    weight: Floats
    cos2: Floats
    sin2: Floats

    def only(self, chosen: NDArray[np.bool_]) -> "Points":
        """The chosen ones."""
        return Points(
            self.x[chosen], self.y[chosen], self.weight[chosen], self.cos2[chosen], self.sin2[chosen]
        )

    @property
    def angle(self) -> float:
        """The direction they have together, in radians."""
        return float(np.arctan2((self.weight * self.sin2).sum(), (self.weight * self.cos2).sum())) / 2

    def turned(self, angle: float) -> tuple[Floats, Floats]:
        """Their places along an angle and across it."""
        along = self.x * cos(angle) + self.y * sin(angle)
        return along, -self.x * sin(angle) + self.y * cos(angle)


def boxes_of(points: Points, splits: int = _SPLITS) -> list[Box]:
    """The box of a region; where it fills that badly, the boxes of its parts instead."""
    box, fill = _box_of(points)
    if fill >= _FULL or splits == 0:
        return [] if box is None else [box]
    parts = _split(points)
    inner = [each for part in parts for each in boxes_of(part, splits - 1)]
    if not inner:
        return [] if box is None else [box]
    return inner


def _box_of(points: Points) -> tuple[Box | None, float]:
    """The box of a region, if it is one, and how much of it the region fills."""
    angle = points.angle
    along, across = points.turned(angle)
    weight = points.weight
    low, high = _bulk(along)
    inside = (along >= low) & (along <= high)
    along, across, weight = along[inside], across[inside], weight[inside]
    slope = 0.0
    if high - low > 1.5 * (across.max() - across.min()) or len(along) > 40:
        spread = along - along.mean()
        slope = float((spread * (across - across.mean())).sum() / (np.square(spread).sum() + 1e-6))
        slope = slope if abs(slope) < _STEEPEST else 0.0
    middle = (low + high) / 2
    bottom, ceiling = _bulk(across - slope * (along - middle))
    length, height = high - low, ceiling - bottom
    fill = len(along) * CELL * CELL / (length * height)
    if length < SHORTEST or length < 0.5 * height or fill < _EMPTY:
        return None, fill
    v = (bottom + ceiling) / 2
    box = Box(
        x=float(middle * cos(angle) - v * sin(angle)),
        y=float(middle * sin(angle) + v * cos(angle)),
        angle=angle,
        length=length,
        height=height,
        slope=slope,
        score=float(weight.sum()) * min(1.0, length / (2 * height)) * min(1.0, fill),
    )
    return box, fill


def _split(points: Points) -> list[Points]:
    """The two parts of a region on either side of where its upper or lower side jumps most, if one does."""
    along, across = points.turned(points.angle)
    bins = np.floor((along - along.min()) / CELL).astype(int)
    count = int(bins.max()) + 1
    upper, lower = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(upper, bins, across)
    np.maximum.at(lower, bins, across)
    with np.errstate(invalid="ignore"):
        jumps = np.maximum(np.abs(np.diff(upper)), np.abs(np.diff(lower)))
    jumps[~np.isfinite(jumps)] = 0
    margin = min(4, count // 4)
    jumps[:margin] = 0
    jumps[len(jumps) - margin :] = 0
    if not len(jumps) or jumps.max() < _STEP:
        return []
    first = bins <= int(jumps.argmax())
    return [part for part in (points.only(first), points.only(~first)) if len(part.x) >= _FEWEST]


def _bulk(positions: Floats) -> tuple[float, float]:
    """The interval that the bulk of the cells covers: thin tails, such as a border makes, are cut off."""
    low = float(positions.min()) - CELL / 2
    bins = np.floor((positions - low) / CELL).astype(int)
    counts = np.bincount(bins)
    usual = np.sort(counts)[int(0.7 * (len(counts) - 1))]
    full = np.flatnonzero(counts >= 0.4 * usual)
    return low + float(full[0]) * CELL, low + float(full[-1] + 1) * CELL


def join(boxes: list[Box]) -> list[Box]:
    """Boxes that would come of two lying in one line, as the halves of a code under glare do."""
    joined = []
    for at, first in enumerate(boxes):
        for second in boxes[at + 1 :]:
            both = _joined(first, second)
            if both is not None:
                joined.append(both)
    return joined


def _joined(first: Box, second: Box) -> Box | None:
    low, high = sorted((first.height, second.height))
    if angle_between(first.angle, second.angle) > 0.16 or high > 1.7 * low:
        return None
    dx, dy = second.x - first.x, second.y - first.y
    reach = hypot(dx, dy)
    axis = atan2(dy, dx)
    if angle_between(axis, first.angle) > 0.35 or reach < (first.length + second.length) / 2 * 0.8:
        return None
    gap = reach - (first.length + second.length) / 2
    if gap > max(first.length, second.length, 3 * high):
        return None
    turned = first.angle if cos(first.angle - axis) > 0 else first.angle + pi
    other = second.angle if cos(second.angle - axis) > 0 else second.angle + pi
    angle = turned + ((other - turned + pi) % (2 * pi) - pi) / 2
    along = dx * cos(angle) + dy * sin(angle)
    across = -dx * sin(angle) + dy * cos(angle)
    slope = across / along
    if abs(slope) > 0.35:
        return None
    start, end = -first.length / 2, along + second.length / 2
    middle = (start + end) / 2
    climb = slope * middle
    return Box(
        x=first.x + middle * cos(angle) - climb * sin(angle),
        y=first.y + middle * sin(angle) + climb * cos(angle),
        angle=angle,
        length=end - start,
        height=(first.height + second.height) / 2,
        slope=slope,
        score=first.score + second.score,
    )


def angle_between(first: float, second: float) -> float:
    """The angle between two undirected lines, 0 to pi/2."""
    turn = abs(first - second) % pi
    return min(turn, pi - turn)
