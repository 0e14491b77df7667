"""The report of a shift at the window: shown, turned to another day, saved and printed, and journalled."""

import contextlib
import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.entry import Entry
from borderpost.domain.shift_acts import ShiftReported, ShiftReportPrinted
from borderpost.store import journal
from borderpost.ui.desk import Desk
from borderpost.ui.log import LogScreen
from borderpost.ui.log.shift import ShiftPage
from borderpost.ui.shell import MainWindow
from station import ANNA, Station
from station_stories import seized
from ui.desk_maker import settle
from ui.hands import Hands
from ui.walk import assert_named
from ui.window_maker import open_window


@pytest.fixture
def screen(desk: Desk, station: Station) -> LogScreen:
    seized(station)
    return LogScreen(desk)


@pytest.fixture
def window(screen: LogScreen, desk: Desk, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    with open_window(desk, qtbot, qapp, screen) as made:
        yield made


@pytest.fixture
def page(window: MainWindow, screen: LogScreen, desk: Desk, qtbot: QtBot) -> ShiftPage:
    settle(desk)
    Hands(desk, window).press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: screen.shift.paper.pages() == 1)
    return screen.shift


def journal_of(station: Station) -> list[Entry]:
    with contextlib.closing(station.folder.connect_record(readonly=True)) as conn:
        return list(journal.entries(conn))


def handed_out(station: Station) -> list[dict[str, object]]:
    kinds = {ShiftReported.__struct_config__.tag, ShiftReportPrinted.__struct_config__.tag}
    return [dict(entry.payload) for entry in journal_of(station) if entry.kind in kinds]


def test_a_day_is_shown_and_the_days_before_it(
    page: ShiftPage, screen: LogScreen, window: MainWindow, desk: Desk, station: Station, qtbot: QtBot
) -> None:
    hands, today = Hands(desk, window), desk.clock().date()
    assert today.isoformat() in page.heading.text()
    assert "Entries 1 to 9" in page.entries.text()
    assert not page.bar.button("later").isEnabled()
    assert_named(page)
    hands.press(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: page.report.paper is not None)
    assert page.day == today - timedelta(days=1)
    hands.press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: page.report.paper is not None)
    assert page.day == today
    hands.press(Qt.Key.Key_Escape)
    assert screen.list.isVisible()
    assert not handed_out(station)


def test_it_is_journalled_once_and_saved(
    page: ShiftPage, window: MainWindow, desk: Desk, station: Station, qtbot: QtBot, tmp_path: Path
) -> None:
    hands = Hands(desk, window)
    for number in (1, 2):
        hands.press(Qt.Key.Key_F7)
        qtbot.waitUntil(page.files.path.hasFocus)
        target = tmp_path / f"shift-{number}.pdf"
        page.files.path.setText(str(target))
        hands.press(Qt.Key.Key_Return)
        qtbot.waitUntil(target.is_file)
        settle(desk)
    assert "Saved as" in page.notice.text()
    (entry,) = handed_out(station)
    assert entry["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    assert (entry["day"], entry["first"], entry["last"]) == (page.day.isoformat(), 1, 9)


def test_it_is_printed_and_the_journal_says_so(
    page: ShiftPage, window: MainWindow, desk: Desk, station: Station, qtbot: QtBot
) -> None:
    hands = Hands(desk, window)
    hands.press(Qt.Key.Key_F6)
    qtbot.waitUntil(page.printers.list.hasFocus)
    hands.press(Qt.Key.Key_Return)
    settle(desk)
    qtbot.waitUntil(lambda: "the journal says so" in page.notice.text())
    issued, printed = handed_out(station)
    assert printed["sha256"] == issued["sha256"]
    assert printed["printer"]
    assert "Print again" in page.bar.button("print").text()


def test_a_file_that_cannot_be_written_is_told(
    page: ShiftPage, window: MainWindow, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    Hands(desk, window).press(Qt.Key.Key_F7)
    qtbot.waitUntil(page.files.path.hasFocus)
    folder = tmp_path / "gone"
    folder.mkdir()
    page.files.path.setText(str(folder / "shift.pdf"))
    page.files.save.click()
    folder.rmdir()
    settle(desk)
    qtbot.waitUntil(lambda: "Choose another folder" in page.notice.text())


def test_the_next_officer_finds_no_report_open(
    page: ShiftPage, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    desk.session.end()
    assert page.report.paper is None
    assert page.paper.pages() == 0
    desk.session.begin(ANNA)
    qtbot.waitUntil(screen.list.isVisible)
