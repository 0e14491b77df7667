"""The story of an inspection: read for a reason, told whole, what was taken back struck through."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import FindingCode
from borderpost.domain.inspection import Inspection
from borderpost.ui.desk import Desk
from borderpost.ui.log import LogScreen
from borderpost.ui.shell import MainWindow
from borderpost.ui.story.declared import declared_lines, declared_rows
from borderpost.ui.story.table import FactTable, Heading, Line
from borderpost.work import inspecting, reviewing
from borderpost.work.changes import Kind
from station import ANNA, BEN, SUE, Station
from station_stories import examined, opened, seized
from ui.desk_maker import settle
from ui.hands import Hands
from ui.walk import assert_all_reached, assert_named
from ui.window_maker import open_window


@pytest.fixture
def screen(desk: Desk) -> LogScreen:
    return LogScreen(desk)


@pytest.fixture
def window(screen: LogScreen, desk: Desk, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    with open_window(desk, qtbot, qapp, screen) as made:
        yield made


@pytest.fixture
def hands(window: MainWindow, desk: Desk) -> Hands:
    return Hands(desk, window)


def entries(station: Station, inspection: str) -> list[Any]:
    return station.store.read(lambda pages: pages.entries_of(inspection)).result()


def open_first(hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot) -> None:
    """Open the row on top by Enter, as an officer would, once it is there."""
    desk.tasks.broadcast({Kind.INSPECTIONS})
    settle(desk)
    settle(desk)
    qtbot.waitUntil(lambda: screen.list.model.rowCount() > 0)
    screen.list.table.setFocus()
    hands.press(Qt.Key.Key_Return)
    settle(desk)
    settle(desk)


def corrected(station: Station) -> Inspection:
    """A seizure in whose examination a finding was taken back."""
    state = examined(station)
    at = {"officer": ANNA, "inspection": state.id}
    wrong = station.do(inspecting.record_finding, **at, finding=FindingCode.DAMAGED, note="torn flap")
    back: Inspection = station.do(
        inspecting.correct, **at, entry=wrong.findings[-1].mark.entry, reason="it was another parcel"
    )
    return back


def test_who_took_part_opens_it_at_once_and_the_journal_says_so(
    station: Station, hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    state = seized(station)
    open_first(hands, screen, desk, qtbot)
    assert screen.story.view.isVisible()
    assert screen.story.view.record.hasFocus()
    last = entries(station, state.id)[-1]
    assert (last.kind, last.officer, last.payload["reason"]) == (
        "record_consulted",
        "anna",
        reviewing.TOOK_PART,
    )
    head = screen.story.view.head
    assert head.item.code() == "RR473124829GB"
    assert head.stage.text() == "Seized"
    assert head.number.code() == "BP01-2026-000001"


def test_every_entry_is_told_in_order(
    station: Station, hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    state = seized(station)
    open_first(hands, screen, desk, qtbot)
    moments = screen.story.view.timeline.moments()
    assert [moment.entry for moment in moments] == [entry.id for entry in entries(station, state.id)]
    told = [moment.sentence for moment in moments]
    assert "Opened in full: Anomaly" in told
    assert "Found: Suspected counterfeit or pirated goods" in told
    assert any(sentence.startswith("Listed line 1:") for sentence in told)
    assert any("BP01-2026-000001" in sentence for sentence in told)
    for moment, entry in zip(moments, entries(station, state.id), strict=True):
        assert f"entry {entry.sequence}" in moment.place
        assert entry.hash[:12] in moment.place


def test_others_give_a_reason_first_and_too_short_a_one_is_none(
    station: Station, hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    state = seized(station)
    before = len(entries(station, state.id))
    desk.session.begin(SUE)
    open_first(hands, screen, desk, qtbot)
    reason = screen.story.reason
    assert reason.editor.hasFocus()
    assert reason.item.code() == "RR473124829GB"
    hands.type("x")
    hands.press(Qt.Key.Key_Return)
    assert reason.field.error()
    assert len(entries(station, state.id)) == before
    hands.type(" complaint 4711")
    hands.press(Qt.Key.Key_Return)
    settle(desk)
    assert screen.story.view.isVisible()
    last = entries(station, state.id)[-1]
    assert (last.officer, last.payload["reason"]) == ("sue", "x complaint 4711")


def test_who_gives_no_reason_reads_nothing_and_leaves_no_trace(
    station: Station, hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    state = seized(station)
    before = len(entries(station, state.id))
    desk.session.begin(SUE)
    open_first(hands, screen, desk, qtbot)
    hands.press(Qt.Key.Key_Escape)
    assert screen.list.table.hasFocus()
    assert screen.story.story is None
    assert len(entries(station, state.id)) == before


def test_who_just_scanned_the_item_needs_no_reason(
    station: Station, window: MainWindow, screen: LogScreen, desk: Desk
) -> None:
    state = seized(station)
    desk.session.begin(SUE)
    screen.open_story(state.id, reviewing.JUST_SCANNED)
    settle(desk)
    settle(desk)
    assert screen.story.view.isVisible()
    assert screen.story.view.timeline.moments()[-1].remark == "Had just scanned the item"


def test_what_was_taken_back_is_struck_through_with_its_reason(
    station: Station, hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    state = corrected(station)
    open_first(hands, screen, desk, qtbot)
    struck = [moment for moment in screen.story.view.timeline.moments() if moment.struck]
    assert [moment.sentence for moment in struck] == ["Found: Damaged"]
    number = next(e.sequence for e in entries(station, state.id) if e.kind == "entry_corrected")
    assert "it was another parcel" in struck[0].struck
    assert f"#{number}" in struck[0].struck
    lines = screen.story.view.record.findings.lines()
    assert [line.struck for line in lines] == [False, True]
    assert "it was another parcel" in lines[1].remark
    assert "<s>Damaged</s>" in screen.story.view.record.findings.text()


def test_a_missing_and_a_changed_photograph_are_shown_as_such(
    station: Station, hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    state = seized(station)
    gone, changed = (photograph.sha256 for photograph in state.photographs)
    station.store.evidence.path_of(gone).unlink()
    kept = station.store.evidence.path_of(changed)
    kept.chmod(0o600)
    kept.write_bytes(kept.read_bytes() + b"!")
    open_first(hands, screen, desk, qtbot)
    shown = screen.story.view.record.photographs
    assert gone[:12] in shown.notice.text()
    assert changed[:12] in shown.notice.text()
    assert all(photo.caption.startswith("Lost:") for photo in shown.strip.photos())


def test_a_photograph_is_opened_by_itself_and_left_again(
    station: Station, hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    state = seized(station)
    open_first(hands, screen, desk, qtbot)
    screen.story.view.record.photographs.strip.setFocus()
    hands.press(Qt.Key.Key_Home, Qt.Key.Key_Return)
    assert screen.story.photograph.field.hasFocus()
    assert screen.story.photograph.facts.value(2) == state.photographs[0].sha256
    hands.press(Qt.Key.Key_Right)
    assert screen.story.photograph.facts.value(2) == state.photographs[1].sha256
    hands.press(Qt.Key.Key_Escape)
    assert screen.story.view.record.photographs.strip.hasFocus()
    hands.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(screen.list.table.hasFocus)


def test_the_story_goes_on_without_being_consulted_again(
    station: Station, hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    state = seized(station)
    open_first(hands, screen, desk, qtbot)
    station.do(inspecting.add_note, officer=BEN, inspection=state.id, text="store 2 has no room")
    desk.tasks.broadcast({Kind.INSPECTIONS})
    settle(desk)
    settle(desk)
    moments = screen.story.view.timeline.moments()
    assert moments[-1].remark == "store 2 has no room"
    assert [moment.sentence for moment in moments].count("Read this story") == 1
    assert screen.story.view.record.notes.lines()[0].cells[1] == "store 2 has no room"


def test_another_officer_at_the_bench_closes_it(
    station: Station, hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    seized(station)
    open_first(hands, screen, desk, qtbot)
    desk.session.end()
    desk.session.begin(ANNA)
    assert screen.story.view.isVisible()
    desk.session.begin(SUE)
    settle(desk)
    assert screen.list.isVisible()
    assert screen.story.story is None


def test_the_ways_on_are_taken_by_keys(
    station: Station, hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    state = opened(station)
    reports: list[str] = []
    examinations: list[str] = []
    screen.report_asked.connect(reports.append)
    screen.examination_asked.connect(examinations.append)
    open_first(hands, screen, desk, qtbot)
    hands.press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: reports == [state.id])
    hands.press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: examinations == [state.id])


def test_a_role_that_sees_no_records_is_told_so(
    station: Station, window: MainWindow, screen: LogScreen, desk: Desk
) -> None:
    screen.open_story("no-such-inspection")
    settle(desk)
    settle(desk)
    assert "no such record" in screen.story.notice.text()
    assert screen.story.story is None


def test_everything_in_a_story_has_a_name_and_is_reached(
    station: Station, hands: Hands, window: MainWindow, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    corrected(station)
    open_first(hands, screen, desk, qtbot)
    assert_named(screen)
    assert_all_reached(screen)


def test_declared_markup_is_text_and_nothing_else() -> None:
    table = FactTable("Goods", (Heading("Goods"),))
    table.set_lines([Line(("<img src=x> & <b>bold</b>",), remark="<i>note</i>")])
    assert "&lt;img src=x&gt; &amp; &lt;b&gt;bold&lt;/b&gt;" in table.text()
    assert "&lt;i&gt;note&lt;/i&gt;" in table.text()


@pytest.mark.parametrize(
    "declaration",
    [
        {},
        {"lines": None, "sender": "x", "message": 7},
        {"lines": ["x", {"value": {"amount": "NaN", "currency": None}, "quantity": "many"}]},
        {"lines": [{"value": {"amount": "1e9999999", "currency": "USD"}}], "nature": "no such nature"},
    ],
)
def test_a_record_of_another_program_is_shown_as_far_as_it_goes(declaration: dict[str, Any]) -> None:
    assert len(declared_rows(declaration, "d" * 64)) == 8
    assert len(declared_lines(declaration)) == len(declaration.get("lines") or ())
