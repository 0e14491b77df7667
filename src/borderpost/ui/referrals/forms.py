"""The small forms of the basket: handing over, recording an answer, taking a referral back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.formality_codes import AgencyAnswer
from borderpost.domain.officer import Officer
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, Card, FormField, Notice, Text, ltr
from borderpost.ui.kit.button import ButtonKind
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.codes import word
from borderpost.ui.words.names import own
from borderpost.ui.words.rules import error_sentence, refusal_sentence
from borderpost.work import referring
from borderpost.work.basket import Referred
from borderpost.work.changes import Done
from borderpost.work.ports import Transaction

Verb = Callable[[Transaction], Done[object]]


class BasketForm(Card):
    """`ready(verb)` carries what is to be recorded; Escape and Go back leave (`left`)."""

    ready = Signal(object)
    left = Signal()

    def __init__(self, title: str, does: str, icon: Icon, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._fields: dict[str, FormField] = {}
        self.rows: tuple[Referred, ...] = ()
        self.about = Text("", wrap=True)
        self.add(self.about)
        self.problem = Notice("", Tone.CRITICAL)
        self.back = Button(self.tr("Go back"))
        self.record = Button(does, ButtonKind.PRIMARY, icon)
        self.back.clicked.connect(self.left)
        self.record.clicked.connect(self.submit)

    def put(self, name: str, label: str, editor: QWidget, hint: str = "", *, required: bool = False) -> None:
        """Add a field; `name` is what refusals call it. Enter in it goes on."""
        field = FormField(label, editor, hint, required=required)
        self._fields[name] = field
        if isinstance(editor, QLineEdit):
            editor.returnPressed.connect(self.submit)
        self.add(field)

    def finish(self) -> None:
        """Close the form with what went wrong, and its buttons."""
        self.add(self.problem)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.record)
        self.add(row)

    def ask(self, rows: Sequence[Referred]) -> None:
        """Begin with what it is about."""
        self.rows = tuple(rows)
        self.forgive()
        for field in self._fields.values():
            if isinstance(field.editor, QLineEdit):
                field.editor.clear()
        first = self.rows[0]
        items = ", ".join(ltr(one.item_id) for one in self.rows[:6])
        if len(self.rows) > 6:
            items = self.tr("{items} and {count} more").format(items=items, count=len(self.rows) - 6)
        self.about.setText(self.tr("{agency}: {items}").format(agency=own(first.referral.name), items=items))

    def forgive(self) -> None:
        """Say of nothing any more that it is wrong."""
        self.problem.set_notice("")
        for field in self._fields.values():
            field.set_error("")

    def refuse(self, error: BaseException) -> None:
        """Say what was wrong, at the field where there is one, and go there."""
        told: list[str] = []
        wrong: list[FormField] = []
        for refusal in error.refusals if isinstance(error, Refused) else ():
            field = self._fields.get(refusal.subject) or self._fields.get(refusal.rule)
            if field is None:
                told.append(refusal_sentence(refusal))
            else:
                field.set_error(refusal_sentence(refusal))
                wrong.append(field)
        if not isinstance(error, Refused):
            told.append(error_sentence(error))
        self.problem.set_notice("\n".join(dict.fromkeys(told)), Tone.CRITICAL)
        (wrong[0].editor if wrong else self.record).setFocus()

    def verb(self, officer: Officer) -> Verb:
        """Return what is to be recorded."""
        raise NotImplementedError

    @Slot()
    def submit(self) -> None:
        """Have it recorded."""
        self.forgive()
        self.ready.emit(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class HandOverForm(BasketForm):
    """Who of the agency takes it; one receipt is for all that is marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", Icon.NEXT, parent)
        self.set_title(self.tr("Hand over"), "")
        self.record.setText(self.tr("Hand over and make the receipt"))
        self.person, self.remark = QLineEdit(), QLineEdit()
        hint = self.tr("Name and function of whoever signs the receipt")
        self.put("person", self.tr("Taken over by"), self.person, hint, required=True)
        self.put("note", self.tr("Remark"), self.remark, self.tr("may stay empty"))
        self.finish()

    def ask(self, rows: Sequence[Referred]) -> None:
        """Begin at the name."""
        super().ask(rows)
        self.person.setFocus()

    def verb(self, officer: Officer) -> Verb:
        """Return the hand-over of everything that it is about."""
        keys = [(one.inspection, one.referral.id) for one in self.rows]
        person, note = self.person.text(), self.remark.text()

        def hand_over(tx: Transaction) -> Done[object]:
            done = referring.hand_over(tx, officer=officer, referrals=keys, person=person, note=note)
            return Done(done.result, done.changes)

        return hand_over


