"""Borderpost is the inspection bench of customs officers at mail-processing centres."""

__version__ = "0.1.0"
