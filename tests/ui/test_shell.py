"""The main window: screens by key, the lock, small windows, large text, mirrored layouts."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from borderpost.ui.icons import Icon
from borderpost.ui.kit import Card, FormField, LaneBadge, NextStepBar, Step, Text
from borderpost.ui.login import Answer, LoginScreen, OfficerCard, Verdict
from borderpost.ui.shell import MainWindow
from borderpost.ui.shell.idle import IdleWatch
from borderpost.ui.theme.theme import TEXT_SCALES, Theme, ThemeChoice
from borderpost.ui.theme.tokens import Scheme, Tone
from ui.walk import assert_all_reached, assert_named


class Place(QWidget):
    """A screen with one field and a next step, which counts how often it was shown."""

    def __init__(self, name: str, title: str, shortcut: str) -> None:
        super().__init__()
        self._name, self._title, self._shortcut = name, title, shortcut
        self.shown = 0
        self.editor = QLineEdit()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(LaneBadge("red", big=True))
        card = Card(title)
        card.add(Text("A sentence that is long enough to be wrapped somewhere. " * 6, wrap=True))
        card.add(FormField("Remarks", self.editor))
        column.addWidget(card, 1)
        self.bar = NextStepBar()
        self.bar.set_steps(
            "Examine it.", Step("examine", "Begin examination", "F6"), Step("hold", "Hold", "F7")
        )
        column.addWidget(self.bar)

    @property
    def name(self) -> str:
        return self._name

    @property
    def icon(self) -> Icon:
        return Icon.SCAN

    @property
    def title(self) -> str:
        return self._title

    @property
    def shortcut(self) -> str:
        return self._shortcut

    @property
    def widget(self) -> QWidget:
        return self

    def on_shown(self) -> None:
        self.shown += 1
        self.editor.setFocus()


class OpenGate:
    """Lets everybody in."""

    def authenticate(self, officer_id: str, passphrase: str, done: Callable[[Answer], None]) -> None:
        done(Answer(Verdict.ACCEPTED))


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, ThemeChoice.LIGHT)


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> MainWindow:
    made = MainWindow(theme)
    made.set_gate(LoginScreen(OpenGate(), [OfficerCard("o-1", "Amara Okafor", "Customs officer")]))
    made.add_screen(Place("bench", "Bench", "F2"))
    made.add_screen(Place("log", "Inspection log", "F5"))
    made.top.set_place("Mail centre North", "B-07")
    made.set_status("journal", "Journal sound", Tone.POSITIVE)
    made.set_status("camera", "Camera off", Tone.NEUTRAL, Icon.CAMERA)
    made.set_status("exchange", "Exchange 3 h ago", Tone.CAUTION, Icon.SYNC)
    qtbot.addWidget(made, before_close_func=lambda each: each.idle.stop())
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def place(window: MainWindow, name: str) -> Place:
    found = window.find_screen(name)
    assert isinstance(found, Place)
    return found


def test_nothing_but_the_login_is_seen_before_somebody_signs_in(window: MainWindow) -> None:
    assert window.current_screen() == ""
    assert not place(window, "bench").isVisible()
    window.open_bench("Amara Okafor", "Customs officer")
    assert window.current_screen() == "bench"
    assert place(window, "bench").editor.hasFocus()


def test_function_keys_go_from_screen_to_screen(window: MainWindow, qtbot: QtBot) -> None:
    window.open_bench("Amara Okafor", "Customs officer")
    with qtbot.waitSignal(window.screen_changed) as changed:
        qtbot.keyClick(window, Qt.Key.Key_F5)
    assert changed.args == ["log"]
    assert place(window, "log").isVisible()
    assert place(window, "log").editor.hasFocus()
    assert window.rail.button("log").isChecked()
    assert not window.rail.button("bench").isChecked()
    with qtbot.waitSignal(place(window, "log").bar.taken):
        qtbot.keyClick(window, Qt.Key.Key_F6)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert place(window, "bench").shown == 2


def test_the_lock_hides_the_work_and_keeps_it(window: MainWindow, qtbot: QtBot) -> None:
    window.open_bench("Amara Okafor", "Customs officer")
    window.show_screen("log")
    qtbot.keyClicks(place(window, "log").editor, "two wallets")
    with qtbot.waitSignal(window.locked):
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.current_screen() == ""
    assert not place(window, "log").isVisible()
    assert not window.idle.running()
    with qtbot.assertNotEmitted(window.screen_changed):
        qtbot.keyClick(window, Qt.Key.Key_F2)
    window.open_bench("Amara Okafor", "Customs officer")
    assert window.current_screen() == "log"
    assert place(window, "log").editor.text() == "two wallets"


def test_an_idle_bench_locks_itself(window: MainWindow, qtbot: QtBot) -> None:
    window.open_bench("Amara Okafor", "Customs officer")
    assert window.idle.running()
    with qtbot.waitSignal(window.locked):
        window.idle.idle.emit()
    assert window.current_screen() == ""


def test_every_key_in_any_window_begins_the_wait_anew(qapp: QApplication, qtbot: QtBot) -> None:
    watch = IdleWatch(seconds=0)
    known, later = QLineEdit(), QLineEdit()
    for target in (known, later):
        qtbot.addWidget(target)
    with qtbot.waitActive(known):
        known.show()
    with qtbot.waitSignal(watch.idle):
        watch.start()
    with qtbot.waitActive(later):
        later.show()
    for target in (known, later):
        assert not watch.running()
        window = target.windowHandle()
        assert window is not None
        with qtbot.waitSignal(watch.idle):
            QTest.keyClick(window, Qt.Key.Key_A)
        assert target.text() == "a"
    watch.stop()


def test_a_watch_that_was_stopped_hears_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    watch = IdleWatch(seconds=1000)
    target = QLineEdit()
    qtbot.addWidget(target)
    watch.start()
    watch.stop()
    with qtbot.waitActive(target):
        target.show()
    window = target.windowHandle()
    assert window is not None
    QTest.keyClick(window, Qt.Key.Key_A)
    assert target.text() == "a"
    assert not watch.running()


def test_keys_change_scheme_and_text_size(window: MainWindow, theme: Theme, qtbot: QtBot) -> None:
    window.open_bench("Amara Okafor", "Customs officer")
    control = Qt.KeyboardModifier.ControlModifier
    seen = []
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_D, control)
        seen.append(theme.scheme)
    assert seen == [Scheme.DARK, Scheme.CONTRAST, Scheme.LIGHT]
    sizes = []
    for _ in TEXT_SCALES:
        qtbot.keyClick(window, Qt.Key.Key_T, control)
        sizes.append(theme.text_scale)
    assert sizes == [1.25, 1.5, 2.0, 1.0]


@pytest.mark.parametrize(
    ("size", "scale"),
    [(QSize(1280, 800), 1.0), (QSize(1024, 768), 1.0), (QSize(1024, 768), 2.0), (QSize(1280, 800), 2.0)],
)
def test_a_small_window_and_large_text_still_fit(
    size: QSize, scale: float, window: MainWindow, theme: Theme
) -> None:
    window.resize(size)
    theme.set_text_scale(scale)
    window.open_bench("Amara Okafor", "Customs officer")
    QApplication.processEvents()
    assert window.size() == size
    assert window.minimumSizeHint().width() <= size.width()
    assert window.minimumSizeHint().height() <= size.height()
    rail_share = window.rail.width() / window.width()
    assert rail_share < (0.17 if scale == 1.0 else 0.13)
    lock = window.top.lock
    assert window.rect().contains(lock.mapTo(window, lock.rect().bottomRight()))
    theme.set_text_scale(1.0)


def test_what_has_the_focus_is_scrolled_into_sight(window: MainWindow, theme: Theme, qtbot: QtBot) -> None:
    window.resize(1024, 640)
    theme.set_text_scale(2.0)
    window.open_bench("Amara Okafor", "Customs officer")
    QApplication.processEvents()
    button = place(window, "bench").bar.button("examine")
    button.setFocus()
    qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty())
    assert button.visibleRegion().boundingRect().height() == button.height()
    theme.set_text_scale(1.0)


def test_right_to_left_puts_the_navigation_on_the_right(window: MainWindow) -> None:
    window.open_bench("Amara Okafor", "Customs officer")
    assert window.rail.mapTo(window, window.rail.rect().topLeft()).x() == 0
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    assert window.rail.mapTo(window, window.rail.rect().topRight()).x() == window.width() - 1
    assert not window.grab().isNull()


def test_what_is_said_stands_in_the_status_line(window: MainWindow) -> None:
    window.open_bench("Amara Okafor", "Customs officer")
    window.say("Recorded as entry 1 204", Tone.POSITIVE)
    assert window.said() == "Recorded as entry 1 204"
    window.set_status("camera", "")
    assert window.top.status("journal") == "Journal sound"
    assert window.top.status("nothing") == ""


def test_where_room_is_short_the_quiet_states_give_up_their_words_first(window: MainWindow) -> None:
    window.open_bench("Amara Okafor", "Customs officer")
    window.resize(1280, 800)
    QApplication.processEvents()
    folded = {name: pill.is_compact for name, pill in window.top._by_name.items()}
    assert folded == {"journal": False, "camera": False, "exchange": False}
    for name in ("messages", "clock"):
        window.set_status(name, "Something that waits for an officer", Tone.CAUTION)
    QApplication.processEvents()
    folded = {name: pill.is_compact for name, pill in window.top._by_name.items()}
    assert folded["camera"]
    assert not folded["clock"]
    for name in ("messages", "clock"):
        window.set_status(name, "")
    QApplication.processEvents()
    assert not any(pill.is_compact for pill in window.top._by_name.values())


def test_waiting_things_are_counted_in_the_navigation(window: MainWindow) -> None:
    button = window.rail.button("log")
    button.set_count(3)
    assert button.accessibleName() == "Inspection log, 3 waiting"
    button.set_count(0)
    assert button.accessibleName() == "Inspection log"


def test_the_window_tells_before_it_closes(window: MainWindow, qtbot: QtBot) -> None:
    window.open_bench("Amara Okafor", "Customs officer")
    with qtbot.waitSignal(window.closing):
        window.close()
    assert not window.idle.running()


@pytest.mark.parametrize("locked", [True, False])
def test_the_window_is_named_and_reached(locked: bool, window: MainWindow) -> None:
    if not locked:
        window.open_bench("Amara Okafor", "Customs officer")
    assert_named(window)
    assert_all_reached(window)
