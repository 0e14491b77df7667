"""A proposal with its whole story: what is proposed on top, the answer beside the record."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from borderpost.domain.decisions import contributors
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.officer import Officer, Right
from borderpost.ui.announce import announce
from borderpost.ui.approvals.answer import AnswerPanel, may_answer
from borderpost.ui.approvals.lifting import LIFT, LiftingLeaf, asked_words, lifting_step
from borderpost.ui.approvals.strip import ProposalStrip
from borderpost.ui.desk import Desk
from borderpost.ui.examination.case import Case
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Card, ScrollPage, Step, ltr
from borderpost.ui.story.page import BACK, StoryPage
from borderpost.ui.story.story import Story
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.codes import word
from borderpost.ui.words.names import own
from borderpost.work.changes import Kind
from borderpost.work.reviewing import FOR_APPROVAL

# px in which an answer can be given without losing sight of what it is to
_LEAST_ANSWER = 320

APPROVE, REFUSE = "approve", "refuse"


class ProposalPage(StoryPage):
    """F9 approves, F8 refuses; either asks for the second officer's passphrase first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.case = Case(desk)
        super().__init__(desk, parent)
        self.case.setParent(self)
        self.proposal = ProposalStrip()
        self.view.head.tells_proposal = False
        self.view.top.addWidget(self.proposal)
        self.answer = AnswerPanel(self.case)
        self._card = Card(self.tr("Answer of the second officer"))
        self._card.add(self.answer)
        self._leaf = ScrollPage()
        self._leaf.add(self._card)
        self._leaf.column.addStretch(1)
        self._leaf.setMinimumHeight(_LEAST_ANSWER)
        self.view.beside.addWidget(self._leaf)
        self.lifting = LiftingLeaf(self.case)
        self.view.beside.addWidget(self.lifting)
        self.lifting.form.recorded.connect(self._lifted)
        self.answer.postponed.connect(self._postpone)
        # queued: the panel finds its words for what went wrong only after it has told
        self.answer.not_given.connect(self._not_given, Qt.ConnectionType.QueuedConnection)
        self.case.changed.connect(self._case_changed)
        self.reader.opened.connect(self._take_up)

    def open_proposal(self, inspection: str) -> None:
        """Open the story of what waits. Who is asked to answer needs no further reason to read it."""
        officer = self.desk.session.officer
        self.open_story(inspection, FOR_APPROVAL if officer.may(Right.APPROVE) else "")

    def ways(self, state: Inspection | None) -> tuple[str, Step | None, tuple[Step, ...]]:
        """Offer the two answers while the proposal waits."""
        if state is None or state.stage is not Stage.AWAITING_APPROVAL or not self.desk.session.anyone:
            told, first, others = super().ways(state)
            lift = lifting_step(self.case, state)
            if state is None or lift is None:
                return told, first, others
            return asked_words(self.case, state), lift, (*others, *((first,) if first else ()))
        back = Step(BACK, self.tr("Back"), "Esc", Icon.UNDO)
        able = may_answer(state, self.desk.pages.officers())
        nobody = self.tr("No other approving officer is on this station's roster.")
        why_not = "" if able else nobody
        refuse = Step(REFUSE, self.tr("Refuse…"), "F8", Icon.REFUSE, bool(able), why_not=why_not)
        approve = Step(APPROVE, self.tr("Approve…"), "F9", Icon.APPROVE, bool(able), why_not=why_not)
        return (
            self._who(state, able) or nobody,
            approve,
            (
                back,
                self.report_step(state),
                *self.going_on.step(state),
                refuse,
            ),
        )

    def take(self, name: str) -> None:
        """Begin an answer, or take another way on."""
        if name in (APPROVE, REFUSE):
            self.view.beside.setCurrentWidget(self._leaf)
            self.answer.start(agrees=name == APPROVE)
            QTimer.singleShot(0, self._reveal)
        elif name == LIFT:
            self.view.beside.setCurrentWidget(self.lifting)
            self.lifting.begin()
        else:
            super().take(name)

    def take_open(self, name: str) -> bool:
        """Take a way on if it is offered now; return whether it was."""
        _, primary, others = self.ways(self.case.state)
        offered = any(step.name == name and step.enabled for step in (primary, *others) if step is not None)
        if offered:
            self.take(name)
        return offered

    @Slot()
    def _reveal(self) -> None:
        """Scroll to where the answer is typed, once it is laid out."""
        holder = self._leaf.focusWidget()
        if holder is not None:
            self._leaf.ensureWidgetVisible(self.answer.panel.submit, 0, Space.L)
            self._leaf.ensureWidgetVisible(holder, 0, Space.HUGE)

    def go_back(self) -> None:
        """Leave the answer first, where one was begun."""
        if self.view.beside.currentWidget() in (self._leaf, self.lifting) and self.view.isVisible():
            self._postpone()
        else:
            super().go_back()

    def close_page(self) -> None:
        """Forget what was typed of an answer."""
        self.answer.clear()
        self.lifting.form.clear()
        self.view.show_journal()
        super().close_page()

    def _who(self, state: Inspection, able: list[Officer]) -> str:
        """Say who can answer."""
        officer = self.desk.session.officer
        if any(one.id == officer.id for one in able):
            return self.tr("Read the record, then answer with your passphrase.")
        others = ", ".join(own(one.name) for one in able)
        if not others:
            return ""
        if officer.id in contributors(state):
            return self.tr("You worked on it yourself. These officers can answer: {officers}.").format(
                officers=others
            )
        return self.tr("Your role cannot answer. These officers can: {officers}.").format(officers=others)

    @Slot(object)
    def _take_up(self, story: Story) -> None:
        self.view.show_journal()
        self.case.take_up(story.state)

    @Slot()
    def _case_changed(self) -> None:
        state = self.case.state
        if state is None:
            return
        self.proposal.set_state(state, self.case.name_of, self.desk.photo_sets)
        self.answer.renew(state)
        self.lifting.renew(state)
        if state.proposal is None and self.view.beside.currentWidget() is self._leaf:
            self._settled(state)

    def _settled(self, state: Inspection) -> None:
        """The proposal waits no longer: say what came of it, and offer what follows."""
        self.answer.clear()
        self.view.show_journal()
        if state.outcome is not None and state.outcome.approval is not None:
            text = self.tr("Approved: {disposition}. {number}").format(
                disposition=word(state.outcome.disposition), number=ltr(state.outcome.number)
            )
            self.notice.set_notice(text.strip(), Tone.POSITIVE)
        else:
            text = self.tr("Refused. The officer is told, and the examination goes on.")
            self.notice.set_notice(text, Tone.INFO)
        announce(self, self.notice.text(), urgent=True)
        self.view.record.setFocus()

    @Slot()
    def _lifted(self) -> None:
        """The request waits no longer: say what came of it."""
        state = self.case.state
        last = state.formalities.lifted[-1] if state and state.formalities.lifted else None
        self.view.show_journal()
        if last is not None:
            told = self.tr("The rule is lifted for this outcome of this item.")
            refused = self.tr("The rule stands. The officer is told.")
            self.notice.set_notice(told if last.granted else refused, Tone.POSITIVE)
            announce(self, self.notice.text(), urgent=True)
        self.renew_ways()
        self.view.record.setFocus()

    @Slot()
    def _postpone(self) -> None:
        self.answer.clear()
        self.lifting.form.clear()
        self.view.show_journal()
        self.view.record.setFocus()

    @Slot()
    def _not_given(self) -> None:
        # told where it stays: the panel forgets its words when the record, read again, is another one
        self.notice.set_notice(self.answer.problem.text(), Tone.CRITICAL)
        self.desk.tasks.broadcast({Kind.INSPECTIONS, Kind.APPROVALS})
