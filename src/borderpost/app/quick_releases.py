"""Sorting and releasing lists: their screens in the window, their sounds, and how they are set."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from borderpost.app.bench_devices import BenchDevices
from borderpost.app.bench_sounds import BenchSounds
from borderpost.app.receptacles import SiteReceptacles
from borderpost.ui.desk import Desk
from borderpost.ui.shell import MainWindow, Promised
from borderpost.ui.shell.signpost import RELEASE, TROLLEY
from borderpost.ui.theme.tokens import Tone
from borderpost.work.bench_settings import SortingSettings

if TYPE_CHECKING:
    from borderpost.ui.release import ReleaseScreen
    from borderpost.ui.trolley import TrolleyScreen


class QuickReleases(QObject):
    """Promises both screens to the window and leads from the one to the other."""

    # Each screen's modules are imported where it is made: they take as much memory as a small screen.

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        devices: BenchDevices,
        receptacles: SiteReceptacles,
        parent: QObject | None = None,
        *,
        heard: BenchSounds | None = None,
    ) -> None:
        """`heard` lets each scan of the sorting be heard, and nothing else meanwhile."""
        super().__init__(parent)
        self._window, self._desk, self._devices = window, desk, devices
        self._receptacles, self._heard = receptacles, heard
        self._trolley = window.promise_screen(Promised(TROLLEY, self._make_trolley))
        self._release_screen = window.promise_screen(Promised(RELEASE, self._make_release))

    @property
    def trolley(self) -> "TrolleyScreen":
        """The sorting."""
        return self._trolley.screen()

    @property
    def release(self) -> "ReleaseScreen":
        """The release of a list."""
        return self._release_screen.screen()

    def _make_trolley(self) -> "TrolleyScreen":
        from borderpost.ui.trolley import TrolleyScreen

        made = TrolleyScreen(self._desk, waits=self._devices.settings.sorting.waits)
        made.waits_changed.connect(self._waits)
        made.release_asked.connect(self._release)
        if self._heard is not None:
            made.sorted_to.connect(self._heard.sorted)
            made.sorting.connect(self._heard.sorting)
        return made

    def _make_release(self) -> "ReleaseScreen":
        from borderpost.ui.release import ReleaseScreen

        made = ReleaseScreen(self._desk, self._receptacles)
        made.recorded.connect(self._tell)
        if self._heard is not None:
            made.working.connect(self._heard.sorting)
        return made

    @Slot(str, object)
    def take_found(self, searched: str, numbers: tuple[str, ...]) -> None:
        """Put what was found by a search on a list for release."""
        self._window.show_screen(RELEASE.name)
        self.release.take_numbers(numbers, searched)

    @Slot(object)
    def _release(self, numbers: tuple[str, ...]) -> None:
        self._window.show_screen(RELEASE.name)
        self.release.take_numbers(numbers)

    @Slot(str)
    def _tell(self, text: str) -> None:
        self._window.say(text, Tone.POSITIVE)

    @Slot(bool)
    def _waits(self, waits: bool) -> None:
        self._devices.apply(replace(self._devices.settings, sorting=SortingSettings(waits)))
        self._devices.keep()
