"""The story of one inspection, from the scan to the documents."""

from borderpost.ui.story.page import StoryPage
from borderpost.ui.story.view import StoryView

__all__ = ["StoryPage", "StoryView"]
