"""The messages to others as the journal tells them: a projection, one row a message."""

from collections.abc import Sequence
from typing import Final

import msgspec

from borderpost.domain import message_acts as acts
from borderpost.domain.entry import Entry, decode_body
from borderpost.domain.message_state import Delivery, MessageState, after
from borderpost.store.engine import Connection
from borderpost.work.ports_exchange import Choice

SCHEMA: Final = """
CREATE TABLE outbox(
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  about INTEGER NOT NULL,
  delivery TEXT NOT NULL,
  state BLOB NOT NULL
) STRICT;
CREATE INDEX outbox_delivery ON outbox(delivery, row);
CREATE INDEX outbox_about ON outbox(about);
CREATE TABLE messages_chosen(
  sequence INTEGER PRIMARY KEY,
  types TEXT NOT NULL
) STRICT;
"""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(MessageState).decode


def project_message(conn: Connection, entry: Entry, act: acts.MessageAct) -> None:
    """Carry an entry about a message into its row; one whose beginning is lost has none."""
    before = load(conn, act.message)
    state = after(before, entry, act)
    if state is None or state is before:
        return
    conn.execute(
        "INSERT OR REPLACE INTO outbox(row, id, about, delivery, state) VALUES (?, ?, ?, ?, ?)",
        (state.queued.sequence, state.id, state.sequence, state.delivery, _encode(state)),
    )


def project_choice(conn: Connection, entry: Entry, act: acts.MessagesChosen) -> None:
    """Remember which messages follow from here on."""
    conn.execute(
        "INSERT INTO messages_chosen(sequence, types) VALUES (?, ?)", (entry.sequence, " ".join(act.messages))
    )


def load(conn: Connection, message: str) -> MessageState | None:
    """Return one message by its id."""
    row = conn.execute("SELECT state FROM outbox WHERE id = ?", (message,)).fetchone()
    return _decode(row[0]) if row else None


def with_delivery(conn: Connection, *delivery: Delivery) -> tuple[MessageState, ...]:
    """Return the messages that stand so, oldest first."""
    places = ", ".join("?" * len(delivery))
    query = f"SELECT state FROM outbox WHERE delivery IN ({places}) ORDER BY row"  # noqa: S608 - our own
    return tuple(_decode(state) for (state,) in conn.execute(query, delivery))


def newest(conn: Connection, limit: int) -> tuple[MessageState, ...]:
    """Return the newest messages, the newest first."""
    rows = conn.execute("SELECT state FROM outbox ORDER BY row DESC LIMIT ?", (limit,))
    return tuple(_decode(state) for (state,) in rows)


def chosen(conn: Connection) -> Choice:
    """Return which messages were chosen last, and in which entry."""
    row = conn.execute(
        "SELECT sequence, types FROM messages_chosen ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    return Choice(row[0], tuple(row[1].split())) if row else Choice()


def told_up_to(conn: Connection) -> int:
    """Return the number of the newest entry from which a message was queued, or 0."""
    (sequence,) = conn.execute("SELECT max(about) FROM outbox").fetchone()
    return sequence or 0


def entries_after(conn: Connection, sequence: int, limit: int) -> Sequence[Entry]:
    """Return entries behind a number, in order, at most so many."""
    rows = conn.execute(
        "SELECT body FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ?", (sequence, limit)
    )
    return [decode_body(body) for (body,) in rows]
