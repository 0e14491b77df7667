"""What keeps an item shut by law, and the ways to open it: its weight, or a consent that is recorded."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.codes import OPENING_STEPS
from borderpost.domain.decisions import Verb
from borderpost.domain.formality_codes import Consent
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.facts import facts_of
from borderpost.domain.law.guard import opening_barred
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.rows import OpeningGate
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, FormField, Notice, ltr
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.amounts import isolated, weight_text
from borderpost.ui.words.codes import word
from borderpost.ui.words.rules import error_sentence
from borderpost.work import formalities


def shut_gates(law: LegalPack | None, state: Inspection) -> tuple[OpeningGate, ...]:
    """Return the rows of the law that forbid to open the item as it stands."""
    if law is None or state.ended:
        return ()
    facts = facts_of(state)
    rules = {barred.rule for step in OPENING_STEPS for barred in opening_barred(law, facts, step)}
    return tuple(gate for gate in law.opening_gates if gate.id in rules)


def weight_decides(law: LegalPack | None, state: Inspection) -> bool:
    """Tell whether the item is shut because nobody knows its weight."""
    return facts_of(state).gross_weight_kg is None and any(
        gate.at_most_kg is not None for gate in shut_gates(law, state)
    )


class GatePanel(QWidget):
    """Shown while the law keeps the item shut; `weighing_asked` comes when it is to be weighed."""

    weighing_asked = Signal()

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case = case
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.notice = Notice("", Tone.SECURE)
        column.addWidget(self.notice)
        self.consent = Pick()
        self.given_by = QLineEdit()
        self._form = Beside(
            FormField(self.tr("What opens it"), self.consent),
            FormField(self.tr("Given by, or number of the warrant"), self.given_by),
            from_width=420,
        )
        column.addWidget(self._form)
        self.weigh = Button(self.tr("Weigh it"), icon=Icon.SCALE, key="Alt+W")
        self.weigh.clicked.connect(self.weighing_asked)
        self.record = Button(self.tr("Record the consent"), icon=Icon.CHECK, key="Alt+C")
        self.record.clicked.connect(self.submit)
        self.given_by.returnPressed.connect(self.submit)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.weigh)
        row.addWidget(self.record)
        row.addStretch(1)
        column.addLayout(row)
        self.problem = Notice("", Tone.CRITICAL)
        column.addWidget(self.problem)
        self.hide()

    def renew(self, state: Inspection) -> None:
        """Show which rule keeps the item shut, and what opens it."""
        law = self.case.law_now()
        gates = shut_gates(law, state)
        self.setVisible(bool(gates))
        if not gates or law is None:
            return
        self.notice.set_notice("\n".join(self._words(law, gate, state) for gate in gates), Tone.SECURE)
        consents = list(dict.fromkeys(each for gate in gates for each in gate.consents))
        self.consent.set_choices([(each, word(each)) for each in consents])
        self.weigh.setVisible(
            weight_decides(law, state) or any(gate.at_most_kg is not None for gate in gates)
        )
        why_not = self.case.why_not(Verb.FORMALITY)
        for widget in (self.consent, self.given_by, self.record):
            widget.setEnabled(not why_not)
        self.record.setToolTip(why_not)
        self.weigh.setEnabled(Verb.STEP in self.case.verbs())

    def clear(self) -> None:
        """Forget what was typed."""
        self.given_by.clear()
        self.problem.set_notice("")

    @Slot()
    def submit(self) -> None:
        """Record the consent; the item may be opened from then on."""
        if not self.record.isEnabled():
            return
        self.record.setEnabled(False)
        self.case.act(
            formalities.record_consent,
            self._recorded,
            self._failed,
            owner=self,
            consent=Consent(self.consent.value()),
            given_by=self.given_by.text(),
        )

    def _recorded(self) -> None:
        self.clear()
        self.record.setEnabled(True)

    def _failed(self, error: BaseException) -> None:
        self.record.setEnabled(True)
        self.problem.set_notice(error_sentence(error), Tone.CRITICAL)

    def _words(self, law: LegalPack, gate: OpeningGate, state: Inspection) -> str:
        opens = ", ".join(word(each) for each in gate.consents)
        weight = facts_of(state).gross_weight_kg
        if gate.at_most_kg is None:
            said = self.tr("Keep it shut. It is opened only with: {consents}.").format(consents=opens)
        elif weight is None:
            said = self.tr(
                "Keep it shut. Its weight is not known: above {limit} it may be opened, else only with: "
                "{consents}."
            ).format(limit=ltr(weight_text(gate.at_most_kg)), consents=opens)
        else:
            said = self.tr(
                "Keep it shut. It weighs {weight}; up to {limit} it is opened only with: {consents}."
            ).format(weight=ltr(weight_text(weight)), limit=ltr(weight_text(gate.at_most_kg)), consents=opens)
        basis = self.tr("{sentence} ({source}; rule {rule})")
        return basis.format(sentence=said, source=isolated(law.citation(gate)), rule=ltr(gate.id))
