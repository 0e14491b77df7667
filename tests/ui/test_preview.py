"""The seizure report on the screen: a draft is only read; what stands is issued, printed and saved."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.inspection import Inspection
from borderpost.ui.desk import Desk
from borderpost.ui.kit.paper import Paper
from borderpost.ui.preview import ReportScreen
from borderpost.ui.preview.saving import CannotSave, proposed_path, save_durably
from borderpost.ui.shell import MainWindow
from borderpost.work import concluding, inspecting
from borderpost.work.changes import Kind
from borderpost.work.documenting import Document
from bundles import verified
from station import ANNA, SUE, Station
from station_stories import proposed, seized
from ui.desk_maker import PaperTray, one_page_pdf, open_desk, settle, settled
from ui.hands import Hands
from ui.walk import assert_all_reached, assert_named
from ui.window_maker import open_window


class JammedPrinter(PaperTray):
    """A printer that takes nothing."""

    def print_pdf(self, document: Document, printer: str) -> "Future[str]":
        return settled(error=RuntimeError("out of paper"))


@pytest.fixture
def tray() -> PaperTray:
    return PaperTray()


@pytest.fixture
def paper_desk(qapp: QApplication, station: Station, tray: PaperTray) -> Iterator[Desk]:
    with open_desk(station, ANNA, printing=tray) as made:
        yield made


@pytest.fixture
def screen(paper_desk: Desk) -> ReportScreen:
    return ReportScreen(paper_desk)


@pytest.fixture
def window(screen: ReportScreen, paper_desk: Desk, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    with open_window(paper_desk, qtbot, qapp, screen) as made:
        yield made


@pytest.fixture
def hands(window: MainWindow, paper_desk: Desk) -> Hands:
    return Hands(paper_desk, window)


def show(screen: ReportScreen, desk: Desk, state: Inspection) -> None:
    screen.show_report(state.id, "log")
    for _ in range(3):
        settle(desk)


def kinds(station: Station, state: Inspection) -> list[str]:
    entries = station.store.read(lambda pages: pages.entries_of(state.id)).result()
    return [entry.kind for entry in entries]


def press(hands: Hands, key: Qt.Key, qtbot: QtBot, widget: Any) -> None:
    """Press a step's key and wait until what it leads to is there."""
    hands.press(key)
    qtbot.waitUntil(widget.isVisible)


def test_a_draft_is_read_and_not_handed_out(
    station: Station, window: MainWindow, hands: Hands, screen: ReportScreen, paper_desk: Desk
) -> None:
    state = proposed(station)
    show(screen, paper_desk, state)
    assert screen.paper.pages() == 1
    assert screen.paper.hasFocus()
    assert screen.paper.accessibleName() == "Seizure report, page 1 of 1"
    assert screen.state.text() == "Draft"
    assert not screen.bar.button("print").isEnabled()
    assert not screen.bar.button("save").isEnabled()
    assert "second officer" in screen.bar.button("print").accessibleDescription()


def test_a_report_is_issued_then_printed_and_both_are_journalled(
    station: Station,
    hands: Hands,
    screen: ReportScreen,
    paper_desk: Desk,
    tray: PaperTray,
    qtbot: QtBot,
) -> None:
    state = seized(station)
    show(screen, paper_desk, state)
    assert screen.state.text() == "Ready to be issued"
    press(hands, Qt.Key.Key_F6, qtbot, screen.printers)
    qtbot.waitUntil(screen.printers.list.hasFocus)
    hands.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    for _ in range(3):
        settle(paper_desk)
    assert [printer for printer, _ in tray.printed] == ["Label printer"]
    document = tray.printed[0][1]
    assert document.pdf == one_page_pdf(state.id)
    assert document.number == "BP01-2026-000001"
    assert kinds(station, state)[-2:] == ["document_issued", "document_printed"]
    assert "Label printer-1" in screen.notice.text()
    assert screen.state.text() == "Issued"
    assert screen.paper.hasFocus()


def test_the_same_report_is_issued_once_however_often_it_is_printed(
    station: Station, hands: Hands, screen: ReportScreen, paper_desk: Desk, qtbot: QtBot
) -> None:
    state = seized(station)
    show(screen, paper_desk, state)
    for _ in range(2):
        press(hands, Qt.Key.Key_F6, qtbot, screen.printers)
        qtbot.waitUntil(screen.printers.list.hasFocus)
        hands.press(Qt.Key.Key_Return)
        for _ in range(3):
            settle(paper_desk)
    assert kinds(station, state).count("document_issued") == 1
    assert kinds(station, state).count("document_printed") == 2


