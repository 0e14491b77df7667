"""A camera of the bench as the main thread sees it: scans, pictures with outlines, and how it stands."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import cv2
import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from borderpost.devices.camera_reader import CameraReader, CameraState, CameraStatus, Frame
from borderpost.devices.camera_worker import Accepts, CameraWorker, Decoder, Look
from borderpost.devices.decoder import Acceptance, CodeFound, FrameDecoder, Outline
from borderpost.devices.frame_source import Control, FrameSource, Pixels
from borderpost.devices.mailbox import Mailbox
from borderpost.domain.scan import RawScan, ScanSource

_PREVIEW_WIDTH = 960  # pixels
_QUEUED = Qt.ConnectionType.QueuedConnection


@dataclass(frozen=True, slots=True)
class SeenCode:
    """A code in a picture: four corners in the picture's pixels, its text, and whether it is a scan."""

    outline: Outline
    text: str
    is_scan: bool


@dataclass(frozen=True, slots=True)
class CameraPicture:
    """A preview: the picture (never mirrored), its codes, and the frame's own size in pixels."""

    image: QImage
    codes: tuple[SeenCode, ...]
    frame_size: tuple[int, int]
    milliseconds: float


class Camera(QObject):
    """One camera with its two threads: one reads constantly, the other looks at the newest frame.

    Signals, all in the main thread: `scanned` (RawScan) for a label alone under the camera; `several`
    (tuple of RawScan) when a label became a scan while others lie beside it, so that the officer is asked;
    `pictured` (CameraPicture), never more than the main thread takes; `photographed` (bytes of a JPEG at full
    size) after `photograph`; `changed` (CameraStatus).
    """

    scanned = Signal(object)
    several = Signal(object)
    pictured = Signal(object)
    photographed = Signal(object)
    changed = Signal(object)

    _accepted = Signal(object, int)
    _picture_waits = Signal()
    _photo_taken = Signal(object, int)
    _status_came = Signal(object, int)

    def __init__(
        self,
        source: FrameSource,
        *,
        decoder: Callable[[], Decoder] = FrameDecoder,
        acceptance: Callable[[], Accepts] = Acceptance,
        now_utc: Callable[[], datetime] = lambda: datetime.now(UTC),
        retry_s: float = 1.0,
        parent: QObject | None = None,
    ) -> None:
        """`retry_s` is how often a camera that is gone is looked for."""
        super().__init__(parent)
        self._source = source
        self._make_decoder = decoder
        self._make_acceptance = acceptance
        self._now_utc = now_utc
        self._retry = retry_s
        self._status = CameraStatus(CameraState.OFF, source.name)
        self._run = 0
        self._frames: Mailbox[Frame] = Mailbox()
        self._pictures: Mailbox[CameraPicture] = Mailbox()
        self._reader: CameraReader | None = None
        self._worker: CameraWorker | None = None
        self._held_up: CameraReader | None = None
        self._photo_wanted = False
        self._accepted.connect(self._on_accepted, _QUEUED)
        self._picture_waits.connect(self._on_picture_waits, _QUEUED)
        self._photo_taken.connect(self._on_photo_taken, _QUEUED)
        self._status_came.connect(self._on_status, _QUEUED)

    @property
    def status(self) -> CameraStatus:
        """How the camera stands, as the main thread last heard."""
        return self._status

    def start(self) -> None:
        """Begin to look for the camera and to read it.

        Nothing happens when it has begun already, or while a driver still holds the thread of an earlier run.
        """
        if self._reader is not None or (self._held_up is not None and not self._held_up.join(0.0)):
            return
        self._held_up = None
        self._run += 1
        run = self._run
        self._frames, self._pictures = Mailbox(), Mailbox()
        self._worker = CameraWorker(
            self._frames,
            self._make_decoder(),
            self._make_acceptance(),
            lambda look: self._show(look, run),
            name=self._source.name,
        )
        self._reader = CameraReader(
            self._source,
            self._frames,
            lambda status: self._status_came.emit(status, run),
            retry_s=self._retry,
        )
        self._worker.start()
        self._reader.start()

    def stop(self, deadline_s: float = 3.0) -> bool:
        """End both threads, the reader first; False when a driver held on beyond the deadline (seconds)."""
        if self._reader is None or self._worker is None:
            return True
        ends = time.monotonic() + deadline_s
        self._run += 1  # what is still on its way home belongs to nobody
        self._reader.ask_to_stop()
        self._frames.close()
        self._pictures.close()
        ended = self._reader.join(max(0.0, ends - time.monotonic()))
        self._held_up = None if ended else self._reader
        ended = self._worker.join(max(0.0, ends - time.monotonic())) and ended
        self._reader = self._worker = None
        self._set_status(CameraStatus(CameraState.OFF, self._source.name))
        return ended

    def turn(self, control: Control, value: float) -> None:
        """Set exposure or focus where the driver has them; `changed` tells where they then stand."""
        if self._reader is not None:
            self._reader.turn(control, value)

    def photograph(self) -> None:
        """Have the next frame taken at full size; it comes by `photographed`."""
        self._photo_wanted = True

    def _show(self, look: Look, run: int) -> None:
        """On the worker's thread: pack what the main thread needs."""
        if self._photo_wanted:
            self._photo_wanted = False
            done, encoded = cv2.imencode(".jpg", look.frame.pixels, [cv2.IMWRITE_JPEG_QUALITY, 95])
            if done:
                self._photo_taken.emit(encoded.tobytes(), run)
        if look.fresh:
            at = self._now_utc()
            fresh = tuple(self._scan_of(code, at) for code in look.fresh)
            together = tuple(self._scan_of(code, at) for code in look.together)
            self._accepted.emit((fresh, together), run)
        if self._pictures.put(_picture(look)):
            self._picture_waits.emit()

    def _scan_of(self, code: CodeFound, at: datetime) -> RawScan:
        return RawScan(code.data, ScanSource.CAMERA, at, code.aim, self._source.name)

    @Slot(object, int)
    def _on_accepted(self, scans: tuple[tuple[RawScan, ...], tuple[RawScan, ...]], run: int) -> None:
        if run != self._run:
            return
        fresh, together = scans
        if len(together) > 1:
            self.several.emit(together)
        else:
            self.scanned.emit(fresh[0])

    @Slot()
    def _on_picture_waits(self) -> None:
        picture = self._pictures.take(0.0)
        if picture is not None:
            self.pictured.emit(picture)

    @Slot(object, int)
    def _on_photo_taken(self, photo: bytes, run: int) -> None:
        if run == self._run:
            self.photographed.emit(photo)

    @Slot(object, int)
    def _on_status(self, status: CameraStatus, run: int) -> None:
        if run == self._run:
            self._set_status(status)

    def _set_status(self, status: CameraStatus) -> None:
        if status != self._status:
            self._status = status
            self.changed.emit(status)


