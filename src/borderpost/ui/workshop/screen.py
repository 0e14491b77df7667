"""The profile workshop as a screen: the table of profiles, and the page that one opens to."""

from typing import Any, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.officer import Officer, Right
from borderpost.domain.risk.bench_profile import ProfileStage
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import EmptyState, NextStepBar, Step
from borderpost.ui.shell.signpost import WORKSHOP, Signposted
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.theme.tokens import Space
from borderpost.ui.workshop.handing_on import HandingOn
from borderpost.ui.workshop.list import ProfileList
from borderpost.ui.workshop.nodes import new_comparison
from borderpost.ui.workshop.page import ProfilePage
from borderpost.ui.workshop.port import Workshop
from borderpost.ui.workshop.rows import ProfileRow, next_version

OPEN, NEW, OUT, IN = "open", "new", "out", "in"
_YEAR_ON: Final = 1


class WorkshopScreen(Signposted, QWidget):
    """`counted(int)` says how many profiles wait for a second person."""

    counted = Signal(int)

    signpost = WORKSHOP

    def __init__(self, desk: Desk, port: Workshop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._writer = desk.session.officer.id if desk.session.anyone else ""
        self.list = ProfileList(desk, port)
        self.page = ProfilePage(desk, port)
        self.handing = HandingOn(desk, port)
        self.bar = NextStepBar()
        self.table = QWidget()
        inner = QVBoxLayout(self.table)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(Space.M)
        inner.addWidget(self.list, 1)
        inner.addWidget(self.bar)
        self.closed = EmptyState(
            Icon.LOCK,
            self.tr("Profiles are the supervisors' work"),
            self.tr("Scan an item at the bench."),
        )
        self.stack = Leaves(self.table, self.page, self.handing, self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.list.opened.connect(self._open)
        self.list.counted.connect(self.counted)
        self.list.turned.connect(self._offer)
        self.page.closed.connect(self._back)
        self.handing.left.connect(self._back)
        self.page.change_asked.connect(self._change)
        self.bar.taken.connect(self.take_step)
        desk.session.changed.connect(self._follow_session)
        self._offer()

    def on_shown(self) -> None:
        """Go on where it was left."""
        if not self._may(Right.APPROVE_PROFILES):
            self.stack.setCurrentWidget(self.closed)
        elif self.stack.currentWidget() is self.page:
            self.page.take_focus()
        elif self.stack.currentWidget() is self.handing:
            self.handing.setFocus()
        else:
            self.stack.setCurrentWidget(self.table)
            self.list.on_shown()
            self._offer()

    @Slot(str)
    def take_step(self, name: str) -> None:
        """Take a step by its name, as its key does."""
        if name == NEW and self._may(Right.WRITE_PROFILES):
            self.stack.setCurrentWidget(self.page)
            self.page.begin(self._blank(), new=True)
            self.page.take_focus()
        elif name in (OUT, IN) and self._may(Right.WRITE_PROFILES):
            self.stack.setCurrentWidget(self.handing)
            if name == OUT:
                self.handing.begin_out()
            else:
                self.handing.begin_in()
        elif name == OPEN:
            row = self.list.current()
            if row is not None:
                self._open(row)

    @Slot(object)
    def _open(self, row: ProfileRow) -> None:
        self.stack.setCurrentWidget(self.page)
        self.page.open_row(row)
        self.page.take_focus()

    @Slot(object)
    def _change(self, row: ProfileRow) -> None:
        """Write on a draft of this profile that is there already, or begin the version after the newest."""
        draft = next(
            (one for one in self.list.rows if one.id == row.id and one.stage is ProfileStage.DRAFT), None
        )
        if draft is not None:
            self.page.open_row(draft)
        else:
            content = {**row.content, "version": next_version([*self.list.rows, row], row.id)}
            self.page.begin(content, new=False)
        self.page.take_focus()

    @Slot()
    def _back(self) -> None:
        self.stack.setCurrentWidget(self.table)
        if self.isVisible():
            self.list.on_shown()
        self._offer()

    @Slot()
    def _offer(self) -> None:
        if not self._desk.session.anyone:
            return
        writes = self._may(Right.WRITE_PROFILES)
        why_not = "" if writes else self.tr("Your role does not write profiles.")
        new = Step(NEW, self.tr("New profile"), "F7", Icon.PLUS, writes, why_not=why_not)
        chosen = self.list.current()
        out = Step(OUT, self.tr("Hand out…"), "F9", Icon.FOLDER, writes, why_not=why_not)
        into = Step(IN, self.tr("Take in…"), "F8", Icon.MAIL, writes, why_not=why_not)
        opened = Step(OPEN, self.tr("Open it"), "F6", Icon.NEXT, chosen is not None)
        if chosen is not None and chosen.stage is ProfileStage.PROPOSED:
            told = self.tr("This one waits for a second person.")
        else:
            told = self.tr("Choose a profile, or write one.") if writes else self.tr("Choose a profile.")
        self.bar.set_steps(told, opened, out, into, new)

    def _blank(self) -> dict[str, Any]:
        today = self._desk.clock().date()
        until = today.replace(year=today.year + _YEAR_ON, day=min(today.day, 28))
        return {
            "id": "",
            "version": 1,
            "title": "",
            "lane": "yellow",
            "owner": self._desk.place.facility,
            "author": self._desk.session.officer.id,
            "valid_from": today.isoformat(),
            "valid_until": until.isoformat(),
            "legal_basis": "",
            "instruction": "",
            "condition": {"all": [new_comparison()]},
        }

    def _may(self, right: Right) -> bool:
        return self._desk.session.anyone and self._desk.session.officer.may(right)

    @Slot(object)
    def _follow_session(self, officer: Officer | None) -> None:
        """Whoever comes back goes on writing; somebody else sees the table."""
        self.page.answer.clear()
        if officer is None:
            self.page.trial.withdraw()
            return
        allowed = officer.may(Right.APPROVE_PROFILES)
        if not allowed:
            self.stack.setCurrentWidget(self.closed)
        elif officer.id != self._writer or self.stack.currentWidget() is self.closed:
            self.stack.setCurrentWidget(self.table)
        self._writer = officer.id
        self._offer()
