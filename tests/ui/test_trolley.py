"""Parcels are sorted by the scanner alone: word, colour and sound; the next scan releases a green one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import Disposition
from borderpost.domain.identifiers import Action, Command
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer
from borderpost.domain.scan import ScanSource
from borderpost.domain.sorting import Spot
from borderpost.ui.desk import Desk
from borderpost.ui.shell import MainWindow
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.trolley import TrolleyScreen
from borderpost.ui.trolley.model import Became
from borderpost.work import concluding, inspecting
from borderpost.work.changes import Done
from borderpost.work.inspecting import Subject
from borderpost.work.ports import Transaction
from station import ANNA, HandClock, Station, open_station
from ui.bench_maker import (
    AMENDED,
    GREEN,
    RED,
    SECURE,
    SEVERAL,
    UNDECLARED,
    YELLOW,
    assess_by_profiles,
    keep,
    scan,
    usual_day,
)
from ui.desk_maker import open_desk, settle
from ui.hands import Hands
from ui.walk import assert_all_reached, assert_named
from ui.window_maker import open_window

Key = Qt.Key


@dataclass
class Trolley:
    """The sorting screen in the window, and what was heard of it."""

    desk: Desk
    station: Station
    window: MainWindow
    screen: TrolleyScreen
    hands: Hands
    heard: list[str] = field(default_factory=list)

    def scan(self, text: str, source: ScanSource = ScanSource.WEDGE) -> None:
        self.desk.scans.route(scan(text, source))
        settle(self.desk)

    def command(self, command: Command) -> bool:
        done = self.screen.on_action(Action(command))
        settle(self.desk)
        return done

    def became(self) -> dict[str, Became]:
        assert self.screen._sum is not None
        return {row.text: row.became for row in self.screen._sum.rows.values()}

    def stages(self, item: str) -> list[str]:
        return [
            str(past.stage) for past in self.station.store.submit(lambda tx: tx.inspections_of(item)).result()
        ]


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = open_station(tmp_path / "site", HandClock())
    keep(made, usual_day())
    yield made
    made.store.close()


@contextmanager
def opened(station: Station, qtbot: QtBot, qapp: QApplication, officer: Officer = ANNA) -> Iterator[Trolley]:
    with open_desk(station, officer, assess=assess_by_profiles) as desk:
        screen = TrolleyScreen(desk)
        with open_window(desk, qtbot, qapp, screen) as window:
            made = Trolley(desk, station, window, screen, Hands(desk, window))
            screen.sorted_to.connect(made.heard.append)
            yield made


@pytest.fixture
def trolley(station: Station, qtbot: QtBot, qapp: QApplication) -> Iterator[Trolley]:
    with opened(station, qtbot, qapp) as made:
        yield made


def test_a_green_parcel_is_released_by_the_scan_of_the_next_one(trolley: Trolley) -> None:
    trolley.command(Command.TROLLEY)
    trolley.scan(GREEN)
    assert trolley.screen.sign.word() == "GREEN"
    assert trolley.screen.sign.tone() is Tone.GREEN
    assert trolley.stages(GREEN) == []
    trolley.scan(YELLOW)
    assert trolley.stages(GREEN) == ["released"]
    assert trolley.screen.sign.word() == "YELLOW"
    trolley.scan(AMENDED)
    assert trolley.stages(YELLOW) == []
    assert trolley.stages(AMENDED) == []
    trolley.command(Command.TROLLEY_END)
    assert trolley.stages(AMENDED) == ["released"]
    assert trolley.heard == ["green", "yellow", "green"]
    assert trolley.became() == {
        GREEN: Became.RELEASED,
        YELLOW: Became.SORTED,
        AMENDED: Became.RELEASED,
    }
    assert "Sorted: 3. Released: 2. Not released: 1." in trolley.screen.total.text()


@pytest.mark.parametrize(
    ("item", "word", "cue"),
    [
        (RED, "RED", "red"),
        (SECURE, "SECURE", "secure"),
        (UNDECLARED, "UNDECLARED", "undeclared"),
        (SEVERAL, "RED", "red"),
        ("4006381333931", "NO PARCEL", "unknown"),
        (GREEN[:-3] + ("0" if GREEN[-3] != "0" else "1") + "CN", "NO PARCEL", "unknown"),
    ],
)
def test_everything_else_has_its_own_word_and_sound(trolley: Trolley, item: str, word: str, cue: str) -> None:
    trolley.hands.press(Key.Key_F6)
    trolley.scan(item)
    assert trolley.screen.sign.word() == word
    assert trolley.heard == [cue]
    trolley.scan(GREEN)
    trolley.hands.press(Key.Key_F6)
    assert trolley.stages(item) == []


def test_a_code_of_no_parcel_and_an_unreadable_one_release_nothing(trolley: Trolley) -> None:
    trolley.command(Command.TROLLEY)
    trolley.scan(GREEN)
    trolley.scan("4006381333931")
    trolley.desk.scans.unreadable.emit("Camera")
    settle(trolley.desk)
    assert trolley.screen.sign.word() == "UNREADABLE"
    trolley.scan(GREEN)
    assert trolley.stages(GREEN) == [], "the same parcel read twice is no next one"
    assert trolley.heard == ["green", "unknown", "unreadable", "green"]
    trolley.desk.scans.route_several((scan(YELLOW, ScanSource.CAMERA), scan(RED, ScanSource.CAMERA)))
    settle(trolley.desk)
    assert trolley.screen.sign.word() == "ONE BY ONE"
    assert trolley.stages(GREEN) == []
    trolley.scan(YELLOW)
    assert trolley.stages(GREEN) == ["released"]


def test_a_green_parcel_is_kept_back(trolley: Trolley) -> None:
    trolley.command(Command.TROLLEY)
    trolley.scan(GREEN)
    trolley.command(Command.UNDO)
    assert trolley.screen.sign.word() == "KEPT BACK"
    trolley.scan(YELLOW)
    trolley.command(Command.UNDO)
    assert "No green parcel waits" in trolley.screen.notice.text()
    trolley.scan(AMENDED)
    trolley.hands.press(Key.Key_F8)
    trolley.command(Command.TROLLEY_END)
    assert trolley.stages(GREEN) == trolley.stages(AMENDED) == []
    assert trolley.became()[GREEN] is Became.KEPT


def test_whoever_leaves_the_screen_or_locks_it_releases_nothing(trolley: Trolley) -> None:
    other = QWidget()
    trolley.command(Command.TROLLEY)
    trolley.scan(GREEN)
    trolley.window.lock()
    settle(trolley.desk)
    assert not trolley.screen.model.running
    assert trolley.stages(GREEN) == []
    assert trolley.became() == {GREEN: Became.KEPT}
    scans: list[object] = []
    trolley.desk.scans.item_scanned.connect(scans.append)
    trolley.scan(YELLOW)
    assert len(scans) == 1, "scans are the bench's again"
    other.deleteLater()


def test_by_setting_green_parcels_are_only_sorted_and_offered_as_a_list(trolley: Trolley) -> None:
    asked: list[tuple[str, ...]] = []
    trolley.screen.release_asked.connect(asked.append)
    trolley.screen.waits.setChecked(True)
    trolley.command(Command.TROLLEY)
    for item in (GREEN, YELLOW, AMENDED):
        trolley.scan(item)
    trolley.command(Command.TROLLEY_END)
    assert trolley.stages(GREEN) == trolley.stages(AMENDED) == []
    trolley.hands.press(Key.Key_F7)
    assert asked == [(GREEN, AMENDED)]


def test_a_released_parcel_comes_once_more(trolley: Trolley) -> None:
    trolley.command(Command.TROLLEY)
    for item in (GREEN, YELLOW, GREEN):
        trolley.scan(item)
    assert trolley.screen.sign.word() == "RELEASED"
    assert trolley.heard[-1] == "again"
    trolley.command(Command.TROLLEY_END)
    assert trolley.stages(GREEN) == ["released"]
    assert trolley.became()[GREEN] is Became.RELEASED
    assert trolley.screen._sum is not None
    assert trolley.screen._sum.counts()[Spot.AGAIN] == 1


def test_a_release_that_is_refused_stops_the_hands(trolley: Trolley) -> None:
    trolley.command(Command.TROLLEY)
    trolley.scan(GREEN)
    trolley.station.do(_proposed, item=GREEN)
    trolley.scan(YELLOW)
    assert trolley.screen.sign.word() == "STOP"
    assert trolley.heard[-1] == "error"
    assert trolley.became()[GREEN] is Became.REFUSED


def test_everything_has_a_name_and_is_reached_by_tab(trolley: Trolley) -> None:
    assert_named(trolley.screen)
    assert_all_reached(trolley.screen)
    trolley.hands.press(Key.Key_F6)
    trolley.scan(GREEN)
    assert_named(trolley.screen)
    assert "Onto the green trolley" in trolley.screen.sign.accessibleName()
    trolley.hands.press(Key.Key_F6)
    assert_named(trolley.screen)
    assert_all_reached(trolley.screen)


def _proposed(tx: Transaction, item: str) -> Done[Inspection]:
    """Let another officer take the parcel up and propose something meanwhile."""
    subject = Subject(item, "2026-11-14", "green", {"lane": "green"}, None)
    state = inspecting.open_inspection(tx, officer=ANNA, subject=subject).result
    return concluding.conclude(
        tx, officer=ANNA, inspection=state.id, disposition=Disposition.NOT_LOCATED, reason="not there"
    )