def _picture(look: Look) -> CameraPicture:
    pixels = look.frame.pixels
    height, width = pixels.shape[:2]
    scale = min(1.0, _PREVIEW_WIDTH / width)
    small: Pixels = pixels
    if scale < 1.0:
        size = (_PREVIEW_WIDTH, max(1, round(height * scale)))
        small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    scans = {(code.symbology, code.data) for code in look.together}
    codes = tuple(
        SeenCode(_scaled(code.outline, scale), code.text, (code.symbology, code.data) in scans)
        for code in look.decoded.codes
    )
    return CameraPicture(qimage_of(small), codes, (width, height), look.decoded.milliseconds)


def _scaled(outline: Outline, scale: float) -> Outline:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = outline
    return (
        (ax * scale, ay * scale),
        (bx * scale, by * scale),
        (cx * scale, cy * scale),
        (dx * scale, dy * scale),
    )


def qimage_of(pixels: Pixels) -> QImage:
    """Grey or BGR pixels as an image of its own memory."""
    solid = np.ascontiguousarray(pixels)
    height, width = solid.shape[:2]
    kind = QImage.Format.Format_Grayscale8 if solid.ndim == 2 else QImage.Format.Format_BGR888
    return QImage(solid.data, width, height, solid.strides[0], kind).copy()
