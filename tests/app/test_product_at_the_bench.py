"""The whole program with brand packs and a scale: a parcel weighed, its product found by keys and scans."""

import os
import pty
import shutil
import tty
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.site_maker import make_site
from borderpost.app.brands_command import take_in_brands
from borderpost.app.opening import open_site
from borderpost.app.places import resources_root
from borderpost.app.settings_file import write_settings
from borderpost.app.unlocking import Secrets, unlock
from borderpost.app.workstation import Workstation
from borderpost.demo import site as demo
from borderpost.demo.brand_pictures import write_brands
from borderpost.demo.cast import cast
from borderpost.devices.wedge_typist import type_scan, type_text
from borderpost.domain.codes import FindingCode, StepType
from borderpost.domain.found_goods import Aspect
from borderpost.domain.identifiers import Action, Command, format_action
from borderpost.domain.inspection import Inspection
from borderpost.store.site import SiteFolder
from borderpost.ui.examination.course import Part
from borderpost.work.bench_settings import BenchSettings, ScaleSettings
from ui.desk_maker import settle

TODAY = datetime.now().astimezone().date()
PATIENCE = 15_000  # milliseconds that a busy machine may take
SHOE = "9521101000016"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sites") / "site"
    make_site(root, TODAY)
    drawn = root.parent / "brands"
    write_brands(resources_root() / "brands", drawn)
    opened = unlock(SiteFolder(root), Secrets(), demo=True)
    assert take_in_brands(opened, drawn, lambda said: None)
    return root


class Pan:
    """The scale's end of its cable: it answers whoever asks with what lies on it."""

    def __init__(self) -> None:
        self.ours, self.theirs = pty.openpty()
        tty.setraw(self.ours)
        tty.setraw(self.theirs)
        os.set_blocking(self.ours, False)
        self.port = os.ttyname(self.theirs)

    def answer(self, line: bytes) -> bool:
        """Answer if somebody asked; return whether somebody did."""
        try:
            asked = os.read(self.ours, 1000)
        except BlockingIOError:
            return False
        if b"SI\r\n" in asked:
            os.write(self.ours, line)
        return True

    def close(self) -> None:
        for end in (self.ours, self.theirs):
            os.close(end)


class Bench:
    """Somebody at the keyboard, the scanner and the scale."""

    def __init__(self, station: Workstation, pan: Pan, qtbot: QtBot) -> None:
        self.station, self.pan, self.qtbot = station, pan, qtbot

    @property
    def window(self) -> QWindow:
        return self.station.window.windowHandle()

    def scan(self, text: str) -> None:
        type_scan(self.window, text)
        settle(self.station.desk)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window, key, held)
        settle(self.station.desk)

    def until(self, holds: object) -> None:
        self.qtbot.waitUntil(holds, timeout=PATIENCE)  # type: ignore[arg-type]

    @property
    def state(self) -> Inspection:
        state = self.station.examination.state
        assert state is not None
        return state


@pytest.fixture
def bench(folder: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Bench]:
    root, pan = tmp_path / "site", Pan()
    shutil.copytree(folder, root)
    write_settings(root, BenchSettings(scale=ScaleSettings(port=pan.port)))
    hints = {officer.id: officer.passphrase for officer in demo.officers()}
    station = Workstation(qapp, open_site(root), hints=hints, sounds=False)
    qtbot.addWidget(station.window)
    station.show()
    station.window.activateWindow()
    qtbot.waitUntil(station.window.isActiveWindow, timeout=PATIENCE)
    made = Bench(station, pan, qtbot)
    made.scan(format_action(Action(Command.BADGE, "ADEYEMI")))
    field = station.login.panel.passphrase
    made.until(field.hasFocus)
    type_text(made.window, hints["adeyemi"])
    made.until(lambda: field.text() == hints["adeyemi"])
    made.press(Qt.Key.Key_Return)
    made.until(lambda: station.session.anyone)
    yield made
    settle(station.desk)
    station.window.close()
    pan.close()


def test_weighed_scanned_and_taken_over_by_keys_alone(bench: Bench) -> None:
    station, examination = bench.station, bench.station.examination
    red = next(one for one in cast(TODAY) if one.key == "red")
    bench.scan(red.label)
    bench.until(lambda: station.bench.chosen() is not None)
    bench.scan(format_action(Action(Command.EXAMINE)))
    bench.until(lambda: station.window.current_screen() == "examination")

    # the weighing step: the scale is asked, moves, and comes to rest
    steps = examination.steps
    bench.until(steps.types.hasFocus)
    steps.weigh()
    bench.until(steps.weight.hasFocus)
    bench.until(lambda: bench.pan.answer(b"S D     14.900 kg\r\n"))
    bench.until(lambda: station.devices.scale.last is not None)
    assert steps.weight.text() == ""
    bench.until(lambda: bench.pan.answer(b"S S     15.020 kg\r\n") and steps.weight.text() == "15.020")
    assert "Mettler-Toledo SICS" in steps.device.text()
    assert "15.02 kg" in steps.disagrees.text()
    bench.press(Qt.Key.Key_Return)
    bench.until(lambda: bool(bench.state.steps))
    step = bench.state.steps[-1]
    assert (step.type, step.weight_kg) == (StepType.WEIGHING, "15.020")

    # the product's own code, scanned while the steps are in front
    bench.scan(f"]E0{SHOE}")
    page = examination.goods.products.page
    bench.until(page.isVisible)
    assert examination.part is Part.GOODS
    assert [row.pill.text() for row in page.rows.values()] == [
        "Declared otherwise",
        "A known article",
        "Route unknown",
        "Covered",
    ]
    assert not page.features.fake.picture.image().isNull()
    bench.press(Qt.Key.Key_F6)
    bench.until(lambda: bool(bench.state.findings))
    bench.press(Qt.Key.Key_F6)
    bench.until(lambda: bool(bench.state.lines))
    assert bench.state.findings[0].code is FindingCode.IPR_SUSPECT
    (line,) = bench.state.lines
    assert (line.act.right_holder, line.act.application, line.act.product_code, line.act.quantity) == (
        "Zarquet Athletic AG",
        "AFA-2026-0117",
        SHOE,
        "12",
    )
    # what differs is what the screen shows: the weight, the code, and a line that nothing was listed for
    shown = [one.aspect for one in examination.goods.differences.differences()]
    assert shown == [Aspect.GROSS_WEIGHT, Aspect.CODE, Aspect.NOT_LISTED]
    told = station.site.store.read(lambda pages: pages.entries_of(bench.state.id)).result(timeout=20)
    assert "product_compared" in [entry.kind for entry in told]


def test_the_cable_of_the_scale_is_pulled(bench: Bench) -> None:
    station = bench.station
    assert station.devices.scale.state.value == "live"
    os.close(bench.pan.ours)
    bench.until(lambda: station.devices.scale.state.value == "absent")
    bench.pan.ours, _ = os.openpty()
    assert station.devices.scale_facts().state.value == "absent"
