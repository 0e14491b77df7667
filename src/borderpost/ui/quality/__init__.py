"""How good declarations are, by post and by sender: the table, the weeks, the reasons."""

from borderpost.ui.quality.screen import QualityScreen

__all__ = ["QualityScreen"]
