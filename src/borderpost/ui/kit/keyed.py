"""Keys that press a button at once."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton


class ButtonKey(QObject):
    """A key for a button, in force while the button is shown and enabled.

    A button's own shortcut waits 100 ms, for the sake of an animation, and ignores the key meanwhile: too
    slow for hands that know the keys.
    """

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self._button = button
        self._shortcut = QShortcut(button)
        self._shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        self._shortcut.setAutoRepeat(False)
        self._shortcut.activated.connect(self._press)

    def set_key(self, key: str) -> str:
        """Take another key, or none; return its name as this system writes it."""
        sequence = QKeySequence(key)
        self._shortcut.setKey(sequence)
        return sequence.toString(QKeySequence.SequenceFormat.NativeText)

    @Slot()
    def _press(self) -> None:
        self._button.click()
