"""Files that a machine put into the bench's folder, and that wait for an officer to say whose they are."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

_MOST = 20


class Arrivals(QObject):
    """Fed by the composition root, on the main thread. `changed` follows every arrival and every taking."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Path] = []

    @property
    def newest(self) -> Path | None:
        """The file that came last and waits."""
        return self._waiting[-1] if self._waiting else None

    @property
    def count(self) -> int:
        """How many wait."""
        return len(self._waiting)

    @Slot(object)
    def arrive(self, path: Path) -> None:
        """A file has come; of many that nobody wants, the oldest are no longer offered."""
        if path in self._waiting:
            self._waiting.remove(path)
        self._waiting = [*self._waiting, path][-_MOST:]
        self.changed.emit()

    def take(self) -> Path | None:
        """Give the newest away."""
        path = self._waiting.pop() if self._waiting else None
        self.changed.emit()
        return path

    def put_aside(self) -> None:
        """Offer none of them any longer; they stay in their folder."""
        self._waiting.clear()
        self.changed.emit()
