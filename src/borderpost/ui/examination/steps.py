"""The steps of the examination: what was done with the item, and how it ended."""

from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.codes import OPENING_STEPS, StepResult, StepType
from borderpost.domain.decisions import Refusal, Verb, step_refusals
from borderpost.domain.entry import format_time
from borderpost.domain.inspection import Inspection, Step, correctable
from borderpost.domain.weighing import Weighing
from borderpost.ui.balance import take_weights
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.choice_list import Choice, ChoiceList
from borderpost.ui.examination.course import Next, Part
from borderpost.ui.examination.differences import weight_sentence
from borderpost.ui.examination.entry_list import EntryList, Row
from borderpost.ui.examination.hazard import HazardPrompt
from borderpost.ui.examination.law_gate import GatePanel, weight_decides
from borderpost.ui.examination.places import place_of
from borderpost.ui.examination.results import ResultChoice
from borderpost.ui.examination.section import Section
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, FormField, Notice, Text
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.codes import word
from borderpost.ui.words.rules import error_sentence, refusal_sentences
from borderpost.work import inspecting
from borderpost.work.lawfulness import may_open

_TONES = {
    StepResult.CLEAR: Tone.POSITIVE,
    StepResult.ANOMALY: Tone.CRITICAL,
    StepResult.INCONCLUSIVE: Tone.CAUTION,
}


