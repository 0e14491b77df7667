"""The window of the program with bench and examination, and an officer's hands that count keys and scans."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from borderpost.app.case_screens import CaseScreens
from borderpost.app.due_wall import DueWall
from borderpost.domain.inspection import Inspection
from borderpost.ui.bench import BenchScreen, CameraView
from borderpost.ui.desk import Desk
from borderpost.ui.examination.pick import Pick
from borderpost.ui.examination.screen import ExaminationScreen
from borderpost.ui.shell import MainWindow
from legal_packs import shipped
from station import Station
from ui.bench_maker import assess_by_profiles
from ui.desk_maker import QueuedStills, open_desk, picture, settle
from ui.hands import Hands
from ui.window_maker import open_window

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


class CountingHands(Hands):
    """Counts keys and scans since the parcel's own scan; letters of words and passphrases by themselves."""

    strokes = 0
    letters = 0

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys one after the other."""
        self.strokes += len(keys)
        super().press(*keys, held=held)

    def jump(self, letters: str) -> None:
        """Type letters that choose from a list: each is a key."""
        self.strokes += len(letters)
        super().type(letters)

    def type(self, text: str) -> None:
        """Type words or a passphrase."""
        self.letters += len(text)
        super().type(text)

    def scan(self, code: str) -> None:
        """Scan a code."""
        self.strokes += 1
        super().scan(code)

    def take(self, code: str) -> None:
        """Scan the parcel itself: counting begins."""
        super().scan(code)
        self.strokes = self.letters = 0


@dataclass
class Worked:
    """A bench in the window, from the scan of a parcel to its outcome."""

    desk: Desk
    station: Station
    window: MainWindow
    bench: BenchScreen
    examination: ExaminationScreen
    wall: DueWall
    hands: CountingHands

    @property
    def state(self) -> Inspection:
        """The inspection on the screen."""
        assert self.examination.state is not None
        return self.examination.state

    def tab_to(self, widget: QWidget) -> None:
        """Go to a widget by Tab alone."""
        for _ in range(60):
            if self.hands.holder() is widget:
                return
            self.hands.press(Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {widget}")

    def back_to(self, widget: QWidget) -> None:
        """Go back to a widget by Shift and Tab."""
        for _ in range(60):
            if self.hands.holder() is widget:
                return
            self.hands.press(Key.Key_Backtab, held=Qt.KeyboardModifier.ShiftModifier)
        raise AssertionError(f"Shift and Tab do not reach {widget}")

    def pick(self, box: Pick, value: str) -> None:
        """Choose from a box by the arrow keys."""
        self.tab_to(box)
        self.hands.press(Key.Key_Home)
        for _ in range(box.count()):
            if box.value() == value:
                return
            self.hands.press(Key.Key_Down)
        raise AssertionError(f"{value} is not offered")

    def choose_outcome(self, letters: str, reason: str = "") -> None:
        """Go to the outcome, choose one by its first letters, and give the reason."""
        self.hands.press(Key.Key_6, held=ALT)
        self.back_to(self.examination.outcome.dispositions)
        self.hands.jump(letters)
        self.hands.press(Key.Key_Return)
        if reason:
            self.tab_to(self.examination.outcome.reason)
            self.hands.type(reason)

    def second(self, passphrase: str, witness: str = "") -> None:
        """Let the second officer agree."""
        if witness:
            self.tab_to(self.examination.outcome.second.witness)
            self.hands.type(witness)
            self.tab_to(self.examination.outcome.second.panel.passphrase)
        self.hands.type(passphrase)
        self.hands.press(Key.Key_Return)

    def step(self, letters: str, result: str) -> None:
        """Record a step of the examination."""
        self.hands.jump(letters)
        self.hands.press(Key.Key_Return)
        self.hands.jump(result)
        self.hands.press(Key.Key_Return)

    def finding(self, letters: str) -> None:
        """Go on to the findings and record one."""
        self.hands.press(Key.Key_F6)
        self.hands.jump(letters)
        self.hands.press(Key.Key_Return, Key.Key_Return)

    def serve(self, notice: str, day: str) -> None:
        """Record that a notice was served on a day."""
        law = self.examination.law
        assert law is not None
        self.hands.press(Key.Key_7, held=ALT)
        self.tab_to(law.actions_open)
        self.hands.jump("record the s")
        self.hands.press(Key.Key_Return)
        self.pick(law.service.notice, notice)
        if not law.service.name.text():
            self.tab_to(law.service.name)
            self.hands.type("Zarquet SA")
        self.tab_to(law.service.served)
        self.hands.type(day)
        self.hands.press(Key.Key_Return)

    def frames(self, *hues: int) -> None:
        """Let the camera see pictures, one after the other."""
        assert isinstance(self.desk.stills, QueuedStills)
        self.desk.stills.frames.extend([picture(hue) for hue in hues])


@contextmanager
def open_worked(station: Station, qtbot: QtBot, qapp: QApplication, pack: str) -> Iterator[Worked]:
    """Open the window over a station under a legal pack; Anna is at the bench."""
    with open_desk(station, law=shipped(pack), assess=assess_by_profiles) as desk:
        bench = BenchScreen(desk, CameraView())
        with open_window(desk, qtbot, qapp, bench) as window:
            cases = CaseScreens(window, desk, parent=window)
            wall = DueWall(window, desk, cases, window)
            bench.examination_asked.connect(cases.examine)
            examination = cases.examination.screen()
            hands = CountingHands(desk, window)
            yield Worked(desk, station, window, bench, examination, wall, hands)
            settle(desk)
