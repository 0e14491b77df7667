"""Lines of warning or advice within a page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from borderpost.ui import icons
from borderpost.ui.kit.marked import MarkedParagraph
from borderpost.ui.theme.tokens import Space, Tone


class Notice(MarkedParagraph):
    """A line of warning or advice within a page: tone, shape and words."""

    def __init__(self, text: str = "", tone: Tone = Tone.INFO, parent: QWidget | None = None) -> None:
        super().__init__(icons.TONE_ICONS[tone], above=Space.XS, parent=parent)
        self.align(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.set_notice(text, tone)

    def set_notice(self, text: str, tone: Tone = Tone.INFO) -> None:
        """Show other words in another tone; empty text hides the line."""
        self.show_mark(icons.TONE_ICONS[tone], tone)
        self.setText(text)
        # a widget without a parent would be shown as a window of its own, and take the focus away
        if self.parentWidget() is not None or not text:
            self.setVisible(bool(text))
