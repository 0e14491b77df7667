"""What surrounds a parcel in a camera frame: belt, cardboard, tape, light, glare, movement and grain."""

from functools import lru_cache

import cv2
import numpy as np

from borderpost.demo.dice import Dice
from borderpost.demo.pixels import Pixels, as_pixels

CARDBOARD = (
    (126, 166, 198),
    (112, 150, 186),
    (140, 178, 205),
    (208, 210, 212),
)  # BGR; the last is a white box
BELT = (62, 60, 58)
GRAIN_TILES = 4


@lru_cache(maxsize=4)
def belt(size: tuple[int, int], variant: int) -> Pixels:
    """Return a rubber belt between its steel rails, `size` (width, height) pixels; do not draw on it."""
    width, height = size
    rng = np.random.Generator(np.random.PCG64(100 + variant))
    grain = cv2.GaussianBlur(rng.normal(0, 9, (height, width)).astype(np.float32), (0, 0), 1.2)
    wear = cv2.resize(rng.normal(0, 5, (1, 40)).astype(np.float32), (width, 1), interpolation=cv2.INTER_CUBIC)
    ribs = 3.0 * np.sin(np.arange(width, dtype=np.float32) / 9.0)[None, :]
    grey = grain + wear + ribs
    picture = np.clip(np.array(BELT, np.float32)[None, None, :] + grey[:, :, None], 0, 255)
    rail = 58
    shine = np.interp(np.arange(rail), [0, 18, 30, rail - 1], [118, 176, 150, 92]).astype(np.float32)
    for rows, light in ((slice(0, rail), shine[::-1]), (slice(height - rail, height), shine)):
        picture[rows] = np.clip(light[:, None, None] + grain[rows, :, None] * 0.5, 0, 255)
    picture[rail : rail + 10] *= np.linspace(0.45, 1, 10, dtype=np.float32)[:, None, None]
    return as_pixels(picture)


@lru_cache(maxsize=4)
def cardboard(variant: int) -> Pixels:
    """Return a sheet of cardboard, 1200 × 900 pixels; do not draw on it."""
    rng = np.random.Generator(np.random.PCG64(200 + variant))
    fibres = cv2.GaussianBlur(rng.normal(0, 14, (900, 1200)).astype(np.float32), (0, 0), sigmaX=6, sigmaY=0.8)
    flutes = 1.6 * np.sin(np.arange(1200, dtype=np.float32) / 4.5)[None, :]
    stains = cv2.resize(
        rng.normal(0, 4, (7, 9)).astype(np.float32), (1200, 900), interpolation=cv2.INTER_CUBIC
    )
    grey = fibres + flutes + stains
    return as_pixels(np.clip(np.array(CARDBOARD[variant], np.float32) + grey[:, :, None], 0, 255))


def tape(face: Pixels, middle: int, width: int) -> None:
    """Run a strip of brown packing tape along the face at a row, `width` pixels high."""
    strip = face[max(middle - width // 2, 0) : middle + width // 2]
    tone = np.full_like(strip, (92, 140, 176))
    strip[:] = cv2.addWeighted(strip, 0.62, tone, 0.38, 6)
    for row in (0, -1):
        strip[row : row + 2 if row == 0 else None] = strip[row] // 4 * 3


def lit(frame: Pixels, dice: Dice) -> Pixels:
    """Return the frame under a lamp that stands to one side."""
    height, width = frame.shape[:2]
    y, x = np.mgrid[0:18, 0:32].astype(np.float32)
    far = np.hypot((x - dice.span(8, 24)) / 32, (y - dice.span(3, 12)) / 18)
    light = cv2.resize(
        np.clip(1.06 - 0.36 * far, 0.5, 1.1) * 228, (width, height), interpolation=cv2.INTER_LINEAR
    )
    return as_pixels(cv2.multiply(frame, cv2.merge([as_pixels(light)] * 3), scale=1 / 228))


def glare(frame: Pixels, dice: Dice, strength: float) -> None:
    """Let a lamp mirror itself as a long bright patch near the middle of the frame."""
    height, width = frame.shape[:2]
    small = np.zeros((height // 8, width // 8), np.uint8)
    centre = (round(width / 8 * dice.span(0.42, 0.58)), round(height / 8 * dice.span(0.52, 0.72)))
    axes = (round(dice.span(26, 40)), round(dice.span(5, 9)))
    cv2.ellipse(small, centre, axes, dice.span(-50, 50), 0, 360, round(235 * strength), -1, cv2.LINE_AA)
    soft = cv2.resize(cv2.GaussianBlur(small, (0, 0), 5), (width, height), interpolation=cv2.INTER_LINEAR)
    cv2.add(frame, cv2.merge([soft] * 3), frame)


def moved(frame: Pixels, pixels: int, degrees: float) -> Pixels:
    """Return the frame smeared along a direction, as a parcel on a running belt is."""
    size = pixels * 2 + 1
    kernel = np.zeros((size, size), np.float32)
    step = np.array([np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))]) * pixels / 2
    ends = [tuple(int(v) for v in np.round(pixels + step * sign)) for sign in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1)
    return as_pixels(cv2.filter2D(frame, -1, kernel / kernel.sum()))


def grained(frame: Pixels, strength: float, dice: Dice) -> Pixels:
    """Return the frame with sensor noise of a standard deviation in grey levels."""
    height, width = frame.shape[:2]
    tile = _grain_tile(dice.whole(0, GRAIN_TILES - 1))
    y, x = dice.whole(0, tile.shape[0] - height), dice.whole(0, tile.shape[1] - width)
    noise = tile[y : y + height, x : x + width]
    # The tile holds 128 + 32 sigma; one pass scales it, adds the frame and clips.
    return as_pixels(cv2.addWeighted(frame, 1.0, noise, strength / 32, -128 * strength / 32))


@lru_cache(maxsize=GRAIN_TILES)
def _grain_tile(variant: int) -> Pixels:
    rng = np.random.Generator(np.random.PCG64(300 + variant))
    return as_pixels(np.clip(rng.normal(128, 32, (1152, 2048, 3)), 0, 255))
