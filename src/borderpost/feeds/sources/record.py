"""One record cut out of a foreign file: its place, its bytes, and the tree they spell or what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from borderpost.feeds.untrusted_values import RowFault

RECORD_LIMIT = 16 * 1024 * 1024
HEADER_LIMIT = 64 * 1024


def nothing_before(end: int) -> bool:
    """Skip no record."""
    return False


Skip = Callable[[int], bool]
"""Tells of the offset just behind a record whether the record was taken in before."""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A record: its number, line (both from 1), bytes `start` to `end`, and its tree or its fault.

    `header` followed by `raw` is enough to read the record again; `of_file` is what the file says outside
    of its records. Where `complete` is false `raw` is only the beginning.
    """

    number: int
    line: int
    start: int
    end: int
    raw: bytes
    tree: Any = None
    fault: RowFault | None = None
    header: bytes = b""
    of_file: dict[str, Any] = field(default_factory=dict)
    complete: bool = True
