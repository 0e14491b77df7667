"""Where a bench's evidence comes from: the camera in use, files, and the folder of the X-ray machine."""

import logging
import threading
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot

from borderpost.app.bench_stills import BenchStills
from borderpost.app.eyes import Eyes
from borderpost.devices.camera_reader import CameraState, CameraStatus
from borderpost.feeds.watched_folder import WatchedFolder
from borderpost.ui.examination.photo_arrivals import Arrivals
from borderpost.work.bench_settings import BenchSettings

_LOG = logging.getLogger(__name__)
_LOOK_S: Final = 1.0
_ENDINGS: Final = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf"})


class Settable(Protocol):
    """What tells how the bench is set, and when that changes."""

    @property
    def changed(self) -> SignalInstance:
        """Follows every change."""
        ...

    @property
    def settings(self) -> BenchSettings:
        """How the bench is set."""
        ...


class FolderWatch(threading.Thread):
    """Tells of files that came into a folder since it began, once they are complete; changes none of them."""

    def __init__(self, folder: Path, tell: SignalInstance) -> None:
        super().__init__(name="X-ray folder", daemon=True)
        self.folder = folder
        self._tell = tell
        self._ending = threading.Event()
        self._known: set[Path] | None = None

    @property
    def has_begun(self) -> bool:
        """Tell whether it knows what was there before."""
        return self._known is not None

    def end(self) -> None:
        """Look no more; a folder that does not answer is not waited for."""
        self._ending.set()
        self.join(2 * _LOOK_S)

    def run(self) -> None:
        """Look once a second."""
        watched = WatchedFolder(self.folder)
        while not self._ending.is_set():
            try:
                if self._known is None:
                    self._known = {path for path in self.folder.iterdir() if path.is_file()}
                for path in watched.look():
                    if path not in self._known and not self._ending.is_set():
                        self._known.add(path)
                        if path.suffix.lower() in _ENDINGS:
                            self._tell.emit(path)
            except OSError as error:
                _LOG.info("the folder of the X-ray machine cannot be read: %s", error)
            self._ending.wait(_LOOK_S)


class BenchEvidence(QObject):
    """`stills` for the desk, `arrivals` for the examination."""

    _arrived = Signal(object)

    def __init__(self, eyes: Eyes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stills = BenchStills(lambda: eyes.camera, self)
        self.arrivals = Arrivals(self)
        self._devices: Settable | None = None
        self._watch: FolderWatch | None = None
        eyes.photographed.connect(self.stills.photographed)
        eyes.camera_changed.connect(self._camera_changed)
        self._arrived.connect(self.arrivals.arrive, Qt.ConnectionType.QueuedConnection)

    def follow(self, devices: Settable) -> None:
        """Watch the folder that the bench is set to, now and whenever that changes."""
        self._devices = devices
        devices.changed.connect(self._set)
        self._set()

    def close(self) -> None:
        """End every thread."""
        self._devices = None
        self._end_watch()
        self.stills.close()

    @Slot()
    def _set(self) -> None:
        wanted = self._devices.settings.xray_folder if self._devices is not None else ""
        if wanted == (str(self._watch.folder) if self._watch is not None else ""):
            return
        self._end_watch()
        if wanted:
            self._watch = FolderWatch(Path(wanted), self._arrived)
            self._watch.start()

    def _end_watch(self) -> None:
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.end()

    @Slot(object)
    def _camera_changed(self, status: CameraStatus) -> None:
        if status.state is not CameraState.LIVE:
            self.stills.gone()
