"""Opens the story of an inspection: says why, has that journalled, and reads it again when it goes on."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer, Right
from borderpost.ui.desk import Desk
from borderpost.ui.story.story import Story, story_of
from borderpost.work import reviewing
from borderpost.work.changes import Kind
from borderpost.work.ports import Pages

_TOLD = frozenset({Kind.INSPECTIONS, Kind.DOCUMENTS, Kind.MESSAGES, Kind.ROSTER})


class StoryReader(QObject):
    """Holds at most one story, opened by one officer; another officer at the bench closes it.

    `reason_wanted(Inspection)`: this officer has to say why; go on with `consult(reason)`. `opened(Story)`:
    the consultation is in the journal. `renewed(Story)`: the story went on. `failed(error)`: it could not be
    read. `closed()`: nothing is held any more, since another officer came.
    """

    reason_wanted = Signal(object)
    opened = Signal(object)
    renewed = Signal(object)
    failed = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._inspection = ""
        self._officer: Officer | None = None
        self.story: Story | None = None
        desk.tasks.changed.connect(self._heard)
        desk.session.changed.connect(self._other_officer)

    @property
    def inspection(self) -> str:
        """The id of the inspection that is open or being opened, or an empty text."""
        return self._inspection

    def open_story(self, inspection: str, reason: str = "") -> None:
        """Open a story. Whoever took part in it needs no reason; others are asked, where none is given."""
        self.close_story()
        self._inspection = inspection
        self._officer = self._desk.session.officer

        def found(state: Inspection | None) -> None:
            officer = self._officer
            if officer is None or self._inspection != inspection:
                return
            known = reason
            if not known and (state is None or reviewing.took_part(state, officer)):
                known = reviewing.TOOK_PART
            # who may not see records at all is not asked for a reason, but told so
            if known or state is None or not officer.may(Right.SEE_RECORDS):
                self.consult(known or reviewing.TOOK_PART)
            else:
                self.reason_wanted.emit(state)

        self._read(lambda pages: pages.inspection(inspection), found)

    def consult(self, reason: str) -> None:
        """Have the consultation journalled, then read the story."""
        officer, inspection = self._officer, self._inspection
        if officer is None:
            return
        verb = partial(reviewing.consult, officer=officer, inspection=inspection, reason=reason)

        def consulted(state: Inspection) -> None:
            if self._inspection == inspection:
                self._tell(inspection)

        self._desk.do(verb, consulted, self.failed.emit, owner=self)

    def close_story(self) -> None:
        """Hold no story."""
        self._inspection = ""
        self._officer = None
        self.story = None

    def _tell(self, inspection: str) -> None:
        def told(story: Story | None) -> None:
            if story is None or self._inspection != inspection:
                return
            first = self.story is None
            self.story = story
            (self.opened if first else self.renewed).emit(story)

        self._read(lambda pages: _story(pages, inspection), told)

    def _read(self, job: Callable[[Pages], object], done: Callable[..., None]) -> None:
        tasks = self._desk.tasks
        tasks.run(lambda: self._desk.reads.read(job), done, self.failed.emit, owner=self, key="story")

    @Slot(object)
    def _heard(self, kinds: frozenset[Kind]) -> None:
        if self.story is not None and kinds & _TOLD:
            self._tell(self._inspection)

    @Slot(object)
    def _other_officer(self, officer: Officer | None) -> None:
        if officer is not None and self._officer is not None and officer.id != self._officer.id:
            self.close_story()
            self.closed.emit()


def _story(pages: Pages, inspection: str) -> Story | None:
    state = pages.inspection(inspection)
    return story_of(state, pages.entries_of(inspection), pages.officers()) if state is not None else None
