"""Puts declarations that are not held yet into the file of a week, and all that finds them again."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC
from typing import Any, Final

from borderpost.domain.declaration import Declaration
from borderpost.domain.item_key import item_key
from borderpost.store.compact import SAMPLES_LEAST, learn, raw
from borderpost.store.engine import Connection
from borderpost.store.numbers import number_key
from borderpost.store.search_text import search_text
from borderpost.store.week_file import WeekFile
from borderpost.store.week_schema import migrate_week

_CACHE_KIB: Final = 48 * 1024
_ASKED_AT_ONCE: Final = 500


class WeekWriter(WeekFile):
    """A week's file, open for writing; every call belongs inside a transaction."""

    def __init__(self, week: str, conn: Connection) -> None:
        super().__init__(week, conn)
        conn.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        migrate_week(conn)

    def known(self, keys: Sequence[int]) -> set[int]:
        """Return those keys of message versions that are held already."""
        found: set[int] = set()
        for start in range(0, len(keys), _ASKED_AT_ONCE):
            some = keys[start : start + _ASKED_AT_ONCE]
            places = ", ".join("?" * len(some))
            query = f"SELECT key FROM messages WHERE key IN ({places})"  # noqa: S608 - places alone
            found.update(key for (key,) in self.conn.execute(query, list(some)))
        return found

    def add(
        self,
        declarations: Sequence[Declaration],
        keys: Sequence[int],
        *,
        new_messages: int,
        amended: bool = False,
    ) -> None:
        """Add declarations that are not held yet; `keys` are those of their message versions.

        `new_messages` counts those of them that are no further version of a message that is held; `amended`
        says that there are, or may be, other versions of each.
        """
        if not declarations:
            return
        contents = [raw(declaration) for declaration in declarations]
        dictionary = self._dictionary(contents)
        pack = self.packer(dictionary).pack
        (last,) = self.conn.execute("SELECT max(row) FROM items").fetchone()
        rows = range((last or 0) + 1, (last or 0) + 1 + len(declarations))
        items = [
            (row, int(declaration.message.received_at.timestamp()), dictionary, amended, pack(content))
            for row, declaration, content in zip(rows, declarations, contents, strict=True)
        ]
        words = list(zip(rows, map(search_text, declarations), strict=True))
        conn: Any = self.conn
        conn.executemany(
            "INSERT INTO items(row, arrived, dictionary, amended, content) VALUES (?, ?, ?, ?, ?)", items
        )
        # In order the index pages are met one after the other, which halves what an insert costs.
        conn.executemany("INSERT INTO numbers(key, row) VALUES (?, ?)", sorted(_numbers(rows, declarations)))
        conn.executemany("INSERT INTO messages(key, row) VALUES (?, ?)", sorted(zip(keys, rows, strict=True)))
        conn.executemany("INSERT INTO words(rowid, text) VALUES (?, ?)", words)
        self._count(declarations, new_messages)

    def mark_amended(self, keys: Sequence[int]) -> None:
        """Note of message versions that there are others of them."""
        conn: Any = self.conn
        conn.executemany(
            "UPDATE items SET amended = 1 WHERE row = (SELECT row FROM messages WHERE key = ?)",
            [(key,) for key in keys],
        )

    def _dictionary(self, contents: Sequence[bytes]) -> int:
        """Return the newest dictionary of the file; the first large batch teaches it one."""
        (newest,) = self.conn.execute("SELECT max(id) FROM dictionaries").fetchone()
        if newest is not None or len(contents) < SAMPLES_LEAST:
            return newest or 0
        self.conn.execute("INSERT INTO dictionaries(id, content) VALUES (1, ?)", (learn(contents),))
        return 1

    def _count(self, declarations: Sequence[Declaration], new_messages: int) -> None:
        newest = max(one.message.received_at for one in declarations).astimezone(UTC).isoformat()
        self.conn.execute(
            "UPDATE tally SET items = items + ?, messages = messages + ?, newest = max(newest, ?)",
            (len(declarations), new_messages, newest),
        )
        counts = Counter(declaration.message.source for declaration in declarations)
        conn: Any = self.conn
        conn.executemany(
            "INSERT INTO sources(source, items) VALUES (?, ?)"
            " ON CONFLICT(source) DO UPDATE SET items = items + excluded.items",
            counts.items(),
        )


def _numbers(rows: Sequence[int], declarations: Sequence[Declaration]) -> list[tuple[int, int]]:
    found = []
    for row, declaration in zip(rows, declarations, strict=True):
        found.append((number_key(item_key(declaration.item_id)), row))
        if declaration.alternate_ids:
            numbers = {number_key(item_key(number)) for number in declaration.alternate_ids}
            found += [(key, row) for key in numbers - {found[-1][0]}]
    return found
