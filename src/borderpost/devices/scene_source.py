"""A camera whose scene is given: it films one picture after the other, and can be unplugged."""

import threading

import numpy as np

from borderpost.devices.frame_source import Control, ControlState, Pixels


class SceneSource:
    """Stands in for a camera in tour, trials and tests; `show` and the plug work from any thread."""

    def __init__(self, scene: Pixels | None = None, *, name: str = "scene", frames_per_second: float = 30.0):
        """`scene` is what it films at first (grey or BGR); without one, a dark desk."""
        self._name = name
        self._pause = 1.0 / frames_per_second
        self._condition = threading.Condition()
        self._scene: Pixels = np.zeros((720, 1280, 3), np.uint8) if scene is None else scene
        self._plugged = True
        self._controls = {Control.AUTO_FOCUS: 1.0, Control.FOCUS: 30.0}

    @property
    def name(self) -> str:
        """What the camera is called."""
        return self._name

    def show(self, scene: Pixels) -> None:
        """Lay something else under the camera."""
        with self._condition:
            self._scene = scene
            self._condition.notify_all()

    def unplug(self) -> None:
        """Pull the cable."""
        with self._condition:
            self._plugged = False
            self._condition.notify_all()

    def plug(self) -> None:
        """Push the cable in again."""
        with self._condition:
            self._plugged = True

    def open(self) -> bool:
        """Whether the cable is in."""
        with self._condition:
            return self._plugged

    def read(self) -> Pixels | None:
        """The scene, at the pace of a camera."""
        with self._condition:
            self._condition.wait_for(lambda: not self._plugged, self._pause)
            return self._scene.copy() if self._plugged else None

    def controls(self) -> tuple[ControlState, ...]:
        """A focus that can be turned, without effect."""
        with self._condition:
            return tuple(ControlState(control, value) for control, value in self._controls.items())

    def turn(self, control: Control, value: float) -> bool:
        """Remember the value of a control that it has."""
        with self._condition:
            if control not in self._controls:
                return False
            self._controls[control] = value
            return True

    def close(self) -> None:
        """Nothing to let go of."""
