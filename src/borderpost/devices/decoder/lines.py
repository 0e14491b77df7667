"""Lines: the rows of a level crop averaged, sharpened and stretched into single lines worth reading."""

import cv2
import numpy as np

from borderpost.devices.decoder.arrays import Grey, Lines, as_grey, as_lines

_BANDS = (3, 6, 12)
_AMOUNT = 1.5


def bands_of(pixels: Grey, counts: tuple[int, ...] = _BANDS) -> Lines:
    """The crop's rows averaged into bands, `sum(counts)` lines (n, w) at most."""
    height, width = pixels.shape
    lines = [
        cv2.resize(pixels.astype(np.float32), (width, count), interpolation=cv2.INTER_AREA)
        for count in counts
        if count <= height
    ]
    return np.vstack(lines) if lines else pixels.astype(np.float32)


def sharpen(lines: Lines, sigma: float, amount: float = _AMOUNT) -> Lines:
    """Every line with its blur of `sigma` pixels taken away `amount` times."""
    soft = cv2.GaussianBlur(lines, (0, 0), sigmaX=sigma, sigmaY=1e-3)
    return lines + amount * (lines - soft)


def stretch(lines: Lines, window: int) -> Grey:
    """Every line stretched so that its minimum and maximum within `window` pixels are black and white."""
    kernel = np.ones((1, window | 1), np.uint8)
    low, high = cv2.erode(lines, kernel), cv2.dilate(lines, kernel)
    low = cv2.blur(low, (window | 1, 1))
    high = cv2.blur(high, (window | 1, 1))
    span = np.maximum(high - low, 6)
    return as_grey(np.clip((lines - low) / span * 255, 0, 255))


def readable(pixels: Grey, left: float, right: float, scale: float, module: float) -> Grey:
    """All lines of a level crop (n, w), ready for a fixed threshold; `module` in pixels of the image.

    The code lies from `left` to `right`; what is brighter or darker outside of it must not set the scale
    for the bars at its ends.
    """
    bands = bands_of(pixels)
    inside = bands[:, max(0, round(left)) : max(1, round(right))]
    bands = np.clip(bands, inside.min(axis=1, keepdims=True), inside.max(axis=1, keepdims=True))
    return stretch(sharpen(bands, 0.9 * scale), round(26 * scale * max(1.0, module)))


_COMBINED = 8
_ROUNDS = 3
_FARTHEST = 8.0


def aligned_bands(pixels: Grey, left: float, right: float, window: float) -> tuple[Lines, Lines]:
    """A level crop's rows averaged into up to 8 bands (n, w) laid onto one another, and their contrast.

    The contrast is the spread of brightness within about `window` pixels of the code, which lies from
    `left` to `right`.
    """
    height, width = pixels.shape
    count = min(_COMBINED, height)
    bands = as_lines(cv2.resize(as_lines(pixels), (width, count), interpolation=cv2.INTER_AREA))
    mean, contrast = _local(bands, left, right, window)
    places = np.arange(width, dtype=np.float32) + _shifts((bands - mean) / (contrast + 2), window / 2)
    return _moved(bands, places), _moved(contrast, places)


def together(bands: Lines, contrast: Lines) -> Lines:
    """Bands as one profile (w,), each counting as much as its contrast."""
    return as_lines((bands * contrast).sum(axis=0) / (contrast.sum(axis=0) + 1e-3))


def levelled(bands: Lines, contrast: Lines, left: float, right: float, window: float) -> Lines:
    """Bands as one profile (w,) of mean 0 and spread 1 everywhere, as is best under glare and shade."""
    mean, _ = _local(bands, left, right, window)
    total = np.square(contrast).sum(axis=0) + 4.0
    return as_lines(((bands - mean) * contrast).sum(axis=0) / total)


def _local(bands: Lines, left: float, right: float, window: float) -> tuple[Lines, Lines]:
    at = np.arange(bands.shape[1])
    inside = as_lines(np.where((at >= left) & (at <= right), 1.0, 1e-4))[None, :]
    share = _smooth(inside, window)
    mean = _smooth(bands * inside, window) / share
    power = _smooth(np.square(bands - mean) * inside, window) / share
    return mean, np.sqrt(np.maximum(power, 0))


def _smooth(rows: Lines, window: float) -> Lines:
    """The mean of every row within about a window: three boxes make a bell, at any width in the same time."""
    box = (max(1, round(window / 2)) | 1, 1)
    for _ in range(3):
        rows = as_lines(cv2.blur(rows, box, borderType=cv2.BORDER_REPLICATE))
    return rows


def _shifts(scaled: Lines, reach: float) -> Lines:
    """How far (n, w) each band has to be read from its place to agree with all, changing within `reach`."""
    count, width = scaled.shape
    knots = max(3, round(width / reach) + 1)
    place = np.linspace(0, knots - 1, width)
    hats = as_lines(np.clip(1 - np.abs(place[:, None] - np.arange(knots)), 0, 1))
    bend = np.diff(np.eye(knots), axis=0)
    at = np.arange(width, dtype=np.float32)
    total = as_lines(np.zeros((count, width)))
    for _ in range(_ROUNDS):
        moved = _moved(scaled, at + total)
        reference = moved.mean(axis=0)
        basis = hats * np.gradient(reference)[:, None]
        normal = basis.T @ basis
        usual = float(np.trace(normal)) / knots
        normal = normal + usual * (0.5 * bend.T @ bend + 0.02 * np.eye(knots))
        shift = np.linalg.solve(normal, basis.T @ (moved - reference).T)
        total = as_lines(np.clip(total - (hats @ shift).T, -_FARTHEST, _FARTHEST))
    return total


def _moved(rows: Lines, places: Lines) -> Lines:
    """Every row read at the places (n, w) given for it."""
    across = np.repeat(np.arange(len(rows), dtype=np.float32)[:, None], rows.shape[1], axis=1)
    return as_lines(cv2.remap(rows, places, across, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))
