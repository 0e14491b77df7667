"""The whole program: a name typed into the search brings its item to the bench; a scan goes there itself."""

import contextlib
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
from borderpost.app.workstation import Workstation
from borderpost.demo import site as demo
from borderpost.demo.cast import cast
from borderpost.devices.scene_source import SceneSource
from borderpost.devices.wedge_typist import type_scan, type_text
from borderpost.store import journal
from ui.desk_maker import settle

TODAY = datetime.now().astimezone().date()
PATIENCE = 15_000  # milliseconds that a busy machine may take
OFFICER = "adeyemi"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sites") / "site"
    make_site(root, TODAY)
    return root


@pytest.fixture
def bench(folder: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Workstation]:
    """The program with an officer signed in and the search open, its reason given."""
    root = tmp_path / "site"
    shutil.copytree(folder, root)
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
    press(station, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    press(station, Qt.Key.Key_Return)
    qtbot.waitUntil(station.search.results.field.hasFocus, timeout=PATIENCE)
    yield station
    settle(station.desk)
    station.window.close()


def write(station: Workstation, qtbot: QtBot, text: str) -> None:
    type_text(station.window.windowHandle(), text)
    field = station.search.results.field
    qtbot.waitUntil(lambda: field.text() == text, timeout=PATIENCE)
    settle(station.desk)


def member(key: str) -> tuple[str, str]:
    """The number of a parcel of the cast, and words by which it is found."""
    one = next(one for one in cast(TODAY) if one.key == key)
    declared = one.declarations[0]
    return one.item_id, f"{declared['addressee']['name']} {declared['lines'][0]['description'].split()[0]}"


def test_a_name_leads_to_the_bench_and_the_key_that_chose_it_takes_no_step_there(
    bench: Workstation, qtbot: QtBot
) -> None:
    item_id, words = member("green")
    write(bench, qtbot, words)
    found = bench.search.results.current()
    assert found is not None
    assert found.item_id == item_id
    press(bench, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.bench.chosen() is not None, timeout=PATIENCE)
    assert bench.window.current_screen() == "bench"
    chosen = bench.bench.chosen()
    assert chosen is not None
    assert chosen.item_id == item_id
    press(bench, Qt.Key.Key_Return)
    assert bench.bench.chosen() is chosen


def test_a_scan_while_somebody_searches_goes_to_the_bench_and_not_into_the_field(
    bench: Workstation, qtbot: QtBot
) -> None:
    item_id, _ = member("red")
    write(bench, qtbot, "emma")
    type_scan(bench.window.windowHandle(), item_id)
    qtbot.waitUntil(lambda: bench.bench.chosen() is not None, timeout=PATIENCE)
    assert bench.window.current_screen() == "bench"
    assert bench.search.results.field.text() == "emma"
    press(bench, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert bench.search.results.field.text() == "emma"
    assert bench.search.stack.currentWidget() is bench.search.results


def test_a_lock_ends_the_search(bench: Workstation, qtbot: QtBot) -> None:
    write(bench, qtbot, "emma")
    press(bench, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert bench.search.consultation is None
    assert bench.search.results.model.rowCount() == 0
    kinds = [
        entry.kind
        for entry in bench.desk.pages.consultations(bench.desk.pages.consultation_ids())
        if entry is not None
    ]
    assert kinds == ["declarations_searched", "consultation_begun"]


def test_closing_the_window_keeps_what_was_searched(
    bench: Workstation, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    write(bench, qtbot, "emma")
    bench.window.close()
    record = bench.site.folder.connect_record(readonly=True)
    kinds = [entry.kind for entry in journal.entries(record)][-2:]
    record.close()
    assert kinds == ["declarations_searched", "officer_logged_out"]
    assert not caplog.records


@pytest.mark.parametrize(("leave", "entry"), [("lock", "session_locked"), ("close", "officer_logged_out")])
def test_a_scan_is_journalled_before_whatever_ends_the_session_in_the_same_moment(
    bench: Workstation, qtbot: QtBot, leave: str, entry: str
) -> None:
    number, words = member("red")
    write(bench, qtbot, words)
    folder = bench.site.folder
    left: list[str] = []

    def end() -> None:
        if bench.bench.model.scanned is not None and not left:
            left.append(leave)
            getattr(bench.window, leave)()

    bench.bench.model.verdict_changed.connect(end)
    type_scan(bench.window.windowHandle(), number)
    qtbot.waitUntil(lambda: bool(left), timeout=PATIENCE)
    settle(bench.desk)
    with contextlib.closing(folder.connect_record(readonly=True)) as record:
        kinds = [one.kind for one in journal.entries(record)]
    assert kinds.index("item_scanned") < kinds.index(entry)
