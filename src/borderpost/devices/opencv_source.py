"""A camera (or a video file) through OpenCV."""

import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from borderpost.devices.control_ranges import range_of
from borderpost.devices.frame_source import Control, ControlState, Pixels

_PROPERTIES: Mapping[Control, int] = {
    Control.AUTO_EXPOSURE: cv2.CAP_PROP_AUTO_EXPOSURE,
    Control.EXPOSURE: cv2.CAP_PROP_EXPOSURE,
    Control.AUTO_FOCUS: cv2.CAP_PROP_AUTOFOCUS,
    Control.FOCUS: cv2.CAP_PROP_FOCUS,
}
_ABSENT = -1.0
# What the drivers call automatic exposure and exposure by hand: V4L2's menu, or OpenCV's on other systems.
_AUTO_EXPOSURE, _BY_HAND = (3.0, 1.0) if platform.system() == "Linux" else (0.75, 0.25)
_WORST_FRAMES = 10  # unreadable frames in a row, after which a camera counts as gone


class OpenCvSource:
    """A camera by number or device path, or a video file by path."""

    def __init__(self, address: int | str, *, name: str = "", width: int = 1920, height: int = 1080) -> None:
        """`address` is OpenCV's number, a device such as /dev/v4l/by-id/…, or a video file."""
        self._address = address
        self._name = name or str(address)
        self._size = (width, height)
        self._capture: Any = None

    @property
    def name(self) -> str:
        """What the camera is called."""
        return self._name

    def open(self) -> bool:
        """Open the device, wanting MJPG (at full size nothing else fits through USB 2) and a short queue."""
        self.close()
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # a missing camera is no error
        address = self._address
        if not self._is_there():
            return False
        try:
            capture = cv2.VideoCapture(address)
            if not capture.isOpened():
                return False
            if not isinstance(address, str) or not Path(address).is_file():
                capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
                capture.set(cv2.CAP_PROP_FRAME_WIDTH, self._size[0])
                capture.set(cv2.CAP_PROP_FRAME_HEIGHT, self._size[1])
                capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        except cv2.error:
            return False
        self._capture = capture
        return True

    def read(self) -> Pixels | None:
        """The next frame in BGR; a torn one is skipped, a row of them means that the camera is gone."""
        if self._capture is None:
            return None
        for _ in range(_WORST_FRAMES):
            try:
                got, frame = self._capture.read()
            except cv2.error:
                return None
            if got and frame is not None and frame.size:
                return np.asarray(frame, np.uint8)
            if not self._is_there():
                return None
        return None

    def controls(self) -> tuple[ControlState, ...]:
        """Those controls that take back the value they report."""
        if self._capture is None:
            return ()
        found = []
        for control, identifier in _PROPERTIES.items():
            value = float(self._capture.get(identifier))
            if value != _ABSENT and self._set(identifier, value):
                reach = range_of(self._address, control)
                shown = min(max(_shown(control, value), reach.least), reach.most)
                found.append(ControlState(control, shown, reach.least, reach.most, reach.step))
        return tuple(found)

    def turn(self, control: Control, value: float) -> bool:
        """Set a control, in the driver's own units; a switch by 1 or 0."""
        if control is Control.AUTO_EXPOSURE:
            value = _AUTO_EXPOSURE if value else _BY_HAND
        return self._capture is not None and self._set(_PROPERTIES[control], value)

    def close(self) -> None:
        """Release the device."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None

    def _set(self, identifier: int, value: float) -> bool:
        try:
            return bool(self._capture.set(identifier, value))
        except cv2.error:
            return False

    def _is_there(self) -> bool:
        if isinstance(self._address, str):
            return Path(self._address).exists()
        return platform.system() != "Linux" or Path(f"/dev/video{self._address}").exists()


def _shown(control: Control, value: float) -> float:
    if control is Control.AUTO_EXPOSURE:
        return float(value != _BY_HAND)
    return value
