"""The answer to a proposal: the second officer's own, with their own passphrase, at any bench."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from borderpost.domain.decisions import contributors
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer, Right
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.second_officer import SecondOfficerPanel
from borderpost.ui.login import Answer, Verdict
from borderpost.ui.login.officers import CARD_ROLE

_NOT_GIVEN = frozenset({Verdict.NOT_ALLOWED, Verdict.FAILED})


def may_answer(state: Inspection, officers: list[Officer]) -> list[Officer]:
    """Return the officers who may answer the proposal that waits: approvers who had no part in it."""
    worked_on_it = contributors(state)
    return [one for one in officers if one.may(Right.APPROVE) and one.id not in worked_on_it]


class AnswerPanel(SecondOfficerPanel):
    """`not_given` comes when the record did not take an answer: it has changed, or could not be written."""

    not_given = Signal()

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(case, parent)
        self.panel.cancel.setText(self.tr("Go back"))

    def start(self, *, agrees: bool) -> None:
        """Begin an answer, offering the officer at the bench first."""
        self.clear()
        self._choose(self.case.desk.session.officer.id)
        (self.agree if agrees else self.disagree).setChecked(True)
        if agrees:
            self.panel.passphrase.setFocus()
        else:
            self.reason.setFocus()

    def authenticate(self, officer_id: str, passphrase: str, done: Callable[[Answer], None]) -> None:
        """Check the passphrase and give the answer; tell when the record did not take it."""

        def told(answer: Answer) -> None:
            done(answer)
            if answer.verdict in _NOT_GIVEN:
                self.not_given.emit()

        super().authenticate(officer_id, passphrase, told)

    def _choose(self, officer_id: str) -> None:
        officers = self.panel.list.model()
        for row in range(officers.rowCount()):
            index = officers.index(row, 0)
            if index.data(CARD_ROLE).officer_id == officer_id:
                self.panel.list.setCurrentIndex(index)
                return
