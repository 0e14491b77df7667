"""The screen of the devices: found, chosen, set by keys, tried by scans, and printed."""

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from borderpost.domain.identifiers import Action, Command
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.domain.weighing import ScaleState, Weighing
from borderpost.ui.camera.camera_view import CameraView
from borderpost.ui.desk import Desk
from borderpost.ui.devices.ports import (
    CameraFacts,
    ControlFacts,
    DeviceState,
    EngineFacts,
    ScaleFacts,
    SerialFacts,
)
from borderpost.ui.devices.screen import DevicesScreen
from borderpost.work.bench_settings import BenchSettings, ScaleSettings, SerialChoice, WedgeChoices
from ui.desk_maker import PaperTray, one_page_pdf, settle, settled
from ui.walk import assert_all_reached, assert_named

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
USB = SerialChoice(0x0C2E, 0x0B6A, "A17")


@dataclass
class BenchOfCardboard:
    """Devices that are there as a test says, and remember how they were set."""

    settings: BenchSettings = field(default_factory=BenchSettings)
    found: list[tuple[str, str]] = field(default_factory=lambda: [("/dev/a", "Left"), ("/dev/b", "Right")])
    ports: list[SerialChoice] = field(default_factory=lambda: [SerialChoice(port="ttyS0"), USB])
    facts: CameraFacts = field(
        default_factory=lambda: CameraFacts(
            DeviceState.LIVE,
            "Left",
            exposure=ControlFacts(156.0, 1.0, 5000.0, 1.0, automatic=True),
            focus=ControlFacts(30.0, 0.0, 250.0, 5.0),
        )
    )
    loudspeaker: bool = False
    scale_now: ScaleFacts = field(
        default_factory=lambda: ScaleFacts(
            DeviceState.OFF,
            None,
            ((ScaleSettings(port="ttyS1"), "ttyS1"),),
            (("sics", "SICS", "manual", True), ("text", "Plain text", "nobody", False)),
        )
    )
    zbar: str = ""
    played: list[str] = field(default_factory=list)
    plain: list[bool] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)

    def apply(self, settings: BenchSettings) -> None:
        self.settings = settings

    def cameras(self) -> tuple[tuple[str, str], ...]:
        return tuple(self.found)

    def camera(self) -> CameraFacts:
        return self.facts

    def serial_ports(self) -> tuple[SerialFacts, ...]:
        facts = []
        for port in self.ports:
            chosen = next((one for one in self.settings.serial if one.same_port(port)), None)
            state = DeviceState.LIVE if chosen else DeviceState.OFF
            facts.append(SerialFacts(chosen or port, port.port or "Scanner", bool(chosen), state))
        return tuple(facts)

    def scale_facts(self) -> ScaleFacts:
        return self.scale_now

    def engines(self) -> tuple[EngineFacts, ...]:
        return (EngineFacts("zxing-cpp", "3.1", "zxing-cpp"), EngineFacts("pyzbar", self.zbar, "libzbar0"))

    def layouts(self) -> tuple[str, ...]:
        return ("us", "de", "fr", "ch")

    def layouts_that_made(self, text: str, meant: str) -> tuple[str, ...]:
        return {"BP": ("us", "de"), "ZY": ("de", "ch"), "A": ("fr",)}.get(text, ())

    def hear_plain(self, on: bool) -> None:
        self.plain.append(on)

    def play(self, cue: str) -> bool:
        self.played.append(cue)
        return self.loudspeaker

    def command_sheet(self, badge_of: str) -> "Future[bytes]":
        self.sheets.append(badge_of)
        return settled(one_page_pdf("sheet"))

    def save(self, path: str, pdf: bytes) -> "Future[None]":
        try:
            Path(path).write_bytes(pdf)
        except OSError as error:
            return settled(error=error)
        return settled(None)


@pytest.fixture
def devices() -> BenchOfCardboard:
    return BenchOfCardboard()


@pytest.fixture
def screen(desk: Desk, devices: BenchOfCardboard, qtbot: QtBot) -> Iterator[DevicesScreen]:
    made = DevicesScreen(desk, devices, CameraView())
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.on_shown()
    yield made
    made.hide()


def scan(text: str, symbology: str = "", source: ScanSource = ScanSource.WEDGE) -> RawScan:
    return RawScan(text.encode(), source, NOON, symbology, "wedge")


def facts_of(screen: DevicesScreen) -> list[str]:
    grid = screen.trial.facts
    return [grid.value(number) for number in range(4)]


