"""How good declarations are, in the window and at the terminal: counted, chosen, sorted, saved as a table."""

import contextlib
import csv
import hashlib
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
from borderpost.cli import main
from borderpost.demo import site as demo
from borderpost.devices.scene_source import SceneSource
from borderpost.devices.wedge_typist import type_text
from borderpost.domain.acts import SendersTableSaved, act_of
from borderpost.domain.consulting_acts import ConsultationReason
from borderpost.domain.risk.quality_ledger import CountedBy
from borderpost.store import journal
from borderpost.ui.quality.columns import SCORE
from ui.desk_maker import settle
from ui.walk import assert_named

TODAY = datetime.now().astimezone().date()
PATIENCE = 15_000  # milliseconds that a busy machine may take
OFFICER, SUPERVISOR = "adeyemi", "castellanos"
HINTS = {officer.id: officer.passphrase for officer in demo.officers()}
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sites") / "site"
    make_site(root, TODAY)
    return root


@pytest.fixture
def root(folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(folder, tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def bench(root: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Workstation]:
    station = Workstation(
        qapp, open_site(root), camera_source=SceneSource(name="Bench camera"), hints=HINTS, sounds=False
    )
    qtbot.addWidget(station.window)
    station.show()
    station.window.activateWindow()
    yield station
    settle(station.desk)
    station.window.close()


def sign_in(station: Workstation, officer: str, qtbot: QtBot) -> None:
    station.login.choose(officer)
    station.login.panel.passphrase.setFocus()
    type_text(station.window.windowHandle(), HINTS[officer] + "\r")
    qtbot.waitUntil(lambda: station.session.anyone, timeout=PATIENCE)
    settle(station.desk)


def test_a_supervisor_sees_who_declares_badly_and_saves_the_table(
    bench: Workstation, qtbot: QtBot, tmp_path: Path
) -> None:
    sign_in(bench, SUPERVISOR, qtbot)
    screen = bench.workshop.quality.screen
    assert bench.window.rail.button("quality").isVisible()
    press(bench, Qt.Key.Key_H, CONTROL)
    qtbot.waitUntil(lambda: screen.report is not None, timeout=PATIENCE)
    settle(bench.desk)
    report = screen.report
    assert report is not None
    assert report.by is CountedBy.POST
    assert report.everything.total.declarations == sum(row.total.declarations for row in report.rows) > 10
    sizes = [
        row.total.declarations for row in map(screen.model.row_at, range(screen.model.rowCount())) if row
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert_named(bench.window)
    row = screen.current()
    assert row is not None
    assert "declarations" in screen.detail.bars.accessibleDescription()
    assert screen.detail.groups.value(0).endswith("of 100")
    assert screen.detail.reasons.text()

    screen.table.sort_asked.emit(SCORE, False)
    scores = [row.total.score for row in map(screen.model.row_at, range(screen.model.rowCount())) if row]
    assert scores == sorted(scores, key=lambda score: score or 0.0)

    screen.by.setFocus()
    qtbot.waitUntil(screen.by.hasFocus, timeout=PATIENCE)
    press(bench, Qt.Key.Key_Down)
    qtbot.waitUntil(
        lambda: screen.report is not None and screen.report.by is CountedBy.SENDER, timeout=PATIENCE
    )
    settle(bench.desk)
    press(bench, Qt.Key.Key_F6)
    reasons = screen.why.page.reasons
    qtbot.waitUntil(reasons.hasFocus, timeout=PATIENCE)
    assert_named(bench.window)
    press(bench, Qt.Key.Key_Escape)
    qtbot.waitUntil(screen.table.hasFocus, timeout=PATIENCE)
    press(bench, Qt.Key.Key_F6)
    qtbot.waitUntil(reasons.hasFocus, timeout=PATIENCE)
    assert reasons.value() == "quality_check"
    press(bench, Qt.Key.Key_Return)
    qtbot.waitUntil(screen.saving.path.hasFocus, timeout=PATIENCE)
    target = tmp_path / "table.csv"
    screen.saving.path.setText(str(target))
    press(bench, Qt.Key.Key_Return)
    qtbot.waitUntil(target.exists, timeout=PATIENCE)
    with target.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(screen.report.rows if screen.report else ())
    assert {"sender", "declarations", "score", "timeliness"} <= set(rows[0])
    (act,) = saved(bench)
    assert (act.reason, act.reference) == (ConsultationReason.QUALITY_CHECK, "")
    assert (act.rows, act.weeks) == (len(rows), 8)
    assert act.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()


def test_a_table_by_post_names_nobody_and_asks_for_no_reason(
    bench: Workstation, qtbot: QtBot, tmp_path: Path
) -> None:
    sign_in(bench, SUPERVISOR, qtbot)
    screen = bench.workshop.quality.screen
    press(bench, Qt.Key.Key_H, CONTROL)
    qtbot.waitUntil(lambda: screen.report is not None, timeout=PATIENCE)
    settle(bench.desk)
    press(bench, Qt.Key.Key_F6)
    qtbot.waitUntil(screen.saving.path.hasFocus, timeout=PATIENCE)
    screen.saving.path.setText(str(tmp_path / "posts.csv"))
    press(bench, Qt.Key.Key_Return)
    qtbot.waitUntil((tmp_path / "posts.csv").exists, timeout=PATIENCE)
    assert saved(bench) == []


def test_what_cannot_be_journalled_is_not_saved(bench: Workstation, qtbot: QtBot, tmp_path: Path) -> None:
    sign_in(bench, SUPERVISOR, qtbot)
    screen = bench.workshop.quality.screen
    press(bench, Qt.Key.Key_H, CONTROL)
    screen.by.setCurrentIndex(1)
    qtbot.waitUntil(
        lambda: screen.report is not None and screen.report.by is CountedBy.SENDER, timeout=PATIENCE
    )
    settle(bench.desk)
    screen.take_step("save")
    screen.why.page.given.emit(ConsultationReason.OTHER, " ")
    screen.saving.chosen.emit(str(tmp_path / "senders.csv"))
    qtbot.waitUntil(screen.notice.isVisible, timeout=PATIENCE)
    settle(bench.desk)
    assert not (tmp_path / "senders.csv").exists()
    assert saved(bench) == []


def saved(station: Workstation) -> list[SendersTableSaved]:
    with contextlib.closing(station.site.folder.connect_record(readonly=True)) as record:
        acts = [act_of(entry) for entry in journal.entries(record)]
    return [act for act in acts if isinstance(act, SendersTableSaved)]


def test_an_officer_finds_it_shut(bench: Workstation, qtbot: QtBot) -> None:
    sign_in(bench, OFFICER, qtbot)
    assert not bench.window.rail.button("quality").isVisible()
    screen = bench.workshop.quality.screen
    bench.window.show_screen("quality")
    assert screen.closed.isVisible()
    assert screen.report is None


def test_the_command_tells_it_and_writes_the_table(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "out.csv"
    assert main(["quality", "--site", str(root), "--csv", str(table)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert "by post:" in told[0]
    assert told[2].startswith("all ")
    assert list((root / "quality").glob("*.db"))
    assert table.read_text(encoding="utf-8").startswith("post,declarations,score,")
    assert main(["quality", "--site", str(root), "--by", "sender", "--weeks", "2"]) == 0
    assert "by sender:" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["quality", "--site", str(root), "--weeks", "0"])
    assert main(["quality", "--site", str(tmp_path / "nowhere")]) == 2
