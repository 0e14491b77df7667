"""Tells others what was recorded: queues messages, puts them into the outbox, takes in what comes back."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from borderpost.app.exchange_settings import ExchangeSettings
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.message_state import MessageState
from borderpost.domain.messages import From, To
from borderpost.exchange.answers import BadAnswer, read_answer
from borderpost.exchange.folders import Inbox, TooLarge, put_out, sweep
from borderpost.exchange.layout import BadLayout, Layout, read_layout
from borderpost.exchange.writing import Unfit, message_json, message_xml
from borderpost.store.engine import DatabaseError
from borderpost.store.site import StationStore
from borderpost.store.worker import Closed
from borderpost.work import messaging
from borderpost.work.changes import Changes, Kind
from borderpost.work.messaging import Heard
from borderpost.work.troubles import NotRead, NotRecorded

_LOG = logging.getLogger(__name__)
_BETWEEN_LOOKS: Final = 2.0  # seconds
LAYOUT_FILE: Final = "cusrsp.toml"
WHY: Final = {
    Heard.UNKNOWN_MESSAGE: "no message of this station bears this id",
    Heard.NOT_WRITTEN: "the message of this id has not gone out yet",
    Heard.CONTRADICTS: "something else was said of this message before, and stands",
    Heard.NO_REFERRAL: "the message of this id is no referral: nobody has goods to confirm or to judge",
}


@dataclass(slots=True)
class Look:
    """What one look did; `troubles` are sentences about what could not be done."""

    queued: int = 0
    written: int = 0
    heard: int = 0
    failed: int = 0
    troubles: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Tell whether the record changed."""
        return bool(self.queued or self.written or self.heard)


def load_layout(site: Path, resources: Path) -> Layout:
    """Return how messages to the post are written as XML: the site's own file, else the shipped one.

    Raise BadLayout with the file's name.
    """
    own = site / LAYOUT_FILE
    path = own if own.is_file() else resources / "exchange" / LAYOUT_FILE
    try:
        return read_layout(path.read_text(encoding="utf-8"))
    except (BadLayout, OSError, UnicodeDecodeError) as error:
        raise BadLayout(f"{path}: {error}") from error


class Exchange:
    """The messages of one open station; belongs to one thread at a time."""

    def __init__(
        self,
        store: StationStore,
        settings: ExchangeSettings,
        law: LegalPack | None,
        office: str,
        layout: Layout,
    ) -> None:
        self._store = store
        self.settings = settings
        self._law = law
        self._layout = layout
        self._sender = From(store.station, office, settings.agency)
        self._inbox = Inbox(settings.inbox)
        self._reached = 0
        self._head = -1
        self._chosen = False
        self._stop = threading.Event()

    def stop(self) -> None:
        """End a look behind the message that it is at. Any thread may say so."""
        self._stop.set()

    def look(self, *, at_once: bool = False) -> Look:
        """Queue what is to be told, put it into the outbox, and take in what came back.

        Each step is kept before the next begins, so that a look can be cut off anywhere and made again.
        Raise NotRecorded or NotRead where the record does not let it.
        """
        done = Look()
        self._queue(done)
        self._write(done)
        self._hear(done, at_once)
        return done

    def _queue(self, done: Look) -> None:
        head, _ = self._store.read(lambda pages: pages.journal_head()).result()
        if head == self._head:
            return
        while not self._stop.is_set():
            verb = partial(messaging.queue, law=self._law, sender=self._sender, after=self._reached)
            result = self._store.submit(verb).result().result
            self._reached, done.queued = result.reached, done.queued + result.messages
            if not result.more:
                break
        if not self._chosen and not self._stop.is_set():
            # what was recorded under the former choice is queued by now
            self._store.submit(partial(messaging.choose, types=self.settings.types)).result()
            self._chosen = True
        self._head = head

    def _write(self, done: Look) -> None:
        waiting = self._store.submit(lambda tx: tx.messages_waiting()).result()
        if waiting:
            sweep(self.settings.outbox)
        for state in waiting:
            if self._stop.is_set():
                return
            try:
                files = put_out(self.settings.outbox, state.id, self.texts(state))
            except (Unfit, TypeError, ValueError) as error:
                done.troubles.append(f"{state.item_id}, {state.type}: {error}")
                continue
            except OSError as error:
                done.troubles.append(f"{error.filename or self.settings.outbox}: {error.strerror or error}")
                return
            verb = partial(messaging.note_written, message=state.id, files=files)
            done.written += self._store.submit(verb).result().result

    def texts(self, state: MessageState) -> dict[str, bytes]:
        """Return the files of a message by their endings; the JSON comes last. Raise Unfit."""
        texts: dict[str, bytes] = {}
        if state.to == To.POST:
            texts["xml"] = message_xml(state.content, self._layout)
        return texts | {"json": message_json(state.content)}

    def _hear(self, done: Look, at_once: bool) -> None:
        try:
            files = self._inbox.look(at_once=at_once)
        except OSError as error:
            done.troubles.append(f"{self.settings.inbox}: {error.strerror or error}")
            return
        for file in files:
            if self._stop.is_set():
                return
            try:
                why = self._take(self._inbox.read(file))
            except FileNotFoundError:
                continue
            except TooLarge:
                why = "it is larger than any answer"
            except OSError as error:
                done.troubles.append(f"{file.name}: {error.strerror or error}")
                continue
            if why:
                done.failed += 1
                done.troubles.append(f"{file.name}: {why}")
            else:
                done.heard += 1
            try:
                self._inbox.put_away(file, why)
            except OSError as error:
                done.troubles.append(f"{file.name}: {error.strerror or error}")

    def _take(self, untrusted_data: bytes) -> str:
        """Record what a file says; return why that cannot be, or nothing."""
        try:
            reply = read_answer(untrusted_data)
        except BadAnswer as error:
            return str(error)
        heard = self._store.submit(partial(messaging.hear, reply=reply)).result().result
        return WHY.get(heard, "")


class Messenger:
    """Looks on a thread of its own, at once and every two seconds; `on_change` is called on that thread.

    `troubles` are what the last look could not do, in sentences.
    """

    def __init__(self, exchange: Exchange, on_change: Callable[[Changes], None] | None = None) -> None:
        self._exchange = exchange
        self._on_change = on_change
        self._stop = threading.Event()
        self.troubles: tuple[str, ...] = ()
        self._thread = threading.Thread(target=self._run, name="messages")
        self._thread.start()

    def stop(self) -> None:
        """End it, behind the message that it is at."""
        self._stop.set()
        self._exchange.stop()
        self._thread.join()

    def _run(self) -> None:
        while True:
            self._look()
            if self._stop.wait(_BETWEEN_LOOKS):
                return

    def _look(self) -> None:
        try:
            done = self._exchange.look()
        except (NotRecorded, NotRead, Closed, DatabaseError, OSError) as error:
            # the next look comes soon enough, and troubles of the record are told by the store
            _LOG.info("messages have to wait: %s", error)
            return
        troubles = tuple(done.troubles)
        told, self.troubles = self.troubles, troubles
        if (done.changed or troubles != told) and self._on_change is not None:
            self._on_change(frozenset({Kind.MESSAGES}))
