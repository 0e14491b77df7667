"""One profile: written or read on one side, tried out or answered on the other, and its next steps."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.officer import Right
from borderpost.domain.risk.bench_profile import BenchProfile, ProfileStage, draft_from_plain
from borderpost.domain.risk.profile import Profile, ProfileFault
from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.kit import (
    Card,
    Chip,
    ConfirmPanel,
    Heading,
    NextStepBar,
    Notice,
    ScrollPage,
    Text,
)
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.names import own
from borderpost.ui.words.rules import error_sentence
from borderpost.ui.words.workshop import profile_tone, stage_word
from borderpost.ui.workshop.answer import SecondPerson
from borderpost.ui.workshop.builder import ConditionBuilder
from borderpost.ui.workshop.form import ProfileForm
from borderpost.ui.workshop.port import Workshop
from borderpost.ui.workshop.preview import PreviewCard
from borderpost.ui.workshop.retiring import RetireCard
from borderpost.ui.workshop.rows import ProfileRow
from borderpost.ui.workshop.steps import APPROVE, steps_of
from borderpost.ui.workshop.told import life_lines
from borderpost.ui.workshop.trial import Trial, trial_of
from borderpost.work import workshop
from borderpost.work.changes import Done
from borderpost.work.ports import Transaction

_SIDE_BY_SIDE: Final = 900


class ProfilePage(QWidget):
    """`closed()`: back to the table. `change_asked(ProfileRow)`: a later version is to be written."""

    closed = Signal()
    change_asked = Signal(object)

    def __init__(self, desk: Desk, port: Workshop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._port = port
        self.row: ProfileRow | None = None
        self._base: dict[str, Any] = {}
        self._saved: dict[str, Any] = {}
        self.editing = False
        self._new = False
        self._tried = False
        self._busy = False
        self._faults: tuple[ProfileFault, ...] = ()
        self.form = ProfileForm()
        self.builder = ConditionBuilder()
        self.preview = PreviewCard()
        self.answer = SecondPerson(desk, port)
        self.retiring = RetireCard()
        self.trial = Trial(desk, port, self)
        self.heading = Heading("")
        self.state = Chip("", Tone.NEUTRAL)
        self.life = Text("", TextStyle.CAPTION, muted=True, wrap=True)
        self.notice = Notice("", Tone.INFO)
        self.leaving = ConfirmPanel()
        self.bar = NextStepBar()
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self.heading)
        head.addWidget(self.state)
        head.addStretch(1)
        written = Card(self.tr("Profile"))
        written.add(self.form)
        looks_for = Card(self.tr("What it looks for"))
        looks_for.add(self.builder)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(looks_for)
        column.addWidget(written)
        column.addStretch(1)
        self.beside = Leaves(self.preview, self.answer, self.retiring)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.beside)
        column.addStretch(1)
        both = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(Space.M)
        self._sides.addWidget(left, 3)
        self._sides.addWidget(right, 2)
        self.area = ScrollPage()
        self.area.add(both)
        self.area.setMinimumHeight(look.px(240))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.S)
        page.addLayout(head)
        page.addWidget(self.life)
        page.addWidget(self.notice)
        page.addWidget(self.leaving)
        page.addWidget(self.area, 1)
        page.addWidget(self.bar)

    def _listen(self) -> None:
        self.form.changed.connect(self._edited)
        self.builder.changed.connect(self._edited)
        self.preview.days_chosen.connect(self._try_out)
        self.trial.begun.connect(self.preview.show_waiting)
        self.trial.done.connect(self.preview.show_result)
        self.trial.failed.connect(self.preview.show_error)
        self.bar.taken.connect(self.take)
        self.answer.answered.connect(self._settled)
        self.answer.left.connect(self._look_back)
        self.retiring.retired.connect(self._retire)
        self.retiring.left.connect(self._look_back)
        self.leaving.confirmed.connect(self._leave)

    def open_row(self, row: ProfileRow) -> None:
        """Show a profile as it stands; a draft is written on by whoever may."""
        self.row = row
        self._show(row.content, editing=row.stage is ProfileStage.DRAFT and self._writes(), new=False)

    def begin(self, content: dict[str, Any], *, new: bool) -> None:
        """Begin a profile, or a later version of one, that is not kept anywhere yet."""
        self.row = None
        self._show(content, editing=True, new=new)

    def take_focus(self) -> None:
        """Put the focus where work goes on."""
        if self.beside.currentWidget() is self.answer:
            self.answer.panel.setFocus()
        elif self.editing and self._new and self.builder.comparison.isVisible():
            self.builder.comparison.field.setFocus()
        else:
            self.builder.tree.setFocus()

    def content(self) -> dict[str, Any]:
        """Return the profile as it is written now, sound or not."""
        if not self.editing:
            return self._base
        plain = {**self._base, **self.form.plain(), "condition": self.builder.condition()}
        plain["author"] = self.desk.session.officer.id
        return plain

    @property
    def dirty(self) -> bool:
        """Whether something is written that is kept nowhere."""
        return self.editing and (self.builder.broken is not None or self.content() != self._saved)

    @Slot(str)
    def take(self, name: str) -> None:
        """Take a step by its name, as its key does."""
        match name:
            case "back":
                self.go_back()
            case "save":
                self._keep(propose=False)
            case "propose":
                self._keep(propose=True)
            case "approve" | "refuse":
                if self.row is not None and self.row.kept is not None:
                    self.beside.setCurrentWidget(self.answer)
                    self.answer.start(self.row.kept, agrees=name == APPROVE)
                    self.area.ensureWidgetVisible(self.answer.panel.submit, 0, Space.L)
            case "change":
                if self.row is not None:
                    self.change_asked.emit(self.row)
            case "retire":
                self._ask_retire()

    @Slot()
    def go_back(self) -> None:
        """Leave the answer first, where one was begun; ask before what is written is lost."""
        if self.beside.currentWidget() is not self.preview:
            self._look_back()
        elif self.dirty:
            self.leaving.ask(
                self.tr("Leave without keeping what you wrote?"),
                yes=self.tr("Leave it"),
                no=self.tr("Write on"),
                danger=True,
            )
        else:
            self._leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put both sides beneath one another where the window is narrow for its text."""
        super().resizeEvent(event)
        beside = self.width() >= look.px(_SIDE_BY_SIDE)
        directions = QBoxLayout.Direction
        self._sides.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def _writes(self) -> bool:
        return self.desk.session.anyone and self.desk.session.officer.may(Right.WRITE_PROFILES)

    def _show(self, content: dict[str, Any], *, editing: bool, new: bool) -> None:
        self._base, self.editing, self._new, self._tried = content, editing, new, False
        self.notice.set_notice("")
        self.leaving.hide()
        self.answer.clear()
        self.beside.setCurrentWidget(self.preview)
        self.form.set_plain(content, editable=editing, new=new)
        lists = tuple(one.id for one in self._port.in_force().lists)
        if self.builder.in_text:
            self.builder.turn_view()
        self.builder.set_condition(content.get("condition", {}), editable=editing, lists=lists)
        self._saved = self.content()
        self.preview.show_nothing("")
        self._tell_head()
        self._check()
        self._offer()

    def _tell_head(self) -> None:
        title = str(self._base.get("title", "")) or self.tr("New profile")
        version = self._base.get("version", 1)
        self.heading.setText(self.tr("{title}, version {version}").format(title=own(title), version=version))
        stage = self.row.stage if self.row is not None else ProfileStage.DRAFT
        tone, icon = profile_tone(stage)
        words = stage_word(stage) if self.row is not None else self.tr("Not kept yet")
        self.state.set_chip(words, tone, icon)
        names = {one.id: one.name for one in self.desk.pages.officers()}
        self.life.setText(life_lines(self.row.kept if self.row else None, self._base, names))
        self.life.setVisible(bool(self.life.text()))

    @Slot()
    def _edited(self) -> None:
        self.notice.set_notice("")
        self._check()
        self._offer()

    def _check(self) -> None:
        """Find what is wrong, show it where it is, and try the condition out where that is sound."""
        broken = self.builder.broken
        read = draft_from_plain(self.content())
        faults = self._port.misfits(read) if isinstance(read, Profile) else read
        self._faults = (*((broken,) if broken else ()), *faults)
        self.builder.show_faults(self._faults if self.editing else ())
        self.form.show_faults(self._faults if self._tried else ())
        self._try_out()

    @Slot()
    def _try_out(self) -> None:
        if any(fault.path.startswith("condition") for fault in self._faults):
            self.trial.withdraw()
            self.preview.show_nothing(self.tr("Once the condition is sound, it is tried out here."))
            return
        profile = trial_of(self.content())
        if profile is not None:
            self.trial.want(profile, self.preview.chosen_days())

    def _keep(self, *, propose: bool) -> None:
        if not self.editing or self._busy:
            return
        self._tried = True
        self._check()
        read = draft_from_plain(self.content())
        if self._faults or not isinstance(read, Profile):
            told = self.tr("Something is still wrong: see the marks. Nothing was kept.")
            self.notice.set_notice(told, Tone.CAUTION)
            announce(self, told, urgent=True)
            if not self.form.focus_fault():
                (self.builder.text if self.builder.in_text else self.builder.tree).setFocus()
            return
        filed = self._port.filed()
        at_least = max((one.version for one in filed if one.id == read.id), default=0)
        officer, lists = self.desk.session.officer, filed.lists
        as_kept = self.row is not None and not self.dirty

        def keep(tx: Transaction) -> Done[BenchProfile]:
            if not (propose and as_kept):
                done = workshop.write(tx, officer=officer, profile=read, filed_version=at_least)
                if not propose:
                    return done
            return workshop.propose(tx, officer=officer, profile=read.id, version=read.version, lists=lists)

        told = (
            self.tr("Proposed. A second person puts it in force.")
            if propose
            else self.tr("Kept as a draft. It judges nothing yet.")
        )
        self._decide(keep, told)

    def _decide(self, verb: Callable[[Transaction], Done[BenchProfile]], told: str) -> None:
        self._busy = True

        def finished(outcome: Done[BenchProfile]) -> None:
            self._busy = False
            self.desk.tasks.broadcast(outcome.changes)
            self._stand(outcome.result, told)

        self.desk.tasks.run(lambda: self._port.decide(verb), finished, self._refused, owner=self)

    def _stand(self, kept: BenchProfile, told: str) -> None:
        """Show what was recorded, and say so."""
        if not self.desk.session.anyone:
            return
        self.open_row(ProfileRow(kept.content, kept.stage, kept))
        self.notice.set_notice(told, Tone.POSITIVE)
        announce(self, told, urgent=True)
        if self.isVisible():
            self.take_focus()

    def _refused(self, error: BaseException) -> None:
        self._busy = False
        text = error_sentence(error)
        where = self.retiring.problem if self.beside.currentWidget() is self.retiring else self.notice
        where.set_notice(text, Tone.CRITICAL)
        announce(self, text, urgent=True)

    @Slot(object)
    def _settled(self, kept: BenchProfile) -> None:
        told = (
            self.tr("In force. It judges from the next scan on.")
            if kept.stage is ProfileStage.IN_FORCE
            else self.tr("Not agreed to. It is a draft again.")
        )
        self._stand(kept, told)

    def _ask_retire(self) -> None:
        self.beside.setCurrentWidget(self.retiring)
        if self.editing:
            title, yes = self.tr("Lay this draft aside"), self.tr("Lay it aside")
            question = self.tr("The draft stays in the journal and is written no more.")
        else:
            title, yes = self.tr("Retire this profile"), self.tr("Retire it")
            question = self.tr("It selects nothing from the next scan on. What it selected stays on record.")
        self.retiring.start(title, question, yes)

    @Slot(str)
    def _retire(self, reason: str) -> None:
        read = draft_from_plain(self._base)
        if self._busy or not isinstance(read, Profile):
            return
        verb = partial(workshop.retire, officer=self.desk.session.officer, profile=read, reason=reason)
        self._decide(verb, self.tr("Retired. It selects nothing any more."))

    @Slot()
    def _look_back(self) -> None:
        self.answer.clear()
        self.beside.setCurrentWidget(self.preview)
        self.take_focus()

    @Slot()
    def _leave(self) -> None:
        self.trial.withdraw()
        self.answer.clear()
        self.row, self.editing = None, False
        self.closed.emit()

    def _offer(self) -> None:
        """Offer the steps that its state and the officer's role allow."""
        if self.desk.session.anyone:
            officers = self.desk.pages.officers()
            self.bar.set_steps(
                *steps_of(self.row, editing=self.editing, writes=self._writes(), officers=officers)
            )
