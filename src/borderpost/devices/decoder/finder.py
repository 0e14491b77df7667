"""The finder: where on an image dense parallel bars or dense patterns lie, by a structure tensor."""

from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from borderpost.devices.decoder.arrays import Grey, Lines, as_lines

CELL = 8
"""Side of one cell of the tensor's grid, in pixels."""

Rectangle = tuple[int, int, int, int]

_PLAIN, _FAINT = (0.45, 0.40), (0.33, 0.27)
"""Coherence of a seed, and of what grows from it."""

_NEAR_DIRECTION = 0.45
_SEEDS = 60
_FEWEST_CELLS = 14
_SHORTEST = 56
_DENSE_FLOOR = 14.0
_SMALLEST_DENSE = 6
_DIAGONAL = float(np.sqrt(0.5))


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

    def holds(self, point: tuple[float, float], margin: float = 0.0) -> bool:
        """Whether a point of the image lies inside, or within `margin` pixels of it."""
        along, across = self.place(point)
        return abs(along) <= self.length / 2 + margin and abs(across) <= self.height / 2 + margin


@dataclass(frozen=True, slots=True)
class Tensor:
    """The structure tensor of an image on a grid of 8-pixel cells, all fields (H/8, W/8) float32.

    `energy` is the mean absolute gradient above the image's noise, `coherence` (0 to about 1) says how
    much of it has one direction, and `cos2` and `sin2` are the cosine and sine of twice that direction.
    """

    energy: Lines
    coherence: Lines
    cos2: Lines
    sin2: Lines


def tensor_of(grey: Grey) -> Tensor:
    """The tensor of an (H, W) image, from absolute differences along four directions (fast and robust)."""
    rows, columns = (grey.shape[0] - 1) // CELL, (grey.shape[1] - 1) // CELL
    here = grey[: rows * CELL : 2, : columns * CELL + 1]
    below = grey[1 : rows * CELL + 1 : 2, : columns * CELL + 1]
    level = _cells(cv2.absdiff(here[:, 1:], here[:, :-1]), columns, rows)
    # Level bars have their edges between two rows; with every second pair of rows half would be missed.
    each, after = grey[: rows * CELL, : columns * CELL], grey[1 : rows * CELL + 1, : columns * CELL]
    plumb = _cells(cv2.absdiff(each, after), columns, rows)
    falling = _cells(cv2.absdiff(below[:, 1:], here[:, :-1]), columns, rows)
    rising = _cells(cv2.absdiff(here[:, 1:], below[:, :-1]), columns, rows)
    cosine = level - plumb
    sine = (falling - rising) * _DIAGONAL
    total = level + plumb + (falling + rising) * _DIAGONAL
    strength = cv2.magnitude(cosine, sine)
    cos2, sin2 = cosine / (strength + 1e-3), sine / (strength + 1e-3)
    eighth = np.square(np.square(cos2) - np.square(sin2))
    quiet = _ranked(total, 0.1)
    # The sums of absolute values favour no direction once divided by what a pure edge would give.
    coherence = strength * (3.417 - 1.003 * eighth) / (np.maximum(total - quiet, 0) + quiet * 0.25 + 2.0)
    coherence *= _two_sided(grey[: rows * CELL, : columns * CELL], as_lines(strength))
    return Tensor(energy=np.maximum(total - 1.5 * quiet, 0), coherence=coherence, cos2=cos2, sin2=sin2)


def _two_sided(grey: Grey, strength: Lines) -> Lines:
    """1 where brightness goes up as often as down (bars), less where it only goes one way (a border)."""
    rows, columns = strength.shape
    mean = cv2.resize(grey, (columns * 2, rows * 2), interpolation=cv2.INTER_AREA)
    mean = as_lines(cv2.resize(mean, (columns, rows), interpolation=cv2.INTER_AREA))
    padded = cv2.copyMakeBorder(cv2.boxFilter(mean, -1, (3, 3)), 2, 2, 2, 2, cv2.BORDER_REPLICATE)
    net = cv2.magnitude(padded[2:-2, 4:] - padded[2:-2, :-4], padded[4:, 2:-2] - padded[:-4, 2:-2])
    one_way = net / (24 * cv2.boxFilter(strength, -1, (3, 3)) + 2)
    return as_lines(np.clip(3 - 3 * one_way, 0.3, 1))