def test_without_a_printer_the_report_is_saved(
    station: Station,
    hands: Hands,
    screen: ReportScreen,
    paper_desk: Desk,
    tray: PaperTray,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    tray.names.clear()
    state = seized(station)
    show(screen, paper_desk, state)
    press(hands, Qt.Key.Key_F6, qtbot, screen.printers)
    qtbot.waitUntil(screen.printers.file.hasFocus)
    assert "no printer" in screen.printers.none.text()
    hands.press(Qt.Key.Key_Space)
    assert screen.files.path.hasFocus()
    assert screen.files.path.text().endswith("BP01-2026-000001.pdf")
    screen.files.path.setText(str(tmp_path / "no such folder" / "report.pdf"))
    hands.press(Qt.Key.Key_Return)
    assert screen.files.field.error()
    screen.files.path.setText(str(tmp_path / "report"))
    hands.press(Qt.Key.Key_Return)
    for _ in range(3):
        settle(paper_desk)
    saved = tmp_path / "report.pdf"
    assert saved.read_bytes() == one_page_pdf(state.id)
    assert str(saved) in screen.notice.text()
    assert kinds(station, state)[-1] == "document_issued"
    issued = station.store.read(lambda pages: pages.entries_of(state.id)).result()[-1]
    assert issued.payload["sha256"] == hashlib.sha256(saved.read_bytes()).hexdigest()


def test_the_evidence_of_a_case_is_handed_out_and_journalled(
    station: Station, hands: Hands, screen: ReportScreen, paper_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    state = seized(station)
    show(screen, paper_desk, state)
    press(hands, Qt.Key.Key_F8, qtbot, screen.bundles)
    assert screen.bundles.path.text().endswith("BP01-2026-000001.evidence")
    screen.bundles.path.setText(str(tmp_path / "case"))
    hands.press(Qt.Key.Key_Return)
    for _ in range(3):
        settle(paper_desk)
    bundle = tmp_path / "case.evidence"
    assert str(bundle) in screen.notice.text()
    code, said = verified(bundle)
    assert code == 0, said
    entry = station.store.read(lambda pages: pages.entries_of(state.id)).result()[-1]
    assert (entry.kind, entry.officer) == ("document_issued", "anna")
    assert entry.payload["sha256"] == hashlib.sha256(bundle.read_bytes()).hexdigest()
    assert not screen.report.issued
    press(hands, Qt.Key.Key_F8, qtbot, screen.bundles)
    hands.press(Qt.Key.Key_Escape)
    assert not screen.bundles.isVisible()


def test_a_file_that_is_there_is_written_over_only_when_asked_to(
    station: Station, hands: Hands, screen: ReportScreen, paper_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    there = tmp_path / "report.pdf"
    there.write_bytes(b"mine")
    show(screen, paper_desk, seized(station))
    press(hands, Qt.Key.Key_F7, qtbot, screen.files)
    screen.files.path.setText(str(there))
    hands.press(Qt.Key.Key_Return)
    assert screen.files.confirm.no.hasFocus()
    hands.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(screen.files.path.hasFocus)
    assert there.read_bytes() == b"mine"
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    for _ in range(3):
        settle(paper_desk)
    assert there.read_bytes().startswith(b"%PDF")


def test_a_printer_that_takes_nothing_is_told_and_nothing_is_said_to_be_printed(
    station: Station, qtbot: QtBot, qapp: QApplication
) -> None:
    state = seized(station)
    with open_desk(station, ANNA, printing=JammedPrinter()) as desk:
        screen = ReportScreen(desk)
        with open_window(desk, qtbot, qapp, screen) as window:
            hands = Hands(desk, window)
            show(screen, desk, state)
            press(hands, Qt.Key.Key_F6, qtbot, screen.printers)
            qtbot.waitUntil(screen.printers.list.hasFocus)
            hands.press(Qt.Key.Key_Return)
            for _ in range(3):
                settle(desk)
            assert "out of paper" in screen.notice.text()
    assert kinds(station, state)[-1] == "document_issued"


def test_a_record_that_went_on_is_shown_anew_before_it_is_issued(
    station: Station, hands: Hands, screen: ReportScreen, paper_desk: Desk, tray: PaperTray, qtbot: QtBot
) -> None:
    state = seized(station)
    show(screen, paper_desk, state)
    press(hands, Qt.Key.Key_F6, qtbot, screen.printers)
    qtbot.waitUntil(screen.printers.list.hasFocus)
    station.do(inspecting.add_note, officer=ANNA, inspection=state.id, text="found one more box")
    hands.press(Qt.Key.Key_Return)
    for _ in range(4):
        settle(paper_desk)
    assert not tray.printed
    assert "The record has changed meanwhile" in screen.notice.text()
    assert len(screen.report.state.notes) == 1
    assert "document_issued" not in kinds(station, state)


class StageReports:
    """Makes reports that say how the inspection stands."""

    def seizure_report(self, state: Inspection) -> "Future[bytes]":
        return settled(one_page_pdf(f"{state.stage}, {len(state.notes)} remarks"))


def test_a_draft_becomes_final_under_the_readers_eyes(
    station: Station, qtbot: QtBot, qapp: QApplication
) -> None:
    waiting = proposed(station)
    assert waiting.proposal is not None
    with open_desk(station, ANNA, reports=StageReports()) as desk:
        screen = ReportScreen(desk)
        with open_window(desk, qtbot, qapp, screen):
            show(screen, desk, waiting)
            assert screen.report.pdf == one_page_pdf("awaiting_approval, 0 remarks")
            station.do(
                concluding.approve, officer=SUE, inspection=waiting.id, proposal=waiting.proposal.mark.entry
            )
            desk.tasks.broadcast({Kind.INSPECTIONS})
            for _ in range(3):
                settle(desk)
            assert screen.report.pdf == one_page_pdf("seized, 0 remarks")
            assert screen.bar.button("print").isEnabled()
            assert screen.number.code() == "BP01-2026-000001"


def test_escape_goes_back_to_where_the_report_was_asked_for(
    station: Station, hands: Hands, screen: ReportScreen, paper_desk: Desk, qtbot: QtBot
) -> None:
    left: list[str] = []
    screen.left.connect(left.append)
    show(screen, paper_desk, seized(station))
    press(hands, Qt.Key.Key_F7, qtbot, screen.files)
    hands.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(screen.paper.hasFocus)
    assert not left
    hands.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: left == ["log"])


def test_the_pages_are_zoomed_by_keys(qtbot: QtBot) -> None:
    paper = Paper("Report")
    qtbot.addWidget(paper)
    paper.resize(600, 400)
    paper.show()
    assert paper.show_pdf(one_page_pdf("x"))
    assert paper.percent() == 0
    qtbot.keyClick(paper, Qt.Key.Key_Plus)
    first = paper.percent()
    qtbot.keyClick(paper, Qt.Key.Key_Plus)
    assert paper.percent() > first > 0
    qtbot.keyClick(paper, Qt.Key.Key_Minus)
    assert paper.percent() == first
    for _ in range(20):
        qtbot.keyClick(paper, Qt.Key.Key_Plus)
    assert paper.percent() == 400
    qtbot.keyClick(paper, Qt.Key.Key_0)
    assert paper.percent() == 0
    assert not paper.show_pdf(b"no pdf at all")
    assert paper.pages() == 0


def test_a_report_that_cannot_be_made_is_told(station: Station, qtbot: QtBot, qapp: QApplication) -> None:
    class NoReports:
        def seizure_report(self, state: Inspection) -> "Future[bytes]":
            return settled(error=OSError("no font for this script"))

    state = seized(station)
    with open_desk(station, ANNA, reports=NoReports()) as desk:
        screen = ReportScreen(desk)
        with open_window(desk, qtbot, qapp, screen):
            show(screen, desk, state)
            assert "no font for this script" in screen.notice.text()
            assert not screen.bar.button("print").isEnabled()


def test_another_officer_finds_no_report_open(
    station: Station, window: MainWindow, screen: ReportScreen, paper_desk: Desk
) -> None:
    show(screen, paper_desk, seized(station))
    paper_desk.session.begin(SUE)
    assert screen.empty.isVisible()
    assert screen.report.pdf == b""


def test_a_report_is_offered_to_a_folder_that_is_there() -> None:
    offered = proposed_path("BP04-2026/000001")
    assert offered.parent.is_dir()
    assert offered.name == "BP04-2026-000001.pdf"


def test_a_folder_that_takes_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotSave):
        save_durably(b"%PDF", tmp_path / "no such folder" / "report.pdf")


def test_everything_in_the_report_has_a_name_and_is_reached(
    station: Station, hands: Hands, screen: ReportScreen, paper_desk: Desk, qtbot: QtBot
) -> None:
    show(screen, paper_desk, seized(station))
    assert_named(screen)
    assert_all_reached(screen)
    press(hands, Qt.Key.Key_F7, qtbot, screen.files)
    assert_named(screen)
    assert_all_reached(screen)
    press(hands, Qt.Key.Key_F6, qtbot, screen.printers)
    assert_named(screen)
    assert_all_reached(screen)
