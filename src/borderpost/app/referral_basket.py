"""The basket of referrals in the window, made when it is first used, and what opens from it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from borderpost.app.case_screens import CaseScreens
from borderpost.app.rail_count import RailCount
from borderpost.domain.officer import Officer
from borderpost.ui.desk import Desk
from borderpost.ui.shell import MainWindow, Promised
from borderpost.ui.shell.signpost import REFERRALS
from borderpost.work.basket import basket, pressing
from borderpost.work.changes import Kind
from borderpost.work.ports import Pages

if TYPE_CHECKING:
    from borderpost.ui.referrals import ReferralsScreen

_HEARD = frozenset({Kind.REFERRALS, Kind.MESSAGES})


class ReferralBasket(QObject):
    """Promises the screen, and tells in the navigation how many referrals wait for somebody."""

    def __init__(
        self, window: MainWindow, desk: Desk, cases: CaseScreens, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._cases = desk, cases
        self._promised = window.promise_screen(Promised(REFERRALS, self._make))
        self._counts = RailCount(window, desk, self._promised, self._pressing, _HEARD, self)

    @property
    def screen(self) -> "ReferralsScreen":
        """The screen itself."""
        return self._promised.screen()

    def _make(self) -> "ReferralsScreen":
        # imported where it is made, for its memory
        from borderpost.ui.referrals import ReferralsScreen

        made = ReferralsScreen(self._desk)
        made.story_asked.connect(self._cases.read_story)
        made.counted.connect(self._counts.show)
        return made

    def _pressing(self, _officer: Officer, pages: Pages) -> int:
        return pressing(basket(pages, self._desk.law, self._desk.clock()))
