"""The wedge on a real window: scans become signals, typing reaches the field, shortcuts work."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QShortcut, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from borderpost.devices.wedge import StampClock, UnreadableScan, Wedge
from borderpost.devices.wedge_keys import Spoilt, WedgeSettings
from borderpost.devices.wedge_typist import type_scan, type_text
from borderpost.domain.scan import RawScan, ScanSource

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's own remark


class Ear(QObject):
    """Keeps what the wedge says."""

    def __init__(self, wedge: Wedge) -> None:
        super().__init__()
        self.scans: list[RawScan] = []
        self.unreadable: list[UnreadableScan] = []
        wedge.scanned.connect(self.on_scan)
        wedge.unreadable.connect(self.on_unreadable)

    @Slot(object)
    def on_scan(self, scan: RawScan) -> None:
        self.scans.append(scan)

    @Slot(object)
    def on_unreadable(self, unreadable: UnreadableScan) -> None:
        self.unreadable.append(unreadable)

    @property
    def texts(self) -> list[str]:
        return [scan.data.decode() for scan in self.scans]


class Bench:
    """A window with fields, a wedge over it, and an ear."""

    def __init__(self, qtbot: QtBot, settings: WedgeSettings | None = None) -> None:
        self.widget = QWidget()
        self.field = QLineEdit()
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.button = QPushButton("Next")
        box = QVBoxLayout(self.widget)
        for child in (self.field, self.secret, self.button):
            box.addWidget(child)
        qtbot.addWidget(self.widget)
        with qtbot.waitExposed(self.widget):
            self.widget.show()
        self.field.setFocus()
        handle = self.widget.windowHandle()
        assert handle is not None
        self.window: QWindow = handle
        self.wedge = Wedge(settings)
        self.wedge.install()
        self.ear = Ear(self.wedge)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(qtbot)
    yield made
    made.wedge.remove()


def press(window: QWindow, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier | None = None) -> None:
    held = Qt.KeyboardModifier.NoModifier if modifiers is None else modifiers
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(window, QKeyEvent(kind, key, held, text))


def test_a_scan_becomes_a_raw_scan_and_leaves_the_field_alone(bench: Bench) -> None:
    bench.field.setText("before")
    type_scan(bench.window, "]C0RR123456785GB")
    assert bench.ear.texts == ["RR123456785GB"]
    scan = bench.ear.scans[0]
    assert (scan.symbology, scan.source, scan.device) == ("]C0", ScanSource.WEDGE, "wedge")
    assert scan.at.utcoffset() is not None
    assert bench.field.text() == "before"


def test_events_without_times_are_a_scan_too(bench: Bench) -> None:
    for letter in "RR123456785GB":
        press(bench.window, Qt.Key(ord(letter)), letter)
    press(bench.window, Qt.Key.Key_Return, "\r")
    assert (bench.ear.texts, bench.field.text()) == (["RR123456785GB"], "")


def test_the_windowing_system_may_bring_the_keys(bench: Bench) -> None:
    for letter in "RR123456785GB":
        QTest.keyClick(bench.window, Qt.Key(ord(letter)))
    QTest.keyClick(bench.window, Qt.Key.Key_Return)
    assert (bench.ear.texts, bench.field.text()) == (["rr123456785gb"], "")


def test_gs_arrives_as_control_and_bracket_or_as_a_key_of_choice(qtbot: QtBot) -> None:
    bench = Bench(qtbot, WedgeSettings(group_separator_key=Qt.Key.Key_F8.value))
    try:
        type_scan(bench.window, "]C1011234567890123110ABC\x1d17260101")
        for letter in "0112345":
            press(bench.window, Qt.Key(ord(letter)), letter)
        press(bench.window, Qt.Key.Key_F8)
        for letter in "17":
            press(bench.window, Qt.Key(ord(letter)), letter)
        press(bench.window, Qt.Key.Key_BracketRight, "]", Qt.KeyboardModifier.ControlModifier)
        press(bench.window, Qt.Key.Key_2, "2")
        press(bench.window, Qt.Key.Key_Tab, "\t")
    finally:
        bench.wedge.remove()
    assert bench.ear.texts == ["011234567890123110ABC\x1d17260101", "0112345\x1d17\x1d2"]
    assert bench.field.text() == ""


def test_typing_reaches_the_field(bench: Bench, qtbot: QtBot) -> None:
    type_text(bench.window, "Two pairs of shoes, 5 € each")
    qtbot.waitUntil(lambda: bench.field.text() == "Two pairs of shoes, 5 € each", timeout=2000)
    assert bench.ear.scans == []


def test_a_passphrase_is_typed_as_ever(bench: Bench, qtbot: QtBot) -> None:
    bench.secret.setFocus()
    type_text(bench.window, "correct Horse 9!", gap_ms=60.0)
    qtbot.waitUntil(lambda: bench.secret.text() == "correct Horse 9!", timeout=2000)


def test_a_scan_never_lands_in_a_passphrase(bench: Bench) -> None:
    bench.secret.setFocus()
    type_scan(bench.window, "RR123456785GB")
    assert (bench.secret.text(), bench.ear.texts) == ("", ["RR123456785GB"])


def test_a_scan_presses_no_button_and_moves_no_focus(bench: Bench) -> None:
    clicks: list[int] = []
    bench.button.clicked.connect(lambda: clicks.append(1))
    bench.button.setFocus()
    type_scan(bench.window, "RR 123 456 785 GB", ending="\t")
    assert bench.button.hasFocus()
    assert (clicks, bench.ear.texts) == ([], ["RR 123 456 785 GB"])


def test_shortcuts_act_at_once_and_after_the_letters_before_them(bench: Bench) -> None:
    seen: list[str] = []
    for sequence in ("Alt+G", "F5", "Ctrl+S"):
        QShortcut(sequence, bench.widget).activated.connect(lambda: seen.append(bench.field.text()))
    press(bench.window, Qt.Key.Key_A, "a")
    QTest.keyClick(bench.window, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
    press(bench.window, Qt.Key.Key_B, "b")
    QTest.keyClick(bench.window, Qt.Key.Key_F5)
    QTest.keyClick(bench.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert seen == ["a", "ab", "ab"]


def test_a_bare_letter_as_shortcut_waits_for_a_person_and_ignores_a_scanner(
    bench: Bench, qtbot: QtBot
) -> None:
    seen: list[int] = []
    bench.button.setFocus()
    QShortcut("7", bench.widget).activated.connect(lambda: seen.append(7))
    type_scan(bench.window, "777777777")
    for _ in range(8):
        QTest.keyClick(bench.window, Qt.Key.Key_7)
    QTest.keyClick(bench.window, Qt.Key.Key_Return)
    assert (seen, bench.ear.texts) == ([], ["777777777", "77777777"])
    QTest.keyClick(bench.window, Qt.Key.Key_7)
    qtbot.waitUntil(lambda: seen == [7], timeout=2000)


def test_backspace_keeps_its_place_among_the_letters(bench: Bench, qtbot: QtBot) -> None:
    press(bench.window, Qt.Key.Key_A, "a")
    press(bench.window, Qt.Key.Key_B, "b")
    press(bench.window, Qt.Key.Key_Backspace)
    press(bench.window, Qt.Key.Key_C, "c")
    qtbot.waitUntil(lambda: bench.field.text() == "ac", timeout=2000)


def test_an_input_method_comes_after_the_letters_before_it(bench: Bench) -> None:
    press(bench.window, Qt.Key.Key_A, "a")
    composed = QInputMethodEvent()
    composed.setCommitString("é")
    QCoreApplication.sendEvent(bench.field, composed)
    assert bench.field.text() == "aé"


def test_a_click_elsewhere_leaves_the_letter_where_it_was_typed(bench: Bench) -> None:
    press(bench.window, Qt.Key.Key_A, "a")
    QTest.mouseClick(bench.window, Qt.MouseButton.LeftButton, pos=bench.secret.geometry().center())
    assert bench.secret.hasFocus()
    assert (bench.field.text(), bench.secret.text()) == ("a", "")


def test_a_held_key_repeats(bench: Bench, qtbot: QtBot) -> None:
    key, none = Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier
    first = QKeyEvent(QEvent.Type.KeyPress, key, none, "x")
    QCoreApplication.sendEvent(bench.window, first)
    qtbot.waitUntil(lambda: bench.field.text() == "x", timeout=2000)
    for _ in range(10):
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            QCoreApplication.sendEvent(bench.window, QKeyEvent(kind, key, none, "x", True))
    assert bench.field.text() == "x" * 11


def test_keys_that_open_a_dialog_do_not_upset_the_order(bench: Bench, qtbot: QtBot) -> None:
    dialog = QDialog(bench.widget)
    inner = QLineEdit(dialog)
    qtbot.addWidget(dialog)

    @Slot()
    def open_dialog() -> None:
        dialog.open()
        inner.setFocus()

    bench.field.returnPressed.connect(open_dialog)
    type_text(bench.window, "ab\r")
    qtbot.waitUntil(dialog.isActiveWindow, timeout=2000)
    handle = dialog.windowHandle()
    assert handle is not None
    type_scan(handle, "RR123456785GB")
    assert (bench.field.text(), inner.text(), bench.ear.texts) == ("ab", "", ["RR123456785GB"])


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_a_scan_over_an_open_list_is_a_scan_and_chooses_nothing(bench: Bench, qtbot: QtBot) -> None:
    """A list that pops up takes the keys, and no focus: the window behind it keeps that."""
    choice = QComboBox()
    choice.addItems(["one", "Release", "Ready"])
    bench.widget.layout().addWidget(choice)
    choice.show()
    choice.setFocus()
    type_text(bench.window, " ")  # opens it, as a person would
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=2000)
    QCoreApplication.processEvents()
    popup = QApplication.activePopupWidget()
    handle = popup.windowHandle()
    assert handle is not bench.window
    type_scan(handle, "RR123456785GB")
    assert bench.ear.texts == ["RR123456785GB"]
    assert choice.currentText() == "one"
    assert QApplication.activePopupWidget() is not None
    choice.hidePopup()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_the_first_key_over_a_list_that_has_just_opened_belongs_to_the_scan(bench: Bench) -> None:
    """While the computer is busy, keys wait before it is told which window is in focus now."""
    choice = QComboBox()
    choice.addItems(["one", "Release", "Ready"])
    bench.widget.layout().addWidget(choice)
    choice.show()
    choice.setFocus()
    press(bench.window, Qt.Key.Key_F4)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    type_scan(popup.windowHandle(), "RR123456785GB")
    assert bench.ear.texts == ["RR123456785GB"]
    assert choice.currentText() == "one"
    choice.hidePopup()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_a_scan_over_a_menu_opened_with_the_mouse_is_a_scan(bench: Bench, qtbot: QtBot) -> None:
    chosen: list[str] = []
    menu = QMenu(bench.widget)
    menu.addAction("Release", lambda: chosen.append("release"))
    bench.button.setMenu(menu)

    def scan_over_it() -> None:
        handle = menu.windowHandle()
        assert handle is not None
        type_scan(handle, "RR123456785GB")
        menu.close()

    # the menu has a loop of its own, from the press on
    menu.aboutToShow.connect(lambda: QTimer.singleShot(20, scan_over_it))
    QTest.mousePress(bench.window, Qt.MouseButton.LeftButton, pos=bench.button.geometry().center())
    qtbot.waitUntil(lambda: bench.ear.texts == ["RR123456785GB"], timeout=2000)
    assert not chosen


def test_after_a_while_only_the_windows_are_listened_to(bench: Bench, qtbot: QtBot) -> None:
    looking_out = bench.wedge._newcomers
    QTest.mouseClick(bench.window, Qt.MouseButton.LeftButton)
    assert looking_out.is_active()
    qtbot.waitUntil(lambda: not looking_out.is_active(), timeout=5000)
    type_scan(bench.window, "RR123456785GB")
    assert bench.ear.texts == ["RR123456785GB"]
    assert not looking_out.is_active()


def test_what_is_removed_hears_no_more(bench: Bench) -> None:
    bench.wedge.remove()
    type_scan(bench.window, "RR123456785GB", ending="")
    composed = QInputMethodEvent()
    composed.setCommitString("é")
    QCoreApplication.sendEvent(bench.field, composed)
    assert (bench.ear.texts, bench.field.text()) == ([], "RR123456785GBé")


def test_a_late_timer_lets_the_rest_of_the_scan_come_first(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.wedge.remove()
    now = [1000.0]
    wedge = Wedge(now_ms=lambda: now[0])
    wedge.install()
    ear = Ear(wedge)
    try:
        events = [(letter, 5000 + 8 * n) for n, letter in enumerate("RR123456785GB\r")]
        for letter, stamp in events[:3]:
            send_at(bench.window, letter, stamp)
        now[0] += 400.0  # the thread was busy
        wedge._on_silence()
        for letter, stamp in events[3:]:
            send_at(bench.window, letter, stamp)
    finally:
        wedge.remove()
    assert (ear.texts, bench.field.text()) == (["RR123456785GB"], "")


def send_at(window: QWindow, letter: str, stamp: int) -> None:
    key = Qt.Key.Key_Return if letter == "\r" else Qt.Key(ord(letter))
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
        event.setTimestamp(stamp)
        QCoreApplication.sendEvent(window, event)


def test_a_torn_scan_is_told(bench: Bench) -> None:
    for n, letter in enumerate("\x02RR123456\x02CP1234\x03"):
        key = Qt.Key(ord(letter)) if letter > " " else Qt.Key(ord(letter) + 0x40)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            event.setTimestamp(9000 + 5 * n)
            QCoreApplication.sendEvent(bench.window, event)
    assert [(u.text, u.why) for u in bench.ear.unreadable] == [("RR123456CP1234", Spoilt.MIXED)]


def test_a_foreign_layout_is_put_right(qtbot: QtBot) -> None:
    bench = Bench(qtbot, WedgeSettings(layout="fr"))
    try:
        type_scan(bench.window, "RR&éç(-è_çà&GB")
    finally:
        bench.wedge.remove()
    assert bench.ear.texts == ["RR1295678901GB"]


def test_removing_the_wedge_lets_keys_go(bench: Bench) -> None:
    press(bench.window, Qt.Key.Key_A, "a")
    bench.wedge.remove()
    assert bench.field.text() == "a"


def test_the_clocks_of_the_windowing_system_and_of_this_process_are_brought_together() -> None:
    clock = StampClock()
    assert clock.place(0, 70.0, idle=True) == 70.0
    assert clock.place(50_000, 100.0, idle=True) == 100.0
    assert clock.place(50_010, 400.0, idle=False) == 110.0
    assert clock.place(3, 500.0, idle=True) == 500.0  # it wrapped around
    assert clock.place(13, 510.0, idle=True) == 510.0
    assert clock.place(30, 520.0, idle=True) == 520.0  # no event comes from the future
