"""Bagging and sealing: the numbers come by scan, first the bag's, then the seal's."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.decisions import Verb
from borderpost.domain.found_goods import goods_name
from borderpost.domain.inspection import Inspection
from borderpost.domain.item_key import item_key
from borderpost.ui.announce import announce
from borderpost.ui.balance import take_weights
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.course import Next, Part
from borderpost.ui.examination.entry_list import EntryList, Row
from borderpost.ui.examination.loose_lines import LinesView, LooseLines
from borderpost.ui.examination.places import place_of
from borderpost.ui.examination.section import Section
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, CodeField, FormField, Notice, Text
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.rules import error_sentence
from borderpost.work import inspecting


class SealingSection(Section):
    """The first scan is the bag, the second the seal, Enter seals: custody begins with the officer."""

    part = Part.SEALING

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(case, parent)
        self._inspection = ""
        self.prompt = Text("", TextStyle.TITLE, wrap=True)
        self.column.addWidget(self.prompt)
        self.bag = CodeField("", self.tr("scan or type"))
        self.seal = CodeField("", self.tr("scan or type"))
        self.weight = QLineEdit()
        take_weights(self.weight)
        self.location = QLineEdit()
        self._bag_field = FormField(self.tr("Bag number"), self.bag, required=True)
        self._seal_field = FormField(self.tr("Seal number"), self.seal, required=True)
        self._weight_field = FormField(
            self.tr("Weight of the sealed bag in kg"),
            self.weight,
            self.tr("Later weights are compared with this one"),
        )
        self._where = FormField(self.tr("Where it is kept"), self.location)
        self.loose = LooseLines(self)
        self.lines = LinesView()
        self.lines.setModel(self.loose)
        self.lines.setTabKeyNavigation(False)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setTextElideMode(Qt.TextElideMode.ElideRight)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._bag_field)
        column.addWidget(self._seal_field)
        column.addWidget(self._weight_field)
        column.addWidget(self._where)
        self.problem = Notice("", Tone.CRITICAL)
        column.addWidget(self.problem)
        self.record = Button(self.tr("Seal the bag"), icon=Icon.SEAL)
        self.record.clicked.connect(self.submit)
        row = QHBoxLayout()
        row.addWidget(self.record)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        contents = FormField(
            self.tr("Goes into the bag"), self.lines, self.tr("Space takes a line out or in")
        )
        self.list = EntryList(self.tr("Bags sealed"), self.tr("No bag sealed yet."), rows=2)
        lists = QWidget()
        beside = QVBoxLayout(lists)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(Space.S)
        beside.addWidget(contents, 1)
        beside.addWidget(FormField(self.tr("Bags sealed"), self.list), 1)
        self.column.addWidget(Beside(form, lists, from_width=560), 1)
        self.bag.textChanged.connect(self._prompt)
        self.seal.textChanged.connect(self._prompt)
        self.loose.ticked.connect(self._prompt)

    def title(self) -> str:
        """Return the word for this part."""
        return self.tr("Bag and seal")

    def count(self, state: Inspection) -> int:
        """Return how many bags are sealed."""
        return len(state.bags)

    def begin(self) -> None:
        """Start at the number that is missing."""
        for field in (self.bag, self.seal):
            if not field.text().strip():
                field.setFocus()
                return
        self.record.setFocus()

    def clear(self) -> None:
        """Forget the numbers; the next bag is kept at the same place."""
        self.bag.clear()
        self.seal.clear()
        self.weight.clear()
        self.problem.set_notice("")
        if not self.location.text().strip():
            place = self.case.desk.place
            self.location.setText(", ".join(part for part in (place.facility, place.bench) if part))

    def renew(self, state: Inspection, coming: Next) -> None:
        """Show the bags, and the goods that are in none."""
        if state.id != self._inspection:
            self._inspection = state.id
            self.clear()
        sealed = state.sealed_lines()
        self.loose.set_lines(
            [
                (line.act.line, _words(line.act.line, goods_name(line.act)))
                for line in state.lines
                if line.act.line not in sealed
            ]
        )
        self.list.set_rows(
            [
                Row(
                    bag.mark.entry,
                    self.tr("Bag {bag}, seal {seal}").format(bag=bag.bag, seal=bag.seal),
                    self.tr("Line(s) {lines}").format(lines=", ".join(str(n) for n in bag.lines)),
                    place_of(bag.mark),
                    icon=Icon.SEAL,
                )
                for bag in state.bags
            ]
        )
        allowed = Verb.SEAL in self.case.verbs()
        for field in (self.bag, self.seal, self.weight, self.location, self.lines):
            field.setEnabled(allowed)
        self._prompt()

    def wants_scans(self) -> bool:
        """Scans are numbers of bags and seals while a bag may be sealed."""
        return Verb.SEAL in self.case.verbs()

    def take_scan(self, text: str) -> bool:
        """Take the number of a bag or of a seal; the parcel's own number is neither."""
        state = self.case.state
        if state is not None and item_key(text) == item_key(state.item_id):
            self._warn(self.tr("That is the parcel's own number. Scan the bag or the seal."))
            return True
        bag, seal = self.bag.text().strip(), self.seal.text().strip()
        if self.bag.hasFocus() or not bag:
            self.bag.setText(text)
            self.problem.set_notice("")
            (self.record if seal else self.seal).setFocus()
        elif text == bag:
            self._warn(self.tr("That is the bag again. Scan the seal."))
        elif self.seal.hasFocus() or not seal:
            self.seal.setText(text)
            self.problem.set_notice("")
            self.record.setFocus()
        else:
            self._warn(
                self.tr("Both numbers are there. Press Enter to seal, or empty a field to scan again.")
            )
        return True

    def _warn(self, text: str) -> None:
        self.problem.set_notice(text, Tone.CAUTION)
        announce(self, text, urgent=True)

    @Slot()
    def _prompt(self) -> None:
        lines = self.loose.chosen()
        bag, seal = self.bag.text().strip(), self.seal.text().strip()
        why_not = self.case.why_not(Verb.SEAL)
        if why_not:
            text = ""
        elif not self.loose.rowCount():
            state = self.case.state
            text = (
                self.tr("All goods are sealed") if state and state.bags else self.tr("List the goods first")
            )
        elif not bag:
            text = self.tr("Put the goods in a bag and scan the bag")
        elif not seal:
            text = self.tr("Close the bag and scan the seal")
        else:
            text = self.tr("Press Enter to record the sealed bag")
        if not why_not and self.loose.rowCount() and not lines:
            why_not = self.tr("No line is ticked to go into the bag.")
        self.prompt.setText(text)
        self.prompt.setVisible(bool(text))
        self.record.setEnabled(bool(bag and seal and lines) and not why_not and not self._busy)
        self.record.setToolTip(why_not)
        self.record.setAccessibleDescription(why_not or text)
        self.changed_plan.emit()

    def is_ready(self) -> bool:
        """Tell whether both numbers are there, and goods to go with them."""
        return self.record.isEnabled()

    def action(self) -> tuple[str, Icon]:
        """Return what `submit` does."""
        return self.record.text(), Icon.SEAL

    @Slot()
    def submit(self) -> None:
        """Seal the bag; before both numbers are there, go to the one that is missing."""
        if not self.record.isEnabled():
            self.begin()
            return
        self._busy = True
        self.record.setEnabled(False)
        self.case.act(
            inspecting.seal_bag,
            self._recorded,
            self._failed,
            owner=self,
            bag=self.bag.text(),
            seal=self.seal.text(),
            lines=self.loose.chosen(),
            location=self.location.text(),
            weight_kg=self.weight.text().replace(",", "."),
        )

    def _recorded(self) -> None:
        self._busy = False
        self.loose.tick_all()
        self.clear()
        if self.isVisible():
            self.begin()

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self._prompt()
        self.problem.set_notice(error_sentence(error), Tone.CRITICAL)


def _words(number: int, goods: str) -> str:
    return f"{number}  {isolated(' '.join(goods.split()))}"
