"""The bench: one scan brings up a parcel's lane, reasons and declaration, and the next step."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.identifiers import Action, Command
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer
from borderpost.domain.risk.lane import Lane
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.ui.announce import announce
from borderpost.ui.bench.at_once import at_once
from borderpost.ui.bench.back_taking import UNDO_KEY, taken_back_saying
from borderpost.ui.bench.banner import Banner
from borderpost.ui.bench.choices import Choices
from borderpost.ui.bench.model import BenchModel
from borderpost.ui.bench.number_entry import NUMBER_KEY, PICTURE_KEY, NumberEntry
from borderpost.ui.bench.pictures import PictureChooser
from borderpost.ui.bench.plan import EXAMINE, HOLD, RELEASE
from borderpost.ui.bench.recent import Recent, RecentParcels
from borderpost.ui.bench.sayings import Saying, Sayings
from borderpost.ui.bench.step_taking import ASIDE, BenchSteps
from borderpost.ui.bench.verdict import VerdictPage
from borderpost.ui.bench.waiting import WaitingPage
from borderpost.ui.camera.camera_view import CameraView
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.theme.tokens import Space
from borderpost.ui.words.codes import word
from borderpost.work.scanning import Candidate, Scanned

_SLOW_MS = 300


class BenchScreen(QWidget):
    """The screen of the shell where parcels are scanned.

    `examination_asked` carries an Inspection that was taken up; `lane_shown` the lane of each verdict, for
    the sounds; `image_chosen` the path of a picture whose codes are wanted as scans; `recorded` a sentence
    on what was written to the journal, for the status line.
    """

    examination_asked = Signal(object)
    lane_shown = Signal(str)
    image_chosen = Signal(str)
    recorded = Signal(str)

    name = "bench"
    icon = Icon.SCAN
    shortcut = "F2"

    def __init__(self, desk: Desk, camera: CameraView | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.title)
        self._desk = desk
        self._officer: Officer | None = desk.session.officer if desk.session.anyone else None
        self.model = BenchModel(desk, self)
        self.recent = RecentParcels(self)
        self._together: tuple[RawScan, ...] = ()
        self._sayings = Sayings()
        self._pictures = PictureChooser(self)
        self._build(camera)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._say_slow)
        self._listen()
        self._show_verdict()

    def _build(self, camera: CameraView | None) -> None:
        self.entry = NumberEntry()
        self.labels = Choices()
        self.banner = Banner()
        self.waiting = WaitingPage(camera, self.recent)
        self.verdict = VerdictPage(camera)
        self.footer = BenchSteps(self._desk, self.model, self._sayings)
        self.steps = self.footer.bar
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.banner)
        column.addWidget(self.labels)
        column.addWidget(self.entry)
        column.addWidget(self.waiting, 1)
        column.addWidget(self.verdict, 1)
        column.addWidget(self.footer)

    def _listen(self) -> None:
        scans, model = self._desk.scans, self.model
        scans.item_scanned.connect(self.take)
        scans.several_scanned.connect(self._ask_which)
        scans.unreadable.connect(self.say_unreadable)
        self._desk.session.changed.connect(self._follow_session)
        model.verdict_changed.connect(self._show_verdict)
        model.noted.connect(self.verdict.show_again)
        model.seen_again.connect(self._seen_again)
        model.other_code.connect(self._say_other_code)
        model.look_up_failed.connect(self._not_looked_up)
        model.busy_changed.connect(self._follow_work)
        model.released.connect(self._released)
        model.taken_up.connect(self._taken_up)
        model.held.connect(self._held)
        model.refused.connect(self._refused)
        model.compared.connect(self.verdict.declaration.show_changes)
        model.compare_failed.connect(self._refused)
        self.entry.entered.connect(self.type_number)
        self.entry.picture_asked.connect(self._pictures.ask)
        self._pictures.chosen.connect(self._read_picture)
        self.entry.left.connect(self._leave_entry)
        self.waiting.parcel_opened.connect(self.type_number)
        self.labels.chosen.connect(self._label_chosen)
        self.verdict.candidate_chosen.connect(model.choose)
        self.verdict.number_chosen.connect(self.type_number)
        self.verdict.declaration.changes_button.clicked.connect(self._toggle_changes)
        self.footer.said.connect(self._say)
        self.footer.aside_asked.connect(self._put_aside)
        self.footer.taken_back.connect(self._taken_back)
        for key, slot in ((NUMBER_KEY, self._enter_number), (PICTURE_KEY, self._pictures.ask)):
            QShortcut(QKeySequence(key), self).activated.connect(slot)
        QShortcut(QKeySequence(UNDO_KEY), self).activated.connect(self.footer.ask_last_back)

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
        return self.model.scanned

    def chosen(self) -> Candidate | None:
        """Return the candidate on the screen: what every step is about."""
        return self.model.chosen

    @Slot(object)
    def take(self, scan: RawScan) -> None:
        """Bring up what a scan names."""
        self._take_labels_down()
        self.model.take(scan)

    @Slot(str)
    def type_number(self, text: str) -> None:
        """Bring up a number that was typed, or picked from those on the screen."""
        self.entry.clear()
        self.take(RawScan(text.encode(), ScanSource.KEYED, self._desk.clock(), device="keyboard"))

    @Slot(str)
    def say_unreadable(self, device: str) -> None:
        """A device saw a code that it could not read."""
        self._say(self._sayings.unreadable(device))

    @Slot(str)
    def image_had_no_code(self, path: str) -> None:
        """The picture that was chosen shows no code that can be read."""
        self._say(self._sayings.no_code(Path(path).name))

    @Slot(str)
    def take_step(self, name: str) -> None:
        """Take a step by its name, as its key and its barcode do: `release`, `examine`, `next`, `aside`."""
        self.footer.take(name)

    @Slot(object)
    def _ask_which(self, scans: tuple[RawScan, ...]) -> None:
        """Several labels were seen together: nothing is shown until the officer says which one is meant."""
        if scans == self._together or not self._desk.session.anyone:
            return
        self.model.put_aside()
        self._together = scans
        self._say(self._sayings.side_by_side(len(scans)))
        self.labels.offer_numbers([scan.data.decode("utf-8", "replace") for scan in scans])

    @Slot(int)
    def _label_chosen(self, place: int) -> None:
        self.take(self._together[place])

    def _take_labels_down(self) -> None:
        self._together = ()
        self.labels.take_down()

    # --- what comes back from the record

    @Slot()
    def _show_verdict(self) -> None:
        scanned, chosen = self.model.scanned, self.model.chosen
        self._say(None)
        self._take_labels_down()
        waits = scanned is None or chosen is None
        with at_once(self, self.footer, self.steps, *self.verdict.containers()):
            if scanned is not None and chosen is not None:
                self.verdict.show_verdict(scanned, self.model.place, self._officers() if scanned.past else {})
                self.entry.clear()
            for widget, shown in (
                (self.entry, waits),
                (self.waiting, waits),
                (self.verdict, not waits),
            ):
                widget.setVisible(shown)
            self.footer.show_plan()
        self._focus()
        if chosen is not None:
            self._tell(chosen)

    @Slot()
    def _seen_again(self) -> None:
        scanned, chosen = self.model.scanned, self.model.chosen
        if scanned is not None and chosen is not None:
            self._say(None)
            self.verdict.show_again(scanned)
            self._tell(chosen)

    def _tell(self, chosen: Candidate) -> None:
        """Tell ears what eyes see, and remember the parcel."""
        scanned = self.model.scanned
        lane = chosen.assessment.lane
        self.recent.note(Recent(chosen.item_id, lane, scanned.scan.at if scanned else self._desk.clock()))
        self.lane_shown.emit(lane.value)
        announce(self, self.verdict.spoken(), urgent=True)

    @Slot(object)
    def _say_other_code(self, scanned: Scanned) -> None:
        chosen = self.model.chosen
        self._say(self._sayings.other_code(scanned.reading, chosen.item_id if chosen else ""))

    @Slot(str, object)
    def _not_looked_up(self, number: str, error: BaseException) -> None:
        self._say(self._sayings.not_looked_up(number, error))
        self.entry.offer(number)
        self.entry.show()
        self.entry.field.setFocus()

    @Slot(object, object)
    def _released(self, chosen: Candidate, state: Inspection) -> None:
        self._note_outcome(chosen, word(state.stage))
        self._say_recorded(self._sayings.released(state))

    @Slot(object, object)
    def _held(self, chosen: Candidate, state: Inspection) -> None:
        self._note_outcome(chosen, self.tr("Held"))
        self._say_recorded(self._sayings.held(chosen.item_id, state.latest))

    def _say_recorded(self, saying: Saying) -> None:
        self._say(saying)
        self.recorded.emit(f"{saying.sentence} {saying.detail}")

    @Slot(object)
    def _taken_back(self, state: Inspection) -> None:
        """A release no longer stands: what the bench said of the parcel, if it shows it, has changed."""
        self.model.put_aside()
        self.recent.note(Recent(state.item_id, Lane(state.lane), self._desk.clock(), self.tr("Taken back")))
        self.recorded.emit(taken_back_saying(state).sentence)

    @Slot(object, object)
    def _taken_up(self, chosen: Candidate, state: Inspection) -> None:
        self._note_outcome(chosen, self.tr("Taken up"))
        self.examination_asked.emit(state)

    @Slot(object)
    def _refused(self, error: BaseException) -> None:
        self._say(self._sayings.refused(error))
        self._focus()

    def _note_outcome(self, chosen: Candidate, outcome: str) -> None:
        self.recent.note(Recent(chosen.item_id, chosen.assessment.lane, self._desk.clock(), outcome))

    @Slot(object)
    def _say(self, saying: Saying | None) -> None:
        self._slow.stop()
        if saying is None:
            self.banner.say("")
        else:
            self.banner.say(saying.sentence, saying.detail, saying.tone)

    @Slot()
    def _say_slow(self) -> None:
        self._say(self._sayings.busy(self.model.looking_up))

    @Slot()
    def _follow_work(self) -> None:
        """Say so where looking up takes longer than a blink."""
        if not self.model.looking_up:
            self._slow.stop()
        elif not self._slow.isActive():
            self._slow.start()

    @Slot()
    def _put_aside(self) -> None:
        if self.entry.field.hasFocus() and self.model.scanned is not None:
            self._leave_entry()
        else:
            self.model.put_aside()

    # --- keys, command barcodes and pictures

    def on_action(self, action: Action) -> bool:
        """Do what a command barcode says, as its key would; False where it has no meaning at the bench."""
        if not self.isVisible():
            return False
        match action.command:
            case Command.RELEASE:
                self.take_step(RELEASE)
            case Command.HOLD if self.model.plan is not None and self.model.plan.hold is not None:
                self.take_step(HOLD)
            case Command.EXAMINE | Command.HOLD | Command.SEIZE:
                self.take_step(EXAMINE)
            case Command.NEXT | Command.CLEAR:
                self.take_step(ASIDE)
            case Command.ENTER:
                self.footer.go_on()
            case Command.UNDO:
                self.footer.ask_last_back()
            case Command.DIGIT if self.footer.digit(int(action.argument)):
                pass
            case Command.DIGIT:
                choices = self.labels if self._together else self.verdict.choices
                choices.choose(int(action.argument) - 1)
            case _:
                self._say(self._sayings.no_such_command())
                return False
        return True

    @Slot()
    def _toggle_changes(self) -> None:
        card = self.verdict.declaration
        if card.changes_shown():
            card.hide_changes()
        else:
            self.model.compare_versions()

    @Slot()
    def _enter_number(self) -> None:
        self.entry.show()
        self.entry.field.setFocus()
        self.entry.field.selectAll()

    @Slot()
    def _leave_entry(self) -> None:
        if self.model.scanned is not None:
            self.entry.hide()
            self._focus()
        elif self._together:
            self._take_labels_down()
            self._say(None)

    @Slot(str)
    def _read_picture(self, path: str) -> None:
        self._say(self._sayings.reading_picture(Path(path).name))
        self.image_chosen.emit(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the next step; the page keys scroll; letters without a field are somebody's text that
        a scan cut short, and its spaces must not press a button."""
        bar = self.verdict.page.verticalScrollBar()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.model.plan is not None:
            self.take_step(self.model.plan.primary.name)
        elif event.key() == Qt.Key.Key_PageDown:
            bar.setValue(bar.value() + bar.pageStep())
        elif event.key() == Qt.Key.Key_PageUp:
            bar.setValue(bar.value() - bar.pageStep())
        else:
            if event.text().isprintable() and event.text():
                self.model.keep_still()
            super().keyPressEvent(event)

    # --- focus and session

    def _focus(self) -> None:
        """Put the focus where work goes on."""
        if not self.isVisible():
            return
        if self.model.plan is None:
            self.entry.field.setFocus()
        else:
            self.footer.take_focus()

    def _officers(self) -> dict[str, str]:
        return {officer.id: officer.name for officer in self._desk.pages.officers()}

    @Slot(object)
    def _follow_session(self, officer: Officer | None) -> None:
        """Clear the bench for another officer; the same one finds it as it was left."""
        if officer is None or officer == self._officer:
            return
        self._officer = officer
        self.recent.forget()
        self.entry.clear()
        self.model.start_over()
