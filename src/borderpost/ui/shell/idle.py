"""Notices that nobody has touched the bench for a while."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QInputEvent

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Emits `idle` once after so many seconds without keys, mouse or touch, while it is started."""

    idle = Signal()

    def __init__(self, seconds: int = 300, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(seconds * 1000)
        self._clock.timeout.connect(self.idle)

    def set_seconds(self, seconds: int) -> None:
        """Change how long nobody may touch it."""
        self._clock.setInterval(seconds * 1000)

    def start(self) -> None:
        """Begin to watch."""
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._clock.start()

    def stop(self) -> None:
        """Watch no more."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._clock.stop()

    def running(self) -> bool:
        """Return whether it watches."""
        return self._clock.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the wait anew at every sign of life; events pass untouched."""
        # asked for its class first: an event's type takes ten times as long to tell
        if isinstance(event, QInputEvent) and event.type() in _SIGNS_OF_LIFE:
            self._clock.start()
        return False
