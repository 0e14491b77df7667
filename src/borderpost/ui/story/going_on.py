"""What changes a case whose decision waits or stands: withdrawing, taking back, reopening, the answer."""

import math
from collections.abc import Callable
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.decisions import Refused, Verb, allowed, refusals
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer
from borderpost.domain.release_codes import TakeBackReason
from borderpost.domain.taking_back import Since, taking_back_refusals
from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, FormField, Notice, Step, Text
from borderpost.ui.login import Answer, CredentialPanel, OfficerCard, Verdict
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.codes import word
from borderpost.ui.words.names import own
from borderpost.ui.words.release_acts import reason_words
from borderpost.ui.words.rules import error_sentence
from borderpost.work import concluding, reopening, taking_back
from borderpost.work.changes import Done
from borderpost.work.ports import Transaction
from borderpost.work.session import MustWait, Proven, with_proof

GO_ON, TAKE_BACK = "go_on", "take_back"
_YES, _NO = "yes", "no"


class Beyond(StrEnum):
    """What can be asked of a case that waits for its second officer, or has ended."""

    WITHDRAW = "withdraw"
    ASK = "ask"
    ANSWER = "answer"
    TAKE_BACK = "take_back"


def beyond(state: Inspection, officer: Officer, officers: list[Officer]) -> Beyond | None:
    """Return what this officer can begin; an answer takes a second person at whichever bench this is."""
    verbs = allowed(state, officer)
    if Verb.WITHDRAW in verbs:
        return Beyond.WITHDRAW
    if Verb.ASK_REOPENING in verbs:
        return Beyond.ASK
    return Beyond.ANSWER if state.reopening is not None and answerers(state, officers) else None


def answerers(state: Inspection, officers: list[Officer]) -> list[Officer]:
    """Return who may answer the request: nobody answers their own."""
    return [one for one in officers if not refusals(state, one, Verb.ANSWER_REOPENING)]


