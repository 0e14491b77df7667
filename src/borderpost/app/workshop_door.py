"""The profile workshop in the window, the quality of declarations beside it, and who sees them."""

from PySide6.QtCore import QObject, Slot

from borderpost.app.opening import OpenSite
from borderpost.app.quality_door import QualityDoor
from borderpost.app.site_workshop import SiteWorkshop
from borderpost.ui.desk import Desk
from borderpost.ui.shell import MainWindow
from borderpost.ui.workshop import WorkshopScreen


class WorkshopDoor(QObject):
    """Adds the screen; the entry is there for those who may approve profiles, with how many wait."""

    def __init__(self, window: MainWindow, desk: Desk, site: OpenSite, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self.workshop = SiteWorkshop(site)
        self.screen = WorkshopScreen(desk, self.workshop)
        window.add_screen(self.screen)
        window.rail.button(self.screen.name).hide()
        self.screen.allowed.connect(self._allow)
        self.screen.counted.connect(self._count)
        self.quality = QualityDoor(window, desk, site, self)

    def close(self) -> None:
        """End what it asks beside the window."""
        self.screen.page.trial.withdraw()
        self.workshop.close()
        self.quality.close()

    @Slot(bool)
    def _allow(self, allowed: bool) -> None:
        self._window.rail.button(self.screen.name).setVisible(allowed)
        if not allowed and self._window.current_screen() == self.screen.name:
            self._window.show_screen("bench")

    @Slot(int)
    def _count(self, waiting: int) -> None:
        self._window.rail.button(self.screen.name).set_count(waiting)
