"""What is where: every exhibit of this station, its alarms, and what is done with it."""

from borderpost.ui.custody.screen import CustodyScreen as CustodyScreen

__all__ = ["CustodyScreen"]
