"""Sorting and releasing lists: their screens in the window, their sounds, and how they are set."""

from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from borderpost.app.bench_devices import BenchDevices
from borderpost.app.bench_sounds import BenchSounds
from borderpost.ui.desk import Desk
from borderpost.ui.shell import MainWindow
from borderpost.ui.trolley import TrolleyScreen
from borderpost.work.bench_settings import SortingSettings


class QuickReleases(QObject):
    """Puts both screens into the window and leads from the one to the other."""

    def __init__(
        self, window: MainWindow, desk: Desk, devices: BenchDevices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._devices = window, devices
        self.trolley = TrolleyScreen(desk, waits=devices.settings.sorting.waits)
        window.add_screen(self.trolley)
        self.trolley.waits_changed.connect(self._waits)

    def connect_sounds(self, heard: BenchSounds) -> None:
        """Let each scan of the sorting be heard, and nothing else meanwhile."""
        self.trolley.sorted_to.connect(heard.sorted)
        self.trolley.sorting.connect(heard.sorting)

    @Slot(bool)
    def _waits(self, waits: bool) -> None:
        self._devices.apply(replace(self._devices.settings, sorting=SortingSettings(waits)))
        self._devices.keep()
