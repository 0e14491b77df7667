"""The bench's eyes: scanners, cameras and pictures, set as the bench is and each leading to one router."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtSerialPort import QSerialPortInfo

from borderpost.devices.camera import Camera, CameraPicture
from borderpost.devices.camera_list import CameraAddress, cameras
from borderpost.devices.camera_reader import CameraState, CameraStatus
from borderpost.devices.found_source import FoundSource
from borderpost.devices.frame_source import Control, FrameSource
from borderpost.devices.opencv_source import OpenCvSource
from borderpost.devices.picture_reader import PictureReader
from borderpost.devices.serial_scanner import SerialAddress, SerialPortFacts, SerialScanner, SerialState
from borderpost.devices.still_images import ImageError, StillReading
from borderpost.devices.wedge import Wedge
from borderpost.devices.wedge_keys import WedgeSettings
from borderpost.domain.scan import RawScan
from borderpost.ui.desk import ScanRouter
from borderpost.work.bench_settings import (
    FIRST_CAMERA,
    NO_CAMERA,
    BenchSettings,
    CameraSettings,
    SerialChoice,
    WedgeChoices,
)

STAND_IN = "stand-in"
"""The address of the camera that stands in for one, on a demo site or in the tour."""
_DRIVERS_PATIENCE_S = 1.5


def _opencv(found: CameraAddress) -> FrameSource:
    return OpenCvSource(found.address, name=found.name)


class Eyes(QObject):
    """Every device that reads codes. `pictured` and `camera_changed` are for the preview."""

    pictured = Signal(object)
    camera_changed = Signal(object)
    photographed = Signal(object)
    serial_changed = Signal()
    """A serial scanner came or went."""
    image_failed = Signal(str, str)
    """A picture gave no scan: its name, and a word for why (`no_code` or an ImageFault)."""

    def __init__(
        self,
        scans: ScanRouter,
        *,
        settings: BenchSettings | None = None,
        source: FrameSource | None = None,
        list_cameras: Callable[[], tuple[CameraAddress, ...]] = cameras,
        open_camera: Callable[[CameraAddress], FrameSource] = _opencv,
        list_ports: Callable[[], Iterable[SerialPortFacts]] = QSerialPortInfo.availablePorts,
        retry_s: float = 1.0,
        parent: QObject | None = None,
    ) -> None:
        """`source` stands in for a camera, on a demo site or in the tour, where no other is chosen.

        `retry_s` is how often a device that is gone is looked for.
        """
        super().__init__(parent)
        self._scans = scans
        self._settings = settings or BenchSettings()
        self._stand_in = source
        self._list_cameras = list_cameras
        self._open_camera = open_camera
        self._list_ports = list_ports
        self._retry = retry_s
        self._running = False
        self._was_live = False
        self.wedge = Wedge(wedge_settings(self._settings.wedge), parent=self)
        self.wedge.scanned.connect(self._on_scanned)
        self.wedge.unreadable.connect(self._on_unreadable)
        self._pictures = PictureReader(parent=self)
        self._pictures.read.connect(self._on_read)
        self._pictures.failed.connect(self._on_failed)
        self.camera: Camera | None = self._make_camera()
        self._serial: dict[SerialChoice, SerialScanner] = {
            choice: self._make_serial(choice) for choice in self._settings.serial
        }

    @property
    def camera_live(self) -> bool:
        """Tell whether a camera delivers frames now."""
        return self.camera is not None and self.camera.status.state is CameraState.LIVE

    def start(self) -> None:
        """Begin to look and to listen."""
        self._running = True
        self.wedge.install()
        if self.camera is not None:
            self.camera.start()
        for scanner in self._serial.values():
            scanner.start()

    def stop(self) -> None:
        """End every thread and let every port go."""
        self._running = False
        self.wedge.remove()
        if self.camera is not None:
            self.camera.stop()
        for scanner in self._serial.values():
            scanner.stop()
        self._pictures.stop()

    def apply(self, settings: BenchSettings) -> None:
        """Take other settings, while everything runs; what has not changed is not disturbed."""
        before, self._settings = self._settings, settings
        if settings.wedge != before.wedge:
            self.wedge.apply(wedge_settings(settings.wedge))
        if settings.camera.address != before.camera.address:
            self._change_camera()
        elif settings.camera != before.camera and self.camera_live:
            self._turn_controls(settings.camera)
        if settings.serial != before.serial:
            self._change_serial(settings.serial)

    def found_cameras(self) -> tuple[tuple[str, str], ...]:
        """Return the cameras that are there, each as the address it is set by and its name."""
        found = [(str(each.address), each.name) for each in self._list_cameras()]
        if self._stand_in is not None:
            found.insert(0, (STAND_IN, self._stand_in.name))
        return tuple(found)

    def serial_states(self) -> dict[SerialChoice, SerialState]:
        """Return how each serial scanner that is set stands."""
        return {choice: scanner.state for choice, scanner in self._serial.items()}

    @Slot(str)
    def read_image(self, path: str) -> None:
        """Read the codes off a picture file and lead them to the bench."""
        self.take_picture(Path(path))

    def take_picture(self, picture: Path | QImage) -> None:
        """Read the codes off a picture and lead them to the bench."""
        self._pictures.take(picture)

    # --- settings

    def _change_camera(self) -> None:
        old, self.camera = self.camera, None
        if old is not None:
            old.stop(_DRIVERS_PATIENCE_S)
            old.deleteLater()
        self._was_live = False
        self.camera = self._make_camera()
        if self.camera is None:
            self.camera_changed.emit(CameraStatus(CameraState.OFF, ""))
        elif self._running:
            self.camera.start()

    def _make_camera(self) -> Camera | None:
        source = self._chosen_source(self._settings.camera.address)
        if source is None:
            return None
        camera = Camera(source, retry_s=self._retry, parent=self)
        camera.scanned.connect(self._on_scanned)
        camera.several.connect(self._on_several)
        camera.pictured.connect(self._on_pictured)
        camera.changed.connect(self._on_camera_changed)
        camera.photographed.connect(self.photographed)
        return camera

    def _chosen_source(self, address: str) -> FrameSource | None:
        if address == NO_CAMERA:
            return None
        if address in (FIRST_CAMERA, STAND_IN):
            return self._stand_in or FoundSource(self._list_cameras, self._open_camera)
        named = {str(each.address): each for each in self._list_cameras()}
        # one that is not there now is looked for until it is
        absent = CameraAddress(int(address) if address.isascii() and address.isdigit() else address, address)
        return self._open_camera(named.get(address, absent))

    def _turn_controls(self, camera: CameraSettings) -> None:
        if self.camera is None:
            return
        for switch, by_hand, automatic, value in (
            (Control.AUTO_EXPOSURE, Control.EXPOSURE, camera.auto_exposure, camera.exposure),
            (Control.AUTO_FOCUS, Control.FOCUS, camera.auto_focus, camera.focus),
        ):
            if automatic is not None:
                self.camera.turn(switch, float(automatic))
            if value is not None and not automatic:
                self.camera.turn(by_hand, value)

    def _change_serial(self, choices: tuple[SerialChoice, ...]) -> None:
        for choice in [choice for choice in self._serial if choice not in choices]:
            scanner = self._serial.pop(choice)
            scanner.stop()
            scanner.deleteLater()
        for choice in choices:
            if choice not in self._serial:
                self._serial[choice] = self._make_serial(choice)
                if self._running:
                    self._serial[choice].start()
        self.serial_changed.emit()

    def _make_serial(self, choice: SerialChoice) -> SerialScanner:
        scanner = SerialScanner(
            SerialAddress(choice.vendor, choice.product, choice.serial_number, choice.port),
            device=choice.port or f"serial {choice.vendor:04x}:{choice.product:04x}",
            baud=choice.baud,
            retry_ms=round(self._retry * 1000),
            list_ports=self._list_ports,
            parent=self,
        )
        scanner.scanned.connect(self._on_scanned)
        scanner.changed.connect(self._on_serial_changed)
        return scanner

    # --- what the devices say

    @Slot(object)
    def _on_scanned(self, scan: RawScan) -> None:
        self._scans.route(scan)

    @Slot(object)
    def _on_several(self, scans: tuple[RawScan, ...]) -> None:
        self._scans.route_several(scans)

    @Slot(object)
    def _on_unreadable(self, scan: object) -> None:
        self._scans.unreadable.emit(str(getattr(scan, "device", "")))

    @Slot(str, object)
    def _on_read(self, name: str, reading: StillReading) -> None:
        if not reading.scans:
            self.image_failed.emit(name, "no_code")
        elif len(reading.scans) == 1:
            self._scans.route(reading.scans[0])
        else:
            self._scans.route_several(reading.scans)

    @Slot(str, object)
    def _on_failed(self, name: str, error: ImageError) -> None:
        self.image_failed.emit(name, str(error.fault))

    @Slot(object)
    def _on_pictured(self, picture: CameraPicture) -> None:
        self.pictured.emit(picture)

    @Slot(object)
    def _on_camera_changed(self, status: CameraStatus) -> None:
        live = status.state is CameraState.LIVE
        if live and not self._was_live:
            self._turn_controls(self._settings.camera)
        self._was_live = live
        self.camera_changed.emit(status)

    @Slot(object)
    def _on_serial_changed(self, state: SerialState) -> None:
        self.serial_changed.emit()


def wedge_settings(choices: WedgeChoices) -> WedgeSettings:
    """Return the wedge's own settings for what was chosen at the bench."""
    return WedgeSettings(
        gap_ms=choices.gap_ms,
        prefix=choices.prefix,
        suffix=choices.suffix,
        framed=choices.framed,
        ending_required=choices.ending_required,
        group_separator_key=choices.gs_key,
        layout=choices.layout,
        minds_caps_lock=choices.minds_caps_lock,
    )
