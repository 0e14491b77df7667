"""The decoder: an image goes in, the codes on it come out with their outlines."""

from borderpost.devices.decoder.accept import Acceptance
from borderpost.devices.decoder.cascade import FrameDecoder, StillDecoder
from borderpost.devices.decoder.engines import missing_engines
from borderpost.devices.decoder.found import CodeFound, Decoded, Outline, StageTime, Symbology

__all__ = [
    "Acceptance",
    "CodeFound",
    "Decoded",
    "FrameDecoder",
    "Outline",
    "StageTime",
    "StillDecoder",
    "Symbology",
    "missing_engines",
]
