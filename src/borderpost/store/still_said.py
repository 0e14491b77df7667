"""Whether a declaration says what was searched for: asked of the engine itself, one text at a time."""

from typing import Final

from borderpost.domain.declaration import Declaration
from borderpost.store.engine import Connection, in_memory
from borderpost.store.search_text import search_text
from borderpost.store.week_schema import TOKENIZER

_TABLE: Final = f'CREATE VIRTUAL TABLE words USING fts5(text, detail=none, tokenize="{TOKENIZER}")'


class StillSaid:
    """An index of a single text, in memory; belongs to the thread that asks first."""

    def __init__(self) -> None:
        self._conn: Connection | None = None

    def says(self, declaration: Declaration, match: str) -> bool:
        """Tell whether a declaration answers a question to the index (as `match_of` gives it)."""
        conn = self._conn = self._conn or self._made()
        conn.execute("DELETE FROM words")
        conn.execute("INSERT INTO words(text) VALUES (?)", (search_text(declaration),))
        return conn.execute("SELECT 1 FROM words WHERE words MATCH ?", (match,)).fetchone() is not None

    def close(self) -> None:
        """Forget the text."""
        if self._conn is not None:
            self._conn.close()
            self._conn = None

    def _made(self) -> Connection:
        conn = in_memory()
        conn.execute(_TABLE)
        return conn
