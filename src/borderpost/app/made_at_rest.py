"""Makes what the next parcels need while the bench rests, so that no officer waits for it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from borderpost.ui.desk import Desk

_REST_MS: Final = 1_000
"""So long after a scan the bench rests: making a screen holds the window up for half a second."""


class MadeAtRest(QObject):
    """Begins with `start`; every scan puts it off."""

    def __init__(
        self, desk: Desk, *makes: Callable[[], object], parent: QObject, rest_ms: int = _REST_MS
    ) -> None:
        """Each of `makes` is called when nothing was scanned for so long; what is there it need not make."""
        super().__init__(parent)
        self._makes = makes
        self._made = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setTimerType(Qt.TimerType.PreciseTimer)
        self._rest.setInterval(rest_ms)
        self._rest.timeout.connect(self.make)
        desk.scans.item_scanned.connect(self._put_off)

    @Slot()
    def start(self) -> None:
        """Wait for the bench to rest."""
        if not self._made:
            self._rest.start()

    def stop(self) -> None:
        """Make nothing any more."""
        self._rest.stop()

    def waits_ms(self) -> int:
        """Return how long it still waits if nothing is scanned, -1 where it does not."""
        return self._rest.remainingTime()

    @Slot()
    def make(self) -> None:
        """Make all of it now."""
        self._rest.stop()
        self._made = True
        for make in self._makes:
            make()

    @Slot(object)
    def _put_off(self, _scan: object) -> None:
        if self._rest.isActive():
            self._rest.start()
