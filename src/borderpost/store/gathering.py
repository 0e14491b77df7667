"""Gathers every entry that can still be found of a journal, and finds the one line in which they stand."""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from borderpost.domain.acts import LostEntries
from borderpost.domain.entry import BadEntry, decode_body, format_time
from borderpost.store.engine import Connection, DatabaseError
from borderpost.store.journal import Head, Stored

BACKUP, READ, DECIPHERED = 0, 1, 2
"""Where an entry was found: in a backup, in the record by SQLite, on one of its pages; in order of trust."""

_TABLE: Final = """CREATE TABLE found(
  sequence INTEGER NOT NULL,
  hash TEXT NOT NULL,
  previous TEXT NOT NULL,
  at TEXT NOT NULL,
  source INTEGER NOT NULL,
  id TEXT NOT NULL,
  body BLOB NOT NULL,
  signature BLOB NOT NULL,
  PRIMARY KEY(sequence, hash)
) STRICT"""


class AnotherLine(Exception):
    """Backup and record went different ways: after they parted, both were written by this station's key."""

    def __init__(self, sequence: int) -> None:
        super().__init__(
            f"backup and record each hold another entry {sequence}: the station was put back from a backup"
            " once and has gone on since; name a backup that was made after that"
        )
        self.sequence = sequence


@dataclass(frozen=True, slots=True)
class Line:
    """What was found of a journal: how many entries from where, what is lost, and where it ended.

    `end_known` is false where nothing but the entries themselves tells of the end.
    """

    from_backup: int
    from_damaged: int
    lost: tuple[LostEntries, ...]
    head: Head
    end_known: bool


def lay_out(conn: Connection) -> None:
    """Make the table in which what is found is gathered."""
    conn.execute(_TABLE)


def gather(conn: Connection, entries: Iterable[Stored], source: int) -> None:
    """Keep what has the form of an entry and stands under its own number; the first source of each counts."""
    for item in entries:
        with contextlib.suppress(BadEntry):
            entry = decode_body(item.body)
            if (entry.sequence, entry.id) == (item.sequence, item.id):
                conn.execute(
                    "INSERT OR IGNORE INTO found(sequence, hash, previous, at, source, id, body, signature)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        entry.sequence,
                        entry.hash,
                        entry.previous,
                        format_time(entry.at),
                        source,
                        item.id,
                        item.body,
                        item.signature,
                    ),
                )


def readable(damaged: Connection) -> Iterator[Stored]:
    """Yield what SQLite itself still reads of a damaged journal: from both ends, up to the damage."""
    for direction in ("", " DESC"):
        with contextlib.suppress(DatabaseError):
            for row in damaged.execute(
                f"SELECT sequence, id, body, signature FROM journal ORDER BY sequence{direction}"  # noqa: S608
            ):
                if isinstance(row[2], bytes) and isinstance(row[3], bytes):
                    yield Stored(*row)


def line_up(conn: Connection, known_heads: Iterable[Head]) -> Line:
    """Write those of the entries found that stand in one line into the journal; raise AnotherLine.

    Each entry names the one before it by its hash, so that from the newest on there is one way back. Where it
    breaks off, the most trusted of what was found goes on; `known_heads` tell how far the journal once went.
    """
    heads = {head.sequence: head.hash for head in known_heads if head.sequence}
    chosen: list[tuple[int, str, str, str, int]] = []
    wanted: str | None = None
    rows = conn.execute(
        "SELECT sequence, hash, previous, at, source FROM found ORDER BY sequence DESC, source, at DESC"
    ).fetchall()
    behind = 0
    for sequence, group in groupby(rows, key=lambda row: int(row[0])):
        candidates = list(group)
        wanted = wanted if sequence + 1 == behind else heads.get(sequence)
        fitting = [each for each in candidates if wanted is None or each[1] == wanted]
        if not fitting:
            if any(each[4] == BACKUP for each in candidates):
                raise AnotherLine(sequence)
            continue
        if fitting[0][4] != BACKUP and any(each[4] == BACKUP for each in candidates):
            raise AnotherLine(sequence)
        chosen.append(fitting[0])
        behind, wanted = sequence, fitting[0][2]
    chosen.reverse()
    _write(conn, chosen)
    newest = Head(chosen[-1][0], chosen[-1][1]) if chosen else Head(0, "")
    head = max([newest, *(Head(*item) for item in heads.items())], key=lambda each: each.sequence)
    return Line(
        sum(each[4] == BACKUP for each in chosen),
        sum(each[4] != BACKUP for each in chosen),
        tuple(_gaps(chosen, head)),
        head,
        head.sequence in heads,
    )


def _write(conn: Connection, chosen: list[tuple[int, str, str, str, int]]) -> None:
    conn.executemany(
        "INSERT INTO journal(sequence, id, body, signature)"
        " SELECT sequence, id, body, signature FROM found WHERE sequence = ? AND hash = ?",
        [(sequence, ident) for sequence, ident, *_ in chosen],
    )


def _gaps(chosen: list[tuple[int, str, str, str, int]], head: Head) -> Iterator[LostEntries]:
    before, before_hash, since = 0, "", ""
    for sequence, ident, previous, at, _ in chosen:
        if sequence > before + 1:
            yield LostEntries(
                first=before + 1,
                last=sequence - 1,
                before=before_hash,
                behind=previous,
                since=since,
                until=at,
            )
        before, before_hash, since = sequence, ident, at
    if head.sequence > before:
        yield LostEntries(
            first=before + 1, last=head.sequence, before=before_hash, behind=head.hash, since=since
        )
