"""The bench: one scan brings up a parcel's lane, reasons and declaration, and the next step."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from borderpost.domain.declaration import Declaration
from borderpost.domain.identifiers import Action, Command, read_scan, s10
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.ui.announce import announce
from borderpost.ui.bench.amendment import changes_between
from borderpost.ui.bench.banner import Banner
from borderpost.ui.bench.camera_view import CameraView
from borderpost.ui.bench.number_entry import NUMBER_KEY, PICTURE_KEY, NumberEntry
from borderpost.ui.bench.plan import ASIDE_KEY, EXAMINE, NEXT, RELEASE, Plan, plan_for
from borderpost.ui.bench.recent import Recent, RecentParcels
from borderpost.ui.bench.verdict import VerdictPage
from borderpost.ui.bench.waiting import WaitingPage
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import ConfirmPanel, NextStepBar, Step, lane_word, ltr
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.amounts import clock_text
from borderpost.ui.words.rules import error_sentence
from borderpost.ui.words.scans import code_text, kind_word, warning_sentences
from borderpost.work import concluding, inspecting, scanning
from borderpost.work.scanning import Candidate, Scanned

JUST_REPLACED_S = 0.4
"""For so long after one parcel took another's place no step is taken: the key was meant for the other."""
_SLOW_MS = 300
_PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp", ".gif")
_ASIDE = "aside"


