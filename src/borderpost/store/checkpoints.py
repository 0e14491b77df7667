"""The station's checkpoints, and what other stations have signed: kept beside the journal, and found."""

from datetime import UTC, datetime

from borderpost.domain import acts
from borderpost.domain.checkpoint import (
    Checkpoint,
    SignedCheckpoint,
    SignedCosignature,
    parse_checkpoint,
    parse_cosignature,
)
from borderpost.domain.entry import format_time, parse_time
from borderpost.store import tree
from borderpost.store.engine import Connection
from borderpost.store.keys import StationKey


def sign(conn: Connection, *, key: StationKey, station: str, at: datetime) -> SignedCheckpoint:
    """Return the checkpoint of the journal as it stands, made and kept now where there is none yet.

    Belongs inside a transaction that holds the write lock.
    """
    standing = tree.current(conn)
    if kept := of_size(conn, standing.size):
        return kept
    # what is signed has the form in which it is read back
    at = parse_time(format_time(at))
    checkpoint = Checkpoint(station, standing.size, standing.root().hex(), at.astimezone(UTC), key.public_hex)
    signature = key.sign_text(checkpoint.text())
    conn.execute(
        "INSERT INTO checkpoints(size, body, signature) VALUES (?, ?, ?)",
        (checkpoint.size, checkpoint.text(), signature),
    )
    return SignedCheckpoint(checkpoint, signature.hex())


def of_size(conn: Connection, size: int) -> SignedCheckpoint | None:
    """Return the checkpoint over exactly so many entries, with its cosignatures."""
    return _first(conn, "size = ?", size)


def covering(conn: Connection, sequence: int) -> SignedCheckpoint | None:
    """Return the earliest checkpoint that an entry is under, with its cosignatures."""
    return _first(conn, "size >= ? ORDER BY size", sequence)


def newest(conn: Connection) -> SignedCheckpoint | None:
    """Return the newest checkpoint, with its cosignatures."""
    return _first(conn, "size >= ? ORDER BY size DESC", 0)


def earliest_cosigned(conn: Connection, sequence: int) -> SignedCheckpoint | None:
    """Return the earliest checkpoint that an entry is under and that another station has signed."""
    row = conn.execute(
        "SELECT c.size FROM checkpoints c JOIN cosigned w ON w.size = c.size AND w.body = c.body"
        " WHERE w.station = '' AND c.size >= ? ORDER BY c.size LIMIT 1",
        (sequence,),
    ).fetchone()
    return of_size(conn, row[0]) if row else None


def sizes(conn: Connection) -> list[int]:
    """Return the sizes of all checkpoints kept, smallest first."""
    return [size for (size,) in conn.execute("SELECT size FROM checkpoints ORDER BY size")]


def cosigned_sizes(conn: Connection) -> list[int]:
    """Return the sizes that other stations have signed, smallest first."""
    query = "SELECT DISTINCT size FROM cosigned WHERE station = '' ORDER BY size"
    return [size for (size,) in conn.execute(query)]


def newest_of(conn: Connection, station: str) -> SignedCheckpoint | None:
    """Return the largest checkpoint of another station that this one has signed."""
    row = conn.execute(
        "SELECT body, signature FROM cosigned WHERE station = ? ORDER BY size DESC LIMIT 1", (station,)
    ).fetchone()
    return SignedCheckpoint(parse_checkpoint(row[0]), row[1]) if row else None


def project_cosigned(conn: Connection, act: acts.CheckpointCosigned | acts.CosignatureReceived) -> None:
    """Carry a cosignature given or received into the table by which they are found.

    Those on this station's own checkpoints stand there under no station's name.
    """
    checkpoint = parse_checkpoint(act.checkpoint)
    own = isinstance(act, acts.CosignatureReceived)
    conn.execute(
        "INSERT OR REPLACE INTO cosigned(station, size, witness, body, signature, cosignature, witnessed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            "" if own else checkpoint.station,
            checkpoint.size,
            parse_cosignature(act.cosignature).key,
            act.checkpoint,
            act.signature,
            act.cosignature,
            act.cosignature_signature,
        ),
    )


def _first(conn: Connection, clause: str, value: int) -> SignedCheckpoint | None:
    row = conn.execute(
        f"SELECT size, body, signature FROM checkpoints WHERE {clause} LIMIT 1",  # noqa: S608 - constants
        (value,),
    ).fetchone()
    if row is None:
        return None
    size, body, signature = row
    witnessed = conn.execute(
        "SELECT cosignature, witnessed FROM cosigned WHERE station = '' AND size = ? AND body = ?"
        " ORDER BY witness",
        (size, body),
    )
    return SignedCheckpoint(
        parse_checkpoint(body),
        signature.hex(),
        tuple(SignedCosignature(parse_cosignature(text), signed) for text, signed in witnessed),
    )
