"""The seizure report, read before it is issued, and handed out."""

from borderpost.ui.preview.screen import ReportScreen

__all__ = ["ReportScreen"]
