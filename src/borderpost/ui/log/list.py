"""The list of inspections: search, filters, how many there are, and the table itself."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, EmptyState, Notice, SearchField, Text
from borderpost.ui.log.columns import log_columns
from borderpost.ui.log.consulting import LogConsulting
from borderpost.ui.log.filters import FilterBar
from borderpost.ui.log.order import OrderChoice
from borderpost.ui.log.search import LogSearch
from borderpost.ui.search.reason import ReasonPage
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.tables import PagedTableModel, PagedTableView
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.amounts import THIN_SPACE
from borderpost.ui.words.rules import error_sentence
from borderpost.work.changes import Kind
from borderpost.work.ports import LogKey, LogOrder, LogRow

_REST_MS = 120


class LogList(QWidget):
    """`opened(LogRow)`: Enter on a row. `stocktake_asked()`: a place is to be counted.

    `shift_asked()`: the report of the day is wanted.
    """

    opened = Signal(object)
    stocktake_asked = Signal()
    shift_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._order = LogOrder()
        self._names: dict[str, str] = {}
        self._stale = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.search = SearchField(
            self.tr("Search the log"), self.tr("Number, name, goods, brand, bag, seal or seizure number")
        )
        self.count = Text("", muted=True)
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        self.order = OrderChoice()
        self.order.chosen.connect(self._order_chosen)
        top.addWidget(self.search, 1)
        top.addWidget(self.order)
        top.addWidget(self.count)
        self.stocktake = Button(self.tr("Stocktake…"), ButtonKind.QUIET, Icon.BAG, key="F10")
        self.stocktake.clicked.connect(self.stocktake_asked)
        top.addWidget(self.stocktake)
        self.shift = Button(self.tr("Shift report…"), ButtonKind.QUIET, Icon.REPORT, key="F9")
        self.shift.clicked.connect(self.shift_asked)
        top.addWidget(self.shift)
        column.addLayout(top)
        self.filters = FilterBar(desk.clock().date())
        column.addWidget(self.filters)
        self.notice = Notice("", Tone.CRITICAL)
        column.addWidget(self.notice)
        self.model: PagedTableModel[LogRow] = PagedTableModel(log_columns(self._names), self._fetch, self)
        self.table = PagedTableView(self.tr("Inspections"), self.model)
        self.table.set_search(self.search)
        self.table.show_sort(LogKey.TIME, descending=True)
        self.empty = EmptyState(Icon.LOG, "")
        self.empty.acted.connect(self._show_all)
        self.reason = ReasonPage()
        self.reason.reset()
        self._stack = Leaves(self.table, self.empty, self.reason)
        self.consulting = LogConsulting(desk, self)
        self.reason.given.connect(self.consulting.begin)
        self.consulting.begun.connect(self._begun)
        self.consulting.refused.connect(self._not_begun)
        self.consulting.failed.connect(self._failed)
        column.addWidget(self._stack, 1)
        self._lookup = LogSearch(desk, self)
        self._lookup.found.connect(self._found)
        self._lookup.failed.connect(self._failed)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.look_up)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self._entered)
        self.search.left_down.connect(self._to_reason)
        self.filters.changed.connect(self.look_up)
        self.table.opened.connect(self._opened)
        self.table.sort_asked.connect(self._sort)
        desk.tasks.changed.connect(self._heard)
        self._read_names()

    def on_shown(self) -> None:
        """Read what was not read yet, and put the focus on the rows."""
        if self._stale:
            self.look_up()
        (self.table if self.table.isVisible() else self.search).setFocus()

    @Slot()
    def look_up(self) -> None:
        """Ask for the rows that pass, in the order chosen."""
        self._rest.stop()
        self._stale = False
        if not self.consulting.lets(self.search.text()):
            self._ask_why()
            return
        self._lookup.look_up(self.filters.chosen(self.search.text().strip()), self._order)

    def _fetch(self, ids: Sequence[int]) -> Sequence[LogRow | None]:
        rows = self._desk.pages.log_rows(ids)
        if len(rows) == len(ids):
            return rows
        # a row that is gone leaves no mark among the others: ask for each by itself
        return [next(iter(self._desk.pages.log_rows([one])), None) for one in ids]

    @Slot()
    def _typed(self) -> None:
        # what runs is for a text that nobody looks for any more
        self._lookup.withdraw()
        self._rest.start()

    @Slot(str, bool)
    def _sort(self, key: str, descending: bool) -> None:
        self._order = LogOrder(LogKey(key), descending)
        self.order.show_order(self._order)
        self.look_up()

    @Slot(object)
    def _order_chosen(self, order: LogOrder) -> None:
        self._order = order
        self.table.show_sort(order.key, order.descending)
        self.look_up()

    @Slot(object)
    def _found(self, ids: list[int]) -> None:
        self.notice.set_notice("")
        if ids == self.model.ids():
            self.model.refresh()
        else:
            self._replace(ids)
        self.consulting.found(self.search.text().strip(), len(ids))
        self._tell_count(len(ids))

    def _ask_why(self) -> None:
        """Ask why persons are looked up, or say that the role may look up numbers alone."""
        if self.consulting.may_begin():
            self._stack.setCurrentWidget(self.reason)
            return
        self.empty.set_state(
            Icon.SEARCH,
            self.tr("Your role looks up numbers alone"),
            self.tr("Type the number of an item, a bag, a seal or a seizure."),
            self.tr("Show all"),
        )
        self.model.set_ids([])
        self._stack.setCurrentWidget(self.empty)

    @Slot()
    def _entered(self) -> None:
        """Enter looks up at once; where a reason is due, it goes on to that."""
        self.look_up()
        self._to_reason()

    @Slot()
    def _to_reason(self) -> None:
        if self._stack.currentWidget() is self.reason:
            self.reason.take_focus()

    @Slot()
    def _begun(self) -> None:
        self.reason.reset()
        self.look_up()
        self.search.setFocus()

    @Slot(object)
    def _not_begun(self, error: BaseException) -> None:
        self.reason.say(error_sentence(error))

    def _replace(self, ids: list[int]) -> None:
        """Show other rows; the row chosen stays chosen, at its height on the screen."""
        chosen = self.table.current_id()
        height = self.table.rowViewportPosition(self.table.currentIndex().row())
        self.model.set_ids(ids)
        if chosen is None or not self.table.select_id(chosen):
            return
        row = self.table.currentIndex().row()
        self.table.verticalScrollBar().setValue(
            row * self.table.verticalHeader().defaultSectionSize() - max(height, 0)
        )

    def _tell_count(self, count: int) -> None:
        shown = f"{count:,}".replace(",", THIN_SPACE)
        text = self.tr("1 inspection") if count == 1 else self.tr("{count} inspections").format(count=shown)
        if text != self.count.text():
            self.count.setText(text)
            announce(self.count, text)
        focused = self.table.hasFocus() or self.empty.isAncestorOf(self.focusWidget() or self)
        if count:
            self._stack.setCurrentWidget(self.table)
        else:
            self._explain_empty()
            self._stack.setCurrentWidget(self.empty)
        if focused:
            (self.table if count else self.search).setFocus()

    def _explain_empty(self) -> None:
        if self.search.text().strip() or self.filters.narrows():
            todo = self.tr("Search for fewer letters, or look among all stages, lanes, officers and days.")
            self.empty.set_state(Icon.SEARCH, self.tr("No inspection matches"), todo, self.tr("Show all"))
        else:
            todo = self.tr("Scan an item at the bench. What is examined or released there is listed here.")
            self.empty.set_state(Icon.LOG, self.tr("Nothing has been inspected yet"), todo)

    @Slot()
    def _show_all(self) -> None:
        self.search.clear()
        self.filters.reset()
        self.search.setFocus()

    @Slot(object)
    def _opened(self, _row: object) -> None:
        row = self.model.row_at(self.table.currentIndex().row())
        if row is not None:
            self.consulting.tell_read()
            self.opened.emit(row)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self.notice.set_notice(error_sentence(error), Tone.CRITICAL)
        announce(self, self.notice.text(), urgent=True)

    @Slot(object)
    def _heard(self, kinds: frozenset[Kind]) -> None:
        if Kind.ROSTER in kinds:
            self._read_names()
            self.model.refresh()
        if Kind.INSPECTIONS not in kinds:
            return
        if self.isVisible():
            self.look_up()
        else:
            self._stale = True

    def _read_names(self) -> None:
        officers = self._desk.pages.officers()
        self._names.clear()
        self._names.update({officer.id: officer.name for officer in officers})
        self.filters.set_officers(officers)
