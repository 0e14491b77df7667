"""The screen of the devices: every change holds at once and is kept."""

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.identifiers import Action
from borderpost.domain.scan import RawScan
from borderpost.ui.camera.camera_view import CameraView
from borderpost.ui.desk import Desk
from borderpost.ui.devices.camera_card import CameraCard
from borderpost.ui.devices.engines_card import EnginesCard
from borderpost.ui.devices.paper_card import PaperCard
from borderpost.ui.devices.ports import Devices
from borderpost.ui.devices.scale_card import ScaleCard
from borderpost.ui.devices.serial_card import SerialCard
from borderpost.ui.devices.sound_card import SoundCard
from borderpost.ui.devices.trial_card import TrialCard
from borderpost.ui.devices.wedge_card import WedgeCard
from borderpost.ui.devices.xray_card import XrayCard
from borderpost.ui.examination.beside import Beside
from borderpost.ui.kit import ScrollPage
from borderpost.ui.shell.signpost import DEVICES, Signposted
from borderpost.ui.theme.tokens import Space
from borderpost.work.bench_settings import (
    CameraSettings,
    ScaleSettings,
    SerialChoice,
    SoundSettings,
    WedgeChoices,
)

_LOOK_AGAIN_MS = 2000
_SIDE_BY_SIDE = 780  # px at 100 % text size


class DevicesScreen(Signposted, QWidget):
    """While it is shown, scans are tried here and commands only named."""

    edited = Signal(object)
    """Carries the BenchSettings that were just put in force."""

    signpost = DEVICES

    def __init__(
        self, desk: Desk, devices: Devices, camera: CameraView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.title)
        self._desk = desk
        self._devices = devices
        self.trial = TrialCard(desk.carriers)
        self.camera = CameraCard(devices, camera)
        self.wedge = WedgeCard(devices)
        self.serial = SerialCard(devices)
        self.scale = ScaleCard(devices)
        self.sounds = SoundCard(devices)
        self.paper = PaperCard(desk, devices)
        self.xray = XrayCard(devices)
        self.engines = EnginesCard(devices)
        self.page = ScrollPage()
        self.page.add(self.trial)
        self.page.add(
            Beside(
                _column(self.wedge, self.serial, self.scale, self.sounds),
                _column(self.camera, self.xray, self.paper, self.engines),
                from_width=_SIDE_BY_SIDE,
            ),
            1,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self._again = QTimer(self)
        self._again.setInterval(_LOOK_AGAIN_MS)
        self._again.timeout.connect(self.look_again)
        self.camera.edited.connect(self._set_camera)
        self.wedge.edited.connect(self._set_wedge)
        self.serial.edited.connect(self._set_serial)
        self.scale.edited.connect(self._set_scale)
        self.sounds.edited.connect(self._set_sounds)
        self.xray.edited.connect(self._set_xray)
        desk.scans.unreadable.connect(self._unreadable)

    def on_shown(self) -> None:
        """Start where the scanner is set; a scan needs no focus."""
        self.refresh()
        self.paper.renew()
        self.engines.renew()
        self.wedge.layout_pick.setFocus()
        self.page.verticalScrollBar().setValue(0)

    def on_action(self, action: Action) -> bool:
        """Name a command instead of obeying it."""
        self.trial.show_action(action)
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Take every scan, and look for devices that come and go."""
        super().showEvent(event)
        self._desk.scans.want(self._try)
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the scans back."""
        self._again.stop()
        self.wedge.end_teaching()
        self._desk.scans.want(None)
        super().hideEvent(event)

    @Slot()
    def refresh(self) -> None:
        """Show how everything stands."""
        if not self.isVisible():
            return
        self.look_again()
        self.wedge.renew()
        self.sounds.renew()
        self.xray.renew()

    @Slot()
    def look_again(self) -> None:
        """Look for cameras and serial ports that have come or gone."""
        self.camera.renew()
        self.serial.renew()
        self.scale.renew()

    def _try(self, scan: RawScan) -> bool:
        self.trial.show_scan(scan)
        self.wedge.take_scan(scan)
        return True

    @Slot(str)
    def _unreadable(self, device: str) -> None:
        if self.isVisible():
            self.trial.show_unreadable(device)

    @Slot(object)
    def _set_camera(self, camera: CameraSettings) -> None:
        self._devices.apply(replace(self._devices.settings, camera=camera))

    @Slot(object)
    def _set_wedge(self, wedge: WedgeChoices) -> None:
        self._devices.apply(replace(self._devices.settings, wedge=wedge))
        self.wedge.renew()

    @Slot(object)
    def _set_serial(self, serial: tuple[SerialChoice, ...]) -> None:
        self._devices.apply(replace(self._devices.settings, serial=serial))
        self.serial.renew()

    @Slot(object)
    def _set_scale(self, scale: ScaleSettings) -> None:
        self._devices.apply(replace(self._devices.settings, scale=scale))
        self.scale.renew()

    @Slot(object)
    def _set_sounds(self, sounds: SoundSettings) -> None:
        self._devices.apply(replace(self._devices.settings, sounds=sounds))
        self.sounds.renew()

    @Slot(str)
    def _set_xray(self, folder: str) -> None:
        self._devices.apply(replace(self._devices.settings, xray_folder=folder))
        self.xray.renew()


def _column(*cards: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.M)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return whole
