"""A list is put together by scans, a receptacle or a file, signed by a second officer and released."""

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.app.receptacles import SiteReceptacles
from borderpost.domain.identifiers import Action, Command
from borderpost.domain.inspection import Stage
from borderpost.domain.money import RateTable
from borderpost.store.screening_thread import ScreeningThread
from borderpost.ui.desk import Desk
from borderpost.ui.release import ReleaseScreen
from borderpost.ui.release.model import Phase
from borderpost.ui.shell import MainWindow
from bulk_lists import ASSESS, RECEPTACLE, declare_list
from station import ANNA, HandClock, Station, open_station
from ui.bench_maker import RATES, scan
from ui.desk_maker import open_desk, settle, settled
from ui.hands import Hands
from ui.walk import assert_all_reached, assert_named
from ui.window_maker import open_window

Key = Qt.Key
KINDS = ["green"] * 12 + ["red", "yellow", "undeclared"]


class Sacks:
    """Receptacles that a test fills."""

    def __init__(self) -> None:
        self.held: dict[str, tuple[str, ...]] = {}

    def items_in(self, receptacle: str) -> "Future[tuple[str, ...]]":
        return settled(self.held.get(receptacle, ()))


@dataclass
class Release:
    """The screen in the window."""

    desk: Desk
    station: Station
    window: MainWindow
    screen: ReleaseScreen
    hands: Hands
    sacks: Sacks

    def scan(self, text: str) -> None:
        self.desk.scans.route(scan(text))
        settle(self.desk)

    def sign(self, passphrase: str = "pass-ben", reason: str = "green sack") -> None:  # noqa: S107
        self.screen.reason.setText(reason)
        self.screen.signing.panel.choose("ben")
        self.screen.signing.panel.passphrase.setText(passphrase)
        self.screen.signing.panel.submit.click()
        settle(self.desk)

    def phase(self) -> Phase:
        """How far the list has come by now."""
        return self.screen.release.phase

    def stage(self, number: str) -> list[Stage]:
        past = self.station.store.submit(lambda tx: tx.inspections_of(number)).result()
        return [one.stage for one in past]


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = open_station(tmp_path / "site", HandClock())
    yield made
    made.store.close()


@contextmanager
def opened(station: Station, qtbot: QtBot, qapp: QApplication) -> Iterator[Release]:
    sacks = Sacks()
    with open_desk(station, ANNA, assess=ASSESS) as desk:
        screen = ReleaseScreen(desk, sacks)
        with open_window(desk, qtbot, qapp, screen) as window:
            yield Release(desk, station, window, screen, Hands(desk, window), sacks)


@pytest.fixture
def release(station: Station, qtbot: QtBot, qapp: QApplication) -> Iterator[Release]:
    with opened(station, qtbot, qapp) as made:
        yield made


def test_a_receptacle_is_released_by_its_label_and_a_second_officer(release: Release) -> None:
    numbers = declare_list(release.station.folder, *KINDS)
    release.sacks.held[RECEPTACLE] = numbers
    release.scan(RECEPTACLE)
    assert release.phase() is Phase.READY
    told = release.screen.counts.text()
    assert "12 are released (12 Green)" in told
    assert "1 × Red: examine it" in told
    assert "1 × Yellow: compare it first" in told
    assert "1 × Nothing declared" in told
    assert_named(release.screen)
    assert_all_reached(release.screen)
    release.sign("wrong")
    assert release.phase() is Phase.READY
    assert release.stage(numbers[0]) == []
    release.sign()
    assert release.phase() is Phase.DONE
    assert [release.stage(number) for number in numbers[:12]] == [[Stage.RELEASED]] * 12
    assert release.stage(numbers[12]) == release.stage(numbers[13]) == []
    assert "12 items were released" in release.screen.notice.text()
    release.hands.press(Key.Key_F6)
    assert release.phase() is Phase.EMPTY


