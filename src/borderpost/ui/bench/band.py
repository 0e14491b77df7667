"""The head of a verdict: lane, number, what to do and why, to be taken in at one glance."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from borderpost.domain.identifiers import s10
from borderpost.domain.risk.lane import Lane
from borderpost.ui.bench.remarks import Said
from borderpost.ui.bench.reused import Reused
from borderpost.ui.kit import Chip, Code, LaneBadge, Paragraph
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, Space, TextStyle, Tone

_NARROW = 620  # px at 100 % text size
_EDGE = 2
_CHIPS = 2


class LaneBlock(LaneBadge):
    """The lane as large as it gets: its shape and its word on the full colour, as high as its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Lane.GREEN, big=True, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Take a smaller step of the type scale where room is scarce."""
        self._style = TextStyle.DISPLAY if narrow else TextStyle.HERO
        self.restyle()


class VerdictBand(look.Themed, QFrame):
    """Shows one verdict; the caption beneath says how the number was come by."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.GREEN
        self._narrow = False
        self.lane = LaneBlock()
        self.headline = Paragraph("", TextStyle.TITLE)
        self.why = Paragraph("", TextStyle.HEADING)
        self.number = Code("", TextStyle.CODE_LARGE)
        self.caption = Paragraph("", TextStyle.CAPTION)
        self._chips = Reused(Chip, QBoxLayout.Direction.LeftToRight, Space.XS)
        across = QHBoxLayout(self)
        across.setContentsMargins(Space.S + _EDGE, Space.S + _EDGE, Space.L + _EDGE, Space.S + _EDGE)
        across.setSpacing(Space.L)
        across.addWidget(self.lane)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(Space.S)
        self._top.addWidget(self.number)
        self._top.addLayout(self._chips.box)
        self._top.addStretch(1)
        words.addStretch(1)
        words.addLayout(self._top)
        words.addWidget(self.headline)
        words.addWidget(self.why)
        words.addWidget(self.caption)
        words.addStretch(1)
        across.addLayout(words, 1)
        self.restyle()

    def show_verdict(
        self, lane: Lane, item_id: str, headline: str, why: str, caption: str, chips: list[Said]
    ) -> None:
        """Show a lane with the item's number, the reasons in brief, and chips for what is remarkable."""
        tone = Tone(lane.value)
        if tone is not self._tone:
            self._tone = tone
            self.lane.set_lane(lane)
            self.restyle()
        self.headline.setText(headline)
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.number.set_code(s10.format_display(item_id))
        self._chips.show_each(chips, lambda chip, said: chip.set_chip(said.text, said.tone))
        self.set_caption(caption)

    def make_ready(self) -> None:
        """Make the chips of a remarkable parcel."""
        self._chips.make_ready(_CHIPS)

    def set_caption(self, caption: str) -> None:
        """Say anew how the number was come by."""
        self.caption.setText(caption)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make do with less where the window is narrow for its text."""
        super().resizeEvent(event)
        narrow = self.width() < look.px(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.lane.set_narrow(narrow)
            self.caption.setVisible(not narrow)
            directions = QBoxLayout.Direction
            self._top.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def restyle(self) -> None:
        """Colour the words and the ground by the lane."""
        for words in (self.headline, self.why, self.number, self.caption):
            words.set_ink(self._tone)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Colour the ground by the lane."""
        colours = look.tone(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.border), _EDGE))
        painter.setBrush(QColor(colours.soft))
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(ground, Radius.LARGE - 1, Radius.LARGE - 1)
        painter.end()
