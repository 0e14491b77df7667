"""The file of one week of arrival, open for reading: declarations by number, message, row and words."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from borderpost.domain.declaration import Declaration
from borderpost.store.compact import Damaged, Packer
from borderpost.store.engine import Connection

_BY_NUMBER: Final = (
    "SELECT i.dictionary, i.content, i.amended FROM numbers n CROSS JOIN items i ON i.row = n.row"
    " WHERE n.key = ? ORDER BY n.row DESC"
)
_BY_MESSAGE: Final = (
    "SELECT i.dictionary, i.content FROM messages m CROSS JOIN items i ON i.row = m.row WHERE m.key = ?"
)
_HAS_NUMBER: Final = "SELECT 1 FROM numbers WHERE key = ? LIMIT 1"
_BY_ROW: Final = "SELECT dictionary, content, amended FROM items WHERE row = ?"
_AT_ONCE: Final = 32
_PLACES: Final = ", ".join("?" * _AT_ONCE)
_BY_ROWS: Final = f"SELECT row, dictionary, content, amended FROM items WHERE row IN ({_PLACES})"  # noqa: S608
_BY_WORDS: Final = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC"
_BY_WORDS_BELOW: Final = "SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC"
_BY_RANGE: Final = "SELECT row FROM numbers WHERE key BETWEEN ? AND ? LIMIT ?"


@dataclass(frozen=True, slots=True)
class Tally:
    """What a week's file holds: rows, messages (of which some have several versions), newest arrival."""

    items: int
    messages: int
    newest: str


class WeekFile:
    """One week's declarations; belongs to the thread that opened the connection."""

    def __init__(self, week: str, conn: Connection) -> None:
        self.week = week
        self.conn = conn
        self._packers: dict[int, Packer] = {0: Packer()}

    def close(self) -> None:
        """Close the connection."""
        self.conn.close()

    def by_number(self, key: int) -> list[tuple[Declaration, bool]]:
        """Return what is filed under the key of a number, newest row first, each with whether there are other
        versions of its message."""
        rows = self.conn.execute(_BY_NUMBER, (key,)).fetchall()
        return [(self._unpacked(dictionary, content), amended == 1) for dictionary, content, amended in rows]

    def has_number(self, key: int) -> bool:
        """Tell whether anything is filed under the key of a number."""
        return self.conn.execute(_HAS_NUMBER, (key,)).fetchone() is not None

    def by_message(self, key: int) -> Declaration | None:
        """Return the declaration under the key of a message's version."""
        row = self.conn.execute(_BY_MESSAGE, (key,)).fetchone()
        return None if row is None else self._unpacked(*row)

    def by_row(self, row: int) -> Declaration:
        """Return the declaration of a row that is there."""
        return self.by_row_told(row)[0]

    def by_row_told(self, row: int) -> tuple[Declaration, bool]:
        """Return the declaration of a row that is there, and whether its message has other versions."""
        found = self.conn.execute(_BY_ROW, (row,)).fetchone()
        if found is None:
            raise Damaged(f"{self.week}: there is no row {row}")
        return self._unpacked(found[0], found[1]), found[2] == 1

    def each_told(self, rows: Iterator[int]) -> Iterator[tuple[Declaration, bool]]:
        """Yield what `by_row_told` returns for rows in their order, of which some are asked for at a time."""
        while some := list(itertools.islice(rows, _AT_ONCE)):
            places = some + [0] * (_AT_ONCE - len(some))
            found = {one[0]: one for one in self.conn.execute(_BY_ROWS, places)}
            for row in some:
                if row not in found:
                    raise Damaged(f"{self.week}: there is no row {row}")
                _, dictionary, content, amended = found[row]
                yield self._unpacked(dictionary, content), amended == 1

    def rows_with_words(self, match: str, below: int | None = None) -> Iterator[int]:
        """Yield the rows (`below` another, where that is given) in which a question to the index is answered,
        newest first."""
        found = (
            self.conn.execute(_BY_WORDS, (match,))
            if below is None
            else self.conn.execute(_BY_WORDS_BELOW, (match, below))
        )
        for (row,) in found:
            yield row

    def rows_numbered(self, low: int, high: int, limit: int) -> Iterator[int]:
        """Yield some rows whose numbers lie between two keys."""
        for (row,) in self.conn.execute(_BY_RANGE, (low, high, limit)):
            yield row

    def all(self) -> Iterator[Declaration]:
        """Yield everything, in the order of arrival."""
        for row in self.conn.execute("SELECT dictionary, content FROM items ORDER BY row"):
            yield self._unpacked(*row)

    def tally(self) -> Tally:
        """Return what the file holds."""
        return Tally(*self.conn.execute("SELECT items, messages, newest FROM tally").fetchone())

    def arrived_within(self, after: date, last: date) -> tuple[int, date]:
        """Return how many declarations arrived after a day, up to another (of UTC), and the newest day of
        them, `after` for none; reads every row."""
        bounds = [
            int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
            for day in (after + timedelta(days=1), last + timedelta(days=1))
        ]
        query = "SELECT count(*), max(arrived) FROM items WHERE arrived >= ? AND arrived < ?"
        count, newest = self.conn.execute(query, bounds).fetchone()
        return int(count), datetime.fromtimestamp(newest, UTC).date() if count else after

    def sources(self) -> dict[str, int]:
        """Return how many declarations came from each source."""
        return dict(self.conn.execute("SELECT source, items FROM sources ORDER BY source").fetchall())

    def packer(self, dictionary: int) -> Packer:
        """Return what packs and unpacks by a dictionary of this file."""
        found = self._packers.get(dictionary)
        if found is None:
            row = self.conn.execute("SELECT content FROM dictionaries WHERE id = ?", (dictionary,)).fetchone()
            if row is None:
                raise Damaged(f"{self.week}: there is no dictionary {dictionary}")
            found = self._packers[dictionary] = Packer(row[0])
        return found

    def _unpacked(self, dictionary: int, content: bytes) -> Declaration:
        return self.packer(dictionary).unpack(content)