class GoingOnPanel(QWidget):
    """`recorded(str)` says what was done; `left()`: Escape."""

    recorded = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state: Inspection | None = None
        self._what: Beyond | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.told = Text("", wrap=True)
        column.addWidget(self.told)
        self.granted = Pick(
            [(_YES, self.tr("It goes on")), (_NO, self.tr("It stays ended"))],
        )
        self._granted_field = FormField(self.tr("Answer"), self.granted)
        column.addWidget(self._granted_field)
        self.why = Pick([(one.value, reason_words(one)) for one in TakeBackReason])
        self._why_field = FormField(self.tr("Why it is taken back"), self.why)
        column.addWidget(self._why_field)
        self.reason = QLineEdit()
        self.reason_field = FormField(self.tr("Reason"), self.reason, self.tr("In your own words"))
        column.addWidget(self.reason_field)
        self.record = Button("", ButtonKind.PRIMARY, Icon.CHECK)
        column.addWidget(self.record)
        self.second = CredentialPanel(self, action=self.tr("Sign and record"))
        column.addWidget(self.second)
        self.problem = Notice("", Tone.CRITICAL)
        column.addWidget(self.problem)
        self.record.clicked.connect(self._record)
        self.reason.returnPressed.connect(self._entered)

    def step(self, state: Inspection) -> tuple[Step, ...]:
        """Return the way on that there is from here, as a step of the bar."""
        session = self._desk.session
        what = beyond(state, session.officer, self._desk.pages.officers()) if session.anyone else None
        if what is None:
            return ()
        back = Step(TAKE_BACK, self.tr("Take the release back…"), "F12", Icon.UNDO)
        words = {
            Beyond.WITHDRAW: self.tr("Withdraw…"),
            Beyond.ASK: self.tr("Ask to reopen…"),
            Beyond.ANSWER: self.tr("Answer the request…"),
        }
        return (Step(GO_ON, words[what], "F11", Icon.UNDO), *((back,) if self._takeable(state) else ()))

    def title(self) -> str:
        """Return what is being done."""
        words = {
            Beyond.WITHDRAW: self.tr("Withdraw the proposal"),
            Beyond.ASK: self.tr("Ask that this inspection go on"),
            Beyond.ANSWER: self.tr("Answer the request to go on"),
            Beyond.TAKE_BACK: self.tr("Take the release back"),
        }
        return words[self._what] if self._what is not None else ""

    def _takeable(self, state: Inspection) -> bool:
        """Tell whether the release could be taken back, as far as the story itself says."""
        outcome = state.outcome.mark.entry if state.outcome else ""
        officer, now = self._desk.session.officer, self._desk.clock()
        return not taking_back_refusals(state, officer, outcome, now, Since())

    def begin(self, state: Inspection, *, back: bool = False) -> None:
        """Ask for what this officer can begin; with `back`, why the release is taken back."""
        officers = self._desk.pages.officers()
        self._state = state
        self._what = Beyond.TAKE_BACK if back else beyond(state, self._desk.session.officer, officers)
        self.clear()
        answering = self._what is Beyond.ANSWER
        self._granted_field.setVisible(answering)
        self._why_field.setVisible(back)
        self.second.setVisible(answering)
        self.record.setVisible(not answering)
        self.record.setText(self.title())
        self.told.setText(self._words(state, officers))
        if answering:
            self._offer(state, officers)
            self.granted.setFocus()
        elif back:
            self.why.setFocus()
        else:
            self.reason.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.reason.clear()
        self.granted.choose(_YES)
        self.second.reset()
        self.reason_field.set_error("")
        self.problem.set_notice("")

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what was typed where it is left."""
        super().hideEvent(event)
        self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def choose(self, badge: str) -> bool:
        """Choose the second person by a badge."""
        return self.second.isVisible() and self.second.choose(badge)

    def _words(self, state: Inspection, officers: list[Officer]) -> str:
        if self._what is Beyond.WITHDRAW:
            return self.tr("The examination goes on, and the outcome can be proposed anew.")
        if self._what is Beyond.TAKE_BACK:
            return self.tr("The item is in customs control again; the post is told where it was told before.")
        if self._what is Beyond.ASK:
            return self.tr("A second person has to let it go on. The outcome that stood is kept with it.")
        if state.reopening is None:
            return ""
        names = {one.id: one.name for one in officers}
        asker = state.reopening.mark.officer
        told = self.tr("{officer} asks that it go on: {reason}")
        return told.format(officer=own(names.get(asker, asker)), reason=own(state.reopening.reason))

    def _offer(self, state: Inspection, officers: list[Officer]) -> None:
        hints = dict(self._desk.hints)
        me = self._desk.session.officer.id
        able = sorted(answerers(state, officers), key=lambda one: one.id != me)
        self.second.set_officers(
            [
                OfficerCard(
                    one.id,
                    one.name,
                    ", ".join(word(role) for role in sorted(one.roles)),
                    hints.get(one.id, ""),
                )
                for one in able
            ]
        )

    @Slot()
    def _entered(self) -> None:
        if self._what is Beyond.ANSWER:
            self.second.passphrase.setFocus()
        else:
            self._record()

    @Slot()
    def _record(self) -> None:
        state, what = self._state, self._what
        if state is None or what is None or what is Beyond.ANSWER:
            return
        officer, reason = self._desk.session.officer, self.reason.text()
        verb: Callable[[Transaction], Done[Inspection]]
        if what is Beyond.WITHDRAW and state.proposal is not None:
            proposal = state.proposal.mark.entry
            verb = partial(
                concluding.withdraw, officer=officer, inspection=state.id, proposal=proposal, reason=reason
            )
        elif what is Beyond.TAKE_BACK:
            verb = partial(
                taking_back.take_back,
                officer=officer,
                inspection=state.id,
                outcome=state.outcome.mark.entry if state.outcome else "",
                reason=TakeBackReason(self.why.value()),
                remark=reason,
            )
        else:
            verb = partial(reopening.ask, officer=officer, inspection=state.id, reason=reason)
        self._desk.do(verb, lambda _: self._done(), self._failed, owner=self)

    def authenticate(self, officer_id: str, passphrase: str, done: Callable[[Answer], None]) -> None:
        """Check the second person's passphrase and record the answer, in one transaction."""
        state = self._state
        if state is None or state.reopening is None:
            return
        self.problem.set_notice("")
        granted, remark = self.granted.value() == _YES, self.reason.text()
        if not granted and not remark.strip():
            self.second.reset()
            self.reason_field.set_error(self.tr("Give the reason in your own words."))
            self.reason.setFocus()
            return
        inspection, request = state.id, state.reopening.mark.entry

        def finished(proven: Proven[Inspection]) -> None:
            if proven.result is None:
                done(Answer(Verdict.WRONG, math.ceil(proven.attempt.wait.total_seconds())))
                return
            done(Answer(Verdict.ACCEPTED))
            self._done()

        def failed(error: BaseException) -> None:
            if isinstance(error, MustWait):
                done(Answer(Verdict.WAIT, math.ceil(error.wait.total_seconds())))
                return
            done(Answer(Verdict.NOT_ALLOWED if isinstance(error, Refused) else Verdict.FAILED))
            self._failed(error)

        self._desk.do(
            lambda tx: with_proof(
                tx,
                officer_id=officer_id,
                passphrase=passphrase,
                passphrases=self._desk.passphrases,
                then=lambda second: reopening.answer(
                    tx,
                    officer=second,
                    inspection=inspection,
                    request=request,
                    granted=granted,
                    remark=remark,
                ),
            ),
            finished,
            failed,
            owner=self,
        )

    def _done(self) -> None:
        what = self.title()
        self.clear()
        self.recorded.emit(what)

    def _failed(self, error: BaseException) -> None:
        text = error_sentence(error)
        self.problem.set_notice(text, Tone.CRITICAL)
        announce(self, text, urgent=True)
