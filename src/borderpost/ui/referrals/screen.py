"""The basket as a screen: one table of referrals; what is marked is handed over with one receipt."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.officer import Right
from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import EmptyState, FormField, NextStepBar, Notice, ScrollPage, Step, Text, ltr
from borderpost.ui.preview.handing_out import FilePanel, PrinterPanel
from borderpost.ui.referrals.columns import basket_columns
from borderpost.ui.referrals.forms import AnswerForm, BasketForm, HandOverForm, TakeBackForm
from borderpost.ui.referrals.paper import Paper
from borderpost.ui.shell.signpost import REFERRALS, Signposted
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.tables import PagedTableModel, PagedTableView
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.rules import error_sentence
from borderpost.work.basket import Referred, basket, pressing
from borderpost.work.changes import Kind
from borderpost.work.referring import Transferred

HAND, ANSWER, BACK, RECEIPT = "hand", "answer", "back", "receipt"
_OPEN, _CLOSED = "open", "closed"


class ReferralsScreen(Signposted, QWidget):
    """Space marks, F6 does what comes next, Enter opens the story (`story_asked(id)`).

    `counted` says how many referrals are overdue or wait to be handed over.
    """

    story_asked = Signal(str)
    counted = Signal(int)

    signpost = REFERRALS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: tuple[Referred, ...] = ()
        self._marked: set[str] = set()
        self._printing = False
        self._now = desk.clock()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(self._head())
        self.notice = Notice("", Tone.CAUTION)
        column.addWidget(self.notice)
        self.model: PagedTableModel[Referred] = PagedTableModel(
            basket_columns(self._is_marked, lambda: self._now), self._fetch, self
        )
        self.table = PagedTableView(self.tr("Referrals"), self.model)
        self.table.opened.connect(self._opened)
        self.table.current_changed.connect(self._moved)
        self.table.installEventFilter(self)
        self.empty = EmptyState(
            Icon.MAIL,
            self.tr("Nothing is referred"),
            self.tr("Items that are referred to another agency wait here to be handed over and answered."),
        )
        self.handing, self.answering, self.taking = HandOverForm(), AnswerForm(), TakeBackForm()
        self.printer = PrinterPanel()
        self.file = FilePanel(self.tr("Save the receipt"), self.tr("PDF files (*.pdf)"), ".pdf")
        self._stack = Leaves(self.table, self.empty)
        self.forms = tuple(self._leaf(form) for form in (self.handing, self.answering, self.taking))
        self.papers = tuple(self._leaf(panel) for panel in (self.printer, self.file))
        column.addWidget(self._stack, 1)
        self.bar = NextStepBar()
        self.bar.taken.connect(self._taken)
        column.addWidget(self.bar)
        self.paper = Paper(desk, self)
        self._connect()
        self._show()

    def _head(self) -> QHBoxLayout:
        self.summary = Text("", TextStyle.HEADING, wrap=True)
        self.which = Pick([(_OPEN, self.tr("Waiting")), (_CLOSED, self.tr("Answered or taken back"))])
        self.which.currentIndexChanged.connect(self.renew)
        row = QHBoxLayout()
        row.addWidget(self.summary, 1)
        row.addWidget(FormField(self.tr("Show"), self.which))
        return row

    def _leaf(self, panel: QWidget) -> ScrollPage:
        page = ScrollPage()
        page.add(panel)
        page.column.addStretch(1)
        self._stack.addWidget(page)
        return page

    def _connect(self) -> None:
        for form in (self.handing, self.answering, self.taking):
            form.ready.connect(self._record)
            form.left.connect(self._back_to_rows)
        self.printer.chosen.connect(self._print)
        self.printer.file_asked.connect(self._ask_file)
        self.printer.left.connect(self._back_to_rows)
        self.file.chosen.connect(self._save)
        self.file.left.connect(self._back_to_rows)
        self.paper.issued.connect(self._issued)
        self.paper.printers_found.connect(self._offer_printers)
        self.paper.printed.connect(self._printed)
        self.paper.saved.connect(self._saved)
        self.paper.failed.connect(self._failed)
        self._desk.tasks.changed.connect(self._heard)
        self._desk.session.changed.connect(self._other_officer)

    def on_shown(self) -> None:
        """Read anew: time goes by also where nothing is recorded."""
        self.renew()
        if self._stack.currentWidget() in (self.table, self.empty):
            (self.table if self.table.isVisible() else self.which).setFocus()

    def rows(self) -> tuple[Referred, ...]:
        """Return what the basket shows, in its order."""
        return self._rows

    def marked(self) -> tuple[Referred, ...]:
        """Return what is marked to be handed over together."""
        return tuple(row for row in self._rows if self._is_marked(row))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space marks the row, Ctrl+A marks every row that waits for the same agency."""
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.key() == Qt.Key.Key_Space and not control:
                self._mark()
                return True
            if event.key() == Qt.Key.Key_A and control:
                self._mark_agency()
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def renew(self) -> None:
        """Read the basket, beside the main thread."""
        if not self._desk.session.anyone:
            return
        law, self._now = self._desk.law, self._desk.clock()
        now, still_open = self._now, self.which.value() != _CLOSED
        self._desk.tasks.run(
            lambda: self._desk.reads.read(lambda pages: basket(pages, law, now, still_open=still_open)),
            self._found,
            self._failed,
            owner=self,
            key="basket",
        )

    def _fetch(self, places: Sequence[int]) -> Sequence[Referred | None]:
        return [self._rows[place] if place < len(self._rows) else None for place in places]

    def _found(self, rows: tuple[Referred, ...]) -> None:
        chosen = self._current()
        self._rows = rows
        self._marked &= {row.referral.id for row in rows if row.referral.handed is None}
        self.model.set_ids(range(len(rows)))
        self.model.refresh()
        place = next((n for n, one in enumerate(rows) if chosen and one.referral.id == chosen.referral.id), 0)
        if rows:
            self.table.select_id(place)
        self._show()
        if self.which.value() != _CLOSED:
            self.counted.emit(pressing(rows))

    def _show(self) -> None:
        rows = self._rows
        waiting = sum(row.referral.handed is None and row.referral.is_open for row in rows)
        over = sum(row.overdue for row in rows)
        if self.which.value() == _CLOSED:
            self.summary.setText(self.tr("{count} answered or taken back").format(count=len(rows)))
        else:
            words = self.tr("{hand} to hand over, {answer} await an answer, {over} overdue")
            self.summary.setText(words.format(hand=waiting, answer=len(rows) - waiting, over=over))
        if self._stack.currentWidget() in (self.table, self.empty):
            goes_there = self.table.hasFocus() or self._stack.currentWidget() is self.empty
            self._stack.setCurrentWidget(self.table if rows else self.empty)
            if rows and goes_there and self.isVisible():
                self.table.setFocus()
        self._show_steps()

    def _show_steps(self) -> None:
        row = self._current()
        able = self._desk.session.anyone and self._desk.session.officer.may(Right.KEEP_CUSTODY)
        if self._stack.currentWidget() not in (self.table, self.empty):
            self.bar.set_steps(self.tr("Esc goes back to the list."), None)
            return
        if row is None:
            self.bar.set_steps(self.tr("There is nothing to do here."), None)
            return
        role = self.tr("Your role cannot hand goods over.")
        why_not = "" if able else role
        answer = Step(ANSWER, self.tr("Record the answer…"), "F7", Icon.CHECK, able, why_not=why_not)
        back = Step(BACK, self.tr("Take it back…"), "F8", Icon.UNDO, able, why_not=why_not)
        paper = Step(RECEIPT, self.tr("The receipt…"), "F9", Icon.PRINT)
        if not row.referral.is_open:
            steps = (paper,) if row.referral.handed else ()
            self.bar.set_steps(self.tr("Enter opens the story."), None, *steps)
        elif row.referral.handed is None:
            count = max(len(self.marked()), 1)
            words = self.tr("Hand over…") if count == 1 else self.tr("Hand {count} over…").format(count=count)
            hand = Step(HAND, words, "F6", Icon.NEXT, able, why_not=why_not)
            told = self.tr("Space marks, Ctrl+A marks all for this agency.")
            self.bar.set_steps(told, hand, back, answer)
        else:
            first = Step(ANSWER, self.tr("Record the answer…"), "F6", Icon.CHECK, able, why_not=why_not)
            self.bar.set_steps(self.tr("The agency's answer comes next."), first, paper)

    def _current(self) -> Referred | None:
        place = self.table.current_id()
        return self._rows[place] if isinstance(place, int) and 0 <= place < len(self._rows) else None

    def _is_marked(self, row: Referred) -> bool:
        return row.referral.id in self._marked

    def _can_go(self, row: Referred) -> bool:
        return row.referral.is_open and row.referral.handed is None

    def _mark(self) -> None:
        row = self._current()
        if row is None or not self._can_go(row):
            return
        others = self.marked()
        if others and others[0].referral.agency != row.referral.agency:
            told = self.tr("One receipt is for one agency: these are for {agency}.")
            self._say(told.format(agency=others[0].referral.name), Tone.CAUTION)
            return
        self._marked ^= {row.referral.id}
        self._after_marking()

    def _mark_agency(self) -> None:
        row = self._current()
        if row is None or not self._can_go(row):
            return
        agency = row.referral.agency
        self._marked = {
            one.referral.id for one in self._rows if self._can_go(one) and one.referral.agency == agency
        }
        self._after_marking()

    def _after_marking(self) -> None:
        place = self.table.current_id()
        self.model.refresh()
        self.table.select_id(place)
        self._say(self.tr("{count} marked").format(count=len(self._marked)), Tone.INFO)
        self._show_steps()

    @Slot(str)
    def _taken(self, name: str) -> None:
        row = self._current()
        if row is None:
            return
        self.notice.set_notice("")
        match name:
            case "hand":
                self._open(0, lambda: self.handing.ask(self.marked() or (row,)))
            case "answer":
                self._open(1, lambda: self.answering.begin(row, self._now.date().isoformat()))
            case "back":
                self._open(2, lambda: self.taking.ask((row,)))
            case _:
                if row.referral.handed is not None:
                    self.paper.make(row.referral.handed.receipt)

    def _open(self, form: int, begin: Callable[[], None]) -> None:
        self._stack.setCurrentWidget(self.forms[form])
        begin()
        self._show_steps()

    @Slot(object)
    def _record(self, form: BasketForm) -> None:
        def done(result: object) -> None:
            self._marked.clear()
            self._back_to_rows()
            if isinstance(result, Transferred):
                self._say(self.tr("Handed over. The receipt is being made."), Tone.POSITIVE)
                self.paper.make(result.receipt)
            else:
                self._say(self.tr("Recorded."), Tone.POSITIVE)

        self._desk.do(form.verb(self._desk.session.officer), done, form.refuse, owner=self)

    @Slot(str)
    def _issued(self, receipt: str) -> None:
        told = self.tr("Receipt {number} stands in the journal. Print it, and have both sides sign.")
        self._say(told.format(number=ltr(receipt)), Tone.POSITIVE)

    @Slot(object)
    def _offer_printers(self, printers: list[str]) -> None:
        self._stack.setCurrentWidget(self.papers[0])
        self.printer.offer(printers)
        self._show_steps()

    @Slot(str)
    def _print(self, printer: str) -> None:
        # Enter on the list is told by the list and by the panel around it
        if not self._printing:
            self._printing = True
            self.paper.print_to(printer)

    @Slot()
    def _ask_file(self) -> None:
        if self.paper.document is not None:
            self._stack.setCurrentWidget(self.papers[1])
            self.file.ask(Path.home() / f"{self.paper.document.number}.pdf")

    @Slot(str)
    def _save(self, path: str) -> None:
        self.paper.save_to(Path(path))

    @Slot(str)
    def _printed(self, printer: str) -> None:
        self._printing = False
        self._back_to_rows()
        self._say(self.tr("The receipt went to {printer}.").format(printer=printer), Tone.POSITIVE)

    @Slot(str)
    def _saved(self, path: str) -> None:
        self._back_to_rows()
        self._say(self.tr("The receipt is saved: {path}").format(path=ltr(path)), Tone.POSITIVE)

    @Slot()
    def _back_to_rows(self) -> None:
        self._stack.setCurrentWidget(self.table if self._rows else self.empty)
        (self.table if self._rows else self.which).setFocus()
        self._show_steps()

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._printing = False
        self._say(error_sentence(error), Tone.CRITICAL)

    def _say(self, text: str, tone: Tone) -> None:
        self.notice.set_notice(text, tone)
        announce(self, text, urgent=tone is Tone.CRITICAL)

    @Slot(object)
    def _moved(self, _place: object) -> None:
        self._show_steps()

    @Slot(object)
    def _opened(self, _row: object) -> None:
        row = self._current()
        if row is not None:
            self.story_asked.emit(row.inspection)

    @Slot(object)
    def _heard(self, kinds: frozenset[Kind]) -> None:
        if kinds & {Kind.REFERRALS, Kind.MESSAGES} and self._desk.session.anyone:
            self.renew()

    @Slot(object)
    def _other_officer(self, officer: object) -> None:
        self._marked.clear()
        if self._stack.currentWidget() not in (self.table, self.empty):
            self._stack.setCurrentWidget(self.table if self._rows else self.empty)
        if officer is not None:
            self.renew()
        self._show_steps()
