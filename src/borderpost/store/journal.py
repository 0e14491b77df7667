"""The station's append-only journal: entries chained by hash and signed by the station."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from borderpost.domain.acts import Act, kind_of, payload_of
from borderpost.domain.entry import GENESIS, BadEntry, Entry, decode_body, encode_body, uuid7
from borderpost.domain.merkle import BadRange, CompactRange, unpacked
from borderpost.store import tree
from borderpost.store.engine import Connection
from borderpost.store.keys import StationKey, randomness

_NAMING_KEYS = ("station_opened", "key_rotated", "record_recovered")


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of the journal."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry as it lies in the database; nothing in it has been checked."""

    sequence: int
    id: str
    body: bytes
    signature: bytes


def head(conn: Connection) -> Head:
    """Return the newest entry, or the head of an empty journal."""
    row = conn.execute("SELECT sequence, hash FROM head").fetchone()
    return Head(*row) if row else Head(0, GENESIS)


def append(
    conn: Connection,
    *,
    key: StationKey,
    station: str,
    officer: str,
    at: datetime,
    offset_minutes: int,
    act: Act,
) -> Entry:
    """Write one entry behind the newest; belongs inside a transaction that holds the write lock."""
    newest, standing = _standing(conn)
    entry_id = uuid7(at, randomness())
    body = encode_body(
        entry_id=entry_id,
        station=station,
        sequence=newest.sequence + 1,
        officer=officer,
        at=at,
        offset_minutes=offset_minutes,
        kind=kind_of(act),
        payload=payload_of(act),
        previous=newest.hash,
    )
    entry = decode_body(body)
    conn.execute(
        "INSERT INTO journal(sequence, id, body, signature) VALUES (?, ?, ?, ?)",
        (entry.sequence, entry_id, body, key.sign(entry.hash)),
    )
    conn.execute(
        "INSERT INTO head(one, sequence, hash, peaks) VALUES (1, ?, ?, ?)"
        " ON CONFLICT(one) DO UPDATE SET sequence=excluded.sequence, hash=excluded.hash,"
        " peaks=excluded.peaks",
        (entry.sequence, entry.hash, tree.grow(conn, standing, body).packed()),
    )
    return entry


def _standing(conn: Connection) -> tuple[Head, CompactRange]:
    row = conn.execute("SELECT sequence, hash, peaks FROM head").fetchone()
    if row is None:
        return Head(0, GENESIS), CompactRange()
    sequence, newest_hash, peaks = row
    try:
        return Head(sequence, newest_hash), unpacked(sequence, peaks)
    except BadRange:
        return Head(sequence, newest_hash), tree.current(conn)


def append_by_station(conn: Connection, *, key: StationKey, station: str, at: datetime, act: Act) -> Entry:
    """Write an entry of the station itself; `at` has the zone off which the local offset is read."""
    offset = int((at.utcoffset() or timedelta(0)).total_seconds() // 60)
    return append(conn, key=key, station=station, officer="", at=at, offset_minutes=offset, act=act)


def signing_key(conn: Connection) -> str:
    """Return the public key (hex) that the journal says is in force; empty where it says nothing of one."""
    rows = conn.execute(
        "SELECT body FROM journal WHERE sequence = 1"
        " OR sequence IN (SELECT sequence FROM key_entries) ORDER BY sequence DESC"
    )
    for (body,) in rows:
        with contextlib.suppress(BadEntry):
            entry = decode_body(body)
            if entry.kind in _NAMING_KEYS:
                return str(entry.payload.get("public_key", ""))
    return ""


def last(conn: Connection) -> Stored | None:
    """Return the entry of the highest number as it lies in the database, unchecked."""
    row = conn.execute(
        "SELECT sequence, id, body, signature FROM journal ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    return Stored(*row) if row else None


def stored(conn: Connection, *, after: int = 0) -> Iterator[Stored]:
    """Yield the entries as they lie in the database, in order, unchecked."""
    rows = conn.execute(
        "SELECT sequence, id, body, signature FROM journal WHERE sequence > ? ORDER BY sequence", (after,)
    )
    for row in rows:
        yield Stored(*row)


def entries(conn: Connection) -> Iterator[Entry]:
    """Yield the entries in order; raise BadEntry at one that cannot be read."""
    for item in stored(conn):
        yield decode_body(item.body)


def consultations(conn: Connection, sequences: Sequence[int]) -> list[Entry | None]:
    """Return the entries of searches by their numbers, in the order given; None for what is no such entry."""
    places = ", ".join("?" * len(sequences))
    rows = conn.execute(
        "SELECT c.sequence, j.body FROM consultations c JOIN journal j USING (sequence)"  # noqa: S608
        f" WHERE c.sequence IN ({places})",
        list(sequences),
    )
    found = {sequence: decode_body(body) for sequence, body in rows}
    return [found.get(sequence) for sequence in sequences]


def entries_about(conn: Connection, inspection: str) -> list[Entry]:
    """Return the entries about one inspection, in order."""
    rows = conn.execute(
        "SELECT j.body FROM entry_index e JOIN journal j USING (sequence)"
        " WHERE e.inspection = ? ORDER BY e.sequence",
        (inspection,),
    )
    return [decode_body(body) for (body,) in rows]
