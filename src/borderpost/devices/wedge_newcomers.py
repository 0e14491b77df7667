"""Finds the windows that open under the officer's hands, before the first key that they take."""

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QWindow

_OPENING_MS = 300
_LATE_MS = 4.0


class Newcomers(QObject):
    """Has the wedge listen to a window that opens, before that window's first key.

    A menu or a list that pops up takes the keys at once, and is told of as the window in focus only behind
    those that were waiting already: the first letters of a scan would choose from it. It looks out behind a
    click and behind each key that goes on to its window, for as long as either may open something. A
    scanner's keys go on to none.
    """

    def __init__(self, wedge: QObject) -> None:
        super().__init__(wedge)
        self._wedge = wedge
        self._due = 0.0
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_OPENING_MS)
        self._clock.timeout.connect(self._on_time)

    def look_out(self) -> None:
        """Look out from now on, for a while."""
        application = QCoreApplication.instance()
        if application is not None:
            if not self._clock.isActive():
                application.installEventFilter(self)
            self._due = _now_ms() + _OPENING_MS
            self._clock.start()

    def stop(self) -> None:
        """Look out no more."""
        self._clock.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, _event: QEvent) -> bool:
        """Have the wedge listen to a window that anything happens to; what happens goes on. (Qt's name.)"""
        if isinstance(watched, QWindow):
            watched.installEventFilter(self._wedge)
        return False

    @Slot()
    def _on_time(self) -> None:
        if _now_ms() - self._due > _LATE_MS:
            # this thread was busy: what opens a window may be waiting behind this timer
            self._due = _now_ms() + _OPENING_MS
            self._clock.start()
            return
        self.stop()


def _now_ms() -> float:
    return time.monotonic() * 1000.0
