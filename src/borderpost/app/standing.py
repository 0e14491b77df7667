"""Keeps before everybody's eyes what troubles the record, from the moment it shows until it is over."""

from PySide6.QtCore import QObject, Signal, Slot

from borderpost.store.site import StationStore
from borderpost.ui.shell import MainWindow
from borderpost.ui.tasks import Tasks
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.troubles import clock_sentence, standing_sentence
from borderpost.work.changes import Kind
from borderpost.work.troubles import ClockWentBack, NotRecorded, Trouble

_FROM_OUTSIDE = frozenset({Kind.DECLARATIONS, Kind.ROSTER})
_DISK, _RECORD, _CLOCK = "disk", "record", "clock"


class StandingTroubles(QObject):
    """Hears of every act that was not recorded and of what the store notices by itself."""

    _noticed = Signal(object)

    def __init__(self, window: MainWindow, tasks: Tasks, store: StationStore, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._noticed.connect(self._show)
        # the store tells it on a thread of its own; a signal brings it here
        store.on_notice = self._noticed.emit
        tasks.erred.connect(self._erred)
        tasks.changed.connect(self._recorded)
        if store.shut is not None:
            self._show(store.shut)

    @Slot(object)
    def _show(self, notice: ClockWentBack | Trouble) -> None:
        if isinstance(notice, ClockWentBack):
            text = clock_sentence(notice)
            self._window.troubles.show_trouble(_CLOCK, text, Tone.CAUTION, to_be_seen=True)
            return
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
