"""Releasing a receptacle or a list together, signed by a second officer."""

from borderpost.ui.release.screen import ReleaseScreen

__all__ = ["ReleaseScreen"]
