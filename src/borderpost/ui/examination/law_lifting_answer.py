"""The answer to a rule that was asked to be lifted: given at this bench by a second person's passphrase."""

import math
from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.formalities import LiftedRule
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.guard import lifting_role
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.officer import Officer
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.law_form import LawForm
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Text, ltr
from borderpost.ui.login import Answer, CredentialPanel, OfficerCard, Verdict
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.codes import word
from borderpost.work import formalities, session
from borderpost.work.changes import Done
from borderpost.work.ports import Transaction
from borderpost.work.session import MustWait


class LiftingAnswerForm(LawForm):
    """Proof and answer are one act: a wrong passphrase answers nothing."""

    drawing = Icon.APPROVE

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(case, parent)
        self._request: LiftedRule | None = None
        self._offered: tuple[Officer, ...] = ()
        self.asked = Text("", wrap=True)
        self.column.addWidget(self.asked)
        self.no = QCheckBox(self.tr("Do not lift it"))
        self.column.addWidget(self.no)
        self.remark = QLineEdit()
        self.column.addWidget(
            self.put(Rule.NO_REASON, self.tr("Remark"), self.remark, self.tr("Needed where it is not lifted"))
        )
        self.panel = CredentialPanel(self, action=self.tr("Answer"))
        self.column.addWidget(self.panel)
        self.finish()
        # the passphrase answers, and nothing else
        self.record.hide()

    def title(self) -> str:
        """Return the words for what it records."""
        return self.tr("Answer: lift the rule or not")

    def is_offered(self, law: LegalPack, state: Inspection) -> bool:
        """Tell whether a request waits for an answer."""
        return not state.ended and _waiting(state) is not None

    def renew(self, law: LegalPack, state: Inspection) -> None:
        """Show what was asked, and offer who may answer it."""
        self._request = asked = _waiting(state)
        if asked is None:
            return
        told = self.tr("{officer} asks to lift rule {rule} for: {disposition}. {reason}")
        self.asked.setText(
            told.format(
                officer=isolated(self.case.name_of(asked.mark.officer)),
                rule=ltr(asked.rule),
                disposition=word(asked.disposition),
                reason=isolated(asked.reason),
            )
        )
        may = tuple(answerers(self.case, asked))
        if may != self._offered:
            self._offered = may
            hints = dict(self.case.desk.hints)
            self.panel.set_officers(
                [
                    OfficerCard(
                        one.id,
                        one.name,
                        ", ".join(word(each) for each in sorted(one.roles)),
                        hints.get(one.id, ""),
                    )
                    for one in may
                ]
            )

    def begin(self) -> None:
        """Start at the passphrase."""
        self.panel.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.panel.reset()
        self.remark.clear()
        self.no.setChecked(False)
        self.forgive()

    def is_ready(self) -> bool:
        """Never: only the passphrase answers."""
        return False

    @Slot()
    def submit(self) -> None:
        """Go to the passphrase."""
        self.panel.setFocus()

    def authenticate(self, officer_id: str, passphrase: str, done: Callable[[Answer], None]) -> None:
        """Check the passphrase and give the answer, in one transaction."""
        state, asked, law = self.case.state, self._request, self.case.desk.law
        if state is None or asked is None or law is None:
            return
        self.forgive()
        passphrases = self.case.desk.passphrases
        inspection, request = state.id, asked.mark.entry
        granted, remark = not self.no.isChecked(), self.remark.text()

        def answer(tx: Transaction) -> Done[tuple[session.Attempt, Inspection | None]]:
            proof = session.authenticate(
                tx, officer_id=officer_id, passphrase=passphrase, passphrases=passphrases, opens_session=False
            )
            officer = proof.result.officer
            if officer is None:
                return Done((proof.result, None), proof.changes)
            given = formalities.answer_override(
                tx,
                officer=officer,
                inspection=inspection,
                request=request,
                granted=granted,
                remark=remark,
                law=law,
            )
            return Done((proof.result, given.result), proof.changes | given.changes)

        def finished(outcome: tuple[session.Attempt, Inspection | None]) -> None:
            attempt, after = outcome
            if after is None:
                done(Answer(Verdict.WRONG, math.ceil(attempt.wait.total_seconds())))
                return
            done(Answer(Verdict.ACCEPTED))
            self.clear()
            self.case.receive(after)
            self.recorded.emit()

        def failed(error: BaseException) -> None:
            if isinstance(error, MustWait):
                done(Answer(Verdict.WAIT, math.ceil(error.wait.total_seconds())))
                return
            done(Answer(Verdict.NOT_ALLOWED if isinstance(error, Refused) else Verdict.FAILED))
            self.refuse(error)

        self.case.desk.do(answer, finished, failed, owner=self)


def answerers(case: Case, request: LiftedRule) -> list[Officer]:
    """Return who may answer: officers in the role that the law names, but not whoever asked."""
    law = case.law_now()
    role = lifting_role(law, request.rule) if law is not None else None
    return [
        one
        for one in case.desk.pages.officers()
        if one.active and role in one.roles and one.id != request.mark.officer
    ]


def _waiting(state: Inspection) -> LiftedRule | None:
    return next((one for one in state.formalities.lifted if one.answer is None), None)
