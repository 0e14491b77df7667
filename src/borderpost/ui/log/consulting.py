"""Looking persons up in the log: who types words instead of a number says why, once, and it is journalled."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from borderpost.domain.consulting_acts import ConsultationReason
from borderpost.domain.item_key import item_key
from borderpost.domain.officer import Right
from borderpost.ui.desk import Desk
from borderpost.work import consulting
from borderpost.work.consulting import Consultation

_UNUSED_MS = 10 * 60 * 1000
_READ_MS = 1500


def names_somebody(untrusted_text: str) -> bool:
    """Tell whether a text could name a person: it holds words, and no number of an item, bag or seizure."""
    key = item_key(untrusted_text)
    return bool(key) and not any(letter.isdigit() for letter in key)


class LogConsulting(QObject):
    """`begun()` once a reason is journalled, `refused(error)` where it is not enough."""

    begun = Signal()
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.consultation: Consultation | None = None
        self._shown: tuple[str, int] | None = None
        self._unused = self._timer(_UNUSED_MS, self.end)
        self._read = self._timer(_READ_MS, self.tell_read)
        desk.session.changed.connect(self._other_officer)

    def lets(self, text: str) -> bool:
        """Tell whether the log may be searched for a text now."""
        return self.consultation is not None or not names_somebody(text)

    def may_begin(self) -> bool:
        """Tell whether the officer's role may look persons up at all."""
        session = self._desk.session
        return session.anyone and session.officer.may(Right.SEARCH)

    def begin(self, reason: ConsultationReason, words: str) -> None:
        """Journal why persons are looked up."""
        officer = self._desk.session.officer
        verb = partial(consulting.begin, officer=officer, reason=reason, untrusted_reference=words)

        def noted(consultation: Consultation) -> None:
            if self._desk.session.anyone and self._desk.session.officer.id == officer.id:
                self.consultation = consultation
                self._unused.start()
                self.begun.emit()

        self._desk.do(verb, noted, self.refused.emit, owner=self)

    def found(self, text: str, count: int) -> None:
        """Keep what stands on the screen; it is journalled when it was there long enough to be read."""
        self._shown = (text, count) if names_somebody(text) else None
        if self._shown is not None:
            self._unused.start()
            self._read.start()
        else:
            self._read.stop()

    @Slot()
    def tell_read(self) -> None:
        """Journal what was searched for, once."""
        self._read.stop()
        shown, self._shown = self._shown, None
        if shown is None or self.consultation is None:
            return
        verb = partial(
            consulting.note_search, consultation=self.consultation, untrusted_query=shown[0], found=shown[1]
        )
        if self._desk.session.anyone:
            self._desk.do(verb, _nothing, self.failed.emit, owner=self)
        else:
            # the bench is being left: what comes home then comes too late
            self._desk.hand_over(verb)

    @Slot()
    def end(self) -> None:
        """The next look-up needs its own reason."""
        self.tell_read()
        self._unused.stop()
        self.consultation = None

    def _timer(self, milliseconds: int, then: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    @Slot(object)
    def _other_officer(self, _officer: object) -> None:
        self.end()


def _nothing(_result: None) -> None:
    """A verb whose result nobody waits for."""
