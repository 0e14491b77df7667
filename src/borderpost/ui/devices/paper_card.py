"""The card of the printers and of the sheet of command barcodes."""

import hashlib
from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from borderpost.domain.access_rules import NO_BADGE, badge_code
from borderpost.ui.desk import Desk
from borderpost.ui.devices.ports import Devices
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, Card, FormField, Notice, Text
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.amounts import isolated
from borderpost.work.documenting import Document

_FILE = "command-sheet.pdf"


class PaperCard(Card):
    """Prints or saves the commands, with the badge of the officer who is logged in."""

    def __init__(self, desk: Desk, devices: Devices, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Printers and the command sheet"))
        self._desk = desk
        self._devices = devices
        self.printer = Pick()
        self._printer_field = FormField(self.tr("Printer"), self.printer)
        self.add(self._printer_field)
        self.none = Text(
            self.tr("The system knows no printer. Save the sheet, and print it elsewhere."),
            muted=True,
            wrap=True,
        )
        self.add(self.none)
        self.add(
            Text(
                self.tr(
                    "The command sheet lets a gloved officer work with the scanner alone: one barcode for"
                    " each command, each digit and each quantity."
                ),
                muted=True,
                wrap=True,
            )
        )
        self.badge = QCheckBox()
        self.badge.setChecked(True)
        self.add(self.badge)
        self.print = Button(self.tr("Print the command sheet"), icon=Icon.PRINT)
        self.save = Button(self.tr("Save as PDF"), icon=Icon.REPORT)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.print)
        row.addWidget(self.save)
        row.addStretch(1)
        self.add(row)
        self.said = Notice("", Tone.INFO)
        self.add(self.said)
        self.print.clicked.connect(self.print_sheet)
        self.save.clicked.connect(self._ask_where)

    def renew(self) -> None:
        """Show the printers, and whose badge goes onto the sheet."""
        printers = self._desk.printing.printers()
        self.printer.set_choices([(name, name) for name in printers])
        self._printer_field.setVisible(bool(printers))
        self.print.setVisible(bool(printers))
        self.none.setVisible(not printers)
        anyone = self._desk.session.anyone
        self.badge.setVisible(bool(self._whose_badge()))
        if anyone:
            words = self.tr("With the badge of {officer}")
            self.badge.setText(words.format(officer=isolated(self._desk.session.officer.name)))

    @Slot()
    def print_sheet(self) -> None:
        """Hand the sheet to the printer that is chosen."""
        printer = self.printer.value()
        self._make(lambda pdf: self._print(pdf, printer))

    def save_sheet(self, path: str) -> None:
        """Write the sheet to a file."""
        self._make(lambda pdf: self._save(pdf, path))

    def _make(self, done: Callable[[bytes], None]) -> None:
        self.said.set_notice(self.tr("The sheet is being made …"), Tone.INFO)
        whose = self._whose_badge() if self.badge.isChecked() else ""
        self._desk.tasks.run(
            lambda: self._devices.command_sheet(whose), done, self._failed, owner=self, key="sheet"
        )

    def _whose_badge(self) -> str:
        """Return the code of the badge of whoever is signed in, empty where none counts."""
        if not self._desk.session.anyone:
            return ""
        me = self._desk.session.officer.id
        found = (one.badge for one in self._desk.pages.enrolled() if one.officer.id == me)
        return badge_code(me, next(found, NO_BADGE))

    def _print(self, pdf: bytes, printer: str) -> None:
        document = Document("", self.tr("Command sheet"), pdf, hashlib.sha256(pdf).hexdigest())

        def printed(job: str) -> None:
            self.said.set_notice(
                self.tr("Sent to {printer} ({job}).").format(printer=isolated(printer), job=isolated(job)),
                Tone.POSITIVE,
            )

        self._desk.tasks.run(
            lambda: self._desk.printing.print_pdf(document, printer), printed, self._failed, owner=self
        )

    def _save(self, pdf: bytes, path: str) -> None:
        def saved(nothing: None) -> None:
            self.said.set_notice(self.tr("Saved as {path}.").format(path=isolated(path)), Tone.POSITIVE)

        self._desk.tasks.run(lambda: self._devices.save(path, pdf), saved, self._failed, owner=self)

    def _failed(self, error: BaseException) -> None:
        detail = getattr(error, "strerror", None) or str(error)
        self.said.set_notice(self.tr("That did not work: {why}").format(why=isolated(detail)), Tone.CRITICAL)

    @Slot()
    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the command sheet"), _FILE)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilter(self.tr("Documents") + " (*.pdf)")
        dialog.fileSelected.connect(self._where)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _where(self, path: str) -> None:
        self.save_sheet(path)
