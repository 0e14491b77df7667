"""A screen that the navigation shows and that is made when somebody first uses it."""

from collections.abc import Callable
from typing import Generic, TypeVar

from borderpost.ui.shell.screen import Screen
from borderpost.ui.shell.signpost import Signpost

S = TypeVar("S", bound=Screen)


class Promised(Generic[S]):
    """`made` is None until `screen` is called for the first time, by the window or by whoever leads there.

    Twenty screens take more memory than all else of the program, and most officers use few of them.
    """

    def __init__(self, signpost: Signpost, make: Callable[[], S]) -> None:
        """`make` makes the screen and connects it; until then nothing listens for it."""
        self.signpost = signpost
        self.made: S | None = None
        self._make = make
        self._place: Callable[[Screen], None] | None = None

    def place_with(self, place: Callable[[Screen], None]) -> None:
        """Let the window have the screen as soon as it is made."""
        self._place = place

    def screen(self) -> S:
        """Return the screen, made if it was not yet."""
        if self.made is None:
            self.made = self._make()
            if self._place is not None:
                self._place(self.made)
        return self.made
