"""The wall of time limits in the window, made when it is first used, and what opens from it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from borderpost.app.case_screens import CaseScreens
from borderpost.app.rail_count import RailCount
from borderpost.domain.officer import Officer
from borderpost.ui.desk import Desk
from borderpost.ui.shell import MainWindow, Promised
from borderpost.ui.shell.signpost import DUE
from borderpost.work.due import due, pressing
from borderpost.work.ports import Pages

if TYPE_CHECKING:
    from borderpost.ui.due import DueScreen


class DueWall(QObject):
    """Promises the screen, and tells in the navigation how many time limits press."""

    def __init__(
        self, window: MainWindow, desk: Desk, cases: CaseScreens, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._cases = desk, cases
        self._promised = window.promise_screen(Promised(DUE, self._make))
        self._counts = RailCount(window, desk, self._promised, self._pressing, parent=self)

    @property
    def screen(self) -> "DueScreen":
        """The screen itself."""
        return self._promised.screen()

    def _make(self) -> "DueScreen":
        # imported where it is made, for its memory
        from borderpost.ui.due import DueScreen

        made = DueScreen(self._desk)
        made.examination_asked.connect(self._cases.look_at_law)
        made.story_asked.connect(self._cases.read_story)
        made.counted.connect(self._counts.show)
        return made

    def _pressing(self, _officer: Officer, pages: Pages) -> int:
        law = self._desk.law
        return pressing(due(pages, law, self._desk.clock())) if law is not None else 0
