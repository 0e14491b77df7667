"""The bench's eyes: scanners, cameras and picture files, each leading to the one router of scans."""

from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from borderpost.devices.camera import Camera, CameraPicture
from borderpost.devices.camera_list import cameras
from borderpost.devices.camera_reader import CameraState, CameraStatus
from borderpost.devices.frame_source import FrameSource
from borderpost.devices.opencv_source import OpenCvSource
from borderpost.devices.still_images import ImageError, StillReading, pixels_of_file, read_still
from borderpost.devices.wedge import Wedge
from borderpost.domain.scan import RawScan
from borderpost.ui.desk import ScanRouter
from borderpost.ui.tasks import Tasks


class Eyes(QObject):
    """Every device that reads codes. `pictured` and `camera_changed` are for the preview."""

    pictured = Signal(object)
    camera_changed = Signal(object)
    photographed = Signal(object)
    image_failed = Signal(str, str)
    """A picture file gave no scan: its path, and a word for why (`no_code` or an ImageFault)."""

    def __init__(
        self,
        scans: ScanRouter,
        tasks: Tasks,
        *,
        source: FrameSource | None,
        parent: QObject | None = None,
    ) -> None:
        """`source` stands in for the computer's first camera, on a demo site or in the tour."""
        super().__init__(parent)
        self._scans = scans
        self._tasks = tasks
        self._pictures = ThreadPoolExecutor(1, thread_name_prefix="picture files")
        self.wedge = Wedge(parent=self)
        self.wedge.scanned.connect(self._on_scanned)
        self.wedge.unreadable.connect(self._on_unreadable)
        self.camera: Camera | None = None
        chosen = source or _first_camera()
        if chosen is not None:
            self.camera = Camera(chosen, parent=self)
            self.camera.scanned.connect(self._on_scanned)
            self.camera.several.connect(self._on_several)
            self.camera.pictured.connect(self._on_pictured)
            self.camera.changed.connect(self._on_camera_changed)
            self.camera.photographed.connect(self.photographed)

    def start(self) -> None:
        """Begin to look and to listen."""
        self.wedge.install()
        if self.camera is not None:
            self.camera.start()

    def stop(self) -> None:
        """End every thread."""
        self.wedge.remove()
        if self.camera is not None:
            self.camera.stop()
        self._pictures.shutdown(wait=True, cancel_futures=True)

    @Slot(str)
    def read_image(self, path: str) -> None:
        """Read the codes off a picture file and lead them to the bench."""

        def submit() -> "Future[StillReading]":
            return self._pictures.submit(_read_file, Path(path))

        self._tasks.run(
            submit, partial(self._image_read, path), partial(self._image_unread, path), owner=self
        )

    def _image_read(self, path: str, reading: StillReading) -> None:
        if not reading.scans:
            self.image_failed.emit(path, "no_code")
        elif len(reading.scans) == 1:
            self._scans.route(reading.scans[0])
        else:
            self._scans.route_several(reading.scans)

    def _image_unread(self, path: str, error: BaseException) -> None:
        if not isinstance(error, ImageError):
            raise error
        self.image_failed.emit(path, str(error.fault))

    @Slot(object)
    def _on_scanned(self, scan: RawScan) -> None:
        self._scans.route(scan)

    @Slot(object)
    def _on_several(self, scans: tuple[RawScan, ...]) -> None:
        self._scans.route_several(scans)

    @Slot(object)
    def _on_unreadable(self, scan: object) -> None:
        self._scans.unreadable.emit(str(getattr(scan, "device", "")))

    @Slot(object)
    def _on_pictured(self, picture: CameraPicture) -> None:
        self.pictured.emit(picture)

    @Slot(object)
    def _on_camera_changed(self, status: CameraStatus) -> None:
        self.camera_changed.emit(status)

    @property
    def camera_live(self) -> bool:
        """Tell whether a camera delivers frames now."""
        return self.camera is not None and self.camera.status.state is CameraState.LIVE


def _read_file(path: Path) -> StillReading:
    return read_still(pixels_of_file(path), path.name)


def _first_camera() -> FrameSource | None:
    found = cameras()
    return OpenCvSource(found[0].address, name=found[0].name) if found else None
