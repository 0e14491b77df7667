"""What an auditor reads: who came and went, failed, looked people up, lifted rules; searched and exported."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.audit import Topic
from borderpost.domain.entry import Entry
from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import EmptyState, NextStepBar, Notice, SearchField, Step, Text, ltr
from borderpost.ui.log.days import DayField
from borderpost.ui.people.columns import audit_columns, told_entry, topic_word
from borderpost.ui.preview.saving import CannotSave, proposed_path, save_durably
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.tables import PagedTableModel, PagedTableView
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.names import Names, names_of
from borderpost.ui.words.rules import error_sentence
from borderpost.work import auditing
from borderpost.work.ports import Pages
from borderpost.work.ports_access import AuditFilter

EXPORT = "export"
_REST_MS = 120
_PAGE = 500


class AuditPage(QWidget):
    """F6 writes what is shown to a file, and says so in the journal; nothing else can be done here."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._names = Names()
        self._withdrawn = Event()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.search = SearchField(
            self.tr("Search the entries"), self.tr("Words of the entry: id, reason, item number, query")
        )
        self.topic = Pick(
            [("", self.tr("About everything")), *((topic, topic_word(topic)) for topic in Topic)]
        )
        self.topic.setAccessibleName(self.tr("What entries are about"))
        self.officer = Pick()
        self.officer.setAccessibleName(self.tr("Officer"))
        today = desk.clock().date()
        self.since, self.until = DayField(self.tr("From day"), today), DayField(self.tr("To day"), today)
        for each in (self.since, self.until):
            each.setMinimumWidth(each.fontMetrics().horizontalAdvance("0000-00-00") + look.px(36))
        self.count = Text("", muted=True)
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.search, 3)
        top.addWidget(self.topic, 2)
        top.addWidget(self.officer, 2)
        top.addWidget(self.since)
        top.addWidget(self.until)
        column.addLayout(top)
        column.addWidget(self.count)
        self.notice = Notice("", Tone.CRITICAL)
        column.addWidget(self.notice)
        self.model: PagedTableModel[Entry] = PagedTableModel(
            audit_columns(lambda: self._names), self._fetch, self
        )
        self.table = PagedTableView(self.tr("Entries about access and consultation"), self.model)
        self.table.set_search(self.search)
        self.empty = EmptyState(Icon.SEARCH, self.tr("No entry matches"))
        self._stack = Leaves(self.table, self.empty)
        column.addWidget(self._stack, 1)
        self.bar = NextStepBar()
        self.bar.taken.connect(self._ask_where)
        column.addWidget(self.bar)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.look_up)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self.look_up)
        for field in (self.topic, self.officer):
            field.currentIndexChanged.connect(self.look_up)
        for day in (self.since, self.until):
            day.chosen.connect(self.look_up)

    def renew(self) -> None:
        """Read anew."""
        officers = self._desk.pages.officers()
        self._names = names_of(officers)
        self.officer.set_choices([("", self.tr("All officers")), *((one.id, one.name) for one in officers)])
        self.look_up()

    def take_focus(self) -> None:
        """Put the focus on the rows."""
        (self.table if self.table.isVisible() else self.search).setFocus()

    def clear(self) -> None:
        """Forget what was told."""
        self.notice.set_notice("")

    def asked(self) -> AuditFilter:
        """Return what the entries are narrowed to."""
        topic = self.topic.value()
        return AuditFilter(
            self.search.text().strip(),
            Topic(topic) if topic else None,
            self.officer.value(),
            self.since.day(),
            self.until.day(),
        )

    @Slot()
    def look_up(self) -> None:
        """Ask for the entries that pass."""
        self._rest.stop()
        self._withdrawn.set()
        withdrawn = self._withdrawn = Event()
        asked, reads = self.asked(), self._desk.reads
        self._desk.tasks.run(
            lambda: reads.read(lambda pages: pages.audit_ids(asked, withdrawn.is_set)),
            self._found,
            self._failed,
            owner=self,
            key="audit",
        )

    def export(self, path: Path) -> None:
        """Write what is shown to a file; the export is an entry itself, made before the file is."""
        ids, names, asked = list(self.model.ids()), self._names, self.asked()

        def table(pages: Pages) -> bytes:
            found: list[Entry] = []
            for start in range(0, len(ids), _PAGE):
                page = pages.audit_entries(ids[start : start + _PAGE])
                found.extend(entry for entry in page if entry is not None)
            return auditing.as_table(found, lambda entry: _words(entry, names))

        self._desk.tasks.run(
            lambda: self._desk.reads.read(table),
            lambda made: self._journal(made, len(ids), asked, path),
            self._failed,
            owner=self,
            key="export",
        )

    def _journal(self, table: bytes, entries: int, asked: AuditFilter, path: Path) -> None:
        days = " – ".join(str(day) for day in (asked.since, asked.until) if day is not None)
        told = " ".join(part for part in (str(asked.topic or ""), asked.officer, days, asked.text) if part)

        def noted(digest: str) -> None:
            try:
                save_durably(table, path)
            except CannotSave as error:
                self._failed(error)
                return
            text = self.tr("{count} entries written to {path}, SHA-256 {digest}.").format(
                count=entries, path=ltr(str(path)), digest=ltr(digest[:16])
            )
            self.notice.set_notice(text, Tone.POSITIVE)
            announce(self, text)
            self.look_up()

        self._desk.do(
            lambda tx: auditing.export(
                tx, officer=self._desk.session.officer, table=table, entries=entries, asked=told
            ),
            noted,
            self._failed,
            owner=self,
        )

    def _fetch(self, ids: Sequence[int]) -> Sequence[Entry | None]:
        return self._desk.pages.audit_entries(ids)

    def _found(self, ids: list[int]) -> None:
        if ids != self.model.ids():
            self.model.set_ids(ids)
        one = self.tr("1 entry, the newest first")
        many = self.tr("{count} entries, the newest first").format(count=len(ids))
        text = one if len(ids) == 1 else many
        if text != self.count.text():
            self.count.setText(text)
            announce(self.count, text)
        self._stack.setCurrentWidget(self.table if ids else self.empty)
        step = Step(EXPORT, self.tr("Export…"), "F6", Icon.REPORT, bool(ids))
        self.bar.set_steps(self.tr("An auditor reads, and changes nothing."), step)

    @Slot()
    def _typed(self) -> None:
        self._withdrawn.set()
        self._rest.start()

    @Slot(str)
    def _ask_where(self, _name: str) -> None:
        proposed = proposed_path(f"access-{self._desk.clock().date().isoformat()}", ".csv")
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export the entries"), str(proposed), self.tr("Table (*.csv)")
        )
        if path:
            self.export(Path(path))

    def _failed(self, error: BaseException) -> None:
        self.notice.set_notice(error_sentence(error), Tone.CRITICAL)
        announce(self, self.notice.text(), urgent=True)


def _words(entry: Entry, names: Names) -> str:
    told = told_entry(entry, names)
    text = f"{told.sentence} ({told.remark})" if told.remark else told.sentence
    # the marks that keep the order of letters on a screen mean nothing in a table
    return text.translate(dict.fromkeys(range(8294, 8298)))
