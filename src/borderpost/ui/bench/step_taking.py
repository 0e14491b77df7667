"""The foot of the bench: the next step by button, key or barcode, and the question before a red release."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.identifiers import s10
from borderpost.ui.bench.hold_panel import HoldPanel, HoldReason
from borderpost.ui.bench.model import BenchModel
from borderpost.ui.bench.plan import ASIDE_KEY, EXAMINE, HOLD, NEXT, RELEASE
from borderpost.ui.bench.sayings import Saying, Sayings
from borderpost.ui.kit import ConfirmPanel, NextStepBar, Step, lane_word, ltr
from borderpost.ui.theme.tokens import Space

ASIDE = "aside"


class BenchSteps(QWidget):
    """Takes the steps of the model's plan; `said` carries a Saying where one cannot be taken now.

    `aside_asked` comes when the parcel is to be put aside.
    """

    said = Signal(object)
    aside_asked = Signal()

    def __init__(self, model: BenchModel, sayings: Sayings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._sayings = sayings
        self.confirm = ConfirmPanel()
        self.hold = HoldPanel()
        self.bar = NextStepBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.confirm)
        column.addWidget(self.hold)
        column.addWidget(self.bar)
        self.bar.taken.connect(self.take)
        self.confirm.confirmed.connect(self._release)
        self.hold.chosen.connect(self._hold)
        self.hold.closed.connect(self.take_focus)

    def show_plan(self) -> None:
        """Show the steps of the parcel that is on the bench; without one there is nothing to show."""
        plan = self._model.plan
        self.confirm.hide()
        self.hold.hide()
        self.setVisible(plan is not None)
        if plan is not None:
            aside = Step(ASIDE, self.tr("Put aside"), ASIDE_KEY)
            others = (step for step in (plan.hold, plan.other) if step is not None)
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
            }
            steps[name]()

    def go_on(self) -> None:
        """Take the next step, or say yes to the question that waits."""
        if self.confirm.isVisible():
            self.confirm.yes.click()
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
        self.confirm.ask(
            self.tr("Release {number} without an examination?").format(number=number),
            self.tr("Its lane is {lane}. The journal will say that you released it.").format(lane=lane),
            yes=self.tr("Release it"),
        )

    @Slot()
    def _release(self) -> None:
        self._model.release()

    def _asks(self) -> bool:
        """Tell whether a question waits for its answer."""
        return self.confirm.isVisible() or self.hold.isVisible()

    def _ask_hold(self) -> None:
        self.hold.ask(self._model.law())

    @Slot(object)
    def _hold(self, reason: HoldReason) -> None:
        self._model.hold(reason.disposition, reason.row)

    def _put_aside(self) -> None:
        if self.confirm.isVisible():
            self.confirm.no.click()
        elif self.hold.isVisible():
            self.hold.close_panel()
        else:
            self.aside_asked.emit()

    def _say(self, saying: Saying) -> None:
        self.said.emit(saying)
