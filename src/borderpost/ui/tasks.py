"""The one door through which work done on other threads comes home to the screens."""

from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Errand:
    """What to do when one piece of work is done."""

    done: Callable[[Any], None]
    failed: Callable[[BaseException], None] | None
    owner: QObject | None
    key: str


class Tasks(QObject):
    """Sends work off and calls back on the main thread; spreads the news of what has changed.

    `changed` carries a frozenset of the kinds of thing that changed (members of a StrEnum); each view
    decides whether to read again. `failed` carries an error that nobody took; `busy` says whether anything
    is under way. `erred` carries every error that came home, also those that somebody took.
    """

    changed = Signal(object)
    failed = Signal(object)
    erred = Signal(object)
    busy = Signal(bool)

    # A worker may emit these. The receivers are bound slots of this object, which lives on the main thread:
    # a lambda, a partial or a plain function would be run by the worker instead.
    _landed = Signal(int, object)
    _heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands: dict[int, _Errand] = {}
        self._last = 0
        self._closed = False
        self._waiting: list[Callable[[], None]] = []
        self._painted = QTimer(self)
        self._painted.setSingleShot(True)
        self._painted.setInterval(0)
        self._painted.timeout.connect(self.begin_waiting)
        self._landed.connect(self._land, Qt.ConnectionType.QueuedConnection)
        self._heard.connect(self._spread, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        submit: Callable[[], "Future[T]"],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        *,
        owner: QObject | None = None,
        key: str = "",
        after_painting: bool = False,
    ) -> int:
        """Start work and return its number; `done` or `failed` is called later, on the main thread.

        A result whose `owner` is gone by then is dropped. With a `key`, a newer run of the same owner and
        key makes the older result late, and it is dropped too: searches typed faster than they are answered.
        What is to begin `after_painting` begins once the events that are here now are handled and what they
        changed is painted, so that no other thread takes Python away from this one meanwhile; but in any case
        before whatever is run after it.
        """
        self.begin_waiting()
        self._last += 1
        number = self._last
        if key:
            self._forget(lambda errand: errand.owner is owner and errand.key == key)
        self._errands[number] = _Errand(done, failed, owner, key)
        if len(self._errands) == 1:
            self.busy.emit(True)
        if after_painting and not self._closed:
            self._waiting.append(partial(self._begin, number, partial(_given, submit)))
            self._painted.start()
        else:
            self._begin(number, submit)
        return number

    def cancel(self, number: int) -> None:
        """Ignore the result of one run. The work itself may still finish."""
        self._errands.pop(number, None)
        self._tell_rest()

    def cancel_owner(self, owner: QObject) -> None:
        """Ignore every result that the owner still waits for."""
        self._forget(lambda errand: errand.owner is owner)
        self._tell_rest()

    def pending(self) -> int:
        """Return how many results are awaited."""
        return len(self._errands)

    def broadcast(self, kinds: Iterable[StrEnum]) -> None:
        """Tell every view which kinds of thing changed. May be called on any thread."""
        self._heard.emit(frozenset(kinds))

    def close(self) -> None:
        """Spread no news and bring nothing home any more but errors: what screens would read is closed.

        What waits to begin begins now.
        """
        self.begin_waiting()
        self._closed = True

    def _begin(self, number: int, submit: Callable[[], "Future[Any]"]) -> None:
        def bring_home(finished: "Future[Any]") -> None:
            if shiboken6.isValid(self):
                self._landed.emit(number, finished)

        submit().add_done_callback(bring_home)

    @Slot()
    def begin_waiting(self) -> None:
        """Begin at once what was to begin after painting, in its order."""
        waiting, self._waiting = self._waiting, []
        for begin in waiting:
            begin()

    @Slot(int, object)
    def _land(self, number: int, future: "Future[Any]") -> None:
        errand = self._errands.pop(number, None)
        self._tell_rest()
        if errand is None or (errand.owner is not None and not shiboken6.isValid(errand.owner)):
            return
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            if not self._closed:
                errand.done(future.result())
            return
        if isinstance(error, CancelledError):
            return
        self.erred.emit(error)
        if errand.failed is not None:
            errand.failed(error)
        else:
            self.failed.emit(error)

    @Slot(object)
    def _spread(self, kinds: frozenset[StrEnum]) -> None:
        if kinds and not self._closed:
            self.changed.emit(kinds)

    def _forget(self, which: Callable[[_Errand], bool]) -> None:
        for number in [number for number, errand in self._errands.items() if which(errand)]:
            del self._errands[number]

    def _tell_rest(self) -> None:
        if not self._errands:
            self.busy.emit(False)


def _given(submit: "Callable[[], Future[Any]]") -> "Future[Any]":
    """Submit work that nobody stands behind any more: what that raises is its result."""
    try:
        return submit()
    except Exception as error:  # noqa: BLE001 - it goes to whoever gave the work
        failed: Future[Any] = Future()
        failed.set_exception(error)
        return failed
