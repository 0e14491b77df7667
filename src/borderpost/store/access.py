"""Who is at the bench, and what an auditor reads: projections of the journal about persons, not items."""

from collections.abc import Callable, Sequence
from typing import Final

from borderpost.domain import acts
from borderpost.domain.access_acts import PinFailed, SessionReturned
from borderpost.domain.audit import TOPICS
from borderpost.domain.entry import Entry, decode_body, format_time, parse_time
from borderpost.domain.quick_return import BenchSession
from borderpost.store.engine import Connection, OperationalError
from borderpost.work.ports_access import AuditFilter

SCHEMA: Final = """
CREATE TABLE bench_session(
  one INTEGER PRIMARY KEY CHECK (one = 1),
  officer TEXT NOT NULL,
  proven_at TEXT NOT NULL,
  locked TEXT NOT NULL,
  failures INTEGER NOT NULL,
  failed_at TEXT NOT NULL
) STRICT;
CREATE TABLE audited(
  sequence INTEGER PRIMARY KEY,
  topic TEXT NOT NULL,
  officer TEXT NOT NULL,
  day TEXT NOT NULL
) STRICT;
CREATE INDEX audited_topic ON audited(topic, sequence);
"""

_OPCODES_BETWEEN_QUESTIONS: Final = 2000


def project_access(conn: Connection, entry: Entry, act: acts.Act) -> None:
    """Carry an entry into who is at the bench, and among those that an auditor reads."""
    match act:
        case acts.OfficerLoggedIn():
            conn.execute(
                "INSERT OR REPLACE INTO bench_session(one, officer, proven_at, locked, failures, failed_at)"
                " VALUES (1, ?, ?, '', 0, '')",
                (entry.officer, format_time(entry.at)),
            )
        case acts.OfficerLoggedOut():
            conn.execute("DELETE FROM bench_session")
        case acts.ClockSetBack():
            # nobody can tell any more how long ago the passphrase was
            conn.execute("DELETE FROM bench_session")
        case acts.SessionLocked():
            conn.execute("UPDATE bench_session SET locked = ? WHERE officer = ?", (entry.id, entry.officer))
        case SessionReturned():
            conn.execute("UPDATE bench_session SET locked = '', failures = 0, failed_at = ''")
        case PinFailed():
            conn.execute(
                "UPDATE bench_session SET failures = ?, failed_at = ? WHERE officer = ?",
                (act.failures, format_time(entry.at), act.claimed),
            )
        case _:
            pass
    _note(conn, entry)


def _note(conn: Connection, entry: Entry) -> None:
    topic = TOPICS.get(entry.kind)
    if topic is not None:
        who = entry.officer or str(entry.payload.get("claimed", ""))
        conn.execute(
            "INSERT OR REPLACE INTO audited(sequence, topic, officer, day) VALUES (?, ?, ?, ?)",
            (entry.sequence, topic, who, entry.at.date().isoformat()),
        )


def bench_session(conn: Connection) -> BenchSession | None:
    """Return who proved themselves last by passphrase, with the lock since."""
    row = conn.execute("SELECT officer, proven_at, locked, failures, failed_at FROM bench_session").fetchone()
    if row is None:
        return None
    officer, proven_at, locked, failures, failed_at = row
    return BenchSession(
        officer, parse_time(proven_at), locked, failures, parse_time(failed_at) if failed_at else None
    )


def audit_ids(conn: Connection, asked: AuditFilter, cancelled: Callable[[], bool]) -> list[int]:
    """Return the numbers of the entries that pass, the newest first; none once cancelled."""
    clauses, values = ["1"], list[str]()
    for clause, value in (
        ("a.topic = ?", str(asked.topic or "")),
        ("a.officer = ?", asked.officer),
        ("a.day >= ?", asked.since.isoformat() if asked.since else ""),
        ("a.day <= ?", asked.until.isoformat() if asked.until else ""),
    ):
        if value:
            clauses.append(clause)
            values.append(value)
    for word in asked.text.split()[:8]:
        clauses.append("instr(lower(CAST(j.body AS TEXT)), ?) > 0")
        values.append(word.lower())
    joined = " JOIN journal j USING (sequence)" if asked.text.split() else ""
    query = f"SELECT a.sequence FROM audited a{joined} WHERE {' AND '.join(clauses)}"  # noqa: S608 - our own
    conn.set_progress_handler(cancelled, _OPCODES_BETWEEN_QUESTIONS)
    try:
        return [one for (one,) in conn.execute(f"{query} ORDER BY a.sequence DESC", values)]
    except OperationalError:
        if cancelled():
            return []
        raise
    finally:
        conn.set_progress_handler(None, 0)


def audit_entries(conn: Connection, sequences: Sequence[int]) -> list[Entry | None]:
    """Return entries that an auditor reads by their numbers, in the order given; None for any other."""
    places = ", ".join("?" * len(sequences))
    rows = conn.execute(
        "SELECT a.sequence, j.body FROM audited a JOIN journal j USING (sequence)"  # noqa: S608
        f" WHERE a.sequence IN ({places})",
        list(sequences),
    )
    found = {sequence: decode_body(body) for sequence, body in rows}
    return [found.get(sequence) for sequence in sequences]


def fill(conn: Connection) -> None:
    """Find what an auditor reads in a journal that was written before there was this projection."""
    kinds = ", ".join(f"'{kind}'" for kind in TOPICS)
    rows = conn.execute(
        "SELECT body FROM journal WHERE json_extract(CAST(body AS TEXT), '$.kind')"  # noqa: S608 - our own
        f" IN ({kinds})"
    ).fetchall()
    for (body,) in rows:
        _note(conn, decode_body(body))
