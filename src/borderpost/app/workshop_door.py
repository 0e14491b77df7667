"""The profile workshop in the window, the quality of declarations beside it, and who sees them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from borderpost.app.opening import OpenSite
from borderpost.app.quality_door import QualityDoor
from borderpost.app.rail_count import RailCount
from borderpost.app.site_workshop import SiteWorkshop
from borderpost.app.supervisors_entry import SupervisorsEntry
from borderpost.domain.officer import Officer
from borderpost.domain.risk.bench_profile import ProfileStage
from borderpost.ui.desk import Desk
from borderpost.ui.shell import MainWindow, Promised
from borderpost.ui.shell.signpost import WORKSHOP
from borderpost.work.changes import Kind
from borderpost.work.ports import Pages

if TYPE_CHECKING:
    from borderpost.ui.workshop.screen import WorkshopScreen

_HEARD = frozenset({Kind.PROFILES})


class WorkshopDoor(QObject):
    """Promises the screen; the entry is there for those who may approve profiles, with how many wait."""

    def __init__(self, window: MainWindow, desk: Desk, site: OpenSite, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.workshop = SiteWorkshop(site)
        self._promised = window.promise_screen(Promised(WORKSHOP, self._make))
        self._entry = SupervisorsEntry(window, desk.session, WORKSHOP.name, self)
        self._counts = RailCount(window, desk, self._promised, _proposed, _HEARD, self)
        self.quality = QualityDoor(window, desk, site, self)

    @property
    def screen(self) -> "WorkshopScreen":
        """The screen itself."""
        return self._promised.screen()

    def close(self) -> None:
        """End what it asks beside the window."""
        if self._promised.made is not None:
            self._promised.made.page.trial.withdraw()
        self.workshop.close()
        self.quality.close()

    def _make(self) -> "WorkshopScreen":
        # imported where it is made, for its memory
        from borderpost.ui.workshop.screen import WorkshopScreen

        made = WorkshopScreen(self._desk, self.workshop)
        made.counted.connect(self._counts.show)
        return made


def _proposed(_officer: Officer, pages: Pages) -> int:
    return sum(one.stage is ProfileStage.PROPOSED for one in pages.bench_profiles())
