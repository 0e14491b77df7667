"""Screens are made when they are first used, by whichever way, and what they count is told before that."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.keyboard import press
from app.site_maker import make_site
from borderpost.app.made_at_rest import MadeAtRest
from borderpost.app.opening import open_site
from borderpost.app.places import SITE_FILE
from borderpost.app.workstation import Workstation
from borderpost.demo.cast import cast
from borderpost.devices.wedge_typist import type_scan
from borderpost.domain.identifiers import Command
from borderpost.domain.identifiers.actions import Action, format_action
from borderpost.domain.officer import Right
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.ui.shell.signpost import DUE, EXAMINATION, LOG, RELEASE, TROLLEY
from borderpost.work.changes import Kind
from ui.desk_maker import settle

PATIENCE = 10_000
CONTROL = Qt.KeyboardModifier.ControlModifier
GREEN = next(member.label for member in cast(datetime.now().astimezone().date()) if member.key == "green")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sites") / "site"
    make_site(root, datetime.now().astimezone().date())
    written = (root / SITE_FILE).read_text("utf-8")
    kept = "\n".join(line for line in written.splitlines() if not line.startswith("legal_pack"))
    (root / SITE_FILE).write_text(f'legal_pack = "us"\n{kept}\n', "utf-8")
    return root


@pytest.fixture
def closed(folder: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Workstation]:
    """A station that shows its login."""
    root = tmp_path / "site"
    shutil.copytree(folder, root)
    made = Workstation(qapp, open_site(root), sounds=False)
    qtbot.addWidget(made.window)
    with qtbot.waitExposed(made.window):
        made.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=PATIENCE)
    settle(made.desk)
    yield made
    settle(made.desk)
    made.window.close()


@pytest.fixture
def station(closed: Workstation) -> Workstation:
    """A station with an officer at the bench."""
    sign_in(closed, "adeyemi")
    return closed


def sign_in(station: Workstation, officer_id: str) -> None:
    officer = next(one for one in station.desk.pages.officers() if one.id == officer_id)
    station.session.begin(officer)
    station.window.open_bench(officer.name, "")
    station.further.admit(officer)
    settle(station.desk)


def shown(station: Workstation, name: str) -> bool:
    return station.window.current_screen() == name


def test_only_the_bench_is_there_when_an_officer_begins(closed: Workstation) -> None:
    assert closed.window.made_screens() == {"bench"}
    sign_in(closed, "adeyemi")
    assert closed.window.made_screens() == {"bench"}
    assert len(closed.window.rail.names()) == 15


def test_a_key_makes_its_screen_and_no_other(station: Workstation) -> None:
    press(station, Qt.Key.Key_F5)
    assert shown(station, LOG.name)
    assert station.window.made_screens() == {"bench", LOG.name}
    assert station.log.isVisible()
    assert station.log.isAncestorOf(QApplication.focusWidget())
    press(station, Qt.Key.Key_F2)
    made = station.log
    press(station, Qt.Key.Key_F5)
    assert station.log is made


def test_a_click_in_the_navigation_makes_its_screen(station: Workstation) -> None:
    QTest.mouseClick(station.window.rail.button(DUE.name), Qt.MouseButton.LeftButton)
    settle(station.desk)
    assert shown(station, DUE.name)
    assert station.window.made_screens() == {"bench", DUE.name}


def test_a_command_barcode_makes_the_screen_that_it_opens(station: Workstation) -> None:
    type_scan(station.window.windowHandle(), format_action(Action(Command.TROLLEY)))
    settle(station.desk)
    assert shown(station, TROLLEY.name)
    assert station.window.made_screens() == {"bench", TROLLEY.name}
    assert station.quick.trolley.model.running


def test_the_bench_leads_to_an_examination_that_was_not_there(station: Workstation, qtbot: QtBot) -> None:
    type_scan(station.window.windowHandle(), GREEN)
    qtbot.waitUntil(lambda: station.bench.chosen() is not None, timeout=PATIENCE)
    settle(station.desk)
    press(station, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: shown(station, EXAMINATION.name), timeout=PATIENCE)
    state = station.examination.state
    assert state is not None
    assert state.item_id == GREEN


def test_a_search_leads_to_a_release_that_was_not_there(station: Workstation) -> None:
    station.search.list_chosen.emit("mugs", (GREEN,))
    settle(station.desk)
    assert shown(station, RELEASE.name)
    assert [line.text for line in station.quick.release.release.lines] == [GREEN]


def test_a_screen_that_is_made_takes_the_focus_and_opens_no_window(closed: Workstation) -> None:
    opened: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                opened.append(type(watched).__name__)
            return False

    sign_in(closed, "brandt")
    watch = Watch()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watch)
    for name in closed.window.rail.names():
        closed.window.show_screen(name)
        settle(closed.desk)
        assert opened == []
        assert closed.window.isActiveWindow()
        assert closed.window.find_screen(name).widget.isAncestorOf(QApplication.focusWidget()), name
    application.removeEventFilter(watch)
    assert closed.window.made_screens() == set(closed.window.rail.names())


def test_whoever_may_not_conclude_finds_a_release_made_for_them_shut(closed: Workstation) -> None:
    sign_in(closed, "castellanos")
    assert not closed.session.officer.may(Right.CONCLUDE)
    assert not closed.quick.release.isEnabled()


def test_what_a_screen_counts_is_told_before_it_is_there(station: Workstation, qtbot: QtBot) -> None:
    type_scan(station.window.windowHandle(), GREEN)
    qtbot.waitUntil(lambda: station.bench.chosen() is not None, timeout=PATIENCE)
    settle(station.desk)
    press(station, Qt.Key.Key_F8)
    hold = station.bench.footer.hold
    qtbot.waitUntil(hold.isVisible, timeout=PATIENCE)
    hold.choose(1)
    qtbot.waitUntil(lambda: station.bench.chosen() is None, timeout=PATIENCE)
    settle(station.desk)
    entry = station.window.rail.button(DUE.name)
    nothing = entry.accessibleName()
    in_a_year = station.desk.clock() + timedelta(days=366)
    station.desk.clock = lambda: in_a_year
    station.session.end()
    sign_in(station, "adeyemi")
    qtbot.waitUntil(lambda: entry.accessibleName() != nothing, timeout=PATIENCE)
    told = entry.accessibleName()
    assert DUE.name not in station.window.made_screens()
    press(station, Qt.Key.Key_K, CONTROL)
    assert station.due.screen.deadlines()
    assert entry.accessibleName() == told


def test_a_bench_that_rests_makes_the_examination_and_changes_nothing_else(
    station: Workstation, qtbot: QtBot
) -> None:
    station.at_rest.start()
    had_focus = QApplication.focusWidget()
    qtbot.waitUntil(lambda: EXAMINATION.name in station.window.made_screens(), timeout=PATIENCE)
    assert shown(station, "bench")
    assert QApplication.focusWidget() is had_focus
    assert not station.examination.isVisible()


def test_what_is_told_behind_the_end_starts_nothing(station: Workstation) -> None:
    station.window.close()
    station.tasks.broadcast(Kind)
    QApplication.processEvents()
    assert not [type(timer.parent()) for timer in station.findChildren(QTimer) if timer.isActive()]


def test_nothing_is_made_at_a_bench_that_was_locked(station: Workstation) -> None:
    station.at_rest.start()
    station.signing_in.locked.emit()
    assert station.at_rest.waits_ms() < 0
    assert EXAMINATION.name not in station.window.made_screens()


def test_a_scan_puts_off_what_a_resting_bench_makes(station: Workstation, qtbot: QtBot) -> None:
    resting = MadeAtRest(station.desk, station.cases.examination.screen, parent=station, rest_ms=60_000)
    resting.start()
    qtbot.waitUntil(lambda: resting.waits_ms() < 59_900, timeout=PATIENCE)
    left = resting.waits_ms()
    station.scans.item_scanned.emit(RawScan(GREEN.encode(), ScanSource.SERIAL, station.site.clock()))
    assert resting.waits_ms() > left
    resting.stop()
    settle(station.desk)
