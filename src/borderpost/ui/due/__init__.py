"""What is due at this station: the time limits of all items, the soonest first."""

from borderpost.ui.due.screen import DueScreen as DueScreen

__all__ = ["DueScreen"]
