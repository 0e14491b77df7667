"""What the main window asks of a screen."""

from typing import Protocol

from PySide6.QtWidgets import QWidget

from borderpost.ui.icons import Icon


class Screen(Protocol):
    """One place of the program. A widget can be its own screen by returning itself as `widget`.

    `name` is the key that the program knows it by, `title` its translated word, `shortcut` its key (`F2`).
    """

    @property
    def name(self) -> str:
        """The key that the program knows the screen by."""

    @property
    def icon(self) -> Icon:
        """The drawing in the navigation."""

    @property
    def title(self) -> str:
        """The translated word in the navigation."""

    @property
    def shortcut(self) -> str:
        """The key that goes there."""

    @property
    def widget(self) -> QWidget:
        """What is shown."""

    def on_shown(self) -> None:
        """Called whenever the screen comes to the front: put the focus where work goes on."""
