"""Makes the screen to which most parcels lead while the bench rests, so that no officer waits for it."""

from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from borderpost.ui.desk import Desk
from borderpost.ui.shell import Promised

_REST_MS: Final = 1_000
"""So long after a scan the bench rests: making a screen holds the window up for half a second."""


class MadeAtRest(QObject):
    """Begins with `start`; every scan puts it off, and a screen that somebody used meanwhile is there."""

    def __init__(
        self, desk: Desk, promised: Promised[Any], parent: QObject, *, rest_ms: int = _REST_MS
    ) -> None:
        """`promised` is the screen; it is made when nothing was scanned for so long."""
        super().__init__(parent)
        self._promised = promised
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setTimerType(Qt.TimerType.PreciseTimer)
        self._rest.setInterval(rest_ms)
        self._rest.timeout.connect(self.make)
        desk.scans.item_scanned.connect(self._put_off)

    @Slot()
    def start(self) -> None:
        """Wait for the bench to rest."""
        if self._promised.made is None:
            self._rest.start()

    def stop(self) -> None:
        """Make nothing any more."""
        self._rest.stop()

    def waits_ms(self) -> int:
        """Return how long it still waits if nothing is scanned, -1 where it does not."""
        return self._rest.remainingTime()

    @Slot()
    def make(self) -> None:
        """Make it now, unless it is there."""
        self._rest.stop()
        self._promised.screen()

    @Slot(object)
    def _put_off(self, _scan: object) -> None:
        if self._rest.isActive():
            self._rest.start()
