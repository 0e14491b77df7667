"""One exhibit: where it is, its history without a gap, its seals in pairs, and what is done with it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.custody.chain import find
from borderpost.domain.custody.exhibit import Exhibit, SealPair
from borderpost.domain.decisions import Verb, allowed
from borderpost.domain.identifiers import s10
from borderpost.domain.inspection import Inspection
from borderpost.domain.item_key import item_key
from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.labels import LabelsPanel
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Card, KeyValueGrid, NextStepBar, Notice, ScrollPage, Step, Text
from borderpost.ui.story.custody import NEW, CustodyForm
from borderpost.ui.story.table import FactTable, Heading, Line
from borderpost.ui.story.told import chain_lines
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.amounts import moment_text
from borderpost.ui.words.codes import word
from borderpost.ui.words.custody_acts import alarm_word, exhibit_word, place_words
from borderpost.ui.words.names import Names, names_of, own
from borderpost.ui.words.rules import error_sentence
from borderpost.work.changes import Kind

BACK, STORY = "back", "story"
# px at 100 % text size from which history and form stand side by side
_BESIDE_FROM = 820


class ExhibitPage(look.Themed, QWidget):
    """`closed()`: back to the list. `story_asked(id)`: the whole story of the case.

    Whoever scans another label is led there, whichever case it belongs to.
    """

    closed = Signal()
    story_asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._inspection = ""
        self._wanted = ""
        self.state: Inspection | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.heading = Text("", TextStyle.TITLE, wrap=True)
        column.addWidget(self.heading)
        self.alarms = Notice("", Tone.CRITICAL)
        column.addWidget(self.alarms)
        self.notice = Notice("", Tone.POSITIVE)
        column.addWidget(self.notice)
        self.facts = KeyValueGrid(2)
        self.history = FactTable(
            self.tr("History"),
            (
                Heading(self.tr("Exhibit"), 12, code=True),
                Heading(self.tr("Place"), 17),
                Heading(self.tr("From"), 13),
                Heading(self.tr("Until"), 13),
                Heading(self.tr("By"), 14),
                Heading(self.tr("Seal"), 12, code=True),
                Heading(self.tr("kg"), 7),
                Heading(self.tr("Alarm")),
            ),
        )
        self.seals = FactTable(
            self.tr("Seals"),
            (
                Heading(self.tr("Closed with"), 22, code=True),
                Heading(self.tr("When, by whom"), 28),
                Heading(self.tr("Opened, found"), 22, code=True),
                Heading(self.tr("When, by whom")),
            ),
        )
        record = ScrollPage()
        record.setAccessibleName(self.tr("History of the exhibit"))
        record.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        facts = Card(self.tr("Exhibit"))
        facts.add(self.facts)
        record.add(facts)
        history = Card(self.tr("History"))
        history.add(self.history)
        record.add(history)
        self._seals_card = Card(self.tr("Seals in pairs"))
        self._seals_card.add(self.seals)
        record.add(self._seals_card)
        record.column.addStretch(1)
        self.record = record
        self.form = CustodyForm(desk)
        self.form.elsewhere = self._elsewhere
        self.form_page = ScrollPage(following=True)
        card = Card(self.tr("What is done with it"))
        card.add(self.form)
        self.form_page.add(card)
        self.form_page.column.addStretch(1)
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._panes.setSpacing(Space.S)
        self._panes.addWidget(self.form_page, 3)
        self._panes.addWidget(record, 5)
        column.addLayout(self._panes, 1)
        self.case = Case(desk, self)
        self.labels = LabelsPanel(self.case, self)
        column.addWidget(self.labels)
        self.bar = NextStepBar()
        self.bar.taken.connect(self.take)
        column.addWidget(self.bar)
        self.form.recorded.connect(self._recorded)
        self.form.left.connect(self.closed)
        self.form.exhibit.currentIndexChanged.connect(self._show_chosen)
        desk.tasks.changed.connect(self._heard)
        self.restyle()

    def open_exhibit(self, inspection: str, exhibit: str) -> None:
        """Open an exhibit of a case, ready for what is done with it."""
        self._inspection, self._wanted = inspection, exhibit
        self.state = None
        self.notice.set_notice("")
        self._read()

    def take_focus(self) -> None:
        """Put the focus where work goes on."""
        if self.form.isVisible() and self.form.action.isVisible():
            self.form.action.setFocus()
        else:
            self.record.setFocus()

    def current(self) -> Exhibit | None:
        """Return the exhibit on show."""
        return find(self.state.exhibits, self.form.exhibit.value()) if self.state is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def restyle(self) -> None:
        """Put form and history side by side where there is room for the text size in force."""
        wide = self.width() >= look.px(_BESIDE_FROM)
        directions = QBoxLayout.Direction
        self._panes.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self.record.setMinimumSize(look.px(300), look.px(180))
        self.form_page.setMinimumSize(look.px(260), look.px(220))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again."""
        super().resizeEvent(event)
        self.restyle()

    @Slot(str)
    def take(self, name: str) -> None:
        """Take one of the ways on."""
        if name == STORY and self._inspection:
            self.story_asked.emit(self._inspection)
        elif self.labels.leave.isVisible():
            self.labels.close_panel()
        else:
            self.closed.emit()

    def _read(self) -> None:
        inspection = self._inspection
        self._desk.tasks.run(
            lambda: self._desk.reads.read(lambda pages: pages.inspection(inspection)),
            self._opened,
            self._failed,
            owner=self,
            key="exhibit",
        )

    def _opened(self, state: Inspection | None) -> None:
        if state is None or state.id != self._inspection:
            return
        afresh = self.state is None
        self.state = state
        session = self._desk.session
        keeps = session.anyone and Verb.CUSTODY in allowed(state, session.officer)
        self.form_page.setVisible(keeps)
        self.form.set_state(state)
        if afresh:
            self.case.take_up(state)
            self.form.clear()
            self.form.choose(self._wanted)
            self._wanted = ""
            if self.isVisible():
                self.take_focus()
        self._show_chosen()

    @Slot()
    def _show_chosen(self) -> None:
        state, exhibit = self.state, self.current()
        names = names_of(self._desk.pages.officers())
        back = Step(BACK, self.tr("Back"), "Esc", Icon.UNDO)
        story = Step(STORY, self.tr("Story of the case"), "F7", Icon.LOG)
        self.bar.set_steps(self.tr("Choose what is done, or scan another label."), None, back, story)
        if state is None or exhibit is None:
            new = state is not None and self.form.exhibit.value() == NEW
            self.heading.setText(self.tr("Something that has no label yet") if new else "")
            self.alarms.set_notice("")
            self.facts.clear()
            self.history.set_lines([])
            self._seals_card.hide()
            return
        told = self.tr("{what} {label}: {place}").format(
            what=exhibit_word(exhibit.kind),
            label=exhibit.id,
            place=place_words(exhibit.place.kind, exhibit.place.name, names),
        )
        if told != self.heading.text():
            self.heading.setText(told)
            announce(self, told)
        self.alarms.set_notice(self._alarm_words(exhibit), Tone.CRITICAL)
        self.facts.set_rows(_facts(state, exhibit, self))
        self.history.set_lines(chain_lines(exhibit, names))
        self.seals.set_lines([_pair(pair, names) for pair in exhibit.seals])
        self._seals_card.setVisible(bool(exhibit.seals))

    def _alarm_words(self, exhibit: Exhibit) -> str:
        told = self.tr("{alarm}: expected {expected}, found {found}.")
        return "\n".join(
            told.format(
                alarm=alarm_word(alarm.kind), expected=own(alarm.expected), found=own(alarm.found or "–")
            )
            for alarm in exhibit.unanswered
        )

    def _elsewhere(self, code: str) -> bool:
        """Lead to the exhibit of another case whose label or seal was scanned."""
        others = [one for one in self._desk.pages.exhibits_of(code) if one.inspection != self._inspection]
        if len(others) != 1:
            return False
        self.open_exhibit(others[0].inspection, others[0].exhibit)
        return True

    @Slot(str)
    def _recorded(self, what: str) -> None:
        text = self.tr("Recorded: {what}").format(what=what)
        self.notice.set_notice(text, Tone.POSITIVE)
        announce(self, text)
        self.form.begin()

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self.notice.set_notice(error_sentence(error), Tone.CRITICAL)
        announce(self, self.notice.text(), urgent=True)

    @Slot(object)
    def _heard(self, kinds: frozenset[Kind]) -> None:
        if self.state is not None and kinds & {Kind.CUSTODY, Kind.INSPECTIONS, Kind.ROSTER}:
            self._read()


