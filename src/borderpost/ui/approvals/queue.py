"""The queue of what waits for a second officer, oldest first."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import EmptyState, Notice, Text
from borderpost.ui.log.columns import log_columns
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.tables import PagedTableModel, PagedTableView
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.rules import error_sentence
from borderpost.work.changes import Kind
from borderpost.work.ports import LogKey, LogRow

_SHOWN = (
    LogKey.TIME,
    LogKey.ITEM,
    LogKey.LANE,
    LogKey.DISPOSITION,
    LogKey.GOODS,
    LogKey.OFFICER,
    LogKey.ADDRESSEE,
    LogKey.PHOTOGRAPHS,
)


class WaitingQueue(QWidget):
    """`opened(LogRow)`: Enter on a row. `counted(int)`: so many wait now."""

    opened = Signal(object)
    counted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._names: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.sentence = Text("", muted=True, wrap=True)
        column.addWidget(self.sentence)
        self.notice = Notice("", Tone.CRITICAL)
        column.addWidget(self.notice)
        by_key = {column.key: column for column in log_columns(self._names, sortable=False)}
        self.model: PagedTableModel[LogRow] = PagedTableModel(
            [by_key[key] for key in _SHOWN], self._fetch, self
        )
        self.table = PagedTableView(self.tr("Waiting for a second officer"), self.model)
        self.empty = EmptyState(
            Icon.APPROVE,
            self.tr("Nothing waits for a second officer"),
            self.tr("What officers of this station propose, and ask to be lifted or reopened, appears here."),
        )
        self._stack = Leaves(self.table, self.empty)
        column.addWidget(self._stack, 1)
        self._stack.setCurrentWidget(self.empty)
        self.table.opened.connect(self._opened)
        desk.tasks.changed.connect(self._heard)
        self._read_names()

    def on_shown(self) -> None:
        """Put the focus on the rows."""
        self.look_up()
        if self.table.isVisible():
            self.table.setFocus()
        else:
            self.setFocus()

    def look_up(self) -> None:
        """Read what waits."""
        self._desk.tasks.run(
            lambda: self._desk.reads.read(lambda pages: pages.waiting_ids()),
            self._found,
            self._failed,
            owner=self,
            key="waiting",
        )

    def _fetch(self, ids: Sequence[int]) -> Sequence[LogRow | None]:
        rows = self._desk.pages.log_rows(ids)
        if len(rows) == len(ids):
            return rows
        return [next(iter(self._desk.pages.log_rows([one])), None) for one in ids]

    def _found(self, ids: list[int]) -> None:
        self.notice.set_notice("")
        focused = self.table.hasFocus() or self.hasFocus()
        if ids == self.model.ids():
            self.model.refresh()
        else:
            chosen = self.table.current_id()
            self.model.set_ids(ids)
            self.table.select_id(chosen)
            announce(self, self._count_words(len(ids)))
        self.sentence.setText(self._count_words(len(ids)))
        self._stack.setCurrentWidget(self.table if ids else self.empty)
        self.sentence.setVisible(bool(ids))
        if focused and self.isVisible():
            (self.table if ids else self).setFocus()
        self.counted.emit(len(ids))

    def _count_words(self, count: int) -> str:
        if count == 1:
            return self.tr("1 inspection waits for a second officer.")
        return self.tr("{count} inspections wait for a second officer, the oldest first.").format(count=count)

    def _failed(self, error: BaseException) -> None:
        self.notice.set_notice(error_sentence(error), Tone.CRITICAL)

    @Slot(object)
    def _opened(self, _row: object) -> None:
        row = self.model.row_at(self.table.currentIndex().row())
        if row is not None:
            self.opened.emit(row)

    @Slot(object)
    def _heard(self, kinds: frozenset[Kind]) -> None:
        if Kind.ROSTER in kinds:
            self._read_names()
        if kinds & {Kind.APPROVALS, Kind.INSPECTIONS, Kind.ROSTER}:
            self.look_up()

    def _read_names(self) -> None:
        self._names.clear()
        self._names.update({officer.id: officer.name for officer in self._desk.pages.officers()})
