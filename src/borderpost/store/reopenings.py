"""Which inspections wait for the answer to a request, to go on or to lift a rule: made from the journal."""

from typing import Final

import msgspec

from borderpost.domain.inspection import Inspection
from borderpost.store.engine import Connection

SCHEMA: Final = """
CREATE TABLE reopenings(row INTEGER PRIMARY KEY) STRICT;
"""

_decode = msgspec.msgpack.Decoder(Inspection).decode


def project_reopening(conn: Connection, before: Inspection | None, after: Inspection) -> None:
    """Carry into the projection that somebody asked, or was answered."""
    waited = before is not None and _waits(before)
    waits = _waits(after)
    if waits and not waited:
        conn.execute("INSERT OR REPLACE INTO reopenings(row) VALUES (?)", (after.opened.sequence,))
    elif waited and not waits:
        conn.execute("DELETE FROM reopenings WHERE row = ?", (after.opened.sequence,))


def _waits(state: Inspection) -> bool:
    """Tell whether somebody asked that an ended case go on, or that a rule be lifted in one that runs."""
    if state.reopening is not None:
        return True
    return not state.ended and any(one.answer is None for one in state.formalities.lifted)


def waiting_rows(conn: Connection) -> list[int]:
    """Return the row numbers of the inspections that wait, oldest first."""
    return [row for (row,) in conn.execute("SELECT row FROM reopenings ORDER BY row")]


def fill(conn: Connection) -> None:
    """Find those of a journal that was written before there was this projection."""
    asked = conn.execute(
        "SELECT DISTINCT e.inspection FROM journal j JOIN entry_index e USING (sequence)"
        " WHERE instr(j.body, CAST('\"reopening_asked\"' AS BLOB)) > 0"
        " OR instr(j.body, CAST('\"override_asked\"' AS BLOB)) > 0"
    ).fetchall()
    for (inspection,) in asked:
        found = conn.execute("SELECT state FROM inspections WHERE id = ?", (inspection,)).fetchone()
        if found is not None:
            project_reopening(conn, None, _decode(found[0]))
