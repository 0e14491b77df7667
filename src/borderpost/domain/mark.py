"""Where in the journal something stands, who did it and when."""

from dataclasses import dataclass
from datetime import datetime

from borderpost.domain.entry import Entry


@dataclass(frozen=True, slots=True)
class Mark:
    """Where in the journal something stands, who did it and when."""

    entry: str
    sequence: int
    hash: str
    officer: str
    at: datetime
    offset_minutes: int


def mark_of(entry: Entry) -> Mark:
    """Return where and by whom the entry was made."""
    return Mark(entry.id, entry.sequence, entry.hash, entry.officer, entry.at, entry.offset_minutes)
