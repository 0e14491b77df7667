"""The devices as the screen sees them: facts gathered, settings put in force at once and kept on disk."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtSerialPort import QSerialPortInfo

from borderpost.app.bench_scale import BenchScale
from borderpost.app.eyes import Eyes, wedge_settings
from borderpost.app.settings_file import write_settings
from borderpost.devices.camera_reader import CameraState, CameraStatus
from borderpost.devices.decoder.engines import EngineMissingError, load_zbar
from borderpost.devices.frame_source import Control
from borderpost.devices.keyboard_layouts import LAYOUTS, as_us_keys
from borderpost.devices.serial_device import SerialAddress, SerialState, serial_addresses
from borderpost.devices.sounds import Sounds
from borderpost.devices.tones import Cue
from borderpost.domain.identifiers.actions import Action, Command, sheet
from borderpost.store.files import write_durably
from borderpost.ui.balance import Balance
from borderpost.ui.devices.ports import (
    CameraFacts,
    ControlFacts,
    DeviceState,
    EngineFacts,
    ScaleFacts,
    SerialFacts,
)
from borderpost.ui.theme.theme import Theme
from borderpost.work.bench_settings import BenchSettings, LookSettings, ScaleSettings, SerialChoice

_LOG = logging.getLogger(__name__)
_REST_MS = 500  # a slider that is drawn along is written to disk once


class BenchDevices(QObject):
    """Fills the port of the devices' screen; `changed` comes when a device came, went or was set."""

    changed = Signal()
    problem = Signal(str)
    """The settings could not be kept; carries the system's reason."""

    def __init__(
        self,
        eyes: Eyes,
        sounds: Sounds | None,
        theme: Theme,
        settings: BenchSettings,
        folder: Path,
        *,
        office: str,
        clock: Callable[[], datetime],
        balance: Balance | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`folder` is the site's, where the settings are kept; `clock` gives the moment with its offset.

        What the scale shows goes to `balance`.
        """
        super().__init__(parent)
        self._eyes = eyes
        self._sounds = sounds
        self._theme = theme
        self._settings = settings
        self._kept = settings
        self._folder = folder
        self._office = office
        self._clock = clock
        self._status = CameraStatus(CameraState.OFF, "")
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="command sheet")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.keep)
        self.scale = BenchScale(balance or Balance(self), settings.scale, parent=self)
        self.scale.changed.connect(self.changed)
        self._sound_as_set()
        eyes.camera_changed.connect(self._camera_changed)
        eyes.serial_changed.connect(self.changed)
        theme.changed.connect(self._look_changed)

    @property
    def settings(self) -> BenchSettings:
        """How the bench is set."""
        return self._settings

    def apply(self, settings: BenchSettings) -> None:
        """Set the bench at once, and keep it."""
        self._settings = settings
        self._eyes.apply(settings)
        self.scale.apply(settings.scale)
        self._sound_as_set()
        self._rest.start()
        self.changed.emit()

    @Slot()
    def keep(self) -> None:
        """Write the settings now, if they differ from those on disk."""
        self._rest.stop()
        if self._settings == self._kept:
            return
        try:
            write_settings(self._folder, self._settings)
        except OSError as error:
            _LOG.info("the settings were not kept", exc_info=True)
            self.problem.emit(error.strerror or str(error))
            return
        self._kept = self._settings

    def close(self) -> None:
        """Keep what is not yet kept and end the thread."""
        self._theme.changed.disconnect(self._look_changed)
        self.scale.close()
        self.keep()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def cameras(self) -> tuple[tuple[str, str], ...]:
        """Return address and name of each camera that is there."""
        return self._eyes.found_cameras()

    def camera(self) -> CameraFacts:
        """Return how the camera in use stands."""
        status = self._status
        return CameraFacts(
            DeviceState(status.state.value),
            status.name,
            exposure=_control(status, Control.EXPOSURE, Control.AUTO_EXPOSURE),
            focus=_control(status, Control.FOCUS, Control.AUTO_FOCUS),
        )

    def serial_ports(self) -> tuple[SerialFacts, ...]:
        """Return the serial ports that are there, and those chosen."""
        states = self._eyes.serial_states()
        facts = [_fact(choice, True, state) for choice, state in states.items()]
        for address in serial_addresses():
            found = SerialChoice(address.vendor, address.product, address.serial_number, address.port)
            if not any(found.same_port(choice) for choice in states):
                facts.append(_fact(found, False, SerialState.OFF))
        return tuple(facts)

    def scale_facts(self) -> ScaleFacts:
        """Return how the scale stands, what it shows, and where it could be."""
        chosen = self._settings.scale
        found = [ScaleSettings(*_parts_of(each)) for each in serial_addresses()]
        if chosen.is_there and not any(_parts_of(chosen) == _parts_of(each) for each in found):
            found.append(ScaleSettings(*_parts_of(chosen)))
        return ScaleFacts(
            state=DeviceState(self.scale.state.value),
            last=self.scale.last,
            ports=tuple((each, _port_name(_serial_of(each))) for each in found),
            forms=tuple((each.id, each.name, each.source, each.verified) for each in self.scale.protocols),
        )

    def engines(self) -> tuple[EngineFacts, ...]:
        """Return the libraries that read barcodes, present or not."""
        found = [EngineFacts("zxing-cpp", _version("zxing-cpp"), "zxing-cpp")]
        try:
            load_zbar()
        except EngineMissingError:
            found.append(EngineFacts("pyzbar", "", "libzbar0"))
        else:
            found.append(EngineFacts("pyzbar", _version("pyzbar"), "libzbar0"))
        return tuple(found)

    def layouts(self) -> tuple[str, ...]:
        """Return the codes of the keyboard layouts that are known."""
        return ("us", *(layout for layout in LAYOUTS if layout != "us"))

    def layouts_that_made(self, text: str, meant: str) -> tuple[str, ...]:
        """Return the layouts by which the code `meant` comes out as `text`."""
        return tuple(layout for layout in self.layouts() if as_us_keys(text, layout) == meant)

    def hear_plain(self, on: bool) -> None:
        """Let scans come as the computer's layout writes them, while a layout is taught."""
        settings = wedge_settings(self._settings.wedge)
        if on:
            settings = replace(settings, layout="us", prefix="", suffix="")
        self._eyes.wedge.apply(settings)

    def play(self, cue: str) -> bool:
        """Play a sound; return whether there is a loudspeaker to play it."""
        if self._sounds is None:
            return False
        self._sounds.play(Cue(cue))
        return self._sounds.has_device

    def command_sheet(self, badge_of: str) -> "Future[bytes]":
        """Return the PDF of the command barcodes, with the badge that says a code."""
        return self._thread.submit(self._make_sheet, badge_of)

    def save(self, path: str, pdf: bytes) -> "Future[None]":
        """Write a document to a file; fails with OSError."""
        return self._thread.submit(write_durably, Path(path), pdf, mode=0o644)

    def _make_sheet(self, badge_of: str) -> bytes:
        # imported where it is made: most benches never print one
        from borderpost.documents.action_sheet import action_sheet

        actions = sheet()
        badge = badge_for(badge_of)
        if badge is not None:
            actions = (*actions, badge)
        return action_sheet(actions, office=self._office, made_at=self._clock())

    def _sound_as_set(self) -> None:
        if self._sounds is not None:
            self._sounds.switch(on=self._settings.sounds.on)
            self._sounds.set_volume(self._settings.sounds.volume)

    @Slot(object)
    def _camera_changed(self, status: CameraStatus) -> None:
        self._status = status
        self.changed.emit()

    @Slot()
    def _look_changed(self) -> None:
        look = LookSettings(str(self._theme.choice), self._theme.text_scale)
        if look != self._settings.look:
            self._settings = replace(self._settings, look=look)
            self._rest.start()


def badge_for(code: str) -> Action | None:
    """Return the badge that says a code, None where it has letters that a badge cannot hold."""
    try:
        return Action(Command.BADGE, code.upper()) if code else None
    except ValueError:
        return None


def _control(status: CameraStatus, by_hand: Control, switch: Control) -> ControlFacts | None:
    states = {state.control: state for state in status.controls}
    state = states.get(by_hand)
    if state is None:
        return None
    automatic = bool(states[switch].value) if switch in states else None
    return ControlFacts(state.value, state.least, state.most, state.step, automatic)


def _parts_of(address: SerialAddress | ScaleSettings) -> tuple[int, int, str, str]:
    return address.vendor, address.product, address.serial_number, address.port


def _serial_of(scale: ScaleSettings) -> SerialChoice:
    return SerialChoice(*_parts_of(scale))


def _fact(choice: SerialChoice, chosen: bool, state: SerialState) -> SerialFacts:
    return SerialFacts(choice, _port_name(choice), chosen, DeviceState(state.value))


def _port_name(choice: SerialChoice) -> str:
    if choice.port:
        return choice.port
    for info in QSerialPortInfo.availablePorts():
        if (info.vendorIdentifier(), info.productIdentifier()) == (choice.vendor, choice.product):
            made = " ".join(part for part in (info.manufacturer(), info.description()) if part)
            return f"{made or info.portName()} ({info.portName()})"
    return f"USB {choice.vendor:04x}:{choice.product:04x} {choice.serial_number}".strip()


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
