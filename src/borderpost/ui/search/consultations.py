"""The consultation log: who searched declarations, why, for what, and what they took up."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.acts import UnknownAct, act_of
from borderpost.domain.entry import Entry
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import EmptyState, Heading, Notice, Text, ltr
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.tables import Column, PagedTableModel, PagedTableView
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.acts import Told, tell
from borderpost.ui.words.amounts import moment_text
from borderpost.ui.words.names import Names, names_of, own
from borderpost.ui.words.rules import error_sentence
from borderpost.work.changes import Kind


class Consultations(QWidget):
    """The journal's entries about searches, newest first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._names = Names()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(Heading(self.tr("Consultation log")))
        told = self.tr("Who searched declarations without a scan, why, for what, and what was taken up.")
        column.addWidget(Text(told, muted=True, wrap=True))
        self.notice = Notice("", Tone.CRITICAL)
        column.addWidget(self.notice)
        self.model: PagedTableModel[Entry] = PagedTableModel(self._columns(), self._fetch, self)
        self.table = PagedTableView(self.tr("Consultations"), self.model)
        self.empty = EmptyState(Icon.SEARCH, self.tr("Nobody has searched yet"))
        self._stack = Leaves(self.table, self.empty)
        column.addWidget(self._stack, 1)
        desk.tasks.changed.connect(self._heard)

    def on_shown(self) -> None:
        """Read anew, and let the arrows walk."""
        self._names = names_of(self._desk.pages.officers())
        self.look_up()
        self._take_focus()

    def look_up(self) -> None:
        """Read what was journalled."""
        self._desk.tasks.run(
            lambda: self._desk.reads.read(lambda pages: pages.consultation_ids()),
            self._found,
            self._failed,
            owner=self,
            key="consultations",
        )

    def _columns(self) -> list[Column[Entry]]:
        return [
            Column(
                "time",
                self.tr("Time"),
                lambda entry: ltr(moment_text(entry.at, entry.offset_minutes)),
                142,
                sortable=False,
            ),
            Column("officer", self.tr("Officer"), self._officer, 150, sortable=False),
            Column(
                "what",
                self.tr("What was done"),
                lambda entry: self._told(entry).sentence,
                300,
                stretch=True,
                sortable=False,
            ),
            Column("remark", self.tr("Remark"), lambda entry: self._told(entry).remark, 190, sortable=False),
            Column(
                "entry", self.tr("Entry"), lambda entry: f"#{entry.sequence}", 80, number=True, sortable=False
            ),
        ]

    def _officer(self, entry: Entry) -> str:
        return own(self._names.officer(entry.officer))

    def _told(self, entry: Entry) -> Told:
        try:
            return tell(act_of(entry), self._names)
        except UnknownAct:
            return Told(entry.kind)

    def _fetch(self, ids: Sequence[int]) -> list[Entry | None]:
        return self._desk.pages.consultations(ids)

    def _found(self, ids: list[int]) -> None:
        self.notice.set_notice("")
        if ids == self.model.ids():
            return
        self.model.set_ids(ids)
        self._stack.setCurrentWidget(self.table if ids else self.empty)
        self._take_focus()

    @Slot(object)
    def _heard(self, kinds: frozenset[Kind]) -> None:
        if Kind.SCANS in kinds and self.isVisible():
            self.look_up()

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self.notice.set_notice(error_sentence(error), Tone.CRITICAL)

    def _take_focus(self) -> None:
        if self.isVisible() and self.table.isVisible():
            self.table.setFocus()
