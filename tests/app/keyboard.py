"""A person's keys at the whole window, in the time of whatever was scanned or typed before them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from borderpost.app.workstation import Workstation
from borderpost.devices.wedge_typist import type_text
from ui.desk_maker import settle

_NONE = Qt.KeyboardModifier.NoModifier
_ENDINGS = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Tab: "\t"}


def press(station: Workstation, key: Qt.Key, held: Qt.KeyboardModifier = _NONE) -> None:
    """Press a key as the system would, and let what follows from it come home."""
    handle = station.window.windowHandle()
    if held == _NONE and key in _ENDINGS:
        # The times of a scan's keys run ahead of the clock here: an Enter of now could fall into the instant
        # after it, in which an Enter belongs to the scan.
        type_text(handle, _ENDINGS[key])
    else:
        QTest.keyClick(handle, key, held)
    settle(station.desk)
