"""Finds the windows that open under the officer's hands, before the first key that they take."""

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QWindow

_OPENING_MS = 300
_LATE_MS = 4


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
        self._since = QElapsedTimer()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        # a coarse one may be so late by itself, and would never end
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.setInterval(_OPENING_MS)
        self._clock.timeout.connect(self._on_time)

    def look_out(self) -> None:
        """Look out from now on, for a while."""
        application = QCoreApplication.instance()
        if application is not None:
            if not self.is_active():
                application.installEventFilter(self)
            self._since.start()
            self._clock.start()

    def is_active(self) -> bool:
        """Return whether it looks out."""
        return self._clock.isActive()

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
        if self._since.elapsed() > _OPENING_MS + _LATE_MS:
            # this thread was busy: what opens a window may be waiting behind this timer
            self.look_out()
        else:
            self.stop()
