"""A scale over a pair of pseudo-terminals: every form, and everything that can go wrong on its cable."""

import os
import pty
import tty
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from borderpost.devices.scale import Scale
from borderpost.devices.scale_protocol import BadScaleTable, ScaleProtocol, load_protocols, read_line
from borderpost.devices.serial_device import SerialAddress, SerialState
from borderpost.domain.weighing import ScaleState, Weighing, kilograms

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
TABLE = (Path(__file__).parents[2] / "resources" / "scales" / "protocols.toml").read_text("utf-8")
FORMS = {one.id: one for one in load_protocols(TABLE)}


def read(form: str, line: str) -> tuple[ScaleState, str]:
    said = read_line(FORMS[form], line.encode(), NOON, "scale")
    return said.state, said.shown


@pytest.mark.parametrize(
    ("form", "line", "state", "shown"),
    [
        ("sics", "S S     100.00 g", ScaleState.STABLE, "0.10000"),
        ("sics", "S S      1.234 kg", ScaleState.STABLE, "1.234"),
        ("sics", "S D      1.234 kg", ScaleState.MOVING, "1.234"),
        ("sics", "S D     -0.002 kg", ScaleState.MOVING, "-0.002"),
        ("sics", "S I", ScaleState.BUSY, ""),
        ("sics", "S +", ScaleState.OVERLOAD, ""),
        ("sics", "S -", ScaleState.UNDERLOAD, ""),
        ("sics", "S S     12 PCS", ScaleState.WRONG_UNIT, ""),
        ("sics", "S S      1.2", ScaleState.UNREADABLE, ""),
        ("sics", "ES", ScaleState.UNREADABLE, ""),
        ("st-gs", "ST,GS,+  1.500kg", ScaleState.STABLE, "1.500"),
        ("st-gs", "US,NT,   1.500 kg", ScaleState.MOVING, "1.500"),
        ("st-gs", "ST,GS,   245.6 g", ScaleState.STABLE, "0.2456"),
        ("st-gs", "OL,GS,", ScaleState.OVERLOAD, ""),
        ("st-gs", "ST,GS,  3.00lb", ScaleState.STABLE, "1.3608"),
        ("ohaus", "    53.98 g     ", ScaleState.STABLE, "0.05398"),
        ("ohaus", "    53.98 g    ?", ScaleState.MOVING, "0.05398"),
        ("text", "1.234 kg", ScaleState.STABLE, "1.234"),
        ("text", "N  0,450", ScaleState.STABLE, "0.450"),
        ("text", "12 %", ScaleState.WRONG_UNIT, ""),
        ("text", "9" * 30 + " kg", ScaleState.WRONG_UNIT, ""),
        ("text", "hello", ScaleState.UNREADABLE, ""),
    ],
)
def test_every_form_as_its_scales_say_it(form: str, line: str, state: ScaleState, shown: str) -> None:
    assert read(form, line) == (state, shown)


def test_every_form_of_the_table_says_where_it_was_read() -> None:
    assert set(FORMS) == {"sics", "st-gs", "ohaus", "text"}
    assert all(one.source for one in FORMS.values())
    assert [one.id for one in FORMS.values() if one.verified] == ["sics"]


@pytest.mark.parametrize(
    "text",
    ["", "protocol = 1", "[[protocol]]\nid = 'a'", "[[protocol]]\nid='a'\nname='b'\nsource='c'\nline='('"],
)
def test_a_table_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadScaleTable):
        load_protocols(text)


@given(st.sampled_from(sorted(FORMS)), st.binary(max_size=120))
def test_no_bytes_make_it_raise_and_a_weight_is_never_made_up(form: str, data: bytes) -> None:
    said = read_line(FORMS[form], data, NOON, "scale")
    assert (said.kg is not None) == (said.state in (ScaleState.STABLE, ScaleState.MOVING))


@given(st.decimals(0, 4000, places=3), st.sampled_from(["kg", "g", "KG", "lb", "pcs", ""]))
def test_kilograms(number: Decimal, unit: str) -> None:
    found = kilograms(number, unit)
    if unit == "kg":
        assert found == number
    elif unit == "g":
        assert found is not None
        assert found * 1000 == number
    elif unit in ("pcs", ""):
        assert found is None


