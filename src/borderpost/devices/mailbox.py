"""A mailbox with room for one thing: the newest replaces what nobody has taken."""

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """Passes the newest item from one thread to another; the rest are dropped and counted."""

    def __init__(self) -> None:
        """An open, empty mailbox."""
        self._condition = threading.Condition()
        self._item: T | None = None
        self._closed = False
        self._dropped = 0

    def put(self, item: T) -> bool:
        """Lay the item in, over whatever lay there; whether the mailbox had been empty before."""
        with self._condition:
            if self._closed:
                return False
            was_empty = self._item is None
            self._dropped += not was_empty
            self._item = item
            self._condition.notify()
            return was_empty

    def take(self, timeout: float | None = None) -> T | None:
        """Wait for an item (for `timeout` seconds, or for ever); None when time is up or it was closed."""
        with self._condition:
            self._condition.wait_for(lambda: self._item is not None or self._closed, timeout)
            item, self._item = self._item, None
            return item

    def close(self) -> None:
        """Let whoever waits go; what still lies there is thrown away."""
        with self._condition:
            self._closed = True
            self._item = None
            self._condition.notify_all()

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        with self._condition:
            return self._closed

    @property
    def dropped(self) -> int:
        """How many items were replaced before anybody took them."""
        with self._condition:
            return self._dropped
