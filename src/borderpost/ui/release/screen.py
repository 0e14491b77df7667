"""The screen on which a receptacle or a list is put together, signed by a second officer, and released."""

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Protocol

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from borderpost.domain.identifiers import Action, Command, IdentifierKind, read_scan
from borderpost.domain.officer import Right
from borderpost.domain.release_codes import ListKind
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import (
    Button,
    ButtonKind,
    Card,
    CodeField,
    FormField,
    NextStepBar,
    Notice,
    ScrollPage,
    Step,
    Text,
)
from borderpost.ui.release.columns import list_columns
from borderpost.ui.release.list_file import ListFile
from borderpost.ui.release.model import ListRelease, Phase
from borderpost.ui.release.signing import SigningPanel
from borderpost.ui.release.telling import counts_words, ended_words, list_title, under_way_words
from borderpost.ui.shell.signpost import RELEASE, Signposted
from borderpost.ui.tables import PagedTableModel, PagedTableView
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.rules import error_sentence
from borderpost.work import bulk_releasing
from borderpost.work.bulk_releasing import Line
from borderpost.work.ports_release import BulkUnderWay

_SIGN, _STOP, _RESUME, _GIVE_UP, _NEXT = "sign", "stop", "resume", "give_up", "next"


class Receptacles(Protocol):
    """Says which items were declared to be in a receptacle."""

    def items_in(self, receptacle: str) -> "Future[tuple[str, ...]]":
        """Return their numbers; may take a while."""
        ...


