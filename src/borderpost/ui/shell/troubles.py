"""A strip over every screen, the login too, in which a trouble stands as long as it lasts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from borderpost.ui.announce import announce
from borderpost.ui.icons import TONE_ICONS, Icon, IconLabel
from borderpost.ui.kit.button import Button, ButtonKind
from borderpost.ui.kit.text import Text
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Size, Space, TextStyle, Tone


class TroubleLine(look.Themed, QFrame):
    """One trouble: tone, shape and words, and a button to take it down where seeing it is all it needs."""

    def __init__(self, text: str, tone: Tone, parent: QWidget) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setObjectName("trouble")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.S)
        icon = IconLabel(TONE_ICONS[tone], Size.ICON)
        icon.show_icon(TONE_ICONS[tone], tone=tone)
        self.words = Text(text, TextStyle.STRONG, wrap=True)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.seen = Button(self.tr("Understood"), ButtonKind.NORMAL, Icon.CHECK)
        self.seen.setAccessibleDescription(text)
        row.addWidget(self.seen, 0, Qt.AlignmentFlag.AlignVCenter)
        self.restyle()

    def restyle(self) -> None:
        """Colour the ground by the tone."""
        colours = look.tone(self._tone)
        self.setStyleSheet(
            f"#trouble {{ background: {colours.soft}; border-bottom: 2px solid {colours.border}; }}"
            f" #trouble QLabel {{ color: {colours.text}; }}"
        )


class TroubleStrip(QWidget):
    """Troubles by name, in the order in which they came; empty, it takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, TroubleLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_trouble(self, name: str, text: str, tone: Tone, *, to_be_seen: bool = False) -> None:
        """Show a trouble; with `to_be_seen` it stays until the officer has pressed that it was seen."""
        if self.text(name) == text:
            return
        self.end_trouble(name)
        line = TroubleLine(text, tone, self)
        line.seen.setVisible(to_be_seen)
        line.seen.clicked.connect(lambda: self.end_trouble(name))
        self._lines[name] = line
        self._column.addWidget(line)
        self.show()
        announce(self, text, urgent=tone is Tone.CRITICAL)

    def end_trouble(self, name: str) -> None:
        """Take a trouble down."""
        line = self._lines.pop(name, None)
        if line is not None:
            line.hide()
            line.deleteLater()
        self.setVisible(bool(self._lines))

    def text(self, name: str) -> str:
        """Return what stands there under a name, or nothing."""
        line = self._lines.get(name)
        return line.words.text() if line is not None else ""

    def seen_button(self, name: str) -> Button:
        """Return the button that takes a trouble down."""
        return self._lines[name].seen
