"""What the bench shows of one parcel is shown by the widgets of the parcel before."""

import dataclasses

import pytest
import shiboken6
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from borderpost.domain.declaration import ContentLine
from borderpost.ui.bench.at_once import at_once
from borderpost.ui.bench.contents import ContentsTable
from borderpost.ui.bench.declaration_card import DeclarationCard
from borderpost.ui.bench.reused import Reused
from borderpost.ui.kit import KeyValueGrid, NextStepBar, Step, Text
from borderpost.ui.tables import PagedTableModel
from borderpost.ui.theme.theme import Theme, ThemeChoice
from borderpost.ui.theme.tokens import Tone
from borderpost.work.ports import Held
from station import Station
from ui.bench_maker import (
    GREEN,
    RED,
    SECURE,
    SHOES,
    TEA,
    UNDECLARED,
    YELLOW,
    keep,
    open_bench,
    red,
    usual_day,
)


@pytest.fixture(autouse=True)
def _theme(qapp: QApplication) -> None:
    Theme(qapp, ThemeChoice.LIGHT)


def test_a_parcel_seen_before_makes_no_widget(qapp: QApplication, station: Station) -> None:
    keep(station, usual_day())
    parcels = (GREEN, YELLOW, RED, UNDECLARED, SECURE)
    with open_bench(station) as bench:
        for parcel in parcels:
            bench.scan(parcel)
        QApplication.sendPostedEvents()
        known = {shiboken6.getCppPointer(widget) for widget in bench.screen.findChildren(QWidget)}
        words = {}
        for parcel in parcels * 2:
            bench.scan(parcel)
            said = sorted(line for line in bench.texts().splitlines() if "journal entry" not in line)
            assert words.setdefault(parcel, said) == said
        again = {shiboken6.getCppPointer(widget) for widget in bench.screen.findChildren(QWidget)}
    assert len(words[RED]) > len(words[GREEN])
    assert again == known


def test_a_bench_that_made_itself_ready_makes_none_for_its_first_parcels(
    qapp: QApplication, station: Station
) -> None:
    keep(station, usual_day())
    with open_bench(station) as bench:
        bench.scan(GREEN)
        QApplication.sendPostedEvents()
        page = bench.screen.verdict
        shown = sorted(bench.texts().splitlines())
        page.make_ready()
        QApplication.sendPostedEvents()
        assert sorted(bench.texts().splitlines()) == shown, "what was made ready is hidden"
        known = {shiboken6.getCppPointer(widget) for widget in page.findChildren(QWidget)}
        page.make_ready()
        for parcel in (RED, YELLOW):
            bench.scan(parcel)
            page.hide()
            page.show()
            QApplication.sendPostedEvents()
        empty = [label for label in page.findChildren(QLabel) if label.isVisible() and not label.text()]
        assert all(label.pixmap() or not label.wordWrap() for label in empty)
        again = {shiboken6.getCppPointer(widget) for widget in page.findChildren(QWidget)}
    assert again == known


