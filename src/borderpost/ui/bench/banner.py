"""The line across the top of the bench that says what has just happened and what to do about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from borderpost.ui.announce import announce
from borderpost.ui.icons import TONE_ICONS, IconLabel
from borderpost.ui.kit import Text
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, Size, Space, TextStyle, Tone


class Banner(look.Themed, QFrame):
    """One sentence in large letters with a quieter one beneath; it stays until something else happens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.INFO
        self.setObjectName("banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.M)
        self._icon = IconLabel(TONE_ICONS[self._tone], Size.ICON_LARGE)
        self._sentence = Text("", TextStyle.HEADING, wrap=True)
        self._detail = Text("", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(self._sentence)
        words.addWidget(self._detail)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.hide()
        self.restyle()

    def say(self, sentence: str, detail: str = "", tone: Tone = Tone.INFO) -> None:
        """Show and speak it; an empty sentence takes the banner away."""
        if not sentence:
            self._sentence.setText("")
            self._detail.setText("")
            self.setAccessibleName("")
            self.hide()
            return
        self._tone = tone
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._icon.show_icon(TONE_ICONS[tone], tone=tone)
        self.setAccessibleName(f"{sentence} {detail}".strip())
        self.restyle()
        self.show()
        announce(self, f"{sentence} {detail}".strip(), urgent=tone is Tone.CRITICAL)

    def said(self) -> str:
        """Return what it says, both sentences."""
        return f"{self._sentence.text()} {self._detail.text()}".strip()

    def restyle(self) -> None:
        """Colour the field by the tone."""
        colours = look.tone(self._tone)
        self.setStyleSheet(
            f"#banner {{ background: {colours.soft}; border: 2px solid {colours.border};"
            f" border-radius: {Radius.LARGE}px; }} #banner QLabel {{ color: {colours.text}; }}"
        )
