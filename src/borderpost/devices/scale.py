"""A scale on a serial port: asked while a weight is wanted, or heard as it sends by itself."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtSerialPort import QSerialPortInfo

from borderpost.devices.scale_protocol import LONGEST_LINE, ScaleProtocol, read_line
from borderpost.devices.serial_device import SerialAddress, SerialDevice, SerialPortFacts, SerialState
from borderpost.domain.weighing import ScaleState, Weighing

_UNANSWERED = 4
"""Requests without an answer after which the scale counts as silent."""


class Scale(SerialDevice):
    """`weighed` brings a Weighing for each line that arrives, and one that says SILENT once no line does."""

    weighed = Signal(object)

    def __init__(
        self,
        address: SerialAddress,
        protocol: ScaleProtocol,
        *,
        device: str = "scale",
        baud: int = 0,
        retry_ms: int = 1000,
        silence_ms: int = 150,
        list_ports: Callable[[], Iterable[SerialPortFacts]] = QSerialPortInfo.availablePorts,
        now_utc: Callable[[], datetime] = lambda: datetime.now(UTC),
        parent: QObject | None = None,
    ) -> None:
        """A `baud` of 0 is that which the protocol names."""
        super().__init__(
            address,
            device=device,
            baud=baud or protocol.baud,
            retry_ms=retry_ms,
            silence_ms=silence_ms,
            longest=4 * LONGEST_LINE,
            list_ports=list_ports,
            now_utc=now_utc,
            parent=parent,
        )
        self._protocol = protocol
        self._unanswered = 0
        self._asking = QTimer(self)
        self._asking.setInterval(protocol.every_ms)
        self._asking.timeout.connect(self._ask)
        # what arrives just after the port was opened may be the end of a line that began before
        self._torn = QTimer(self)
        self._torn.setSingleShot(True)
        self._torn.setInterval(silence_ms)
        self.changed.connect(self._opened)

    @property
    def protocol(self) -> ScaleProtocol:
        """In which form it tells a weight."""
        return self._protocol

    def want(self, wanted: bool) -> None:
        """Begin or cease to ask for the weight; one that sends by itself is heard at all times."""
        if not self._protocol.request:
            return
        if not wanted:
            self._asking.stop()
        elif not self._asking.isActive():
            self._unanswered = 0
            self._asking.start()
            self._ask()

    def stop(self) -> None:
        """Let the port go."""
        self._asking.stop()
        super().stop()

    @Slot()
    def _ask(self) -> None:
        if self.state is not SerialState.LIVE:
            return
        if self._unanswered == _UNANSWERED:
            self.weighed.emit(Weighing(ScaleState.SILENT, self._device, self._now_utc()))
        self._unanswered += 1
        self._port.write(self._protocol.request)

    @Slot(object)
    def _opened(self, state: SerialState) -> None:
        if state is SerialState.LIVE and not self._protocol.request:
            self._torn.start()

    @Slot()
    def _on_silence(self) -> None:
        """A line without its ending is cut, and what is left of a weight is another weight."""
        for line in self._lines.silence():
            said = line[:LONGEST_LINE].decode("ascii", "replace")
            now = self._now_utc()
            self.weighed.emit(Weighing(ScaleState.UNREADABLE, self._device, now, text=said))

    def _tell(self, lines: tuple[bytes, ...]) -> None:
        for line in lines:
            self._unanswered = 0
            if self._torn.isActive():
                self._torn.stop()
                continue
            self.weighed.emit(read_line(self._protocol, line, self._now_utc(), self._device))