def test_a_scan_is_shown_and_never_reaches_the_bench(screen: DevicesScreen, desk: Desk) -> None:
    reached: list[Any] = []
    desk.scans.item_scanned.connect(reached.append)
    desk.scans.route(scan("RR123456785GB", "]C0"))
    shown = facts_of(screen)
    assert "RR123456785GB" in shown[0]
    assert "Postal item number (S10)" in shown[1]
    assert "linear" in shown[2]
    assert "hand scanner" in shown[3]
    assert not reached
    screen.hide()
    desk.scans.route(scan("RR123456785GB"))
    assert len(reached) == 1


def test_a_command_is_named_and_not_obeyed(screen: DevicesScreen) -> None:
    assert screen.on_action(Action(Command.RELEASE))
    assert "Release" in screen.trial.facts.value(1)
    assert "only shown" in screen.trial.remark.text()


def test_a_torn_scan_is_explained(screen: DevicesScreen, desk: Desk) -> None:
    desk.scans.unreadable.emit("wedge")
    assert "Scan again" in screen.trial.remark.text()


def test_the_wedge_is_set_by_keys_alone(
    screen: DevicesScreen, devices: BenchOfCardboard, qtbot: QtBot
) -> None:
    assert screen.wedge.layout_pick.hasFocus()
    qtbot.keyClick(screen.wedge.layout_pick, Qt.Key.Key_Down)
    assert devices.settings.wedge.layout == "de"
    screen.wedge.gap.slider.setFocus()
    qtbot.keyClick(screen.wedge.gap.slider, Qt.Key.Key_Home)
    assert devices.settings.wedge.gap_ms == 5.0
    screen.wedge.ending.setFocus()
    qtbot.keyClick(screen.wedge.ending, Qt.Key.Key_Space)
    assert not devices.settings.wedge.ending_required
    screen.wedge.prefix.setFocus()
    qtbot.keyClicks(screen.wedge.prefix, "~~")
    qtbot.keyClick(screen.wedge.prefix, Qt.Key.Key_Return)
    assert devices.settings.wedge.prefix == "~~"


def test_a_layout_is_taught_by_one_scan(screen: DevicesScreen, devices: BenchOfCardboard, desk: Desk) -> None:
    wedge = screen.wedge
    wedge.teach.click()
    assert not wedge.teaching
    assert "Type first" in wedge.taught.text()
    wedge.meant.setText("Q")
    wedge.teach.click()
    assert devices.plain == [True]
    desk.scans.route(scan("A"))
    assert devices.settings.wedge.layout == "fr"
    assert "It is set" in wedge.taught.text()
    assert (wedge.teaching, devices.plain) == (False, [True, False])


def test_a_code_that_tells_no_layouts_apart_is_said(
    screen: DevicesScreen, devices: BenchOfCardboard, desk: Desk
) -> None:
    screen.wedge.meant.setText("YZ")
    screen.wedge.teach.click()
    desk.scans.route(scan("ZY"))
    assert devices.settings.wedge.layout == "de"
    assert "several layouts" in screen.wedge.taught.text()
    screen.wedge.teach.click()
    desk.scans.route(scan("nothing like it"))
    assert "No known layout" in screen.wedge.taught.text()
    assert screen.wedge.teaching


def test_leaving_the_screen_ends_the_teaching(screen: DevicesScreen, devices: BenchOfCardboard) -> None:
    screen.wedge.meant.setText("YZ")
    screen.wedge.teach.click()
    screen.hide()
    assert devices.plain == [True, False]


def test_another_camera_and_its_controls(
    screen: DevicesScreen, devices: BenchOfCardboard, qtbot: QtBot
) -> None:
    card = screen.camera
    assert [card.choice.itemData(n) for n in range(card.choice.count())] == ["", "/dev/a", "/dev/b", "none"]
    assert card.exposure.isVisible()
    assert not card.exposure.isEnabled()
    assert not card.auto_focus.isVisible()
    card.auto_exposure.click()
    assert devices.settings.camera.auto_exposure is False
    card.focus.slider.setFocus()
    qtbot.keyClick(card.focus.slider, Qt.Key.Key_End)
    assert devices.settings.camera.focus == 250.0
    card.choice.setFocus()
    qtbot.keyClick(card.choice, Qt.Key.Key_Down)
    assert devices.settings.camera.address == "/dev/a"
    assert devices.settings.camera.focus is None


def test_controls_that_the_driver_lacks_are_not_shown(
    screen: DevicesScreen, devices: BenchOfCardboard
) -> None:
    devices.facts = CameraFacts(DeviceState.LIVE, "Left")
    screen.refresh()
    assert not screen.camera.exposure.isVisible()
    assert screen.camera.fixed.isVisible()
    devices.facts = CameraFacts(DeviceState.ABSENT, "Left")
    screen.refresh()
    assert "looked for" in screen.camera.state.text()


