"""The search as a screen: why, then what, then the item at the bench; and the log of it all."""

from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.consulting_acts import ConsultationReason
from borderpost.domain.identifiers import Action, Command
from borderpost.domain.officer import Officer, Right
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import EmptyState, NextStepBar, Step
from borderpost.ui.search.consultations import Consultations
from borderpost.ui.search.finder import Found
from borderpost.ui.search.reason import ReasonPage
from borderpost.ui.search.results import Results
from borderpost.ui.shell.signpost import SEARCH, Signposted
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.amounts import clock_text
from borderpost.ui.words.codes import word
from borderpost.ui.words.names import own
from borderpost.ui.words.rules import error_sentence
from borderpost.work import consulting
from borderpost.work.consulting import Consultation
from borderpost.work.ports import FoundItem

_BEGIN, _TAKE, _ANEW, _LOG, _BACK, _LIST = "begin", "take", "anew", "log", "back", "list"
_UNUSED_MS: Final = 15 * 60 * 1000
"""After so long without a key the reason is asked for again."""


class SearchScreen(Signposted, QWidget):
    """`item_chosen(str)`: an item is to be taken up at the bench as if its number had been typed there.

    `list_chosen` carries what was searched for and the numbers of all that was found, for a bulk release.
    """

    item_chosen = Signal(str)
    list_chosen = Signal(str, object)

    signpost = SEARCH

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.consultation: Consultation | None = None
        self._busy = False
        self.reason = ReasonPage()
        self.results = Results(desk)
        self.log = Consultations(desk)
        self.closed = EmptyState(
            Icon.LOCK,
            self.tr("Your role does not search the declarations"),
            self.tr("Scan an item at the bench, or ask an officer."),
        )
        self.stack = Leaves(self.reason, self.results, self.log, self.closed)
        self.bar = NextStepBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.stack, 1)
        column.addWidget(self.bar)
        self.unused = QTimer(self)
        self.unused.setSingleShot(True)
        self.unused.setInterval(_UNUSED_MS)
        self.unused.timeout.connect(self.end)
        self._listen()
        self._turn(self.reason)

    def _listen(self) -> None:
        self.reason.given.connect(self._begin)
        self.results.chosen.connect(self._take_up)
        self.results.read.connect(self._note)
        self.results.field.textEdited.connect(self._used)
        self.results.table.current_changed.connect(self._offer)
        self.results.finder.found.connect(self._offer)
        self.bar.taken.connect(self.take_step)
        self.results.log.clicked.connect(self._show_log)
        self._desk.session.changed.connect(self._follow_session)

    def on_shown(self) -> None:
        """Go on where it was left: with the reason, or with the words."""
        page = self.stack.currentWidget()
        if page is not self.log or not self._may(Right.VERIFY):
            page = self.results if self.consultation else self.reason
        if page is not self.log and not self._may(Right.SEARCH):
            page = self.closed
        self._turn(page)

    def on_action(self, action: Action) -> bool:
        """Do what a command barcode says, as its key would."""
        page = self.stack.currentWidget()
        match action.command:
            case Command.DIGIT if page is self.reason:
                self.reason.choose(int(action.argument) - 1)
            case Command.ENTER:
                self.take_step(_BACK if page is self.log else _TAKE if page is self.results else _BEGIN)
            case Command.CLEAR if page is self.results:
                self.results.field.clear()
            case _:
                return False
        return True

    @Slot(str)
    def take_step(self, name: str) -> None:
        """Take a step by its name, as its key does."""
        match name:
            case "begin":
                if self._may(Right.SEARCH):
                    self.reason.give()
            case "take":
                self.results.choose()
            case "anew":
                self.end()
            case "list" if self._may(Right.CONCLUDE) and self.results.numbers():
                self.results.tell_read()
                self.list_chosen.emit(self.results.text(), self.results.numbers())
            case "log":
                self._turn(self.log)
            case "back":
                self._turn(self.closed if not self._may(Right.SEARCH) else self._work())

    @Slot()
    def _show_log(self) -> None:
        self.take_step(_LOG)

    @Slot()
    def end(self) -> None:
        """End the consultation: what was found is taken down, and the next search needs its own reason."""
        self.results.tell_read()
        self.consultation = None
        self.unused.stop()
        self.results.reset()
        self.reason.reset()
        if self.stack.currentWidget() is self.results:
            self._turn(self.reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the log."""
        if event.key() == Qt.Key.Key_Escape and self.stack.currentWidget() is self.log:
            self.take_step(_BACK)
            return
        super().keyPressEvent(event)

    @Slot()
    def _used(self) -> None:
        self.unused.start()

    @Slot(object, str)
    def _begin(self, reason: ConsultationReason, words: str) -> None:
        if self._busy or not self._desk.session.anyone:
            return
        self._busy = True
        officer = self._desk.session.officer
        verb = partial(consulting.begin, officer=officer, reason=reason, untrusted_reference=words)
        self._desk.do(verb, self._begun, self._not_begun, owner=self)

    def _begun(self, consultation: Consultation) -> None:
        self._busy = False
        if not self._desk.session.anyone or self._desk.session.officer != consultation.officer:
            return
        self.consultation = consultation
        told = self.tr("{reason}, since {time}").format(
            reason=own(", ".join(filter(None, (word(consultation.reason), consultation.reference)))),
            time=clock_text(consultation.begun_at)[:5],
        )
        self.results.why.setText(told)
        self.unused.start()
        self._turn(self.results)

    def _not_begun(self, error: BaseException) -> None:
        self._busy = False
        self.reason.say(error_sentence(error))

    @Slot(object)
    def _note(self, found: Found) -> None:
        if self.consultation is None:
            return
        verb = partial(
            consulting.note_search,
            consultation=self.consultation,
            untrusted_query=found.text,
            found=len(found.items),
            more=found.more,
        )
        if self._desk.session.anyone:
            self._desk.do(verb, _nothing, self._not_kept, owner=self)
        else:
            # the bench is closing: what comes home then comes too late
            self._desk.hand_over(verb)

    @Slot(object)
    def _take_up(self, item: FoundItem) -> None:
        if self.consultation is None or self._busy:
            return
        self._busy = True
        self.results.tell_read()
        verb = partial(
            consulting.take_up,
            consultation=self.consultation,
            item=item,
            untrusted_query=self.results.text(),
        )
        self._desk.do(verb, partial(self._taken, item), self._not_kept, owner=self)

    def _taken(self, item: FoundItem, result: None) -> None:
        self._busy = False
        if self._desk.session.anyone and self.consultation is not None:
            self.item_chosen.emit(item.item_id)

    def _not_kept(self, error: BaseException) -> None:
        self._busy = False
        self.results.notice.set_notice(error_sentence(error), Tone.CRITICAL)

    def _turn(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        self._offer()
        if not self.isVisible():
            return
        if page is self.log:
            self.log.on_shown()
        elif page is self.results:
            self.results.take_focus()
        elif page is self.reason:
            self.reason.take_focus()

    def _work(self) -> QWidget:
        return self.results if self.consultation else self.reason

    @Slot()
    def _offer(self) -> None:
        """Offer the steps of the page in front."""
        page = self.stack.currentWidget()
        log = Step(_LOG, self.tr("Consultation log"), "F9", Icon.LOG)
        others = (log,) if self._may(Right.VERIFY) else ()
        if page is self.log:
            back = Step(_BACK, self.tr("Back to the search"), "F6", Icon.SEARCH)
            self.bar.set_steps(self.tr("What was searched without a scan."), back)
        elif page is self.results:
            ready = self.results.current() is not None
            take = Step(
                _TAKE,
                self.tr("Take it up"),
                "F6",
                Icon.SCAN,
                enabled=ready,
                why_not="" if ready else self.tr("Search for an item first."),
            )
            anew = Step(_ANEW, self.tr("Another reason"), "F8", Icon.UNDO)
            together = Step(_LIST, self.tr("All to a bulk release"), "F7", Icon.RELEASE, enabled=ready)
            more = (together,) if self._may(Right.CONCLUDE) else ()
            self.bar.set_steps(self.tr("Choose the item that you have in hand."), take, anew, *more)
            self.results.log.setVisible(bool(others))
        elif page is self.reason:
            begin = Step(_BEGIN, self.tr("Begin to search"), "F6", Icon.SEARCH)
            self.bar.set_steps(self.tr("Say why you search."), begin, *others)
        else:
            self.bar.set_steps(self.tr("Scan an item at the bench."), None, *others)

    def _may(self, right: Right) -> bool:
        return self._desk.session.anyone and self._desk.session.officer.may(right)

    @Slot(object)
    def _follow_session(self, officer: Officer | None) -> None:
        """Whoever leaves the bench ends the search; the next one gives a reason of their own."""
        self.end()
        self._turn(self.reason if officer is None or officer.may(Right.SEARCH) else self.closed)


def _nothing(result: None) -> None:
    """A verb whose result nobody waits for."""
