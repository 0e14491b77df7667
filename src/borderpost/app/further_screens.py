"""The screens that lead to a case beside the bench's own: time limits and custody; and the persons' own."""

from PySide6.QtCore import QObject, Slot

from borderpost.app.badges import BadgeMaker
from borderpost.app.due_wall import DueWall
from borderpost.app.opening import OpenSite
from borderpost.app.referral_basket import ReferralBasket
from borderpost.domain.officer import Officer, Right
from borderpost.ui.custody import CustodyScreen
from borderpost.ui.desk import Desk
from borderpost.ui.examination import ExaminationScreen
from borderpost.ui.log import LogScreen
from borderpost.ui.people import PeopleScreen
from borderpost.ui.shell import MainWindow

# the last two show themselves to whom they are for
_OF_NO_CASE = frozenset({"people", "devices", "workshop", "quality"})
_FIRST = "bench"


class FurtherScreens(QObject):
    """Adds them to the window, leads from each to what it asks for, and keeps cases from whoever may see
    none."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        site: OpenSite,
        examination: ExaminationScreen,
        log: LogScreen,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._log = window, log
        self.due = DueWall(window, desk, examination, log, self)
        self.referrals = ReferralBasket(window, desk, log, self)
        self.custody = CustodyScreen(desk)
        window.add_screen(self.custody)
        self.custody.story_asked.connect(self._read)
        self.custody.counted.connect(self._count)
        self._badges = BadgeMaker(site.config, site.clock)
        self.people = PeopleScreen(desk, self._badges)
        window.add_screen(self.people)
        self._officer = ""

    def close(self) -> None:
        """Finish what is being made."""
        self._badges.close()

    def admit(self, officer: Officer) -> None:
        """Show an officer the screens that their roles open, and one of those in front."""
        sees = officer.may(Right.SEE_RECORDS)
        for name in set(self._window.rail.names()) - _OF_NO_CASE:
            self._window.rail.button(name).setVisible(sees)
        shown = self._window.current_screen()
        if not sees and shown != self.people.name:
            self._window.show_screen(self.people.name)
        elif sees and shown == self.people.name and officer.id != self._officer:
            self._window.show_screen(_FIRST)
        self._officer = officer.id

    @Slot(int)
    def _count(self, count: int) -> None:
        self._window.rail.button(self.custody.name).set_count(count)

    @Slot(str)
    def _read(self, inspection: str) -> None:
        self._log.open_story(inspection)
        self._window.show_screen(self._log.name)
