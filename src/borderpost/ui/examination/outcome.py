"""The outcome: what is to become of the item, what it still lacks, and the answer of the second officer."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.codes import Disposition, FindingCode
from borderpost.domain.decisions import Verb, missing_for
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.law.rows import Agency, HoldReason
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.case import Case, chosen_with
from borderpost.ui.examination.charge_field import ChargeField
from borderpost.ui.examination.choice_list import Choice, ChoiceList
from borderpost.ui.examination.course import Next, Part, presumed, still_asked
from borderpost.ui.examination.course_words import conclude_words
from borderpost.ui.examination.outcome_words import past_words, proposal_rows, row_words, stands_words
from borderpost.ui.examination.reason_edit import ReasonEdit
from borderpost.ui.examination.second_officer import SecondOfficerPanel
from borderpost.ui.examination.section import Section
from borderpost.ui.examination.small_path import SmallPathPanel
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ConfirmPanel, FormField, KeyValueGrid, Notice, Text
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.codes import word
from borderpost.ui.words.rules import error_sentence, refusal_sentences
from borderpost.work import concluding

_NAMED_AT_MOST = 6


class OutcomeSection(Section):
    """Choosing an outcome sets the course: what it lacks comes next, before it can be recorded.

    `postponed` comes when a second officer's answer is left to the approvals, `report_wanted` when the
    officer wants the report of the seizure that stands.
    """

    part = Part.OUTCOME
    postponed = Signal()
    report_wanted = Signal()

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(case, parent)
        self._inspection = ""
        self._chosen: Disposition | None = None
        self._coming: Next | None = None
        self._stood = ""
        self._hold_row: HoldReason | Agency | None = None
        self.past = Notice("", Tone.CAUTION)
        self.column.addWidget(self.past)
        self.form = self._form()
        self.column.addWidget(self.form, 1)
        self.confirm = ConfirmPanel()
        self.confirm.confirmed.connect(self._conclude)
        self.column.addWidget(self.confirm)
        self.waiting = self._waiting_page()
        self.column.addWidget(self.waiting, 1)
        self.ended = self._ended_page()
        self.column.addWidget(self.ended, 1)

    def _form(self) -> QWidget:
        self.dispositions = ChoiceList(self.tr("Outcome"), rows=9)
        self.dispositions.picked.connect(self._picked)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self.heading = Text("", TextStyle.HEADING, wrap=True)
        self.consent = Text("", TextStyle.BODY, muted=True, wrap=True)
        self.reason = ReasonEdit()
        self.reason.finished.connect(self.submit)
        self.reason.textChanged.connect(self.changed_plan)
        self._reason_field = FormField(
            self.tr("Reason"), self.reason, self.tr("Enter goes on, Shift+Enter begins a new line")
        )
        self.hold_reasons = ChoiceList(self.tr("Why it is held"), rows=3)
        self.hold_reasons.picked.connect(self._hold_reason_picked)
        self._hold_field = FormField(
            self.tr("Why it is held"), self.hold_reasons, self.tr("Enter takes it; the post is told its code")
        )
        self.held_for = Text("", wrap=True)
        self.charge = ChargeField()
        self.charge.line.returnPressed.connect(self.submit)
        self.small_path = SmallPathPanel()
        self.small_path.standard_asked.connect(self._picked)
        self.lacking = Notice("", Tone.CAUTION)
        self.problem = Notice("", Tone.CRITICAL)
        self.record = Button("", icon=Icon.NEXT)
        self.record.clicked.connect(self.submit)
        column.addWidget(self.heading)
        column.addWidget(self.consent)
        column.addWidget(self.small_path)
        column.addWidget(self.held_for)
        column.addWidget(self._hold_field)
        column.addWidget(self._reason_field)
        column.addWidget(self.charge)
        column.addWidget(self.lacking)
        column.addWidget(self.problem)
        row = QHBoxLayout()
        row.addWidget(self.record)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        field = FormField(self.tr("Outcome"), self.dispositions, self.tr("Type a letter, then press Enter"))
        return Beside(field, whole, from_width=620, shares=(2, 3))

    def _waiting_page(self) -> QWidget:
        facts = QWidget()
        column = QVBoxLayout(facts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(Text(self.tr("What was proposed"), TextStyle.HEADING))
        self.proposal = KeyValueGrid()
        column.addWidget(self.proposal)
        column.addStretch(1)
        self.second = SecondOfficerPanel(self.case)
        self.second.postponed.connect(self.postponed)
        return Beside(facts, self.second, from_width=600)

    def _ended_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self.stands = Text("", TextStyle.TITLE, wrap=True)
        self.facts = KeyValueGrid()
        self.report = Button(self.tr("Open the report"), icon=Icon.REPORT)
        self.report.clicked.connect(self.report_wanted)
        column.addWidget(self.stands)
        column.addWidget(self.facts)
        row = QHBoxLayout()
        row.addWidget(self.report)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return page

    def title(self) -> str:
        """Return the word for this part."""
        return self.tr("Outcome")

    def count(self, state: Inspection) -> int:
        """Return 1 once there is an outcome or a proposal of one."""
        return 1 if state.outcome or state.proposal else 0

    def intention(self) -> Disposition | None:
        """Return the disposition that the officer chose, None before that."""
        return self._chosen

    def written_reason(self) -> str:
        """Return the reason as written so far; the chosen reason for holding where nothing is written."""
        written = self.reason.text()
        if written.strip() or not isinstance(self._hold_row, HoldReason):
            return written
        return self._hold_row.text

    def hold_reason(self, disposition: Disposition) -> str:
        """Return the row that was chosen for a disposition: why held, to whom referred; empty for none."""
        row = self._hold_row
        if isinstance(row, Agency):
            return row.id if disposition is Disposition.REFER else ""
        return row.id if row and row.disposition is disposition else ""

    def intend(self, disposition: Disposition) -> None:
        """Set the course."""
        self._chosen = disposition
        self.dispositions.choose(disposition)
        self.changed_plan.emit()

    def begin(self) -> None:
        """Start where something is to be done: the list, the reason, the button, or the second officer."""
        state = self.case.state
        if state is None:
            return
        if state.stage is Stage.AWAITING_APPROVAL:
            self.second.begin()
        elif state.ended:
            self.report.setFocus()
        elif self._disposition() is None:
            self.dispositions.setFocus()
        elif self._hold_field.isVisible() and self._hold_row is None:
            self.hold_reasons.setFocus()
        elif not self.written_reason().strip():
            self.reason.setFocus()
        elif self.record.isEnabled():
            self.record.setFocus()
        else:
            self.dispositions.setFocus()

    def clear(self) -> None:
        """Forget what was chosen and typed."""
        self._chosen = None
        self._hold_row = None
        self.reason.clear()
        self.charge.clear()
        self.problem.set_notice("")
        self.confirm.hide()
        self.second.clear()

    def _disposition(self) -> Disposition | None:
        state = self.case.state
        if self._chosen is not None or state is None or state.stage is Stage.HELD:
            return self._chosen
        return self._coming.disposition if self._coming else presumed(state)

    def renew(self, state: Inspection, coming: Next) -> None:
        """Show the choice, the second officer's panel, or the outcome that stands."""
        self._coming = coming
        stood = state.outcome.mark.entry if state.outcome else ""
        if stood != self._stood or state.id != self._inspection:
            # an outcome that stands, or another item: the choice that led there is spent
            self._stood, self._inspection = stood, state.id
            self._chosen = None
            self._hold_row = None
            self.charge.clear()
            if stood:
                self.reason.clear()
        waits = state.stage is Stage.AWAITING_APPROVAL
        self.form.setVisible(not waits and not state.ended)
        self.waiting.setVisible(waits)
        self.ended.setVisible(state.ended)
        self.past.set_notice("" if state.ended else past_words(state, self.case.name_of), Tone.CAUTION)
        if waits:
            self.proposal.set_rows(proposal_rows(state, self.case.name_of, self.case.desk.photo_sets))
            self.second.renew(state)
        elif state.ended:
            self._show_ended(state)
        else:
            self._show_form(state)

    def _show_form(self, state: Inspection) -> None:
        disposition = self._disposition()
        self.dispositions.set_choices(
            [Choice(d, word(d), used=d is self._chosen) for d in self.case.offered()]
        )
        if disposition is not None and not self.dispositions.hasFocus():
            self.dispositions.choose(disposition)
        why_not = self.case.why_not(Verb.CONCLUDE)
        self.dispositions.setEnabled(not why_not)
        self.reason.setEnabled(not why_not)
        self.record.setVisible(disposition is not None)
        self._reason_field.setVisible(disposition is not None)
        self.charge.show_for(disposition)
        self._show_hold_reasons(disposition)
        self.hold_reasons.setEnabled(not why_not)
        self.small_path.renew(self.case.law_now(), state, disposition)
        if disposition is None:
            self.heading.setText(self.tr("Choose an outcome first"))
            self.consent.setText("")
            self.lacking.set_notice("")
            return
        self.heading.setText(word(disposition))
        second = self.case.needs_second(disposition)
        self.consent.setText(
            self.tr("Stands when a second officer agrees.")
            if second
            else self.tr("Stands as soon as it is recorded.")
        )
        words, icon = conclude_words(disposition)
        self.record.setText(words)
        self.record.set_drawing(icon)
        reason, hold = self.written_reason(), self.hold_reason(disposition)
        missing = (*missing_for(state, disposition, reason), *self.case.shut(disposition, reason, hold))
        sentences = refusal_sentences(still_asked(missing))
        shown = sentences[:_NAMED_AT_MOST]
        if len(sentences) > len(shown):
            shown.append(self.tr("… and {count} more").format(count=len(sentences) - len(shown)))
        self.lacking.set_notice("\n".join(shown), Tone.CAUTION)
        self.record.setEnabled(not why_not and not missing and not self._busy)
        self.record.setToolTip(why_not or " ".join(shown))
        self.record.setAccessibleDescription(why_not or " ".join(shown))

    def _show_hold_reasons(self, disposition: Disposition | None) -> None:
        """Offer the rows of the law to choose from; the only one, or the only one for its kind, is taken."""
        rows = self.case.rows_of(disposition) if disposition is not None else ()
        referred = disposition is Disposition.REFER
        label = self.tr("To whom it is referred") if referred else self.tr("Why it is held")
        hint = self.tr("Enter takes it") if referred else self.tr("Enter takes it; the post is told its code")
        self._hold_field.set_words(label, hint)
        self._hold_field.setVisible(len(rows) > 1)
        only = row_words(rows[0]) if len(rows) == 1 else ""
        self.held_for.setText(self.tr("{label}: {row}").format(label=label, row=only) if only else "")
        self.held_for.setVisible(bool(only))
        if self._hold_row not in rows:
            self._hold_row = rows[0] if len(rows) == 1 or _for_its_kind_alone(rows) else None
        self.hold_reasons.set_choices(
            [Choice(row.id, row_words(row), used=row is self._hold_row) for row in rows]
        )
        self.reason.setPlaceholderText(self._hold_row.text if isinstance(self._hold_row, HoldReason) else "")

    def _show_ended(self, state: Inspection) -> None:
        self.stands.setText(stands_words(state))
        self.facts.set_rows(proposal_rows(state, self.case.name_of, self.case.desk.photo_sets))
        self.report.setVisible(state.stage is Stage.SEIZED)

    @Slot(str)
    def _picked(self, value: str) -> None:
        if not self.dispositions.isEnabled():
            return
        self.problem.set_notice("")
        self.intend(Disposition(value))
        if self.record.isEnabled():
            self.record.setFocus()
        elif self._hold_field.isVisible() and self._hold_row is None:
            self.hold_reasons.setFocus()
        else:
            self.reason.setFocus()

    @Slot(str)
    def _hold_reason_picked(self, value: str) -> None:
        disposition = self._disposition()
        if disposition is None or not self.hold_reasons.isEnabled():
            return
        rows = self.case.rows_of(disposition)
        self._hold_row = next((row for row in rows if row.id == value), None)
        self.changed_plan.emit()
        if self.record.isEnabled():
            self.record.setFocus()

    def is_ready(self) -> bool:
        """Tell whether the outcome can be recorded."""
        return self.form.isVisible() and self.record.isVisible() and self.record.isEnabled()

    def action(self) -> tuple[str, Icon]:
        """Return what `submit` does."""
        disposition = self._disposition()
        return conclude_words(disposition) if disposition else ("", Icon.NEXT)

    @Slot()
    def submit(self) -> None:
        """Record the outcome or propose it; what speaks against a release is asked about first."""
        state, disposition = self.case.state, self._disposition()
        if state is None or disposition is None or not self.record.isEnabled():
            return
        if self.charge.find_fault(disposition):
            return
        doubt = self._doubt(state, disposition)
        if doubt:
            question = self.tr("Release this item all the same?")
            self.confirm.ask(question, doubt, yes=self.tr("Release the item"), tone=Tone.CAUTION)
            return
        self._conclude()

    def _doubt(self, state: Inspection, disposition: Disposition) -> str:
        if disposition is not Disposition.RELEASE:
            return ""
        objections = [word(f.code) for f in state.findings if f.code is not FindingCode.NIL]
        if objections:
            return self.tr("It was found: {findings}.").format(findings=", ".join(objections))
        if state.lane in ("red", "secure") and not state.steps:
            return self.tr("Its lane asks for an examination, and no step was recorded.")
        return ""

    @Slot()
    def _conclude(self) -> None:
        disposition = self._disposition()
        if disposition is None or self._busy:
            return
        self._busy = True
        self.record.setEnabled(False)
        self.case.act(
            concluding.conclude,
            self._recorded,
            self._failed,
            owner=self,
            disposition=disposition,
            reason=self.written_reason(),
            **chosen_with(disposition, self.hold_reason(disposition)),
            charge=self.charge.typed(disposition),
            law=self.case.desk.law,
        )

    def _recorded(self) -> None:
        self._busy = False
        self.changed_plan.emit()
        if self.isVisible():
            self.begin()

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self.problem.set_notice(error_sentence(error), Tone.CRITICAL)
        self.changed_plan.emit()


def _for_its_kind_alone(rows: Sequence[HoldReason | Agency]) -> bool:
    """Tell whether the first of several agencies is the only one that is for goods of this kind."""
    special = [row for row in rows if isinstance(row, Agency) and (row.findings or row.commodities)]
    return len(special) == 1