def _facts(state: Inspection, exhibit: Exhibit, words: QWidget) -> list[tuple[str, str, bool]]:
    number = next((one.number for one in reversed(state.outcomes) if one.number), "")
    goods = {line.act.line: f"{line.act.line} {line.act.description}" for line in state.lines}
    inside = [one.id for one in state.exhibits if one.place.name == exhibit.id and not one.gone]
    return [
        (words.tr("Item"), s10.format_display(state.item_id), True),
        (words.tr("Stage"), word(state.stage), False),
        (words.tr("Seizure"), number, True),
        (words.tr("Goods"), own("; ".join(goods.get(line, str(line)) for line in exhibit.lines)), False),
        (words.tr("Taken out of"), exhibit.parent, True),
        (words.tr("In it"), ", ".join(inside), True),
        (words.tr("Description"), own(exhibit.description), False),
        (words.tr("Weight in kg"), exhibit.weight_kg, True),
    ]


def _pair(pair: SealPair, names: Names) -> Line:
    closed = f"{moment_text(pair.closed.at, pair.closed.offset_minutes)} {names.officer(pair.closed.officer)}"
    if pair.opened is None:
        return Line((pair.number, closed, "–", ""))
    opened = f"{moment_text(pair.opened.at, pair.opened.offset_minutes)} {names.officer(pair.opened.officer)}"
    whole = item_key(pair.found) == item_key(pair.number)
    return Line(
        (pair.number, closed, pair.found or "–", opened), tone=None if whole else Tone.CRITICAL, toned=2
    )
