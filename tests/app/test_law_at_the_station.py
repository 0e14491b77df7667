"""The whole program under the law of a site: a parcel is held at the bench, and the wall leads back to it."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.keyboard import press
from app.site_maker import make_site
from borderpost.app.opening import open_site
from borderpost.app.places import SITE_FILE
from borderpost.app.workstation import Workstation
from borderpost.demo import site as demo
from borderpost.demo.cast import cast
from borderpost.devices.scene_source import SceneSource
from borderpost.devices.wedge_typist import type_scan, type_text
from borderpost.domain.inspection import Stage
from borderpost.ui.examination.course import Part
from ui.desk_maker import settle

TODAY = datetime.now().astimezone().date()
PATIENCE = 15_000  # milliseconds that a busy machine may take
OFFICER = "adeyemi"
GREEN = next(one for one in cast(TODAY) if one.key == "green").item_id


@pytest.fixture
def bench(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Workstation]:
    """The program under the law of the United States, with an officer signed in."""
    root = tmp_path / "site"
    made = tmp_path / "made"
    make_site(made, TODAY)
    shutil.copytree(made, root)
    written = (root / SITE_FILE).read_text("utf-8")
    kept = "\n".join(line for line in written.splitlines() if not line.startswith("legal_pack"))
    (root / SITE_FILE).write_text(f'legal_pack = "us"\n{kept}\n', "utf-8")
    hints = {officer.id: officer.passphrase for officer in demo.officers()}
    station = Workstation(qapp, open_site(root), camera_source=SceneSource(name="Bench camera"), hints=hints)
    qtbot.addWidget(station.window)
    station.show()
    station.window.activateWindow()
    station.login.choose(OFFICER)
    type_text(station.window.windowHandle(), hints[OFFICER])
    passphrase = station.login.panel.passphrase
    qtbot.waitUntil(lambda: passphrase.text() == hints[OFFICER], timeout=PATIENCE)
    press(station, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: station.session.anyone, timeout=PATIENCE)
    yield station
    settle(station.desk)
    station.window.close()


def test_a_parcel_held_by_two_keys_stands_on_the_wall_and_enter_opens_it(
    bench: Workstation, qtbot: QtBot
) -> None:
    type_scan(bench.window.windowHandle(), GREEN)
    qtbot.waitUntil(lambda: bench.bench.chosen() is not None, timeout=PATIENCE)
    press(bench, Qt.Key.Key_F8)
    panel = bench.bench.footer.hold
    qtbot.waitUntil(panel.isVisible, timeout=PATIENCE)
    panel.choose(1)
    qtbot.waitUntil(lambda: bench.bench.chosen() is None, timeout=PATIENCE)
    assert "Held" in bench.window.said()
    press(bench, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    wall = bench.due.screen
    qtbot.waitUntil(lambda: len(wall.deadlines()) > 0, timeout=PATIENCE)
    assert {one.clock.id for one in wall.deadlines()} >= {"us-notice"}
    press(bench, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.window.current_screen() == "examination", timeout=PATIENCE)
    state = bench.examination.state
    assert state is not None
    assert (state.item_id, state.stage) == (GREEN, Stage.HELD)
    assert bench.examination.part is Part.LAW
