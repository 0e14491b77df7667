"""The examination of one item, from the first look to the outcome that stands."""

from borderpost.ui.examination.screen import ExaminationScreen

__all__ = ["ExaminationScreen"]
