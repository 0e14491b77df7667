"""Puts declarations that are not held yet into the file of a week, and all that finds them again."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from itertools import repeat
from typing import Any, Final

import numpy as np

from borderpost.domain.declaration import Declaration
from borderpost.domain.item_key import item_key
from borderpost.store.compact import SAMPLES_LEAST, learn, raw, unpacked
from borderpost.store.engine import Connection
from borderpost.store.numbers import number_key
from borderpost.store.search_text import search_text
from borderpost.store.week_file import WeekFile
from borderpost.store.week_schema import migrate_week

_CACHE_KIB: Final = 48 * 1024
_ASKED_AT_ONCE: Final = 100
_KNOWN: Final = f"SELECT key FROM messages WHERE key IN ({', '.join('?' * _ASKED_AT_ONCE)})"  # noqa: S608
_WRITTEN_AT_ONCE: Final = 12_500
"""Rows that wait, encoded, until they are written: the index of words is quickest by itself for some time."""
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


Adding = tuple[int, int, Declaration, bool, bool]
"""A declaration on its way in: its place among others, the key of its message's version, what is declared,
whether it is no further version of a message that is held, and whether there may be other versions."""


class WeekWriter(WeekFile):
    """A week's file, open for writing.

    Everything belongs between `begin` and `commit`, or `give_up`; `complete` comes right before `commit`.
    What finds declarations by number and message is put down by `complete`, all of it in order: so the
    pages of these indexes are met one after the other, and once in each transaction.
    """

    _newest: datetime

    def __init__(self, week: str, conn: Connection) -> None:
        super().__init__(week, conn)
        conn.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        migrate_week(conn)
        self._clear()

    def begin(self) -> None:
        """Begin a transaction."""
        self.conn.execute("BEGIN IMMEDIATE")
        (last,) = self.conn.execute("SELECT max(row) FROM items").fetchone()
        self._last = last or 0
        self._had_rows = self._last > 0

    def complete(self) -> None:
        """Put down what finds what was added."""
        self._write()
        conn: Any = self.conn
        conn.executemany("INSERT INTO numbers(key, row) VALUES (?, ?)", _sorted(*self._numbers))
        messages = self._messages
        conn.executemany(
            "INSERT INTO messages(key, row) VALUES (?, ?)", _sorted(messages.keys(), messages.values())
        )
        if self._sources:
            self._count()
        self._clear()

    def commit(self) -> None:
        """Make the transaction durable."""
        self.conn.execute("COMMIT")

    def give_up(self) -> None:
        """Leave the file as it was before the transaction."""
        self._clear()
        if self.conn.in_transaction:
            self.conn.execute("ROLLBACK")

    def by_message(self, key: int) -> Declaration | None:
        """Return the declaration under the key of a message's version, also where it was added just now."""
        row = self._messages.get(key)
        if row is None:
            return super().by_message(key)
        waiting = row - self._last - 1
        return unpacked(self._contents[waiting]) if -waiting <= len(self._contents) else self.by_row(row)

    def known(self, keys: Sequence[int]) -> set[int]:
        """Return those keys of message versions that are held already."""
        found = self._messages.keys() & keys
        if not self._had_rows:
            return found
        for start in range(0, len(keys), _ASKED_AT_ONCE):
            some = list(keys[start : start + _ASKED_AT_ONCE])
            some += some[-1:] * (_ASKED_AT_ONCE - len(some))
            found.update([key for (key,) in self.conn.execute(_KNOWN, some)])
        return found

    def add(self, adding: Sequence[Adding]) -> None:
        """Add declarations that are not held yet, in the order in which they came."""
        if not adding:
            return
        declarations = [one[2] for one in adding]
        rows = range(self._last + 1, self._last + 1 + len(declarations))
        self._last = rows[-1]
        self._contents += map(raw, declarations)
        self._texts += map(search_text, declarations)
        self._arrived += [one.message.received_at.timestamp() for one in declarations]
        self._amended += [one[4] for one in adding]
        self._note_numbers(rows, declarations)
        self._messages.update(zip([one[1] for one in adding], rows, strict=True))
        self._sources.update([declaration.message.source for declaration in declarations])
        self._newest = max(self._newest, max([one.message.received_at for one in declarations]))
        self._new_messages += sum([one[3] for one in adding])
        if len(self._contents) >= _WRITTEN_AT_ONCE:
            self._write()

    def _write(self) -> None:
        """Write the rows that wait."""
        if not self._contents:
            return
        dictionary = self._dictionary(self._contents)
        rows = range(self._last + 1 - len(self._contents), self._last + 1)
        packed = list(map(self.packer(dictionary).pack, self._contents))
        conn: Any = self.conn
        conn.executemany(
            "INSERT INTO items(row, arrived, dictionary, amended, content) VALUES (?, ?, ?, ?, ?)",
            zip(rows, map(int, self._arrived), repeat(dictionary), self._amended, packed, strict=False),
        )
        conn.executemany("INSERT INTO words(rowid, text) VALUES (?, ?)", zip(rows, self._texts, strict=True))
        self._forget_waiting()

    def _forget_waiting(self) -> None:
        self._contents: list[bytes] = []
        self._texts: list[str] = []
        self._arrived: list[float] = []
        self._amended: list[bool] = []

    def _note_numbers(self, rows: Sequence[int], declarations: Sequence[Declaration]) -> None:
        keys, rows_of_keys = self._numbers
        first = [number_key(item_key(declaration.item_id)) for declaration in declarations]
        keys += first
        rows_of_keys += rows
        for place, declaration in enumerate(declarations):
            if declaration.alternate_ids:
                others = {number_key(item_key(number)) for number in declaration.alternate_ids}
                others.discard(first[place])
                keys += others
                rows_of_keys += [rows[place]] * len(others)

    def mark_amended(self, keys: Sequence[int]) -> None:
        """Note of message versions that there are others of them."""
        self._write()
        conn: Any = self.conn
        conn.executemany(
            "UPDATE items SET amended = 1 WHERE row = coalesce(?, (SELECT row FROM messages WHERE key = ?))",
            [(self._messages.get(key), key) for key in keys],
        )

    def _dictionary(self, contents: Sequence[bytes]) -> int:
        """Return the newest dictionary of the file; the first large batch teaches it one."""
        (newest,) = self.conn.execute("SELECT max(id) FROM dictionaries").fetchone()
        if newest is not None or len(contents) < SAMPLES_LEAST:
            return newest or 0
        self.conn.execute("INSERT INTO dictionaries(id, content) VALUES (1, ?)", (learn(contents),))
        return 1

    def _count(self) -> None:
        newest = self._newest.astimezone(UTC).isoformat()
        self.conn.execute(
            "UPDATE tally SET items = items + ?, messages = messages + ?, newest = max(newest, ?)",
            (self._sources.total(), self._new_messages, newest),
        )
        conn: Any = self.conn
        conn.executemany(
            "INSERT INTO sources(source, items) VALUES (?, ?)"
            " ON CONFLICT(source) DO UPDATE SET items = items + excluded.items",
            self._sources.items(),
        )

    def _clear(self) -> None:
        """Forget what the transaction added."""
        self._last = self._new_messages = 0
        self._had_rows = False
        self._forget_waiting()
        self._numbers: tuple[list[int], list[int]] = ([], [])
        self._messages: dict[int, int] = {}
        self._sources: Counter[str] = Counter()
        self._newest = _LONG_AGO


def _sorted(keys: Collection[int], rows: Collection[int]) -> Iterator[tuple[int, int]]:
    """Return keys with their rows in the order of the keys; of one key those first that came first."""
    every_key = np.fromiter(keys, np.int64, len(keys))
    every_row = np.fromiter(rows, np.int64, len(rows))
    order = np.argsort(every_key, kind="stable")
    return zip(every_key[order].tolist(), every_row[order].tolist(), strict=True)
