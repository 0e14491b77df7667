"""A report on its way: made from the record, issued in the journal, printed or saved."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from borderpost.domain.inspection import Inspection
from borderpost.ui.aside import aside
from borderpost.ui.desk import Desk
from borderpost.ui.preview.saving import save_durably
from borderpost.work import documenting
from borderpost.work.changes import Kind
from borderpost.work.documenting import Document


class Report(QObject):
    """The seizure report of one inspection at a time.

    `made(pdf)`: it can be shown. `not_made(error)`: there is nothing to show. `printers_found(list)`.
    `failed(error)`: it was not issued. `printed(printer, job)`, `saved(path)`; `not_printed(error)` and
    `not_saved(error)`: it was issued, but did not get where it should. `bundled(path)` and
    `not_bundled(error)`: what became of the evidence bundle.
    """

    made = Signal(object)
    printers_found = Signal(object)
    printed = Signal(str, str)
    saved = Signal(str)
    not_made = Signal(object)
    failed = Signal(object)
    not_printed = Signal(object)
    not_saved = Signal(object)
    bundled = Signal(str)
    not_bundled = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._inspection = ""
        self.state: Inspection | None = None
        self.pdf = b""
        desk.tasks.changed.connect(self._heard)

    @property
    def final(self) -> bool:
        """Tell whether the seizure stands, so that the report is more than a draft."""
        return self.state is not None and documenting.is_final(self.state)

    @property
    def number(self) -> str:
        """The number of the seizure, empty before it stands."""
        return self.state.outcome.number if self.state is not None and self.state.outcome else ""

    @property
    def issued(self) -> bool:
        """Tell whether a report of this seizure is in the journal."""
        return self.state is not None and any(
            each.document == documenting.SEIZURE_REPORT for each in self.state.documents
        )

    def make(self, inspection: str) -> None:
        """Make the report of an inspection."""
        self._inspection = inspection
        self.state = None
        self.pdf = b""
        self._read()

    def forget(self) -> None:
        """Let go of the report."""
        self._inspection = ""
        self.state = None
        self.pdf = b""

    def find_printers(self) -> None:
        """Ask the system for its printers; it may take its time."""
        printing = self._desk.printing
        self._desk.tasks.run(
            lambda: aside(printing.printers),
            self.printers_found.emit,
            self.failed.emit,
            owner=self,
            key="printers",
        )

    def print_to(self, printer: str) -> None:
        """Issue the report and hand it to a printer."""

        def hand_over(document: Document) -> None:
            def done(job: str) -> None:
                self._note_print(document, printer, job)

            self._desk.tasks.run(
                lambda: self._desk.printing.print_pdf(document, printer),
                done,
                self.not_printed.emit,
                owner=self,
            )

        self._issue(hand_over)

    def save_to(self, path: Path) -> None:
        """Issue the report and write it to a file."""

        def write(document: Document) -> None:
            self._desk.tasks.run(
                lambda: aside(lambda: save_durably(document.pdf, path)),
                lambda _: self.saved.emit(str(path)),
                self.not_saved.emit,
                owner=self,
            )

        self._issue(write)

    def bundle_to(self, path: Path) -> None:
        """Journal the evidence bundle of the case and write it to a file."""
        if self.state is None:
            return
        inspection, officer = self.state.id, self._desk.session.officer

        def done(_: None) -> None:
            self._desk.tasks.broadcast(frozenset({Kind.DOCUMENTS}))
            self.bundled.emit(str(path))

        self._desk.tasks.run(
            lambda: self._desk.reports.evidence_bundle(inspection, officer, path),
            done,
            self.not_bundled.emit,
            owner=self,
        )

    def _issue(self, then: Callable[[Document], None]) -> None:
        """Journal the report as it is shown, before it is handed out."""
        if self.state is None or not self.pdf:
            return
        verb = partial(
            documenting.issue_seizure_report,
            officer=self._desk.session.officer,
            made_from=self.state,
            pdf=self.pdf,
            evidence=self._desk.evidence,
        )
        self._desk.do(verb, then, self._not_issued, owner=self)

    def _not_issued(self, error: BaseException) -> None:
        self.failed.emit(error)
        # what is shown may be of yesterday: show what the record says now
        self._read()

    def _note_print(self, document: Document, printer: str, job: str) -> None:
        verb = partial(
            documenting.record_print, officer=self._desk.session.officer, document=document, printer=printer
        )
        self._desk.do(verb, lambda _: self.printed.emit(printer, job), self.failed.emit, owner=self)

    def _read(self) -> None:
        inspection = self._inspection

        def found(state: Inspection | None) -> None:
            if self._inspection != inspection or state is None:
                return
            known, self.state = self.state, state
            if known is not None and state.same_content(known) and self.pdf:
                # the same report: what was read, issued or printed meanwhile does not stand in it
                self.made.emit(self.pdf)
                return
            self._desk.tasks.run(
                lambda: self._desk.reports.seizure_report(state),
                made,
                self.not_made.emit,
                owner=self,
                key="make",
            )

        def made(pdf: bytes) -> None:
            if self._inspection == inspection:
                self.pdf = pdf
                self.made.emit(pdf)

        self._desk.tasks.run(
            lambda: self._desk.reads.read(lambda pages: pages.inspection(inspection)),
            found,
            self.not_made.emit,
            owner=self,
            key="read",
        )

    @Slot(object)
    def _heard(self, kinds: frozenset[Kind]) -> None:
        if self._inspection and kinds & {Kind.INSPECTIONS, Kind.DOCUMENTS}:
            self._read()
