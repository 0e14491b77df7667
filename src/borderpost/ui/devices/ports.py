"""What the screen of the devices asks of whoever holds them."""

from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from borderpost.domain.weighing import Weighing
from borderpost.work.bench_settings import BenchSettings, ScaleSettings, SerialChoice


class DeviceState(StrEnum):
    """How a camera or a scanner stands."""

    OFF = "off"
    ABSENT = "absent"
    REFUSED = "refused"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class ControlFacts:
    """A control that the camera in use has: where it stands and how far it goes, in the driver's units.

    `automatic` is None where the driver knows no automatic setting of it.
    """

    value: float
    least: float
    most: float
    step: float
    automatic: bool | None = None


@dataclass(frozen=True, slots=True)
class CameraFacts:
    """The camera in use; a control that the driver has not is None."""

    state: DeviceState
    name: str
    exposure: ControlFacts | None = None
    focus: ControlFacts | None = None


@dataclass(frozen=True, slots=True)
class SerialFacts:
    """A serial port that is there or was chosen; `state` is OFF for one that is not in use."""

    choice: SerialChoice
    name: str
    chosen: bool
    state: DeviceState


@dataclass(frozen=True, slots=True)
class ScaleFacts:
    """The scale: how it stands, what it last showed, at which ports it could be (with their names), and the
    forms in which scales tell a weight: id, name, source, and whether that was verified."""

    state: DeviceState
    last: Weighing | None
    ports: tuple[tuple[ScaleSettings, str], ...]
    forms: tuple[tuple[str, str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """A library that reads barcodes; `version` is empty where it is absent, `package` is what it comes in."""

    name: str
    version: str
    package: str


class Devices(Protocol):
    """The devices of the bench and how they are set."""

    @property
    def settings(self) -> BenchSettings:
        """How the bench is set."""
        ...

    def apply(self, settings: BenchSettings) -> None:
        """Set the bench at once, and keep it."""
        ...

    def cameras(self) -> tuple[tuple[str, str], ...]:
        """Return address and name of each camera that is there."""
        ...

    def camera(self) -> CameraFacts:
        """Return how the camera in use stands."""
        ...

    def serial_ports(self) -> tuple[SerialFacts, ...]:
        """Return the serial ports that are there, and those chosen."""
        ...

    def scale_facts(self) -> ScaleFacts:
        """Return how the scale stands, and where it could be."""
        ...

    def engines(self) -> tuple[EngineFacts, ...]:
        """Return the libraries that read barcodes, present or not."""
        ...

    def layouts(self) -> tuple[str, ...]:
        """Return the codes of the keyboard layouts that are known."""
        ...

    def layouts_that_made(self, text: str, meant: str) -> tuple[str, ...]:
        """Return the layouts by which the code `meant` comes out as `text`."""
        ...

    def hear_plain(self, on: bool) -> None:
        """Let scans come as the computer's layout writes them, while a layout is taught."""
        ...

    def play(self, cue: str) -> bool:
        """Play a lane's sound, `accepted` or `error`; return whether there is a loudspeaker to play it."""
        ...

    def command_sheet(self, badge_of: str) -> Future[bytes]:
        """Return the PDF of the command barcodes, with the badge of the officer of that id."""
        ...

    def save(self, path: str, pdf: bytes) -> Future[None]:
        """Write a document to a file; fails with OSError."""
        ...
