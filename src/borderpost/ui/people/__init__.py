"""The persons of a station: one's own access, the roster, and the audit, apart from one another."""

from borderpost.ui.people.screen import PeopleScreen as PeopleScreen

__all__ = ["PeopleScreen"]
