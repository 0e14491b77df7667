"""Whether declarations say what was searched for: asked of the engine itself, some texts at a time."""

from collections.abc import Sequence
from typing import Any, Final

from borderpost.domain.declaration import Declaration
from borderpost.store.engine import Connection, immediate, in_memory
from borderpost.store.search_text import search_text
from borderpost.store.week_schema import TOKENIZER

_TABLES: Final = (
    f'CREATE VIRTUAL TABLE words USING fts5(text, detail=none, tokenize="{TOKENIZER}")',
    "CREATE VIRTUAL TABLE terms USING fts5vocab(words, 'row')",
)
_ANSWERING: Final = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid"
_TERMS: Final = "SELECT term FROM terms"


class StillSaid:
    """An index of a few texts, in memory; belongs to the thread that asks first."""

    def __init__(self) -> None:
        self._conn: Connection | None = None

    def says(self, declaration: Declaration, match: str) -> bool:
        """Tell whether a declaration answers a question to the index (as `match_of` gives it)."""
        return self.which((declaration,), match) == [0]

    def which(self, declarations: Sequence[Declaration], match: str) -> list[int]:
        """Return the places of those declarations that answer a question to the index, in their order."""
        return [place for (place,) in self._asked(list(map(search_text, declarations)), _ANSWERING, match)]

    def terms(self, text: str) -> list[str]:
        """Return the words of a text as the index takes them."""
        return [term for (term,) in self._asked([text], _TERMS)]

    def close(self) -> None:
        """Forget the texts."""
        if self._conn is not None:
            self._conn.close()
            self._conn = None

    def _asked(self, texts: Sequence[str], query: str, *values: str) -> list[Any]:
        if self._conn is None:
            self._conn = self._made()
        conn: Any = self._conn
        with immediate(conn):
            conn.execute("DELETE FROM words")
            conn.executemany("INSERT INTO words(rowid, text) VALUES (?, ?)", list(enumerate(texts)))
            return list(conn.execute(query, values))

    def _made(self) -> Connection:
        conn = in_memory()
        for table in _TABLES:
            conn.execute(table)
        return conn
