"""The photographs that the outcome asks for: which are there, which are missing, which cannot be had."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.codes import Disposition
from borderpost.domain.decisions import Verb
from borderpost.domain.inspection import Inspection
from borderpost.domain.photo_set import Prompt, prompts
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.entry_list import EntryList, Row
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, FormField, Text
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.codes import word
from borderpost.ui.words.evidence_acts import shot_words
from borderpost.ui.words.rules import error_sentence
from borderpost.work import evidencing


class PhotoPrompts(QWidget):
    """Enter on a row aims the camera's form at it: `chosen(Prompt)`. Delete takes an excuse back."""

    chosen = Signal(object)
    removal_asked = Signal(str, str)

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case = case
        self._prompts: tuple[Prompt, ...] = ()
        self._about: Prompt | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        self.heading = Text("", TextStyle.STRONG, wrap=True)
        self.list = EntryList(self.tr("Photographs asked for"), self.tr("Nothing is asked for"), rows=4)
        self.list.activated.connect(self._activated)
        self.list.removal_asked.connect(self._remove)
        self.list.selectionModel().currentChanged.connect(self._offer)
        self.excuse = Button(self.tr("Not possible because…"), ButtonKind.QUIET, Icon.HOLD)
        self.excuse.clicked.connect(self.ask)
        column.addWidget(self.heading)
        column.addWidget(self.list, 1)
        column.addWidget(self.excuse)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(Space.XS)
        self.reason = QLineEdit()
        self._field = FormField(self.tr("Why it is not possible"), self.reason, required=True)
        self.reason.returnPressed.connect(self._record)
        self.yes = Button(self.tr("Record"), ButtonKind.PRIMARY)
        self.no = Button(self.tr("Never mind"), ButtonKind.QUIET)
        self.yes.clicked.connect(self._record)
        self.no.clicked.connect(self.put_away)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        form.addWidget(self._field)
        form.addLayout(row)
        self._form.hide()
        column.addWidget(self._form)

    def renew(self, state: Inspection, disposition: Disposition | None) -> None:
        """Show what the inspection asks for, on its way to this outcome."""
        shots = self.case.desk.photo_sets.shots(disposition)
        self._prompts = prompts(state, shots)
        missing = sum(prompt.is_missing for prompt in self._prompts)
        if not self._prompts:
            text = self.tr("This outcome asks for no photographs")
        elif missing:
            text = self.tr("Photographs missing: %n", "", missing)
        else:
            text = self.tr("The set of photographs is complete")
        if disposition is not None:
            text = self.tr("{outcome}: {sentence}").format(outcome=word(disposition), sentence=text)
        self.heading.setText(text)
        self.list.set_rows([self._row(number, prompt) for number, prompt in enumerate(self._prompts)])
        self.list.setVisible(bool(self._prompts))
        shot = self.next_shot()
        if shot is not None and not self.list.hasFocus() and self._about is None:
            self.list.setCurrentIndex(self.list.model().index(self._prompts.index(shot), 0))
        self._offer()

    def next_shot(self) -> Prompt | None:
        """Return the photograph to be proposed next: that of a sealed bag first, then in the set's order."""
        missing = [prompt for prompt in self._prompts if prompt.is_missing]
        return next((prompt for prompt in missing if prompt.exhibit), missing[0] if missing else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While a reason is being written, Enter and Escape are for it alone."""
        if self._about is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        if self._about is not None and event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return
        super().keyPressEvent(event)

    @Slot()
    def ask(self) -> None:
        """Ask why the photograph of the current row cannot be taken."""
        prompt = self._current()
        if prompt is None or not self.excuse.isEnabled():
            return
        self._about = prompt
        name = shot_words(prompt.subject, prompt.line, prompt.exhibit)
        self._field.set_error("")
        self.reason.clear()
        self.reason.setAccessibleDescription(name)
        self.reason.setPlaceholderText(name)
        self._form.show()
        self.excuse.hide()
        self.reason.setFocus()

    @Slot()
    def put_away(self) -> None:
        """Leave the question."""
        self._about = None
        was_here = self._form.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._form.hide()
        self.excuse.show()
        if was_here:
            self.list.setFocus()

    def _row(self, number: int, prompt: Prompt) -> Row:
        name = shot_words(prompt.subject, prompt.line, prompt.exhibit)
        if prompt.excuse is not None:
            detail = self.tr("Not possible: {reason}").format(reason=isolated(prompt.excuse.reason))
            return Row(str(number), name, detail, tone=Tone.CAUTION, icon=Icon.HOLD, removable=True)
        if prompt.is_missing:
            missing = self.tr("Missing")
            if prompt.least > 1:
                missing = self.tr("Missing: {taken} of {least} taken").format(
                    taken=prompt.taken, least=prompt.least
                )
            return Row(str(number), name, missing, tone=Tone.CAUTION, icon=Icon.CAMERA)
        taken = self.tr("Taken: %n", "", prompt.taken)
        return Row(str(number), name, taken, tone=Tone.POSITIVE, icon=Icon.CHECK)

    def _current(self) -> Prompt | None:
        row = self.list.current()
        number = int(row.entry) if row is not None else -1
        return self._prompts[number] if 0 <= number < len(self._prompts) else None

    @Slot()
    def _offer(self) -> None:
        prompt = self._current()
        why_not = self.case.why_not(Verb.PHOTOGRAPH)
        self.excuse.setEnabled(prompt is not None and prompt.is_missing and not why_not)
        self.excuse.setToolTip(why_not)

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        prompt = self._current()
        if prompt is not None:
            self.chosen.emit(prompt)

    @Slot(str, str)
    def _remove(self, number: str, words: str) -> None:
        excuse = self._prompts[int(number)].excuse
        if excuse is not None and Verb.CORRECT in self.case.verbs():
            self.removal_asked.emit(excuse.mark.entry, words)

    @Slot()
    def _record(self) -> None:
        prompt = self._about
        if prompt is None:
            return
        if not self.reason.text().strip():
            self._field.set_error(self.tr("Give the reason in your own words."))
            return
        self.case.act(
            evidencing.excuse_shot,
            self.put_away,
            self._failed,
            owner=self,
            subject=prompt.subject,
            reason=self.reason.text(),
            line=prompt.line,
            exhibit=prompt.exhibit,
        )

    def _failed(self, error: BaseException) -> None:
        self._field.set_error(error_sentence(error))
