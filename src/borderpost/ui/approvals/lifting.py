"""The answer to a request that a rule be lifted, given from the queue at whichever bench this is."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from borderpost.domain.formalities import LiftedRule
from borderpost.domain.inspection import Inspection, Stage
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.law_lifting_answer import LiftingAnswerForm, answerers
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Card, ScrollPage, Step, ltr
from borderpost.ui.words.codes import word
from borderpost.ui.words.names import own

LIFT = "lift"
_LEAST = 320  # px in which the answer can be given without losing sight of what it is to
translate = QCoreApplication.translate


class LiftingLeaf(ScrollPage):
    """What was asked, and the passphrase of the second person whom the law names."""

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self.form = LiftingAnswerForm(case)
        card = Card(translate("approvals", "Answer: lift the rule or not"))
        card.add(self.form)
        self.add(card)
        self.column.addStretch(1)
        self.setMinimumHeight(_LEAST)

    def renew(self, state: Inspection) -> None:
        """Show what is asked now."""
        law = self._case.law_now()
        if law is not None and asked(state) is not None:
            self.form.renew(law, state)

    def begin(self) -> None:
        """Start at the passphrase."""
        if self._case.state is not None:
            self.renew(self._case.state)
        self.form.begin()


def asked(state: Inspection) -> LiftedRule | None:
    """Return the request that waits, None where none does."""
    if state.ended or state.stage is Stage.AWAITING_APPROVAL:
        return None
    return next((one for one in state.formalities.lifted if one.answer is None), None)


def lifting_step(case: Case, state: Inspection | None) -> Step | None:
    """Return the way to the answer, where a request waits for one."""
    request = asked(state) if state is not None else None
    if request is None or not case.desk.session.anyone:
        return None
    able = bool(answerers(case, request))
    nobody = translate("approvals", "Nobody else on this station's roster has the role that the law names.")
    words = translate("approvals", "Answer the request…")
    return Step(LIFT, words, "F9", Icon.APPROVE, able, why_not="" if able else nobody)


def asked_words(case: Case, state: Inspection) -> str:
    """Say what is asked and who can answer."""
    request = asked(state)
    if request is None:
        return ""
    others = ", ".join(own(one.name) for one in answerers(case, request))
    # the case may not have read the roster yet when the story opens
    names = {one.id: one.name for one in case.desk.pages.officers()}
    told = translate(
        "approvals", "{officer} asks to lift rule {rule} for: {disposition}. {others} can answer."
    )
    return told.format(
        officer=own(names.get(request.mark.officer, request.mark.officer)),
        rule=ltr(request.rule),
        disposition=word(request.disposition),
        others=others or translate("approvals", "Nobody at this station"),
    )
