"""Runs of a week's rows with their features in columns: written, joined to longer ones, and read by need."""

import itertools
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np

from borderpost.store.engine import Connection
from borderpost.store.features_columns import (
    ITEM_COLUMNS,
    LINE_COLUMNS,
    LISTS,
    SPACES,
    Array,
    Columns,
    joined,
    pack,
    pack_texts,
    unpack,
    unpack_texts,
)

T = TypeVar("T")

ROWS_MOST: Final = 131_072
"""Rows in a chunk: so many that a column is read at one go, and so few that its masks stay in the cache."""
_TWICE: Final = 2
_A_BUCKET: Final = 2_048
_A_NAME: Final = 300
_BUCKETS_MOST: Final = 12
_KEY_BITS: Final = 63
_ID: Final = np.dtype("<u4")
_KEY: Final = np.dtype("<i8")
_CHUNKS: Final = (
    "SELECT id, first_row, last_row, items, lines, first_arrived, last_arrived, buckets FROM chunks"
    " ORDER BY first_row"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Which rows a chunk has: how many items and lines, and on which days (ordinals) they arrived.

    `buckets` are the bits by which its postings are parted.
    """

    id: int
    first_row: int
    last_row: int
    items: int
    lines: int
    first_arrived: int
    last_arrived: int
    buckets: int


def spans(conn: Connection) -> list[Span]:
    """Return the chunks of a week in the order of their rows."""
    return [Span(*row) for row in conn.execute(_CHUNKS)]


def add_chunk(conn: Any, columns: Columns) -> None:
    """Write the features of the next rows, and join chunks of like size: there are few of them, and hardly
    any is written more than a few times."""
    there = spans(conn)
    gone: list[Span] = []
    size = columns.items
    while there and there[-1].items <= _TWICE * size and there[-1].items + size <= ROWS_MOST:
        gone.append(there.pop())
        size += gone[-1].items
    for span in gone:
        columns = joined(_read_all(conn, span), columns)
        for table, key in (("columns", "chunk"), ("postings", "chunk"), ("chunks", "id")):
            conn.execute(f"DELETE FROM {table} WHERE {key} = ?", (span.id,))  # noqa: S608 - our own names
    _write(conn, columns)


def _write(conn: Any, columns: Columns) -> None:
    numbers = columns.numbers
    rows, arrived = numbers["row"], numbers["arrived"]
    most = max((len(keys) for keys, _ in columns.postings.values()), default=0)
    bits = min(_BUCKETS_MOST, max(0, (most // _A_BUCKET).bit_length()))
    (chunk,) = conn.execute(
        "INSERT INTO chunks(first_row, last_row, items, lines, first_arrived, last_arrived, buckets)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            int(rows[0]),
            int(rows[-1]),
            columns.items,
            columns.lines,
            int(arrived.min()),
            int(arrived.max()),
            bits,
        ),
    ).fetchone()
    packed = [(chunk, name, pack(column)) for name, column in numbers.items()]
    packed += [(chunk, name, pack_texts(getattr(columns, name))) for name in LISTS]
    conn.executemany("INSERT INTO columns VALUES (?, ?, ?)", packed)
    conn.executemany("INSERT INTO postings VALUES (?, ?, ?, ?)", list(_buckets(chunk, columns, bits)))


def _buckets(chunk: int, columns: Columns, bits: int) -> Iterator[tuple[int, int, int, bytes]]:
    """Yield the postings of a chunk, in order of their keys, parted by the highest bits of these."""
    for number, space in enumerate(SPACES):
        if space not in columns.postings:
            continue
        keys, places = columns.postings[space]
        order = np.argsort(keys, kind="stable")
        keys, places = keys[order].astype(_KEY), places[order].astype(_ID)
        bounds = np.searchsorted(keys >> (_KEY_BITS - bits), np.arange((1 << bits) + 1))
        for bucket, (begin, end) in enumerate(itertools.pairwise(bounds.tolist())):
            if end > begin:
                yield chunk, number, bucket, keys[begin:end].tobytes() + places[begin:end].tobytes()


def _read_all(conn: Connection, span: Span) -> Columns:
    found = dict(conn.execute("SELECT name, content FROM columns WHERE chunk = ?", (span.id,)).fetchall())
    postings: dict[str, tuple[Array, Array]] = {}
    for number, space in enumerate(SPACES):
        query = "SELECT content FROM postings WHERE chunk = ? AND space = ? ORDER BY bucket"
        parts = [_parted(content) for (content,) in conn.execute(query, (span.id, number))]
        if parts:
            postings[space] = (
                np.concatenate([keys for keys, _ in parts]),
                np.concatenate([places for _, places in parts]),
            )
    return Columns(
        {name: unpack(found[name]) for name in (*ITEM_COLUMNS, *LINE_COLUMNS)},
        unpack_texts(found["texts"]),
        unpack_texts(found["item_ids"]),
        postings,
    )


def _parted(content: bytes) -> tuple[Array, Array]:
    """Return the keys of a bucket, and what they lead to."""
    count = len(content) // (_KEY.itemsize + _ID.itemsize)
    keys: Array = np.frombuffer(content, dtype=_KEY, count=count)
    return keys, np.frombuffer(content, dtype=_ID, offset=count * _KEY.itemsize)


class Kept:
    """What was read of chunks, as long as it fits into some memory (bytes); the latest stays longest.

    Every key begins with the token of the file that it is of.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._found: OrderedDict[tuple[object, ...], tuple[Any, int]] = OrderedDict()
        self._files: dict[str, int] = {}

    def begin_week(self, week: str, token: int) -> None:
        """Note by what file the features of a week are told; what is of another one is forgotten."""
        if self._files.setdefault(week, token) != token:
            self._forget(self._files[week])
            self._files[week] = token

    def forget_others(self, weeks: Collection[str]) -> None:
        """Forget what is of weeks that are gone: whoever erases one wants nothing of it left."""
        for week in self._files.keys() - set(weeks):
            self._forget(self._files.pop(week))

    def _forget(self, token: int) -> None:
        for key in [key for key in self._found if key[0] == token]:
            self._size -= self._found.pop(key)[1]

    def get(self, key: tuple[object, ...], make: Callable[[], tuple[T, int]]) -> T:
        """Return what is kept under a key; `make` makes it with its size where it is not there."""
        known = self._found.get(key)
        if known is not None:
            self._found.move_to_end(key)
            return known[0]  # type: ignore[no-any-return]
        made, size = make()
        self._found[key] = (made, size)
        self._size += size
        while self._size > self._most and len(self._found) > 1:
            _, (_, freed) = self._found.popitem(last=False)
            self._size -= freed
        return made

    def peek(self, key: tuple[object, ...]) -> Any:
        """Return what is kept under a key, or None."""
        known = self._found.get(key)
        if known is None:
            return None
        self._found.move_to_end(key)
        return known[0]


class Chunk:
    """One chunk, open for reading. `token` is that of its file; what is read goes through `kept`."""

    def __init__(self, conn: Connection, token: int, span: Span, kept: Kept) -> None:
        self._conn = conn
        self._key = (token, span.id)
        self._kept = kept
        self.span = span

    def column(self, name: str) -> Array:
        """Return a column of items or lines."""

        def read() -> tuple[Array, int]:
            column = unpack(self._content(name))
            return column, column.nbytes

        return self._kept.get((*self._key, name), read)

    def rows(self) -> Array:
        """Return the rows in the week's file."""
        span = self.span
        if span.last_row - span.first_row + 1 == span.items:
            return np.arange(span.first_row, span.last_row + 1, dtype=np.int64)
        return self.column("row").astype(np.int64)

    def item_of_line(self) -> Array:
        """Return for each line the place of its item."""

        def make() -> tuple[Array, int]:
            counts = self.column("line_count").astype(np.int64)
            places = np.repeat(np.arange(self.span.items), counts)
            return places, places.nbytes

        return self._kept.get((*self._key, "item of line"), make)

    def texts(self, name: str = "texts") -> list[str]:
        """Return the descriptions (`texts`) or the numbers of the items (`item_ids`)."""

        def read() -> tuple[list[str], int]:
            content = self._content(name)
            texts = unpack_texts(content)
            return texts, 64 * len(texts) + len(content)

        return self._kept.get((*self._key, name), read)

    def derived(self, name: str, make: Callable[[], Array]) -> Array:
        """Return what was made of columns before, or else make it."""

        def sized() -> tuple[Array, int]:
            made = make()
            return made, made.nbytes

        return self._kept.get((*self._key, "made", name), sized)

    def recalled(self, name: tuple[object, ...]) -> Array | None:
        """Return what was remembered of the chunk under a name, or None."""
        told: Array | None = self._kept.peek((*self._key, "told", *name))
        return told

    def remember(self, name: tuple[object, ...], told: Array) -> None:
        """Keep under a name what was found out about the chunk."""
        self._kept.get((*self._key, "told", *name), lambda: (told, told.nbytes + _A_NAME))

    def found(self, space: str, keys: Iterable[int]) -> Array:
        """Return the places to which some keys lead, each once, in order."""
        shift = _KEY_BITS - self.span.buckets
        by_bucket: dict[int, list[int]] = {}
        for key in keys:
            by_bucket.setdefault(key >> shift, []).append(key)
        places = [
            of[begin:end]
            for bucket, wanted in by_bucket.items()
            for known, of in [self._bucket(space, bucket)]
            for begin, end in zip(
                np.searchsorted(known, wanted), np.searchsorted(known, wanted, side="right"), strict=True
            )
            if end > begin
        ]
        return np.unique(np.concatenate(places)) if places else np.zeros(0, dtype=_ID)

    def _bucket(self, space: str, bucket: int) -> tuple[Array, Array]:
        def read() -> tuple[tuple[Array, Array], int]:
            query = "SELECT content FROM postings WHERE chunk = ? AND space = ? AND bucket = ?"
            row = self._conn.execute(query, (self.span.id, SPACES.index(space), bucket)).fetchone()
            content = row[0] if row else b""
            return _parted(content), len(content)

        return self._kept.get((*self._key, space, bucket), read)

    def _content(self, name: str) -> bytes:
        query = "SELECT content FROM columns WHERE chunk = ? AND name = ?"
        (content,) = self._conn.execute(query, (self.span.id, name)).fetchone()
        return content  # type: ignore[no-any-return]
