"""Pictures from files, the clipboard and drops on their way to the decoder, off the main thread."""

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from borderpost.devices.still_images import (
    ImageError,
    StillReading,
    pixels_of_file,
    pixels_of_qimage,
    read_still,
)

_QUEUED = Qt.ConnectionType.QueuedConnection
_CLIPBOARD = "clipboard"


def pictures_in(offered: QMimeData) -> tuple[Path | QImage, ...]:
    """The pictures that a clipboard or a drop offers: local files first, else the image itself."""
    files = tuple(Path(url.toLocalFile()) for url in offered.urls() if url.isLocalFile())
    if files:
        return files
    image = offered.imageData() if offered.hasImage() else None
    return (image,) if isinstance(image, QImage) and not image.isNull() else ()


class PictureReader(QObject):
    """Reads the pictures given to it one after the other on a thread of its own.

    Signals in the main thread, one for each picture and in their order: `read` (name, StillReading) or
    `failed` (name, ImageError).
    """

    read = Signal(str, object)
    failed = Signal(str, object)

    _done = Signal(str, object)

    def __init__(
        self, *, now_utc: Callable[[], datetime] = lambda: datetime.now(UTC), parent: QObject | None = None
    ) -> None:
        """The thread starts with the first picture."""
        super().__init__(parent)
        self._now_utc = now_utc
        self._waiting: queue.SimpleQueue[Path | QImage | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._done.connect(self._on_done, _QUEUED)

    def take(self, picture: Path | QImage) -> None:
        """Have a file or an image read."""
        # A QImage is shared between threads by its counter, and copied by whoever writes to it.
        self._waiting.put(picture)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="pictures", daemon=True)
            self._thread.start()

    def stop(self, deadline_s: float = 5.0) -> bool:
        """End after the picture in hand; False when that takes longer than the deadline (seconds)."""
        thread, self._thread = self._thread, None
        if thread is None:
            return True
        with suppress(queue.Empty):
            while True:
                self._waiting.get_nowait()
        self._waiting.put(None)
        thread.join(deadline_s)
        return not thread.is_alive()

    def _run(self) -> None:
        while (picture := self._waiting.get()) is not None:
            name = picture.name if isinstance(picture, Path) else _CLIPBOARD
            try:
                pixels = (
                    pixels_of_file(picture) if isinstance(picture, Path) else pixels_of_qimage(picture, name)
                )
                self._done.emit(name, read_still(pixels, name, now_utc=self._now_utc))
            except ImageError as error:
                self._done.emit(name, error)

    @Slot(str, object)
    def _on_done(self, name: str, outcome: StillReading | ImageError) -> None:
        if isinstance(outcome, ImageError):
            self.failed.emit(name, outcome)
        else:
            self.read.emit(name, outcome)
