"""The screens on which cases are worked, decided, read and found, each made when it is first used."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from borderpost.domain.inspection import Inspection
from borderpost.ui.camera import CameraView
from borderpost.ui.desk import Desk
from borderpost.ui.examination.photo_arrivals import Arrivals
from borderpost.ui.shell import MainWindow, Promised
from borderpost.ui.shell.signpost import APPROVALS, EXAMINATION, LOG, REPORT, SEARCH

if TYPE_CHECKING:
    from borderpost.ui.approvals import ApprovalsScreen
    from borderpost.ui.examination.screen import ExaminationScreen
    from borderpost.ui.log import LogScreen
    from borderpost.ui.preview import ReportScreen
    from borderpost.ui.search import SearchScreen

_BENCH = "bench"


class CaseScreens(QObject):
    """Promises them to the window and leads from each to what it asks for.

    `item_found(str)` and `list_found(str, object)` come from the search (see `SearchScreen`), `told(sentence,
    tone)` from the report.
    """

    item_found = Signal(str)
    list_found = Signal(str, object)
    told = Signal(str, object)

    # Each screen's modules are imported where it is made: they take as much memory as a small screen.

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        camera: CameraView | None = None,
        arrivals: Arrivals | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`camera` and `arrivals` as the examination needs them."""
        super().__init__(parent)
        self._window, self._desk = window, desk
        self._camera, self._arrivals = camera, arrivals
        self.examination = window.promise_screen(Promised(EXAMINATION, self._make_examination))
        self.approvals = window.promise_screen(Promised(APPROVALS, self._make_approvals))
        self.log = window.promise_screen(Promised(LOG, self._make_log))
        self.search = window.promise_screen(Promised(SEARCH, self._make_search))
        self.report = window.promise_screen(Promised(REPORT, self._make_report))

    @Slot(object)
    def examine(self, inspection: Inspection) -> None:
        """Take an inspection up."""
        self.examination.screen().take_up(inspection)
        self._window.show_screen(EXAMINATION.name)

    @Slot(str)
    def examine_by_id(self, inspection: str) -> None:
        """Take an inspection up as the record has it."""
        self._read(inspection, self._take_up)

    @Slot(str)
    def look_at_law(self, inspection: str) -> None:
        """Take an inspection up at what the law says around the item."""
        self._read(inspection, self._take_up_law)

    @Slot(str)
    def read_story(self, inspection: str) -> None:
        """Open the story of an inspection in the log."""
        self.log.screen().open_story(inspection)
        self._window.show_screen(LOG.name)

    @Slot(str)
    def show_report(self, inspection: str) -> None:
        """Show the report of an inspection; it leads back to the screen that is in front now."""
        self.report.screen().show_report(inspection, self._window.current_screen())
        self._window.show_screen(REPORT.name)

    def _make_examination(self) -> "ExaminationScreen":
        from borderpost.ui.examination.screen import ExaminationScreen

        made = ExaminationScreen(self._desk, self._camera, self._arrivals)
        made.left.connect(self._to_bench)
        made.report_asked.connect(self.show_report)
        return made

    def _make_approvals(self) -> "ApprovalsScreen":
        from borderpost.ui.approvals import ApprovalsScreen

        made = ApprovalsScreen(self._desk)
        made.report_asked.connect(self.show_report)
        made.examination_asked.connect(self.examine_by_id)
        return made

    def _make_log(self) -> "LogScreen":
        from borderpost.ui.log import LogScreen

        made = LogScreen(self._desk)
        made.report_asked.connect(self.show_report)
        made.examination_asked.connect(self.examine_by_id)
        return made

    def _make_search(self) -> "SearchScreen":
        from borderpost.ui.search import SearchScreen

        made = SearchScreen(self._desk)
        made.item_chosen.connect(self.item_found)
        made.list_chosen.connect(self.list_found)
        return made

    def _make_report(self) -> "ReportScreen":
        from borderpost.ui.preview import ReportScreen

        made = ReportScreen(self._desk)
        made.left.connect(self._leave_report)
        made.told.connect(self.told)
        return made

    def _read(self, inspection: str, done: Callable[[Inspection | None], None]) -> None:
        self._desk.tasks.run(
            lambda: self._desk.reads.read(lambda pages: pages.inspection(inspection)), done, owner=self
        )

    def _take_up(self, inspection: Inspection | None) -> None:
        if inspection is not None:
            self.examine(inspection)

    def _take_up_law(self, inspection: Inspection | None) -> None:
        if inspection is not None:
            screen = self.examination.screen()
            screen.take_up(inspection)
            screen.show_law()
            self._window.show_screen(EXAMINATION.name)

    @Slot()
    def _to_bench(self) -> None:
        self._window.show_screen(_BENCH)

    @Slot(str)
    def _leave_report(self, origin: str) -> None:
        self._window.show_screen(origin or _BENCH)
