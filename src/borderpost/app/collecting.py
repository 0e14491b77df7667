"""Collects Python's garbage in the window's thread alone: any other would tear down widgets beside it."""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

_TICK_MS: Final = 1_000
_YOUNG: Final = 700
"""So many new objects are worth a look; the interpreter's own measure."""
_LOOKS_TO_OLDER: Final = 10
_RESTING_TICKS: Final = 5
_TICKS_AT_MOST: Final = 600


class Collecting(QObject):
    """From `start` to `stop` nothing is collected but by the ticks of this object's thread.

    The interpreter collects in whichever thread makes the object too many. In a thread of the store that ends
    Qt objects beside the window's thread, where a signal then finds a receiver half gone, and the process
    dies. Objects in no cycle are not concerned; they end with their last reference.
    """

    def __init__(self, parent: QObject, tick_ms: int = _TICK_MS) -> None:
        """Nothing changes before `start`."""
        super().__init__(parent)
        self._was_on = False
        self._looks = 0
        self._quiet = 0
        self._since_all = 0
        self._clock = QTimer(self)
        self._clock.setInterval(tick_ms)
        self._clock.timeout.connect(self._look)

    def start(self) -> None:
        """Take collecting over from the interpreter."""
        if not self._clock.isActive():
            self._was_on = gc.isenabled()
            gc.disable()
            self._clock.start()

    def stop(self) -> None:
        """Give it back."""
        if self._clock.isActive():
            self._clock.stop()
            gc.unfreeze()
            if self._was_on:
                gc.enable()

    def settle(self) -> None:
        """Collect everything, and look no more at what is left, above all the screens.

        Takes some 0.1 s, and makes every later look at everything a short one.
        """
        gc.collect()
        gc.freeze()

    @Slot()
    def _look(self) -> None:
        """Look at the young, seldom at the older; at all of them while nobody works."""
        self._since_all += 1
        if gc.get_count()[0] >= _YOUNG:
            self._quiet = 0
            self._looks += 1
            gc.collect(0 if self._looks % _LOOKS_TO_OLDER else 1)
        else:
            self._quiet += 1
        if self._looks and (self._quiet >= _RESTING_TICKS or self._since_all >= _TICKS_AT_MOST):
            gc.collect()
            self._looks = self._quiet = self._since_all = 0
