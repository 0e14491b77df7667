"""A device on a serial port (USB CDC, RS-232): found by its USB ids, and found again after unplugging."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QIODevice, QObject, QTimer, Signal, Slot
from PySide6.QtSerialPort import QSerialPort, QSerialPortInfo

from borderpost.devices.serial_lines import SerialLines


class SerialState(StrEnum):
    """How a serial device stands."""

    OFF = "off"
    ABSENT = "absent"  # looked for, again and again
    REFUSED = "refused"  # there, but the system does not let us in (rights, or another program has it)
    LIVE = "live"


class SerialPortFacts(Protocol):
    """What is asked of a listed port; QSerialPortInfo answers it."""

    def portName(self) -> str:
        """Its name."""
        ...

    def hasVendorIdentifier(self) -> bool:
        """Whether it is a USB port."""
        ...

    def vendorIdentifier(self) -> int:
        """USB vendor."""
        ...

    def productIdentifier(self) -> int:
        """USB product."""
        ...

    def serialNumber(self) -> str:
        """USB serial number, or empty."""
        ...


@dataclass(frozen=True, slots=True)
class SerialAddress:
    """Which port is meant: by its USB ids (and serial number, where two of a kind stand here), or by name."""

    vendor: int = 0
    product: int = 0
    serial_number: str = ""
    port: str = ""

    def find_among(self, ports: Iterable[SerialPortFacts]) -> str:
        """The name of the port meant, "" when it is not there. A name given is taken as it is."""
        if self.port:
            return self.port
        alike = [
            each
            for each in ports
            if each.hasVendorIdentifier()
            and (each.vendorIdentifier(), each.productIdentifier()) == (self.vendor, self.product)
        ]
        return next(
            (each.portName() for each in alike if self.serial_number in ("", each.serialNumber())), ""
        )


def serial_addresses(ports: Iterable[SerialPortFacts] | None = None) -> tuple[SerialAddress, ...]:
    """The ports of this computer that a device could be on: every USB one by ids, the others by name."""
    listed = QSerialPortInfo.availablePorts() if ports is None else ports
    return tuple(
        SerialAddress(each.vendorIdentifier(), each.productIdentifier(), each.serialNumber())
        if each.hasVendorIdentifier()
        else SerialAddress(port=each.portName())
        for each in listed
    )


class SerialDevice(QObject):
    """One device; lives in the main thread, where its bytes arrive without waiting.

    `changed` brings a SerialState. What it does with the lines that arrive is for each kind of device to say.
    """

    changed = Signal(object)

    def __init__(
        self,
        address: SerialAddress,
        *,
        device: str = "serial",
        baud: int = 9600,
        retry_ms: int = 1000,
        silence_ms: int = 150,
        longest: int = 8192,
        list_ports: Callable[[], Iterable[SerialPortFacts]] = QSerialPortInfo.availablePorts,
        now_utc: Callable[[], datetime] = lambda: datetime.now(UTC),
        parent: QObject | None = None,
    ) -> None:
        """`silence_ms` ends a line that has no ending, `longest` bounds it in bytes; `retry_ms` is how often
        the port is looked for."""
        super().__init__(parent)
        self._address = address
        self._device = device
        self._list_ports = list_ports
        self._now_utc = now_utc
        self._state = SerialState.OFF
        self._lines = SerialLines(longest)
        self._port = QSerialPort(self)
        self._port.setBaudRate(baud)
        self._port.readyRead.connect(self._on_bytes)
        self._port.errorOccurred.connect(self._on_error)
        self._retry = QTimer(self)
        self._retry.setInterval(retry_ms)
        self._retry.timeout.connect(self._look_for_it)
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(silence_ms)
        self._silence.timeout.connect(self._on_silence)

    @property
    def state(self) -> SerialState:
        """How it stands."""
        return self._state

    def start(self) -> None:
        """Look for the device now and, while it is not there, again and again."""
        if self._state is SerialState.OFF:
            self._look_for_it()

    def stop(self) -> None:
        """Let the port go."""
        self._retry.stop()
        self._let_go()
        self._enter(SerialState.OFF)

    @Slot()
    def _look_for_it(self) -> None:
        name = self._address.find_among(self._list_ports())
        if not name:
            self._wait(SerialState.ABSENT)
            return
        self._port.setPortName(name)
        if self._port.open(QIODevice.OpenModeFlag.ReadWrite):
            self._retry.stop()
            self._port.setDataTerminalReady(True)  # some devices send nothing before
            self._enter(SerialState.LIVE)
            return
        refused = self._port.error() is QSerialPort.SerialPortError.PermissionError
        self._wait(SerialState.REFUSED if refused else SerialState.ABSENT)

    @Slot()
    def _on_bytes(self) -> None:
        self._tell(self._lines.feed(bytes(self._port.readAll().data())))
        if self._lines.is_waiting:
            self._silence.start()
        else:
            self._silence.stop()

    @Slot()
    def _on_silence(self) -> None:
        self._tell(self._lines.silence())

    @Slot(QSerialPort.SerialPortError)
    def _on_error(self, error: QSerialPort.SerialPortError) -> None:
        # After unplugging the port reports ResourceError and yet calls itself open.
        if error is QSerialPort.SerialPortError.ResourceError and self._state is SerialState.LIVE:
            self._let_go()
            self._wait(SerialState.ABSENT)

    def _tell(self, lines: tuple[bytes, ...]) -> None:
        """Take the lines that have arrived."""
        raise NotImplementedError

    def _wait(self, state: SerialState) -> None:
        self._retry.start()
        self._enter(state)

    def _let_go(self) -> None:
        self._silence.stop()
        self._lines = SerialLines(self._lines.longest)
        if self._port.isOpen():
            self._port.close()

    def _enter(self, state: SerialState) -> None:
        if state is not self._state:
            self._state = state
            self.changed.emit(state)
