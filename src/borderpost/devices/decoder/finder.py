"""The finder: where on an image dense parallel bars or dense patterns lie, by a structure tensor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from borderpost.devices.decoder.arrays import Grey, Lines, as_floats, as_lines
from borderpost.devices.decoder.boxes import CELL, SHORTEST, Box, Points, boxes_of

Rectangle = tuple[int, int, int, int]

_PLAIN, _FAINT = (0.45, 0.40), (0.33, 0.27)
"""Coherence of a seed, and of what grows from it."""

_CORNERS = ((-1, -1), (1, -1), (1, 1), (-1, 1))

_NEAR_DIRECTION = 0.45
_TRIES = 60
_FEWEST_CELLS = 14
_DENSE_FLOOR = 14.0
_SMALLEST_DENSE = 6
_DIAGONAL = float(np.sqrt(0.5))


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


def find_bars(tensor: Tensor, most: int = 8) -> list[Box]:
    """Boxes of parallel bars at any angle, the most promising first, at most `most` of them."""
    return _find(tensor, most, *_PLAIN, ())


def find_faint(tensor: Tensor, known: Sequence[Box], most: int = 8) -> list[Box]:
    """Boxes of bars that hardly stand out of the noise, beside those known; many of them hold no bars."""
    return _find(tensor, most, *_FAINT, known)


def _find(tensor: Tensor, most: int, seed: float, grow: float, known: Sequence[Box]) -> list[Box]:
    rows, columns = tensor.coherence.shape
    smooth = as_lines(cv2.boxFilter(tensor.coherence, -1, (3, 3)))
    direction = cv2.merge([tensor.cos2, tensor.sin2, np.zeros_like(tensor.cos2)])
    blocked = np.ones((rows + 2, columns + 2), np.uint8)
    blocked[1:-1, 1:-1] = smooth < grow
    for box in known:
        corners = np.array([box.corner(along, across) for along, across in _CORNERS]) / CELL + 0.5
        cv2.fillConvexPoly(blocked, np.round(corners).astype(np.int32), 1)
    # Seeds by what is thick in both directions: bars come before the many lines of a form.
    thick = cv2.boxFilter(tensor.coherence, -1, (5, 5))
    summits = (smooth > seed) & (thick >= cv2.dilate(thick, np.ones((5, 5), np.uint8)) - 1e-6)
    ys, xs = np.nonzero(summits)
    boxes: list[Box] = []
    tries = 0
    for at in np.argsort(-thick[ys, xs]):
        x, y = int(xs[at]), int(ys[at])
        if blocked[y + 1, x + 1]:
            continue
        region = _region(direction, blocked, x, y)
        if region is not None:
            boxes += _boxes_of(tensor, *region)
        tries += 1
        if tries == _TRIES:
            break
    boxes.sort(key=lambda box: -box.score)
    return boxes[:most]


def _region(
    direction: Any, blocked: NDArray[np.uint8], x: int, y: int
) -> tuple[NDArray[np.bool_], int, int] | None:
    """The cells around a seed that have its direction, as a mask and its place; they are blocked then."""
    near = (_NEAR_DIRECTION,) * 3
    flags = 4 | cv2.FLOODFILL_FIXED_RANGE | cv2.FLOODFILL_MASK_ONLY | (2 << 8)
    area, _, _, (left, top, width, height) = cv2.floodFill(direction, blocked, (x, y), 0, near, near, flags)
    inner = blocked[top + 1 : top + 1 + height, left + 1 : left + 1 + width]
    cells = inner == 2
    inner[cells] = 1
    if area < _FEWEST_CELLS or max(width, height) * CELL < SHORTEST:
        return None
    return cells, left, top


def _boxes_of(tensor: Tensor, cells: NDArray[np.bool_], left: int, top: int) -> list[Box]:
    """The boxes of a region, or of its thick parts where thin ones, such as borders, join it to others."""
    boxes = boxes_of(_points(tensor, cells, left, top))
    if boxes or cells.sum() < 2 * _FEWEST_CELLS:
        return boxes
    thick = cv2.morphologyEx(cells.astype(np.uint8), cv2.MORPH_OPEN, np.ones((4, 4), np.uint8), borderValue=0)
    count, parts, stats, _ = cv2.connectedComponentsWithStats(thick, connectivity=4)
    for at in range(1, count):
        if stats[at, cv2.CC_STAT_AREA] >= _FEWEST_CELLS:
            boxes += boxes_of(_points(tensor, parts == at, left, top))
    return boxes


def _points(tensor: Tensor, cells: NDArray[np.bool_], left: int, top: int) -> Points:
    rows, columns = np.nonzero(cells)
    rows, columns = rows + top, columns + left
    return Points(
        x=as_floats((columns + 0.5) * CELL + 1),
        y=as_floats((rows + 0.5) * CELL + 1),
        weight=as_floats(tensor.coherence[rows, columns]),
        cos2=as_floats(tensor.cos2[rows, columns]),
        sin2=as_floats(tensor.sin2[rows, columns]),
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
