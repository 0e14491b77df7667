"""Widgets of one kind in a column or row that are kept from parcel to parcel, and only say something else."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QBoxLayout, QWidget

from borderpost.ui.theme.tokens import Space

Kept = TypeVar("Kept", bound=QWidget)
Entry = TypeVar("Entry")


class Reused(Generic[Kept]):
    """As many widgets as were ever needed at once: making one costs more than all that a parcel changes.

    Lay `box` out in a widget before the first entries are shown; without any it takes no room.
    """

    def __init__(
        self,
        make: Callable[[], Kept],
        direction: QBoxLayout.Direction = QBoxLayout.Direction.TopToBottom,
        spacing: int = Space.S,
    ) -> None:
        """`make` makes one more."""
        self._make = make
        self.box = QBoxLayout(direction)
        self.box.setSpacing(spacing)
        self._kept: list[Kept] = []
        self._shown = 0

    def show_each(self, entries: Sequence[Entry], say: Callable[[Kept, Entry], None]) -> None:
        """Show one widget for each entry, after `say(widget, entry)`; the others are hidden."""
        for place, entry in enumerate(entries):
            if place == len(self._kept):
                self._kept.append(self._make())
                self.box.addWidget(self._kept[place])
            say(self._kept[place], entry)
            self._kept[place].setVisible(True)
        for widget in self._kept[len(entries) : self._shown]:
            widget.setVisible(False)
        self._shown = len(entries)

    def make_ready(self, count: int) -> list[Kept]:
        """Make so many while nothing else is to be done, hidden; return all that there are."""
        while len(self._kept) < count:
            made = self._make()
            # before it has a visible parent, which would show it
            made.hide()
            self.box.addWidget(made)
            made.ensurePolished()
            for widget in made.findChildren(QWidget):
                widget.ensurePolished()
            self._kept.append(made)
        return list(self._kept)

    def held(self) -> list[Kept]:
        """Return those that are shown, in order."""
        return self._kept[: self._shown]
