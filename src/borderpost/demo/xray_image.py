"""An X-ray image of a parcel drawn by the program: light goods orange, dense edges blue, on white."""

from datetime import date
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from borderpost.demo import drawn_goods
from borderpost.demo.brush import Canvas, rectangle
from borderpost.demo.labels import Label
from borderpost.demo.lettering import MONO
from borderpost.demo.photographs import PHOTOGRAPH_SIZE, Subject
from borderpost.demo.pixels import as_pixels

Shares: TypeAlias = NDArray[np.float32]
_SIZE = (1280, 960)
_STRIP = 56
_LIGHT, _DENSE = np.array((40, 140, 240), np.float32), np.array((120, 60, 20), np.float32)
_COVERS = 0.9  # what shines through less than the rest of this is goods, not the shadow of goods
_DRAWN = {
    Subject.SHOES: drawn_goods.shoes,
    Subject.TABLETS: drawn_goods.tablets,
    Subject.HANDBAG: drawn_goods.handbag,
}


def xray_image(goods: Subject, label: Label, *, taken_on: date) -> bytes:
    """Return what an X-ray machine would show of goods in their box, as PNG, the same for the same arguments.

    Raise KeyError for a subject that is no goods.
    """
    on_white, on_black = _drawn_on(goods, 255), _drawn_on(goods, 0)
    # what looks alike on white and on black hides the ground
    shines = np.abs(on_white - on_black).max(axis=2) / 255
    mask = (shines < 1 - _COVERS).astype(np.float32)
    body = cv2.GaussianBlur(mask, (0, 0), 4)
    edges = cv2.Canny(as_pixels(on_black), 60, 140).astype(np.float32) / 255 * mask
    dense = cv2.GaussianBlur(edges, (0, 0), 1.6) * 2.2
    light = np.clip(0.42 * body + 0.16 * _box(*PHOTOGRAPH_SIZE), 0, 1)[:, :, None]
    heavy = np.clip(0.75 * dense, 0, 1)[:, :, None]
    picture = 252 * (1 - light) + _LIGHT * light
    picture = picture * (1 - heavy) + _DENSE * heavy
    seen = cv2.resize(as_pixels(np.clip(picture, 0, 255)), _SIZE, interpolation=cv2.INTER_AREA)
    canvas = Canvas(as_pixels(seen))
    canvas.fill(rectangle(0, _SIZE[1] - _STRIP, _SIZE[0], _STRIP), (38, 40, 44))
    told = f"X-RAY 2  {label.code}  {taken_on.isoformat()}  160 kV"
    canvas.text(24, _SIZE[1] - _STRIP + 14, told, 26, (235, 235, 235), MONO)
    done, png = cv2.imencode(".png", canvas.pixels)
    if not done:
        raise RuntimeError("the image could not be encoded")
    return png.tobytes()


def _drawn_on(goods: Subject, shade: int) -> Shares:
    width, height = PHOTOGRAPH_SIZE
    canvas = Canvas(np.full((height, width, 3), shade, np.uint8))
    _DRAWN[goods](canvas)
    return np.asarray(canvas.pixels, dtype=np.float32)


def _box(width: int, height: int) -> Shares:
    """Return how much the walls of the box take away: its flat sides a little, its edges more."""
    walls = np.zeros((height, width), np.float32)
    corners = (int(width * 0.03), int(height * 0.05)), (int(width * 0.97), int(height * 0.93))
    cv2.rectangle(walls, *corners, 0.35, -1)
    cv2.rectangle(walls, *corners, 1.6, 14)
    middle = height // 2
    cv2.line(walls, (corners[0][0], middle), (corners[1][0], middle), 0.8, 6)
    return np.asarray(cv2.GaussianBlur(walls, (0, 0), 2), dtype=np.float32)
