"""Wrapped words whose height is known as soon as they are said, for pages that change with every parcel."""

import re
from functools import lru_cache

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from borderpost.ui.kit.text import Text
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import TextStyle

_LEAST = 60  # px at 100 % text size
_BREAKS = re.compile(r"[ \t\n]+")  # not str.split(): lines are not broken at no-break and thin spaces


@lru_cache(4096)
def _widest_word(text: str, style: TextStyle, scale: float) -> int:
    """Return the px that the widest part of a text needs that is not broken; 0 where each is plainly short.

    Many parcels are said the same of.
    """
    metrics = look.metrics(style)
    least, widest = round(_LEAST * scale), metrics.horizontalAdvance("W")
    long = [word for word in _BREAKS.split(text) if len(word) * widest > least]
    if not long:
        return 0
    # each on a line of its own, or broken where the rules of its script let it be
    return metrics.boundingRect(0, 0, 1, 1, Qt.TextFlag.TextWordWrap, " ".join(long)).width()


class Paragraph(Text):
    """Wrapped words in the width that their place gives them; the height follows from that width.

    Layouts ask a label of wrapped words again and again how high it would be at some width, each of them at
    several, and each layout around it once more. This one asks for the height that it needs where it is,
    and asks anew once its place has become wider or narrower. Its width does not hang on what it says, but
    for words that are too long for it: columns stay where they are from one parcel to the next. Where a
    place takes its width from its content, use Text.
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
            self._least = max(self._least, _widest_word(self.text(), self._style, look.text_scale()))
        return self._least
