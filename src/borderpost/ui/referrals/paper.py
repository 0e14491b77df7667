"""A transfer receipt on its way: made from the record, issued in the journal, printed or saved."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from borderpost.ui.aside import aside
from borderpost.ui.desk import Desk
from borderpost.ui.preview.saving import save_durably
from borderpost.work import documenting
from borderpost.work.documenting import Document
from borderpost.work.ports import Pages
from borderpost.work.ports_referrals import Key
from borderpost.work.transfer_paper import issue_transfer_receipt


class Paper(QObject):
    """One receipt at a time. `issued(receipt)`: it stands in the journal and can be handed out.

    `printers_found(list)`, `printed(printer)`, `saved(path)`; `failed(error)`: one of them did not happen.
    """

    issued = Signal(str)
    printers_found = Signal(object)
    printed = Signal(str)
    saved = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.document: Document | None = None

    def make(self, receipt: str) -> None:
        """Make the receipt of a hand-over, journal it with its hash, and offer the printers."""
        self.document = None

        def read(pages: Pages) -> tuple[Key, ...]:
            return pages.referrals_under(receipt)

        def known(parts: tuple[Key, ...]) -> None:
            self._desk.tasks.run(
                lambda: self._desk.reports.transfer_receipt(receipt),
                lambda pdf: self._issue(receipt, parts, pdf),
                self.failed.emit,
                owner=self,
                key="make",
            )

        self._desk.tasks.run(
            lambda: self._desk.reads.read(read), known, self.failed.emit, owner=self, key="read"
        )

    def print_to(self, printer: str) -> None:
        """Hand the receipt to a printer."""
        document = self.document
        if document is None:
            return

        def done(_job: str) -> None:
            verb = partial(
                documenting.record_print,
                officer=self._desk.session.officer,
                document=document,
                printer=printer,
            )
            self._desk.do(verb, lambda _: self.printed.emit(printer), self.failed.emit, owner=self)

        self._desk.tasks.run(
            lambda: self._desk.printing.print_pdf(document, printer), done, self.failed.emit, owner=self
        )

    def save_to(self, path: Path) -> None:
        """Write the receipt to a file."""
        document = self.document
        if document is None:
            return
        self._desk.tasks.run(
            lambda: aside(lambda: save_durably(document.pdf, path)),
            lambda _: self.saved.emit(str(path)),
            self.failed.emit,
            owner=self,
        )

    def _issue(self, receipt: str, parts: tuple[Key, ...], pdf: bytes) -> None:
        verb = partial(
            issue_transfer_receipt,
            officer=self._desk.session.officer,
            receipt=receipt,
            parts=parts,
            pdf=pdf,
            evidence=self._desk.evidence,
        )

        def done(document: Document) -> None:
            self.document = document
            self.issued.emit(receipt)
            self._desk.tasks.run(
                lambda: aside(self._desk.printing.printers),
                self.printers_found.emit,
                self.failed.emit,
                owner=self,
                key="printers",
            )

        self._desk.do(verb, done, self.failed.emit, owner=self)
