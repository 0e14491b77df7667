"""The law around an item: its time limits, what was recorded, and what is open to be recorded now."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.decisions import Verb
from borderpost.domain.inspection import Inspection, correctable
from borderpost.domain.law.clocks import OPEN_STATES
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.choice_list import Choice, ChoiceList
from borderpost.ui.examination.course import Next, Part
from borderpost.ui.examination.entry_list import EntryList
from borderpost.ui.examination.law_answer import AnswerForm
from borderpost.ui.examination.law_consent import ConsentForm
from borderpost.ui.examination.law_extension import ExtensionForm
from borderpost.ui.examination.law_form import LawForm
from borderpost.ui.examination.law_lifting import LiftingForm
from borderpost.ui.examination.law_lifting_answer import LiftingAnswerForm
from borderpost.ui.examination.law_records import deadline_row, formality_rows
from borderpost.ui.examination.law_referral import ReferralForm
from borderpost.ui.examination.law_service import ServiceForm
from borderpost.ui.examination.law_settling import SettlingForm
from borderpost.ui.examination.section import Section
from borderpost.ui.icons import Icon
from borderpost.ui.kit import FormField, Notice, Text
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.work.due import deadlines_of


class LawSection(Section):
    """Only what is open to the officer is offered. `settled` comes when what becomes of seized goods waits
    for a second officer."""

    part = Part.LAW
    settled = Signal()

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(case, parent)
        self._inspection = ""
        self._shown = ""
        self.settling = SettlingForm(case)
        self.service = ServiceForm(case)
        self.answer = AnswerForm(case)
        self.lifting_answer = LiftingAnswerForm(case)
        self.lifting = LiftingForm(case)
        self.consent = ConsentForm(case)
        self.extension = ExtensionForm(case)
        self.referral = ReferralForm(case)
        self.forms: dict[str, LawForm] = {
            "settle": self.settling,
            "lifting_answer": self.lifting_answer,
            "service": self.service,
            "answer": self.answer,
            "consent": self.consent,
            "extension": self.extension,
            "lifting": self.lifting,
            "referral": self.referral,
        }
        self.actions_open = ChoiceList(self.tr("What can be recorded"), rows=4)
        self.actions_open.picked.connect(self._picked)
        self._offer = FormField(
            self.tr("What can be recorded"), self.actions_open, self.tr("Type a letter, then press Enter")
        )
        self.limits = EntryList(self.tr("Time limits"), self.tr("No time limit runs."), rows=2)
        self.list = EntryList(self.tr("Recorded"), self.tr("Nothing recorded yet."), rows=2)
        self.list.removal_asked.connect(self.removal_asked)
        left, right = QWidget(), QWidget()
        for whole, widgets in (
            (left, (self._offer, FormField(self.tr("Recorded"), self.list))),
            (right, (self._heading(), *self.forms.values())),
        ):
            column = QVBoxLayout(whole)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(Space.S)
            for widget in widgets:
                column.addWidget(widget, 1 if isinstance(widget, FormField) else 0)
            if whole is right:
                column.addStretch(1)
        self.column.addWidget(FormField(self.tr("Time limits"), self.limits))
        self.column.addWidget(Beside(left, right, from_width=620, shares=(2, 3)), 1)
        for form in self.forms.values():
            form.hide()
            form.edited.connect(self.changed_plan)
            form.recorded.connect(self.settled if form is self.settling else self._recorded)

    def _heading(self) -> QWidget:
        self.nothing = Notice("", Tone.INFO)
        self.heading = Text("", TextStyle.HEADING, wrap=True)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(self.nothing)
        return whole

    def title(self) -> str:
        """Return the word for this part."""
        return self.tr("Law")

    def count(self, state: Inspection) -> int:
        """Return how many time limits are open."""
        found = deadlines_of(self.case.desk.law, state, self.case.desk.clock())
        return sum(one.state in OPEN_STATES for one in found)

    def renew(self, state: Inspection, coming: Next) -> None:
        """Show time limits and records, and offer what is open now."""
        law, now = self.case.law_now(), self.case.desk.clock()
        if law is None:
            return
        if state.id != self._inspection:
            self._inspection, self._shown = state.id, ""
        self.limits.set_rows([deadline_row(one, now) for one in deadlines_of(self.case.desk.law, state, now)])
        free = correctable(state) if Verb.CORRECT in self.case.verbs() else frozenset()
        self.list.set_rows(formality_rows(state, frozenset(free)))
        offered = {name: form for name, form in self.forms.items() if form.is_offered(law, state)}
        for form in offered.values():
            form.renew(law, state)
        self.actions_open.set_choices([Choice(name, form.title()) for name, form in offered.items()])
        why_not = self.case.why_not(Verb.FORMALITY)
        self.nothing.set_notice("" if offered else why_not or self.tr("Nothing is open now."), Tone.INFO)
        self._offer.setVisible(bool(offered))
        if self._shown not in offered:
            self._show(next(iter(offered), ""))

    def begin(self) -> None:
        """Start with what can be recorded."""
        if self.actions_open.choices():
            self.actions_open.setFocus()
        else:
            self.limits.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        for form in self.forms.values():
            form.clear()

    def is_ready(self) -> bool:
        """Tell whether the form on show holds something to be recorded, and an officer has been at it."""
        form = self.forms.get(self._shown)
        focus = self.window().focusWidget()
        return form is not None and form.isAncestorOf(focus or self) and form.is_ready()

    def action(self) -> tuple[str, Icon]:
        """Return what `submit` does."""
        form = self.forms[self._shown]
        return form.record.text(), form.drawing

    def submit(self) -> None:
        """Record what the form on show holds."""
        form = self.forms.get(self._shown)
        if form is not None and form.isVisible():
            form.submit()

    def wants_scans(self) -> bool:
        """Scans are tracking numbers while a notice is being recorded."""
        return self._shown == "service" and self.service.isAncestorOf(self.window().focusWidget() or self)

    def take_scan(self, text: str) -> bool:
        """Let the form on show take a scan."""
        form = self.forms.get(self._shown)
        return form is not None and form.take_scan(text)

    def open_action(self, name: str) -> None:
        """Show the form of that name, where it is open, and put the focus into it."""
        if name in {choice.value for choice in self.actions_open.choices()}:
            self.actions_open.choose(name)
            self._picked(name)

    @Slot(str)
    def _picked(self, name: str) -> None:
        self._show(name)
        self.forms[name].begin()
        self.changed_plan.emit()

    def _show(self, name: str) -> None:
        self._shown = name
        for each, form in self.forms.items():
            form.setVisible(each == name)
        self.heading.setText(self.forms[name].title() if name else "")
        self.heading.setVisible(bool(name))

    @Slot()
    def _recorded(self) -> None:
        if self.isVisible():
            self.begin()
        self.changed_plan.emit()
