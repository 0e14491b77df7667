"""A stocktake by scanner: a place is chosen, everything in it is scanned, what does not fit is recorded."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.custody.exhibit import Place
from borderpost.domain.custody.stocktake import Found, Kept
from borderpost.domain.custody_codes import PlaceKind
from borderpost.domain.decisions import Refused
from borderpost.domain.scan import RawScan
from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Card, FormField, NextStepBar, Notice, ScrollPage, Step, Text
from borderpost.ui.story.table import FactTable, Heading, Line
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.custody_acts import place_words
from borderpost.ui.words.names import Names, names_of
from borderpost.ui.words.rules import error_sentence
from borderpost.work import stocktaking
from borderpost.work.stocktaking import Count

BACK, BEGIN, COMPARE, RECORD = "back", "begin", "compare", "record"


class StocktakePage(QWidget):
    """F9 goes on: begin, compare, record. `closed()`: back to the list."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.count: Count | None = None
        self.found: Found | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.notice = Notice("", Tone.CRITICAL)
        column.addWidget(self.notice)
        self.kind = Pick([(PlaceKind.STORE, self.tr("A store")), (PlaceKind.BENCH, self.tr("A bench"))])
        self.name = QLineEdit()
        self._choice = Card(self.tr("Stocktake"))
        self._choice.add(FormField(self.tr("Kind of place"), self.kind))
        self._choice.add(
            FormField(self.tr("Name of the place"), self.name, self.tr("Scan or type it"), required=True)
        )
        self.prompt = Text("", TextStyle.TITLE, wrap=True)
        self.table = FactTable(
            self.tr("What was found"),
            (
                Heading(self.tr("Number"), 24, code=True),
                Heading(self.tr("Found"), 26),
                Heading(self.tr("Should be")),
            ),
        )
        self._result = Card(self.tr("Scanned"))
        self._result.add(self.prompt)
        self._result.add(self.table)
        page = ScrollPage()
        page.add(self._choice)
        page.add(self._result)
        page.column.addStretch(1)
        column.addWidget(page, 1)
        self.bar = NextStepBar()
        self.bar.taken.connect(self.take)
        column.addWidget(self.bar)
        self.start()

    def start(self) -> None:
        """Begin anew: ask for the place, offering the first one that holds anything."""
        self.count = None
        self.found = None
        self.notice.set_notice("")
        known = self._desk.pages.custody_places()
        if known:
            self.kind.choose(known[0].kind)
        self.name.setText(known[0].name if known else "")
        self._renew()

    def on_shown(self) -> None:
        """Have the scans, and put the focus where work goes on."""
        self._desk.scans.want(self.take_scan)
        if self.count is None:
            self.name.setFocus()
        else:
            self.bar.button(COMPARE if self.found is None else RECORD).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the scans back."""
        super().hideEvent(event)
        self._desk.scans.want(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; what was scanned is kept until another stocktake begins."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def take_scan(self, scan: RawScan) -> bool:
        """Take the name of the place first, then every label."""
        code = scan.data.decode("utf-8", "replace").strip()
        if self.count is None:
            self.name.setText(code)
            return True
        try:
            self.count = stocktaking.scan(self.count, code)
        except Refused as refused:
            self._failed(refused)
            return True
        self.found = None
        self._renew()
        announce(self, self.prompt.text())
        return True

    @Slot(str)
    def take(self, name: str) -> None:
        """Take a step."""
        self.notice.set_notice("")
        if name == BACK:
            self.closed.emit()
        elif name == BEGIN:
            self._begin()
        elif name == COMPARE:
            self._compare()
        elif name == RECORD:
            self._record()

    def _begin(self) -> None:
        place = Place(PlaceKind(self.kind.value()), self.name.text())
        try:
            self.count = stocktaking.begin(place, self._desk.clock())
        except Refused as refused:
            self._failed(refused)
            self.name.setFocus()
            return
        self._renew()
        self.on_shown()

    def _compare(self) -> None:
        count = self.count
        if count is None:
            return

        def compared(found: Found) -> None:
            if self.count is count:
                self.found = found
                self._renew()
                self.on_shown()

        reads = self._desk.reads
        self._desk.tasks.run(
            lambda: reads.read(lambda pages: stocktaking.so_far(pages, count)),
            compared,
            self._failed,
            owner=self,
            key="stocktake",
        )

    def _record(self) -> None:
        if self.count is None:
            return
        verb = partial(stocktaking.end, officer=self._desk.session.officer, count=self.count)

        def recorded(found: Found) -> None:
            self.start()
            text = self.tr("Recorded: {missing} missing, {misplaced} misplaced, {unknown} unknown.").format(
                missing=len(found.missing), misplaced=len(found.misplaced), unknown=len(found.unknown)
            )
            self.notice.set_notice(text, Tone.POSITIVE if found.whole else Tone.CAUTION)
            announce(self, text, urgent=True)
            self.name.setFocus()

        self._desk.do(verb, recorded, self._failed, owner=self)

    def _renew(self) -> None:
        counting = self.count is not None
        self._choice.setVisible(not counting)
        self._result.setVisible(counting)
        back = Step(BACK, self.tr("Back"), "Esc", Icon.UNDO)
        if self.count is None:
            begin = Step(BEGIN, self.tr("Begin"), "F9", Icon.NEXT)
            self.bar.set_steps(self.tr("Choose the place that is counted."), begin, back)
            return
        names = names_of(self._desk.pages.officers())
        where = place_words(self.count.place.kind, self.count.place.name, names)
        told = self.tr("{place}: {number} scanned")
        self.prompt.setText(told.format(place=where, number=len(self.count.scanned)))
        if self.found is None:
            self.table.set_lines([Line((one, "", "")) for one in reversed(self.count.scanned)])
            step = Step(COMPARE, self.tr("All is scanned"), "F9", Icon.NEXT)
            self.bar.set_steps(self.tr("Scan the label of everything that lies there."), step, back)
            return
        self.table.set_lines(self._lines(self.found, names))
        step = Step(RECORD, self.tr("Record the stocktake"), "F9", Icon.CHECK)
        sentence = (
            self.tr("Everything is in its place.")
            if self.found.whole
            else self.tr("Look again for what is missing, and scan it; then record.")
        )
        self.bar.set_steps(sentence, step, back)

    def _lines(self, found: Found, names: Names) -> list[Line]:
        def line(one: Kept, what: str, tone: Tone) -> Line:
            place = place_words(one.place.kind, one.place.name, names)
            return Line((one.exhibit, what, place), tone=tone, toned=1)

        missing, misplaced = self.tr("Missing"), self.tr("Belongs elsewhere")
        return [
            *(line(one, missing, Tone.CRITICAL) for one in found.missing),
            *(line(one, misplaced, Tone.CAUTION) for one in found.misplaced),
            *(
                Line((one, self.tr("Unknown number"), "–"), tone=Tone.CAUTION, toned=1)
                for one in found.unknown
            ),
            *(line(one, self.tr("In its place"), Tone.POSITIVE) for one in found.present),
        ]

    def _failed(self, error: BaseException) -> None:
        text = error_sentence(error)
        self.notice.set_notice(text, Tone.CRITICAL)
        announce(self, text, urgent=True)
