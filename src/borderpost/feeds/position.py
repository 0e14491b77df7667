"""How far a feed has been taken in, and whether it can be taken up there or has to be read anew."""

import hashlib
from collections.abc import Mapping as Plain
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from borderpost.domain.intake import Row

PROBE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells one state of a file from another: size and time of change, and digests of both its ends.

    `head` is the SHA-256 of the first `PROBE` bytes, `tail` that of the last, as they lie on the disk.
    """

    size: int
    mtime_ns: int
    head: str
    tail: str


@dataclass(frozen=True, slots=True)
class FeedPosition:
    """A place in a feed: every row that ends at or before `end` has been kept.

    `end` counts bytes of the unpacked text as UTF-8, as `Accepted.end` does; `rows` is how many rows were
    kept; `mapping` the id of the mapping, or empty; `complete` that the file was read to its end.
    """

    fingerprint: Fingerprint
    mapping: str = ""
    end: int = 0
    rows: int = 0
    complete: bool = False

    def as_plain(self) -> dict[str, Any]:
        """Return the position as JSON-able data."""
        return asdict(self)


class Resumption(StrEnum):
    """What to do with a feed that was read before."""

    NOTHING_NEW = "nothing_new"
    CONTINUE = "continue"
    FROM_THE_START = "from_the_start"


def position_from_plain(plain: Plain[str, Any]) -> FeedPosition | None:
    """Return the position that `as_plain` wrote, or None for anything else: the feed is read anew then."""
    try:
        prints = plain["fingerprint"]
        return FeedPosition(
            Fingerprint(
                int(prints["size"]), int(prints["mtime_ns"]), str(prints["head"]), str(prints["tail"])
            ),
            str(plain["mapping"]),
            int(plain["end"]),
            int(plain["rows"]),
            bool(plain["complete"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def fingerprint_of(file: Path, size: int | None = None) -> Fingerprint:
    """Return the fingerprint of a file, or of its first `size` bytes; raise OSError as reading does."""
    with file.open("rb") as stream:
        found = file.stat()
        length = found.st_size if size is None else min(size, found.st_size)
        head = stream.read(min(PROBE, length))
        stream.seek(max(0, length - PROBE))
        tail = stream.read(min(PROBE, length))
    return Fingerprint(length, found.st_mtime_ns, _digest(head), _digest(tail))


def resumption(position: FeedPosition | None, file: Path, mapping: str = "") -> Resumption:
    """Tell where to take up a file; raise OSError as reading does.

    A file that only grew behind what was seen is continued; one that was changed, or that another mapping
    read, is read from its start: what is held already changes nothing.
    """
    if position is None or position.mapping != mapping:
        return Resumption.FROM_THE_START
    before, now = position.fingerprint, fingerprint_of(file)
    if now == before:
        return Resumption.NOTHING_NEW if position.complete else Resumption.CONTINUE
    if now.size <= before.size:
        return Resumption.FROM_THE_START
    then = fingerprint_of(file, before.size)
    same = then.head == before.head and then.tail == before.tail
    return Resumption.CONTINUE if same else Resumption.FROM_THE_START


class PositionTracker:
    """Follows the rows of a feed and knows at each moment from where it would have to be taken up.

    The last row seen is not counted: where a feed was cut, it may be half a row, or one whose other half is
    still to come. Read again it changes nothing.
    """

    def __init__(
        self, fingerprint: Fingerprint, mapping: str = "", start: FeedPosition | None = None
    ) -> None:
        self._fingerprint = fingerprint
        self._mapping = mapping
        self._end = self._next_end = start.end if start is not None else 0
        self._rows = self._next_rows = start.rows if start is not None else 0

    def after(self, row: Row) -> None:
        """Take note of a row that is kept in the same transaction as the position will be."""
        self._end, self._rows = self._next_end, self._next_rows
        self._next_end, self._next_rows = max(self._next_end, row.end), self._next_rows + 1

    def after_all(self, rows: Sequence[Row]) -> None:
        """Take note of rows, one behind the other."""
        if rows:
            self._next_end = max([self._next_end, *[row.end for row in rows[:-1]]])
            self._next_rows += len(rows) - 1
            self.after(rows[-1])

    def position(self, *, complete: bool = False, followed: bool = False) -> FeedPosition:
        """Return the position; `complete` once the feed has given its last row.

        Where another row has been seen behind the last one taken note of (`followed`), that one was whole,
        and counts.
        """
        if followed:
            return FeedPosition(self._fingerprint, self._mapping, self._next_end, self._next_rows, complete)
        return FeedPosition(self._fingerprint, self._mapping, self._end, self._rows, complete)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
