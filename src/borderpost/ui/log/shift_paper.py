"""A shift report on its way: made from the journal, journalled by its SHA-256, printed or saved."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from borderpost.ui.aside import aside
from borderpost.ui.desk import Desk
from borderpost.ui.preview.saving import save_durably
from borderpost.work.documenting import Document
from borderpost.work.shift_paper import ShiftPaper, issue_shift_report, record_shift_print


class ShiftReport(QObject):
    """The report of one day at a time.

    `made(ShiftPaper)`, `printers_found(list)`, `printed(printer)`, `saved(path)`; `failed(error)`: one of
    them did not happen.
    """

    made = Signal(object)
    printers_found = Signal(object)
    printed = Signal(str)
    saved = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._day: date | None = None
        self.paper: ShiftPaper | None = None
        self.document: Document | None = None
        """The report as it was journalled; None before it was handed out."""

    def make(self, day: date) -> None:
        """Make the report of a day, with a checkpoint of the journal as it stands."""
        self.forget()
        self._day = day
        self._desk.tasks.run(
            lambda: self._desk.reports.shift_report(day),
            self._made,
            self.failed.emit,
            owner=self,
            key="make",
        )

    def forget(self) -> None:
        """Let go of the report."""
        self._day = self.paper = self.document = None

    def find_printers(self) -> None:
        """Ask the system for its printers; it may take its time."""
        self._desk.tasks.run(
            lambda: aside(self._desk.printing.printers),
            self.printers_found.emit,
            self.failed.emit,
            owner=self,
            key="printers",
        )

    def print_to(self, printer: str) -> None:
        """Journal the report and hand it to a printer."""

        def hand_over(document: Document) -> None:
            officer = self._desk.session.officer
            verb = partial(record_shift_print, officer=officer, document=document, printer=printer)

            def sent(_job: str) -> None:
                self._desk.do(verb, lambda _: self.printed.emit(printer), self.failed.emit, owner=self)

            self._desk.tasks.run(
                lambda: self._desk.printing.print_pdf(document, printer), sent, self.failed.emit, owner=self
            )

        self._issue(hand_over)

    def save_to(self, path: Path) -> None:
        """Journal the report and write it to a file."""

        def write(document: Document) -> None:
            self._desk.tasks.run(
                lambda: aside(lambda: save_durably(document.pdf, path)),
                lambda _: self.saved.emit(str(path)),
                self.failed.emit,
                owner=self,
            )

        self._issue(write)

    def _made(self, paper: ShiftPaper) -> None:
        if paper.day == self._day:
            self.paper = paper
            self.made.emit(paper)

    def _issue(self, then: Callable[[Document], None]) -> None:
        """Journal the report as it is shown before it is handed out, once."""
        if self.document is not None:
            then(self.document)
            return
        paper = self.paper
        if paper is None:
            return

        def issued(document: Document) -> None:
            if self.paper is paper:
                self.document = document
            then(document)

        verb = partial(issue_shift_report, officer=self._desk.session.officer, paper=paper)
        self._desk.do(verb, issued, self.failed.emit, owner=self)
