"""What light, optics and sensor do to a benchmark's frame: glare, stains, blur, shrinking, noise."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]


def as_bytes(brightness: Any) -> Grey:
    """Brightness of any kind as bytes, cut off at black and white."""
    return np.asarray(np.clip(brightness, 0, 255), dtype=np.uint8)


def glared(
    frame: Grey, rng: np.random.Generator, middle: tuple[float, float], reach: float, strength: float = 1.0
) -> Grey:
    """A lamp's reflection near the middle of a label whose code is `reach` pixels long."""
    height, width = frame.shape
    x = middle[0] + rng.normal(0, 0.22) * reach
    y = middle[1] + rng.normal(0, 0.12) * reach
    across, along = rng.uniform(0.05, 0.13) * reach, rng.uniform(0.08, 0.2) * reach
    turn = rng.uniform(0, np.pi)
    columns, rows = np.meshgrid(np.arange(width) - x, np.arange(height) - y)
    u = (columns * np.cos(turn) + rows * np.sin(turn)) / across
    v = (rows * np.cos(turn) - columns * np.sin(turn)) / along
    spot = np.exp(-0.5 * (u * u + v * v)) * rng.uniform(150, 300) * strength
    return as_bytes(frame + spot)


def stained(
    frame: Grey, rng: np.random.Generator, middle: tuple[float, float], turn: float, reach: float
) -> Grey:
    """A sticker over the upper or lower half of the bars."""
    angle = np.deg2rad(turn)
    aside = rng.choice((-1, 1)) * rng.uniform(0.11, 0.16) * reach
    x = middle[0] - np.sin(angle) * aside + np.cos(angle) * rng.uniform(-0.3, 0.3) * reach
    y = middle[1] + np.cos(angle) * aside + np.sin(angle) * rng.uniform(-0.3, 0.3) * reach
    size = (float(rng.uniform(0.2, 0.5) * reach), float(0.16 * reach))
    corners = cv2.boxPoints(((float(x), float(y)), size, float(turn))).astype(np.int32)
    covered = frame.copy()
    cv2.fillConvexPoly(covered, corners, float(rng.uniform(60, 220)), cv2.LINE_AA)
    return covered


def blurred(frame: Grey, sigma: float) -> Grey:
    """Out of focus by `sigma` pixels."""
    return as_bytes(cv2.GaussianBlur(frame, (0, 0), max(sigma, 0.1)))


def dragged(frame: Grey, rng: np.random.Generator, length: float) -> Grey:
    """Moved by `length` pixels in any direction while the shutter was open."""
    size = int(np.ceil(length)) * 2 + 3
    angle = rng.uniform(0, np.pi)
    steps = np.linspace(-length / 2, length / 2, 33)
    kernel = np.zeros((size, size), np.float32)
    for step in steps:
        x, y = size // 2 + step * np.cos(angle), size // 2 + step * np.sin(angle)
        column, row = int(x), int(y)
        for at_y, at_x in ((row, column), (row, column + 1), (row + 1, column), (row + 1, column + 1)):
            kernel[at_y, at_x] += (1 - abs(x - at_x)) * (1 - abs(y - at_y))
    return as_bytes(cv2.filter2D(frame, -1, kernel / kernel.sum()))


def shrunk(frame: Grey, share: float) -> Grey:
    """Taken with fewer pixels and enlarged again."""
    height, width = frame.shape
    small = cv2.resize(frame, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return as_bytes(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR))


def dulled(frame: Grey, share: float) -> Grey:
    """With a veil of light over all of it."""
    return as_bytes(cv2.convertScaleAbs(frame, alpha=share, beta=18))


def grained(frame: Grey, rng: np.random.Generator, sigma: float) -> Grey:
    """With the sensor's noise, and through a camera's JPEG."""
    noise = rng.normal(0, sigma, frame.shape).astype(np.float32)
    noisy = as_bytes(frame + noise)
    packed = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(78, 93))])[1]
    return as_bytes(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE))
