"""A story as a screen shows it: the reason first where one is due, then the story, with the ways on."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.decisions import Verb, allowed
from borderpost.domain.inspection import Inspection, Stage
from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Card, NextStepBar, Notice, ScrollPage, Step
from borderpost.ui.story.custody import CustodyForm
from borderpost.ui.story.going_on import GO_ON, TAKE_BACK, GoingOnPanel
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.story.photographs import PhotographPage
from borderpost.ui.story.reader import StoryReader
from borderpost.ui.story.reason import ReasonPanel
from borderpost.ui.story.story import Story
from borderpost.ui.story.view import StoryView
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.codes import word
from borderpost.ui.words.rules import error_sentence

BACK, REPORT, EXAMINE, CUSTODY = "back", "report", "examine", "custody"


class StoryPage(QWidget):
    """`closed()`: back to where it was opened from. `report_asked(id)` and `examination_asked(id)`: the ways
    on that lie elsewhere. A screen with more ways on overrides `ways` and `take`."""

    closed = Signal()
    report_asked = Signal(str)
    examination_asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.notice = Notice("", Tone.CRITICAL)
        column.addWidget(self.notice)
        self._nothing = QWidget()
        self.reason = ReasonPanel()
        self.view = StoryView(desk)
        self.photograph = PhotographPage(desk)
        self._stack = Leaves(self._nothing, self.reason, self.view, self.photograph)
        column.addWidget(self._stack, 1)
        self.custody = CustodyForm(desk)
        card = Card(self.tr("Custody"))
        card.add(self.custody)
        self._custody_leaf = ScrollPage(following=True)
        self._custody_leaf.add(card)
        self._custody_leaf.column.addStretch(1)
        self.view.beside.addWidget(self._custody_leaf)
        self.going_on = GoingOnPanel(desk)
        self._going_on_card = Card("")
        self._going_on_card.add(self.going_on)
        self._going_on_leaf = ScrollPage(following=True)
        self._going_on_leaf.add(self._going_on_card)
        self._going_on_leaf.column.addStretch(1)
        self.view.beside.addWidget(self._going_on_leaf)
        self.going_on.left.connect(self._leave_custody)
        self.going_on.recorded.connect(self._gone_on)
        self.custody.left.connect(self._leave_custody)
        self.custody.recorded.connect(self._custody_recorded)
        self.bar = NextStepBar()
        column.addWidget(self.bar)
        self.reader = StoryReader(desk, self)
        self.reader.reason_wanted.connect(self._ask)
        self.reader.opened.connect(self._opened)
        self.reader.renewed.connect(self._renewed)
        self.reader.failed.connect(self._failed)
        self.reader.closed.connect(self.close_page)
        self.reason.given.connect(self.reader.consult)
        self.reason.declined.connect(self.close_page)
        self.view.photograph_opened.connect(self._show_photograph)
        self.photograph.closed.connect(self._back_to_story)
        self.bar.taken.connect(self.take)
        self.renew_ways()

    @property
    def story(self) -> Story | None:
        """The story on show."""
        return self.reader.story

    def open_story(self, inspection: str, reason: str = "") -> None:
        """Open the story of an inspection; without a reason one is asked of whoever had no part in it."""
        self.notice.set_notice("")
        self._stack.setCurrentWidget(self._nothing)
        self.reader.open_story(inspection, reason)
        self.renew_ways()

    def take_focus(self) -> None:
        """Put the focus where reading goes on."""
        shown = self._stack.currentWidget()
        if shown is self.reason:
            self.reason.editor.setFocus()
        elif shown is self.photograph:
            self.photograph.field.setFocus()
        elif shown is self.view:
            self.view.record.setFocus()
        else:
            self.bar.button(BACK).setFocus()

    def ways(self, state: Inspection | None) -> tuple[str, Step | None, tuple[Step, ...]]:
        """Return the sentence for the foot of the page, the primary step, and the others."""
        back = Step(BACK, self.tr("Back"), "Esc", Icon.UNDO)
        if state is None:
            return self.tr("Escape goes back."), None, (back,)
        report = self.report_step(state)
        if state.ended or not self.desk.session.anyone:
            around = (self.law_step(),) if self._has_formalities(state) else ()
            around = (back, *around, *self.custody_step(state))
            beyond = self.going_on.step(state)
            first = report if report.enabled else None
            if state.reopening is not None and beyond:
                told = self.tr("An officer asks that it go on; a second one answers.")
                return told, beyond[0], (*around, *((first,) if first else ()))
            return self._ended(state), first, (*around, *beyond)
        verbs = allowed(state, self.desk.session.officer)
        go_on = Step(EXAMINE, self.tr("Take up again"), "F7", Icon.EXAMINE)
        if Verb.STEP in verbs:
            return (
                self.tr("The examination is not finished."),
                go_on,
                (back, report, *self.custody_step(state)),
            )
        beyond = self.going_on.step(state)
        return self._waiting(state), report, (back, *self.custody_step(state), *beyond)

    def custody_step(self, state: Inspection) -> tuple[Step, ...]:
        """Return the way to the custody of the exhibits, where the officer may touch them."""
        session = self.desk.session
        kept = state.exhibits or state.lines
        if not kept or not session.anyone or Verb.CUSTODY not in allowed(state, session.officer):
            return ()
        return (Step(CUSTODY, self.tr("Custody…"), "F10", Icon.SEAL),)

    def report_step(self, state: Inspection) -> Step:
        """Return the way to the seizure report."""
        seized = state.stage is Stage.SEIZED
        text = self.tr("Seizure report") if seized else self.tr("Draft report")
        nothing = state.ended and not seized
        why_not = self.tr("Nothing was seized: there is no report.") if nothing else ""
        return Step(REPORT, text, "F6", Icon.REPORT, not nothing, why_not=why_not)

    def law_step(self) -> Step:
        """Return the way to notices, answers and what becomes of seized goods."""
        return Step(EXAMINE, self.tr("Notices and time limits"), "F7", Icon.CLOCK)

    def _has_formalities(self, state: Inspection) -> bool:
        desk = self.desk
        if desk.law is None or not desk.session.anyone or state.stage is not Stage.SEIZED:
            return False
        return bool(allowed(state, desk.session.officer) & {Verb.FORMALITY, Verb.SETTLE})

    @Slot(str)
    def take(self, name: str) -> None:
        """Take one of the ways on."""
        if name == BACK:
            self.go_back()
        elif name == REPORT and self.reader.inspection:
            self.report_asked.emit(self.reader.inspection)
        elif name == CUSTODY and self.story is not None:
            self.custody.set_state(self.story.state)
            self.view.beside.setCurrentWidget(self._custody_leaf)
            self.custody.begin()
        elif name in (GO_ON, TAKE_BACK) and self.story is not None:
            self.view.beside.setCurrentWidget(self._going_on_leaf)
            self.going_on.begin(self.story.state, back=name == TAKE_BACK)
            self._going_on_card.set_title(self.going_on.title())
        elif name == EXAMINE and self.reader.inspection:
            self.examination_asked.emit(self.reader.inspection)

    def go_back(self) -> None:
        """Leave what is innermost: a photograph, else the story."""
        if self._stack.currentWidget() is self.photograph:
            self._back_to_story()
        elif self._asks() and self.view.isVisible():
            self._leave_custody()
        else:
            self.close_page()

    def _asks(self) -> bool:
        return self.view.beside.currentWidget() in (self._custody_leaf, self._going_on_leaf)

    @Slot()
    def close_page(self) -> None:
        """Go back to where the story was opened from."""
        self.reader.close_story()
        self._stack.setCurrentWidget(self._nothing)
        self.notice.set_notice("")
        self.renew_ways()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
            return
        super().keyPressEvent(event)

    def renew_ways(self) -> None:
        """Offer the ways on from how the inspection stands."""
        sentence, primary, others = self.ways(self.story.state if self.story else None)
        self.bar.set_steps(sentence, primary, *others)

    def _ended(self, state: Inspection) -> str:
        text = self.tr("This inspection has ended: {stage}.")
        return text.format(stage=word(state.stage))

    def _waiting(self, state: Inspection) -> str:
        if state.stage is Stage.AWAITING_APPROVAL:
            return self.tr("It waits for a second officer.")
        return self.tr("You can read it; another officer goes on with it.")

    @Slot(object)
    def _ask(self, state: Inspection) -> None:
        self._stack.setCurrentWidget(self.reason)
        self.reason.ask(state)

    @Slot(object)
    def _opened(self, story: Story) -> None:
        self.view.set_story(story, afresh=True)
        self.view.show_journal()
        self._stack.setCurrentWidget(self.view)
        self.renew_ways()
        self.view.record.setFocus()
        told = self.tr("Story of {item}, {stage}, {count} entries")
        state = story.state
        announce(self, told.format(item=state.item_id, stage=word(state.stage), count=len(story.events)))

    @Slot(object)
    def _renewed(self, story: Story) -> None:
        self.view.set_story(story, afresh=False)
        if self.view.beside.currentWidget() is self._custody_leaf:
            self.custody.set_state(story.state)
        self.renew_ways()

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        text = error_sentence(error)
        self.notice.set_notice(text, Tone.CRITICAL)
        announce(self, text, urgent=True)
        if self.story is None:
            self.bar.button(BACK).setFocus()

    @Slot()
    def _leave_custody(self) -> None:
        self.view.show_journal()
        self.view.record.setFocus()

    @Slot(str)
    def _custody_recorded(self, what: str) -> None:
        text = self.tr("Recorded: {what}").format(what=what)
        self.notice.set_notice(text, Tone.POSITIVE)
        announce(self, text)
        self.custody.begin()

    @Slot(str)
    def _gone_on(self, what: str) -> None:
        self._leave_custody()
        text = self.tr("Recorded: {what}").format(what=what)
        self.notice.set_notice(text, Tone.POSITIVE)
        announce(self, text)

    @Slot(str)
    def _show_photograph(self, entry: str) -> None:
        if self.story is not None:
            self.photograph.show_photograph(self.story, entry)
            self._stack.setCurrentWidget(self.photograph)
            self.photograph.field.setFocus()

    @Slot()
    def _back_to_story(self) -> None:
        self._stack.setCurrentWidget(self.view)
        self.view.record.photographs.strip.setFocus()
