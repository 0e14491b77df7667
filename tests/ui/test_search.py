"""The search: a reason first, items while somebody types, and the one chosen is up at the bench."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from threading import Event
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.declaration import MessageRef
from borderpost.domain.entry import Entry
from borderpost.domain.identifiers import Action, Command
from borderpost.domain.officer import Officer, Role
from borderpost.store import journal, mirror
from borderpost.store.engine import immediate
from borderpost.ui.bench import BenchScreen
from borderpost.ui.desk import Desk
from borderpost.ui.search import SearchScreen
from borderpost.ui.search.finder import SHOWN_AT_MOST, Found
from borderpost.ui.shell import MainWindow
from borderpost.work.ports import Credential, Pages
from declared import declare
from station import BEN, QUICK, SUE, Station
from ui.bench_maker import GREEN, HAN, RED, assess_by_profiles, declared, number, red, usual_day
from ui.desk_maker import open_desk, settle
from ui.hands import Hands
from ui.walk import assert_all_reached, assert_named
from ui.window_maker import open_window

CONTROL = Qt.KeyboardModifier.ControlModifier
VERA = Officer("vera", "Vera Stein", frozenset({Role.VIEWER}))


@pytest.fixture
def screen(searching: Desk) -> SearchScreen:
    return SearchScreen(searching)


@pytest.fixture
def searching(qapp: object, station: Station) -> Iterator[Desk]:
    """A desk over a day of declarations."""
    declare(station.folder, *usual_day(), today=station.clock().date())
    with open_desk(station, assess=assess_by_profiles) as made:
        yield made


@pytest.fixture
def window(screen: SearchScreen, searching: Desk, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    with open_window(searching, qtbot, qapp, screen) as made:
        yield made


@pytest.fixture
def hands(window: MainWindow, searching: Desk) -> Hands:
    return Hands(searching, window)


@pytest.fixture
def seeking(hands: Hands, screen: SearchScreen) -> Hands:
    """Hands that have given a reason: the cursor is in the field."""
    hands.press(Qt.Key.Key_Return)
    assert screen.results.field.hasFocus()
    return hands


def items(screen: SearchScreen) -> list[str]:
    model = screen.results.model
    return [row.item_id for place in range(model.rowCount()) if (row := model.row_at(place))]


def told(station: Station) -> list[tuple[str, dict[str, object]]]:
    """What the journal says of searches, in order."""
    conn = station.folder.connect_record(readonly=True)
    found = [_plain(entry) for entry in journal.entries(conn) if entry.kind in _KINDS]
    conn.close()
    return found


_KINDS = ("consultation_begun", "declarations_searched", "item_consulted")


def _plain(entry: Entry) -> tuple[str, dict[str, object]]:
    return entry.kind, {key: value for key, value in entry.payload.items() if key != "consultation"}


def test_nothing_is_found_before_a_reason_was_given(
    hands: Hands, screen: SearchScreen, station: Station
) -> None:
    assert screen.stack.currentWidget() is screen.reason
    assert screen.reason.reasons.hasFocus()
    hands.press(Qt.Key.Key_F8)
    assert told(station) == []
    hands.press(Qt.Key.Key_F6)
    assert screen.stack.currentWidget() is screen.results
    assert told(station) == [("consultation_begun", {"reason": "no_readable_label", "reference": ""})]
    assert "Parcel found without a readable label" in screen.results.why.text()


def test_a_request_needs_its_reference(hands: Hands, screen: SearchScreen, station: Station) -> None:
    hands.type("3")
    hands.press(Qt.Key.Key_Return)
    assert screen.reason.editor.hasFocus()
    hands.press(Qt.Key.Key_Return)
    assert screen.reason.field.error() == "Type the reference of the request."
    assert told(station) == []
    hands.type("file 4711")
    assert screen.reason.field.error() == ""
    hands.press(Qt.Key.Key_Return)
    assert told(station) == [
        ("consultation_begun", {"reason": "enforcement_request", "reference": "file 4711"})
    ]


def test_items_are_found_while_somebody_types_and_arrows_walk_among_them(
    seeking: Hands, screen: SearchScreen
) -> None:
    seeking.type("carv")
    everyone = items(screen)
    assert len(everyone) == 5
    assert screen.results.count.text() == f"{len(everyone)} items"
    seeking.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert screen.results.table.hasFocus()
    assert screen.results.current().item_id == everyone[1]  # type: ignore[union-attr]
    seeking.type("x")
    assert (screen.results.field.text(), screen.results.field.hasFocus()) == ("carvx", True)
    assert items(screen) == []
    assert screen.results.empty.accessibleName() == "No declared item matches"
    seeking.press(Qt.Key.Key_Escape)
    assert screen.results.empty.accessibleName() == "Type what you look for"


@pytest.mark.parametrize(
    ("typed", "item"),
    [("李", RED), ("shoes zarq", RED), ("王伟", HAN), ("mingliang", HAN), (GREEN[:6], GREEN), ("INV84", RED)],
)
def test_names_goods_numbers_and_other_scripts(
    seeking: Hands, screen: SearchScreen, typed: str, item: str
) -> None:
    seeking.type(typed)
    assert item in items(screen)


def test_typing_quickly_never_shows_what_an_earlier_letter_found(
    seeking: Hands, screen: SearchScreen, searching: Desk
) -> None:
    shown: list[str] = []
    screen.results.finder.found.connect(lambda found: shown.append(found.text))
    for typed in ("c", "ca", "car", "bright"):
        screen.results.field.setText(typed)
    assert screen.results.current() is None
    settle(searching)
    assert shown == ["bright"]
    assert items(screen) == [RED]


def test_a_search_that_was_given_up_reads_nothing_more(
    station: Station, searching: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    """The reader is busy while letters are typed: of their searches only the last one is carried out."""
    busy = Event()
    answers: list[Future[Found]] = []

    class Reads:
        def read(self, job: Callable[[Pages], Any]) -> Future[Any]:
            answers.append(station.store.read(job))
            return answers[-1]

    searching.reads = Reads()
    screen = SearchScreen(searching)
    with open_window(searching, qtbot, qapp, screen) as window:
        Hands(searching, window).press(Qt.Key.Key_Return)
        station.store.read(lambda pages: busy.wait(20))
        for letter in "carvalho":
            screen.results.field.insert(letter)
        assert screen.results.finder.searching
        busy.set()
        settle(searching)
        assert [(found.result().text, len(found.result().items)) for found in answers] == [
            *(("carvalho"[:length], 0) for length in range(1, 8)),
            ("carvalho", 5),
        ]


def test_a_search_that_takes_long_says_so_quietly(
    seeking: Hands, screen: SearchScreen, station: Station, searching: Desk, qtbot: QtBot
) -> None:
    busy = Event()
    seeking.type("carv")
    assert screen.results.current() is not None
    station.store.read(lambda pages: busy.wait(20))
    screen.results.field.setText("bright")
    assert screen.results.current() is None
    assert screen.results.count.text() == "5 items"
    qtbot.waitUntil(lambda: screen.results.count.text() == "searching…", timeout=5_000)
    busy.set()
    settle(searching)
    assert screen.results.count.text() == "1 item"


def test_what_stood_long_enough_is_journalled_once_and_hasty_letters_are_not(
    seeking: Hands, screen: SearchScreen, station: Station, searching: Desk, qtbot: QtBot
) -> None:
    seeking.type("bright")
    qtbot.waitUntil(lambda: len(told(station)) == 2, timeout=5_000)
    settle(searching)
    seeking.press(Qt.Key.Key_Return)
    assert told(station)[1:] == [
        ("declarations_searched", {"query": "bright", "found": 1, "more": False}),
        ("item_consulted", {"item_id": RED, "item_date": "2026-11-14", "query": "bright"}),
    ]


def test_a_search_that_is_left_is_journalled_at_once(
    seeking: Hands, screen: SearchScreen, station: Station, window: MainWindow, searching: Desk
) -> None:
    seeking.type("bright")
    window.lock()
    searching.session.end()
    settle(searching)
    assert told(station)[1:] == [("declarations_searched", {"query": "bright", "found": 1, "more": False})]
    assert items(screen) == []
    searching.session.begin(BEN)
    window.open_bench(BEN.name, "")
    assert screen.stack.currentWidget() is screen.reason


def test_more_than_the_list_holds_is_said(
    seeking: Hands, screen: SearchScreen, station: Station, searching: Desk
) -> None:
    many = [declared(number(50_000_000 + n, "LZ"), message=f"many-{n}") for n in range(SHOWN_AT_MOST + 3)]
    declare(station.folder, *many, today=station.clock().date())
    seeking.type("emma jones")
    assert len(items(screen)) == SHOWN_AT_MOST
    assert screen.results.count.text() == f"The newest {SHOWN_AT_MOST}; type on for fewer"
    assert items(screen)[0] == many[-1].item_id


def test_a_viewer_is_told_that_the_search_is_closed(
    station: Station, qtbot: QtBot, qapp: QApplication
) -> None:
    with open_desk(station, VERA) as desk:
        screen = SearchScreen(desk)
        with open_window(desk, qtbot, qapp, screen):
            assert screen.stack.currentWidget() is screen.closed
            Hands(desk, screen).press(Qt.Key.Key_F6, Qt.Key.Key_Return)
            assert screen.stack.currentWidget() is screen.closed
    assert told(station) == []


def test_whose_right_was_taken_is_told_so(hands: Hands, screen: SearchScreen, station: Station) -> None:
    conn = station.folder.connect_mirror()
    with immediate(conn):
        mirror.put_roster(conn, [Credential(VERA, QUICK.make("x"))])
    conn.close()
    hands.press(Qt.Key.Key_Return)
    assert screen.stack.currentWidget() is screen.reason
    assert "Your role does not allow this" in screen.reason.notice.text()


def test_a_supervisor_reads_who_searched_for_what(station: Station, qtbot: QtBot, qapp: QApplication) -> None:
    declare(station.folder, *usual_day(), today=station.clock().date())
    with open_desk(station, SUE) as desk:
        screen = SearchScreen(desk)
        with open_window(desk, qtbot, qapp, screen) as window:
            hands = Hands(desk, window)
            hands.press(Qt.Key.Key_Return)
            hands.type("bright")
            qtbot.waitUntil(lambda: len(told(station)) == 2, timeout=10_000)
            settle(desk)
            hands.press(Qt.Key.Key_F9)
            assert screen.stack.currentWidget() is screen.log
            assert screen.log.table.hasFocus()
            shown = [screen.log.model.index(row, 2).data() for row in range(screen.log.model.rowCount())]
            assert shown == [
                "Searched for “bright”",
                "Began to search the declarations: Parcel found without a readable label",
            ]
            assert screen.log.model.index(0, 1).data() == SUE.name
            hands.press(Qt.Key.Key_Escape)
            assert items(screen) == [RED]


def test_an_officer_has_no_way_to_the_log(seeking: Hands, screen: SearchScreen) -> None:
    seeking.press(Qt.Key.Key_F9)
    assert screen.stack.currentWidget() is screen.results
    assert [step.name for step in screen.bar.steps()] == ["anew", "list", "take"]


def test_another_reason_takes_down_what_was_found(
    seeking: Hands, screen: SearchScreen, station: Station
) -> None:
    seeking.type("bright")
    seeking.press(Qt.Key.Key_F8)
    assert screen.stack.currentWidget() is screen.reason
    assert (screen.results.field.text(), items(screen)) == ("", [])
    assert [kind for kind, _ in told(station)] == ["consultation_begun", "declarations_searched"]


def test_the_item_chosen_comes_up_at_the_bench_as_if_its_number_had_been_typed(
    station: Station, searching: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    bench, screen = BenchScreen(searching), SearchScreen(searching)
    screen.item_chosen.connect(bench.type_number)
    with open_window(searching, qtbot, qapp, screen, bench) as window:
        hands = Hands(searching, window)
        hands.press(Qt.Key.Key_Return)
        hands.type("nadia")
        hands.press(Qt.Key.Key_Escape)
        hands.type("bright tra")
        hands.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
        chosen = bench.chosen()
        assert chosen is not None
        assert chosen.item_id == RED
    conn = station.folder.connect_record(readonly=True)
    last = list(journal.entries(conn))[-2:]
    conn.close()
    assert [entry.kind for entry in last] == ["item_consulted", "item_scanned"]
    assert last[1].payload["source"] == "keyed"


def test_a_scan_goes_to_the_bench_whatever_is_typed_here(
    station: Station, searching: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    bench, screen = BenchScreen(searching), SearchScreen(searching)
    with open_window(searching, qtbot, qapp, screen, bench) as window:
        hands = Hands(searching, window)
        hands.press(Qt.Key.Key_Return)
        hands.type("carv")
        hands.scan(GREEN)
        chosen = bench.chosen()
        assert chosen is not None
        assert chosen.item_id == GREEN
        assert screen.results.field.text() == "carv"


def test_weeks_that_cannot_be_read_are_named(seeking: Hands, screen: SearchScreen, station: Station) -> None:
    message = MessageRef("m-damaged", 1, "POST-PT", datetime(2026, 7, 21, tzinfo=UTC))
    declare(station.folder, replace(red(), message=message), today=station.clock().date())
    (damaged,) = station.folder.declarations.glob("2026-W30*.db")
    damaged.write_bytes(b"no database at all" * 400)
    seeking.type("bright")
    assert items(screen) == [RED]
    assert "2026-W30" in screen.results.unread.text()
    assert "fed again" in screen.results.unread.text()


def test_commands_from_the_sheet(hands: Hands, screen: SearchScreen, searching: Desk) -> None:
    assert screen.on_action(Action(Command.DIGIT, "2"))
    settle(searching)
    assert "Query by the post" in screen.results.why.text()
    hands.type("bright")
    chosen: list[str] = []
    screen.item_chosen.connect(chosen.append)
    assert screen.on_action(Action(Command.ENTER))
    settle(searching)
    assert chosen == [RED]
    assert screen.on_action(Action(Command.CLEAR))
    assert screen.results.field.text() == ""
    assert not screen.on_action(Action(Command.SEIZE))


def test_a_reason_that_was_not_used_for_long_is_asked_for_again(
    seeking: Hands, screen: SearchScreen, qtbot: QtBot
) -> None:
    assert screen.unused.isActive()
    screen.unused.setInterval(1)
    seeking.type("bright")
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.reason)
    assert (screen.consultation, items(screen), screen.results.field.text()) == (None, [], "")


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_every_part_has_a_name_is_reached_and_fits(
    searching: Desk, qtbot: QtBot, qapp: QApplication, scale: float, direction: Qt.LayoutDirection
) -> None:
    screen = SearchScreen(searching)
    with open_window(searching, qtbot, qapp, screen, scale=scale) as window:
        window.setLayoutDirection(direction)
        window.resize(1024, 768)
        assert window.width() == 1024
        hands = Hands(searching, window)
        assert_named(screen)
        assert_all_reached(screen)
        screen.reason.reasons.setFocus()
        hands.press(Qt.Key.Key_F6)
        hands.type("bright")
        assert_named(screen)
        assert_all_reached(screen)
        assert screen.minimumSizeHint().width() <= window.width() or scale > 1
