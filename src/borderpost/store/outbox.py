"""The messages to others as the journal tells them: a projection, one row a message."""

from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from borderpost.domain import message_acts as acts
from borderpost.domain.entry import Entry, canonical_json, decode_body
from borderpost.domain.message_state import Delivery, MessageState, after
from borderpost.store.engine import Connection
from borderpost.work.ports_exchange import Choice, Stretch

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

_STRETCH: Final = 250
_TOLD_AT_ONCE: Final = 50
_HEAD: Final = 200  # bytes

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


def stretch_behind(conn: Connection, sequence: int, kinds: Collection[str]) -> Stretch:
    """Return the entries of some kinds in the next stretch of the journal.

    The kind is looked for in the bytes: to decode each entry of a long record, most of them scans, would hold
    up whoever writes to it for seconds at every start.
    """
    (last,) = conn.execute("SELECT coalesce(max(sequence), 0) FROM journal").fetchone()
    end = min(sequence + _STRETCH, max(last, sequence))
    asked = " OR ".join("instr(head, ?)" for _ in kinds)
    # the bytes of an entry are canonical JSON: its kind stands behind its time and its id; what bears such
    # words otherwise is told by its decoded kind
    marks = [canonical_json({"kind": kind})[1:-1] for kind in kinds]
    rows = conn.execute(
        f"SELECT body FROM (SELECT body, substr(body, 1, {_HEAD}) AS head FROM journal"  # noqa: S608 - our own
        f" WHERE sequence > ? AND sequence <= ? ORDER BY sequence) WHERE {asked} LIMIT ?",
        (sequence, end, *marks, _TOLD_AT_ONCE),
    )
    found = [decode_body(body) for (body,) in rows]
    reached = found[-1].sequence if len(found) == _TOLD_AT_ONCE else end
    return Stretch(tuple(one for one in found if one.kind in kinds), reached, reached < last)


def entries_after(conn: Connection, sequence: int, limit: int) -> Sequence[Entry]:
    """Return entries behind a number, in order, at most so many."""
    rows = conn.execute(
        "SELECT body FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ?", (sequence, limit)
    )
    return [decode_body(body) for (body,) in rows]
