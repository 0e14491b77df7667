"""The form for what a party answered; it ends the time limit that it answers."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from borderpost.domain.decisions import Verb
from borderpost.domain.formality_codes import Answer, Recipient
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.clocks import OPEN_STATES, Deadline
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.terms import Event
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.law_form import LawForm
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import CodeField, ltr
from borderpost.ui.words.codes import choices
from borderpost.ui.words.deadlines import limit_words
from borderpost.work import formalities
from borderpost.work.due import deadlines_of

_SIDE_BY_SIDE = 340


class AnswerForm(LawForm):
    """Offered while a time limit waits for an answer, also after it ran out: late answers are kept, too."""

    drawing = Icon.NEXT

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(case, parent)
        self._senders: dict[str, Recipient] = {}
        self.clock, self.party, self.answer = Pick(), Pick(choices(Recipient)), Pick(choices(Answer))
        self.received = CodeField("", self.tr("YYYY-MM-DD"))
        self.note = QLineEdit()
        self.column.addWidget(self.put("clock", self.tr("Time limit"), self.clock))
        self.column.addWidget(
            Beside(
                self.put("sender", self.tr("From"), self.party),
                self.put("answer", self.tr("Answer"), self.answer),
                from_width=_SIDE_BY_SIDE,
            )
        )
        self.column.addWidget(
            Beside(
                self.put("received_on", self.tr("Received on"), self.received, required=True),
                self.put("note", self.tr("Note"), self.note),
                from_width=_SIDE_BY_SIDE,
            )
        )
        self.clock.activated.connect(self._clock_chosen)
        self.answer.activated.connect(self._answer_chosen)
        self._answered = False
        self.finish()

    def title(self) -> str:
        """Return the words for what it records."""
        return self.tr("Record an answer")

    def is_offered(self, law: LegalPack, state: Inspection) -> bool:
        """Tell whether a time limit waits for an answer."""
        return Verb.FORMALITY in self.case.verbs() and bool(self._waiting(state))

    def renew(self, law: LegalPack, state: Inspection) -> None:
        """Offer the time limits that an answer stops."""
        waiting = self._waiting(state)
        notices = {row.id: row.recipient for row in law.notices}
        self._senders = {
            one.clock.id: notices[one.clock.notice] for one in waiting if one.clock.notice in notices
        }
        self.clock.set_choices(
            [(one.clock.id, f"{limit_words(one.clock)} ({ltr(one.clock.id)})") for one in waiting]
        )
        if not self.received.text():
            self.received.setText(self.case.desk.clock().date().isoformat())
            self._clock_chosen()

    def begin(self) -> None:
        """Start with the time limit."""
        self.clock.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.received.clear()
        self.note.clear()
        self._answered = False
        self.forgive()

    def is_ready(self) -> bool:
        """Tell whether somebody has chosen an answer."""
        return self._answered and bool(self.received.text().strip())

    @Slot()
    def submit(self) -> None:
        """Record it."""
        self.send(
            formalities.record_answer,
            clock=self.clock.value(),
            sender=Recipient(self.party.value()),
            answer=Answer(self.answer.value()),
            received_on=self.received.text().strip(),
            note=self.note.text(),
            law=self.case.desk.law,
        )

    def _waiting(self, state: Inspection) -> list[Deadline]:
        found = deadlines_of(self.case.desk.law, state, self.case.desk.clock())
        return [one for one in found if one.state in OPEN_STATES and Event.ANSWERED in one.clock.stops]

    @Slot()
    def _clock_chosen(self) -> None:
        if self.clock.value() in self._senders:
            self.party.choose(self._senders[self.clock.value()])

    @Slot()
    def _answer_chosen(self) -> None:
        self._answered = True
        self.edited.emit()
