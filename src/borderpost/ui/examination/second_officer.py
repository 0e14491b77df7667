"""The second officer at this bench: agrees to the proposal, or does not, with a passphrase of their own."""

import math
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from borderpost.domain.codes import Approval
from borderpost.domain.decisions import Refused, contributors
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.guard import approval_for, may_approve
from borderpost.domain.officer import Officer, Right
from borderpost.ui.examination.case import Case
from borderpost.ui.icons import Icon
from borderpost.ui.kit import ButtonKind, FormField, Notice
from borderpost.ui.kit.keyed import ButtonKey
from borderpost.ui.login import Answer, CredentialPanel, OfficerCard, Verdict
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.codes import word
from borderpost.ui.words.rules import error_sentence
from borderpost.work import concluding, session
from borderpost.work.changes import Done
from borderpost.work.lawfulness import in_force
from borderpost.work.ports import Transaction
from borderpost.work.session import MustWait


class SecondOfficerPanel(QWidget):
    """Proof and answer are one act: a wrong passphrase answers nothing.

    `postponed` comes when the answer is left to the approvals.
    """

    postponed = Signal()

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case = case
        self._offered: tuple[tuple[Officer, ...], str] = ((), "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.agree = QRadioButton(self.tr("I &agree: it stands"))
        self.disagree = QRadioButton(self.tr("I do &not agree"))
        for radio, key in ((self.agree, "Alt+A"), (self.disagree, "Alt+N")):
            # the underlined letter without Qt's own shortcut, which would wait for its animation
            radio.setShortcut(QKeySequence())
            ButtonKey(radio).set_key(key)
        self._answers = QButtonGroup(self)
        self._answers.addButton(self.agree)
        self._answers.addButton(self.disagree)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self.agree)
        row.addWidget(self.disagree)
        row.addStretch(1)
        column.addLayout(row)
        self.remark = QLineEdit()
        self.reason = QLineEdit()
        self.remark.setPlaceholderText(self.tr("may stay empty"))
        self._remark_field = FormField(self.tr("Remark"), self.remark)
        self.witness = QLineEdit()
        self._witness_field = FormField(
            self.tr("Witness"),
            self.witness,
            self.tr("Somebody besides the two officers who sees it done"),
            required=True,
        )
        self._witness_wanted = False
        self._reason_field = FormField(
            self.tr("Why not"), self.reason, self.tr("In your own words"), required=True
        )
        column.addWidget(self._remark_field)
        column.addWidget(self._witness_field)
        column.addWidget(self._reason_field)
        self.nobody = Notice("", Tone.CAUTION)
        column.addWidget(self.nobody)
        self.panel = CredentialPanel(self, cancellable=True)
        self.panel.cancel.setText(self.tr("Approve later"))
        self.panel.cancelled.connect(self.postponed)
        column.addWidget(self.panel)
        self.problem = Notice("", Tone.CRITICAL)
        column.addWidget(self.problem)
        self.agree.setChecked(True)
        self.agree.toggled.connect(self._show_answer)
        self._show_answer()

    def renew(self, state: Inspection) -> None:
        """Offer the officers who may answer the proposal that waits."""
        if state.proposal is None:
            return
        worked_on_it = contributors(state)
        disposition = state.proposal.disposition
        law = in_force(self.case.desk.law, self.case.desk.clock())
        may = tuple(
            officer
            for officer in self.case.desk.pages.officers()
            if officer.may(Right.APPROVE)
            and officer.id not in worked_on_it
            and may_approve(law, disposition, officer.roles)
        )
        self._witness_wanted = approval_for(law, disposition) is Approval.TWO_AND_WITNESS
        self._show_answer()
        if (may, state.proposal.mark.entry) == self._offered:
            return
        self._offered = (may, state.proposal.mark.entry)
        hints = dict(self.case.desk.hints)
        self.panel.set_officers(
            [
                OfficerCard(
                    officer.id,
                    officer.name,
                    ", ".join(word(role) for role in sorted(officer.roles)),
                    hints.get(officer.id, ""),
                )
                for officer in may
            ]
        )
        self.nobody.set_notice(
            ""
            if may
            else self.tr(
                "No other approving officer is on this station's roster. It waits in the approvals."
            ),
            Tone.CAUTION,
        )
        self.clear()

    def begin(self) -> None:
        """Start at the passphrase."""
        self.panel.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.panel.reset()
        self.remark.clear()
        self.reason.clear()
        self.witness.clear()
        self.problem.set_notice("")
        self.agree.setChecked(True)

    @Slot()
    def _show_answer(self) -> None:
        agrees = self.agree.isChecked()
        self._remark_field.setVisible(agrees)
        self._witness_field.setVisible(agrees and self._witness_wanted)
        self._reason_field.setVisible(not agrees)
        self._reason_field.set_error("")
        self.panel.submit.setText(self.tr("Approve") if agrees else self.tr("Refuse"))
        self.panel.submit.set_kind(ButtonKind.PRIMARY if agrees else ButtonKind.DANGER)
        self.panel.submit.set_drawing(Icon.APPROVE if agrees else Icon.REFUSE)
        if not agrees and self.isVisible():
            self.reason.setFocus()

    def authenticate(self, officer_id: str, passphrase: str, done: Callable[[Answer], None]) -> None:
        """Check the passphrase and give the answer, in one transaction."""
        state = self.case.state
        if state is None or state.proposal is None:
            return
        self.problem.set_notice("")
        agrees = self.agree.isChecked()
        words = (self.remark if agrees else self.reason).text()
        if not agrees and not words.strip():
            self.panel.reset()
            self._reason_field.set_error(self.tr("Give the reason in your own words."))
            self.reason.setFocus()
            return
        inspection, proposal = state.id, state.proposal.mark.entry
        passphrases, law = self.case.desk.passphrases, self.case.desk.law
        witness = self.witness.text()

        def answer(tx: Transaction) -> Done[tuple[session.Attempt, Inspection | None]]:
            proof = session.authenticate(
                tx, officer_id=officer_id, passphrase=passphrase, passphrases=passphrases, opens_session=False
            )
            officer = proof.result.officer
            if officer is None:
                return Done((proof.result, None), proof.changes)
            given = (
                concluding.approve(
                    tx,
                    officer=officer,
                    inspection=inspection,
                    proposal=proposal,
                    remark=words,
                    witness=witness,
                    law=law,
                )
                if agrees
                else concluding.refuse(
                    tx, officer=officer, inspection=inspection, proposal=proposal, reason=words
                )
            )
            return Done((proof.result, given.result), proof.changes | given.changes)

        def finished(outcome: tuple[session.Attempt, Inspection | None]) -> None:
            attempt, after = outcome
            if after is None:
                done(Answer(Verdict.WRONG, math.ceil(attempt.wait.total_seconds())))
                return
            done(Answer(Verdict.ACCEPTED))
            self.case.receive(after)

        def failed(error: BaseException) -> None:
            if isinstance(error, MustWait):
                done(Answer(Verdict.WAIT, math.ceil(error.wait.total_seconds())))
                return
            done(Answer(Verdict.NOT_ALLOWED if isinstance(error, Refused) else Verdict.FAILED))
            self.problem.set_notice(error_sentence(error), Tone.CRITICAL)

        self.case.desk.do(answer, finished, failed, owner=self)
