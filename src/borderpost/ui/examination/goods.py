"""The goods for detention or seizure, line by line, with the declared lines at hand to copy from."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.decisions import Verb
from borderpost.domain.inspection import GoodsLine, Inspection, correctable
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.choice_list import Choice, ChoiceList
from borderpost.ui.examination.course import Next, Part
from borderpost.ui.examination.digest import DeclaredLine, digest_of, line_with_code
from borderpost.ui.examination.entry_list import EntryList, Row
from borderpost.ui.examination.goods_form import GoodsForm
from borderpost.ui.examination.places import place_of
from borderpost.ui.examination.section import Section
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, FormField, Notice
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.codes import word
from borderpost.ui.words.rules import error_sentence
from borderpost.work import inspecting


class GoodsSection(Section):
    """A declared line is copied by Enter, or by scanning the product code that it names."""

    part = Part.GOODS

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(case, parent)
        self._inspection = ""
        self._lines: tuple[DeclaredLine, ...] = ()
        self.declared = ChoiceList(self.tr("Declared lines"), rows=4)
        self.declared.picked.connect(self._copy)
        self._offer = FormField(
            self.tr("Declared lines"),
            self.declared,
            self.tr("Enter, or its product code, copies a line"),
        )
        self.list = EntryList(self.tr("Goods listed"), self.tr("No goods listed yet."), rows=2)
        self.list.removal_asked.connect(self.removal_asked)
        lists = QWidget()
        column = QVBoxLayout(lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.problem = Notice("", Tone.CRITICAL)
        column.addWidget(self.problem)
        column.addWidget(self._offer, 1)
        column.addWidget(FormField(self.tr("Goods listed"), self.list), 1)
        self.column.addWidget(Beside(self._form(), lists, from_width=600, shares=(3, 2)), 1)

    def _form(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.form = GoodsForm()
        self.form.edited.connect(self.changed_plan)
        self.record = Button(self.tr("Add the line"), icon=Icon.PLUS)
        self.record.clicked.connect(self.submit)
        self.empty = Button(self.tr("Empty the form"), ButtonKind.QUIET)
        self.empty.clicked.connect(self._empty)
        column.addWidget(self.form)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.record)
        row.addWidget(self.empty)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return whole

    def title(self) -> str:
        """Return the word for this part."""
        return self.tr("Goods")

    def count(self, state: Inspection) -> int:
        """Return how many lines count."""
        return len(state.lines)

    def begin(self) -> None:
        """Start with the declared lines while the form is blank and there are any, else in the form."""
        if self._lines and self.form.is_blank():
            self.declared.setFocus()
        else:
            self.form.description.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.form.clear()
        self.problem.set_notice("")

    def renew(self, state: Inspection, coming: Next) -> None:
        """Show the goods, and the declared lines of this item."""
        if state.id != self._inspection:
            self._inspection = state.id
            digest = digest_of(state.declaration)
            self._lines = digest.lines if digest else ()
        copied = {line.act.declared_line for line in state.lines}
        self.declared.set_choices(
            [Choice(str(line.number), _words(line), used=line.number in copied) for line in self._lines]
        )
        self._offer.setVisible(bool(self._lines))
        self.form.set_law(self.case.law_now())
        self.form.set_findings(frozenset(finding.code for finding in state.findings))
        free = correctable(state) if Verb.CORRECT in self.case.verbs() else frozenset()
        sealed = {line: bag.bag for bag in state.bags for line in bag.lines}
        self.list.set_rows(
            [self._row(line, sealed.get(line.act.line, ""), line.mark.entry in free) for line in state.lines]
        )
        why_not = self.case.why_not(Verb.LINE)
        self.form.setEnabled(not why_not)
        self.declared.setEnabled(not why_not)
        self.empty.setEnabled(not why_not)
        self.record.setEnabled(not why_not and not self._busy)
        self.record.setToolTip(why_not)
        self.record.setAccessibleDescription(why_not)

    def wants_scans(self) -> bool:
        """Scans are product codes while lines may be added."""
        return Verb.LINE in self.case.verbs()

    def take_scan(self, text: str) -> bool:
        """Take a product code: a declared line that names it is copied, else it goes into its field."""
        self.form.product_code.setText(text)
        line = line_with_code(self._lines, text)
        if line is None:
            self.problem.set_notice(
                self.tr("No declared line names the product {code}.").format(code=text)
                if self._lines
                else "",
                Tone.INFO,
            )
            self.form.description.setFocus()
            return True
        self.declared.choose(str(line.number))
        self._take(line)
        self.problem.set_notice(
            self.tr("The product is that of declared line {number}.").format(number=line.number),
            Tone.POSITIVE,
        )
        return True

    def _row(self, line: GoodsLine, bag: str, removable: bool) -> Row:
        act = line.act
        parts = [f"{act.quantity} {word(act.unit)}", word(act.commodity)]
        if act.ipr_right:
            parts.append(word(act.ipr_right))
        if bag:
            parts.append(self.tr("in bag {bag}").format(bag=bag))
        name = f"{act.brand} {act.description}".strip()
        text = self.tr("Line {number}: {goods}").format(number=act.line, goods=isolated(name))
        drawing = Icon.BAG if bag else Icon.PARCEL
        return Row(
            line.mark.entry, text, " · ".join(parts), place_of(line.mark), icon=drawing, removable=removable
        )

    @Slot(str)
    def _copy(self, value: str) -> None:
        line = next((each for each in self._lines if str(each.number) == value), None)
        if line is not None:
            self.form.product_code.clear()
            self._take(line)

    def _take(self, line: DeclaredLine) -> None:
        self.problem.set_notice("")
        self.form.copy_declared(line)
        self.form.brand.setFocus()

    @Slot()
    def _empty(self) -> None:
        self.clear()
        self.form.description.setFocus()

    def is_ready(self) -> bool:
        """Tell whether anything is in the form."""
        return self.record.isEnabled() and not self.form.is_blank()

    def action(self) -> tuple[str, Icon]:
        """Return what `submit` does."""
        return self.record.text(), Icon.PLUS

    @Slot()
    def submit(self) -> None:
        """Add the line."""
        if not self.record.isEnabled() or self.form.find_faults():
            return
        self._busy = True
        self.record.setEnabled(False)
        self.case.act(
            inspecting.record_goods, self._recorded, self._failed, owner=self, goods=self.form.goods()
        )

    def _recorded(self) -> None:
        self._busy = False
        self.clear()
        self.record.setEnabled(Verb.LINE in self.case.verbs())
        if self.isVisible():
            self.begin()

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self.record.setEnabled(Verb.LINE in self.case.verbs())
        self.problem.set_notice(error_sentence(error), Tone.CRITICAL)


def _words(line: DeclaredLine) -> str:
    number = f"{line.number}  "
    amount = f" · {line.quantity}" if line.quantity else ""
    value = f" · {line.value}" if line.value else ""
    return number + isolated(" ".join(line.description[:200].split())) + amount + value