class Port:
    """A port as the system would list it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def portName(self) -> str:
        return self.name

    def hasVendorIdentifier(self) -> bool:
        return True

    def vendorIdentifier(self) -> int:
        return 0x0EB8

    def productIdentifier(self) -> int:
        return 0xF000

    def serialNumber(self) -> str:
        return ""


class Cable:
    """A scale on a cable that can be pulled."""

    def __init__(self) -> None:
        self.ports: list[Port] = []
        self._ends: list[int] = []

    def plug(self) -> None:
        ours, theirs = pty.openpty()
        tty.setraw(ours)
        tty.setraw(theirs)
        os.set_blocking(ours, False)
        self._ends = [ours, theirs]
        self.ports = [Port(os.ttyname(theirs))]

    def send(self, data: bytes) -> None:
        os.write(self._ends[0], data)

    def heard(self) -> bytes:
        try:
            return os.read(self._ends[0], 1000)
        except BlockingIOError:
            return b""

    def unplug(self) -> None:
        for end in self._ends:
            os.close(end)
        self._ends, self.ports = [], []


@pytest.fixture
def cable() -> Iterator[Cable]:
    made = Cable()
    made.plug()
    yield made
    made.unplug()


def scale_of(cable: Cable, form: ScaleProtocol) -> Scale:
    return Scale(
        SerialAddress(0x0EB8, 0xF000),
        form,
        retry_ms=10,
        silence_ms=30,
        list_ports=lambda: cable.ports,
        now_utc=lambda: NOON,
    )


@pytest.fixture
def sics(cable: Cable, qtbot: QtBot) -> Iterator[Scale]:
    made = scale_of(cable, FORMS["sics"])
    made.start()
    yield made
    made.stop()


def test_it_is_asked_only_while_a_weight_is_wanted(cable: Cable, sics: Scale, qtbot: QtBot) -> None:
    assert sics.state is SerialState.LIVE
    assert cable.heard() == b""
    sics.want(True)
    qtbot.waitUntil(lambda: cable.heard().startswith(b"SI\r\n"))
    with qtbot.waitSignal(sics.weighed) as told:
        for piece in (b"S S    ", b"  1.23", b"4 kg\r\n"):
            cable.send(piece)
    assert told.args == [Weighing(ScaleState.STABLE, "scale", NOON, Decimal("1.234"), "S S      1.234 kg")]
    sics.want(False)
    cable.heard()


def test_a_cut_line_is_no_weight(cable: Cable, qtbot: QtBot) -> None:
    scale = scale_of(cable, FORMS["text"])
    scale.start()
    # what comes at once may be the end of a line that began before the port was opened
    seen: list[Weighing] = []
    scale.weighed.connect(seen.append)
    cable.send(b"34 kg\r\n")
    with qtbot.waitSignal(scale.weighed) as told:
        cable.send(b"1.234 kg\r\n")
    assert told.args[0].kg == Decimal("1.234")
    assert [one.kg for one in seen] == [Decimal("1.234")]
    with qtbot.waitSignal(scale.weighed) as told:
        cable.send(b"1.2")
    assert told.args == [Weighing(ScaleState.UNREADABLE, "scale", NOON, text="1.2")]
    scale.stop()


def test_a_scale_that_does_not_answer_is_told(cable: Cable, qtbot: QtBot) -> None:
    form = load_protocols(TABLE.replace("every_ms = 400", "every_ms = 100"))[0]
    scale = scale_of(cable, form)
    scale.start()
    with qtbot.waitSignal(scale.weighed) as told:
        scale.want(True)
    assert told.args[0].state is ScaleState.SILENT
    with qtbot.waitSignal(scale.weighed) as told:
        cable.send(b"S +\r\n")
    assert told.args[0].state is ScaleState.OVERLOAD
    scale.stop()


def test_the_cable_is_pulled_and_plugged_in_again(cable: Cable, sics: Scale, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sics.changed) as told:
        cable.unplug()
    assert told.args == [SerialState.ABSENT]
    with qtbot.waitSignal(sics.changed) as told:
        cable.plug()
    assert told.args == [SerialState.LIVE]
    with qtbot.waitSignal(sics.weighed) as weighed:
        cable.send(b"S S      0.500 kg\r\n")
    assert weighed.args[0].kg == Decimal("0.500")


def test_noise_without_an_end_is_thrown_away(cable: Cable, sics: Scale, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sics.weighed) as told:
        cable.send(b"\xff" * 2000 + b"\r\nS S      0.500 kg\r\n")
    assert told.args[0].kg == Decimal("0.500")
