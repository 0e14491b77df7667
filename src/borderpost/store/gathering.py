"""Gathers every entry that can still be found of a journal, and finds the one line in which they stand."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from borderpost.domain.acts import LostEntries
from borderpost.domain.entry import BadEntry, decode_body, format_time
from borderpost.store.engine import Connection, DatabaseError
from borderpost.store.journal import Head, Stored

Signed = Callable[[str, bytes], bool]

BACKUP, READ, DECIPHERED = 0, 1, 2
"""Where an entry was found: in a backup, in the record by SQLite, on one of its pages; in order of trust."""

_ROTATION: Final = "key_rotated"
_TABLE: Final = """CREATE TABLE found(
  sequence INTEGER NOT NULL,
  hash TEXT NOT NULL,
  previous TEXT NOT NULL,
  at TEXT NOT NULL,
  source INTEGER NOT NULL,
  signed INTEGER NOT NULL,
  rotates INTEGER NOT NULL,
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


@dataclass(frozen=True, slots=True)
class _Chosen:
    """An entry that was found, without its bytes."""

    sequence: int
    hash: str
    previous: str
    at: str
    source: int
    signed: int
    rotates: int


def lay_out(conn: Connection) -> None:
    """Make the table in which what is found is gathered."""
    conn.execute(_TABLE)


def gather(
    conn: Connection,
    entries: Iterable[Stored],
    source: int,
    *,
    signed: Signed = lambda _hash, _signature: True,
) -> None:
    """Keep what has the form of an entry and stands under its own number; the first source of each counts.

    `signed` tells whether a signature holds for a hash; what SQLite still reads bears the code of its page.
    """
    for item in entries:
        with contextlib.suppress(BadEntry):
            entry = decode_body(item.body)
            if (entry.sequence, entry.id) == (item.sequence, item.id):
                conn.execute(
                    "INSERT INTO found(sequence, hash, previous, at, source, signed, rotates, id, body,"
                    " signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(sequence, hash) DO UPDATE"
                    " SET signature = excluded.signature, signed = 1"
                    " WHERE signed = 0 AND excluded.signed = 1",
                    (
                        entry.sequence,
                        entry.hash,
                        entry.previous,
                        format_time(entry.at),
                        source,
                        signed(entry.hash, item.signature),
                        entry.kind == _ROTATION,
                        item.id,
                        item.body,
                        item.signature,
                    ),
                )


def keys_named(entries: Iterable[Stored]) -> set[str]:
    """Return the public keys, in hex, that entries name: those under which a journal may have been signed."""
    keys = set()
    for item in entries:
        with contextlib.suppress(BadEntry):
            key = decode_body(item.body).payload.get("public_key")
            if isinstance(key, str):
                keys.add(key)
    return keys


def readable(damaged: Connection) -> Iterator[Stored]:
    """Yield what SQLite itself still reads of a damaged journal: from both ends, up to the damage."""
    for direction in ("", " DESC"):
        with contextlib.suppress(DatabaseError):
            for row in damaged.execute(
                f"SELECT sequence, id, body, signature FROM journal ORDER BY sequence{direction}"  # noqa: S608
            ):
                if isinstance(row[2], bytes) and isinstance(row[3], bytes):
                    yield Stored(*row)


def line_up(conn: Connection, known_heads: Iterable[Head], sign: Callable[[str], bytes]) -> Line:
    """Write those of the entries found that stand in one line into the journal; raise AnotherLine.

    Each entry names the one before it by its hash, so that from the newest on there is one way back. Where it
    breaks off, the most trusted of what was found goes on; `known_heads` tell how far the journal once went.

    An entry whose signature alone is damaged counts where the entry behind it names its hash: `sign` gives it
    the very same signature again, as Ed25519 has but one; not so before the key was changed.
    """
    heads = {head.sequence: head.hash for head in known_heads if head.sequence}
    chosen: list[_Chosen] = []
    wanted: str | None = None
    rows = conn.execute(
        "SELECT sequence, hash, previous, at, source, signed, rotates FROM found"
        " ORDER BY sequence DESC, signed DESC, source, at DESC"
    ).fetchall()
    behind, same_key = 0, True
    for sequence, group in groupby(rows, key=lambda row: int(row[0])):
        candidates = [_Chosen(*row) for row in group]
        vouched = sequence + 1 == behind
        wanted = wanted if vouched else heads.get(sequence)
        fitting = [
            each
            for each in candidates
            if (wanted is None or each.hash == wanted) and (each.signed or (vouched and same_key))
        ]
        if any(each.source == BACKUP for each in candidates) and (not fitting or fitting[0].source != BACKUP):
            raise AnotherLine(sequence)
        if not fitting:
            continue
        chosen.append(fitting[0])
        behind, wanted = sequence, fitting[0].previous
        # a change of key is signed by the one before it, as is everything in front of it
        same_key = same_key and not fitting[0].rotates
        if not fitting[0].signed:
            conn.execute(
                "UPDATE found SET signature = ? WHERE sequence = ? AND hash = ?",
                (sign(fitting[0].hash), sequence, fitting[0].hash),
            )
    chosen.reverse()
    _write(conn, chosen)
    newest = Head(chosen[-1].sequence, chosen[-1].hash) if chosen else Head(0, "")
    head = max([newest, *(Head(*item) for item in heads.items())], key=lambda each: each.sequence)
    return Line(
        sum(each.source == BACKUP for each in chosen),
        sum(each.source != BACKUP for each in chosen),
        tuple(_gaps(chosen, head)),
        head,
        head.sequence in heads,
    )


def _write(conn: Connection, chosen: list[_Chosen]) -> None:
    conn.executemany(
        "INSERT INTO journal(sequence, id, body, signature)"
        " SELECT sequence, id, body, signature FROM found WHERE sequence = ? AND hash = ?",
        [(each.sequence, each.hash) for each in chosen],
    )


def _gaps(chosen: list[_Chosen], head: Head) -> Iterator[LostEntries]:
    before, before_hash, since = 0, "", ""
    for each in chosen:
        if each.sequence > before + 1:
            yield LostEntries(
                first=before + 1,
                last=each.sequence - 1,
                before=before_hash,
                behind=each.previous,
                since=since,
                until=each.at,
            )
        before, before_hash, since = each.sequence, each.hash, each.at
    if head.sequence > before:
        yield LostEntries(
            first=before + 1, last=head.sequence, before=before_hash, behind=head.hash, since=since
        )
