"""Carries declarations that an earlier version kept in `mirror.db` over into the files of their weeks."""

import contextlib
import itertools
from datetime import date

import msgspec

from borderpost.domain.declaration import Declaration
from borderpost.store.engine import Connection, immediate
from borderpost.store.folder import SiteFolder
from borderpost.store.intake import Intake

_BATCH = 2_000


def move_declarations(folder: SiteFolder, today: date) -> int:
    """Move what `mirror.db` still holds, and return how many rows that were.

    The caller holds the folder's lock. Who is interrupted begins anew: what was moved is not moved twice.
    """
    with contextlib.closing(folder.connect_mirror(durable=True)) as conn:
        if not _holds_declarations(conn):
            return 0
        moved = 0
        with Intake(folder, today=today) as intake:
            rows = conn.execute("SELECT content FROM declarations ORDER BY row")
            while batch := list(itertools.islice(rows, _BATCH)):
                declarations = [declaration_of(content) for (content,) in batch]
                intake.keep([one for one in declarations if one is not None])
                moved += len(batch)
        with immediate(conn):
            conn.execute("DROP TABLE identifiers")
            conn.execute("DROP TABLE declarations")
        # What was in the tables stays in free pages else.
        conn.execute("VACUUM")
        return moved


def _holds_declarations(conn: Connection) -> bool:
    query = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'declarations'"
    return conn.execute(query).fetchone() is not None


def declaration_of(content: bytes) -> Declaration | None:
    """Return a declaration as `mirror.db` held it; None where it is none any more."""
    try:
        return msgspec.convert(_without_names(msgspec.msgpack.decode(content)), Declaration)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _without_names(kept: object) -> object:
    """Return as arrays what 0.1.0 kept as maps by name, in the order that the fields still have."""
    if isinstance(kept, dict):
        return [_without_names(one) for one in kept.values()]
    return [_without_names(one) for one in kept] if isinstance(kept, list) else kept