def test_a_chosen_camera_that_is_gone_stays_chosen(screen: DevicesScreen, devices: BenchOfCardboard) -> None:
    devices.settings = replace(devices.settings, camera=replace(devices.settings.camera, address="/dev/b"))
    devices.found = [("/dev/a", "Left")]
    screen.refresh()
    assert screen.camera.choice.value() == "/dev/b"
    assert "not connected" in screen.camera.choice.currentText()


def test_a_serial_scanner_is_taken_into_use_by_enter(
    screen: DevicesScreen, devices: BenchOfCardboard, qtbot: QtBot
) -> None:
    screen.serial.table.setFocus()
    qtbot.keyClick(screen.serial.table, Qt.Key.Key_Down)
    qtbot.keyClick(screen.serial.table, Qt.Key.Key_Return)
    assert devices.settings.serial == (USB,)
    screen.serial.baud.setFocus()
    qtbot.keyClick(screen.serial.baud, Qt.Key.Key_Down)
    assert devices.settings.serial[0].baud == 19200
    screen.serial.toggle.click()
    assert devices.settings.serial == ()


def test_sounds_are_heard_or_their_absence_is_said(
    screen: DevicesScreen, devices: BenchOfCardboard, qtbot: QtBot
) -> None:
    screen.sounds.buttons["red"].click()
    assert devices.played == ["red"]
    assert "no loudspeaker" in screen.sounds.silent.text()
    devices.loudspeaker = True
    screen.sounds.buttons["secure"].click()
    assert not screen.sounds.silent.text()
    screen.sounds.volume.slider.setFocus()
    qtbot.keyClick(screen.sounds.volume.slider, Qt.Key.Key_Home)
    screen.sounds.on.click()
    assert (devices.settings.sounds.on, devices.settings.sounds.volume) == (False, 0.0)


def test_an_absent_engine_is_shown_with_what_to_do(screen: DevicesScreen, devices: BenchOfCardboard) -> None:
    assert screen.engines.facts.value(1) == "absent"
    assert "libzbar0" in screen.engines.missing.text()
    devices.zbar = "0.1.9"
    screen.engines.renew()
    assert not screen.engines.missing.text()


def test_the_command_sheet_is_printed_with_the_badge(
    screen: DevicesScreen, devices: BenchOfCardboard, desk: Desk
) -> None:
    assert "Anna" in screen.paper.badge.text()
    screen.paper.print.click()
    settle(desk)
    tray = desk.printing
    assert isinstance(tray, PaperTray)
    assert devices.sheets == ["ANNA"]
    assert tray.printed[0][0] == "Office printer"
    assert "Office printer" in screen.paper.said.text()


def test_the_command_sheet_is_saved_without_a_printer(
    screen: DevicesScreen, devices: BenchOfCardboard, desk: Desk, tmp_path: Path
) -> None:
    tray = desk.printing
    assert isinstance(tray, PaperTray)
    tray.names = []
    screen.on_shown()
    assert not screen.paper.print.isVisible()
    screen.paper.save_sheet(str(tmp_path / "sheet.pdf"))
    settle(desk)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    screen.paper.save_sheet(str(tmp_path / "nowhere" / "sheet.pdf"))
    settle(desk)
    assert "did not work" in screen.paper.said.text()


def test_every_setting_is_named_and_reached(screen: DevicesScreen, devices: BenchOfCardboard) -> None:
    devices.settings = replace(devices.settings, wedge=WedgeChoices(gap_ms=20.0))
    screen.refresh()
    assert_named(screen)
    assert_all_reached(screen)


def test_a_scale_is_chosen_with_its_form_and_shows_what_lies_on_it(
    screen: DevicesScreen, devices: BenchOfCardboard
) -> None:
    card = screen.scale
    assert card.state.text() == "Not used"
    card.port.setCurrentIndex(1)
    card.form.setCurrentIndex(1)
    card.form.activated.emit(1)
    assert devices.settings.scale == ScaleSettings(port="ttyS1", protocol="text")
    assert card.source.text() == "Not verified: nobody"
    weighing = Weighing(ScaleState.STABLE, "scale", NOON, Decimal("1.250"))
    devices.scale_now = replace(devices.scale_now, state=DeviceState.LIVE, last=weighing)
    card.renew()
    assert card.state.text() == "1.250 kg"
    card.port.setCurrentIndex(0)
    card.port.activated.emit(0)
    assert not devices.settings.scale.is_there
