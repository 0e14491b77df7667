"""Rows painted in one go look as those that the style sheet paints, and headings stay those of the table."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QHeaderView
from pytestqt.qtbot import QtBot

from borderpost.ui.tables.headings import Headings
from borderpost.ui.tables.model import Column, PagedTableModel
from borderpost.ui.tables.view import PagedTableView
from borderpost.ui.theme.theme import Theme, ThemeChoice
from borderpost.ui.theme.tokens import Tone
from ui.kit_page import settle

Goods = tuple[int, str, str]
GOODS: list[Goods] = [
    (0, "Cotton tea towels", "6302.91"),
    (1, "陶瓷茶杯 with a saucer", "6911.10"),
    (2, "A description that is much too long for the room that it has in its column here", "9503.00"),
    (3, "كتب مستعملة", ""),
    *((number, f"Parcel {number}", "4901.99") for number in range(4, 60)),
]
TONES = (None, Tone.RED, Tone.YELLOW, None)
Change = Callable[[PagedTableView, Theme], object]


def columns(title: str = "Goods") -> list[Column[Goods]]:
    return [
        Column("line", "Line", lambda g: str(g[0]), 70, tone=lambda g: TONES[g[0] % 4]),
        Column("goods", title, lambda g: g[1], 140),
        Column("number", "Number", lambda g: str(g[0] * 1000), 80, number=True),
        Column("code", "HS code", lambda g: g[2], 90, code=True),
    ]


def fetch(ids: Sequence[int]) -> list[Goods | None]:
    # of the sixth nothing is here
    return [None if number == 5 else GOODS[number] for number in ids]


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, ThemeChoice.LIGHT)


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> PagedTableView:
    model = PagedTableModel[Goods](columns(), fetch)
    made = PagedTableView("Goods", model)
    qtbot.addWidget(made)
    model.setParent(made)
    made.resize(420, 300)
    model.set_ids(range(len(GOODS)))
    made.show()
    settle()
    return made


def picture(view: PagedTableView) -> QImage:
    return view.viewport().grab().toImage()


def by_the_sheet(view: PagedTableView) -> QImage:
    """Return the rows as the style sheet has them: it paints what the mouse is on, here beside every row."""
    under = Qt.WidgetAttribute.WA_UnderMouse
    view.viewport().setAttribute(under, True)
    try:
        return picture(view)
    finally:
        view.viewport().setAttribute(under, False)


CHANGES: dict[str, Change] = {
    "as it is": lambda view, _: view,
    "another row": lambda view, _: view.select_id(3),
    "scrolled": lambda view, _: view.verticalScrollBar().setValue(333),
    "scrolled across": lambda view, _: (view.resize(200, 300), view.horizontalScrollBar().setValue(70)),
    "wider than its columns": lambda view, _: view.resize(700, 300),
    "higher than its rows": lambda view, _: (view.model().set_ids([2, 3]), view.resize(420, 300)),
    "the other way round": lambda view, _: view.setLayoutDirection(Qt.LayoutDirection.RightToLeft),
    "a column hidden": lambda view, _: view.setColumnHidden(1, True),
    "dark": lambda _, theme: theme.choose(ThemeChoice.DARK),
    "contrast": lambda _, theme: theme.choose(ThemeChoice.CONTRAST),
    "large": lambda _, theme: theme.set_text_scale(1.5),
    "nothing": lambda view, _: view.model().set_ids([]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_rows_look_as_the_style_sheet_has_them(view: PagedTableView, theme: Theme, change: Change) -> None:
    change(view, theme)
    settle()
    assert picture(view) == by_the_sheet(view)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_headings_are_painted_as_if_each_were_painted_anew(
    view: PagedTableView, theme: Theme, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    header = view.horizontalHeader()
    before = header.grab().toImage()
    assert header.grab().toImage() == before
    change(view, theme)
    settle()
    # wherever the mouse of this computer is
    header.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    shown = header.grab().toImage()
    monkeypatch.setattr(Headings, "paintEvent", lambda self, event: QHeaderView.paintEvent(self, event))
    assert shown == header.grab().toImage()


def test_another_title_is_painted(view: PagedTableView) -> None:
    before = view.horizontalHeader().grab().toImage()
    model = view.model()
    model.columns = tuple(columns("What it is"))
    model.headerDataChanged.emit(Qt.Orientation.Horizontal, 1, 1)
    settle()
    changed = view.horizontalHeader().grab().toImage()
    assert changed != before
    view.setColumnWidth(1, 60)
    settle()
    assert view.horizontalHeader().grab().toImage() != changed
