"""Pictures as the demo draws them: arrays of unsigned bytes, height × width (× 3)."""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Pixels: TypeAlias = NDArray[np.uint8]


def as_pixels(picture: ArrayLike) -> Pixels:
    """Return the picture as bytes; copies only where it is something else."""
    return np.asarray(picture, dtype=np.uint8)
