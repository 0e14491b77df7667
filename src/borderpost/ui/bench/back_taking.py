"""Taking a release back at the bench: the last one, or that of the parcel in hand, with a quick reason."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.decisions import Refused
from borderpost.domain.identifiers import s10
from borderpost.domain.inspection import Inspection
from borderpost.domain.release_codes import TakeBackReason
from borderpost.ui.bench.reason_panel import ReasonPanel
from borderpost.ui.bench.sayings import Saying, Sayings
from borderpost.ui.desk import Desk
from borderpost.ui.kit import ltr
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.amounts import clock_text
from borderpost.ui.words.release_acts import reason_words
from borderpost.work import taking_back
from borderpost.work.taking_back import Takeable

UNDO_KEY = "F12"


class BackTaking(QWidget):
    """`said` carries a Saying, `taken_back` the Inspection that is open again; `closed` comes without."""

    said = Signal(object)
    taken_back = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk, sayings: Sayings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sayings = sayings
        self._offered: Takeable | None = None
        self._seen = 0
        self._busy = False
        self.panel = ReasonPanel(
            self.tr("Why it is taken back"), self.tr("Remark (may stay empty)"), alone=False
        )
        self.panel.chosen.connect(self._take_back)
        self.panel.closed.connect(self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)

    def asks(self) -> bool:
        """Tell whether the question waits for its answer."""
        return self.panel.isVisible()

    @Slot()
    def ask_last(self) -> None:
        """Ask for the reason to take back what this officer released last."""
        if self._free():
            verb = partial(taking_back.last_release, officer=self._desk.session.officer)
            self._desk.do(verb, partial(self._offer, 0), self._refused, owner=self)

    def ask(self, inspection: str, seen: int) -> None:
        """Ask why the release of an inspection is taken back; `seen` is the scan that shows the item."""
        if self._free():
            verb = partial(
                taking_back.takeable, officer=self._desk.session.officer, inspection=inspection, seen=seen
            )
            self._desk.do(verb, partial(self._offer, seen), self._refused, owner=self)

    def _free(self) -> bool:
        return self._desk.session.anyone and not self._busy and not self.asks()

    def _offer(self, seen: int, found: Takeable) -> None:
        if found.refusals:
            self._refused(Refused(found.refusals))
            return
        self._offered, self._seen = found, seen
        number = ltr(s10.format_display(found.state.item_id))
        mark = found.state.outcome.mark if found.state.outcome else found.state.latest
        question = self.tr("Take back the release of {number} at {time}?").format(
            number=number, time=clock_text(mark.at, mark.offset_minutes)
        )
        self.panel.ask(question, [(reason.value, reason_words(reason)) for reason in TakeBackReason])

    @Slot(str, str)
    def _take_back(self, value: str, words: str) -> None:
        offered = self._offered
        if offered is None or self._busy:
            return
        self._busy = True
        verb = partial(
            taking_back.take_back,
            officer=self._desk.session.officer,
            inspection=offered.state.id,
            outcome=offered.outcome,
            reason=TakeBackReason(value),
            remark=words,
            seen=self._seen,
        )
        self._desk.do(verb, self._done, self._refused, owner=self)

    def _done(self, state: Inspection) -> None:
        self._busy = False
        self._offered = None
        self.taken_back.emit(state)
        self.said.emit(taken_back_saying(state))

    def _refused(self, error: BaseException) -> None:
        self._busy = False
        self.said.emit(self._sayings.refused(error))
        self.closed.emit()


def taken_back_saying(state: Inspection) -> Saying:
    """Return what the bench says of a release that was taken back, and the journal has it."""
    mark = state.taken_back[-1].mark if state.taken_back else state.latest
    told = QCoreApplication.translate(
        "BackTaking", "Taken back: {number}. It is under customs control again."
    )
    entry = QCoreApplication.translate(
        "BackTaking", "Recorded at {time}, entry {sequence}. Scan it to go on with it."
    )
    return Saying(
        told.format(number=ltr(s10.format_display(state.item_id))),
        entry.format(time=clock_text(mark.at, mark.offset_minutes), sequence=mark.sequence),
        Tone.POSITIVE,
    )
