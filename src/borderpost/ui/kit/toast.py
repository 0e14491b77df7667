"""A short message over the foot of the window that goes by itself and is spoken to a screen reader."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from borderpost.ui.announce import announce
from borderpost.ui.icons import TONE_ICONS, IconLabel
from borderpost.ui.kit.text import Text
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, Space, TextStyle, Tone

_SHOWN_MS = 5000


class Toast(look.Themed, QFrame):
    """Lies over the status line, where it hides nothing that is worked on.

    A message never takes the focus and never asks anything.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._tone = Tone.INFO
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.S)
        self._icon = IconLabel(TONE_ICONS[self._tone])
        self._text = Text("", TextStyle.STRONG, wrap=False)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()
        self.restyle()

    def show_message(self, text: str, tone: Tone = Tone.INFO, shown_ms: int = _SHOWN_MS) -> None:
        """Show and speak a message; critical ones interrupt the screen reader."""
        self._tone = tone
        self._icon.show_icon(TONE_ICONS[tone], tone=tone)
        self._text.setText(text)
        self.restyle()
        self.show()
        self._place()
        self.raise_()
        self._clock.start(shown_ms)
        announce(self._host, text, urgent=tone is Tone.CRITICAL)

    def text(self) -> str:
        """Return the last message."""
        return self._text.text()

    def restyle(self) -> None:
        """Colour the field by the tone."""
        colours = look.tone(self._tone)
        self.setStyleSheet(
            f"#toast {{ background: {colours.soft}; border: 2px solid {colours.border};"
            f" border-radius: {Radius.MEDIUM}px; }} QLabel {{ color: {colours.text}; }}"
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    @Slot()
    def _place(self) -> None:
        room = self._host.width() - 2 * Space.XL
        self._text.setWordWrap(self.sizeHint().width() > room)
        width = min(self.sizeHint().width(), room)
        height = max(self.sizeHint().height(), self.heightForWidth(width))
        self.setGeometry(
            (self._host.width() - width) // 2, self._host.height() - height - Space.HAIR, width, height
        )
