"""Keys typed into a window as a scanner or a person would press them: for the tour, trials and tests.

The keys are real events with real times, sent to the QWindow, so that they take the way of a keyboard's:
an installed wedge sees them first, and what it lets through reaches the widget that has the focus.
"""

import time

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Typist:
    """Somebody or something that presses keys, one after the other in time."""

    def __init__(self, pause_ms: float = 600.0) -> None:
        """`pause_ms` is the least time between the last key of one text and the first of the next."""
        self._pause = pause_ms
        self._free_from = 0.0

    def type(self, window: QWindow, text: str, gap_ms: float, dwell_ms: float) -> None:
        """Press and release the keys of `text` one by one; the times are written on the events."""
        stamp = max(time.monotonic() * 1000.0, self._free_from)
        for character in text:
            key, modifiers = key_of(character)
            for kind, at in ((QEvent.Type.KeyPress, stamp), (QEvent.Type.KeyRelease, stamp + dwell_ms)):
                event = QKeyEvent(kind, key, modifiers, character)
                event.setTimestamp(round(at))
                QCoreApplication.sendEvent(window, event)
            stamp += gap_ms
        self._free_from = stamp + dwell_ms + self._pause


_TYPIST = Typist()


def type_scan(window: QWindow, text: str, gap_ms: float = 8.0, *, ending: str = "\r") -> None:
    """Send `text` as a scanner does, `gap_ms` between keys, closed by `ending` (also "\t" or "").

    `text` may hold an AIM prefix and control characters (GS as "\x1d"; STX, ETX). Returns at once: the times
    between the keys are written on the events, nothing waits for them.
    """
    _TYPIST.type(window, text + ending, gap_ms, gap_ms / 3)


def type_text(window: QWindow, text: str, gap_ms: float = 180.0) -> None:
    """Send `text` as a person types it, without waiting; "\r" and "\t" are Enter and Tab.

    An installed wedge lets the last letter through some 35 ms later.
    """
    _TYPIST.type(window, text, gap_ms, gap_ms / 2)


def key_of(character: str) -> tuple[int, Qt.KeyboardModifier]:
    """The Qt key and modifiers that yield this character on a US keyboard."""
    if character in "\r\n":
        return Qt.Key.Key_Return.value, _NONE
    if character == "\t":
        return Qt.Key.Key_Tab.value, _NONE
    if character < " ":
        return ord(character) + 0x40, _CONTROL
    upper = character.upper()
    key = ord(upper) if len(upper) == 1 else ord(character)
    return key, _SHIFT if character.isupper() or character in '!@#$%^&*()_+{}|:"<>?~' else _NONE
