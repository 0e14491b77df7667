"""The basket in the whole program: an item is handed over by keys, and its receipt can be read."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.site_maker import make_site
from borderpost.app.opening import open_site
from borderpost.app.workstation import Workstation
from borderpost.demo import site as demo
from borderpost.demo.cast import cast
from borderpost.devices.scene_source import SceneSource
from borderpost.devices.wedge_typist import type_text
from borderpost.domain.codes import Disposition, FindingCode, StepResult, StepType
from borderpost.domain.custody_codes import PlaceKind
from borderpost.domain.inspection import Inspection
from borderpost.work import concluding, inspecting
from borderpost.work.transfer_paper import TRANSFER_RECEIPT
from documents import pages as paper
from ui.desk_maker import settle

TODAY = datetime.now().astimezone().date()
PATIENCE = 15_000  # milliseconds that a busy machine may take
OFFICER = "adeyemi"
ITEM = next(one for one in cast(TODAY) if one.key == "red").item_id


@pytest.fixture
def station(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Workstation]:
    root = tmp_path / "site"
    make_site(root, TODAY)
    hints = {officer.id: officer.passphrase for officer in demo.officers()}
    made = Workstation(qapp, open_site(root), camera_source=SceneSource(name="Bench camera"), hints=hints)
    qtbot.addWidget(made.window)
    made.show()
    made.window.activateWindow()
    made.login.choose(OFFICER)
    type_text(made.window.windowHandle(), hints[OFFICER])
    passphrase = made.login.panel.passphrase
    qtbot.waitUntil(lambda: passphrase.text() == hints[OFFICER], timeout=PATIENCE)
    QTest.keyClick(made.window.windowHandle(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: made.session.anyone, timeout=PATIENCE)
    yield made
    settle(made.desk)
    made.window.close()


def referred(station: Workstation) -> str:
    """Refer the item as the examination does; return the inspection."""
    officer = station.session.officer
    subject = inspecting.Subject(ITEM, "2026-11-01", "red", {"lane": "red"}, None)

    def tell(tx: object) -> Inspection:
        state = inspecting.open_inspection(tx, officer=officer, subject=subject).result  # type: ignore[arg-type]
        at = {"officer": officer, "inspection": state.id}
        inspecting.record_step(tx, **at, step=StepType.UNPACK, result=StepResult.ANOMALY)  # type: ignore[arg-type]
        inspecting.record_finding(tx, **at, finding=FindingCode.UNSAFE_PRODUCT)  # type: ignore[arg-type]
        refer = {"disposition": Disposition.REFER, "reason": "bare wires", "law": station.desk.law}
        law = station.desk.law
        assert law is not None
        agency = f"{law.id}-to-safety"
        return concluding.conclude(tx, **at, **refer, agency=agency).result  # type: ignore[arg-type]

    state: Inspection = station.desk.record.submit(tell).result(timeout=60)
    return state.id


def test_it_is_handed_over_by_keys_and_the_receipt_can_be_read(station: Workstation, qtbot: QtBot) -> None:
    inspection = referred(station)
    window = station.window.windowHandle()
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    screen = station.further.referrals.screen
    qtbot.waitUntil(lambda: len(screen.rows()) == 1, timeout=PATIENCE)
    qtbot.waitUntil(screen.table.hasFocus, timeout=PATIENCE)
    QTest.keyClick(window, Qt.Key.Key_F6)
    qtbot.waitUntil(screen.handing.person.hasFocus, timeout=PATIENCE)
    type_text(window, "Dr. Mara Holt")
    qtbot.waitUntil(lambda: screen.handing.person.text() == "Dr. Mara Holt", timeout=PATIENCE)
    QTest.keyClick(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.paper.document is not None, timeout=PATIENCE)
    settle(station.desk)
    document = screen.paper.document
    assert document is not None
    state = station.desk.pages.inspection(inspection)
    assert state is not None
    (issued,) = [one for one in state.documents if one.document == TRANSFER_RECEIPT]
    assert (issued.number, issued.sha256) == (document.number, document.sha256)
    assert state.exhibits[0].place.kind is PlaceKind.AGENCY
    text = paper.without_gaps("".join(paper.texts(document.pdf)))
    for wanted in (document.number, ITEM, "Dr. Mara Holt", "Market surveillance authority", "bare wires"):
        assert paper.without_gaps(wanted) in text
    again = station.desk.reports.transfer_receipt(document.number).result(timeout=60)
    assert again == document.pdf, "what was issued is handed out again as it was"
