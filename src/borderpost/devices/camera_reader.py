"""The thread that reads a camera constantly, so that only its newest frame is ever looked at."""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from borderpost.devices.frame_source import Control, ControlState, FrameSource, Pixels
from borderpost.devices.mailbox import Mailbox


class CameraState(StrEnum):
    """How a camera stands."""

    OFF = "off"
    ABSENT = "absent"  # looked for, again and again
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class CameraStatus:
    """How a camera stands, and the controls it has while it is live."""

    state: CameraState
    name: str
    controls: tuple[ControlState, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a camera: `number` counts from 1, `taken` is in monotonic seconds."""

    pixels: Pixels
    number: int
    taken: float


class CameraReader:
    """Opens the source, reads it until it is gone, and looks for it again until it is told to stop."""

    def __init__(
        self,
        source: FrameSource,
        frames: Mailbox[Frame],
        tell: Callable[[CameraStatus], None],
        *,
        retry_s: float = 1.0,
    ) -> None:
        """`tell` is called on this thread with every change of state."""
        self._source = source
        self._frames = frames
        self._tell = tell
        self._retry = retry_s
        self._stop = threading.Event()
        self._wishes: queue.SimpleQueue[tuple[Control, float]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=f"camera {source.name}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def turn(self, control: Control, value: float) -> None:
        """Have a control set before the next frame; what the driver refuses is dropped, the status tells."""
        self._wishes.put((control, value))

    def ask_to_stop(self) -> None:
        """Let the thread end after the frame it waits for."""
        self._stop.set()

    def join(self, deadline_s: float) -> bool:
        """Wait for the end; False when the driver still holds the thread after the deadline."""
        self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        number = 0
        told_absent = False
        while not self._stop.is_set():
            if not self._source.open():
                if not told_absent:
                    self._tell(CameraStatus(CameraState.ABSENT, self._source.name))
                told_absent = True
                self._stop.wait(self._retry)
                continue
            try:
                self._tell(self._live())
                number = self._read_on(number)
            finally:
                self._source.close()
            told_absent = False
            if not self._stop.is_set():
                self._tell(CameraStatus(CameraState.ABSENT, self._source.name))
                told_absent = True
                self._stop.wait(self._retry)

    def _read_on(self, number: int) -> int:
        while not self._stop.is_set():
            if self._carry_out_wishes():
                self._tell(self._live())
            pixels = self._source.read()
            if pixels is None:
                break
            number += 1
            self._frames.put(Frame(pixels, number, time.monotonic()))
        return number

    def _carry_out_wishes(self) -> bool:
        carried_out = False
        while not self._wishes.empty():
            self._source.turn(*self._wishes.get())
            carried_out = True
        return carried_out

    def _live(self) -> CameraStatus:
        return CameraStatus(CameraState.LIVE, self._source.name, self._source.controls())
