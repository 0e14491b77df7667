"""A scanner on a serial port: each line that arrives is a code."""

from PySide6.QtCore import Signal

from borderpost.devices.aim import raw_scan
from borderpost.devices.serial_device import SerialAddress as SerialAddress
from borderpost.devices.serial_device import SerialDevice
from borderpost.devices.serial_device import SerialPortFacts as SerialPortFacts
from borderpost.devices.serial_device import SerialState as SerialState
from borderpost.devices.serial_device import serial_addresses as serial_addresses
from borderpost.domain.scan import ScanSource


class SerialScanner(SerialDevice):
    """One serial scanner. `scanned` brings a RawScan."""

    scanned = Signal(object)

    def _tell(self, lines: tuple[bytes, ...]) -> None:
        for code in lines:
            self.scanned.emit(raw_scan(code, ScanSource.SERIAL, self._now_utc(), self._device))
