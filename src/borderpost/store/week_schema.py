"""The schema of a week's file: declarations in the order of their arrival, and what finds them."""

from typing import Any, Final

from borderpost.store.engine import Connection, migrate

TOKENIZER: Final = "unicode61 remove_diacritics 2"
"""What words are to the index: runs of letters and digits, whatever their accents."""

_SCHEMA: Final = (
    """CREATE TABLE items(
      row INTEGER PRIMARY KEY,
      arrived INTEGER NOT NULL,
      dictionary INTEGER NOT NULL,
      amended INTEGER NOT NULL,
      content BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE numbers(
      key INTEGER NOT NULL,
      row INTEGER NOT NULL,
      PRIMARY KEY(key, row)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE messages(
      key INTEGER PRIMARY KEY,
      row INTEGER NOT NULL
    ) STRICT""",
    # Newest first and never by rank, so neither positions nor lengths are needed; one table of rows for each
    # beginning of one and of two letters makes the shortest searches the quickest.
    f"""CREATE VIRTUAL TABLE words USING fts5(
      text, content='', columnsize=0, detail=none, prefix='1 2',
      tokenize="{TOKENIZER}"
    )""",
    """CREATE TABLE dictionaries(
      id INTEGER PRIMARY KEY,
      content BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE tally(
      one INTEGER PRIMARY KEY CHECK(one = 1),
      items INTEGER NOT NULL,
      messages INTEGER NOT NULL,
      newest TEXT NOT NULL
    ) STRICT""",
    "INSERT INTO tally(one, items, messages, newest) VALUES (1, 0, 0, '')",
    """CREATE TABLE number_filter(
      one INTEGER PRIMARY KEY CHECK(one = 1),
      items INTEGER NOT NULL,
      bits BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE sources(
      source TEXT PRIMARY KEY,
      items INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
)

_INDEX_MEMORY: Final = 32 * 1024 * 1024
"""Bytes of words that are gathered before they are written: the more, the less is merged afterwards."""

_SEGMENTS: Final = 32
"""Pieces of the index that may lie side by side before they are merged into one; a search asks each of them.

One comes of each batch, so that most weeks are never merged at all.
"""

_PIECE_OF_A_PAGE: Final = 3950
"""Bytes of a leaf of the index: what is left of an encrypted page, so that each fits into one."""


def migrate_week(conn: Connection) -> None:
    """Bring the file of a week to the schema of this version."""
    migrate(conn, "week", {"0001 declarations of one week of arrival": _first})


def _first(db: Any) -> None:
    for statement in _SCHEMA:
        db.execute(statement)
    for name, value in (
        ("hashsize", _INDEX_MEMORY),
        ("automerge", 0),
        ("crisismerge", _SEGMENTS),
        ("pgsz", _PIECE_OF_A_PAGE),
    ):
        db.execute("INSERT INTO words(words, rank) VALUES (?, ?)", (name, value))
