"""The screens that lead to a case beside the bench's own: time limits and custody; and the persons' own."""

from PySide6.QtCore import QObject, Slot

from borderpost.app.due_wall import DueWall
from borderpost.app.referral_basket import ReferralBasket
from borderpost.ui.custody import CustodyScreen
from borderpost.ui.desk import Desk
from borderpost.ui.examination import ExaminationScreen
from borderpost.ui.log import LogScreen
from borderpost.ui.shell import MainWindow


class FurtherScreens(QObject):
    """Adds them to the window, and leads from each to what it asks for."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
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

    @Slot(int)
    def _count(self, count: int) -> None:
        self._window.rail.button(self.custody.name).set_count(count)

    @Slot(str)
    def _read(self, inspection: str) -> None:
        self._log.open_story(inspection)
        self._window.show_screen(self._log.name)
