"""Shows in the top bar how many messages wait for somebody, and which need a look."""

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Slot

from borderpost.app.opening import OpenSite
from borderpost.domain.message_state import Delivery, MessageState
from borderpost.ui.icons import Icon
from borderpost.ui.shell import MainWindow
from borderpost.ui.tasks import Tasks
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.message_acts import waiting_words
from borderpost.work.changes import Kind

_NAME = "messages"
_MOVED = frozenset({Kind.MESSAGES, Kind.SESSION})


class MessagesShown(QObject):
    """Reads the open messages again whenever one moved; shows nothing where the site tells nobody."""

    def __init__(self, window: MainWindow, tasks: Tasks, site: OpenSite, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._tasks = tasks
        self._site = site
        if site.exchange is not None:
            tasks.changed.connect(self._changed)
            self._read()

    @Slot(object)
    def _changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & _MOVED:
            self._read()

    def _read(self) -> None:
        read = partial(self._site.store.read, lambda pages: pages.messages_open())
        self._tasks.run(read, self._show, owner=self, key=_NAME)

    def _show(self, found: tuple[MessageState, ...]) -> None:
        exchange, messenger = self._site.exchange, self._site.messenger
        if exchange is None:
            return
        within, now = exchange.settings.answer_within, self._site.clock()
        look = sum(_needs_a_look(state, now, within) for state in found)
        faults = messenger.troubles if messenger is not None else ()
        text = waiting_words(len(found), max(look, len(faults)))
        tone = Tone.CAUTION if look or faults else Tone.NEUTRAL
        self._window.set_status(_NAME, text, tone, Icon.MAIL, "\n".join(faults) or text)


def _needs_a_look(state: MessageState, now: datetime, within: timedelta) -> bool:
    return state.delivery is Delivery.REJECTED or state.is_overdue(now, within)
