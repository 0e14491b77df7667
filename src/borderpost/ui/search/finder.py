"""Asks the store for declared items: one search at a time, the newest wish wins."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from borderpost.ui.desk import Desk
from borderpost.work.ports import FoundItem, Pages

SHOWN_AT_MOST = 100
"""Items that a list shows: who looks for one among more types another letter."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to.

    `more`: there are further items than these. `unread`: weeks whose declarations could not be searched.
    """

    text: str
    items: tuple[FoundItem, ...] = ()
    more: bool = False
    unread: tuple[str, ...] = ()


@dataclass(slots=True)
class _Wish:
    """A search under way; whoever withdraws it makes it end early."""

    text: str
    withdrawn: bool = False

    def is_withdrawn(self) -> bool:
        """Asked by the store, on its own thread, while it searches."""
        return self.withdrawn

    def fulfil(self, pages: Pages) -> Found:
        """Search, on the store's own thread."""
        if self.withdrawn:
            return Found(self.text)
        items = pages.search(self.text, SHOWN_AT_MOST + 1, self.is_withdrawn)
        shown = tuple(items[:SHOWN_AT_MOST])
        return Found(self.text, shown, len(items) > SHOWN_AT_MOST, pages.weeks_unread())


class Finder(QObject):
    """`found(Found)`: what the last wish came to. `failed(error)`: the store could not say."""

    found = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wish: _Wish | None = None

    @property
    def searching(self) -> bool:
        """Whether a search is under way."""
        return self._wish is not None

    def look_for(self, untrusted_text: str) -> None:
        """Search anew; a search still under way is given up."""
        self.withdraw()
        wish = self._wish = _Wish(untrusted_text)

        def done(found: Found) -> None:
            if not wish.withdrawn:
                self._wish = None
                self.found.emit(found)

        def failed(error: BaseException) -> None:
            if not wish.withdrawn:
                self._wish = None
                self.failed.emit(error)

        self._desk.tasks.run(
            lambda: self._desk.reads.read(wish.fulfil), done, failed, owner=self, key="declared items"
        )

    def withdraw(self) -> None:
        """Give up the search under way."""
        if self._wish is not None:
            self._wish.withdrawn = True
            self._wish = None
