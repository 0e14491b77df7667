"""Leads from the wall of time limits to the inspection that each is about."""

from PySide6.QtCore import QObject, Slot

from borderpost.domain.inspection import Inspection
from borderpost.ui.desk import Desk
from borderpost.ui.due import DueScreen
from borderpost.ui.examination import ExaminationScreen
from borderpost.ui.log import LogScreen
from borderpost.ui.shell import MainWindow


class DueWall(QObject):
    """The screen itself, its place in the window, and what opens from it."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        examination: ExaminationScreen,
        log: LogScreen,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._desk = window, desk
        self._examination, self._log = examination, log
        self.screen = DueScreen(desk)
        window.add_screen(self.screen)
        self.screen.examination_asked.connect(self._examine)
        self.screen.story_asked.connect(self._read)
        self.screen.counted.connect(self._count)

    @Slot(int)
    def _count(self, count: int) -> None:
        self._window.rail.button(self.screen.name).set_count(count)

    @Slot(str)
    def _read(self, inspection: str) -> None:
        self._log.open_story(inspection)
        self._window.show_screen(self._log.name)

    @Slot(str)
    def _examine(self, inspection: str) -> None:
        self._desk.tasks.run(
            lambda: self._desk.reads.read(lambda pages: pages.inspection(inspection)),
            self._take_up,
            owner=self,
        )

    def _take_up(self, inspection: Inspection | None) -> None:
        if inspection is not None:
            self._examination.take_up(inspection)
            self._examination.show_law()
            self._window.show_screen(self._examination.name)
