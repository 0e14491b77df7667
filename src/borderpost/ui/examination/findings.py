"""The findings: what the examination showed, or that there is nothing to object to."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.codes import Concealment, FindingCode
from borderpost.domain.decisions import Verb
from borderpost.domain.inspection import Finding, Inspection, correctable
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.choice_list import Choice, ChoiceList
from borderpost.ui.examination.course import Next, Part
from borderpost.ui.examination.entry_list import EntryList, Row
from borderpost.ui.examination.pick import Pick
from borderpost.ui.examination.places import place_of
from borderpost.ui.examination.section import Section
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, FormField, Notice, Text
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.codes import choices, word
from borderpost.ui.words.rules import error_sentence
from borderpost.work import inspecting


class FindingsSection(Section):
    """Type a letter to find the finding, Enter, a note where one helps, Enter: recorded."""

    part = Part.FINDINGS

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(case, parent)
        self._chosen: FindingCode | None = None
        self.codes = ChoiceList(self.tr("What was found"))
        self.codes.picked.connect(self._picked)
        field = FormField(self.tr("What was found"), self.codes, self.tr("Type a letter, then press Enter"))
        self.column.addWidget(Beside(field, self._form(), from_width=560, shares=(2, 3)), 1)

    def _form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.heading = Text("", TextStyle.HEADING, wrap=True)
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("may stay empty"))
        self.problem = Notice("", Tone.CRITICAL)
        self.record = Button(self.tr("Record the finding"), icon=Icon.CHECK)
        self.record.clicked.connect(self.submit)
        column.addWidget(self.heading)
        self.concealment = Pick(choices(Concealment))
        column.addWidget(FormField(self.tr("In your own words"), self.note))
        self._hidden = FormField(self.tr("How it was hidden"), self.concealment)
        column.addWidget(self._hidden)
        column.addWidget(self.problem)
        row = QHBoxLayout()
        row.addWidget(self.record)
        row.addStretch(1)
        column.addLayout(row)
        self.list = EntryList(self.tr("Findings recorded"), self.tr("No finding recorded yet."), rows=2)
        self.list.removal_asked.connect(self.removal_asked)
        column.addWidget(FormField(self.tr("Findings recorded"), self.list), 1)
        return form

    def title(self) -> str:
        """Return the word for this part."""
        return self.tr("Findings")

    def count(self, state: Inspection) -> int:
        """Return how many findings count."""
        return len(state.findings)

    def begin(self) -> None:
        """Start at the list of findings."""
        self.codes.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self._chosen = None
        self.note.clear()
        self.concealment.choose(Concealment.UNSTATED)
        self.problem.set_notice("")

    def renew(self, state: Inspection, coming: Next) -> None:
        """Show the findings."""
        found = {finding.code for finding in state.findings}
        self.codes.set_choices([Choice(code, word(code), used=code in found) for code in FindingCode])
        free = correctable(state) if Verb.CORRECT in self.case.verbs() else frozenset()
        self.list.set_rows(
            [
                Row(
                    finding.mark.entry,
                    word(finding.code),
                    _remark(finding),
                    place_of(finding.mark),
                    Tone.POSITIVE if finding.code is FindingCode.NIL else Tone.CAUTION,
                    removable=finding.mark.entry in free,
                )
                for finding in state.findings
            ]
        )
        allowed = Verb.FINDING in self.case.verbs()
        self.codes.setEnabled(allowed)
        self.note.setEnabled(allowed)
        self.concealment.setEnabled(allowed)
        self._show_chosen()

    @Slot(str)
    def _picked(self, value: str) -> None:
        if not self.codes.isEnabled():
            return
        self._chosen = FindingCode(value)
        self._show_chosen()
        self.note.setFocus()
        self.changed_plan.emit()

    def _show_chosen(self) -> None:
        chosen = self._chosen
        self.heading.setText(word(chosen) if chosen else self.tr("Choose a finding first"))
        self._hidden.setVisible(chosen is not FindingCode.NIL)
        why_not = self.case.why_not(Verb.FINDING)
        self.record.setEnabled(chosen is not None and not self._busy and not why_not)
        self.record.setToolTip(why_not)
        self.record.setAccessibleDescription(why_not)

    def is_ready(self) -> bool:
        """Tell whether a finding is chosen."""
        return self.record.isEnabled()

    def action(self) -> tuple[str, Icon]:
        """Return what `submit` does."""
        return self.record.text(), Icon.CHECK

    @Slot()
    def submit(self) -> None:
        """Record the finding."""
        if self._chosen is None or not self.record.isEnabled():
            return
        self._busy = True
        self.record.setEnabled(False)
        self.case.act(
            inspecting.record_finding,
            self._recorded,
            self._failed,
            owner=self,
            finding=self._chosen,
            note=self.note.text(),
            concealment=Concealment(self.concealment.value())
            if self._chosen is not FindingCode.NIL
            else Concealment.UNSTATED,
        )

    def _recorded(self) -> None:
        self._busy = False
        self.clear()
        self._show_chosen()
        if self.isVisible():
            self.begin()

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self._show_chosen()
        self.problem.set_notice(error_sentence(error), Tone.CRITICAL)


def _remark(finding: Finding) -> str:
    hidden = word(finding.concealment) if finding.concealment else ""
    return " · ".join(part for part in (hidden, finding.note) if part)
