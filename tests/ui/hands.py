"""An officer's hands at the keyboard: every key goes to whatever has the focus, and its results come home."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from borderpost.domain.scan import RawScan, ScanSource
from borderpost.ui.desk import Desk
from ui.desk_maker import settle


class Hands:
    """Works a window by keys and the scanner alone."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self._desk = desk
        self._window = window

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys one after the other."""
        for key in keys:
            QTest.keyClick(self.holder() or self._window, key, held)
            settle(self._desk)

    def type(self, text: str) -> None:
        """Type a text."""
        for letter in text:
            holder = self.holder() or self._window
            if letter.isascii():
                QTest.keyClick(holder, letter)
            else:
                QTest.sendKeyEvent(
                    QTest.KeyAction.Click, holder, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
                )
        settle(self._desk)

    def scan(self, code: str) -> None:
        """Scan a code with the scanner."""
        self._desk.scans.route(RawScan(code.encode(), ScanSource.WEDGE, self._desk.clock()))
        settle(self._desk)

    def holder(self) -> QWidget | None:
        """Return what has the focus."""
        return QApplication.focusWidget()
