"""Sorting and releasing lists: their screens in the window, their sounds, and how they are set."""

from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from borderpost.app.bench_devices import BenchDevices
from borderpost.app.bench_sounds import BenchSounds
from borderpost.app.receptacles import SiteReceptacles
from borderpost.ui.desk import Desk
from borderpost.ui.release import ReleaseScreen
from borderpost.ui.shell import MainWindow
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.trolley import TrolleyScreen
from borderpost.work.bench_settings import SortingSettings


class QuickReleases(QObject):
    """Puts both screens into the window and leads from the one to the other."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        devices: BenchDevices,
        receptacles: SiteReceptacles,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._devices = window, devices
        self.trolley = TrolleyScreen(desk, waits=devices.settings.sorting.waits)
        window.add_screen(self.trolley)
        self.trolley.waits_changed.connect(self._waits)
        self.release = ReleaseScreen(desk, receptacles)
        window.add_screen(self.release)
        self.trolley.release_asked.connect(self._release)
        self.release.recorded.connect(self._tell)

    def connect_sounds(self, heard: BenchSounds) -> None:
        """Let each scan of the sorting be heard, and nothing else meanwhile."""
        self.trolley.sorted_to.connect(heard.sorted)
        self.trolley.sorting.connect(heard.sorting)
        self.release.working.connect(heard.sorting)

    @Slot(str, object)
    def take_found(self, searched: str, numbers: tuple[str, ...]) -> None:
        """Put what was found by a search on a list for release."""
        self._window.show_screen(self.release.name)
        self.release.take_numbers(numbers, searched)

    @Slot(object)
    def _release(self, numbers: tuple[str, ...]) -> None:
        self._window.show_screen(self.release.name)
        self.release.take_numbers(numbers)

    @Slot(str)
    def _tell(self, text: str) -> None:
        self._window.say(text, Tone.POSITIVE)

    @Slot(bool)
    def _waits(self, waits: bool) -> None:
        self._devices.apply(replace(self._devices.settings, sorting=SortingSettings(waits)))
        self._devices.keep()