class StepsSection(Section):
    """Type a letter to find the step, Enter, then the letter of its result, Enter: recorded.

    A step counts as begun when it was chosen and as ended when its result is recorded.
    """

    part = Part.STEPS

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(case, parent)
        self._chosen: StepType | None = None
        self._begun: datetime | None = None
        self._seen = 0
        self._devices: dict[StepType, str] = {}
        self.gate = GatePanel(case)
        self.gate.weighing_asked.connect(self.weigh)
        self.column.addWidget(self.gate)
        self.hazard = HazardPrompt()
        self.hazard.heeded.connect(self._heeded)
        self.hazard.left.connect(self._left_alone)
        self.column.addWidget(self.hazard)
        self.types = ChoiceList(self.tr("What was done"))
        self.types.picked.connect(self._picked)
        field = FormField(self.tr("What was done"), self.types, self.tr("Type a letter, then press Enter"))
        self.column.addWidget(Beside(field, self._form(), from_width=560, shares=(2, 3)), 1)

    def _form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.heading = Text("", TextStyle.HEADING, wrap=True)
        self.begun = Text("", TextStyle.CAPTION, muted=True)
        self.result = ResultChoice()
        self._result_field = FormField(self.tr("Result"), self.result, required=True)
        self.device = QLineEdit()
        self.note = QLineEdit()
        self.weight = QLineEdit()
        self._weight_field = FormField(
            self.tr("Weight in kg"), self.weight, self.tr("With its packaging, as the scale shows it")
        )
        take_weights(self.weight)
        self.weight.textChanged.connect(self._compare_weight)
        self.case.desk.balance.filled.connect(self._weight_filled)
        self.disagrees = Notice("", Tone.CAUTION)
        self.exhausted = QCheckBox(self.tr("Searched to the end: nothing is left in it unseen"))
        self.problem = Notice("", Tone.CRITICAL)
        self.record = Button(self.tr("Record the step"), icon=Icon.CHECK)
        self.record.clicked.connect(self.submit)
        self.result.chosen.connect(self._result_chosen)
        column.addWidget(self.heading)
        column.addWidget(self.begun)
        column.addWidget(self._result_field)
        pair = Beside(
            FormField(self.tr("Device"), self.device), FormField(self.tr("Note"), self.note), from_width=340
        )
        column.addWidget(self._weight_field)
        column.addWidget(self.disagrees)
        column.addWidget(pair)
        column.addWidget(self.exhausted)
        column.addWidget(self.problem)
        row = QHBoxLayout()
        row.addWidget(self.record)
        row.addStretch(1)
        column.addLayout(row)
        self.list = EntryList(self.tr("Steps recorded"), self.tr("No step recorded yet."), rows=2)
        self.list.removal_asked.connect(self.removal_asked)
        column.addWidget(FormField(self.tr("Steps recorded"), self.list), 1)
        return form

    def title(self) -> str:
        """Return the word for this part."""
        return self.tr("Steps")

    def count(self, state: Inspection) -> int:
        """Return how many steps count."""
        return len(state.steps)

    def is_begun(self) -> bool:
        """Tell whether a step was chosen whose result is not recorded yet."""
        return self._chosen is not None

    def weight_decides(self, state: Inspection) -> bool:
        """Tell whether the law keeps the item shut until somebody has weighed it."""
        return weight_decides(self.case.law_now(), state)

    @Slot()
    def weigh(self) -> None:
        """Begin to weigh the item: the weight comes first, its result is clear unless said otherwise."""
        self.types.choose(StepType.WEIGHING)
        self._picked(StepType.WEIGHING)
        self.result.choose(StepResult.CLEAR)
        self.weight.setFocus()

    def begin(self) -> None:
        """Start at the list of steps, at the weight that the law asks for, or at the result of what was
        begun."""
        state = self.case.state
        if self._chosen is None and state is not None and self.weight_decides(state):
            self.weigh()
        elif self._chosen is StepType.WEIGHING and not self.weight.text():
            self.weight.setFocus()
        elif self._chosen is None:
            self.types.setFocus()
        else:
            self.result.begin()

    def clear(self) -> None:
        """Forget what was typed."""
        self._chosen = self._begun = None
        self.gate.clear()
        self.hazard.panel.hide()
        self.result.clear()
        self.note.clear()
        self.weight.clear()
        self.exhausted.setChecked(False)
        self.problem.set_notice("")
        self._result_field.set_error("")
        self._weight_field.set_error("")
        self._show_chosen()

    def renew(self, state: Inspection, coming: Next) -> None:
        """Show the steps, and close those that may not be done yet."""
        if state.latest.sequence != self._seen:
            # what was said of an earlier state may no longer hold
            self._seen = state.latest.sequence
            self.problem.set_notice("")
        self.gate.renew(state)
        done = {step.type for step in state.steps}
        self.types.set_choices(
            [
                Choice(
                    step,
                    word(step),
                    used=step in done,
                    why_not=" ".join(refusal_sentences(self._why_shut(state, step))),
                )
                for step in StepType
            ]
        )
        for step in state.steps:
            if step.device:
                self._devices[step.type] = step.device
        free = correctable(state) if Verb.CORRECT in self.case.verbs() else frozenset()
        self.list.set_rows([self._row(step, step.mark.entry in free) for step in state.steps])
        allowed = Verb.STEP in self.case.verbs()
        for field in (self.types, self.result, self.weight, self.device, self.note, self.exhausted):
            field.setEnabled(allowed)
        self._show_chosen()

    def _why_shut(self, state: Inspection, step: StepType) -> tuple[Refusal, ...]:
        desk = self.case.desk
        return (*step_refusals(state, step, "", ""), *may_open(desk.law, state, step, desk.clock()))

    def _row(self, step: Step, removable: bool) -> Row:
        weight = self.tr("{weight} kg").format(weight=step.weight_kg) if step.weight_kg else ""
        parts = [word(step.result), weight, step.device, step.note]
        if step.contents_exhausted:
            parts.insert(1, self.tr("searched to the end"))
        return Row(
            step.mark.entry,
            word(step.type),
            " · ".join(part for part in parts if part),
            place_of(step.mark),
            _TONES[step.result],
            removable=removable,
        )

    @Slot(str)
    def _picked(self, value: str) -> None:
        choice = self.types.current()
        if choice is None or not self.types.isEnabled():
            return
        self.problem.set_notice(choice.why_not, Tone.SECURE)
        if choice.why_not:
            return
        step, state = StepType(value), self.case.state
        officer = self.case.desk.session.officer.id
        if state is not None and self.hazard.stands_before(state, officer, step):
            self.hazard.ask(state, officer)
            return
        if step is not self._chosen:
            self._chosen, self._begun = step, self.case.desk.clock()
            self.device.setText(self._devices.get(step, ""))
            self.result.clear()
        self._show_chosen()
        self.result.begin()
        self.changed_plan.emit()

    @Slot()
    def _heeded(self) -> None:
        """The precautions were read: go on with the step that was chosen."""
        chosen = self.types.value()
        if chosen:
            self._picked(chosen)

    @Slot()
    def _left_alone(self) -> None:
        self.types.setFocus()

    @Slot()
    def _result_chosen(self) -> None:
        self._result_field.set_error("")
        self.changed_plan.emit()

    @Slot()
    def _compare_weight(self) -> None:
        """Say at once that the weight is not the declared one."""
        state, typed = self.case.state, self.weight.text().strip().replace(",", ".")
        self.disagrees.set_notice(weight_sentence(state, typed) if state and typed else "", Tone.CAUTION)

    @Slot(object, object)
    def _weight_filled(self, field: QLineEdit, weighing: Weighing) -> None:
        """Name the scale with the weight that it put there."""
        if field is self.weight:
            self.device.setText(weighing.device)

    def _show_chosen(self) -> None:
        chosen, begun = self._chosen, self._begun
        self.heading.setText(word(chosen) if chosen else self.tr("Choose a step first"))
        self.begun.setText(
            self.tr("Begun at {time}; it ends when you record it.").format(
                time=begun.astimezone().strftime("%H:%M:%S")
            )
            if begun
            else self.tr("A step begins when you choose it and ends when you record it.")
        )
        opening = chosen in OPENING_STEPS
        self.exhausted.setVisible(opening)
        self._weight_field.setVisible(chosen is StepType.WEIGHING)
        why_not = self.case.why_not(Verb.STEP)
        self.record.setEnabled(chosen is not None and not self._busy and not why_not)
        self.record.setToolTip(why_not)
        self.record.setAccessibleDescription(why_not)

    def is_ready(self) -> bool:
        """Tell whether a step and its result are chosen."""
        return self.record.isEnabled() and self.result.value() is not None

    def action(self) -> tuple[str, Icon]:
        """Return what `submit` does."""
        return self.record.text(), Icon.CHECK

    @Slot()
    def submit(self) -> None:
        """Record the step with its result."""
        if not self.record.isEnabled() or self._chosen is None:
            return
        result = self.result.value()
        if result is None:
            self._result_field.set_error(self.tr("Choose how the step ended."))
            self.result.begin()
            return
        state = self.case.state
        weighed = self._chosen is not StepType.WEIGHING or bool(self.weight.text().strip())
        if state is not None and not weighed and self.weight_decides(state):
            self._weight_field.set_error(self.tr("Type the weight: whether it may be opened hangs on it."))
            self.weight.setFocus()
            return
        self._busy = True
        self.record.setEnabled(False)
        chosen = self._chosen
        self._devices[chosen] = self.device.text().strip()
        self.case.act(
            inspecting.record_step,
            self._recorded,
            self._failed,
            owner=self,
            step=chosen,
            result=result,
            started_at=format_time(self._begun) if self._begun else "",
            device=self.device.text(),
            note=self.note.text(),
            contents_exhausted=self.exhausted.isChecked() and chosen in OPENING_STEPS,
            weight_kg=self.weight.text().replace(",", ".") if chosen is StepType.WEIGHING else "",
            law=self.case.desk.law,
        )

    def _recorded(self) -> None:
        self._busy = False
        self.clear()
        if self.isVisible():
            self.begin()

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self._show_chosen()
        self.problem.set_notice(error_sentence(error), Tone.CRITICAL)