def test_widgets_are_kept_and_the_superfluous_ones_hidden(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    lines = Reused(Text)
    QVBoxLayout(place).addLayout(lines.box)
    lines.show_each(["one", "two", "three"], Text.setText)
    place.show()
    first = lines.held()
    lines.show_each(["four"], Text.setText)
    assert [line.isVisible() for line in first] == [True, False, False]
    lines.show_each(["five", "six"], Text.setText)
    assert lines.held() == first[:2]
    assert [line.text() for line in lines.held()] == ["five", "six"]
    lines.show_each([], Text.setText)
    assert not lines.held()
    assert not any(line.isVisible() for line in first)


def test_what_was_hidden_while_it_changed_has_its_room_when_it_comes_back(qtbot: QtBot) -> None:
    card = DeclarationCard()
    qtbot.addWidget(card)
    card.resize(700, 900)
    card.show()

    def show(held: Held | None) -> None:
        with at_once(*card.containers()):
            card.show_held(held, {})
        QApplication.processEvents()

    show(Held(replace(red(), lines=(TEA,)), 1))
    show(None)
    card.show_held(Held(replace(red(), lines=(TEA,)), 1), {})
    card.show_held(None, {})
    QApplication.processEvents()
    lines = tuple(replace(SHOES, number=number) for number in range(1, 5))
    show(Held(replace(red(), lines=lines), 1))
    table = card.contents.table
    last = table.visualRect(table.model().index(3, 0))
    assert table.viewport().rect().contains(last)
    below = [label for label in card.contents.findChildren(QLabel) if label.isVisible()]
    assert all(
        label.mapTo(card.contents, label.rect().topLeft()).y() > table.geometry().bottom() for label in below
    )


def test_as_many_lines_as_before_are_shown_from_the_first(qtbot: QtBot) -> None:
    contents = ContentsTable()
    qtbot.addWidget(contents)
    contents.resize(600, 500)
    contents.show()

    def lines(what: str) -> list[ContentLine]:
        return [replace(TEA, number=number, description=f"{what} {number}") for number in range(1, 151)]

    contents.show_lines(lines("tea"), {1: Tone.RED})
    model = contents.table.model()
    assert isinstance(model, PagedTableModel)
    contents.table.setCurrentIndex(model.index(149, 2))
    contents.show_lines(lines("shoes"), {150: Tone.YELLOW})
    assert contents.table.current_id() == 0
    assert "shoes 1" in contents.detail()
    assert [model.cell(row, 0).tone for row in (0, 149)] == [None, Tone.YELLOW]
    assert model.cell(149, 1).text == "shoes 150"
    assert contents.table.verticalScrollBar().value() == 0


def test_facts_change_their_kind_and_number(qtbot: QtBot) -> None:
    grid = KeyValueGrid(2)
    qtbot.addWidget(grid)
    grid.set_rows([("Seller", "Ada", False), ("Receptacle", "CN1", True)])
    grid.show()
    grid.set_rows([("Receptacle", "CN2", True)])
    assert [grid.value(0)] == ["CN2"]
    shown = {label.text() for label in grid.findChildren(QLabel) if label.isVisible()}
    assert shown == {"Receptacle", "\u2066CN2\u2069"}
    grid.set_rows([("Platform", "", False), ("Receptacle", "CN3", True), ("Seller", "Eve", False)])
    assert [grid.value(number) for number in range(3)] == ["–", "CN3", "Eve"]
    QApplication.processEvents()
    assert sum(label.isVisible() for label in grid.findChildren(QLabel)) == 6
    assert len(grid.findChildren(QLabel)) == 6


def test_a_step_that_comes_back_has_its_button_and_its_place(qtbot: QtBot) -> None:
    bar = NextStepBar()
    qtbot.addWidget(bar)
    bar.resize(900, 60)
    aside, release, examine = (
        Step("aside", "Aside", "Esc"),
        Step("release", "Release", "F6"),
        Step("examine", "Examine", "F7"),
    )
    bar.set_steps("Release it.", release, aside, examine)
    bar.show()
    bar.activateWindow()
    qtbot.waitUntil(bar.isActiveWindow)
    first = {name: bar.button(name) for name in ("aside", "release", "examine")}
    bar.set_steps(
        "Examine it.", dataclasses.replace(examine, key="F6"), aside, dataclasses.replace(release, key="F7")
    )
    assert bar.button("aside") is first["aside"]
    assert not first["release"].isVisible()
    bar.set_steps("Release it.", release, aside, examine)
    assert {name: bar.button(name) for name in first} == first
    across = [bar.button(step.name).x() for step in bar.steps()]
    assert across == sorted(across)
    bar.button("aside").setFocus()
    for name in ("examine", "release"):
        qtbot.keyClick(bar.focusWidget(), Qt.Key.Key_Tab)
        assert bar.button(name).hasFocus()
    with qtbot.waitSignal(bar.taken) as taken:
        qtbot.keyClick(bar, Qt.Key.Key_F6)
    assert taken.args == ["release"]
