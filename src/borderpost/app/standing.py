"""Keeps before everybody's eyes what troubles the record, from the moment it shows until it is over."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from borderpost.store.site import StationStore
from borderpost.ui.shell import MainWindow
from borderpost.ui.tasks import Tasks
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.declarations_kept import erased_sentence, missing_sentence, withheld_sentence
from borderpost.ui.words.troubles import clock_sentence, evidence_sentence, standing_sentence
from borderpost.work.changes import Kind
from borderpost.work.ports import Pages
from borderpost.work.troubles import (
    ClockWentBack,
    ErasureWithheld,
    EvidenceSpoilt,
    JournalWrong,
    Notice,
    NotRecorded,
    Trouble,
    WeeksErased,
    WeeksNotRead,
)

_FROM_OUTSIDE = frozenset({Kind.DECLARATIONS, Kind.ROSTER})
_DISK, _RECORD, _CLOCK, _WEEKS, _ERASURE = "disk", "record", "clock", "weeks", "erasure"
_EVIDENCE = "evidence"
_REST_MS = 500
"""So long after something was recorded the weeks are asked for: whatever it was is painted first."""


class StandingTroubles(QObject):
    """Hears of every act that was not recorded and of what the store notices by itself."""

    _noticed = Signal(object)

    def __init__(self, window: MainWindow, tasks: Tasks, store: StationStore, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._tasks = tasks
        self._store = store
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._ask_for_weeks)
        self._noticed.connect(self._show)
        # the store tells it on a thread of its own; a signal brings it here
        store.on_notice = self._noticed.emit
        tasks.erred.connect(self._erred)
        tasks.changed.connect(self._recorded)
        if store.shut is not None:
            self._show(store.shut)
        self._ask_for_weeks()

    def close(self) -> None:
        """Ask no more."""
        self._rest.stop()

    @Slot(object)
    def _show(self, notice: Notice) -> None:
        match notice:
            case ClockWentBack():
                text = clock_sentence(notice)
                self._window.troubles.show_trouble(_CLOCK, text, Tone.CAUTION, to_be_seen=True)
            case WeeksNotRead():
                self._ask_for_weeks()
            case WeeksErased():
                self._window.say(erased_sentence(notice))
            case ErasureWithheld():
                text = withheld_sentence(notice)
                self._window.troubles.show_trouble(_ERASURE, text, Tone.CAUTION, to_be_seen=True)
            case JournalWrong() | EvidenceSpoilt():
                text = evidence_sentence(notice)
                self._window.troubles.show_trouble(_EVIDENCE, text, Tone.CRITICAL)
            case _:
                self._show_record(notice)

    @Slot()
    def _ask_for_weeks(self) -> None:
        self._tasks.run(lambda: self._store.read(_weeks_missing), self._show_weeks, owner=self, key="weeks")

    def _show_weeks(self, weeks: tuple[str, ...]) -> None:
        if weeks:
            self._window.troubles.show_trouble(_WEEKS, missing_sentence(weeks), Tone.CRITICAL)
        else:
            self._window.troubles.end_trouble(_WEEKS)

    def _show_record(self, notice: Trouble) -> None:
        self._window.troubles.end_trouble(_DISK)
        self._window.troubles.show_trouble(_RECORD, standing_sentence(notice), Tone.CRITICAL)

    @Slot(object)
    def _erred(self, error: BaseException) -> None:
        if isinstance(error, NotRecorded) and error.trouble is not Trouble.DAMAGED:
            self._window.troubles.show_trouble(_DISK, standing_sentence(error.trouble), Tone.CRITICAL)

    @Slot(object)
    def _recorded(self, kinds: frozenset[Kind]) -> None:
        """Something was recorded, so that the disk is well again."""
        if kinds - _FROM_OUTSIDE:
            self._window.troubles.end_trouble(_DISK)
        if not self._rest.isActive():
            self._rest.start()


def _weeks_missing(pages: Pages) -> tuple[str, ...]:
    return tuple(reversed(pages.weeks_unread()))
