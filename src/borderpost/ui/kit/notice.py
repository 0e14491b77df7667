"""Lines of warning or advice within a page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from borderpost.ui import icons
from borderpost.ui.icons import IconLabel
from borderpost.ui.kit.paragraph import Paragraph
from borderpost.ui.theme.tokens import Space, Tone


class Notice(QWidget):
    """A line of warning or advice within a page: tone, shape and words."""

    def __init__(self, text: str = "", tone: Tone = Tone.INFO, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, Space.XS, 0, Space.XS)
        row.setSpacing(Space.S)
        self._icon = IconLabel(icons.TONE_ICONS[tone])
        self._text = Paragraph()
        self._text.align(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.set_notice(text, tone)

    def set_notice(self, text: str, tone: Tone = Tone.INFO) -> None:
        """Show other words in another tone; empty text hides the line."""
        self._icon.show_icon(icons.TONE_ICONS[tone], tone=tone)
        self._text.setText(text)
        # a widget without a parent would be shown as a window of its own, and take the focus away
        if self.parentWidget() is not None or not text:
            self.setVisible(bool(text))

    def text(self) -> str:
        """Return the words."""
        return self._text.text()
