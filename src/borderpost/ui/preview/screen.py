"""The seizure report on the screen: read it as it will be printed, issue it, print it or save it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import (
    Button,
    ButtonKind,
    Code,
    EmptyState,
    NextStepBar,
    Notice,
    StatusPill,
    Step,
    Text,
    ltr,
)
from borderpost.ui.kit.paper import Paper
from borderpost.ui.preview.case import Report
from borderpost.ui.preview.handing_out import FilePanel, PrinterPanel
from borderpost.ui.preview.saving import proposed_path
from borderpost.ui.shell.signpost import REPORT, Signposted
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.names import own
from borderpost.ui.words.rules import error_sentence

BACK, PRINT, SAVE, BUNDLE = "back", "print", "save", "bundle"


class ReportScreen(Signposted, QWidget):
    """`left(origin)`: Escape; `origin` is the name of the screen that the report was asked for from.

    `told(sentence, tone)`: what came of printing and saving.
    """

    left = Signal(str)
    told = Signal(str, object)

    signpost = REPORT

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._origin = ""
        self._shown = b""
        self.report = Report(desk, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.notice = Notice("", Tone.INFO)
        column.addWidget(self.notice)
        self.empty = EmptyState(
            Icon.REPORT,
            self.tr("No report is open"),
            self.tr("Open an inspection in the log or in the approvals and press F6."),
        )
        self._page = QWidget()
        page = QVBoxLayout(self._page)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.S)
        page.addLayout(self._head())
        self.paper = Paper(self.tr("Seizure report"))
        self.paper.turned.connect(self._tell_page)
        page.addWidget(self.paper, 1)
        self.printers = PrinterPanel()
        self.files = FilePanel(self.tr("Save the report as a PDF"), self.tr("PDF documents (*.pdf)"), ".pdf")
        self.bundles = FilePanel(
            self.tr("Save the evidence of this case, for anyone to check"),
            self.tr("Evidence bundles (*.evidence)"),
            ".evidence",
        )
        self._leaves = Leaves(self.empty, self._page, *map(_amid, (self.printers, self.files, self.bundles)))
        column.addWidget(self._leaves, 1)
        self.bar = NextStepBar()
        self.bar.taken.connect(self._take)
        column.addWidget(self.bar)
        self.printers.chosen.connect(self._print)
        self.printers.file_asked.connect(self._ask_file)
        self.printers.left.connect(self._to_paper)
        self.files.chosen.connect(self._save)
        self.files.left.connect(self._to_paper)
        self.bundles.chosen.connect(self._save_bundle)
        self.bundles.left.connect(self._to_paper)
        report = self.report
        report.made.connect(self._made)
        report.printers_found.connect(self._offer_printers)
        report.printed.connect(self._printed)
        report.saved.connect(self._saved)
        report.bundled.connect(self._bundled)
        report.not_bundled.connect(self._failed)
        report.failed.connect(self._failed)
        report.not_made.connect(self._not_made)
        report.not_printed.connect(self._not_printed)
        report.not_saved.connect(self._not_saved)
        desk.session.changed.connect(self._other_officer)
        self._officer_id = ""
        self._renew()

    def on_shown(self) -> None:
        """Put the focus where reading goes on."""
        shown = self._leaves.currentWidget()
        if shown is self._page:
            self.paper.setFocus()
        elif shown is self.empty:
            self.bar.button(BACK).setFocus()
        elif shown is not None:
            shown.setFocus()

    def show_report(self, inspection: str, origin: str = "") -> None:
        """Make and show the report of an inspection; Escape leads back to the screen named `origin`."""
        self._origin = origin
        self._shown = b""
        self._officer_id = self._desk.session.officer.id
        self.notice.set_notice(self.tr("The report is being made…"), Tone.INFO)
        self.paper.show_pdf(b"")
        self._leaves.setCurrentWidget(self._page)
        self.report.make(inspection)
        self._renew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self._take(BACK)
            return
        super().keyPressEvent(event)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        self.state = StatusPill()
        self.item = Code("", TextStyle.CODE)
        self.number = Code("", TextStyle.CODE)
        self.pages = Text("", muted=True)
        self.closer = _zoom_button("+", self.tr("Zoom in"), "Ctrl++")
        self.farther = _zoom_button("\u2212", self.tr("Zoom out"), "Ctrl+-")
        self.whole = _zoom_button("\u2194", self.tr("Fit the width"), "Ctrl+0")
        self.closer.clicked.connect(self._zoom_in)
        self.farther.clicked.connect(self._zoom_out)
        self.whole.clicked.connect(self._fit)
        row.addWidget(self.state)
        row.addWidget(self.number)
        row.addWidget(self.item)
        row.addStretch(1)
        for widget in (self.pages, self.farther, self.closer, self.whole):
            row.addWidget(widget)
        return row

    def _renew(self) -> None:
        """Say how the report stands and what can be done with it."""
        report = self.report
        back = Step(BACK, self.tr("Back"), "Esc", Icon.UNDO)
        self.number.set_code(report.number)
        self.number.setVisible(bool(report.number))
        if report.state is None:
            self.state.setVisible(False)
            self.item.setVisible(False)
            self.bar.set_steps(self.tr("Escape goes back."), None, back)
            return
        self.state.setVisible(True)
        self.item.setVisible(True)
        self.item.set_code(report.state.item_id)
        ready = report.final and bool(report.pdf)
        why_not = (
            "" if ready else self.tr("A report is issued once a second officer has approved the seizure.")
        )
        save = Step(SAVE, self.tr("Save as PDF…"), "F7", Icon.FOLDER, ready, why_not=why_not)
        evidence = Step(BUNDLE, self.tr("Evidence bundle…"), "F8", Icon.LINK, ready, why_not=why_not)
        words = self.tr("Print again…") if report.issued else self.tr("Issue and print…")
        issue = Step(PRINT, words, "F6", Icon.PRINT, ready, why_not=why_not)
        if not report.final:
            self.state.set_status(self.tr("Draft"), Tone.CAUTION)
            sentence = why_not
        elif report.issued:
            self.state.set_status(self.tr("Issued"), Tone.POSITIVE)
            sentence = self.tr("The report is issued. It can be printed and saved again.")
        else:
            self.state.set_status(self.tr("Ready to be issued"), Tone.INFO)
            sentence = self.tr("Issuing writes the report's SHA-256 to the journal.")
        self.bar.set_steps(sentence, issue, back, evidence, save)

    @Slot(str)
    def _take(self, name: str) -> None:
        if name == PRINT:
            self.report.find_printers()
        elif name == SAVE:
            self._ask_file()
        elif name == BUNDLE:
            self._ask_bundle()
        elif self.files.confirm.isVisible():
            self.files.confirm.no.click()
        elif self.bundles.confirm.isVisible():
            self.bundles.confirm.no.click()
        elif self._leaves.currentWidget() not in (self._page, self.empty):
            self._to_paper()
        else:
            self.left.emit(self._origin)

    @Slot(object)
    def _made(self, pdf: bytes) -> None:
        # shown again only where it is another one: the reader's place in it is kept
        if self.paper.pages() and pdf == self._shown:
            self._renew()
            return
        self._shown = pdf
        self.notice.set_notice("")
        if not self.paper.show_pdf(pdf):
            text = self.tr("The report was made, but it cannot be shown here.")
            self.notice.set_notice(text, Tone.CRITICAL)
        self._renew()
        if self.isVisible() and self._leaves.currentWidget() is self._page:
            self.paper.setFocus()
        announce(self, self.paper.accessibleName())

    @Slot(object)
    def _offer_printers(self, printers: list[str]) -> None:
        self._leaves.setCurrentIndex(2)
        self.printers.offer(printers)

    @Slot()
    def _ask_file(self) -> None:
        if self.report.final:
            self._leaves.setCurrentIndex(3)
            self.files.ask(proposed_path(self.report.number))

    def _ask_bundle(self) -> None:
        if self.report.final:
            self._leaves.setCurrentIndex(4)
            self.bundles.ask(proposed_path(self.report.number, ".evidence"))

    @Slot()
    def _to_paper(self) -> None:
        self._leaves.setCurrentWidget(self._page)
        self.paper.setFocus()

    @Slot(str)
    def _print(self, printer: str) -> None:
        self._to_paper()
        told = self.tr("On its way to {printer}…").format(printer=own(printer))
        self.notice.set_notice(told, Tone.INFO)
        self.report.print_to(printer)

    @Slot(str)
    def _save(self, path: str) -> None:
        self._to_paper()
        self.report.save_to(Path(path))

    @Slot(str)
    def _save_bundle(self, path: str) -> None:
        self._to_paper()
        self.notice.set_notice(self.tr("The evidence is being gathered…"), Tone.INFO)
        self.report.bundle_to(Path(path))

    @Slot(str)
    def _bundled(self, path: str) -> None:
        told = self.tr("The evidence of this case is in {path}; borderpost-verify checks it anywhere.")
        self._tell(told.format(path=ltr(path)), Tone.POSITIVE)

    @Slot(str, str)
    def _printed(self, printer: str, job: str) -> None:
        told = self.tr("Sent to {printer} as {job}; the journal says so.")
        self._tell(told.format(printer=own(printer), job=ltr(job)), Tone.POSITIVE)

    @Slot(str)
    def _saved(self, path: str) -> None:
        self._tell(self.tr("Saved as {path}").format(path=ltr(path)), Tone.POSITIVE)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._tell(error_sentence(error), Tone.CRITICAL)
        self._renew()

    @Slot(object)
    def _not_made(self, error: BaseException) -> None:
        told = self.tr("The report could not be made: {reason}.")
        self._tell(told.format(reason=str(error)[:200].rstrip(".") or type(error).__name__), Tone.CRITICAL)
        self._renew()

    @Slot(object)
    def _not_printed(self, error: BaseException) -> None:
        told = self.tr("It is issued, but it was not printed: {reason}. Try another printer, or save it.")
        self._tell(told.format(reason=str(error)[:200].rstrip(".")), Tone.CRITICAL)

    @Slot(object)
    def _not_saved(self, error: BaseException) -> None:
        told = self.tr("It is issued, but the file was not written: {reason}. Choose another folder.")
        self._tell(told.format(reason=str(error)[:200].rstrip(".")), Tone.CRITICAL)

    def _tell(self, text: str, tone: Tone) -> None:
        self.notice.set_notice(text, tone)
        announce(self, text, urgent=tone is Tone.CRITICAL)
        self.told.emit(text, tone)

    @Slot()
    def _tell_page(self) -> None:
        pages = self.paper.pages()
        text = self.tr("Page {page} of {pages}").format(page=self.paper.page(), pages=pages)
        percent = self.tr("{percent} %").format(percent=self.paper.percent()) if self.paper.percent() else ""
        self.pages.setText(" · ".join(part for part in (text, percent) if part) if pages else "")

    @Slot()
    def _zoom_in(self) -> None:
        self.paper.zoom(closer=True)

    @Slot()
    def _zoom_out(self) -> None:
        self.paper.zoom(closer=False)

    @Slot()
    def _fit(self) -> None:
        self.paper.fit_width()

    @Slot(object)
    def _other_officer(self, officer: object) -> None:
        """What one officer had opened is not for the next."""
        if officer is None or not self._officer_id or self._desk.session.officer.id == self._officer_id:
            return
        self._officer_id = ""
        self.report.forget()
        self.paper.show_pdf(b"")
        self.notice.set_notice("")
        self._leaves.setCurrentWidget(self.empty)
        self._renew()


def _zoom_button(sign: str, name: str, key: str) -> Button:
    made = Button(sign, ButtonKind.NORMAL)
    made.setAccessibleName(name)
    made.set_key(key)
    made.setToolTip(f"{name} ({key})")
    return made


def _amid(panel: QWidget) -> QWidget:
    """Put a panel into the upper middle of the page."""
    page = QWidget()
    page.setFocusProxy(panel)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(panel)
    column.addStretch(1)
    return page
