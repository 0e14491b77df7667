"""Where the frames of a camera come from, and what can be turned on it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


class Control(StrEnum):
    """What some drivers let one turn."""

    AUTO_EXPOSURE = "auto_exposure"
    EXPOSURE = "exposure"
    AUTO_FOCUS = "auto_focus"
    FOCUS = "focus"


@dataclass(frozen=True, slots=True)
class ControlState:
    """One control that this camera has, where it stands, and how far it goes (in the driver's own units).

    Those that switch something to automatic stand at 1 or 0.
    """

    control: Control
    value: float
    least: float = 0.0
    most: float = 255.0
    step: float = 1.0


class FrameSource(Protocol):
    """A camera, or what stands in for one; every method is called by one thread, the reader's."""

    @property
    def name(self) -> str:
        """What the camera is called in scans and on the screen."""
        ...

    def open(self) -> bool:
        """Take hold of it; False when it is not there now. May be called again after `close`."""
        ...

    def read(self) -> Pixels | None:
        """Wait for the next frame: uint8, height x width (grey) or x 3 (BGR); None when it is gone."""
        ...

    def controls(self) -> tuple[ControlState, ...]:
        """The controls that the open camera has."""
        ...

    def turn(self, control: Control, value: float) -> bool:
        """Set a control of the open camera; whether the driver took it."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
