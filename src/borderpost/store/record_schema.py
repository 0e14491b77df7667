"""The schema of `record.db`: the journal, which is the truth, and the projections made from it."""

from typing import Any, Final

from borderpost.store import access, reopenings
from borderpost.store.custody import SCHEMA as _CUSTODY
from borderpost.store.custody import refold
from borderpost.store.engine import Connection, migrate
from borderpost.store.outbox import SCHEMA as _OUTBOX
from borderpost.store.referrals import SCHEMA as _REFERRALS
from borderpost.store.releases import SCHEMA as _RELEASES
from borderpost.store.releases import TRUSTED as _TRUSTED
from borderpost.store.workshop import SCHEMA as _WORKSHOP

PROJECTIONS: Final = (
    "inspections",
    "inspections_search",
    "entry_index",
    "exhibit_numbers",
    "login_failures",
    "cosigned",
    "purges",
    "key_entries",
    "consultations",
    "workshop",
    "profile_keys",
    "exhibits",
    "outbox",
    "messages_chosen",
    "referrals",
    "bulk_releases",
    "bulk_items",
    "trusted_lists",
    "bench_session",
    "audited",
    "reopenings",
)

_JOURNAL: Final = """
CREATE TABLE journal(
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  body BLOB NOT NULL,
  signature BLOB NOT NULL
) STRICT;
CREATE TRIGGER journal_is_not_updated BEFORE UPDATE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is never updated'); END;
CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is never deleted from'); END;
CREATE TABLE head(
  one INTEGER PRIMARY KEY CHECK (one = 1),
  sequence INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
"""

_PROJECTIONS: Final = """
CREATE TABLE inspections(
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  item_id TEXT NOT NULL,
  item_date TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  offset_minutes INTEGER NOT NULL,
  day TEXT NOT NULL,
  lane TEXT NOT NULL,
  stage TEXT NOT NULL,
  disposition TEXT NOT NULL,
  officer TEXT NOT NULL,
  approver TEXT NOT NULL,
  sender TEXT NOT NULL,
  addressee TEXT NOT NULL,
  goods TEXT NOT NULL,
  number TEXT NOT NULL,
  photographs INTEGER NOT NULL,
  state BLOB NOT NULL
) STRICT;
CREATE INDEX inspections_item ON inspections(item_id, row);
CREATE INDEX inspections_stage ON inspections(stage, row);
CREATE INDEX inspections_number ON inspections(number) WHERE number <> '';
CREATE VIRTUAL TABLE inspections_search USING fts5(
  words, content='', contentless_delete=1, detail=column, prefix='1 2 3',
  tokenize="unicode61 remove_diacritics 2"
);
CREATE TABLE entry_index(
  inspection TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY(inspection, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE exhibit_numbers(
  number TEXT PRIMARY KEY,
  inspection TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE login_failures(
  officer TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  last_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

_SIGNED: Final = """
CREATE TABLE cosigned(
  station TEXT NOT NULL,
  size INTEGER NOT NULL,
  witness TEXT NOT NULL,
  body TEXT NOT NULL,
  signature TEXT NOT NULL,
  cosignature TEXT NOT NULL,
  witnessed TEXT NOT NULL,
  PRIMARY KEY(station, size, witness)
) STRICT, WITHOUT ROWID;
CREATE TABLE key_entries(sequence INTEGER PRIMARY KEY) STRICT;
"""

_CONSULTATIONS: Final = """
CREATE TABLE consultations(sequence INTEGER PRIMARY KEY) STRICT;
"""

_TREE: Final = """
ALTER TABLE head ADD COLUMN peaks BLOB NOT NULL DEFAULT x'';
CREATE TABLE tree(
  level INTEGER NOT NULL,
  place INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY(level, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoints(
  size INTEGER PRIMARY KEY,
  body TEXT NOT NULL,
  signature BLOB NOT NULL
) STRICT;
CREATE TRIGGER checkpoints_are_not_updated BEFORE UPDATE ON checkpoints
  BEGIN SELECT RAISE(ABORT, 'a checkpoint is never updated'); END;
CREATE TRIGGER checkpoints_are_not_deleted BEFORE DELETE ON checkpoints
  BEGIN SELECT RAISE(ABORT, 'a checkpoint is never deleted'); END;
"""


_PURGED: Final = """
CREATE TABLE purges(
  sequence INTEGER PRIMARY KEY,
  week TEXT NOT NULL,
  items INTEGER NOT NULL,
  file TEXT NOT NULL
) STRICT;
"""


def migrate_record(conn: Connection) -> None:
    """Bring a record database to the schema of this version."""
    steps = {
        "0001 journal and projections": _first,
        "0002 tree and checkpoints": _second,
        "0003 consultations": _third,
        "0004 weeks that were erased": _purged,
        "0005 profiles of the workshop": _workshop,
        "0006 messages to others": _outbox,
        "0007 custody of exhibits": _custody,
        "0008 bulk releases": _releases,
        "0009 referrals to agencies": _referrals,
        "0010 access and reopenings": _access,
        "0011 lists of trusted senders": _trusted,
    }
    migrate(conn, "record", steps)


def _first(db: Any) -> None:
    for statement in _statements(_JOURNAL + _PROJECTIONS):
        db.execute(statement)


def _second(db: Any) -> None:
    # the tree itself is made from the journal when the next entry is written
    for statement in _statements(_TREE + _SIGNED):
        db.execute(statement)


def _third(db: Any) -> None:
    for statement in _statements(_CONSULTATIONS):
        db.execute(statement)


def _purged(db: Any) -> None:
    for statement in _statements(_PURGED):
        db.execute(statement)


def _workshop(db: Any) -> None:
    for statement in _statements(_WORKSHOP):
        db.execute(statement)


def _outbox(db: Any) -> None:
    for statement in _statements(_OUTBOX):
        db.execute(statement)


def _custody(db: Any) -> None:
    for statement in _statements(_CUSTODY):
        db.execute(statement)
    refold(db.conn)


def _releases(db: Any) -> None:
    for statement in _statements(_RELEASES):
        db.execute(statement)


def _referrals(db: Any) -> None:
    for statement in _statements(_REFERRALS):
        db.execute(statement)


def _access(db: Any) -> None:
    for statement in _statements(access.SCHEMA + reopenings.SCHEMA):
        db.execute(statement)
    access.fill(db.conn)
    reopenings.fill(db.conn)


def _trusted(db: Any) -> None:
    for statement in _statements(_TRUSTED):
        db.execute(statement)


def empty_projections(conn: Connection) -> None:
    """Drop every projection and lay it out anew; belongs inside a transaction."""
    for name in PROJECTIONS:
        conn.execute(f"DROP TABLE {name}")
    later = _PURGED + _SIGNED + _CONSULTATIONS + _WORKSHOP + _OUTBOX + _CUSTODY + _RELEASES + _REFERRALS
    later += access.SCHEMA + reopenings.SCHEMA + _TRUSTED
    for statement in _statements(_PROJECTIONS + later):
        conn.execute(statement)


def _statements(script: str) -> list[str]:
    """Split a script at the lines that end a statement; `executescript` would commit on its way."""
    found: list[str] = []
    current: list[str] = []
    for line in script.strip().splitlines():
        current.append(line)
        statement = "\n".join(current).strip()
        inside_trigger = statement.startswith("CREATE TRIGGER") and not statement.endswith("END;")
        if line.endswith(";") and not inside_trigger:
            found.append(statement)
            current = []
    return found