class BenchScreen(QWidget):
    """The screen of the shell where parcels are scanned.

    `examination_asked` carries an Inspection that was taken up; `lane_shown` the lane of each verdict, for
    the sounds; `image_chosen` the path of a picture whose codes are wanted as scans.
    """

    examination_asked = Signal(object)
    lane_shown = Signal(str)
    image_chosen = Signal(str)

    name = "bench"
    icon = Icon.SCAN
    shortcut = "F2"

    def __init__(self, desk: Desk, camera: CameraView | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.title)
        self.setAcceptDrops(True)
        self._desk = desk
        self._officer: Officer | None = desk.session.officer if desk.session.anyone else None
        self._scanned: Scanned | None = None
        self._place = 0
        self._plan: Plan | None = None
        self._newest = 0
        self._looking_up = ""
        self._acting = False
        self._replaced_at = -JUST_REPLACED_S
        self._build(camera)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._say_slow)
        desk.scans.item_scanned.connect(self.take)
        desk.scans.action_scanned.connect(self._act)
        desk.scans.unreadable.connect(self.say_unreadable)
        desk.session.changed.connect(self._follow_session)
        self._wait()

    def _build(self, camera: CameraView | None) -> None:
        self.recent = RecentParcels(self)
        self.entry = NumberEntry()
        self.banner = Banner()
        self.waiting = WaitingPage(camera, self.recent)
        self.verdict = VerdictPage(camera)
        self.confirm = ConfirmPanel()
        self.steps = NextStepBar()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.waiting)
        self._stack.addWidget(self.verdict)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.banner)
        column.addWidget(self.entry)
        column.addWidget(self._stack, 1)
        column.addWidget(self.confirm)
        column.addWidget(self.steps)
        self.entry.entered.connect(self.type_number)
        self.entry.picture_asked.connect(self._choose_picture)
        self.entry.left.connect(self._leave_entry)
        self.waiting.parcel_opened.connect(self.type_number)
        self.verdict.candidate_chosen.connect(self._choose_candidate)
        self.verdict.number_chosen.connect(self.type_number)
        self.verdict.declaration.changes_button.clicked.connect(self._toggle_changes)
        self.steps.taken.connect(self._take_step)
        self.confirm.confirmed.connect(self._release)
        for key, slot in ((NUMBER_KEY, self._enter_number), (PICTURE_KEY, self._choose_picture)):
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    @property
    def title(self) -> str:
        """The word in the navigation."""
        return self.tr("Bench")

    @property
    def widget(self) -> QWidget:
        """Itself."""
        return self

    def on_shown(self) -> None:
        """Put the focus on the next step, or where a number can be typed."""
        self._focus()

    def shown(self) -> Scanned | None:
        """Return the scan whose verdict is on the screen."""
        return self._scanned

    def chosen(self) -> Candidate | None:
        """Return the candidate on the screen, the one that every step is about."""
        return self._scanned.candidates[self._place] if self._scanned else None

    @Slot(object)
    def take(self, scan: RawScan) -> None:
        """Look a scan up; whatever came before it never shows after it."""
        if not self._desk.session.anyone:
            return
        readings = read_scan(scan, self._desk.carriers)
        if readings[0].action is not None:
            self._desk.scans.action_scanned.emit(readings[0].action)
            return
        self._newest += 1
        number = self._newest
        self._looking_up = readings[0].display or readings[0].text
        self._slow.start()
        self._show_steps()
        verb = partial(
            scanning.look_up,
            officer=self._desk.session.officer,
            scan=scan,
            readings=readings,
            assess=self._desk.assess,
        )

        def found(scanned: Scanned) -> None:
            if number == self._newest:
                self._show_found(scanned)

        def failed(error: BaseException) -> None:
            if number == self._newest:
                self._not_looked_up(readings[0].text, error)

        self._desk.do(verb, found, failed, owner=self)

    @Slot(str)
    def type_number(self, text: str) -> None:
        """Look up a number that was typed or picked from those on the screen."""
        self.entry.clear()
        self.take(RawScan(text.encode(), ScanSource.KEYED, self._desk.clock(), device="keyboard"))

    @Slot(str)
    def say_unreadable(self, device: str) -> None:
        """A device saw a code that it could not read."""
        self.banner.say(
            self.tr("{device}: a code was seen, but it could not be read.").format(
                device=device or self.tr("Camera")
            ),
            self.tr("Flatten or clean the label and hold it still, or type the number (Alt+N)."),
            Tone.CAUTION,
        )

    @Slot(str)
    def image_had_no_code(self, path: str) -> None:
        """The picture that was chosen shows no code that can be read."""
        self.banner.say(
            self.tr("No readable code on {name}.").format(name=Path(path).name),
            self.tr("Take the picture closer and straight from above, or type the number (Alt+N)."),
            Tone.CAUTION,
        )

    # --- what comes back from the record

    def _show_found(self, scanned: Scanned) -> None:
        self._looked_up()
        if scanned.chosen is None:
            self._say_not_an_item(scanned)
            return
        self.banner.say("")
        self.entry.clear()
        self.recent.note(Recent(scanned.chosen.item_id, scanned.chosen.assessment.lane, scanned.scan.at))
        if self._scanned is not None and _same_parcel(self._scanned, scanned):
            self._scanned = scanned
            self.verdict.show_again(scanned)
            self._show_steps()
        else:
            if self._scanned is not None:
                self._replaced_at = time.monotonic()
            self._scanned, self._place = scanned, 0
            self._show_verdict()
        self.lane_shown.emit(scanned.chosen.assessment.lane.value)
        announce(self, self.verdict.spoken(), urgent=True)

    def _show_verdict(self) -> None:
        scanned, chosen = self._scanned, self.chosen()
        if scanned is None or chosen is None:
            return
        self.confirm.hide()
        self._plan = plan_for(scanned, chosen, self._desk.session.officer)
        self.setUpdatesEnabled(False)
        self.verdict.show_verdict(scanned, self._place, self._officers())
        self.entry.hide()
        self.steps.show()
        self._stack.setCurrentWidget(self.verdict)
        self._show_steps()
        self.setUpdatesEnabled(True)
        self._focus()

    def _say_not_an_item(self, scanned: Scanned) -> None:
        reading = scanned.reading
        sentence = self.tr("{kind}: {code} is not the number of a parcel.").format(
            kind=kind_word(reading.kind), code=ltr(code_text(reading.display or reading.text))
        )
        advice = warning_sentences(reading)
        if self._scanned is not None:
            number = self._scanned.candidates[self._place].item_id
            advice.append(
                self.tr("The screen still shows {number}.").format(number=ltr(s10.format_display(number)))
            )
        else:
            advice.append(self.tr("Scan the barcode of the postal label, or type its number (Alt+N)."))
        self.banner.say(sentence, " ".join(advice), Tone.CAUTION)
        self._show_steps()

    def _not_looked_up(self, text: str, error: BaseException) -> None:
        self._looked_up()
        self.banner.say(
            self.tr("{number} was not looked up.").format(number=ltr(code_text(text))),
            error_sentence(error) + " " + self.tr("The number is kept below: Enter tries again."),
            Tone.CRITICAL,
        )
        self.entry.offer(text)
        self.entry.show()
        self._show_steps()
        self.entry.field.setFocus()

    def _looked_up(self) -> None:
        self._looking_up = ""
        self._slow.stop()

    @Slot()
    def _say_slow(self) -> None:
        self.banner.say(self.tr("Looking up {number} …").format(number=ltr(code_text(self._looking_up))))

    # --- the steps

    def _show_steps(self) -> None:
        plan = self._plan
        if plan is None:
            return
        busy = bool(self._looking_up) or self._acting
        aside = Step(_ASIDE, self.tr("Put aside"), ASIDE_KEY)
        other = (_held_back(plan.other, busy),) if plan.other else ()
        self.steps.set_steps(plan.sentence, _held_back(plan.primary, busy), aside, *other)

    @Slot(str)
    def _take_step(self, name: str) -> None:
        if name == _ASIDE:
            self._put_aside()
            return
        if self._plan is None or self.confirm.isVisible() or self._looking_up or self._acting:
            return
        step = self._plan.step(name)
        if step is None or not step.enabled:
            self.banner.say(
                step.why_not if step else self.tr("That is not possible here."), tone=Tone.CAUTION
            )
            return
        if time.monotonic() - self._replaced_at < JUST_REPLACED_S:
            self.banner.say(
                self.tr("Another parcel has just come up. Look at it, then press again."), tone=Tone.CAUTION
            )
            return
        {RELEASE: self._ask_release, EXAMINE: self._examine, NEXT: self._put_aside}[name]()

    def _ask_release(self) -> None:
        chosen = self.chosen()
        if chosen is None or self._plan is None:
            return
        if not self._plan.confirm_release:
            self._release()
            return
        self.confirm.ask(
            self.tr("Release {number} without an examination?").format(
                number=ltr(s10.format_display(chosen.item_id))
            ),
            self.tr("Its lane is {lane}. The journal will say that you released it.").format(
                lane=lane_word(chosen.assessment.lane)
            ),
            yes=self.tr("Release it"),
        )

    @Slot()
    def _release(self) -> None:
        self._carry_out(concluding.release, self._released)

    def _examine(self) -> None:
        self._carry_out(inspecting.open_inspection, self._taken_up)

    def _carry_out(self, verb: Callable[..., object], done: Callable[[Candidate, Inspection], None]) -> None:
        chosen = self.chosen()
        if chosen is None or self._acting:
            return
        self._acting = True
        self._show_steps()
        job = partial(verb, officer=self._desk.session.officer, subject=chosen.subject())

        def finished(state: Inspection) -> None:
            self._acting = False
            done(chosen, state)

        self._desk.do(job, finished, self._refused, owner=self)  # type: ignore[arg-type]

    def _released(self, chosen: Candidate, state: Inspection) -> None:
        self._note_outcome(chosen, self.tr("Released"))
        self._leave(chosen)
        mark = state.outcome.mark if state.outcome else state.latest
        self.banner.say(
            self.tr("Released: {number}").format(number=ltr(s10.format_display(chosen.item_id))),
            self.tr("Recorded at {time}, entry {sequence}.").format(
                time=clock_text(mark.at, mark.offset_minutes), sequence=mark.sequence
            ),
            Tone.POSITIVE,
        )

    def _taken_up(self, chosen: Candidate, state: Inspection) -> None:
        self._note_outcome(chosen, self.tr("Examination"))
        self._leave(chosen)
        self.examination_asked.emit(state)

    def _refused(self, error: BaseException) -> None:
        self._acting = False
        self._show_steps()
        self.banner.say(self.tr("Not done."), error_sentence(error), Tone.CRITICAL)
        self._focus()

    def _note_outcome(self, chosen: Candidate, outcome: str) -> None:
        self.recent.note(Recent(chosen.item_id, chosen.assessment.lane, self._desk.clock(), outcome))

    def _leave(self, decided: Candidate) -> None:
        """Go back to waiting, unless another parcel has come up meanwhile."""
        if self.chosen() is decided and not self._looking_up:
            self._wait()
        else:
            self._show_steps()

    @Slot()
    def _put_aside(self) -> None:
        if self.confirm.isVisible():
            self.confirm.no.click()
        elif self.entry.field.hasFocus() and self._scanned is not None:
            self._leave_entry()
        elif not self._acting:
            self.banner.say("")
            self._wait()

    def _wait(self) -> None:
        self._scanned, self._plan, self._place = None, None, 0
        self.confirm.hide()
        self.steps.hide()
        self.entry.show()
        self._stack.setCurrentWidget(self.waiting)
        self._focus()

    # --- keys, commands and pictures

    @Slot(object)
    def _act(self, action: Action) -> None:
        """Do what a command barcode says, as its key would."""
        if not self.isVisible():
            return
        match action.command:
            case Command.RELEASE:
                self._take_step(RELEASE)
            case Command.EXAMINE | Command.HOLD | Command.SEIZE:
                self._take_step(EXAMINE)
            case Command.NEXT | Command.CLEAR:
                self._put_aside()
            case Command.ENTER:
                self._confirm_or_go_on()
            case Command.DIGIT:
                self.verdict.choices.choose(int(action.argument) - 1)
            case _:
                self.banner.say(self.tr("That command has no meaning at the bench."), tone=Tone.INFO)

    def _confirm_or_go_on(self) -> None:
        if self.confirm.isVisible():
            self.confirm.yes.click()
        elif self._plan is not None:
            self._take_step(self._plan.primary.name)

    @Slot(int)
    def _choose_candidate(self, place: int) -> None:
        if self._scanned is not None and not self._acting:
            self._place = place
            self._show_verdict()
            announce(self, self.verdict.spoken(), urgent=True)

    @Slot()
    def _toggle_changes(self) -> None:
        chosen = self.chosen()
        card = self.verdict.declaration
        if chosen is None or chosen.held is None:
            return
        if card.changes_shown():
            card.hide_changes()
            return
        message = chosen.held.declaration.message

        def show(versions: tuple[Declaration, ...]) -> None:
            known = [one for one in versions if one.message.version <= message.version]
            if self.chosen() is chosen and len(known) > 1:
                before, after = known[-2:]
                changes = changes_between(before, after)
                card.show_changes(changes, before.message.version, after.message.version)

        def failed(error: BaseException) -> None:
            self.banner.say(
                self.tr("The earlier versions cannot be read."), error_sentence(error), Tone.CRITICAL
            )

        self._desk.tasks.run(
            lambda: self._desk.record.submit(lambda tx: tx.history(message.id)),
            show,
            failed,
            owner=self,
            key="history",
        )

    @Slot()
    def _enter_number(self) -> None:
        self.entry.show()
        self.entry.field.setFocus()
        self.entry.field.selectAll()

    @Slot()
    def _leave_entry(self) -> None:
        if self._scanned is not None:
            self.entry.hide()
            self._focus()

    @Slot()
    def _choose_picture(self) -> None:
        dialog = QFileDialog(self, self.tr("Picture of a label"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(
            self.tr("Pictures ({patterns})").format(patterns=" ".join(f"*{s}" for s in _PICTURES))
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._picture_chosen)
        dialog.open()

    @Slot(str)
    def _picture_chosen(self, path: str) -> None:
        self.banner.say(self.tr("Reading {name} …").format(name=Path(path).name))
        self.image_chosen.emit(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a picture file."""
        if _picture_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Have its codes read."""
        path = _picture_of(event.mimeData())
        if path:
            event.acceptProposedAction()
            self._picture_chosen(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the next step; the page keys scroll."""
        bar = self.verdict.page.verticalScrollBar()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._plan is not None:
            self._take_step(self._plan.primary.name)
        elif event.key() == Qt.Key.Key_PageDown:
            bar.setValue(bar.value() + bar.pageStep())
        elif event.key() == Qt.Key.Key_PageUp:
            bar.setValue(bar.value() - bar.pageStep())
        else:
            super().keyPressEvent(event)

    # --- focus and session

    def _focus(self) -> None:
        """Put the focus where work goes on, unless somebody types elsewhere."""
        if not self.isVisible():
            return
        if self._plan is None:
            self.entry.field.setFocus()
        elif not self.confirm.isVisible():
            self.steps.button(self._plan.primary.name).setFocus()

    def _officers(self) -> dict[str, str]:
        return {officer.id: officer.name for officer in self._desk.pages.officers()}

    @Slot(object)
    def _follow_session(self, officer: Officer | None) -> None:
        """Clear the bench for another officer; the same one finds it as it was left."""
        if officer is None or officer == self._officer:
            return
        self._officer = officer
        self._newest += 1
        self._looked_up()
        self.banner.say("")
        self.entry.clear()
        self.recent.forget()
        self._wait()


def _held_back(step: Step, busy: bool) -> Step:
    """Return the step, closed while something else is under way."""
    return Step(step.name, step.text, step.key, step.icon, enabled=False) if busy and step.enabled else step


def _same_parcel(one: Scanned, other: Scanned) -> bool:
    """Tell whether two scans show the same: nothing that the officer sees has changed between them."""
    return (one.candidates, one.past, one.earlier, one.remarks, one.suggestions, one.reading) == (
        other.candidates,
        other.past,
        other.earlier,
        other.remarks,
        other.suggestions,
        other.reading,
    )


def _picture_of(data: QMimeData) -> str:
    """Return the path of the one picture that is dragged, or nothing."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    pictures = [path for path in paths if path.lower().endswith(_PICTURES)]
    return pictures[0] if len(pictures) == 1 else ""
