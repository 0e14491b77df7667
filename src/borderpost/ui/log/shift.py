"""The shift report as a page: read as it will be printed, day by day, then printed or saved."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import NextStepBar, Notice, ScrollPage, Step, Text, ltr
from borderpost.ui.kit.paper import Paper
from borderpost.ui.log.shift_paper import ShiftReport
from borderpost.ui.preview.handing_out import FilePanel, PrinterPanel
from borderpost.ui.preview.saving import CannotSave, proposed_path
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.names import own
from borderpost.ui.words.rules import error_sentence
from borderpost.work.shift_paper import ShiftPaper

BACK, PRINT, SAVE, EARLIER, LATER = "back", "print", "save", "earlier", "later"


class ShiftPage(QWidget):
    """F8 and F9 go from day to day, F6 prints, F7 saves; `closed()`: Escape."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.day = desk.clock().date()
        self.report = ShiftReport(desk, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.heading = Text("", TextStyle.HEADING)
        self.entries = Text("", muted=True)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.entries)
        column.addLayout(head)
        self.notice = Notice("", Tone.INFO)
        column.addWidget(self.notice)
        self.paper = Paper(self.tr("Shift report"))
        self.printers = PrinterPanel()
        self.files = FilePanel(self.tr("Save the report as a PDF"), self.tr("PDF documents (*.pdf)"), ".pdf")
        self._leaves = Leaves(self.paper, *map(_scrolled, (self.printers, self.files)))
        column.addWidget(self._leaves, 1)
        self.bar = NextStepBar()
        self.bar.taken.connect(self.take)
        column.addWidget(self.bar)
        self.printers.chosen.connect(self._print)
        self.printers.file_asked.connect(self._ask_file)
        self.printers.left.connect(self._to_paper)
        self.files.chosen.connect(self._save)
        self.files.left.connect(self._to_paper)
        self.report.made.connect(self._made)
        self.report.printers_found.connect(self._offer_printers)
        self.report.printed.connect(self._printed)
        self.report.saved.connect(self._saved)
        self.report.failed.connect(self._failed)
        desk.session.changed.connect(self._other_officer)
        self._show_steps()

    def show_day(self, day: date) -> None:
        """Make and show the report of a day."""
        self.day = day
        self.heading.setText(self.tr("Shift report of {day}").format(day=ltr(day.isoformat())))
        self.entries.setText("")
        self.paper.show_pdf(b"")
        self.notice.set_notice(self.tr("The report is being made…"), Tone.INFO)
        self.report.make(day)
        self._to_paper()

    def on_shown(self) -> None:
        """Put the focus where reading goes on."""
        shown = self._leaves.currentWidget()
        if shown is not None:
            shown.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.take(BACK)
            return
        super().keyPressEvent(event)

    @Slot(str)
    def take(self, name: str) -> None:
        """Take one of the ways on."""
        if name == PRINT:
            self.report.find_printers()
        elif name == SAVE:
            self._ask_file()
        elif name == EARLIER:
            self.show_day(self.day - timedelta(days=1))
        elif name == LATER:
            self.show_day(self.day + timedelta(days=1))
        elif self.files.confirm.isVisible():
            self.files.confirm.no.click()
        elif self._leaves.currentWidget() is not self.paper:
            self._to_paper()
        else:
            self.closed.emit()

    def _show_steps(self) -> None:
        """Say what can be done with the report."""
        there = self.report.paper is not None
        today = self.day >= self._desk.clock().date()
        back = Step(BACK, self.tr("Back"), "Esc", Icon.UNDO)
        save = Step(SAVE, self.tr("Save as PDF…"), "F7", Icon.FOLDER, there)
        earlier = Step(EARLIER, self.tr("The day before"), "F8")
        later = Step(
            LATER, self.tr("The day after"), "F9", enabled=not today, why_not=self.tr("This is today.")
        )
        handed = self.report.document is not None
        words = self.tr("Print again…") if handed else self.tr("Print…")
        first = Step(PRINT, words, "F6", Icon.PRINT, there)
        sentence = (
            self.tr("It stands in the journal.")
            if handed
            else self.tr("Its SHA-256 goes into the journal before it is handed out.")
        )
        if self._leaves.currentWidget() is not self.paper:
            self.bar.set_steps(self.tr("Escape goes back to the report."), None, back)
        else:
            self.bar.set_steps(sentence, first, back, earlier, later, save)

    @Slot(object)
    def _made(self, paper: ShiftPaper) -> None:
        self.notice.set_notice("")
        if not self.paper.show_pdf(paper.pdf):
            text = self.tr("The report was made, but it cannot be shown here.")
            self.notice.set_notice(text, Tone.CRITICAL)
        told = self.tr("Entries {first} to {last}").format(first=paper.first, last=paper.last)
        self.entries.setText(told if paper.last else self.tr("Nobody worked on this day"))
        self._show_steps()
        announce(self, self.heading.text())

    @Slot(object)
    def _offer_printers(self, printers: list[str]) -> None:
        self._leaves.setCurrentIndex(1)
        self.printers.offer(printers)
        self._show_steps()

    @Slot()
    def _ask_file(self) -> None:
        if self.report.paper is not None:
            self._leaves.setCurrentIndex(2)
            self.files.ask(proposed_path(f"shift-{self._desk.place.station}-{self.day.isoformat()}"))
            self._show_steps()

    @Slot()
    def _to_paper(self) -> None:
        self._leaves.setCurrentWidget(self.paper)
        self._show_steps()
        if self.isVisible():
            self.paper.setFocus()

    @Slot(str)
    def _print(self, printer: str) -> None:
        # Enter on the list is told by the list and by the panel around it
        if self._leaves.currentWidget() is self.paper:
            return
        self._to_paper()
        self.notice.set_notice(self.tr("On its way to {printer}…").format(printer=own(printer)), Tone.INFO)
        self.report.print_to(printer)

    @Slot(str)
    def _save(self, path: str) -> None:
        self._to_paper()
        self.report.save_to(Path(path))

    @Slot(str)
    def _printed(self, printer: str) -> None:
        told = self.tr("Sent to {printer}; the journal says so.").format(printer=own(printer))
        self._tell(told, Tone.POSITIVE)

    @Slot(str)
    def _saved(self, path: str) -> None:
        self._tell(self.tr("Saved as {path}").format(path=ltr(path)), Tone.POSITIVE)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        if isinstance(error, CannotSave):
            told = self.tr("The file was not written: {reason}. Choose another folder.")
            self._tell(told.format(reason=str(error)[:200].rstrip(".")), Tone.CRITICAL)
            return
        self._tell(error_sentence(error), Tone.CRITICAL)

    def _tell(self, text: str, tone: Tone) -> None:
        self.notice.set_notice(text, tone)
        self._show_steps()
        announce(self, text, urgent=tone is Tone.CRITICAL)

    @Slot(object)
    def _other_officer(self, _officer: object) -> None:
        """What one officer had opened is not for the next."""
        if self.report.paper is None and not self.isVisible():
            return
        self.report.forget()
        self.paper.show_pdf(b"")
        self.notice.set_notice("")
        self._to_paper()
        self.closed.emit()


def _scrolled(panel: QWidget) -> QWidget:
    page = ScrollPage()
    page.setFocusProxy(panel)
    page.add(panel)
    page.column.addStretch(1)
    return page
