"""A watch list as its owner wrote it: people, companies and addresses, with their ids and other names."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EntryKind(StrEnum):
    """What an entry names."""

    PERSON = "person"
    COMPANY = "company"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class WatchEntry:
    """One person, company or address; `name` and `aliases` in any script.

    `source` says where the entry comes from and `listed_on` since when, where that is known.
    """

    id: str
    kind: EntryKind
    name: str
    aliases: tuple[str, ...] = ()
    source: str = ""
    listed_on: date | None = None
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The name and every alias."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class WatchList:
    """One list in one version, as of a day."""

    id: str
    version: int
    title: str
    owner: str
    valid_from: date
    entries: tuple[WatchEntry, ...] = ()
