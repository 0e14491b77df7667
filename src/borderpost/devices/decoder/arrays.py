"""The kinds of array that the decoder works in, and the way into them from OpenCV's untyped results."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
"""An (H, W) image, 0 black to 255 white."""

Lines = NDArray[np.float32]
"""Quick numbers: rows of brightness (n, w), a profile (w,), or a grid of cells."""

Floats = NDArray[np.float64]
"""Exact numbers."""


def as_grey(array: Any) -> Grey:
    """An array as bytes, copied only when it is something else."""
    return np.asarray(array, dtype=np.uint8)


def as_lines(array: Any) -> Lines:
    """An array as single floats, copied only when it is something else."""
    return np.asarray(array, dtype=np.float32)


def as_floats(array: Any) -> Floats:
    """An array as double floats, copied only when it is something else."""
    return np.asarray(array, dtype=np.float64)
