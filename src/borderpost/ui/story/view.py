"""The whole story of one inspection on the screen: head, record, and the journal in words beside it."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from borderpost.ui.desk import Desk
from borderpost.ui.kit import Card
from borderpost.ui.story.head import StoryHead
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.story.record import RecordPage
from borderpost.ui.story.ring import FocusRing
from borderpost.ui.story.story import Story
from borderpost.ui.story.timeline import moments_of
from borderpost.ui.story.timeline_view import TimelineView
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space

# px at 100 % text size from which record and journal stand side by side
_BESIDE_FROM = 820


class StoryView(look.Themed, QWidget):
    """Shows a Story; `photograph_opened` gives an entry's id. `top` takes what has to stand above all."""

    photograph_opened = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.story: Story | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.top = QVBoxLayout()
        self.top.setSpacing(Space.S)
        self.head = StoryHead()
        self.record = RecordPage(desk)
        self.record.photograph_opened.connect(self.photograph_opened)
        self.timeline = TimelineView(self.tr("Journal of the inspection"))
        self._journal = Card(self.tr("Journal"))
        self._journal.add(self.timeline, 1)
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._panes.setSpacing(Space.S)
        self._record = FocusRing(self.record)
        self._panes.addWidget(self._record, 5)
        # what stands beside the record; a screen that asks for something puts it on a leaf of its own
        self.beside = Leaves(self._journal)
        right = QVBoxLayout()
        right.setContentsMargins(0, Space.XS, 0, Space.XS)
        right.addWidget(self.beside)
        self._panes.addLayout(right, 3)
        column.addWidget(self.head)
        column.addLayout(self.top)
        column.addLayout(self._panes, 1)
        self.restyle()

    def set_story(self, story: Story, *, afresh: bool) -> None:
        """Show a story; `afresh` says that it has just been opened, and was not read again."""
        self.story = story
        self.head.set_state(story.state, story.names)
        self.record.set_story(story, afresh=afresh)
        self.timeline.set_moments(moments_of(story))
        note = self.tr("{count} entries").format(count=len(story.events))
        self._journal.set_title(self.tr("Journal"), note)

    def show_journal(self) -> None:
        """Show the journal beside the record again."""
        self.beside.setCurrentWidget(self._journal)

    def restyle(self) -> None:
        """Put record and journal side by side where there is room for the text size in force."""
        wide = self.width() >= look.px(_BESIDE_FROM)
        directions = QBoxLayout.Direction
        self._panes.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self.record.setMinimumSize(QSize(look.px(300), look.px(260)))
        self.timeline.setMinimumSize(QSize(look.px(240), look.px(200)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again."""
        super().resizeEvent(event)
        self.restyle()
