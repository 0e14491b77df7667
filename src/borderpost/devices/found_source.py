"""Whichever camera is there: the first that is found each time one is looked for."""

from collections.abc import Callable

from borderpost.devices.camera_list import CameraAddress, cameras
from borderpost.devices.frame_source import Control, ControlState, FrameSource, Pixels
from borderpost.devices.opencv_source import OpenCvSource


def _opencv(found: CameraAddress) -> FrameSource:
    return OpenCvSource(found.address, name=found.name)


class FoundSource:
    """Looks for a camera whenever it is opened, so that one plugged in later is found without a restart."""

    def __init__(
        self,
        list_cameras: Callable[[], tuple[CameraAddress, ...]] = cameras,
        source_of: Callable[[CameraAddress], FrameSource] = _opencv,
    ) -> None:
        """`source_of` makes the source of a camera from its address."""
        self._list = list_cameras
        self._source_of = source_of
        self._source: FrameSource | None = None
        self.address: int | str | None = None

    @property
    def name(self) -> str:
        """What the camera is called; nothing before the first was found."""
        return self._source.name if self._source is not None else ""

    def open(self) -> bool:
        """Take hold of the first camera that lets itself be opened."""
        for found in self._list():
            if found.address != self.address or self._source is None:
                self._source, self.address = self._source_of(found), found.address
            if self._source.open():
                return True
        return False

    def read(self) -> Pixels | None:
        """The next frame of the camera that was found."""
        return self._source.read() if self._source is not None else None

    def controls(self) -> tuple[ControlState, ...]:
        """The controls of the camera that was found."""
        return self._source.controls() if self._source is not None else ()

    def turn(self, control: Control, value: float) -> bool:
        """Set a control of the camera that was found."""
        return self._source is not None and self._source.turn(control, value)

    def close(self) -> None:
        """Let go of it."""
        if self._source is not None:
            self._source.close()
