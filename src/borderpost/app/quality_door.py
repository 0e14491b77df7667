"""The quality of declarations in the window: its screen, its entry in the navigation, and who sees it."""

from PySide6.QtCore import QObject, Slot

from borderpost.app.opening import OpenSite
from borderpost.app.site_quality import SiteQuality
from borderpost.ui.desk import Desk
from borderpost.ui.quality import QualityScreen
from borderpost.ui.shell import MainWindow


class QualityDoor(QObject):
    """Adds the screen; the entry is there for those who may approve profiles."""

    def __init__(self, window: MainWindow, desk: Desk, site: OpenSite, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self.book = SiteQuality(site)
        self.screen = QualityScreen(desk, self.book)
        window.add_screen(self.screen)
        window.rail.button(self.screen.name).hide()
        self.screen.allowed.connect(self._allow)

    def close(self) -> None:
        """End what it asks beside the window."""
        self.screen.withdraw()
        self.book.close()

    @Slot(bool)
    def _allow(self, allowed: bool) -> None:
        self._window.rail.button(self.screen.name).setVisible(allowed)
        if not allowed and self._window.current_screen() == self.screen.name:
            self._window.show_screen("bench")
