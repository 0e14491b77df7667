"""Pictures of labels for the tests of the devices, drawn on the spot."""

import numpy as np
import zxingcpp
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


def label(text: str, scale: int = 3) -> Pixels:
    """A Code 128 with its quiet zones, black on white."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    return np.asarray(code.to_image(scale=scale, add_hrt=False, add_quiet_zones=True), np.uint8)


def desk(*labels: Pixels, height: int = 720, width: int = 1280) -> Pixels:
    """The given labels one below the other on a grey desk, in BGR."""
    scene = np.full((height, width, 3), 150, np.uint8)
    top = 60
    for each in labels:
        rows, columns = each.shape[:2]
        scene[top : top + rows, 100 : 100 + columns] = each[..., None]
        top += rows + 80
    return scene
