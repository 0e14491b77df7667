"""The screens that lead to a case beside the bench's own: time limits and custody; and the persons' own."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from borderpost.app.badges import BadgeMaker
from borderpost.app.case_screens import CaseScreens
from borderpost.app.due_wall import DueWall
from borderpost.app.opening import OpenSite
from borderpost.app.rail_count import RailCount
from borderpost.app.referral_basket import ReferralBasket
from borderpost.domain.officer import Officer, Right
from borderpost.ui.desk import Desk
from borderpost.ui.shell import MainWindow, Promised
from borderpost.ui.shell.signpost import CUSTODY, PEOPLE
from borderpost.work.changes import Kind
from borderpost.work.ports import Pages

if TYPE_CHECKING:
    from borderpost.ui.custody import CustodyScreen
    from borderpost.ui.people import PeopleScreen

# the last two show themselves to whom they are for
_OF_NO_CASE = frozenset({"people", "devices", "workshop", "quality"})
_FIRST = "bench"
_HEARD = frozenset({Kind.CUSTODY, Kind.ROSTER})


class FurtherScreens(QObject):
    """Promises them to the window, leads from each to what it asks for, and keeps cases from whoever may see
    none."""

    # Each screen's modules are imported where it is made: they take as much memory as a small screen.

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        site: OpenSite,
        cases: CaseScreens,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._desk, self._cases = window, desk, cases
        self.due = DueWall(window, desk, cases, self)
        self.referrals = ReferralBasket(window, desk, cases, self)
        self._custody = window.promise_screen(Promised(CUSTODY, self._make_custody))
        self._counts = RailCount(window, desk, self._custody, _needing, _HEARD, self)
        self._badges = BadgeMaker(site.config, site.clock)
        self._people = window.promise_screen(Promised(PEOPLE, self._make_people))
        self._officer = ""

    @property
    def custody(self) -> "CustodyScreen":
        """The exhibits."""
        return self._custody.screen()

    @property
    def people(self) -> "PeopleScreen":
        """Officers, audit and one's own access."""
        return self._people.screen()

    def close(self) -> None:
        """Finish what is being made."""
        self._badges.close()

    def admit(self, officer: Officer) -> None:
        """Show an officer the screens that their roles open, and one of those in front."""
        sees = officer.may(Right.SEE_RECORDS)
        for name in set(self._window.rail.names()) - _OF_NO_CASE:
            self._window.rail.button(name).setVisible(sees)
        shown = self._window.current_screen()
        if not sees and shown != PEOPLE.name:
            self._window.show_screen(PEOPLE.name)
        elif sees and shown == PEOPLE.name and officer.id != self._officer:
            self._window.show_screen(_FIRST)
        self._officer = officer.id

    def _make_custody(self) -> "CustodyScreen":
        from borderpost.ui.custody import CustodyScreen

        made = CustodyScreen(self._desk)
        made.story_asked.connect(self._cases.read_story)
        made.counted.connect(self._counts.show)
        return made

    def _make_people(self) -> "PeopleScreen":
        from borderpost.ui.people import PeopleScreen

        return PeopleScreen(self._desk, self._badges)


def _needing(officer: Officer, pages: Pages) -> int:
    return pages.exhibit_tally(officer.id).needing