def _cells(difference: Any, columns: int, rows: int) -> Lines:
    while difference.shape[0] >= 2 * rows:  # halving is much quicker than any other ratio
        size = (difference.shape[1] // 2, difference.shape[0] // 2)
        difference = cv2.resize(difference, size, interpolation=cv2.INTER_AREA)
    cells = as_lines(cv2.resize(difference, (columns, rows), interpolation=cv2.INTER_AREA))
    return as_lines(cv2.GaussianBlur(cells, (3, 3), 0.9))


def _ranked(values: Lines, share: float) -> float:
    """The value below which about a share of a quarter of all values lie."""
    few = np.sort(values[::2, ::2], axis=None)
    return float(few[int(share * (len(few) - 1))])


def find_bars(tensor: Tensor, most: int = 8, *, faint: bool = False) -> list[Box]:
    """Boxes of parallel bars at any angle, the most promising first, at most `most` of them.

    `faint` finds what hardly stands out of the noise, at the price of boxes where there are no bars.
    """
    seed, grow = _FAINT if faint else _PLAIN
    rows, columns = tensor.coherence.shape
    smooth = as_lines(cv2.boxFilter(tensor.coherence, -1, (3, 3)))
    direction = cv2.merge([tensor.cos2, tensor.sin2, np.zeros_like(tensor.cos2)])
    blocked = np.ones((rows + 2, columns + 2), np.uint8)
    blocked[1:-1, 1:-1] = smooth < grow
    summits = (smooth > seed) & (smooth >= cv2.dilate(smooth, np.ones((5, 5), np.uint8)) - 1e-6)
    ys, xs = np.nonzero(summits)
    boxes: list[Box] = []
    for at in np.argsort(-smooth[ys, xs])[:_SEEDS]:
        region = _region(direction, blocked, int(xs[at]), int(ys[at]))
        if region is not None:
            boxes += _boxes_of(tensor, *region)
    boxes.sort(key=lambda box: -box.score)
    return boxes[:most]


def _region(
    direction: Any, blocked: NDArray[np.uint8], x: int, y: int
) -> tuple[NDArray[np.bool_], int, int] | None:
    """The cells around a seed that have its direction, as a mask and its place; they are blocked then."""
    if blocked[y + 1, x + 1]:
        return None
    near = (_NEAR_DIRECTION,) * 3
    flags = 4 | cv2.FLOODFILL_FIXED_RANGE | cv2.FLOODFILL_MASK_ONLY | (2 << 8)
    area, _, _, (left, top, width, height) = cv2.floodFill(direction, blocked, (x, y), 0, near, near, flags)
    inner = blocked[top + 1 : top + 1 + height, left + 1 : left + 1 + width]
    cells = inner == 2
    inner[cells] = 1
    if area < _FEWEST_CELLS or max(width, height) * CELL < _SHORTEST:
        return None
    return cells, left, top


def _boxes_of(tensor: Tensor, cells: NDArray[np.bool_], left: int, top: int) -> list[Box]:
    """The box of a region, or of its thick parts where thin ones, such as borders, join it to others."""
    box = _box_of(tensor, cells, left, top)
    if box is not None:
        return [box]
    if cells.sum() < 2 * _FEWEST_CELLS:
        return []
    thick = cv2.morphologyEx(cells.astype(np.uint8), cv2.MORPH_OPEN, np.ones((4, 4), np.uint8), borderValue=0)
    count, parts, stats, _ = cv2.connectedComponentsWithStats(thick, connectivity=4)
    found = (
        _box_of(tensor, parts == at, left, top)
        for at in range(1, count)
        if stats[at, cv2.CC_STAT_AREA] >= _FEWEST_CELLS
    )
    return [box for box in found if box is not None]


def _box_of(tensor: Tensor, cells: NDArray[np.bool_], left: int, top: int) -> Box | None:
    ys, xs = np.nonzero(cells)
    ys, xs = ys + top, xs + left
    weight = tensor.coherence[ys, xs]
    angle = float(np.arctan2((weight * tensor.sin2[ys, xs]).sum(), (weight * tensor.cos2[ys, xs]).sum())) / 2
    px, py = (xs + 0.5) * CELL + 1, (ys + 0.5) * CELL + 1
    along = px * cos(angle) + py * sin(angle)
    across = -px * sin(angle) + py * cos(angle)
    low, high = _bulk(along)
    inside = (along >= low) & (along <= high)
    along, across, weight = along[inside], across[inside], weight[inside]
    slope = 0.0
    if high - low > 1.5 * (across.max() - across.min()) or len(along) > 40:
        spread = along - along.mean()
        slope = float((spread * (across - across.mean())).sum() / (np.square(spread).sum() + 1e-6))
        slope = slope if abs(slope) < 0.6 else 0.0
    middle = (low + high) / 2
    bottom, ceiling = _bulk(across - slope * (along - middle))
    length, height = high - low, ceiling - bottom
    fill = len(along) * CELL * CELL / (length * height)
    if length < _SHORTEST or length < 0.5 * height or fill < 0.4:
        return None
    v = (bottom + ceiling) / 2
    return Box(
        x=float(middle * cos(angle) - v * sin(angle)),
        y=float(middle * sin(angle) + v * cos(angle)),
        angle=angle,
        length=length,
        height=height,
        slope=slope,
        score=float(weight.sum()) * min(1.0, length / (2 * height)) * min(1.0, fill),
    )


def _bulk(positions: NDArray[np.float64]) -> tuple[float, float]:
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


def find_dense(tensor: Tensor, most: int = 4) -> list[Rectangle]:
    """Upright rectangles (left, top, width, height in pixels) of dense patterns without a direction."""
    busy = tensor.energy * (1 - np.clip(tensor.coherence, 0, 1))
    strong = busy > max(_DENSE_FLOOR, 0.35 * _ranked(busy, 0.995))
    mask = cv2.morphologyEx(strong.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    found = []
    for left, top, width, height, area in stats[1:count]:
        short, long = min(width, height), max(width, height)
        if short >= _SMALLEST_DENSE and long <= 4 * short and area >= 0.4 * width * height:
            place = (int(left) * CELL, int(top) * CELL, int(width) * CELL, int(height) * CELL)
            found.append((float(area) * float(short) / float(long), place))
    found.sort(key=lambda each: -each[0])
    return [rectangle for _, rectangle in found[:most]]


def angle_between(first: float, second: float) -> float:
    """The angle between two undirected lines, 0 to pi/2."""
    turn = abs(first - second) % pi
    return min(turn, pi - turn)
