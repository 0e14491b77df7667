"""The quality of declarations as a screen: by post or by sender, over some weeks, and as a file."""

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.consulting_acts import ConsultationReason
from borderpost.domain.officer import Officer, Right
from borderpost.domain.risk.quality_ledger import CountedBy
from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.examination.beside import Beside
from borderpost.ui.icons import Icon
from borderpost.ui.kit import EmptyState, NextStepBar, Notice, ScrollPage, SearchField, Step
from borderpost.ui.preview.handing_out import FilePanel
from borderpost.ui.preview.saving import CannotSave, proposed_path, save_durably
from borderpost.ui.quality.columns import DECLARATIONS, quality_columns, sorted_rows
from borderpost.ui.quality.detail import QualityDetail
from borderpost.ui.quality.saving_why import SavingWhy
from borderpost.ui.shell.signpost import QUALITY, Signposted
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.tables import PagedTableModel, PagedTableView
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.quality_counts import who_text
from borderpost.ui.words.rules import error_sentence
from borderpost.work import consulting
from borderpost.work.ports_quality import QualityBook, QualityReport, QualityRow
from borderpost.work.ports_risk import Cancelled
from borderpost.work.quality_table import csv_of

SAVE = "save"
_WEEKS = (4, 8, 13, 26)
_SIDE_BY_SIDE = 980


