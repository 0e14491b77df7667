"""Labels for exhibits, bags and sealed cases: each journalled by its SHA-256, then printed, with one key."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.custody.exhibit import Exhibit
from borderpost.domain.inspection import Inspection, Mark
from borderpost.ui.announce import announce
from borderpost.ui.aside import aside
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.entry_list import EntryList, Row
from borderpost.ui.examination.pick import Pick
from borderpost.ui.examination.places import place_of
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, FormField, Notice, ShortcutHint, Text, ltr
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, Role, Space, TextStyle, Tone
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.custody_acts import exhibit_word
from borderpost.ui.words.rules import error_sentence
from borderpost.work import documenting
from borderpost.work.documenting import Document

KEY = "Ctrl+P"


class LabelsPanel(look.Themed, QFrame):
    """Says that labels are wanting. `KEY` opens it over the exhibits; Enter prints the label of the current
    one, Escape leaves."""

    def __init__(self, case: Case, parent: QWidget) -> None:
        """`parent` is the page over which the key holds."""
        super().__init__(parent)
        self.case = case
        self._before: QWidget | None = None
        self._waiting: list[str] = []
        self._to: Callable[[Document, Callable[[], None]], None] = self._print
        self.setObjectName("labels")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.L, Space.XS, Space.L, Space.XS)
        outer.addWidget(self._wanting())
        self._open = QWidget()
        outer.addWidget(self._open)
        column = QVBoxLayout(self._open)
        column.setContentsMargins(0, Space.S, 0, Space.S)
        column.setSpacing(Space.S)
        column.addWidget(Text(self.tr("Labels of the exhibits"), TextStyle.HEADING))
        self.list = EntryList(self.tr("Exhibits"), self.tr("Nothing is bagged or labelled yet"), rows=3)
        self.list.activated.connect(self.print_one)
        column.addWidget(self.list)
        self.problem = Notice("", Tone.CRITICAL)
        column.addWidget(self.problem)
        self.printer = Pick()
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(FormField(self.tr("Printer"), self.printer), 1)
        self.leave = Button(self.tr("Go back"))
        self.save = Button(self.tr("Save as PDF…"), icon=Icon.FOLDER)
        self.all = Button(self.tr("Print all that have none"), icon=Icon.PRINT)
        self.one = Button(self.tr("Print this label"), ButtonKind.PRIMARY, Icon.PRINT)
        self.leave.clicked.connect(self.close_panel)
        self.save.clicked.connect(self._ask_file)
        self.all.clicked.connect(self.print_all)
        self.one.clicked.connect(self.print_one)
        for button in (self.leave, self.save, self.all, self.one):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        shortcut = QShortcut(QKeySequence(KEY), parent)
        shortcut.activated.connect(self.open_panel)
        case.changed.connect(self._renew)
        self._open.hide()
        self.hide()
        self.restyle()

    def _wanting(self) -> QWidget:
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        self.wanting = Text("", muted=True, wrap=True)
        self.begin = Button(self.tr("Labels…"), ButtonKind.QUIET, Icon.PRINT)
        self.begin.clicked.connect(self.open_panel)
        row.addWidget(self.wanting, 1)
        row.addWidget(ShortcutHint(KEY))
        row.addWidget(self.begin)
        return self.bar

    @Slot()
    def open_panel(self) -> None:
        """Show the exhibits and ask the system for its printers."""
        if self.case.state is None:
            return
        if not self._open.isVisible():
            self._before = self.window().focusWidget()
        self.problem.set_notice("")
        self._open.show()
        self._renew()
        self.list.setFocus()
        printing = self.case.desk.printing
        self.case.desk.tasks.run(
            lambda: aside(printing.printers), self._offer, self._failed, owner=self, key="printers"
        )

    @Slot()
    def close_panel(self) -> None:
        """Leave; what is on its way to a printer goes on."""
        self._open.hide()
        self._renew()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None

    @Slot()
    def print_one(self) -> None:
        """Print the label of the current exhibit."""
        row = self.list.current()
        if row is not None and self.one.isEnabled():
            self._begin([row.entry], self._print)

    @Slot()
    def print_all(self) -> None:
        """Print the labels that were never printed."""
        state = self.case.state
        if state is not None and self.all.isEnabled():
            self._begin([one.id for one in state.exhibits if not labels_of(state, one)], self._print)

    def save_to(self, path: Path) -> None:
        """Issue the label of the current exhibit and write it to a file."""
        row = self.list.current()
        if row is None:
            return

        def write(document: Document, done: Callable[[], None]) -> None:
            def written(size: int) -> None:
                self._tell(self.tr("Saved as {path}").format(path=ltr(str(path))))
                done()

            self.case.desk.tasks.run(
                lambda: aside(lambda: path.write_bytes(document.pdf)), written, self._failed, owner=self
            )

        self._begin([row.entry], write)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter prints, Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.print_one()
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Colour the field."""
        ground, edge = look.colour(Role.RAISED).name(), look.colour(Role.BORDER).name()
        self.setStyleSheet(
            f"#labels {{ background: {ground}; border: 1px solid {edge}; border-radius: {Radius.LARGE}px; }}"
        )

    def _begin(self, exhibits: list[str], hand_on: Callable[[Document, Callable[[], None]], None]) -> None:
        self.problem.set_notice("")
        self._to = hand_on
        self._waiting = exhibits
        self._enable()
        self._next()

    def _next(self) -> None:
        state = self.case.state
        if not self._waiting or state is None:
            self._waiting = []
            self._enable()
            return
        exhibit, reports = self._waiting[0], self.case.desk.reports

        def issue(pdf: bytes) -> None:
            verb = partial(
                documenting.issue_label,
                officer=self.case.desk.session.officer,
                inspection=state.id,
                exhibit=exhibit,
                pdf=pdf,
                evidence=self.case.desk.evidence,
            )
            self.case.desk.do(verb, issued, self._failed, owner=self)

        def issued(document: Document) -> None:
            self._to(document, self._done)

        self.case.desk.tasks.run(
            lambda: reports.evidence_label(state, exhibit), issue, self._failed, owner=self
        )

    def _print(self, document: Document, done: Callable[[], None]) -> None:
        printer, printing = self.printer.value(), self.case.desk.printing

        def sent(job: str) -> None:
            verb = partial(
                documenting.record_print,
                officer=self.case.desk.session.officer,
                document=document,
                printer=printer,
            )
            self.case.desk.do(verb, noted, self._failed, owner=self)

        def noted(nothing: None) -> None:
            told = self.tr("The label of {exhibit} was sent to {printer}; the journal says so.")
            self._tell(told.format(exhibit=ltr(document.number), printer=isolated(printer)))
            done()

        self.case.desk.tasks.run(
            lambda: printing.print_pdf(document, printer), sent, self._failed, owner=self
        )

    def _done(self) -> None:
        self._waiting = self._waiting[1:]
        self._next()

    def _failed(self, error: BaseException) -> None:
        self._waiting = []
        self.problem.set_notice(error_sentence(error), Tone.CRITICAL)
        self._enable()

    def _tell(self, text: str) -> None:
        self.problem.set_notice(text, Tone.POSITIVE)
        announce(self, text)

    def _offer(self, printers: list[str]) -> None:
        self.printer.set_choices([(name, name) for name in printers])
        if not printers:
            none = self.tr("This station has no printer. Save the label as a PDF and print it elsewhere.")
            self.problem.set_notice(none, Tone.CAUTION)
        self._enable()

    @Slot()
    def _renew(self) -> None:
        state, is_open = self.case.state, not self._open.isHidden()
        bare = sum(not labels_of(state, one) for one in state.exhibits) if state is not None else 0
        self.wanting.setText(self.tr("Exhibits without a label: %n", "", bare))
        self.bar.setVisible(bool(bare) and not is_open)
        self.setVisible(bool(bare) or is_open)
        if state is not None and is_open:
            self.list.set_rows([self._row(state, one) for one in state.exhibits])
            self._enable()

    def _enable(self) -> None:
        state, busy = self.case.state, bool(self._waiting)
        exhibits = state.exhibits if state is not None else ()
        ready = bool(exhibits) and not busy
        self.save.setEnabled(ready)
        self.one.setEnabled(ready and bool(self.printer.value()))
        bare = state is not None and any(not labels_of(state, one) for one in exhibits)
        self.all.setEnabled(ready and bare and bool(self.printer.value()))

    def _row(self, state: Inspection, exhibit: Exhibit) -> Row:
        name = self.tr("{what} {label}").format(what=exhibit_word(exhibit.kind), label=ltr(exhibit.id))
        seal = self.tr("Seal {seal}").format(seal=ltr(exhibit.seal)) if exhibit.seal else ""
        issued = labels_of(state, exhibit)
        told = self.tr("Label issued") if issued else self.tr("No label yet")
        detail = " · ".join(part for part in (seal, told) if part)
        icon = Icon.CHECK if issued else Icon.PRINT
        return Row(exhibit.id, name, detail, place_of(issued[-1]) if issued else "", icon=icon)

    @Slot()
    def _ask_file(self) -> None:
        row = self.list.current()
        if row is None:
            return
        dialog = QFileDialog(self, self.tr("Save the label as a PDF"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{''.join(c if c.isalnum() else '-' for c in row.entry)}.pdf")
        dialog.fileSelected.connect(self._chosen_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _chosen_file(self, path: str) -> None:
        self.save_to(Path(path))


def labels_of(state: Inspection, exhibit: Exhibit) -> tuple[Mark, ...]:
    """Return the entries that issued labels of an exhibit since it was last closed."""
    since = exhibit.seals[-1].closed.sequence if exhibit.seals else 0
    return tuple(
        issued.mark
        for issued in state.documents
        if issued.document == documenting.EVIDENCE_LABEL
        and issued.number == exhibit.id
        and issued.mark.sequence > since
    )
