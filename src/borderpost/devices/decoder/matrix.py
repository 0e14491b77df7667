"""Two-dimensional codes: DataMatrix and QR on dense blobs, PDF417 on boxes whose rows differ."""

from collections.abc import Iterator
from dataclasses import replace
from math import hypot

import cv2
import numpy as np

from borderpost.devices.decoder.arrays import Grey, as_grey, as_lines
from borderpost.devices.decoder.boxes import Box
from borderpost.devices.decoder.engines import MATRIX, Engine, Reading
from borderpost.devices.decoder.finder import Rectangle
from borderpost.devices.decoder.found import Symbology
from borderpost.devices.decoder.rectify import rectify

_MARGIN = 14
_SMALL = 160


def read_dense(grey: Grey, place: Rectangle, engine: Engine) -> tuple[Reading, ...]:
    """DataMatrix and QR codes in an upright rectangle of the image, turned so that their sides lie level."""
    left, top, width, height = place
    patch = grey[max(top, 0) : top + height, max(left, 0) : left + width]
    box = Box(left + width / 2, top + height / 2, square_angle(patch), float(width), float(height))
    # A turned rectangle cuts corners off the upright one, so it has to be larger.
    margin = _MARGIN + (hypot(width, height) - min(width, height)) / 4
    scale = 2.0 if max(width, height) < _SMALL else 1.0
    crop = rectify(grey, box, scale=scale, along=margin, across=margin)
    read = engine.read(crop.pixels, MATRIX)
    return tuple(replace(each, outline=crop.outline(each.outline)) for each in read)


def square_angle(pixels: Grey) -> float:
    """The angle (radians, -pi/4 to pi/4) by which a pattern of right angles is turned."""
    dx, dy = (as_lines(part) for part in cv2.spatialGradient(np.ascontiguousarray(pixels)))
    energy = dx * dx + dy * dy + 1e-3
    cosine, sine = dx * dx - dy * dy, 2 * dx * dy
    fourfold_cosine = float(((cosine * cosine - sine * sine) / energy).sum())
    fourfold_sine = float((2 * cosine * sine / energy).sum())
    return float(np.arctan2(fourfold_sine, fourfold_cosine)) / 4


def read_stacked(grey: Grey, box: Box, engine: Engine) -> Iterator[Reading]:
    """PDF417 codes on and around a box, from a crop that is wider and a little softer than the code."""
    scale = 2.0 if box.length < 320 else 1.0
    crop = rectify(grey, box, scale=scale, along=0.3 * box.length + 20, across=0.25 * box.height + 12)
    soft = cv2.GaussianBlur(crop.pixels, (0, 0), 1.0)
    for each in engine.read(as_grey(soft), {Symbology.PDF417}):
        yield replace(each, outline=crop.outline(each.outline))
