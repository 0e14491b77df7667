"""The running story: every entry about the item as the journal holds it, and a field for a remark."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from borderpost.domain.acts import EntryCorrected, act_of
from borderpost.domain.decisions import Verb
from borderpost.domain.entry import Entry
from borderpost.domain.inspection import correctable, mark_of
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.entry_list import EntryList, Row
from borderpost.ui.examination.places import place_of
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Card, FormField, Notice
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.acts import tell
from borderpost.ui.words.names import Names, names_of
from borderpost.ui.words.rules import error_sentence
from borderpost.work import inspecting


class StoryCard(Card):
    """Read anew after every act; entries that were taken back are marked, never left out."""

    removal_asked = Signal(str, str)
    left = Signal()

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Recorded"), parent)
        self.case = case
        self._shown = ("", 0)
        self.list = EntryList(self.tr("Recorded"), self.tr("Nothing recorded yet."), rows=4)
        self.list.removal_asked.connect(self.removal_asked)
        self.add(self.list, 1)
        self.remark = QLineEdit()
        self._field = FormField(self.tr("Remark (Alt+8)"), self.remark, self.tr("Enter records it"))
        self.remark.returnPressed.connect(self._record)
        self.add(self._field)
        self.problem = Notice("", Tone.CRITICAL)
        self.add(self.problem)
        case.changed.connect(self._renew)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the field."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    @Slot()
    def _renew(self) -> None:
        state = self.case.state
        if state is None:
            return
        why_not = self.case.why_not(Verb.NOTE)
        self.remark.setEnabled(not why_not)
        self.remark.setToolTip(why_not)
        if (state.id, state.latest.sequence) == self._shown:
            return
        if state.id != self._shown[0]:
            self.remark.clear()
            self.list.set_rows([])
        self._shown = (state.id, state.latest.sequence)
        inspection = state.id
        self.case.desk.tasks.run(
            lambda: self.case.desk.reads.read(lambda pages: pages.entries_of(inspection)),
            self._show,
            owner=self,
            key="story",
        )

    def _show(self, entries: list[Entry]) -> None:
        state = self.case.state
        if state is None:
            return
        names = names_of(self.case.desk.pages.officers(), entries)
        free = correctable(state) if Verb.CORRECT in self.case.verbs() else frozenset()
        taken_back = {act.entry for entry in entries if isinstance(act := act_of(entry), EntryCorrected)}
        self.list.set_rows(
            [self._row(entry, names, entry.id in free, entry.id in taken_back) for entry in entries]
        )
        self.set_title(self.tr("Recorded"), self.tr("Entries: {count}").format(count=len(entries)))

    def _row(self, entry: Entry, names: Names, removable: bool, taken_back: bool) -> Row:
        told = tell(act_of(entry), names)
        detail = names.officer(entry.officer)
        if told.remark:
            detail = f"{detail} · {told.remark}"
        if taken_back:
            detail = self.tr("taken back") + f" · {detail}"
        icon = Icon.UNDO if taken_back else Icon.CHECK
        return Row(entry.id, told.sentence, detail, place_of(mark_of(entry)), icon=icon, removable=removable)

    @Slot()
    def _record(self) -> None:
        text = self.remark.text()
        if not text.strip():
            return
        self.remark.setReadOnly(True)
        self.case.act(inspecting.add_note, self._recorded, self._failed, owner=self, text=text)

    def _recorded(self) -> None:
        self.remark.setReadOnly(False)
        self.remark.clear()
        self.problem.set_notice("")

    def _failed(self, error: BaseException) -> None:
        self.remark.setReadOnly(False)
        self.problem.set_notice(error_sentence(error), Tone.CRITICAL)
