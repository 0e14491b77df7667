"""The serial scanner over a pair of pseudo-terminals, and the bytes put together."""

import os
import pty
import tty
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from borderpost.devices.serial_lines import SerialLines
from borderpost.devices.serial_scanner import SerialAddress, SerialScanner, SerialState, serial_addresses
from borderpost.domain.scan import RawScan, ScanSource

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Port:
    """A port as the system would list it."""

    name: str
    vendor: int = 0
    product: int = 0
    serial: str = ""

    def portName(self) -> str:
        return self.name

    def hasVendorIdentifier(self) -> bool:
        return bool(self.vendor)

    def vendorIdentifier(self) -> int:
        return self.vendor

    def productIdentifier(self) -> int:
        return self.product

    def serialNumber(self) -> str:
        return self.serial


class Cable:
    """A scanner on a cable that can be pulled: each plug is a new pair of pseudo-terminals."""

    def __init__(self) -> None:
        self.ports: list[Port] = []
        self._ends: list[int] = []

    def plug(self) -> None:
        ours, theirs = pty.openpty()
        tty.setraw(ours)
        tty.setraw(theirs)
        self._ends = [ours, theirs]
        self.ports = [Port("ttyS0"), Port(os.ttyname(theirs), 0x0C2E, 0x0B6A, "A17")]

    def send(self, data: bytes) -> None:
        os.write(self._ends[0], data)

    def unplug(self) -> None:
        for end in self._ends:
            os.close(end)
        self._ends = []
        self.ports = [Port("ttyS0")]

    def list(self) -> list[Port]:
        return self.ports


@pytest.fixture
def cable() -> Iterator[Cable]:
    made = Cable()
    yield made
    made.unplug()


@pytest.fixture
def scanner(cable: Cable, qtbot: QtBot) -> Iterator[SerialScanner]:
    made = SerialScanner(
        SerialAddress(0x0C2E, 0x0B6A), retry_ms=10, list_ports=cable.list, now_utc=lambda: NOON
    )
    yield made
    made.stop()


def test_a_code_in_pieces_is_one_scan(cable: Cable, scanner: SerialScanner, qtbot: QtBot) -> None:
    cable.plug()
    scanner.start()
    assert scanner.state is SerialState.LIVE
    with qtbot.waitSignal(scanner.scanned) as read:
        for piece in (b"]C0RR1234", b"56785", b"GB\r\n"):
            cable.send(piece)
    assert read.args == [RawScan(b"RR123456785GB", ScanSource.SERIAL, NOON, "]C0", "serial")]


def test_unplugged_and_plugged_in_again_under_another_name(
    cable: Cable, scanner: SerialScanner, qtbot: QtBot
) -> None:
    cable.plug()
    scanner.start()
    cable.send(b"half a co")
    with qtbot.waitSignal(scanner.changed) as told:
        cable.unplug()
    assert told.args == [SerialState.ABSENT]
    with qtbot.waitSignal(scanner.changed) as told:
        cable.plug()
    assert told.args == [SerialState.LIVE]
    with qtbot.waitSignal(scanner.scanned) as read:
        cable.send(b"CP987654324DE\n")
    assert read.args[0].data == b"CP987654324DE"


def test_a_scanner_that_is_not_there_is_no_error(scanner: SerialScanner, cable: Cable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scanner.changed) as told:
        scanner.start()
    assert told.args == [SerialState.ABSENT]
    scanner.stop()
    assert scanner.state is SerialState.OFF


def test_a_name_that_is_no_port_is_looked_for(qtbot: QtBot, tmp_path: Path) -> None:
    scanner = SerialScanner(SerialAddress(port=str(tmp_path / "nothing")))
    scanner.start()
    assert scanner.state is SerialState.ABSENT
    scanner.stop()


def test_silence_ends_a_code_without_an_ending(cable: Cable, scanner: SerialScanner, qtbot: QtBot) -> None:
    cable.plug()
    scanner.start()
    with qtbot.waitSignal(scanner.scanned) as read:
        cable.send(b"RR123456785GB")
    assert read.args[0].data == b"RR123456785GB"


def test_ports_are_told_apart_by_their_serial_numbers() -> None:
    ports = [Port("a"), Port("b", 1, 2, "X"), Port("c", 1, 2, "Y"), Port("d", 9, 9)]
    assert SerialAddress(1, 2, "Y").find_among(ports) == "c"
    assert SerialAddress(1, 2).find_among(ports) == "b"
    assert SerialAddress(1, 2, "Z").find_among(ports) == ""
    assert SerialAddress(port="ttyS3").find_among(ports) == "ttyS3"
    assert serial_addresses(ports)[0] == SerialAddress(port="a")
    assert serial_addresses(ports)[2] == SerialAddress(1, 2, "Y")


def test_frames_hold_every_byte() -> None:
    lines = SerialLines()
    assert lines.feed(b"\x02[)>\x1e06\r\n\x1dP1\x1e\x04\x03A\rB\r\n\r\n") == (
        b"[)>\x1e06\r\n\x1dP1\x1e\x04",
        b"A",
        b"B",
    )


def test_noise_without_end_is_bounded() -> None:
    lines = SerialLines(longest=100)
    assert lines.feed(b"U" * 5000 + b"\rRR123456785GB\r") == (b"RR123456785GB",)
    assert lines.overruns == 1


def test_a_torn_frame_is_dropped_by_silence() -> None:
    lines = SerialLines()
    lines.feed(b"\x02RR1234")
    assert lines.is_waiting
    assert lines.silence() == ()
    assert lines.feed(b"A1\r") == (b"A1",)


@given(st.lists(st.binary(min_size=1).filter(lambda b: not set(b) & {2, 3, 10, 13})), st.data())
def test_any_pieces_make_the_same_codes(codes: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(code + b"\r\n" for code in codes)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)))))
    lines = SerialLines(longest=10**6)
    got: list[bytes] = []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        got += lines.feed(stream[start:end])
    assert got == codes
