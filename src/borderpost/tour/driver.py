"""Hands and eyes at the workstation: real keys into its real window, and the wait for what they lead to."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListView, QPlainTextEdit, QWidget

from borderpost.devices.wedge_typist import Typist

PATIENCE = 20.0
"""Seconds for which the tour waits for a thing: many times what it takes on a slow machine."""

_LOOK_EVERY_MS = 5
# Milliseconds between two keys, and for which each is held: of a hand scanner, and of a person.
_SCANNER = (8.0, 3.0)
_PERSON = (180.0, 90.0)
# keys that end a scan, too: theirs has to be the time of a person's key, after that of the scan before
_ENDINGS = {"Return": "\r", "Tab": "\t"}


class Unmet(Exception):
    """What the tour expected did not come; `seen` is what was there instead."""

    def __init__(self, expected: str, seen: str = "") -> None:
        super().__init__(f"expected {expected}, saw {seen or 'nothing of it'}")
        self.expected = expected
        self.seen = seen


def expect(holds: bool, expected: str, seen: object = "") -> None:
    """Go on where it holds, else raise Unmet."""
    if not holds:
        raise Unmet(expected, str(seen))


class _Watch(QObject):
    """Looks, from within the event loop, whether something has come."""

    def __init__(self, holds: Callable[[], bool], seconds: float) -> None:
        super().__init__()
        self._holds = holds
        self._ends = time.monotonic() + seconds
        self._loop = QEventLoop()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._error: BaseException | None = None
        self._met = False

    def wait(self) -> bool:
        """Let the program run until it holds or the time is up; return whether it holds."""
        self._timer.start()
        self._loop.exec()
        self._timer.stop()
        if self._error is not None:
            raise self._error
        return self._met

    @Slot()
    def _look(self) -> None:
        try:
            self._met = self._holds()
        except BaseException as error:  # noqa: BLE001 - a slot may not raise: it is raised where it is waited for
            self._error = error
        if self._met or self._error is not None or time.monotonic() > self._ends:
            self._loop.quit()


def happens(holds: Callable[[], bool], *, seconds: float) -> bool:
    """Let the program run until it holds, at most for so long; return whether it does."""
    return _Watch(holds, seconds).wait()


def until(
    holds: Callable[[], bool],
    expected: str,
    seen: Callable[[], object] = str,
    *,
    seconds: float = PATIENCE,
) -> None:
    """Let the program run until it holds; raise Unmet with what was seen when the time is up."""
    if not _Watch(holds, seconds).wait():
        raise Unmet(expected, str(seen()))


class Hands:
    """Somebody at the keyboard of one window, with a hand scanner."""

    def __init__(self, window: QWidget) -> None:
        """The window has to be shown already."""
        handle = window.windowHandle()
        if handle is None:
            raise Unmet("a window that is shown")
        self._window = window
        self._handle: QWindow = handle
        self._typist = Typist()

    def wait_for_window(self) -> None:
        """Wait until keys go to the window."""
        until(self._window.isActiveWindow, "the window to be the active one")

    def press(self, *keys: str) -> None:
        """Press and release keys or chords by their names: "F6", "Ctrl+L", "Return"."""
        for key in keys:
            if key in _ENDINGS:
                self._typist.type(self._handle, _ENDINGS[key], *_PERSON)
                continue
            # the stubs do not know that a sequence consists of chords
            chord = QKeySequence(key)[0]  # type: ignore[index]
            expect(chord.key() is not Qt.Key.Key_unknown, "a key that there is", key)
            QTest.keyClick(self._handle, chord.key(), chord.keyboardModifiers())

    def type(self, text: str, into: QLineEdit | QPlainTextEdit) -> None:
        """Type text as a person does, into the field that has the focus, and wait until it stands there."""
        self.at(into)
        before = _text_of(into)
        self._typist.type(self._handle, text, *_PERSON)
        until(
            lambda: _text_of(into).endswith(text) and len(_text_of(into)) >= len(text),
            f"'{text}' to be typed into {into.accessibleName()}",
            lambda: f"'{_text_of(into)}' (before: '{before}')",
        )

    def scan(self, code: str) -> None:
        """Read a code with the hand scanner."""
        self._typist.type(self._handle, code + "\r", *_SCANNER)

    def scan_torn(self, half: str) -> None:
        """Read half of a code: the scanner begins a frame and never ends it."""
        self._typist.type(self._handle, "\x02" + half, *_SCANNER)

    def letter(self, letter: str) -> None:
        """Press one letter, as a person does."""
        self._typist.type(self._handle, letter, *_PERSON)

    def at(self, widget: QWidget) -> None:
        """Wait until the widget has the focus."""
        until(
            widget.hasFocus,
            f"the focus on {_named(widget)}",
            lambda: f"the focus on {_named(QApplication.focusWidget())}",
        )

    def walk_to(self, widget: QWidget, most: int = 60) -> None:
        """Press Tab until the widget has the focus."""
        passed: list[str] = []
        for _ in range(most):
            holder = QApplication.focusWidget()
            if holder is widget:
                return
            passed.append(_named(holder))
            self.press("Tab")
            happens(_focus_left(holder), seconds=1.0)
        raise Unmet(f"Tab to reach {_named(widget)}", f"the focus on {', '.join(passed)}")

    def choose(self, field: QListView | QComboBox, value: Callable[[], str], wanted: str) -> None:
        """Walk with the arrows to a choice of the list or box that has the focus."""
        self.at(field)
        self.press("Home")
        count = field.count() if isinstance(field, QComboBox) else field.model().rowCount()
        for _ in range(count):
            QApplication.processEvents()
            if value() == wanted:
                return
            self.press("Down")
        raise Unmet(f"{wanted} among the choices of {_named(field)}", value())


def _focus_left(holder: QWidget | None) -> Callable[[], bool]:
    return lambda: QApplication.focusWidget() is not holder


def _text_of(field: QLineEdit | QPlainTextEdit) -> str:
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()


def _named(widget: QWidget | None) -> str:
    if widget is None:
        return "nothing"
    return f"{widget.accessibleName() or type(widget).__name__} in {type(widget.parent()).__name__}"
