"""The thread that looks at the newest frame: what it shows, what of it has become a scan, and a picture."""

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

import cv2

from borderpost.devices.camera_reader import Frame
from borderpost.devices.decoder import CodeFound, Decoded
from borderpost.devices.frame_source import Pixels
from borderpost.devices.mailbox import Mailbox

_LOG = logging.getLogger(__name__)
_SIDE_BY_SIDE = 5  # frames; labels seen within so few of each other lie under the camera together


class Decoder(Protocol):
    """Finds the codes on one frame."""

    def decode(self, frame: Pixels, /) -> Decoded:
        """All codes of the frame."""
        ...


class Accepts(Protocol):
    """Says which codes have just become scans."""

    def offer(self, codes: Iterable[CodeFound], /) -> tuple[CodeFound, ...]:
        """Take the codes of the next frame, give those that are now scans."""
        ...


@dataclass(frozen=True, slots=True)
class Look:
    """One frame looked at: its codes, those that have just become scans, and all scans lying beside them."""

    frame: Frame
    decoded: Decoded
    fresh: tuple[CodeFound, ...]
    together: tuple[CodeFound, ...]


class CameraWorker:
    """Decodes on a thread of its own, as fast as it can and never more than the newest frame."""

    def __init__(
        self,
        frames: Mailbox[Frame],
        decoder: Decoder,
        acceptance: Accepts,
        show: Callable[[Look], None],
        *,
        name: str,
    ) -> None:
        """`show` is called on this thread with every frame looked at."""
        self._frames = frames
        self._decoder = decoder
        self._acceptance = acceptance
        self._show = show
        self._scans: dict[tuple[str, bytes], tuple[CodeFound, int]] = {}
        self._thread = threading.Thread(target=self._run, name=f"decoder {name}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def join(self, deadline_s: float) -> bool:
        """Wait for the end, which comes when the mailbox is closed; False after the deadline."""
        self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        looked_at = 0
        while (frame := self._frames.take()) is not None:
            try:
                decoded = self._decoder.decode(frame.pixels)
            except (cv2.error, ValueError, RuntimeError):
                # One frame that a library chokes on must not end the camera; the next one comes at once.
                _LOG.exception("frame %d could not be decoded", frame.number)
                continue
            looked_at += 1
            fresh = self._acceptance.offer(decoded.codes)
            self._show(Look(frame, decoded, fresh, self._together(decoded, fresh, looked_at)))

    def _together(
        self, decoded: Decoded, fresh: tuple[CodeFound, ...], looked_at: int
    ) -> tuple[CodeFound, ...]:
        for code in fresh:
            self._scans[_identity(code)] = (code, looked_at)
        for code in decoded.codes:
            if _identity(code) in self._scans:
                self._scans[_identity(code)] = (code, looked_at)
        self._scans = {
            key: (code, last) for key, (code, last) in self._scans.items() if looked_at - last < _SIDE_BY_SIDE
        }
        return tuple(code for code, _ in self._scans.values())


def _identity(code: CodeFound) -> tuple[str, bytes]:
    return code.symbology.value, code.data
