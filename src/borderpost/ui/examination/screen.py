"""The examination screen: head, parts, running story, and the one next step at the foot."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.codes import Disposition
from borderpost.domain.decisions import Refusal, Verb
from borderpost.domain.identifiers import Action
from borderpost.domain.inspection import Inspection, Mark
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.ui.camera import CameraView
from borderpost.ui.desk import Desk
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.commands import ExaminationCommands
from borderpost.ui.examination.correction import CorrectionPanel
from borderpost.ui.examination.course import Bounds, Next, NextAct, Part, next_act
from borderpost.ui.examination.course_words import guidance
from borderpost.ui.examination.findings import FindingsSection
from borderpost.ui.examination.goods import GoodsSection
from borderpost.ui.examination.head import Head
from borderpost.ui.examination.labels import LabelsPanel
from borderpost.ui.examination.law_section import LawSection
from borderpost.ui.examination.outcome import OutcomeSection
from borderpost.ui.examination.photo_arrivals import Arrivals
from borderpost.ui.examination.photos import PhotosSection
from borderpost.ui.examination.places import clock_time
from borderpost.ui.examination.sealing import SealingSection
from borderpost.ui.examination.section import Section
from borderpost.ui.examination.section_bar import SectionBar
from borderpost.ui.examination.sight import Sight
from borderpost.ui.examination.steps import StepsSection
from borderpost.ui.examination.story import StoryCard
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Card, EmptyState, NextStepBar, ScrollPage, Step
from borderpost.ui.shell import MainWindow
from borderpost.ui.shell.signpost import EXAMINATION, Signposted
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.work.due import deadlines_of

_NEXT, _PHOTOGRAPH, _OUTCOME = "next", "photograph", "outcome"


class ExaminationScreen(Signposted, QWidget):
    """`take_up` begins or goes on with an inspection.

    `left` comes when the officer wants back to the bench, `report_asked` carries the id of the inspection
    whose report is wanted.
    """

    left = Signal()
    report_asked = Signal(str)

    signpost = EXAMINATION

    def __init__(
        self,
        desk: Desk,
        camera: CameraView | None = None,
        arrivals: Arrivals | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`camera` is shown while photographs are taken; `arrivals` are files of the X-ray machine."""
        super().__init__(parent)
        self.desk = desk
        self._sources = camera, arrivals
        self.case = Case(desk, self)
        self.part = Part.STEPS
        self._coming: Next | None = None
        self._commands = ExaminationCommands(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self.empty = EmptyState(
            Icon.EXAMINE,
            self.tr("No parcel is being examined"),
            self.tr("Scan a parcel at the bench and begin its examination there."),
            self.tr("To the bench"),
        )
        self.empty.acted.connect(self.left)
        column.addWidget(self.empty, 1)
        self.work = self._work()
        self.work.hide()
        column.addWidget(self.work, 1)
        remark = QShortcut(QKeySequence("Alt+8"), self)
        remark.activated.connect(self._to_remark)
        self.case.changed.connect(self._renew)
        self.case.recorded.connect(self._recorded)

    def _work(self) -> QWidget:
        # what holds others goes into its place first: each move of a full one styles all that is in it anew
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.page = ScrollPage()
        column.addWidget(self.page, 1)
        self.page.column.setSpacing(Space.S)
        self._sight = Sight(self.page)
        self.head = Head()
        self.head.bench_asked.connect(self.left)
        self.page.add(self.head)
        self._make_sections()
        self.bar = SectionBar([(part, section.title()) for part, section in self.sections.items()])
        self.bar.chosen.connect(self._bar_chosen)
        self.page.add(self.bar)
        self.card = Card(parent=self.page.content)
        for section in self.sections.values():
            self.card.add(section, 1)
            if section.part is not self.part:
                section.hide()
        self.story = StoryCard(self.case)
        self.story.removal_asked.connect(self._ask_removal)
        self.story.left.connect(self._to_next_step)
        self.page.add(Beside(self.card, self.story, from_width=960, shares=(9, 4)), 1)
        self.correction = CorrectionPanel(self.case)
        column.addWidget(self.correction)
        self.labels = LabelsPanel(self.case, whole)
        column.addWidget(self.labels)
        self.steps_bar = NextStepBar()
        self.steps_bar.taken.connect(self._taken)
        column.addWidget(self.steps_bar)
        return whole

    def _make_sections(self) -> None:
        self.steps = StepsSection(self.case)
        self.findings = FindingsSection(self.case)
        self.goods = GoodsSection(self.case)
        self.photos = PhotosSection(self.case, *self._sources)
        self.sealing = SealingSection(self.case)
        self.outcome = OutcomeSection(self.case)
        self.outcome.postponed.connect(self._postponed)
        self.outcome.report_wanted.connect(self._ask_report)
        made: tuple[Section, ...] = (
            self.steps,
            self.findings,
            self.goods,
            self.photos,
            self.sealing,
            self.outcome,
        )
        self.law = LawSection(self.case) if self.desk.law is not None else None
        if self.law is not None:
            self.law.settled.connect(self._to_outcome)
            made = (*made, self.law)
        self.sections: Mapping[Part, Section] = {section.part: section for section in made}
        for section in made:
            section.left.connect(self._to_next_step)
            section.removal_asked.connect(self._ask_removal)
            section.changed_plan.connect(self._plan)

    @property
    def state(self) -> Inspection | None:
        """The inspection on the screen, as it stands."""
        return self.case.state

    def on_shown(self) -> None:
        """Put the focus where work goes on."""
        if self.case.state is None:
            self.empty.setFocus()
        elif not self.correction.isVisible():
            self.sections[self.part].begin()

    def on_action(self, action: Action) -> bool:
        """Do what a command barcode says; False where it has no meaning now."""
        return self._commands.obey(action)

    def go_on(self) -> None:
        """Take the next step, as its key does."""
        if any(step.name == _NEXT and step.enabled for step in self.steps_bar.steps()):
            self._take_next()

    def leave(self) -> None:
        """Go back to the bench; what was recorded stays."""
        self.left.emit()

    def renew_part(self) -> None:
        """Show the part in front as the record has it."""
        if self.case.state is not None and self._coming is not None:
            self.sections[self.part].renew(self.case.state, self._coming)

    def take_up(self, inspection: Inspection) -> None:
        """Begin or go on with an inspection, at the part that comes next."""
        known = self.case.state
        if known is None or known.id != inspection.id:
            for section in self.sections.values():
                section.clear()
            self.correction.hide()
        self.empty.hide()
        self.work.show()
        self.case.take_up(inspection)
        if inspection.ended and self.law is not None:
            self.show_law()
        elif self._coming is not None:
            self.show_part(self._coming.part)

    def show_law(self) -> None:
        """Show what the law says around the item, where the site has a law."""
        if self.law is not None:
            self.show_part(Part.LAW)

    def show_part(self, part: Part) -> None:
        """Show a part of the examination and put the focus where its work begins."""
        self.part = part
        for each, section in self.sections.items():
            section.setVisible(each is part)
        self.card.setAccessibleName(self.sections[part].title())
        self.bar.show_part(part)
        self._aim_scans()
        self._plan()
        self.page.verticalScrollBar().setValue(0)
        if self.isVisible():
            self.sections[part].begin()
            self._sight.look()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the scans that are for the part on show."""
        super().showEvent(event)
        self._aim_scans()

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the scans back to the bench."""
        self.desk.scans.want(None)
        super().hideEvent(event)

    def _aim_scans(self) -> None:
        if not self.isVisible():
            return
        self.desk.scans.want(self._take_scan if self.case.state is not None else None)

    def _take_scan(self, scan: RawScan) -> bool:
        """Give a scan to the part on show. What else the camera sees meanwhile is being photographed: the
        next parcel comes by a scanner, or once the examination is left or has ended.

        The numbers of bag and seal come by a scanner or by hand: whatever code the goods under the camera
        bear must never become a seal's number.
        """
        state, section = self.case.state, self.sections[self.part]
        text = scan.data.decode("utf-8", "replace").strip()
        lies_there = scan.source is ScanSource.CAMERA and self.part is Part.SEALING
        if state is not None and self.goods.reads_product(scan, self.part):
            if self.part is not Part.GOODS:
                self.show_part(Part.GOODS)
            self.goods.take_product(scan)
            return True
        if text and not lies_there and section.wants_scans() and section.take_scan(text):
            return True
        return scan.source is ScanSource.CAMERA and state is not None and not state.ended

    @Slot()
    def _renew(self) -> None:
        state = self.case.state
        if state is None:
            return
        self.head.renew(state)
        self.head.show_limits(deadlines_of(self.desk.law, state, self.desk.clock()), self.desk.clock())
        coming = self._find_next(state)
        for section in self.sections.values():
            if section is not self.outcome:
                section.renew(state, coming)
        self._plan()
        self._aim_scans()

    def _find_next(self, state: Inspection) -> Next:
        verbs = self.case.verbs()
        bounds = Bounds(self._shut, self.case.needs_second, self.steps.weight_decides(state))
        return next_act(state, verbs, self.outcome.intention(), self.outcome.written_reason(), bounds)

    def _shut(self, disposition: Disposition, reason: str) -> tuple[Refusal, ...]:
        return self.case.shut(disposition, reason, self.outcome.hold_reason(disposition))

    @Slot()
    def _plan(self) -> None:
        """Find out what comes next, and say so."""
        state = self.case.state
        if state is None:
            return
        verbs = self.case.verbs()
        coming = self._coming = self._find_next(state)
        # an outcome that came to stand ends the intention that led to it
        self.outcome.renew(state, coming)
        coming = self._coming = self._find_next(state)
        self.bar.set_marks(
            {part: section.count(state) for part, section in self.sections.items()},
            None if state.ended else coming.part,
        )
        words = guidance(coming)
        others = []
        if not state.ended:
            photograph = Step(
                _PHOTOGRAPH,
                self.tr("Photograph"),
                "F8",
                Icon.CAMERA,
                enabled=Verb.PHOTOGRAPH in verbs,
                why_not=self.case.why_not(Verb.PHOTOGRAPH),
            )
            outcome = Step(
                _OUTCOME,
                self.tr("Outcome"),
                "F7",
                enabled=Verb.CONCLUDE in verbs,
                why_not=self.case.why_not(Verb.CONCLUDE),
            )
            others = [outcome, photograph]
        section = self.sections[self.part]
        text, icon, sentence = words.button, words.icon, words.sentence
        if self._stands_ready(coming):
            (text, icon), sentence = section.action(), section.sentence() or sentence
        primary = Step(_NEXT, text, "F6", icon) if text else None
        self.steps_bar.set_steps(sentence, primary, *others)

    def _stands_ready(self, coming: Next) -> bool:
        """Tell whether the form in front holds what is to be recorded before anything else: what an officer
        has begun to say must not be passed over. Only a photograph can be taken at any time."""
        wanted = self.part is coming.part or self.part is not Part.PHOTOGRAPHS
        return wanted and self.sections[self.part].is_ready()

    @Slot(str)
    def _taken(self, name: str) -> None:
        if name == _NEXT:
            self._take_next()
        elif name == _PHOTOGRAPH:
            self._photograph()
        else:
            self.show_part(Part.OUTCOME)

    def _photograph(self) -> None:
        if self.part is not Part.PHOTOGRAPHS:
            self.show_part(Part.PHOTOGRAPHS)
        self.photos.submit()

    def _take_next(self) -> None:
        """Record what stands ready, or go where it is done."""
        coming = self._coming
        if coming is None:
            return
        if coming.act is NextAct.OPEN_REPORT:
            self._ask_report()
        elif coming.act is NextAct.ENDED:
            self.left.emit()
        elif self._stands_ready(coming):
            self.sections[self.part].submit()
        else:
            self.show_part(coming.part)

    @Slot(str)
    def _bar_chosen(self, part: str) -> None:
        self.show_part(Part(part))

    @Slot(str, str)
    def _ask_removal(self, entry: str, words: str) -> None:
        if Verb.CORRECT in self.case.verbs():
            self.correction.ask(entry, words)

    @Slot()
    def _to_next_step(self) -> None:
        if any(step.name == _NEXT for step in self.steps_bar.steps()):
            self.steps_bar.button(_NEXT).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _to_remark(self) -> None:
        self.story.remark.setFocus()

    @Slot()
    def _to_outcome(self) -> None:
        self.show_part(Part.OUTCOME)

    @Slot()
    def _ask_report(self) -> None:
        if self.case.state is not None:
            self.report_asked.emit(self.case.state.id)

    @Slot()
    def _postponed(self) -> None:
        self._say(self.tr("It waits in the approvals for a second officer."), Tone.CAUTION)
        self.left.emit()

    @Slot(object)
    def _recorded(self, mark: Mark) -> None:
        text = self.tr("Recorded at {time}, entry {number}.")
        self._say(text.format(time=clock_time(mark), number=mark.sequence), Tone.POSITIVE)

    def _say(self, text: str, tone: Tone) -> None:
        window = self.window()
        if isinstance(window, MainWindow):
            window.say(text, tone)
