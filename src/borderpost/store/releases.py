"""Quick releases as the journal tells them: bulk releases under way, and who released what last."""

from datetime import datetime
from typing import Final

import msgspec

from borderpost.domain import acts
from borderpost.domain.entry import Entry, decode_body, moment_of
from borderpost.domain.release_acts import BulkReleaseBegun, TrustedListTaken
from borderpost.store.engine import Connection
from borderpost.work.ports_release import BulkUnderWay

SCHEMA: Final = """
CREATE TABLE bulk_releases(
  sequence INTEGER PRIMARY KEY,
  batch TEXT NOT NULL UNIQUE,
  approver TEXT NOT NULL,
  ended INTEGER NOT NULL,
  begun BLOB NOT NULL
) STRICT;
CREATE TABLE bulk_items(
  batch TEXT NOT NULL,
  item TEXT NOT NULL,
  PRIMARY KEY(batch, item)
) STRICT, WITHOUT ROWID;
"""

TRUSTED: Final = """
CREATE TABLE trusted_lists(
  sequence INTEGER PRIMARY KEY,
  list TEXT NOT NULL,
  taken BLOB NOT NULL
) STRICT;
"""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(BulkReleaseBegun).decode
_decode_list = msgspec.msgpack.Decoder(TrustedListTaken).decode
_SIGNED_OUT: Final = b'"officer_logged_out"'


def project_bulk(conn: Connection, entry: Entry, act: acts.BulkReleaseBegun | acts.BulkReleaseEnded) -> None:
    """Carry the beginning or the end of a bulk release into its row."""
    if isinstance(act, acts.BulkReleaseBegun):
        conn.execute(
            "INSERT OR IGNORE INTO bulk_releases(sequence, batch, approver, ended, begun)"
            " VALUES (?, ?, ?, 0, ?)",
            (entry.sequence, act.batch, entry.officer, _encode(act)),
        )
    else:
        conn.execute("UPDATE bulk_releases SET ended = ? WHERE batch = ?", (entry.sequence, act.batch))
        conn.execute("DELETE FROM bulk_items WHERE batch = ?", (act.batch,))


def project_bulk_item(conn: Connection, batch: str, item: str) -> None:
    """Note that a bulk release has released an item (`NUMBER DAY`)."""
    conn.execute("INSERT OR IGNORE INTO bulk_items(batch, item) VALUES (?, ?)", (batch, item))


def project_trusted(conn: Connection, entry: Entry, act: TrustedListTaken) -> None:
    """Note that a list of trusted senders was taken in or withdrawn."""
    conn.execute(
        "INSERT INTO trusted_lists(sequence, list, taken) VALUES (?, ?, ?)",
        (entry.sequence, act.list_id, _encode(act)),
    )


def trusted_lists(conn: Connection, list_id: str = "") -> tuple[TrustedListTaken, ...]:
    """Return what was taken in and withdrawn under an id, or under any, oldest first."""
    rows = conn.execute(
        "SELECT taken FROM trusted_lists WHERE ? = '' OR list = ? ORDER BY sequence", (list_id, list_id)
    )
    return tuple(_decode_list(taken) for (taken,) in rows)


def last_released_by(conn: Connection, officer: str) -> str:
    """Return the inspection that an officer released last, or nothing."""
    row = conn.execute(
        "SELECT id FROM inspections WHERE stage = 'released' AND officer = ? ORDER BY row DESC LIMIT 1",
        (officer,),
    ).fetchone()
    return str(row[0]) if row else ""


def signed_out_since(conn: Connection, officer: str, sequence: int) -> bool:
    """Tell whether the officer has signed out behind an entry of the journal."""
    rows = conn.execute(
        "SELECT body FROM journal WHERE sequence > ? AND instr(body, ?)", (sequence, _SIGNED_OUT)
    )
    entries = (decode_body(body) for (body,) in rows)
    return any(entry.kind == "officer_logged_out" and entry.officer == officer for entry in entries)


def newest_since(conn: Connection, sequence: int) -> datetime | None:
    """Return the latest moment that an entry behind one bears: a clock may have been set back since."""
    (latest,) = conn.execute("SELECT max(id) FROM journal WHERE sequence > ?", (sequence,)).fetchone()
    return moment_of(latest) if latest else None


def newest_moment(conn: Connection) -> datetime | None:
    """Return the moment of the newest entry."""
    row = conn.execute("SELECT id FROM journal ORDER BY sequence DESC LIMIT 1").fetchone()
    return moment_of(row[0]) if row else None


def bulk_releases(conn: Connection, batch: str = "") -> tuple[BulkUnderWay, ...]:
    """Return the bulk releases that are under way, oldest first, or the one of that id."""
    rows = conn.execute(
        "SELECT sequence, approver, begun, (SELECT count(*) FROM bulk_items i WHERE i.batch = b.batch)"
        " FROM bulk_releases b WHERE ended = 0 AND (? = '' OR batch = ?) ORDER BY sequence",
        (batch, batch),
    )
    return tuple(
        BulkUnderWay(_decode(begun), sequence, approver, done) for sequence, approver, begun, done in rows
    )


def released_in(conn: Connection, batch: str) -> frozenset[str]:
    """Return the items that a bulk release has released so far."""
    return frozenset(
        item for (item,) in conn.execute("SELECT item FROM bulk_items WHERE batch = ?", (batch,))
    )
