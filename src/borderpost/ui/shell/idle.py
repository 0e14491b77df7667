"""Notices that nobody has touched the bench for a while."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

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
        self._watching = False
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(seconds * 1000)
        self._clock.timeout.connect(self.idle)

    def set_seconds(self, seconds: int) -> None:
        """Change how long nobody may touch it."""
        self._clock.setInterval(seconds * 1000)

    def start(self) -> None:
        """Begin to watch."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch_windows, Qt.ConnectionType.UniqueConnection)
        self._watching = True
        self._watch_windows()
        self._clock.start()

    def stop(self) -> None:
        """Watch no more."""
        self._watching = False
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)
        self._clock.stop()

    def running(self) -> bool:
        """Return whether it watches."""
        return self._clock.isActive()

    @Slot()
    def _watch_windows(self) -> None:
        """Listen to the windows, where all keys and all touches come in.

        A filter over the application would be asked about every event of every widget, hundreds where one
        parcel takes another's place.
        """
        if self._watching:
            for window in QGuiApplication.allWindows():
                window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the wait anew at every sign of life; events pass untouched."""
        if event.type() in _SIGNS_OF_LIFE:
            self._clock.start()
        return False
