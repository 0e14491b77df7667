"""Evidence photographs drawn by the program: things on an examination mat, with a scale and a card."""

from datetime import date
from enum import StrEnum
from functools import lru_cache

import cv2
import numpy as np

from borderpost.demo import drawn_goods, drawn_parcels
from borderpost.demo.brush import Canvas, polygon, rectangle
from borderpost.demo.labels import Label, spaced
from borderpost.demo.lettering import BOLD, MONO
from borderpost.demo.pixels import Pixels, as_pixels

PHOTOGRAPH_SIZE = (1600, 1200)
PIXELS_PER_CM = 25
JPEG_QUALITY = 88


class Subject(StrEnum):
    """What a photograph shows."""

    SEALED_PARCEL = "sealed_parcel"
    OPENED_PARCEL = "opened_parcel"
    SHOES = "shoes"
    TABLETS = "tablets"
    HANDBAG = "handbag"
    SEALED_BAG = "sealed_bag"


def photograph(subject: Subject, label: Label, *, taken_on: date, bag: str = "", seal: str = "") -> bytes:
    """Return a photograph of 1600 × 1200 pixels as JPEG bytes, the same for the same arguments.

    The card in it names the item; `bag` and `seal` are the numbers that a sealed bag bears, as text and
    as barcodes.
    """
    canvas = Canvas(_mat().copy())
    match subject:
        case Subject.SEALED_PARCEL:
            drawn_parcels.sealed_parcel(canvas, label)
        case Subject.OPENED_PARCEL:
            drawn_parcels.opened_parcel(canvas, label)
        case Subject.SHOES:
            drawn_goods.shoes(canvas)
        case Subject.TABLETS:
            drawn_goods.tablets(canvas)
        case Subject.HANDBAG:
            drawn_goods.handbag(canvas)
        case Subject.SEALED_BAG:
            drawn_parcels.sealed_bag(canvas, bag, seal)
    _scale(canvas)
    _card(canvas, label.code, taken_on)
    return _developed(canvas.pixels)


@lru_cache(maxsize=1)
def _mat() -> Pixels:
    width, height = PHOTOGRAPH_SIZE
    rng = np.random.Generator(np.random.PCG64(7))
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    light = 1.1 - 0.42 * np.hypot((x - width * 0.36) / width, (y - height * 0.25) / height)
    grain = cv2.GaussianBlur(rng.normal(0, 5, (height, width)).astype(np.float32), (0, 0), 0.8)
    picture = np.array((134, 150, 158), np.float32) * light[:, :, None] + grain[:, :, None]
    for step, change in ((PIXELS_PER_CM, 5.0), (PIXELS_PER_CM * 5, 9.0)):
        picture[::step] += change
        picture[:, ::step] += change
    return as_pixels(np.clip(picture, 0, 255))


def _scale(canvas: Canvas) -> None:
    """Lay a ten-centimetre scale along the lower edge."""
    x, y, height = 60, 1108, 50
    board = rectangle(x, y, 10 * PIXELS_PER_CM + 70, height, 4)
    canvas.shadow(board, lift=5)
    canvas.fill(board, (250, 250, 248), (232, 232, 230))
    for cm in range(10):
        left, top = x + 14 + cm * PIXELS_PER_CM, y + 9
        canvas.fill(rectangle(left, top + (cm % 2) * 8, PIXELS_PER_CM, 8), (22, 24, 28))
    canvas.line(
        polygon((x + 14, y + 9), (x + 14 + 250, y + 9), (x + 14 + 250, y + 25), (x + 14, y + 25)),
        (22, 24, 28),
        1,
        closed=True,
    )
    for cm in (0, 5, 10):
        canvas.text(x + 9 + cm * PIXELS_PER_CM, y + 26, str(cm), 15)
    canvas.text(x + 284, y + 12, "cm", 17)


def _card(canvas: Canvas, code: str, taken_on: date) -> None:
    """Stand a card with the item's number beside the subject."""
    x, y, width, height = 1212, 1064, 340, 100
    board = rectangle(x, y, width, height, 6)
    canvas.shadow(board, lift=6)
    canvas.fill(board, (252, 252, 250), (236, 236, 234))
    canvas.fill(rectangle(x, y, 12, height), (226, 120, 30))
    canvas.text(x + 28, y + 10, "ITEM", 15, (110, 112, 118), BOLD)
    canvas.text(x + 28, y + 30, spaced(code), 26, family=MONO)
    canvas.text(x + 28, y + 68, taken_on.isoformat(), 16, (70, 72, 78))


def _developed(picture: Pixels) -> bytes:
    """Return JPEG bytes, with the lens's dark corners and the sensor's grain."""
    width, height = PHOTOGRAPH_SIZE
    seen = cv2.multiply(picture, cv2.merge([_vignette(width, height)] * 3), scale=1 / 255)
    rng = np.random.Generator(np.random.PCG64(11))
    grain = rng.normal(0, 1.6, (height, width)).astype(np.float32)[:, :, None]
    seen = np.clip(seen.astype(np.float32) + grain, 0, 255).astype(np.uint8)
    done, data = cv2.imencode(
        ".jpg", cv2.cvtColor(seen, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]
    )
    if not done:
        raise RuntimeError("OpenCV could not write a JPEG")
    return data.tobytes()


@lru_cache(maxsize=1)
def _vignette(width: int, height: int) -> Pixels:
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    far = np.hypot((x - width / 2) / width, (y - height / 2) / height)
    return as_pixels(np.clip(262 - 95 * far**2, 0, 255))
