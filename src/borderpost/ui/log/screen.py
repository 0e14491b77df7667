"""The inspection log as a screen: the list, the story that a row opens to, stocktake and shift report."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.ui.desk import Desk
from borderpost.ui.log.list import LogList
from borderpost.ui.log.shift import ShiftPage
from borderpost.ui.log.stocktake import StocktakePage
from borderpost.ui.shell.signpost import LOG, Signposted
from borderpost.ui.story import StoryPage
from borderpost.ui.story.leaves import Leaves
from borderpost.work.ports import LogRow


class LogScreen(Signposted, QWidget):
    """`report_asked(id)` and `examination_asked(id)` lead on to other screens."""

    report_asked = Signal(str)
    examination_asked = Signal(str)

    signpost = LOG

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.list = LogList(desk)
        self.story = StoryPage(desk)
        self.stocktake = StocktakePage(desk)
        self.shift = ShiftPage(desk)
        self._stack = Leaves(self.list, self.story, self.stocktake, self.shift)
        column.addWidget(self._stack)
        self.list.opened.connect(self._open_row)
        self.story.closed.connect(self._back)
        self.list.stocktake_asked.connect(self._take_stock)
        self.stocktake.closed.connect(self._back)
        self.list.shift_asked.connect(self._report_shift)
        self.shift.closed.connect(self._back)
        self.story.report_asked.connect(self.report_asked)
        self.story.examination_asked.connect(self.examination_asked)

    def on_shown(self) -> None:
        """Go on where it was left: in the story, or on the list."""
        if self._stack.currentWidget() is self.story:
            self.story.take_focus()
        elif self._stack.currentWidget() is self.stocktake:
            self.stocktake.on_shown()
        elif self._stack.currentWidget() is self.shift:
            self.shift.on_shown()
        else:
            self.list.on_shown()

    def open_story(self, inspection: str, reason: str = "") -> None:
        """Open the story of an inspection; `reason` as in `reviewing.consult`, asked for where one is due."""
        self._stack.setCurrentWidget(self.story)
        self.story.open_story(inspection, reason)

    @Slot(object)
    def _open_row(self, row: LogRow) -> None:
        self.open_story(row.id)

    @Slot()
    def _take_stock(self) -> None:
        if self.stocktake.count is None:
            self.stocktake.start()
        self._stack.setCurrentWidget(self.stocktake)
        self.stocktake.on_shown()

    @Slot()
    def _report_shift(self) -> None:
        self._stack.setCurrentWidget(self.shift)
        self.shift.show_day(self._desk.clock().date())

    @Slot()
    def _back(self) -> None:
        self._stack.setCurrentWidget(self.list)
        if self.isVisible():
            self.list.on_shown()