def test_parcels_are_scanned_onto_a_list_each_once(release: Release) -> None:
    numbers = declare_list(release.station.folder, *KINDS)
    for number in (*numbers[:3], numbers[1], numbers[13]):
        release.scan(number)
    assert len(release.screen.release.lines) == 4
    assert len(release.screen.release.going()) == 3
    release.screen.yellow.setChecked(True)
    settle(release.desk)
    assert len(release.screen.release.going()) == 4
    assert "1 Yellow" in release.screen.counts.text()
    release.sign()
    assert release.stage(numbers[13]) == [Stage.RELEASED]
    release.scan(numbers[5])
    assert len(release.screen.release.lines) == 1, "a list that is done gives way to the next"


def test_a_list_comes_from_a_file(release: Release, tmp_path: Path) -> None:
    numbers = declare_list(release.station.folder, *KINDS)
    file = tmp_path / "release.csv"
    file.write_text("\n".join(f"{number};x" for number in numbers), "utf-8")
    release.screen.file.read(str(file))
    settle(release.desk)
    assert len(release.screen.release.going()) == 12
    file.write_bytes(b"\xff\xfe\x00")
    release.screen.file.read(str(file))
    assert "release.csv is no text of numbers" in release.screen.notice.text()


def test_a_receptacle_of_nothing_is_said_so(release: Release) -> None:
    release.scan(RECEPTACLE)
    assert "Nothing is declared to be in receptacle" in release.screen.notice.text()
    assert not release.screen.steps.steps()


def test_whoever_made_the_list_up_is_not_offered_to_sign_it(release: Release) -> None:
    numbers = declare_list(release.station.folder, "green")
    release.scan(numbers[0])
    names = [card.officer_id for card in release.screen.signing.panel._model.officers()]
    assert names == ["ben", "sue"]
    release.sign(reason=" ")
    assert "Give the reason" in release.screen.signing.problem.text()
    assert release.screen.on_action(Action(Command.BADGE, "SUE"))


def test_a_list_that_was_left_half_done_is_gone_on_with_or_given_up(release: Release) -> None:
    numbers = declare_list(release.station.folder, *["green"] * 50)
    release.sacks.held[RECEPTACLE] = numbers
    release.scan(RECEPTACLE)
    release.screen.reason.setText("green sack")
    release.screen.signing.panel.choose("ben")
    release.screen.signing.panel.passphrase.setText("pass-ben")
    release.screen.release.progressed.connect(lambda done, _: release.screen.release.stop() if done else None)
    release.screen.signing.panel.submit.click()
    settle(release.desk)
    assert release.phase() is Phase.STOPPED
    assert release.stage(numbers[0]) == [Stage.RELEASED]
    assert release.stage(numbers[49]) == []
    release.screen.release.progressed.disconnect()
    release.screen.release.progressed.connect(release.screen._progress)
    release.screen.start_over()
    settle(release.desk)
    assert "signed by two, stands at 20 of 50" in release.screen.steps._sentence.text()
    release.hands.press(Key.Key_F8)
    assert "Give the reason" in release.screen.notice.text()
    release.hands.press(Key.Key_F6)
    assert release.phase() is Phase.DONE
    assert release.stage(numbers[49]) == [Stage.RELEASED]


def test_a_list_that_another_officer_signed_off_is_given_up_with_a_reason(release: Release) -> None:
    numbers = declare_list(release.station.folder, *["green"] * 50)
    release.sacks.held[RECEPTACLE] = numbers
    release.scan(RECEPTACLE)
    release.screen.release.progressed.connect(lambda done, _: release.screen.release.stop() if done else None)
    release.sign()
    release.screen.reason.setText("the sack was called back")
    release.hands.press(Key.Key_F8)
    assert release.phase() is Phase.DONE
    assert release.stage(numbers[49]) == []
    assert release.station.store.submit(lambda tx: tx.bulk_releases()).result() == ()


def test_all_declarations_are_asked_for_a_receptacle(station: Station) -> None:
    numbers = declare_list(station.folder, "green", "red", "green")
    screening = ScreeningThread(station.folder)
    try:
        rates: RateTable = RATES
        asked = SiteReceptacles(screening, rates, station.clock)
        assert sorted(asked.items_in(RECEPTACLE).result(60)) == sorted(numbers)
        assert asked.items_in("CNPVGAGBLALAAUN60565045000999").result(60) == ()
    finally:
        screening.close()
