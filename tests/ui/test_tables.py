"""A table of 200,000 rows reads only the pages that somebody looks at, and keeps its promises to Qt."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from borderpost.ui.kit import SearchField
from borderpost.ui.tables import Column, PagedTableModel, PagedTableView
from borderpost.ui.tables.model import KEPT_PAGES, PAGE, TONE_ROLE, WAITING
from borderpost.ui.theme.tokens import LANES, Tone
from ui.walk import assert_all_reached, assert_named

MANY = 200_000


class Shelf:
    """Rows by id, and a note of every page that was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, ...]] = []
        self.gone: set[int] = set()
        self.suffix = ""

    def fetch(self, ids: Sequence[int]) -> list[tuple[int, str] | None]:
        self.asked.append(tuple(ids))
        return [None if each in self.gone else (each, f"RX{each:09d}CN{self.suffix}") for each in ids]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def model(shelf: Shelf) -> PagedTableModel[tuple[int, str]]:
    columns: list[Column[tuple[int, str]]] = [
        Column("item", "Item", lambda row: row[1], width=180, code=True),
        Column("lane", "Lane", lambda row: str(row[0] % 4), tone=lambda row: LANES[row[0] % 4]),
        Column("goods", "Goods", lambda row: f"goods {row[0]}", stretch=True, sortable=False),
        Column("value", "Value", lambda row: str(row[0]), number=True),
    ]
    return PagedTableModel(columns, shelf.fetch)


@pytest.fixture
def view(model: PagedTableModel[tuple[int, str]], qtbot: QtBot) -> PagedTableView:
    made = PagedTableView("Inspections", model)
    made.resize(900, 600)
    qtbot.addWidget(made)
    return made


def show(view: PagedTableView, qtbot: QtBot) -> None:
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.grab()


def test_opening_reads_one_page_and_the_far_end_one_more(
    view: PagedTableView, model: PagedTableModel[tuple[int, str]], shelf: Shelf, qtbot: QtBot
) -> None:
    model.set_ids(range(MANY))
    show(view, qtbot)
    assert len(shelf.asked) == 1

    qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    view.grab()
    assert view.current_id() == MANY - 1
    assert len(shelf.asked) == 2

    qtbot.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(20):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    view.grab()
    assert view.current_id() == 20
    assert len(shelf.asked) <= 3
    assert max(len(page) for page in shelf.asked) == PAGE


def test_the_scroll_bar_knows_all_rows_from_the_start(
    view: PagedTableView, model: PagedTableModel[tuple[int, str]], qtbot: QtBot
) -> None:
    model.set_ids(range(MANY))
    show(view, qtbot)
    assert model.rowCount() == MANY
    assert view.verticalScrollBar().maximum() > (MANY - 100) * view.rowHeight(0)


def test_the_model_keeps_qts_rules(
    model: PagedTableModel[tuple[int, str]], qtmodeltester: ModelTester
) -> None:
    model.set_ids(range(350))
    qtmodeltester.check(model, force_py=True)
    model.set_ids(())
    qtmodeltester.check(model, force_py=True)


def test_memory_stays_bounded_while_the_whole_table_is_walked(
    model: PagedTableModel[tuple[int, str]], shelf: Shelf
) -> None:
    model.set_ids(range(MANY))
    for row in range(0, MANY, PAGE):
        assert model.index(row, 0).data() is not None
    assert len(shelf.asked) == MANY // PAGE
    # the newest pages are still here, the first ones have gone
    model.row_at(MANY - KEPT_PAGES * PAGE)
    assert len(shelf.asked) == MANY // PAGE
    model.row_at(0)
    assert len(shelf.asked) == MANY // PAGE + 1


def test_stale_rows_are_served_while_work_runs(model: PagedTableModel[tuple[int, str]], shelf: Shelf) -> None:
    model.set_ids(range(300))
    before = model.index(5, 0).data()
    model.hold()
    shelf.suffix = "!"
    model.refresh()
    assert model.index(5, 0).data() == before
    assert (
        model.index(205, 0).data() == "\u2066" + WAITING + "\u2069" or model.index(205, 0).data() == WAITING
    )
    assert len(shelf.asked) == 1
    model.release()
    assert "!" in model.index(5, 0).data()


def test_a_row_that_has_gone_shows_a_placeholder(
    model: PagedTableModel[tuple[int, str]], shelf: Shelf
) -> None:
    shelf.gone = {7}
    model.set_ids(range(20))
    assert model.index(7, 0).data() == WAITING
    assert model.index(7, 1).data(TONE_ROLE) is None
    assert model.row_at(7) is None
    assert model.row_at(8) == (8, "RX000000008CN")


def test_cells_tell_their_column_to_a_screen_reader_and_codes_stay_left_to_right(
    model: PagedTableModel[tuple[int, str]],
) -> None:
    model.set_ids([42])
    assert model.index(0, 0).data() == "\u2066RX000000042CN\u2069"
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Item: RX000000042CN"
    assert model.index(0, 1).data(TONE_ROLE) == Tone.RED
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Item"


def test_enter_opens_the_current_row(
    view: PagedTableView, model: PagedTableModel[tuple[int, str]], qtbot: QtBot
) -> None:
    model.set_ids([9, 8, 7])
    show(view, qtbot)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [8]


def test_letters_typed_into_the_table_search_and_down_comes_back(
    model: PagedTableModel[tuple[int, str]], qtbot: QtBot
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    field = SearchField("Search inspections")
    view = PagedTableView("Inspections", model)
    view.set_search(field)
    column.addWidget(field)
    column.addWidget(view)
    model.set_ids(range(5))
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)

    qtbot.keyClicks(view, "r")
    assert field.hasFocus()
    with qtbot.waitSignal(field.searched) as searched:
        qtbot.keyClicks(field, "x4")
        qtbot.keyClick(field, Qt.Key.Key_Down)
    assert searched.args == ["rx4"]
    assert view.hasFocus()
    assert_named(page)
    assert_all_reached(page)


def test_a_heading_asks_for_its_order_and_the_other_way_round(
    view: PagedTableView, model: PagedTableModel[tuple[int, str]], qtbot: QtBot
) -> None:
    model.set_ids(range(5))
    show(view, qtbot)
    asked: list[tuple[str, bool]] = []
    view.sort_asked.connect(lambda key, descending: asked.append((key, descending)))
    view.horizontalHeader().sectionClicked.emit(0)
    view.horizontalHeader().sectionClicked.emit(0)
    view.horizontalHeader().sectionClicked.emit(2)
    assert asked == [("item", False), ("item", True)]


def test_the_row_of_an_id_is_found_again(
    view: PagedTableView, model: PagedTableModel[tuple[int, str]]
) -> None:
    model.set_ids([30, 20, 10])
    assert view.select_id(10)
    assert view.current_id() == 10
    assert not view.select_id(11)
    assert view.current_id() == 10


def test_no_widget_is_made_for_a_row(
    view: PagedTableView, model: PagedTableModel[tuple[int, str]], qtbot: QtBot
) -> None:
    show(view, qtbot)
    before = len(view.findChildren(QWidget))
    model.set_ids(range(MANY))
    view.grab()
    assert len(view.findChildren(QWidget)) == before
