"""Sorting parcels by sound and colour, with the scanner alone."""

from borderpost.ui.trolley.screen import TrolleyScreen

__all__ = ["TrolleyScreen"]
