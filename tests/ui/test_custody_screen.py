"""The custody screen: what is where, alarms on top, and each verb by scanner and keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.custody.chain import find
from borderpost.domain.custody.exhibit import Exhibit, Place
from borderpost.domain.custody_codes import AlarmKind, PlaceKind
from borderpost.domain.inspection import Inspection
from borderpost.ui.custody import CustodyScreen
from borderpost.ui.desk import Desk
from borderpost.ui.shell import MainWindow
from borderpost.ui.story.custody_actions import Action
from borderpost.work import containers, custody
from borderpost.work.changes import Kind
from station import ANNA, BEN, Station
from station_stories import seized
from ui.desk_maker import open_desk, settle
from ui.hands import Hands
from ui.walk import assert_all_reached, assert_named
from ui.window_maker import open_window


@pytest.fixture
def two(station: Station) -> tuple[Inspection, Inspection]:
    """Two seizures: BAG1 in a store, BAG2 with Anna."""
    first, second = seized(station), seized(station, "CC000000005DE", 2)
    about = {"officer": ANNA, "inspection": first.id, "exhibit": "BAG1"}
    station.do(custody.place, **about, to=Place(PlaceKind.STORE, "Store 2"))
    return first, second


@pytest.fixture
def screen(desk: Desk, two: tuple[Inspection, Inspection]) -> CustodyScreen:
    return CustodyScreen(desk)


@pytest.fixture
def window(screen: CustodyScreen, desk: Desk, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    with open_window(desk, qtbot, qapp, screen) as made:
        yield made


@pytest.fixture
def hands(window: MainWindow, desk: Desk) -> Hands:
    return Hands(desk, window)


def kept(station: Station, state: Inspection, label: str) -> Exhibit:
    now = station.store.read(lambda pages: pages.inspection(state.id)).result(20)
    found = find(now.exhibits, label) if now is not None else None
    assert found is not None
    return found


def shown(screen: CustodyScreen) -> list[str]:
    model = screen.list.model
    return [row.exhibit for number in range(model.rowCount()) if (row := model.row_at(number))]


def choose(hands: Hands, screen: CustodyScreen, action: Action) -> None:
    """Walk down the actions by keys."""
    box = screen.page.form.action
    assert box.hasFocus()
    hands.press(Qt.Key.Key_Home)
    for _ in range(box.count()):
        if box.value() == action:
            return
        hands.press(Qt.Key.Key_Down)
    raise AssertionError(f"{action} is not offered")


def test_the_list_tells_what_is_where_and_puts_alarms_on_top(
    station: Station,
    two: tuple[Inspection, Inspection],
    screen: CustodyScreen,
    hands: Hands,
    desk: Desk,
) -> None:
    assert shown(screen) == ["BAG2", "BAG1"]
    assert screen.list.table.hasFocus()
    about = {"officer": ANNA, "inspection": two[0].id, "exhibit": "BAG1"}
    station.do(custody.take_up, **about)
    station.do(containers.open_container, **about, seal_found="OTHER", purpose="look")
    desk.tasks.broadcast({Kind.CUSTODY})
    settle(desk)
    assert shown(screen) == ["BAG1", "BAG2"]
    assert screen.list.summary.text().startswith("1 with an alarm")
    screen.list.scope.setFocus()
    hands.press(Qt.Key.Key_Down)
    settle(desk)
    assert shown(screen) == ["BAG1"]
    hands.press(Qt.Key.Key_Home)
    screen.list.search.setFocus()
    hands.type("cc0000")
    hands.press(Qt.Key.Key_Return)
    settle(desk)
    assert shown(screen) == ["BAG2"]
    assert_named(screen)


def test_a_scanned_seal_opens_its_bag_and_each_verb_goes_by_keys(
    station: Station,
    two: tuple[Inspection, Inspection],
    screen: CustodyScreen,
    hands: Hands,
    desk: Desk,
) -> None:
    hands.scan("seal1")
    settle(desk)
    form = screen.page.form
    assert screen.page.heading.text().startswith("Bag BAG1")
    assert form.action.hasFocus()
    assert form.action.value() == Action.TAKE_UP
    form.purpose.setFocus()
    hands.type("laboratory")
    hands.press(Qt.Key.Key_Return)
    settle(desk)
    assert kept(station, two[0], "BAG1").place == Place(PlaceKind.PERSON, "anna")
    lines = screen.page.history.lines()
    assert [line.cells[2] for line in lines[1:]] == [line.cells[3] for line in lines[:-1]], "no gap"
    hands.scan("BAG2")
    settle(desk)
    assert screen.page.heading.text().startswith("Bag BAG2"), "a label of another case leads there"
    choose(hands, screen, Action.PLACE)
    hands.scan("Store 9")
    form.weight.setFocus()
    hands.type("1,5")
    hands.press(Qt.Key.Key_Return)
    settle(desk)
    assert kept(station, two[1], "BAG2").place == Place(PlaceKind.STORE, "Store 9")
    hands.press(Qt.Key.Key_Escape)
    assert screen.list.isVisible()
    assert_named(screen)


def test_a_weight_that_drifted_is_shown_until_it_is_answered(
    station: Station,
    two: tuple[Inspection, Inspection],
    screen: CustodyScreen,
    hands: Hands,
    desk: Desk,
) -> None:
    about = {"officer": ANNA, "inspection": two[1].id, "exhibit": "BAG2"}
    seen = custody.Seen(weight_kg="2.0")
    station.do(custody.place, **about, to=Place(PlaceKind.STORE, "Store 2"), seen=seen)
    hands.scan("BAG2")
    settle(desk)
    form = screen.page.form
    form.weight.setFocus()
    hands.type("1.2")
    hands.press(Qt.Key.Key_Return)
    settle(desk)
    assert [alarm.kind for alarm in kept(station, two[1], "BAG2").unanswered] == [AlarmKind.WEIGHT]
    assert "expected" in screen.page.alarms.text()
    assert form.action.value() == Action.ANSWER
    form.reason.setFocus()
    hands.type("two pairs went to the laboratory")
    hands.press(Qt.Key.Key_Return)
    settle(desk)
    assert kept(station, two[1], "BAG2").unanswered == ()
    assert not screen.page.alarms.isVisible()


def test_what_was_given_here_is_taken_there(
    station: Station, two: tuple[Inspection, Inspection], qapp: QApplication, qtbot: QtBot
) -> None:
    about = {"officer": ANNA, "inspection": two[1].id, "exhibit": "BAG2"}
    station.do(custody.give, **about, receiver="ben")
    with open_desk(station, BEN) as desk:
        screen = CustodyScreen(desk)
        with open_window(desk, qtbot, qapp, screen) as window:
            hands = Hands(desk, window)
            settle(desk)
            assert "1 on their way to you" in screen.list.summary.text()
            screen.list.scope.setFocus()
            hands.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
            settle(desk)
            assert shown(screen) == ["BAG2"]
            screen.list.table.setFocus()
            hands.press(Qt.Key.Key_F6)
            settle(desk)
            assert screen.page.form.action.value() == Action.TAKE
            hands.scan("SEAL2")
            hands.press(Qt.Key.Key_Tab)
            screen.page.form.seal.setFocus()
            hands.press(Qt.Key.Key_Return)
            settle(desk)
            assert kept(station, two[1], "BAG2").place == Place(PlaceKind.PERSON, "ben")
            assert_all_reached(screen)


def test_a_parcel_scanned_at_the_list_goes_to_the_bench(
    screen: CustodyScreen, hands: Hands, desk: Desk
) -> None:
    scanned: list[object] = []
    desk.scans.item_scanned.connect(scanned.append)
    hands.scan("RR999999999GB")
    assert len(scanned) == 1
    hands.press(Qt.Key.Key_F10)
    assert screen.stocktake.isVisible()


def test_the_label_of_an_exhibit_is_printed_from_here(
    two: tuple[Inspection, Inspection], screen: CustodyScreen, hands: Hands, desk: Desk
) -> None:
    hands.scan("BAG2")
    settle(desk)
    hands.press(Qt.Key.Key_P, held=Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    assert screen.page.labels.list.hasFocus()
    hands.press(Qt.Key.Key_Return)
    settle(desk)
    settle(desk)
    assert [document.number for _, document in desk.printing.printed] == ["BAG2"]  # type: ignore[attr-defined]
    assert_named(screen)
    hands.press(Qt.Key.Key_Escape)
    assert screen.page.isVisible()


def test_a_scanned_badge_scrolls_to_the_passphrase(
    station: Station,
    two: tuple[Inspection, Inspection],
    screen: CustodyScreen,
    window: MainWindow,
    hands: Hands,
    desk: Desk,
    qtbot: QtBot,
) -> None:
    window.resize(1024, 700)
    hands.scan("BAG2")
    settle(desk)
    hands.scan("ben")
    form = screen.page.form
    qtbot.waitUntil(form.second.passphrase.hasFocus)
    field, view = form.second.passphrase, screen.page.form_page.viewport()
    qtbot.waitUntil(lambda: view.rect().contains(field.mapTo(view, field.rect().center())))
    hands.type("pass-ben")
    hands.press(Qt.Key.Key_Return)
    settle(desk)
    assert kept(station, two[1], "BAG2").place == Place(PlaceKind.PERSON, "ben")
