"""The quality of declarations in the window: its screen, its entry in the navigation, and who sees it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from borderpost.app.opening import OpenSite
from borderpost.app.site_quality import SiteQuality
from borderpost.app.supervisors_entry import SupervisorsEntry
from borderpost.ui.desk import Desk
from borderpost.ui.shell import MainWindow, Promised
from borderpost.ui.shell.signpost import QUALITY

if TYPE_CHECKING:
    from borderpost.ui.quality import QualityScreen


class QualityDoor(QObject):
    """Promises the screen; the entry is there for those who may approve profiles."""

    def __init__(self, window: MainWindow, desk: Desk, site: OpenSite, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.book = SiteQuality(site)
        self._promised = window.promise_screen(Promised(QUALITY, self._make))
        self._entry = SupervisorsEntry(window, desk.session, QUALITY.name, self)

    @property
    def screen(self) -> "QualityScreen":
        """The screen itself."""
        return self._promised.screen()

    def close(self) -> None:
        """End what it asks beside the window."""
        if self._promised.made is not None:
            self._promised.made.withdraw()
        self.book.close()

    def _make(self) -> "QualityScreen":
        # imported where it is made, for its memory
        from borderpost.ui.quality import QualityScreen

        return QualityScreen(self._desk, self.book)