class QualityScreen(Signposted, QWidget):
    """The table, the row chosen in it, and the ways to save it; shut to whoever may not see it."""

    signpost = QUALITY

    def __init__(self, desk: Desk, book: QualityBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._book = book
        self._asked = [False]
        self.report: QualityReport | None = None
        self._by_key: dict[str, QualityRow] = {}
        self._order = (DECLARATIONS, True)
        self.search = SearchField(self.tr("Find a post or sender"), self.tr("Name"))
        self.by = QComboBox()
        self.by.setAccessibleName(self.tr("Counted by"))
        self.by.addItem(self.tr("By post"), CountedBy.POST)
        self.by.addItem(self.tr("By sender"), CountedBy.SENDER)
        self.weeks = QComboBox()
        self.weeks.setAccessibleName(self.tr("Weeks of arrival"))
        for weeks in _WEEKS:
            self.weeks.addItem(self.tr("%n weeks", "", weeks), weeks)
        self.weeks.setCurrentIndex(1)
        self.notice = Notice("", Tone.CRITICAL)
        self.model: PagedTableModel[QualityRow] = PagedTableModel(
            quality_columns(self._shown_by), self._fetch, self
        )
        self.table = PagedTableView(self.tr("Quality of declarations"), self.model)
        self.table.set_search(self.search)
        self.table.show_sort(*self._order)
        self.empty = EmptyState(Icon.CHECK, self.tr("Counting the declarations…"), "")
        self.detail = QualityDetail()
        self.saving = FilePanel(self.tr("Save the table"), self.tr("Tables (*.csv)"), ".csv")
        self.why = SavingWhy()
        self._reason: tuple[ConsultationReason, str] | None = None
        self.closed = EmptyState(
            Icon.LOCK,
            self.tr("The quality of declarations is the supervisors' to see"),
            self.tr("Scan an item at the bench."),
        )
        self.bar = NextStepBar()
        self._lay_out()
        self.search.searched.connect(self._show)
        self.by.currentIndexChanged.connect(self.look_up)
        self.weeks.currentIndexChanged.connect(self.look_up)
        self.table.sort_asked.connect(self._sort)
        self.table.current_changed.connect(self._turned)
        self.bar.taken.connect(self.take_step)
        self.saving.chosen.connect(self._save)
        self.saving.left.connect(self._back)
        self.why.given.connect(self._ask_where)
        self.why.left.connect(self._back)
        desk.session.changed.connect(self._follow_session)
        self._offer()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self.search, 1)
        top.addWidget(self.by)
        top.addWidget(self.weeks)
        self._rows = Leaves(self.empty, self.table)
        beside = ScrollPage()
        beside.add(self.detail)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(top)
        column.addWidget(self.notice)
        column.addWidget(Beside(self._rows, beside, from_width=_SIDE_BY_SIDE, shares=(3, 2)), 1)
        column.addWidget(self.bar)
        file = QWidget()
        column = QVBoxLayout(file)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.saving)
        column.addStretch(1)
        self.main, self._file = inner, file
        self.stack = Leaves(inner, self.why, file, self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    def on_shown(self) -> None:
        """Count what has come, and put the focus on the rows."""
        if not self._may():
            self.stack.setCurrentWidget(self.closed)
            return
        if self.stack.currentWidget() is self.closed:
            self.stack.setCurrentWidget(self.main)
        self.look_up()
        (self.table if self.table.isVisible() else self.search).setFocus()

    def current(self) -> QualityRow | None:
        """Return the row chosen."""
        return self._by_key.get(str(self.table.current_id()))

    @Slot()
    def look_up(self) -> None:
        """Ask for the report that is chosen, beside the screen."""
        self._asked[0] = True
        withdrawn = self._asked = [False]
        by, weeks = self._counted_by(), int(self.weeks.currentData())
        self._desk.tasks.run(
            lambda: self._book.report(by, weeks, lambda: withdrawn[0]),
            self._read,
            self._failed,
            owner=self,
            key="report",
        )

    def withdraw(self) -> None:
        """Ask for nothing any more."""
        self._asked[0] = True

    @Slot(str)
    def take_step(self, name: str) -> None:
        """Take a step by its name, as its key does."""
        if name == SAVE and self.report is not None:
            self._reason = None
            if self.report.by is CountedBy.SENDER:
                self.stack.setCurrentWidget(self.why)
                self.why.ask()
            else:
                self._ask_path()

    @Slot(object, str)
    def _ask_where(self, reason: ConsultationReason, words: str) -> None:
        self._reason = reason, words
        self._ask_path()

    def _ask_path(self) -> None:
        if self.report is not None:
            self.stack.setCurrentWidget(self._file)
            self.saving.ask(proposed_path(f"quality-by-{self.report.by.value}", ".csv"))

    def _counted_by(self) -> CountedBy:
        return CountedBy(self.by.currentData())

    def _shown_by(self) -> CountedBy:
        """Return what the rows are: what is chosen by now may still be counted."""
        return self.report.by if self.report is not None else self._counted_by()

    def _read(self, report: QualityReport) -> None:
        self.report = report
        self.notice.set_notice("")
        if report.all_rows > len(report.rows):
            told = self.tr("Of {all} senders, these are the {shown} with the most declarations.")
            self.notice.set_notice(told.format(all=report.all_rows, shown=len(report.rows)), Tone.INFO)
        self._show()

    @Slot()
    def _show(self) -> None:
        report = self.report
        if report is None:
            return
        wanted = self.search.text().strip().casefold()
        rows = [
            row
            for row in sorted_rows(report.rows, *self._order)
            if wanted in row.name.casefold() or wanted in who_text(row, report.by).casefold()
        ]
        self._by_key = {row.key: row for row in rows}
        chosen, focused = self.table.current_id(), self.table.hasFocus()
        self.model.set_ids([row.key for row in rows])
        if rows and not (chosen is not None and self.table.select_id(chosen)):
            self.table.select_id(rows[0].key)
        self.empty.set_state(Icon.CHECK, self.tr("There are no declarations"), "")
        self._rows.setCurrentWidget(self.table if rows else self.empty)
        if focused or (rows and self.search.hasFocus() and not wanted):
            self.table.setFocus()
        announce(self, self.tr("%n rows", "", len(rows)))
        self._turned(None)
        self._offer()

    def _fetch(self, keys: Sequence[str]) -> Sequence[QualityRow | None]:
        return [self._by_key.get(key) for key in keys]

    @Slot(str, bool)
    def _sort(self, key: str, descending: bool) -> None:
        self._order = (key, descending)
        self.table.show_sort(key, descending)
        self._show()

    @Slot(object)
    def _turned(self, _key: object) -> None:
        if self.report is not None:
            self.detail.show_row(self.report, self.current())

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Cancelled):
            self.notice.set_notice(error_sentence(error), Tone.CRITICAL)

    @Slot(str)
    def _save(self, path: str) -> None:
        report = self.report
        if report is None:
            return
        data = csv_of(report)
        if report.by is not CountedBy.SENDER:
            self._write(data, path)
        elif self._reason is None or not self._desk.session.anyone:
            self._back()
        else:
            reason, words = self._reason
            verb = partial(
                consulting.save_senders,
                officer=self._desk.session.officer,
                reason=reason,
                rows=len(report.rows),
                weeks=len(report.weeks),
                sha256=hashlib.sha256(data).hexdigest(),
                untrusted_reference=words,
            )
            self._desk.do(verb, lambda _: self._write(data, path), self._not_journalled, owner=self)

    def _not_journalled(self, error: BaseException) -> None:
        """What is not in the journal does not leave."""
        self._failed(error)
        self._back()

    def _write(self, data: bytes, path: str) -> None:
        try:
            save_durably(data, Path(path))
        except CannotSave as error:
            self.notice.set_notice(self.tr("It could not be saved: {why}").format(why=error), Tone.CRITICAL)
        else:
            self.notice.set_notice(self.tr("Saved: {path}").format(path=path), Tone.POSITIVE)
        self._back()

    @Slot()
    def _back(self) -> None:
        self.stack.setCurrentWidget(self.main)
        (self.table if self.table.isVisible() else self.search).setFocus()

    @Slot()
    def _offer(self) -> None:
        save = Step(SAVE, self.tr("Save as a table…"), "F6", Icon.FOLDER, self.report is not None)
        self.bar.set_steps(self.tr("Choose a row to see its weeks and reasons."), save)

    def _may(self) -> bool:
        return self._desk.session.anyone and self._desk.session.officer.may(Right.APPROVE_PROFILES)

    @Slot(object)
    def _follow_session(self, officer: Officer | None) -> None:
        """Whoever may not see it finds it shut."""
        self._reason = None
        if officer is None:
            self.withdraw()
            return
        may = officer.may(Right.APPROVE_PROFILES)
        self.stack.setCurrentWidget(self.main if may else self.closed)
