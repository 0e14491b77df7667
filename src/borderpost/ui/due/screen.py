"""The wall of time limits: overdue first, then by what is due; Enter opens the inspection."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.law.clocks import ClockState, Deadline, Wall
from borderpost.domain.officer import Right
from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.due.columns import due_columns
from borderpost.ui.icons import Icon
from borderpost.ui.kit import EmptyState, NextStepBar, Notice, Step, Text
from borderpost.ui.shell.signpost import DUE, Signposted
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.tables import PagedTableModel, PagedTableView
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.rules import error_sentence
from borderpost.work.changes import Kind
from borderpost.work.due import due, pressing

_OPEN = "open"


class DueScreen(Signposted, QWidget):
    """`examination_asked(id)` for whoever may examine, `story_asked(id)` for whoever may only read.

    `counted` says how many time limits are over or end today.
    """

    examination_asked = Signal(str)
    story_asked = Signal(str)
    counted = Signal(int)

    signpost = DUE

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wall = Wall((), desk.clock(), set_back=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.summary = Text("", TextStyle.HEADING, wrap=True)
        column.addWidget(self.summary)
        self.notice = Notice("", Tone.CAUTION)
        column.addWidget(self.notice)
        self.model: PagedTableModel[Deadline] = PagedTableModel(
            due_columns(lambda: self._wall.reckoned_at), self._fetch, self
        )
        self.table = PagedTableView(self.tr("Time limits"), self.model)
        self.table.opened.connect(self._opened)
        self.empty = EmptyState(Icon.CLOCK, "")
        self._stack = Leaves(self.table, self.empty)
        column.addWidget(self._stack, 1)
        self.bar = NextStepBar()
        self.bar.taken.connect(self._taken)
        column.addWidget(self.bar)
        desk.tasks.changed.connect(self._heard)
        desk.session.changed.connect(self._other_officer)
        self._show()

    def on_shown(self) -> None:
        """Reckon anew: time goes by also where nothing is recorded."""
        self.renew()
        (self.table if self.table.isVisible() else self.bar).setFocus()

    def deadlines(self) -> tuple[Deadline, ...]:
        """Return what the wall shows, in its order."""
        return self._wall.deadlines

    @Slot()
    def renew(self) -> None:
        """Reckon what is due, beside the main thread."""
        law, now = self._desk.law, self._desk.clock()
        if law is None or not self._desk.session.anyone:
            return
        self._desk.tasks.run(
            lambda: self._desk.reads.read(lambda pages: due(pages, law, now)),
            self._found,
            self._failed,
            owner=self,
            key="due",
        )

    def _fetch(self, places: Sequence[int]) -> Sequence[Deadline | None]:
        known = self._wall.deadlines
        return [known[place] if place < len(known) else None for place in places]

    def _found(self, wall: Wall) -> None:
        chosen = self._current()
        self._wall = wall
        self.model.set_ids(range(len(wall.deadlines)))
        self.model.refresh()
        self._show()
        place = next((n for n, one in enumerate(wall.deadlines) if _same(one, chosen)), 0)
        if wall.deadlines:
            self.table.select_id(place)
            if self.isVisible() and not self.table.hasFocus():
                self.table.setFocus()
        self.counted.emit(pressing(wall))

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self.notice.set_notice(error_sentence(error), Tone.CRITICAL)
        announce(self, self.notice.text(), urgent=True)

    def _show(self) -> None:
        deadlines = self._wall.deadlines
        over = sum(one.state is ClockState.RUN_OUT for one in deadlines)
        today = sum(one.state is ClockState.DUE_TODAY for one in deadlines)
        words = self.tr("{over} over, {today} due today, {later} later")
        self.summary.setText(
            words.format(over=over, today=today, later=len(deadlines) - over - today) if deadlines else ""
        )
        self.summary.setVisible(bool(deadlines))
        set_back = self.tr(
            "The computer's clock stands before the newest entry. That entry's time counts for all limits."
        )
        self.notice.set_notice(set_back if self._wall.set_back else "", Tone.CAUTION)
        if self._desk.law is None:
            sentence = self.tr("This site works without a legal pack")
            todo = self.tr("Time limits come with a legal pack; its name stands in the site's settings.")
        else:
            sentence = self.tr("Nothing is due")
            todo = self.tr("Time limits of held and seized items are listed here as soon as they run.")
        self.empty.set_state(Icon.CLOCK, sentence, todo)
        self._stack.setCurrentWidget(self.table if deadlines else self.empty)
        self._show_steps()

    def _show_steps(self) -> None:
        known = self._current() is not None or bool(self._wall.deadlines)
        examines = self._desk.session.anyone and self._desk.session.officer.may(Right.EXAMINE)
        words = self.tr("Take it up") if examines else self.tr("Read its story")
        step = Step(_OPEN, words, "F6", Icon.EXAMINE) if known else None
        sentence = (
            self.tr("Enter opens the inspection.") if known else self.tr("There is nothing to do here.")
        )
        self.bar.set_steps(sentence, step)

    def _current(self) -> Deadline | None:
        place = self.table.current_id()
        known = self._wall.deadlines
        return known[place] if isinstance(place, int) and 0 <= place < len(known) else None

    @Slot(object)
    def _opened(self, _row: object) -> None:
        self._open()

    @Slot(str)
    def _taken(self, _name: str) -> None:
        self._open()

    def _open(self) -> None:
        deadline = self._current()
        if deadline is None or not self._desk.session.anyone:
            return
        if self._desk.session.officer.may(Right.EXAMINE):
            self.examination_asked.emit(deadline.inspection)
        else:
            self.story_asked.emit(deadline.inspection)

    @Slot(object)
    def _heard(self, kinds: frozenset[Kind]) -> None:
        if Kind.INSPECTIONS not in kinds:
            return
        if self.isVisible():
            self.renew()

    @Slot(object)
    def _other_officer(self, officer: object) -> None:
        if officer is not None:
            self.renew()
            self._show_steps()


def _same(one: Deadline, other: Deadline | None) -> bool:
    return other is not None and (one.inspection, one.clock.id) == (other.inspection, other.clock.id)
