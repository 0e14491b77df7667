"""The goods for detention or seizure, line by line, with the declared lines at hand to copy from."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.brands.identity import Identity
from borderpost.domain.brands.product_code import product_code
from borderpost.domain.decisions import Verb
from borderpost.domain.found_goods import goods_name
from borderpost.domain.inspection import GoodsLine, Inspection, correctable
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.ui.announce import announce
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.choice_list import Choice, ChoiceList
from borderpost.ui.examination.course import Next, Part
from borderpost.ui.examination.differences import DifferencesPanel
from borderpost.ui.examination.digest import DeclaredLine, digest_of, line_with_code
from borderpost.ui.examination.entry_list import EntryList, Row
from borderpost.ui.examination.goods_form import GoodsForm
from borderpost.ui.examination.places import place_of
from borderpost.ui.examination.product_desk import ProductDesk
from borderpost.ui.examination.section import Section
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, FormField, Notice
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.codes import word
from borderpost.ui.words.packages import packages_words
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
        self._work = Beside(self._form(), lists, from_width=600, shares=(3, 2))
        self.column.addWidget(self._work, 1)
        self.differences = DifferencesPanel()
        self.column.insertWidget(0, self.differences.head)
        self.column.addWidget(self.differences)
        self.products = ProductDesk(case, self)
        self.products.shown.connect(self._show_product)
        self.products.left.connect(self._leave_product)
        self.products.holder_named.connect(self._holder_named)
        self.products.taken.connect(self._take_over)
        self.products.noted.connect(self._product_noted)
        self.column.addWidget(self.products.page, 1)
        self.form.product_code.returnPressed.connect(self._code_typed)

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
        self.compared = Button(self.tr("Products compared"), ButtonKind.QUIET, Icon.SCAN, key="Alt+P")
        self.compared.clicked.connect(self._show_product)
        row.addWidget(self.record)
        row.addWidget(self.empty)
        row.addWidget(self.compared)
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
        if self.is_product_shown():
            self.products.page.take.setFocus()
        elif self._lines and self.form.is_blank():
            self.declared.setFocus()
        else:
            self.form.description.setFocus()

    def clear(self) -> None:
        """Forget what was typed and scanned."""
        self.form.clear()
        self.problem.set_notice("")
        self.products.clear()
        self._hide_product()

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
        self.differences.renew(state)
        self.compared.setVisible(self.products.renew(state))
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

    def reads_product(self, scan: RawScan, part: Part) -> bool:
        """Tell whether a scan is of goods and meant for this part while `part` is in front: a scanner's is,
        but where a bag is sealed; a camera sees goods all the time."""
        if part is not Part.GOODS and (scan.source is ScanSource.CAMERA or part is Part.SEALING):
            return False
        return self.wants_scans() and product_code(scan, self.case.desk.carriers) is not None

    def take_product(self, scan: RawScan) -> None:
        """Hold a product code against declaration and brand packs, and say what came of it."""
        code, scans = self.products.take(scan), self.products.scans
        if code is None:
            return
        if code.gtin or not code.unit:
            self.take_scan(code.number)
        self.products.compare(self.form.brand.text(), scan)
        self.form.serials.setText(", ".join(scans.units))
        if scans.pieces > 1:
            self.form.quantity.setText(str(scans.pieces))

    def is_product_shown(self) -> bool:
        """Tell whether the product stands in the place of the form."""
        return self.products.page.isVisibleTo(self)

    @Slot()
    def _show_product(self) -> None:
        self._work.hide()
        self.differences.put_away()
        self.products.page.show()
        if self.isVisible():
            self.products.page.take.setFocus()
        announce(self, self.products.page.spoken())
        self.changed_plan.emit()

    @Slot()
    def _hide_product(self) -> None:
        self.products.page.hide()
        self._work.show()
        if self.case.state is not None:
            self.differences.renew(self.case.state)

    @Slot()
    def _leave_product(self) -> None:
        self._hide_product()
        if self.isVisible():
            self.form.brand.setFocus()
        self.changed_plan.emit()

    @Slot()
    def _holder_named(self) -> None:
        self.products.compare(self.form.brand.text())

    @Slot(object, bool)
    def _take_over(self, identity: Identity, infringes: bool) -> None:
        scans = self.products.scans
        line = next((each for each in self._lines if each.number == identity.line), None)
        if line is not None and self.form.is_without_line():
            self.form.copy_declared(line)
        self.form.take_product(identity, scans.pieces, scans.units, infringes=infringes)
        self._hide_product()
        if self.isVisible():
            self.form.quantity.setFocus()
        self.changed_plan.emit()

    @Slot(str, object)
    def _product_noted(self, text: str, tone: Tone) -> None:
        self.problem.set_notice(text, tone)

    @Slot()
    def _code_typed(self) -> None:
        text, desk = self.form.product_code.text().strip(), self.case.desk
        scan = RawScan(text.encode(), ScanSource.KEYED, desk.clock(), "", "")
        if text and self.reads_product(scan, self.part):
            self.take_product(scan)

    def _row(self, line: GoodsLine, bag: str, removable: bool) -> Row:
        act = line.act
        parts = [f"{act.quantity} {word(act.unit)}", word(act.commodity)]
        if act.ipr_right:
            parts.append(word(act.ipr_right))
        if packed := packages_words(act.packages, act.package):
            parts.append(packed)
        if bag:
            parts.append(self.tr("in bag {bag}").format(bag=bag))
        text = self.tr("Line {number}: {goods}").format(number=act.line, goods=isolated(goods_name(act)))
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
        """Tell whether a product waits to be taken over, or anything is in the form."""
        if self.is_product_shown():
            return True
        return self.record.isEnabled() and not self.form.is_blank()

    def action(self) -> tuple[str, Icon]:
        """Return what `submit` does."""
        if self.is_product_shown():
            return self.tr("Take it over"), Icon.FLAG
        return self.record.text(), Icon.PLUS

    def sentence(self) -> str:
        """Return what to do with a product in front."""
        if not self.is_product_shown():
            return ""
        return self.tr("Compare the features, scan each piece, then take the product over.")

    @Slot()
    def submit(self) -> None:
        """Take the product over, or add the line."""
        if self.is_product_shown():
            self.products.page.submit()
            return
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
