"""What a name of a declaration has in common with an entry of a watch list, and who is asked for it."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

LEAST_SCORE = 85.0


@dataclass(frozen=True, slots=True)
class WatchMatch:
    """One entry of a watch list that a declared name, company or address comes near to.

    `listed` and `declared` are both as written, `score` says from 0 to 100 how near they are, `differs`
    the pieces by which they do not agree. `weak` marks evidence that rests on a transliteration that
    loses much (Han, Arabic, Thai).
    """

    list_id: str
    entry_id: str
    listed: str
    declared: str
    score: float
    weak: bool = False
    differs: tuple[str, ...] = ()


class WatchLists(Protocol):
    """The watch lists of a site, ready to be asked for names. Never raises, whatever the name is."""

    def has(self, list_id: str) -> bool:
        """Tell whether there is such a list."""

    def match(self, list_id: str, name: str) -> tuple[WatchMatch, ...]:
        """Return the entries that score LEAST_SCORE or more, best first; none for a list unknown."""


@runtime_checkable
class VersionedLists(WatchLists, Protocol):
    """Watch lists that tell one content from another, so that what they answered can be kept."""

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all lists."""

    def content_of(self, list_id: str) -> str:
        """Return what the answers of a list hang on, as a hash (hex); empty for a list unknown."""
