"""The list of exhibits: alarms on top, narrowed by a word or by who has them, opened by a scan."""

from collections.abc import Sequence
from threading import Event

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.scan import RawScan
from borderpost.ui.announce import announce
from borderpost.ui.custody.columns import exhibit_columns
from borderpost.ui.desk import Desk
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import EmptyState, NextStepBar, Notice, SearchField, Step, Text
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.tables import PagedTableModel, PagedTableView
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.names import Names, names_of
from borderpost.ui.words.rules import error_sentence
from borderpost.work.changes import Kind
from borderpost.work.ports_custody import ExhibitFilter, ExhibitRow, Scope, Tally

_REST_MS = 120
OPEN, STOCKTAKE = "open", "stocktake"


class ExhibitList(QWidget):
    """`opened(inspection, exhibit)`: Enter on a row, or its label or seal scanned. `stocktake_asked()`: F10.

    `counted(int)`: so many need somebody here: alarms, and what is on its way to the officer.
    """

    opened = Signal(str, str)
    stocktake_asked = Signal()
    counted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._names = Names()
        self._withdrawn = Event()
        self._just_shown = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.summary = Text("", TextStyle.HEADING, wrap=True)
        column.addWidget(self.summary)
        self.search = SearchField(
            self.tr("Search the exhibits"), self.tr("Label, seal, place, item or seizure number")
        )
        self.scope = Pick(
            [
                (Scope.KEPT, self.tr("All that is kept")),
                (Scope.ALARMS, self.tr("With an alarm")),
                (Scope.MINE, self.tr("In my hands")),
                (Scope.COMING, self.tr("On its way to me")),
                (Scope.SHELVES, self.tr("On benches and in stores")),
                (Scope.OUTSIDE, self.tr("Outside, against a receipt")),
                (Scope.GONE, self.tr("Returned or destroyed")),
            ]
        )
        self.scope.setAccessibleName(self.tr("Which exhibits"))
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self.search, 2)
        top.addWidget(self.scope, 1)
        column.addLayout(top)
        self.notice = Notice("", Tone.CAUTION)
        column.addWidget(self.notice)
        self.model: PagedTableModel[ExhibitRow] = PagedTableModel(
            exhibit_columns(lambda: self._names), self._fetch, self
        )
        self.table = PagedTableView(self.tr("Exhibits"), self.model)
        self.table.set_search(self.search)
        self.empty = EmptyState(Icon.BAG, "")
        self._stack = Leaves(self.table, self.empty)
        column.addWidget(self._stack, 1)
        self.bar = NextStepBar()
        self.bar.taken.connect(self._taken)
        column.addWidget(self.bar)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.look_up)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self.look_up)
        self.scope.currentIndexChanged.connect(self.look_up)
        self.table.opened.connect(self._open_current)
        desk.tasks.changed.connect(self._heard)
        desk.session.changed.connect(self._other_officer)
        self._found([])

    def on_shown(self) -> None:
        """Have the scans, read anew, and put the focus on the rows."""
        self._desk.scans.want(self.take_scan)
        self._just_shown = True
        self.look_up()
        self._take_focus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the scans back."""
        super().hideEvent(event)
        self._desk.scans.want(None)

    def take_scan(self, scan: RawScan) -> bool:
        """Open the exhibit of a label or a seal; whatever is neither goes on to the bench."""
        code = scan.data.decode("utf-8", "replace").strip()
        kept = self._desk.pages.exhibits_of(code)
        if not kept:
            return False
        if len(kept) == 1:
            self.opened.emit(kept[0].inspection, kept[0].exhibit)
        else:
            self.notice.set_notice(self.tr("Several exhibits bear this number: choose one."), Tone.CAUTION)
            self.scope.choose(Scope.KEPT)
            self.search.setText(code)
            self.table.setFocus()
        return True

    @Slot()
    def look_up(self) -> None:
        """Ask for the exhibits that pass."""
        self._rest.stop()
        session = self._desk.session
        if not session.anyone:
            return
        self._withdrawn.set()
        withdrawn = self._withdrawn = Event()
        officer = session.officer.id
        asked = ExhibitFilter(self.search.text(), Scope(self.scope.value()), officer)
        reads, tasks = self._desk.reads, self._desk.tasks
        tasks.run(
            lambda: reads.read(lambda pages: pages.exhibit_ids(asked, withdrawn.is_set)),
            self._found,
            self._failed,
            owner=self,
            key="exhibits",
        )
        tasks.run(
            lambda: reads.read(lambda pages: pages.exhibit_tally(officer)),
            self._tallied,
            self._failed,
            owner=self,
            key="tally",
        )

    @Slot()
    def _typed(self) -> None:
        self._rest.start()

    def _fetch(self, ids: Sequence[str]) -> Sequence[ExhibitRow | None]:
        return self._desk.pages.exhibit_rows(ids)

    def _found(self, ids: list[str]) -> None:
        focused = self.table.hasFocus() or self.empty.isAncestorOf(self.focusWidget() or self)
        # before there were rows, the focus had to go to the search
        focused = focused or (self._just_shown and self.search.hasFocus() and not self.search.text())
        self._just_shown = False
        self._names = names_of(self._desk.pages.officers())
        if ids == self.model.ids():
            self.model.refresh()
        else:
            chosen = self.table.current_id()
            self.model.set_ids(ids)
            self.table.select_id(chosen)
        narrowed = bool(self.search.text().strip()) or self.scope.value() != Scope.KEPT
        if narrowed:
            self.empty.set_state(Icon.SEARCH, self.tr("No exhibit matches"), "")
        else:
            todo = self.tr("Goods that are sealed in an examination, and samples, are listed here.")
            self.empty.set_state(Icon.BAG, self.tr("Nothing is kept here yet"), todo)
        self._stack.setCurrentWidget(self.table if ids else self.empty)
        if focused:
            (self.table if ids else self.search).setFocus()
        read = Step(OPEN, self.tr("Open it"), "F6", Icon.BAG) if ids else None
        stock = Step(STOCKTAKE, self.tr("Stocktake…"), "F10", Icon.CHECK)
        self.bar.set_steps(self.tr("Scan a label or a seal, or choose a row."), read, stock)

    def _tallied(self, tally: Tally) -> None:
        words = self.tr("{alarms} with an alarm, {coming} on their way to you, {kept} kept in all")
        text = words.format(alarms=tally.alarms, coming=tally.coming, kept=tally.kept)
        if text != self.summary.text():
            self.summary.setText(text)
            announce(self.summary, text)
        self.counted.emit(tally.needing)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self.notice.set_notice(error_sentence(error), Tone.CRITICAL)
        announce(self, self.notice.text(), urgent=True)

    @Slot(str)
    def _taken(self, name: str) -> None:
        if name == STOCKTAKE:
            self.stocktake_asked.emit()
        else:
            self._open_current()

    @Slot()
    def _open_current(self) -> None:
        row = self.model.row_at(max(self.table.currentIndex().row(), 0))
        if row is not None:
            self.opened.emit(row.inspection, row.exhibit)

    @Slot(object)
    def _heard(self, kinds: frozenset[Kind]) -> None:
        if kinds & {Kind.CUSTODY, Kind.ROSTER}:
            self.look_up()

    @Slot(object)
    def _other_officer(self, officer: object) -> None:
        self.notice.set_notice("")
        if officer is not None:
            self.look_up()

    def _take_focus(self) -> None:
        (self.table if self.table.isVisible() else self.search).setFocus()
