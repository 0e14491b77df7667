"""What the verbs and screens of custody need from the store: where exhibits are by now."""

from typing import Protocol

from borderpost.domain.custody.exhibit import Place
from borderpost.domain.custody.stocktake import Kept


class CustodyReads(Protocol):
    """Where exhibits are."""

    def exhibits_at(self, place: Place) -> tuple[Kept, ...]:
        """Return the exhibits that are in a place now, by their numbers."""
        ...

    def exhibits_of(self, number: str) -> tuple[Kept, ...]:
        """Return the exhibits that bear a number on their label or as their seal."""
        ...


class CustodyPages(CustodyReads, Protocol):
    """The same for screens, and the places to choose from."""

    def custody_places(self) -> tuple[Place, ...]:
        """Return the benches and stores in which exhibits are, by name. Quick enough for the GUI thread."""
        ...
