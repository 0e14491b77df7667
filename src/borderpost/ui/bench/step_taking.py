"""The foot of the bench: the next step by button, key or barcode, and what is asked before it is taken."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.identifiers import s10
from borderpost.ui.bench.back_taking import BackTaking
from borderpost.ui.bench.hold_panel import HoldPanel, HoldReason
from borderpost.ui.bench.model import BenchModel
from borderpost.ui.bench.plan import ASIDE_KEY, EXAMINE, HOLD, NEXT, RELEASE, TAKE_BACK, current_inspection
from borderpost.ui.bench.reason_panel import ReasonPanel
from borderpost.ui.bench.sayings import Saying, Sayings
from borderpost.ui.bench.unseen_reasons import unseen_reasons
from borderpost.ui.desk import Desk
from borderpost.ui.kit import NextStepBar, Step, lane_word, ltr
from borderpost.ui.theme.tokens import Space

ASIDE = "aside"


class BenchSteps(QWidget):
    """Takes the steps of the model's plan; `said` carries a Saying where one cannot be taken now.

    `aside_asked` comes when the parcel is to be put aside, `taken_back` with an Inspection.
    """

    said = Signal(object)
    aside_asked = Signal()
    taken_back = Signal(object)

    def __init__(
        self, desk: Desk, model: BenchModel, sayings: Sayings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._sayings = sayings
        self.reason = ReasonPanel(self.tr("Reason"), self.tr("Or in your own words"), alone=True)
        self.back = BackTaking(desk, sayings)
        self.hold = HoldPanel()
        self.bar = NextStepBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for asked in (self.reason, self.hold, self.back):
            column.addWidget(asked)
        column.addWidget(self.bar)
        self.bar.taken.connect(self.take)
        self.reason.chosen.connect(self._release_for)
        self.reason.closed.connect(self.take_focus)
        for panel in (self.reason, self.hold, self.back.panel):
            panel.turned.connect(self._make_room)
        self.back.said.connect(self.said)
        self.back.taken_back.connect(self.taken_back)
        self.back.closed.connect(self.take_focus)
        self.hold.chosen.connect(self._hold)
        self.hold.closed.connect(self.take_focus)

    def show_plan(self) -> None:
        """Show the steps of the parcel that is on the bench; without one there is nothing to show."""
        plan = self._model.plan
        for asked in (self.reason, self.hold, self.back.panel):
            asked.hide()
        self.bar.setVisible(plan is not None)
        if plan is not None:
            aside = Step(ASIDE, self.tr("Put aside"), ASIDE_KEY)
            others = (step for step in (plan.hold, plan.back, plan.other) if step is not None)
            self.bar.set_steps(plan.sentence, plan.primary, aside, *others)

    def take_focus(self) -> None:
        """Put the focus on the next step, unless a question waits for its answer."""
        plan = self._model.plan
        if plan is not None and not self._asks():
            self.bar.button(plan.primary.name).setFocus()

    @Slot(str)
    def take(self, name: str) -> None:
        """Take a step by its name: `release`, `examine`, `next`, `aside`."""
        plan = self._model.plan
        if name == ASIDE:
            self._put_aside()
            return
        if plan is None or self._asks():
            return
        step = plan.step(name)
        if self._model.busy:
            self._say(self._sayings.busy(self._model.looking_up))
        elif step is None or not step.enabled:
            self._say(self._sayings.not_open(step))
        elif self._model.just_replaced:
            self._say(self._sayings.just_replaced())
        elif name == RELEASE and plan.confirm_release:
            self._ask_release()
        else:
            steps = {
                RELEASE: self._release,
                EXAMINE: self._model.examine,
                NEXT: self._put_aside,
                HOLD: self._ask_hold,
                TAKE_BACK: self._ask_back,
            }
            steps[name]()

    def go_on(self) -> None:
        """Take the next step, or say yes to the question that waits."""
        if self.reason.isVisible():
            self.reason.go_on()
        elif self.back.asks():
            self.back.panel.go_on()
        elif self.hold.isVisible():
            self.hold.list.picked.emit(self.hold.list.value())
        elif self._model.plan is not None:
            self.take(self._model.plan.primary.name)

    def _ask_release(self) -> None:
        chosen = self._model.chosen
        if chosen is None:
            return
        number = ltr(s10.format_display(chosen.item_id))
        lane = lane_word(chosen.assessment.lane)
        question = self.tr("Why is {number}, lane {lane}, released without an examination?")
        self.reason.ask(question.format(number=number, lane=lane), unseen_reasons())

    @Slot()
    def _release(self) -> None:
        self._model.release()

    @Slot(bool)
    def _make_room(self, asked: bool) -> None:
        """No step is taken while a question waits: it gets their room on a small screen."""
        self.bar.setVisible(not asked and self._model.plan is not None)

    @Slot(str, str)
    def _release_for(self, reason: str, words: str) -> None:
        self._model.release("; ".join(part for part in (reason, words) if part))

    def digit(self, digit: int) -> bool:
        """Take the answer that a digit stands for; False where nothing is asked."""
        asked = next((one for one in (self.reason, self.hold, self.back.panel) if one.isVisible()), None)
        if asked is not None:
            asked.choose(digit - 1)
        return asked is not None

    @Slot()
    def ask_last_back(self) -> None:
        """Ask for the reason to take back what was released last, whatever parcel is on the bench."""
        if not self._asks():
            self.back.ask_last()

    def _ask_back(self) -> None:
        scanned, chosen = self._model.scanned, self._model.chosen
        past = current_inspection(scanned, chosen) if scanned is not None and chosen is not None else None
        if scanned is None or past is None:
            return
        if scanned.sequence:
            self.back.ask(past.id, scanned.sequence)
        else:
            self._say(self._sayings.busy(""))

    def _asks(self) -> bool:
        """Tell whether a question waits for its answer."""
        return self.reason.isVisible() or self.hold.isVisible() or self.back.asks()

    def _ask_hold(self) -> None:
        self.hold.ask(self._model.law())

    @Slot(object)
    def _hold(self, reason: HoldReason) -> None:
        self._model.hold(reason.disposition, reason.row)

    def _put_aside(self) -> None:
        for asked in (self.reason, self.hold, self.back.panel):
            if asked.isVisible():
                asked.close_panel()
                return
        self.aside_asked.emit()

    def _say(self, saying: Saying) -> None:
        self.said.emit(saying)
