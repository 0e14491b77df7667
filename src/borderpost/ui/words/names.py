"""Who and what the ids of the record stand for, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from borderpost.domain.entry import Entry
from borderpost.domain.officer import Officer
from borderpost.ui.words.amounts import isolated


def own(text: str) -> str:
    """Return what somebody wrote (a name, a remark) as one line fit to stand within a sentence."""
    return isolated(" ".join(text.split()))


@dataclass(frozen=True, slots=True)
class Names:
    """The names of officers by id, and the numbers of journal entries by id."""

    officers: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, int] = field(default_factory=dict)

    def officer(self, officer_id: str) -> str:
        """Return an officer's name; a holder who is no officer (a store, say) is named as written."""
        if not officer_id:
            return QCoreApplication.translate("acts", "The station")
        return self.officers.get(officer_id, officer_id)

    def entry(self, entry_id: str) -> str:
        """Return how a journal entry is referred to: by its number, or by its id where that is unknown."""
        number = self.entries.get(entry_id)
        return f"#{number}" if number is not None else entry_id[:12]


def names_of(officers: Iterable[Officer], entries: Iterable[Entry] = ()) -> Names:
    """Return the names that a roster and the entries of a story give."""
    return Names({one.id: one.name for one in officers}, {entry.id: entry.sequence for entry in entries})
