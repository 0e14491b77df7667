"""The two decoders: one for still images, one for the frames of a camera."""

from time import thread_time

import cv2
import numpy as np
from numpy.typing import NDArray

from borderpost.devices.decoder.engines import LINEAR, POSTAL, Grey, Reading, Zxing
from borderpost.devices.decoder.found import CodeFound, Decoded, StageTime, Symbology


def grey_of(image: NDArray[np.uint8]) -> Grey:
    if image.ndim == 2:
        return image
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def _code(reading: Reading, engine: str, stage: str) -> CodeFound:
    return CodeFound(
        reading.data, reading.text, reading.symbology, reading.aim, reading.outline, engine, stage
    )


class StillDecoder:
    """Reads a still image: every family first."""

    def decode(self, image: NDArray[np.uint8]) -> Decoded:
        start = thread_time()
        engine = Zxing(downscale=True, invert=True)
        read = engine.read(grey_of(image), POSTAL | {Symbology.OTHER})
        codes = tuple(_code(each, engine.name, "whole") for each in read)
        return Decoded(codes, (StageTime("whole", (thread_time() - start) * 1e3, len(codes)),))


class FrameDecoder:
    """Reads the frames of a camera."""

    def decode(self, frame: NDArray[np.uint8]) -> Decoded:
        start = thread_time()
        engine = Zxing()
        codes = tuple(_code(each, engine.name, "whole") for each in engine.read(grey_of(frame), LINEAR))
        return Decoded(codes, (StageTime("whole", (thread_time() - start) * 1e3, len(codes)),))