class AnswerForm(BasketForm):
    """What the agency does, who said so, on what day, and under which number of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", Icon.CHECK, parent)
        self.set_title(self.tr("Answer of the agency"), "")
        self.record.setText(self.tr("Record the answer"))
        self.answer = Pick()
        self.by, self.day, self.reference, self.remark = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.put("answer", self.tr("What it does"), self.answer)
        self.put("by", self.tr("Said, or brought, by"), self.by, required=True)
        self.put("answered_on", self.tr("On what day"), self.day, self.tr("YYYY-MM-DD"), required=True)
        self.put("reference", self.tr("Its reference"), self.reference, self.tr("Needed for what comes back"))
        self.put("note", self.tr("Remark"), self.remark, self.tr("may stay empty"))
        self.finish()

    def begin(self, row: Referred, today: str) -> None:
        """Begin with one referral; what an answer by message said is filled in."""
        self.ask([row])
        handed = row.referral.handed is not None
        fitting = [AgencyAnswer.TAKEN, AgencyAnswer.GIVEN_BACK] if handed else [AgencyAnswer.DECLINED]
        if not row.referral.exhibits:
            fitting = [AgencyAnswer.TAKEN, AgencyAnswer.DECLINED]
        self.answer.set_choices([(each, word(each)) for each in fitting])
        self.answer.choose(fitting[0])
        self.day.setText(today)
        if row.message is not None and row.message.reply is not None:
            self.by.setText(row.message.reply.by)
            self.remark.setText(row.message.reply.text)
            self.reference.setText(row.message.reply.code)
        self.answer.setFocus()

    def verb(self, officer: Officer) -> Verb:
        """Return the answer."""
        row = self.rows[0]
        said = {
            "answer": AgencyAnswer(self.answer.value()),
            "by": self.by.text(),
            "answered_on": self.day.text().strip(),
            "reference": self.reference.text(),
            "note": self.remark.text(),
        }

        def answer(tx: Transaction) -> Done[object]:
            done = referring.record_answer(
                tx,
                officer=officer,
                inspection=row.inspection,
                referral=row.referral.id,
                **said,  # type: ignore[arg-type]
            )
            return Done(done.result, done.changes)

        return answer


class TakeBackForm(BasketForm):
    """Why a referral that was not handed over is taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", Icon.UNDO, parent)
        self.set_title(self.tr("Take the referral back"), "")
        self.record.setText(self.tr("Take it back"))
        self.reason = QLineEdit()
        self.put(Rule.NO_REASON, self.tr("Reason"), self.reason, required=True)
        self.finish()

    def ask(self, rows: Sequence[Referred]) -> None:
        """Begin at the reason."""
        super().ask(rows)
        self.reason.setFocus()

    def verb(self, officer: Officer) -> Verb:
        """Return the withdrawal."""
        row, reason = self.rows[0], self.reason.text()

        def withdraw(tx: Transaction) -> Done[object]:
            done = referring.withdraw(
                tx,
                officer=officer,
                inspection=row.inspection,
                referral=row.referral.id,
                reason=reason,
            )
            return Done(done.result, done.changes)

        return withdraw
