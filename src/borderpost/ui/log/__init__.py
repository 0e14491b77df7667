"""The inspection log: every inspection in a table, opening to its whole story."""

from borderpost.ui.log.screen import LogScreen

__all__ = ["LogScreen"]
