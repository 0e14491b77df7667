"""The inspection log: 200,000 rows, searched as one types, narrowed and sorted by keys alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import Disposition
from borderpost.ui.desk import Desk
from borderpost.ui.log import LogScreen
from borderpost.ui.shell import MainWindow
from borderpost.work import concluding, inspecting
from borderpost.work.changes import Kind
from borderpost.work.ports import LogKey
from many_inspections import fill
from station import ANNA, Station
from station_stories import opened, seized
from ui.desk_maker import settle
from ui.hands import Hands
from ui.walk import assert_all_reached, assert_named
from ui.window_maker import open_window

_MANY = 200_000


def until_found(screen: LogScreen, desk: Desk, qtbot: QtBot, rows: int) -> None:
    qtbot.waitUntil(lambda: screen.list.model.rowCount() == rows)
    settle(desk)


def items(screen: LogScreen) -> list[str]:
    model = screen.list.model
    return [str(model.row_at(row).item_id) for row in range(model.rowCount()) if model.row_at(row)]


@pytest.fixture
def screen(desk: Desk) -> LogScreen:
    return LogScreen(desk)


@pytest.fixture
def window(
    screen: LogScreen, desk: Desk, qtbot: QtBot, qapp: QApplication, station: Station
) -> Iterator[MainWindow]:
    with open_window(desk, qtbot, qapp, screen) as made:
        yield made


@pytest.fixture
def hands(window: MainWindow, desk: Desk) -> Hands:
    return Hands(desk, window)


@pytest.fixture
def three(station: Station, screen: LogScreen) -> Station:
    """A release, an open examination and a seizure, in the store before the window opens."""
    station.do(
        concluding.conclude,
        officer=ANNA,
        inspection=opened(station, "CP100000005DE", "green").id,
        disposition=Disposition.RELEASE,
    )
    opened(station, "RA200000007FR", "yellow")
    seized(station)
    return station


def give_reason(hands: Hands, screen: LogScreen, qtbot: QtBot) -> None:
    """Say why persons are looked up: the first of the reasons, by its digit."""
    qtbot.waitUntil(screen.list.reason.isVisible)
    hands.press(Qt.Key.Key_Return)
    assert screen.list.reason.reasons.hasFocus()
    hands.type("1")
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(screen.list.search.hasFocus)


def test_who_looks_a_person_up_says_why_and_that_is_kept(
    three: Station, hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    hands.type("nowak")
    qtbot.waitUntil(screen.list.reason.isVisible)
    assert not screen.list.table.isVisible(), "nothing is shown before there is a reason"
    assert not desk.pages.consultation_ids()
    give_reason(hands, screen, qtbot)
    until_found(screen, desk, qtbot, 3)
    assert len(desk.pages.consultation_ids()) == 1
    hands.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    settle(desk)
    settle(desk)
    kept = [one for one in desk.pages.consultations(desk.pages.consultation_ids()) if one is not None]
    assert [one.kind for one in kept] == ["declarations_searched", "consultation_begun"]
    assert (kept[0].payload["query"], kept[0].payload["found"]) == ("nowak", 3)


def test_a_number_needs_no_reason(
    three: Station, hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    hands.type("seal1")
    until_found(screen, desk, qtbot, 1)
    assert not screen.list.reason.isVisible()
    assert not desk.pages.consultation_ids()


def test_two_hundred_thousand_rows_open_and_are_walked_page_by_page(
    station: Station, screen: LogScreen, desk: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    fill(station.folder, _MANY)
    with open_window(desk, qtbot, qapp, screen) as window:
        hands = Hands(desk, window)
        table, model = screen.list.table, screen.list.model
        assert model.rowCount() == _MANY
        assert screen.list.count.text() == "200\u202f000 inspections"
        assert table.hasFocus()
        hands.press(Qt.Key.Key_End, held=Qt.KeyboardModifier.ControlModifier)
        assert table.currentIndex().row() == _MANY - 1
        assert table.currentIndex().siblingAtColumn(1).data().strip("\u2066\u2069") == "RR000000001GB"
        hands.press(Qt.Key.Key_Home, held=Qt.KeyboardModifier.ControlModifier)
        hands.press(*[Qt.Key.Key_PageDown] * 3)
        assert 20 < table.currentIndex().row() < 120
        # the first page, the last, and at most their neighbours: never the rows in between
        assert model.pages_fetched <= 6


def test_rows_are_found_as_one_types_and_the_newest_key_wins(
    three: Station, hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    assert screen.list.table.hasFocus()
    hands.type("zarq")
    assert screen.list.search.hasFocus()
    give_reason(hands, screen, qtbot)
    until_found(screen, desk, qtbot, 1)
    assert items(screen) == ["RR473124829GB"]
    assert screen.list.count.text() == "1 inspection"
    for _ in range(4):
        hands.press(Qt.Key.Key_Backspace)
    hands.type("ra 200")
    until_found(screen, desk, qtbot, 1)
    qtbot.waitUntil(lambda: items(screen) == ["RA200000007FR"])


def test_a_search_that_the_next_key_overtook_shows_nothing(
    three: Station, hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    screen.list.search.setText("nobody")
    screen.list.look_up()
    screen.list.search.setText("")
    settle(desk)
    assert screen.list.model.rowCount() == 3
    qtbot.waitUntil(lambda: not screen.list._rest.isActive())
    settle(desk)
    assert screen.list.model.rowCount() == 3


def test_nothing_found_says_so_and_leads_back(
    three: Station, hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    hands.type("nobody")
    give_reason(hands, screen, qtbot)
    qtbot.waitUntil(screen.list.empty.isVisible)
    assert screen.list.empty.accessibleName() == "No inspection matches"
    assert screen.list.search.hasFocus()
    hands.press(Qt.Key.Key_Escape)
    until_found(screen, desk, qtbot, 3)
    assert screen.list.table.isVisible()


def test_a_log_without_inspections_says_what_to_do(window: MainWindow, screen: LogScreen) -> None:
    assert screen.list.empty.isVisible()
    assert screen.list.empty.accessibleName() == "Nothing has been inspected yet"
    assert "Scan an item" in screen.list.empty.accessibleDescription()


def test_the_log_is_narrowed_by_keys(
    three: Station, hands: Hands, screen: LogScreen, desk: Desk, qtbot: QtBot
) -> None:
    filters = screen.list.filters
    filters.stage.setFocus()
    hands.type("s")
    assert items(screen) == ["RR473124829GB"]
    hands.press(Qt.Key.Key_F8)
    until_found(screen, desk, qtbot, 3)
    filters.lane.setFocus()
    hands.type("y")
    assert items(screen) == ["RA200000007FR"]
    filters.reset()
    settle(desk)
    filters.officer.setFocus()
    hands.type("b")
    assert items(screen) == []
    filters.reset()
    settle(desk)
    filters.since.setFocus()
    hands.press(Qt.Key.Key_Up)
    assert filters.since.text() == "2026-11-20"
    assert screen.list.model.rowCount() == 3
    hands.press(Qt.Key.Key_Up)
    assert filters.since.text() == "2026-11-21"
    assert items(screen) == []
    filters.until.setFocus()
    hands.type("20.11.2026")
    assert items(screen) == []
    filters.since.setFocus()
    hands.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert screen.list.model.rowCount() == 3


def test_a_day_that_is_none_is_marked_and_narrows_nothing(
    three: Station, hands: Hands, screen: LogScreen
) -> None:
    screen.list.filters.since.setFocus()
    hands.type("soon")
    assert screen.list.filters.since.property("fault") is True
    assert screen.list.model.rowCount() == 3


def test_the_order_is_chosen_by_keys_and_by_heading(
    three: Station, hands: Hands, screen: LogScreen, desk: Desk
) -> None:
    assert items(screen) == ["RR473124829GB", "RA200000007FR", "CP100000005DE"]
    screen.list.order.setFocus()
    hands.press(Qt.Key.Key_Down)
    assert items(screen) == ["CP100000005DE", "RA200000007FR", "RR473124829GB"]
    screen.list.table.sort_asked.emit(LogKey.ITEM, True)
    settle(desk)
    assert items(screen) == ["RR473124829GB", "RA200000007FR", "CP100000005DE"]
    assert screen.list.order.currentIndex() == -1


def test_what_is_recorded_meanwhile_comes_in_and_the_selection_stays(
    three: Station, hands: Hands, screen: LogScreen, desk: Desk
) -> None:
    hands.press(Qt.Key.Key_Down)
    chosen = screen.list.table.current_id()
    new = opened(three, "EE400000001US")
    three.do(inspecting.add_note, officer=ANNA, inspection=new.id, text="first look")
    desk.tasks.broadcast({Kind.INSPECTIONS})
    settle(desk)
    settle(desk)
    assert items(screen)[0] == "EE400000001US"
    assert screen.list.table.current_id() == chosen
    assert screen.list.table.hasFocus()


def test_what_only_changes_in_place_is_read_again_without_moving_anything(
    three: Station, window: MainWindow, screen: LogScreen, desk: Desk
) -> None:
    resets: list[bool] = []
    screen.list.model.modelReset.connect(lambda: resets.append(True))
    ident = screen.list.model.row_at(1).id
    three.do(concluding.conclude, officer=ANNA, inspection=ident, disposition=Disposition.RELEASE)
    desk.tasks.broadcast({Kind.INSPECTIONS})
    settle(desk)
    settle(desk)
    assert screen.list.model.row_at(1).stage == "released"
    assert not resets


def test_everything_in_the_log_has_a_name_and_is_reached(
    three: Station, window: MainWindow, screen: LogScreen
) -> None:
    assert_named(screen)
    assert_all_reached(screen)


def test_the_log_fits_the_smallest_window(three: Station, window: MainWindow, screen: LogScreen) -> None:
    assert screen.minimumSizeHint().width() <= 900
