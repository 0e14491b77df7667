"""The head of a verdict: lane, number, what to do and why, to be taken in at one glance."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QVBoxLayout, QWidget

from borderpost.domain.identifiers import s10
from borderpost.domain.risk.lane import Lane
from borderpost.ui.bench.filled import Filled
from borderpost.ui.bench.remarks import Said
from borderpost.ui.kit import Chip, Code, LaneBadge, Text, lane_meaning
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, Space, TextStyle, Tone

_NARROW = 620  # px at 100 % text size


class LaneBlock(LaneBadge):
    """The lane as large as it gets: its shape and its word on the full colour, as high as its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Lane.GREEN, big=True, parent=parent)
        self._style = TextStyle.HERO
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self.restyle()


class VerdictBand(look.Themed, QFrame):
    """Shows one verdict; the caption beneath says how the number was come by."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.GREEN
        self.setObjectName("band")
        self.lane = LaneBlock()
        self.headline = Text("", TextStyle.TITLE, wrap=True)
        self.why = Text("", TextStyle.HEADING, wrap=True)
        self.number = Code("", TextStyle.CODE_LARGE)
        self.caption = Text("", TextStyle.CAPTION, wrap=True)
        self._chips = Filled(QBoxLayout.Direction.LeftToRight, Space.XS)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(Space.S, Space.S, Space.L, Space.S)
        self._across.setSpacing(Space.L)
        self._across.addWidget(self.lane)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setSpacing(Space.M)
        top.addWidget(self.number)
        top.addWidget(self._chips)
        top.addStretch(1)
        words.addStretch(1)
        words.addLayout(top)
        words.addWidget(self.headline)
        words.addWidget(self.why)
        words.addWidget(self.caption)
        words.addStretch(1)
        self._across.addLayout(words, 1)
        self._top = top
        self.restyle()

    def show_verdict(self, lane: Lane, item_id: str, why: str, caption: str, chips: list[Said]) -> None:
        """Show a lane with the item's number, the reasons in brief, and chips for what is remarkable."""
        self._tone = Tone(lane.value)
        self.lane.set_lane(lane)
        self.headline.setText(lane_meaning(lane))
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.number.set_code(s10.format_display(item_id))
        self._chips.fill([Chip(chip.text, chip.tone) for chip in chips])
        self.set_caption(caption)
        self.restyle()

    def set_caption(self, caption: str) -> None:
        """Say anew how the number was come by."""
        self.caption.setText(caption)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the lane above the words where both do not fit side by side."""
        super().resizeEvent(event)
        narrow = self.width() < look.px(_NARROW)
        directions = QBoxLayout.Direction
        self._across.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._top.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def restyle(self) -> None:
        """Colour the ground by the lane."""
        colours = look.tone(self._tone)
        self.setStyleSheet(
            f"#band {{ background: {colours.soft}; border: 2px solid {colours.border};"
            f" border-radius: {Radius.LARGE}px; }} #band > QLabel {{ color: {colours.text}; }}"
        )
