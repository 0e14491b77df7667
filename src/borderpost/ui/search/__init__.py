"""The search: any declared item found by typing, once the officer has said why."""

from borderpost.ui.search.screen import SearchScreen

__all__ = ["SearchScreen"]