class ReleaseScreen(Signposted, QWidget):
    """`working` says whether a list is being released; `recorded` carries a sentence on what was."""

    working = Signal(bool)
    recorded = Signal(str)

    signpost = RELEASE

    def __init__(self, desk: Desk, receptacles: Receptacles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.title)
        self._desk, self._receptacles = desk, receptacles
        self.release = ListRelease(desk, self)
        self._waiting: tuple[BulkUnderWay, ...] = ()
        self._asking = 0
        self.file = ListFile(self)
        self._build()
        self.release.changed.connect(self._renew)
        self.release.progressed.connect(self._progress)
        self.release.failed.connect(self._failed)
        self.release.ended.connect(self._ended)
        self.file.chosen.connect(self._file_chosen)
        self.file.unreadable.connect(self._file_unreadable)
        desk.session.changed.connect(self._other_officer)
        self.setEnabled(not desk.session.anyone or desk.session.officer.may(Right.CONCLUDE))
        self._renew()

    def _build(self) -> None:
        self.notice = Notice("", Tone.CRITICAL)
        self.number = CodeField(self.tr("Receptacle or parcel"), self.tr("scan or type its number"))
        self.number.returnPressed.connect(self._typed)
        open_file = Button(self.tr("List from a file…"), ButtonKind.NORMAL, Icon.FOLDER, key="Ctrl+O")
        open_file.clicked.connect(self.file.ask)
        empty = Button(self.tr("Begin anew"), ButtonKind.QUIET, Icon.REMOVE)
        empty.clicked.connect(self.start_over)
        self._sources = QWidget()
        across = QHBoxLayout(self._sources)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(Space.S)
        across.addWidget(self.number, 1)
        across.addWidget(open_file)
        across.addWidget(empty)
        self.list: PagedTableModel[Line] = PagedTableModel(
            list_columns(lambda: self.release.phase is Phase.DONE), self._fetch, self
        )
        self.table = PagedTableView(self.tr("Items of the list"), self.list)
        self.counts = Text("", TextStyle.STRONG, wrap=True)
        self.bar_of_progress = QProgressBar()
        self.bar_of_progress.setAccessibleName(self.tr("Released so far"))
        self._listed = Card(self.tr("No list yet"))
        self._listed.add(self.counts)
        self._listed.add(self.bar_of_progress)
        self._listed.add(self.table, 1)
        self.yellow = QCheckBox(self.tr("Yellow items go, too"))
        self.yellow.toggled.connect(self.release.take_yellow)
        self.reason = QLineEdit()
        self.reason.textChanged.connect(self._renew_steps)
        self.signing = SigningPanel(self._desk, self.release, self.reason.text)
        self.signing.signed.connect(self._signed)
        self._sign = Card(self.tr("Second officer"))
        self._sign.add(self.yellow)
        self._sign.add(FormField(self.tr("Reason"), self.reason, self.tr("For every item"), required=True))
        self._sign.add(self.signing)
        beside = ScrollPage()
        beside.add(self._sign)
        beside.column.addStretch(1)
        self._beside = beside
        middle = QHBoxLayout()
        middle.setSpacing(Space.M)
        middle.addWidget(self._listed, 3)
        middle.addWidget(beside, 2)
        self.steps = NextStepBar()
        self.steps.taken.connect(self.take_step)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.notice)
        column.addWidget(self._sources)
        column.addLayout(middle, 1)
        column.addWidget(self.steps)

    def on_shown(self) -> None:
        """Have the scans, look whether a list was left half done, and put the focus where work goes on."""
        self._desk.scans.want(self._take)
        self._ask_under_way()
        if self.release.phase is Phase.READY and self.reason.text().strip():
            self.signing.panel.setFocus()
        else:
            (self.number if self._sources.isVisible() else self.steps).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Offer those who may sign."""
        super().showEvent(event)
        if self._desk.session.anyone:
            self.signing.offer()

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the scans back; a list that is being released goes on."""
        super().hideEvent(event)
        self._desk.scans.want(None)

    def on_action(self, action: Action) -> bool:
        """Badge the second officer, or go on; False where a command has no meaning here."""
        match action.command:
            case Command.BADGE:
                return self.signing.panel.choose(action.argument)
            case Command.ENTER if self.signing.panel.passphrase.text():
                self.signing.panel.submit.click()
            case Command.ENTER if self.steps.steps():
                self.take_step(self.steps.steps()[-1].name)
            case _:
                return False
        return True

    def take_numbers(self, numbers: Sequence[str], searched: str = "") -> None:
        """Look at numbers that were gathered elsewhere, by scans or by a search."""
        self.release.take(ListKind.SEARCH if searched else ListKind.SCANNED, searched, tuple(numbers))

    @Slot()
    def start_over(self) -> None:
        """Begin with an empty list."""
        self.release.clear()
        self.reason.clear()
        self.signing.clear()
        self.notice.set_notice("")
        self._ask_under_way()
        self.number.setFocus()

    @Slot(str)
    def take_step(self, name: str) -> None:
        """Take a step by its name, as its key does."""
        under = self.release.under or next(iter(self._waiting), None)
        if name == _SIGN:
            (self.signing.panel if self.reason.text().strip() else self.reason).setFocus()
        elif name == _STOP:
            self.release.stop()
            self._ask_under_way()
        elif name == _RESUME and under is not None:
            self._signed(under)
        elif name == _GIVE_UP and under is not None:
            if not self.reason.text().strip():
                self.reason.setFocus()
                self.notice.set_notice(self.tr("Give the reason for which the rest is left."), Tone.CAUTION)
            else:
                self.release.under = under
                self.release.give_up(self.reason.text())
        elif name == _NEXT:
            self.start_over()

    # --- what comes onto the list

    def _take(self, scan: RawScan) -> bool:
        if self.release.phase is Phase.WORKING or not self._desk.session.anyone:
            return True
        reading = read_scan(scan, self._desk.carriers)[0]
        if reading.kind is IdentifierKind.RECEPTACLE:
            self._ask_receptacle(reading.text)
        else:
            self.release.add(reading.text)
        return True

    @Slot()
    def _typed(self) -> None:
        text = self.number.text().strip()
        self.number.clear()
        if text:
            self._take(RawScan(text.encode(), ScanSource.KEYED, self._desk.clock()))

    def _ask_receptacle(self, receptacle: str) -> None:
        self._asking += 1
        asked = self._asking

        def found(numbers: tuple[str, ...]) -> None:
            if asked != self._asking:
                return
            if numbers:
                self.release.take(ListKind.RECEPTACLE, receptacle, numbers)
            else:
                told = self.tr("Nothing is declared to be in receptacle {number}.")
                self.notice.set_notice(told.format(number=receptacle), Tone.CAUTION)

        self.notice.set_notice(self.tr("Looking for what is declared to be in it …"), Tone.INFO)
        self._desk.tasks.run(
            lambda: self._receptacles.items_in(receptacle), found, self._failed, owner=self, key="receptacle"
        )

    @Slot(str, object)
    def _file_chosen(self, name: str, numbers: tuple[str, ...]) -> None:
        self.release.take(ListKind.FILE, name, numbers)

    @Slot(str)
    def _file_unreadable(self, name: str) -> None:
        told = self.tr("{name} is no text of numbers of at most 2 MB.")
        self.notice.set_notice(told.format(name=name), Tone.CAUTION)

    # --- what comes back

    def _ask_under_way(self) -> None:
        self._desk.do(bulk_releasing.under_way, self._found_under_way, self._failed, owner=self)

    def _found_under_way(self, waiting: tuple[BulkUnderWay, ...]) -> None:
        self._waiting = waiting
        self._renew()

    @Slot(object)
    def _signed(self, under: BulkUnderWay) -> None:
        self.signing.clear()
        self.notice.set_notice("")
        self.working.emit(True)
        self.release.run(under)

    @Slot(int, int)
    def _progress(self, done: int, of: int) -> None:
        self.bar_of_progress.setRange(0, of)
        self.bar_of_progress.setValue(done)

    @Slot(int)
    def _ended(self, released: int) -> None:
        self.working.emit(False)
        told = ended_words(self.release, released)
        self.notice.set_notice(told, Tone.POSITIVE)
        self.recorded.emit(told)
        announce(self, told, urgent=True)
        self._ask_under_way()
        self.steps.setFocus()

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self.working.emit(False)
        self.notice.set_notice(error_sentence(error), Tone.CRITICAL)
        announce(self, self.notice.text(), urgent=True)

    @Slot()
    def _renew(self) -> None:
        release = self.release
        if release.phase in (Phase.LOOKING, Phase.READY) and self.notice.text():
            self.notice.set_notice("")
        self._listed.set_title(list_title(release))
        self.counts.setText(counts_words(release))
        self.list.set_ids(range(len(release.lines)))
        self.list.refresh()
        working = release.phase in (Phase.WORKING, Phase.STOPPED)
        self.bar_of_progress.setVisible(working)
        self._sources.setVisible(not working)
        waits = bool(self._waiting) and release.phase is Phase.EMPTY
        self._beside.setVisible(release.phase in (Phase.LOOKING, Phase.READY, Phase.STOPPED) or waits)
        self.signing.setVisible(release.phase in (Phase.LOOKING, Phase.READY))
        self.yellow.setVisible(self.signing.isVisibleTo(self))
        self._renew_steps()

    @Slot()
    def _renew_steps(self) -> None:
        release = self.release
        going = len(release.going())
        resume = Step(_RESUME, self.tr("Go on with it"), "F6", Icon.RELEASE)
        give_up = Step(_GIVE_UP, self.tr("Leave the rest"), "F8", Icon.CROSS, danger=True)
        if release.phase is Phase.WORKING:
            stop = Step(_STOP, self.tr("Stop here"), "F8", Icon.HOLD)
            self.steps.set_steps(self.tr("The list is being released."), None, stop)
        elif release.phase is Phase.STOPPED:
            self.steps.set_steps(self.tr("The list stands still."), resume, give_up)
        elif release.phase is Phase.EMPTY and self._waiting:
            self.steps.set_steps(under_way_words(self._waiting[0]), resume, give_up)
        elif release.phase is Phase.DONE:
            self.steps.set_steps(
                self.tr("The list is done."), Step(_NEXT, self.tr("Next list"), "F6", Icon.NEXT)
            )
        elif release.phase is Phase.EMPTY:
            told = self.tr("Scan the label of the receptacle, or its parcels one by one.")
            self.steps.set_steps(told, None)
        else:
            why_not = "" if going else self.tr("Nothing on this list can be released together.")
            ready = release.phase is Phase.READY and going > 0
            sign = Step(_SIGN, self.tr("Have it signed"), "F6", Icon.APPROVE, enabled=ready, why_not=why_not)
            self.steps.set_steps(self.tr("A second officer signs the list."), sign)

    def _fetch(self, ids: Sequence[int]) -> list[Line | None]:
        lines = self.release.lines
        return [lines[place] if place < len(lines) else None for place in ids]

    @Slot(object)
    def _other_officer(self, officer: object) -> None:
        """Nobody goes on with what another one put together; what was signed waits in the record."""
        self.release.stop()
        if officer is not None:
            self.working.emit(False)
            self.start_over()
            self.signing.offer()
            self.setEnabled(self._desk.session.officer.may(Right.CONCLUDE))
