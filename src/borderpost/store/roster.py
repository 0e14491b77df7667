"""Who may work at the station and how they prove it: the roster, and changes that wait for their entry.

Journal and roster lie in two files, which no commit spans. A change is therefore written first, with the id
of the entry that will tell of it, and holds from the moment at which that entry is in the journal; killed
between the two, the station has neither.
"""

from collections.abc import Callable, Iterable
from typing import Final

from borderpost.domain.officer import Officer, Role
from borderpost.store.engine import Connection, immediate
from borderpost.work.ports_access import Credential

CHANGES: Final = (
    "ALTER TABLE roster ADD COLUMN valid_from TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE roster ADD COLUMN valid_until TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE roster ADD COLUMN pin_hash TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE roster_changes(
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      roles TEXT NOT NULL,
      active INTEGER NOT NULL,
      passphrase_hash TEXT NOT NULL,
      valid_from TEXT NOT NULL,
      valid_until TEXT NOT NULL,
      pin_hash TEXT NOT NULL,
      entry TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
)
"""What the schema of `mirror.db` got for this."""

GIVEN_AND_BADGES: Final = tuple(
    f"ALTER TABLE {table} ADD COLUMN {column}"
    for table in ("roster", "roster_changes")
    for column in ("given INTEGER NOT NULL DEFAULT 0", "badge TEXT NOT NULL DEFAULT ''")
)
"""What it got for passphrases that somebody else chose, and for badges with numbers."""

Stands = Callable[[str], bool]
"""Tells whether the journal holds the entry of a change."""

_COLUMNS: Final = "id, name, roles, active, passphrase_hash, valid_from, valid_until, pin_hash, given, badge"
_LATER: Final = {"valid_from": "''", "valid_until": "''", "pin_hash": "''", "given": "0", "badge": "''"}
_Row = tuple[str, str, str, int, str, str, str, str, int, str]


def holds_entry(record: Connection) -> Stands:
    """Return how to ask the journal of an open record for an entry."""
    return lambda entry: record.execute("SELECT 1 FROM journal WHERE id = ?", (entry,)).fetchone() is not None


def _always(_entry: str) -> bool:
    return True


def put_roster(conn: Connection, credentials: Iterable[Credential]) -> None:
    """Replace the roster; belongs inside a transaction."""
    conn.execute("DELETE FROM roster_changes")
    conn.execute("DELETE FROM roster")
    for each in credentials:
        _put(conn, each)


def put_change(conn: Connection, credential: Credential, entry: str, stands: Stands) -> None:
    """Write a change that holds once the journal has the entry. One for each officer can wait."""
    conn.execute("PRAGMA synchronous = FULL")
    try:
        with immediate(conn):
            _settle(conn, stands, credential.officer.id)
            conn.execute(
                f"INSERT OR REPLACE INTO roster_changes({_COLUMNS}, entry)"  # noqa: S608 - constants
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*_row(credential), entry),
            )
    finally:
        conn.execute("PRAGMA synchronous = NORMAL")


def settle_changes(conn: Connection, stands: Stands) -> None:
    """Carry the changes whose entries are there into the roster, and drop those whose entry never came."""
    waiting = conn.execute("SELECT id FROM roster_changes").fetchall()
    if waiting:
        with immediate(conn):
            for (officer,) in waiting:
                _settle(conn, stands, officer)


def credential(
    conn: Connection, officer: str, stands: Stands = _always, today: str = ""
) -> Credential | None:
    """Return the credential of an officer; with `today` (`YYYY-MM-DD`), off duty outside their days."""
    query = f"SELECT {_COLUMNS}, entry FROM roster_changes WHERE id = ?"  # noqa: S608 - constants
    changed = conn.execute(query, (officer,)).fetchone()
    if changed is not None and stands(changed[-1]):
        return _credential(changed[:-1], today)
    row = conn.execute(f"SELECT {_COLUMNS} FROM roster WHERE id = ?", (officer,)).fetchone()  # noqa: S608
    return _credential(row, today) if row else None


def credentials(conn: Connection, stands: Stands = _always, today: str = "") -> list[Credential]:
    """Return the roster, by name."""
    known = "SELECT 1 FROM sqlite_schema WHERE name = 'roster_changes'"
    if conn.execute(known).fetchone() is None:
        plain = conn.execute(f"SELECT {_columns(conn)} FROM roster")  # noqa: S608 - constants
        return sorted((_credential(row, today) for row in plain), key=_by_name)
    columns = _columns(conn)
    rows = {row[0]: row for row in conn.execute(f"SELECT {columns} FROM roster")}  # noqa: S608 - constants
    for row in conn.execute(f"SELECT {columns}, entry FROM roster_changes"):  # noqa: S608 - constants
        if stands(row[-1]):
            rows[row[0]] = row[:-1]
    found = [_credential(row, today) for row in rows.values()]
    return sorted(found, key=_by_name)


def _columns(conn: Connection) -> str:
    """Return what to select of a roster of any version: one of an older may be backed up as it is."""
    there = {row[1] for row in conn.execute("PRAGMA table_info(roster)")}
    return ", ".join(name if name in there else f"{_LATER[name]} AS {name}" for name in _COLUMNS.split(", "))


def _by_name(each: Credential) -> tuple[str, str]:
    return each.officer.name, each.officer.id


def officers(conn: Connection, stands: Stands = _always, today: str = "") -> list[Officer]:
    """Return the officers of the roster, by name."""
    return [each.officer for each in credentials(conn, stands, today)]


def _settle(conn: Connection, stands: Stands, officer: str) -> None:
    query = f"SELECT {_COLUMNS}, entry FROM roster_changes WHERE id = ?"  # noqa: S608 - constants
    waiting = conn.execute(query, (officer,)).fetchone()
    if waiting is None:
        return
    if stands(waiting[-1]):
        _put(conn, _credential(waiting[:-1], ""))
    conn.execute("DELETE FROM roster_changes WHERE id = ?", (officer,))


def _put(conn: Connection, each: Credential) -> None:
    conn.execute(
        f"INSERT OR REPLACE INTO roster({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        _row(each),
    )


def _row(each: Credential) -> _Row:
    who = each.officer
    roles = " ".join(sorted(who.roles))
    return (
        who.id,
        who.name,
        roles,
        int(who.active),
        each.passphrase_hash,
        who.valid_from,
        who.valid_until,
        each.pin_hash,
        int(each.given),
        each.badge,
    )


def _credential(row: _Row, today: str) -> Credential:
    ident, name, roles, active, passphrase_hash, valid_from, valid_until, pin_hash, given, badge = row
    granted = frozenset(Role(role) for role in roles.split())
    who = Officer(ident, name, granted, bool(active), valid_from, valid_until)
    if today and not who.on_duty_on(today):
        who = Officer(ident, name, granted, False, valid_from, valid_until)
    return Credential(who, passphrase_hash, pin_hash, bool(given), badge)
