"""The profile workshop: profiles with their figures, written, tried out, proposed, approved and retired."""

from borderpost.ui.workshop.screen import WorkshopScreen

__all__ = ["WorkshopScreen"]
