"""The whole program worked by the scanner: the command sheet is printed, read off the paper, and typed."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.site_maker import make_site
from borderpost.app.opening import open_site
from borderpost.app.settings_file import read_settings
from borderpost.app.workstation import Workstation
from borderpost.demo import site as demo
from borderpost.demo.cast import CastMember, cast
from borderpost.devices.camera import qimage_of
from borderpost.devices.scene_source import SceneSource
from borderpost.devices.wedge_typist import type_scan, type_text
from borderpost.domain.codes import Disposition, FindingCode, StepResult, StepType
from borderpost.domain.identifiers import Action, Command, format_action, parse_action
from borderpost.domain.identifiers.actions import sheet
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.scan import ScanSource
from borderpost.ui.examination.course import Part
from borderpost.ui.shell.idle import IdleWatch
from borderpost.ui.theme.theme import ThemeChoice
from devices.labels_for_devices import desk, label
from documents.pages import codes
from ui.desk_maker import settle

TODAY = datetime.now().astimezone().date()
PATIENCE = 15_000  # milliseconds that a busy machine may take
BAG, SEAL = "BAG0012345", "SEAL0000991"


@dataclass
class Bench:
    """The program with somebody at the scanner: commands are scanned off the sheet that it printed."""

    station: Workstation
    camera: SceneSource
    window: QWindow
    sheet: frozenset[str]
    qtbot: QtBot

    def scan(self, *texts: str) -> None:
        for text in texts:
            type_scan(self.window, text)
            settle(self.station.desk)

    def command(self, *commands: Command | Action) -> None:
        for each in commands:
            said = format_action(each if isinstance(each, Action) else Action(each))
            assert said in self.sheet
            self.scan(said)

    def write(self, field: QLineEdit | QPlainTextEdit, text: str) -> None:
        """Type what no barcode can say."""

        def written() -> str:
            return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

        type_text(self.window, text)
        self.qtbot.waitUntil(lambda: written() == text, timeout=PATIENCE)

    def log_in(self, badge: str = "ADEYEMI") -> None:
        login = self.station.login
        self.scan(format_action(Action(Command.BADGE, badge)))
        self.write(login.panel.passphrase, dict(self.station.desk.hints)[badge.lower()])
        self.command(Command.ENTER)
        assert self.station.session.officer.id == badge.lower()

    def lay(self, text: str) -> None:
        """Lay something under the camera that it can photograph."""
        self.camera.show(desk(label(text)))
        self.qtbot.waitUntil(lambda: self.station.eyes.camera_live, timeout=PATIENCE)

    @property
    def state(self) -> Inspection:
        state = self.station.examination.state
        assert state is not None
        return state

    @property
    def screen(self) -> str:
        return self.station.window.current_screen()

    @property
    def said(self) -> str:
        return self.station.window.said()


def digit(number: int) -> Action:
    return Action(Command.DIGIT, str(number))


def member(key: str) -> CastMember:
    return next(one for one in cast(TODAY) if one.key == key)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sites") / "site"
    make_site(root, TODAY)
    return root


@pytest.fixture(scope="module")
def printed() -> dict[str, frozenset[str]]:
    """The sheet as it was read off the paper, once."""
    return {}


@pytest.fixture
def bench(
    folder: Path, printed: dict[str, frozenset[str]], tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> Iterator[Bench]:
    root = tmp_path / "site"
    shutil.copytree(folder, root)
    site = open_site(root)
    camera = SceneSource(name="Bench camera")
    hints = {officer.id: officer.passphrase for officer in demo.officers()}
    station = Workstation(qapp, site, camera_source=camera, hints=hints)
    qtbot.addWidget(station.window)
    station.show()
    station.window.activateWindow()
    if not printed:
        sheet = station.devices.command_sheet("adeyemi").result(timeout=60)
        printed["sheet"] = frozenset(text for _, text in codes(sheet))
    yield Bench(station, camera, station.window.windowHandle(), printed["sheet"], qtbot)
    settle(station.desk)
    station.window.close()


def test_every_command_can_be_scanned_off_the_printed_sheet(bench: Bench) -> None:
    said = {parse_action(text) for text in bench.sheet}
    assert None not in said
    assert said == {*sheet(), Action(Command.BADGE, "ADEYEMI")}


def test_a_release_from_the_badge_to_the_record(bench: Bench) -> None:
    bench.command(Command.RELEASE)
    assert "Sign in first" in bench.station.login.state()
    bench.log_in()
    bench.scan(member("green").label)
    assert bench.station.bench.chosen() is not None
    bench.command(Command.RELEASE)
    assert "Released" in bench.station.bench.banner.said()
    assert bench.station.bench.shown() is None
    rows = bench.station.desk.pages.waiting_ids()
    assert not rows
    released = bench.said
    bench.command(Command.SEIZE)
    assert bench.said == released  # nothing is at hand that it could be about
    bench.command(Command.UNDO)
    assert bench.station.bench.footer.back.asks()
    bench.command(digit(1))
    assert "Taken back" in bench.said
    assert not bench.station.bench.footer.back.asks()


def test_a_seizure_by_scanner_and_camera_with_nothing_typed_but_its_reason_and_passphrases(
    bench: Bench,
) -> None:
    red = member("red")
    bench.log_in()
    bench.scan(red.label)
    bench.command(Command.EXAMINE)
    assert bench.screen == "examination"

    # X-ray: anomaly; opened in full (on the second page of nine): anomaly
    bench.command(digit(5), digit(2), Command.ENTER)
    bench.command(digit(0), digit(3), digit(2), Command.ENTER)
    assert [(step.type, step.result) for step in bench.state.steps] == [
        (StepType.XRAY, StepResult.ANOMALY),
        (StepType.OPEN_FULL, StepResult.ANOMALY),
    ]
    # on to the findings: suspected counterfeit goods
    bench.command(Command.ENTER, digit(0), digit(1), Command.ENTER)
    assert [finding.code for finding in bench.state.findings] == [FindingCode.IPR_SUSPECT]
    # on to the goods: the article's own barcode copies its line
    bench.command(Command.ENTER)
    assert bench.station.examination.part is Part.GOODS
    article = red.declarations[-1]["lines"][0]["product_ids"][0]["value"]
    bench.scan(f"]E0{article}")
    bench.command(Action(Command.QUANTITY, "1"), digit(2), Command.ENTER)
    assert [line.act.quantity for line in bench.state.lines] == ["12"]
    # the goods under the camera, then bag and seal
    bench.lay("goods")
    bench.command(Command.ENTER, Command.PHOTOGRAPH)
    assert len(bench.state.photographs) == 1
    bench.command(Command.ENTER)
    bench.scan(BAG, SEAL)
    bench.command(Command.ENTER)
    assert [(bag.bag, bag.seal) for bag in bench.state.bags] == [(BAG, SEAL)]
    bench.command(Command.PHOTOGRAPH)
    assert len(bench.state.photographs) == 2
    # the outcome, with a reason in the officer's own words
    bench.command(Command.SEIZE)
    bench.write(bench.station.examination.outcome.reason, "counterfeit shoes")
    bench.command(Command.ENTER)
    assert bench.state.stage is Stage.AWAITING_APPROVAL
    # the second officer: the command opens the panel, the passphrase alone answers
    bench.command(Command.APPROVE, Command.ENTER)
    assert bench.state.stage is Stage.AWAITING_APPROVAL
    approver = next(one.id for one in demo.officers() if "approver" in one.roles)
    bench.scan(format_action(Action(Command.BADGE, approver.upper())))
    second = bench.station.examination.outcome.second.panel
    bench.write(second.passphrase, dict(bench.station.desk.hints)[approver])
    bench.command(Command.ENTER)
    assert bench.state.stage is Stage.SEIZED
    outcome = bench.state.outcome
    assert outcome is not None
    assert outcome.disposition is Disposition.SEIZE
    assert outcome.approval is not None
    assert outcome.approval.officer == approver


def test_the_last_entry_is_taken_back_after_a_question(bench: Bench) -> None:
    bench.log_in()
    bench.scan(member("red").label)
    bench.command(Command.EXAMINE, digit(5), digit(1), Command.ENTER)
    assert len(bench.state.steps) == 1
    bench.command(Command.UNDO, Command.CLEAR)
    assert len(bench.state.steps) == 1
    bench.command(Command.UNDO, Command.ENTER)
    assert not bench.state.steps
    bench.command(Command.UNDO)
    assert "no meaning" in bench.said
    bench.command(Command.NEXT)
    assert bench.screen == "bench"


def test_a_hold_follows_the_findings(bench: Bench) -> None:
    bench.log_in()
    bench.scan(member("red").label)
    bench.command(Command.EXAMINE, Command.APPROVE)
    assert "no meaning" in bench.said
    bench.command(Command.HOLD)
    assert bench.station.examination.outcome.intention() is Disposition.HOLD_DOCUMENT
    bench.station.examination.show_part(Part.FINDINGS)
    bench.command(digit(0), digit(1), Command.ENTER, Command.HOLD)
    assert bench.station.examination.outcome.intention() is Disposition.HOLD_IPR


def test_a_badge_offers_the_lock_and_brings_its_officer_back(bench: Bench) -> None:
    bench.log_in()
    badge = Action(Command.BADGE, "ADEYEMI")
    bench.command(badge)
    assert "lock" in bench.said
    bench.command(Command.CLEAR, Command.ENTER)
    assert bench.station.session.anyone
    bench.command(badge, Command.ENTER)
    assert not bench.station.session.anyone
    chosen = bench.station.login.panel.chosen()
    assert chosen is not None
    assert chosen.officer_id == "adeyemi"
    assert bench.station.login.panel.passphrase.hasFocus()
    bench.scan(format_action(Action(Command.BADGE, "NOBODY")))
    assert "No officer" in bench.station.login.state()
    bench.scan(member("green").label)
    assert bench.station.bench.shown() is None


def test_pictures_dropped_and_pasted_anywhere_are_scans(bench: Bench, tmp_path: Path) -> None:
    bench.log_in()
    red = member("red").label
    cv2.imwrite(str(tmp_path / "label.png"), desk(label(red)))
    offered = QMimeData()
    offered.setUrls([QUrl.fromLocalFile(str(tmp_path / "label.png"))])
    bench.station.window.show_screen("log")
    drop(bench, offered)
    bench.qtbot.waitUntil(lambda: bench.screen == "bench", timeout=PATIENCE)
    settle(bench.station.desk)
    scanned = bench.station.bench.shown()
    assert scanned is not None
    assert scanned.scan.source is ScanSource.IMAGE
    assert scanned.reading.text == red
    bench.command(Command.NEXT)
    bench.station.window.show_screen("log")
    QGuiApplication.clipboard().setImage(qimage_of(desk(label(red))))
    bench.station.log.setFocus()
    QTest.keyClick(bench.station.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    bench.qtbot.waitUntil(lambda: bench.station.bench.shown() is not None, timeout=PATIENCE)
    bench.command(Command.NEXT)
    bench.scan(format_action(Action(Command.BADGE, "ADEYEMI")), format_action(Action(Command.ENTER)))
    assert not drop(bench, offered)


def drop(bench: Bench, offered: QMimeData) -> bool:
    """Drop something on the window as the system does; return whether it was taken."""
    place, action = QPointF(600, 400), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place, action, offered, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(bench.station.window, enter)
    if not enter.isAccepted():
        return False
    let_go = QDropEvent(place, action, offered, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(bench.station.window, let_go)
    return let_go.isAccepted()


def test_what_is_set_holds_at_once_and_at_the_next_start(bench: Bench, qapp: QApplication) -> None:
    root = bench.station.site.folder.root
    bench.log_in()
    bench.station.window.show_screen("devices")
    screen = bench.station.devices_screen
    assert screen.camera.state.text().startswith("Live")
    screen.sounds.on.click()
    screen.wedge.layout_pick.setFocus()
    QTest.keyClick(screen.wedge.layout_pick, Qt.Key.Key_Down)
    assert bench.station.eyes.wedge.settings.layout == screen.wedge.layout_pick.value() != "us"
    bench.station.theme.choose(ThemeChoice.DARK)
    bench.station.window.close()
    kept = read_settings(root)
    assert kept.problem == ""
    assert (kept.settings.sounds.on, kept.settings.look.theme) == (False, "dark")
    assert kept.settings.wedge.layout == bench.station.eyes.wedge.settings.layout
    again = Workstation(qapp, open_site(root), camera_source=SceneSource())
    assert again.theme.choice is ThemeChoice.DARK
    assert again.eyes.wedge.settings.layout == kept.settings.wedge.layout
    again.stop()


def test_a_bad_file_of_settings_is_said_and_the_bench_opens(
    folder: Path, tmp_path: Path, qapp: QApplication
) -> None:
    root = tmp_path / "site"
    shutil.copytree(folder, root)
    (root / "bench.json").write_text("{")
    station = Workstation(qapp, open_site(root), camera_source=SceneSource())
    station.show()
    assert "kept as bench.bad-1.json" in station.window.said()
    station.window.close()


@pytest.mark.parametrize("screen", ["bench", "trolley", "release", "custody"])
def test_every_scan_begins_the_wait_anew_whoever_takes_it(
    bench: Bench, screen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.log_in()
    bench.station.window.show_screen(screen)
    settle(bench.station.desk)
    begun: list[str] = []
    monkeypatch.setattr(IdleWatch, "start", lambda _: begun.append(screen))
    bench.scan("RR473124829GB", "RR473124829GB")
    assert begun == [screen, screen]
