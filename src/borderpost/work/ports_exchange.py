"""What the telling of others asks of the record: messages, and the entries from which they follow."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from borderpost.domain.entry import Entry
from borderpost.domain.message_state import MessageState


@dataclass(frozen=True, slots=True)
class Choice:
    """Which types of message follow from entries behind a number of the journal."""

    sequence: int = 0
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Entries of the journal that were asked for, how far it was read for them, and whether it goes on."""

    entries: tuple[Entry, ...]
    reached: int
    more: bool


class Outbox(Protocol):
    """The messages of a record."""

    def message(self, message: str) -> MessageState | None:
        """Return one message by its id."""
        ...

    def messages_waiting(self) -> tuple[MessageState, ...]:
        """Return the messages that wait to be written out, oldest first."""
        ...

    def messages_chosen(self) -> Choice:
        """Return which messages were chosen last, and in which entry."""
        ...

    def told_up_to(self) -> int:
        """Return the number of the newest entry from which a message was queued, or 0."""
        ...

    def stretch_behind(self, sequence: int, kinds: Collection[str]) -> Stretch:
        """Return the entries of some kinds in the next stretch of the journal behind a number."""
        ...

    def entries_after(self, sequence: int, limit: int) -> Sequence[Entry]:
        """Return entries behind a number, in order, at most so many."""
        ...


class OutboxPages(Protocol):
    """The messages as screens and commands see them."""

    def message(self, message: str) -> MessageState | None:
        """Return one message by its id. Not for the GUI thread."""
        ...

    def messages_open(self) -> tuple[MessageState, ...]:
        """Return the messages that nobody has taken in yet, oldest first. Not for the GUI thread."""
        ...

    def messages_newest(self, limit: int) -> tuple[MessageState, ...]:
        """Return the newest messages, the newest first. Not for the GUI thread."""
        ...
