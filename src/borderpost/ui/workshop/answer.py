"""The second person at this bench: puts a proposed profile in force, or does not, by their own passphrase."""

import math
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.decisions import Refused
from borderpost.domain.risk.bench_profile import BenchProfile
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import ButtonKind, Card, FormField, Notice
from borderpost.ui.login import Answer, CredentialPanel, OfficerCard, Verdict
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.codes import word
from borderpost.ui.words.rules import error_sentence
from borderpost.ui.workshop.port import Workshop
from borderpost.work import session, workshop
from borderpost.work.changes import Done
from borderpost.work.ports import Transaction
from borderpost.work.session import MustWait


class SecondPerson(Card):
    """A wrong passphrase answers nothing. `answered(BenchProfile)`, `left()`."""

    answered = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, port: Workshop, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._port = port
        self._kept: BenchProfile | None = None
        self._agrees = True
        self.reason = QLineEdit()
        self._reason = FormField(self.tr("Why not"), self.reason, self.tr("In your own words"), required=True)
        self.nobody = Notice("", Tone.CAUTION)
        self.panel = CredentialPanel(self, cancellable=True)
        self.panel.cancel.setText(self.tr("Go back"))
        self.problem = Notice("", Tone.CRITICAL)
        column = QVBoxLayout()
        for widget in (self._reason, self.nobody, self.panel, self.problem):
            column.addWidget(widget)
        self.add(column)
        self.panel.cancelled.connect(self.left)

    def start(self, kept: BenchProfile, *, agrees: bool) -> None:
        """Begin an answer, offering those who may give it, the officer at the bench first."""
        self._kept, self._agrees = kept, agrees
        self.set_title(
            self.tr("Second person: put it in force") if agrees else self.tr("Second person: refuse it")
        )
        self._reason.setVisible(not agrees)
        self._reason.set_error("")
        self.reason.clear()
        self.problem.set_notice("")
        self.panel.submit.setText(self.tr("Put in force") if agrees else self.tr("Refuse"))
        self.panel.submit.set_kind(ButtonKind.PRIMARY if agrees else ButtonKind.DANGER)
        self.panel.submit.set_drawing(Icon.APPROVE if agrees else Icon.REFUSE)
        here = self._desk.session.officer.id
        able = sorted(
            (one for one in self._desk.pages.officers() if workshop.may_answer(kept, one)),
            key=lambda one: one.id != here,
        )
        hints = dict(self._desk.hints)
        self.panel.set_officers(
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
        self.panel.reset()
        nobody = self.tr("Nobody else on this station's roster may put a profile in force.")
        self.nobody.set_notice("" if able else nobody, Tone.CAUTION)
        (self.panel.passphrase if agrees else self.reason).setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self._kept = None
        self.panel.reset()
        self.reason.clear()

    def authenticate(self, officer_id: str, passphrase: str, done: Callable[[Answer], None]) -> None:
        """Check the passphrase and give the answer, in one transaction."""
        kept, agrees = self._kept, self._agrees
        if kept is None or kept.proposed is None:
            return
        self.problem.set_notice("")
        reason = self.reason.text()
        if not agrees and not reason.strip():
            self.panel.reset()
            self._reason.set_error(self.tr("Give the reason in your own words."))
            self.reason.setFocus()
            return
        proposal, passphrases, lists = kept.proposed.entry, self._desk.passphrases, self._port.filed().lists

        def answer(tx: Transaction) -> Done[tuple[session.Attempt, BenchProfile | None]]:
            proof = session.authenticate(
                tx, officer_id=officer_id, passphrase=passphrase, passphrases=passphrases, opens_session=False
            )
            officer = proof.result.officer
            if officer is None:
                return Done((proof.result, None), proof.changes)
            profile, version = kept.id, kept.version
            given = (
                workshop.approve(
                    tx, officer=officer, profile=profile, version=version, proposal=proposal, lists=lists
                )
                if agrees
                else workshop.refuse(
                    tx, officer=officer, profile=profile, version=version, proposal=proposal, reason=reason
                )
            )
            return Done((proof.result, given.result), proof.changes | given.changes)

        def finished(outcome: Done[tuple[session.Attempt, BenchProfile | None]]) -> None:
            self._desk.tasks.broadcast(outcome.changes)
            attempt, after = outcome.result
            if after is None:
                done(Answer(Verdict.WRONG, math.ceil(attempt.wait.total_seconds())))
                return
            done(Answer(Verdict.ACCEPTED))
            self.answered.emit(after)

        def failed(error: BaseException) -> None:
            if isinstance(error, MustWait):
                done(Answer(Verdict.WAIT, math.ceil(error.wait.total_seconds())))
                return
            done(Answer(Verdict.NOT_ALLOWED if isinstance(error, Refused) else Verdict.FAILED))
            self.problem.set_notice(error_sentence(error), Tone.CRITICAL)

        self._desk.tasks.run(lambda: self._port.decide(answer), finished, failed, owner=self)
