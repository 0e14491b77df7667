"""Rectified crops: a rotated box of an image laid level and upscaled, with the way back to the image."""

from dataclasses import dataclass
from math import atan, cos, sin, tan

import cv2
import numpy as np

from borderpost.devices.decoder.arrays import Floats, Grey, as_grey, as_lines
from borderpost.devices.decoder.boxes import Box
from borderpost.devices.decoder.found import Outline, Point

_TALLEST = 64
"""Rows of a crop that is read by its rows: more would cost time and tell nothing new."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A level piece of an image: `pixels` (h, w), and the affine (2, 3) from its pixels to the image's.

    `scale` is how many of its pixels, along the code, make one of the image's.
    """

    pixels: Grey
    to_image: Floats
    scale: float

    def point(self, x: float, y: float) -> Point:
        """A point of the crop in pixels of the image."""
        a, b = self.to_image
        return (float(a[0] * x + a[1] * y + a[2]), float(b[0] * x + b[1] * y + b[2]))

    def outline(self, corners: Outline) -> Outline:
        """Four corners of the crop in pixels of the image."""
        first, second, third, fourth = (self.point(x, y) for x, y in corners)
        return (first, second, third, fourth)

    def full_height(self, start: float, end: float) -> Outline:
        """The outline, in the image, of a code as high as the crop, upside down where it starts right."""
        top, bottom = 0.0, float(self.pixels.shape[0])
        if start > end:
            top, bottom = bottom, top
        return self.outline(((start, top), (end, top), (end, bottom), (start, bottom)))


def rectify(grey: Grey, box: Box, *, scale: float, along: float, across: float, tilt: float = 0.0) -> Crop:
    """The box laid level, `scale` times as large, with `along` and `across` pixels of margin on its sides.

    `tilt` (radians) is how far the bars lean from the box's own upright; they are sheared straight.
    """
    return _warped(grey, box, (scale, scale), (along, across), tilt, cv2.INTER_CUBIC)


def flatten(grey: Grey, box: Box, *, scale: float, along: float) -> Crop:
    """The box laid level for its rows to be read: `scale` times as long, its height kept or cut to 128 rows.

    The bars are sheared straight, by what a first small crop shows of their lean.
    """
    rows = min(1.0, _TALLEST / box.height)
    first = _warped(grey, box, (1.0, rows), (0.0, 0.0), 0.0, cv2.INTER_LINEAR)
    tilt = atan(tan(tilt_of(first.pixels)) * rows)
    return _warped(grey, box, (scale, rows), (along, 0.0), tilt, cv2.INTER_CUBIC)


def _warped(
    grey: Grey,
    box: Box,
    scale: tuple[float, float],
    margin: tuple[float, float],
    tilt: float,
    interpolation: int,
) -> Crop:
    width = max(8, round((box.length + 2 * margin[0]) * scale[0]))
    height = max(4, round((box.height + 2 * margin[1]) * scale[1]))
    level_x, level_y = cos(box.angle), sin(box.angle)
    plumb_x, plumb_y = -level_y, level_x
    lean = tan(tilt)
    ux, uy = (level_x + box.slope * plumb_x) / scale[0], (level_y + box.slope * plumb_y) / scale[0]
    vx, vy = (plumb_x - lean * level_x) / scale[1], (plumb_y - lean * level_y) / scale[1]
    centre_x, centre_y = (width - 1) / 2, (height - 1) / 2
    matrix = np.array(
        [
            [ux, vx, box.x - 0.5 - ux * centre_x - vx * centre_y],
            [uy, vy, box.y - 0.5 - uy * centre_x - vy * centre_y],
        ]
    )
    pixels = cv2.warpAffine(
        grey,
        matrix,
        (width, height),
        flags=interpolation | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return Crop(as_grey(pixels), matrix, scale[0])


def tilt_of(pixels: Grey) -> float:
    """How far (radians) the bars of a level crop lean from upright, from its exact structure tensor."""
    dx, dy = (as_lines(part) for part in cv2.spatialGradient(pixels))
    xx, yy, xy = (float(cv2.sumElems(cv2.multiply(a, b))[0]) for a, b in ((dx, dx), (dy, dy), (dx, dy)))
    return float(np.arctan2(2 * xy, xx - yy)) / 2


def likeness_of_rows(pixels: Grey) -> float:
    """How alike the rows of a level crop are: near 1 for a linear code, low for stacked rows or clutter."""
    values = as_lines(cv2.blur(pixels, (3, 3)))
    values -= values.mean(axis=1, keepdims=True)
    total = float(np.square(values).mean()) + 1e-3
    return float(np.square(values.mean(axis=0)).mean()) / total
