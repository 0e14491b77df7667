"""Wrapped words whose height is known as soon as they are said, for pages that change with every parcel."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from borderpost.ui.kit.text import Text
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import TextStyle

_LEAST = 72  # px at 100 % text size
_LONG_WORD = 9  # letters of any script that may be wider than that


class Paragraph(Text):
    """Wrapped words in the width that their place gives them; the height follows from that width.

    Layouts ask a label of wrapped words again and again how high it would be at some width, each of them at
    several, and each layout around it once more. This one asks for the height that it needs where it is,
    and asks anew once its place has become wider or narrower. Its width does not hang on what it says, but
    for words that are too long for it: columns stay where they are from one parcel to the next.
    """

    def __init__(
        self,
        text: str = "",
        style: TextStyle = TextStyle.BODY,
        *,
        muted: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._least = self._told = 0
        super().__init__(text, style, muted=muted, wrap=True, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def setText(self, text: str) -> None:
        """Show other words."""
        if text != self._words:
            self._least = 0
        super().setText(text)

    def hasHeightForWidth(self) -> bool:
        """It does not, to layouts: it tells what it needs in the width that it has."""
        return False

    def sizeHint(self) -> QSize:
        """As high as the words are at the width of their place."""
        self._told = self.heightForWidth(self.width())
        return QSize(self._least_width(), self._told)

    def minimumSizeHint(self) -> QSize:
        """All of the words: what is declared is never cut."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that another width needs."""
        super().resizeEvent(event)
        if self.heightForWidth(self.width()) != self._told:
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again what another face or size makes of the words."""
        self._least = 0
        super().changeEvent(event)

    def _least_width(self) -> int:
        if not self._least:
            self._least = look.px(_LEAST)
            long = [word for word in self.text().split() if len(word) >= _LONG_WORD]
            if long:
                # each on a line of its own, or broken where the rules of its script let it be
                flags = Qt.TextFlag.TextWordWrap
                needed = self.fontMetrics().boundingRect(0, 0, 1, 1, flags, " ".join(long)).width()
                self._least = max(self._least, needed)
        return self._least
