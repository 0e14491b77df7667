"""Leads from the basket of referrals to the story of each case."""

from PySide6.QtCore import QObject, Slot

from borderpost.ui.desk import Desk
from borderpost.ui.log import LogScreen
from borderpost.ui.referrals import ReferralsScreen
from borderpost.ui.shell import MainWindow


class ReferralBasket(QObject):
    """The screen itself, its place in the window, and what opens from it."""

    def __init__(self, window: MainWindow, desk: Desk, log: LogScreen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._log = window, log
        self.screen = ReferralsScreen(desk)
        window.add_screen(self.screen)
        self.screen.story_asked.connect(self._read)
        self.screen.counted.connect(self._count)

    @Slot(int)
    def _count(self, count: int) -> None:
        self._window.rail.button(self.screen.name).set_count(count)

    @Slot(str)
    def _read(self, inspection: str) -> None:
        self._log.open_story(inspection)
        self._window.show_screen(self._log.name)
