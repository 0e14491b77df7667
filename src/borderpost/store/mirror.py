"""Declarations and the roster as they came from outside: looked up by number, replaced by amendment."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from borderpost.domain.canonical_declaration import content_digest
from borderpost.domain.declaration import Declaration
from borderpost.domain.item_key import item_key
from borderpost.domain.officer import Officer, Role
from borderpost.store.engine import Connection
from borderpost.work.ports import Credential, Held

_encode = msgspec.msgpack.Encoder().encode
_decode_array = msgspec.msgpack.Decoder(Declaration).decode
_MAP16 = 0xDE


class Kept(StrEnum):
    """What became of a declaration that was handed to the mirror."""

    NEW = "new"
    AMENDED = "amended"
    SUPERSEDED = "superseded"
    SAME = "same"
    CONFLICT = "conflict"


def _decode(content: bytes) -> Declaration:
    # 0.1.0 kept each object as a map by name, in the order that the fields still have.
    if content[0] == _MAP16:
        content = _encode(_without_names(msgspec.msgpack.decode(content)))
    return _decode_array(content)


def _without_names(kept: object) -> object:
    if isinstance(kept, dict):
        return [_without_names(one) for one in kept.values()]
    return [_without_names(one) for one in kept] if isinstance(kept, list) else kept


def find(conn: Connection, identifier: str) -> tuple[Held, ...]:
    """Return what is declared under a number or an alternate of it: the newest version of each message,
    newest item first."""
    rows = conn.execute(
        "SELECT d.content, d.digest,"
        " (SELECT count(*) FROM declarations v WHERE v.message_id = d.message_id)"
        " FROM identifiers i JOIN declarations d ON d.message_id = i.message_id AND d.current = 1"
        " WHERE i.key = ? ORDER BY d.item_date DESC, d.row DESC",
        (item_key(identifier),),
    ).fetchall()
    return tuple(Held(_decode(content), digest, versions) for content, digest, versions in rows)


def history(conn: Connection, message_id: str) -> tuple[Declaration, ...]:
    """Return every version of one message, oldest first."""
    rows = conn.execute(
        "SELECT content FROM declarations WHERE message_id = ? ORDER BY version", (message_id,)
    )
    return tuple(_decode(content) for (content,) in rows)


def put(conn: Connection, declaration: Declaration) -> Kept:
    """Keep one declaration; belongs inside a transaction.

    A higher version becomes the content and the lower ones stay as its history; the same version once
    more changes nothing, and one with the same number but other content is not believed.
    """
    message = declaration.message
    digest = content_digest(declaration)
    known = conn.execute(
        "SELECT version, digest, current FROM declarations WHERE message_id = ?", (message.id,)
    ).fetchall()
    for version, other, _ in known:
        if version == message.version:
            return Kept.SAME if other == digest else Kept.CONFLICT
    newest = all(message.version > version for version, _, _ in known)
    if known and newest:
        conn.execute("UPDATE declarations SET current = 0 WHERE message_id = ?", (message.id,))
    conn.execute(
        "INSERT INTO declarations(message_id, version, current, item_id, item_date, digest, content)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            message.id,
            message.version,
            int(newest),
            declaration.item_id,
            declaration.item_date.isoformat(),
            digest,
            _encode(declaration),
        ),
    )
    if newest:
        conn.execute("DELETE FROM identifiers WHERE message_id = ?", (message.id,))
        keys = {item_key(number) for number in (declaration.item_id, *declaration.alternate_ids)}
        conn.executemany(
            "INSERT INTO identifiers(key, message_id) VALUES (?, ?)", [(k, message.id) for k in sorted(keys)]
        )
    if not known:
        return Kept.NEW
    return Kept.AMENDED if newest else Kept.SUPERSEDED


def count(conn: Connection) -> int:
    """Return how many declarations count today."""
    (number,) = conn.execute("SELECT count(*) FROM declarations WHERE current = 1").fetchone()
    return int(number)


def newest_arrival(conn: Connection) -> str:
    """Return when the newest message was received (RFC 3339), or the empty text."""
    row = conn.execute("SELECT content FROM declarations ORDER BY row DESC LIMIT 1").fetchone()
    return _decode(row[0]).message.received_at.isoformat() if row else ""


def put_roster(conn: Connection, credentials: Iterable[Credential]) -> None:
    """Replace the roster; belongs inside a transaction."""
    conn.execute("DELETE FROM roster")
    conn.executemany(
        "INSERT INTO roster(id, name, roles, active, passphrase_hash) VALUES (?, ?, ?, ?, ?)",
        [
            (
                c.officer.id,
                c.officer.name,
                " ".join(sorted(c.officer.roles)),
                c.officer.active,
                c.passphrase_hash,
            )
            for c in credentials
        ],
    )


def credential(conn: Connection, officer: str) -> Credential | None:
    """Return the credential of an officer of the roster."""
    row = conn.execute(
        "SELECT id, name, roles, active, passphrase_hash FROM roster WHERE id = ?", (officer,)
    ).fetchone()
    return Credential(_officer(*row[:4]), row[4]) if row else None


def officers(conn: Connection) -> list[Officer]:
    """Return the roster, by name."""
    return [
        _officer(*row) for row in conn.execute("SELECT id, name, roles, active FROM roster ORDER BY name")
    ]


def _officer(officer_id: str, name: str, roles: str, active: int) -> Officer:
    return Officer(officer_id, name, frozenset(Role(role) for role in roles.split()), bool(active))
