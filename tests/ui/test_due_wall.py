"""The wall of time limits: what is due at the station, in order, with what follows, in words and shapes."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.officer import Officer
from borderpost.ui.desk import Desk
from borderpost.ui.due import DueScreen
from borderpost.ui.tables.model import TONE_ROLE
from borderpost.work.changes import Kind
from legal_packs import shipped
from station import ANNA, SUE, Station
from station_stories import opened, seized
from ui.desk_maker import open_desk, settle
from ui.hands import Hands
from ui.walk import assert_all_reached, assert_named
from ui.window_maker import open_window

Key = Qt.Key


@pytest.fixture
def desk(station: Station, qapp: QApplication) -> Iterator[Desk]:
    """A desk under the law of the United Kingdom."""
    with open_desk(station, law=shipped("uk")) as made:
        yield made


def cells(screen: DueScreen) -> list[list[str]]:
    """Return the text of every cell."""
    model = screen.model
    return [
        [
            re.sub(r"[\u2066-\u2069]", "", str(model.index(row, column).data()))
            for column in range(model.columnCount())
        ]
        for row in range(model.rowCount())
    ]


def test_what_is_over_comes_first_and_enter_opens_it(
    station: Station, desk: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    first = seized(station)
    station.clock.at = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
    second = seized(station, "RR473124832GB", 2)
    station.clock.at = datetime(2026, 12, 22, 9, 0, tzinfo=UTC)
    screen = DueScreen(desk)
    counts: list[int] = []
    asked: list[str] = []
    screen.counted.connect(counts.append)
    screen.examination_asked.connect(asked.append)
    with open_window(desk, qtbot, qapp, screen) as window:
        hands = Hands(desk, window)
        rows = cells(screen)
        assert [row[1] for row in rows] == sorted(row[1] for row in rows)
        assert rows[0][0] == "over by 2 days"
        assert rows[0][3] == "The goods count as forfeited"
        assert rows[1][0] == "13 days left"
        assert rows[1][3] == "The goods may then be disposed of"
        assert len(rows) == 4
        assert screen.model.index(0, 0).data(TONE_ROLE) != screen.model.index(1, 0).data(TONE_ROLE)
        assert screen.summary.text() == "1 over, 0 due today, 3 later"
        assert counts[-1] == 1
        hands.press(Key.Key_Return)
        assert asked == [first.id]
        hands.press(Key.Key_Down, Key.Key_Down, Key.Key_F6)
        assert asked == [first.id, second.id]
        assert_named(screen)
        assert_all_reached(screen)


def test_a_new_seizure_comes_up_while_it_is_shown(
    station: Station, desk: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    screen = DueScreen(desk)
    with open_window(desk, qtbot, qapp, screen):
        assert screen.empty.isVisible()
        assert not screen.deadlines()
        seized(station)
        desk.tasks.broadcast(frozenset({Kind.INSPECTIONS}))
        settle(desk)
        assert screen.table.isVisible()
        assert len(screen.deadlines()) == 2


def test_whoever_may_not_examine_reads_the_story(station: Station, qtbot: QtBot, qapp: QApplication) -> None:
    seized(station)
    with open_desk(station, SUE, law=shipped("uk")) as desk:
        screen = DueScreen(desk)
        stories: list[str] = []
        screen.story_asked.connect(stories.append)
        with open_window(desk, qtbot, qapp, screen) as window:
            Hands(desk, window).press(Key.Key_Return)
        assert len(stories) == 1


@pytest.mark.parametrize("officer", [ANNA])
def test_without_a_law_nothing_is_due(
    station: Station, qtbot: QtBot, qapp: QApplication, officer: Officer
) -> None:
    opened(station)
    with open_desk(station, officer) as desk:
        screen = DueScreen(desk)
        with open_window(desk, qtbot, qapp, screen):
            assert screen.empty.isVisible()


def test_a_clock_set_back_is_told(station: Station, desk: Desk, qtbot: QtBot, qapp: QApplication) -> None:
    seized(station)
    station.clock.at = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
    screen = DueScreen(desk)
    with open_window(desk, qtbot, qapp, screen):
        assert "stands before the newest entry" in screen.notice.text()
        assert cells(screen)[0][0] == "30 days left"
