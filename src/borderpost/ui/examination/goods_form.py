"""The form for one line of goods: what it is, how much of it, and which right it infringes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from borderpost.domain.brands.identity import Identity
from borderpost.domain.codes import IPR_COMMODITIES, Commodity, FindingCode, IprRight, Package, Unit
from borderpost.domain.decisions import Refusal, Rule
from borderpost.domain.law.pack import LegalPack
from borderpost.ui.balance import take_weights
from borderpost.ui.examination.digest import DeclaredLine
from borderpost.ui.examination.goods_defaults import proposed_commodity, proposed_right, proposed_unit
from borderpost.ui.examination.pick import Pick
from borderpost.ui.kit import CodeField, FormField
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space
from borderpost.ui.words.codes import choices
from borderpost.ui.words.rules import refusal_sentence
from borderpost.work.inspecting import Goods, goods_refusals

_TWO_COLUMNS_FROM = 320


class GoodsForm(look.Themed, QWidget):
    """Fields with proposals that follow the kind of goods until the officer chooses otherwise."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._declared = 0
        self._findings: frozenset[FindingCode] = frozenset()
        self._fields: dict[str, FormField] = {}
        self.description = QLineEdit()
        self.quantity = QLineEdit()
        self.unit = Pick(choices(Unit))
        self.commodity = Pick(choices(Commodity))
        self.brand = QLineEdit()
        self.right = Pick(choices(IprRight))
        self.right_holder = QLineEdit()
        self.hs_code = CodeField("", "640411")
        self.product_code = CodeField("", self.tr("scan or type"))
        self.net_weight = CodeField("", "0.450")
        take_weights(self.net_weight)
        self.value = CodeField("", "80.00 EUR")
        self.origin = CodeField("", "CN")
        self.serials = CodeField("", self.tr("scan or type"))
        self.package = Pick(choices(Package))
        self.packages = CodeField("", "2")
        self.application = CodeField("", self.tr("number"))
        self.asked = QCheckBox(self.tr("The holder asked for it"))
        self.perishable = QCheckBox(self.tr("The goods perish"))
        self.note = QLineEdit()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.S)
        self._put("description", self.tr("Description of the goods"), self.description, required=True)
        self._put("quantity", self.tr("Quantity"), self.quantity, required=True)
        self._put("unit", self.tr("Unit"), self.unit)
        self._put("commodity", self.tr("Kind of goods"), self.commodity)
        self._put("brand", self.tr("Brand"), self.brand)
        self._put("right", self.tr("Right infringed"), self.right)
        self._put("right_holder", self.tr("Right holder"), self.right_holder)
        self._put("hs_code", self.tr("HS code"), self.hs_code)
        self._put("product_code", self.tr("Product code"), self.product_code)
        self._put("net_weight_kg", self.tr("Net weight, kg"), self.net_weight)
        self._put("value", self.tr("Value found"), self.value)
        self._put("origin_country", self.tr("Origin found"), self.origin)
        self._put("serials", self.tr("Serial numbers"), self.serials)
        self._put("package", self.tr("Packed in"), self.package)
        self._put("packages", self.tr("Number of packages"), self.packages)
        self._put("application", self.tr("Application for action"), self.application)
        self._put("small", self.tr("Small consignment"), self.asked)
        self._put("perishable", self.tr("Perishable"), self.perishable)
        self._hidden = frozenset({"application", "small", "perishable"})
        self._put("note", self.tr("Note"), self.note)
        self._columns = 0
        self.commodity.activated.connect(self._kind_chosen)
        self.hs_code.textEdited.connect(self._hs_typed)
        self.clear()
        self.restyle()
        for editor in self.findChildren(QLineEdit):
            editor.textChanged.connect(self.edited)

    def _put(self, name: str, label: str, editor: QWidget, *, required: bool = False) -> None:
        # with a parent: without one it would be shown as a window of its own
        self._fields[name] = FormField(label, editor, required=required, parent=self)

    def field(self, name: str) -> FormField:
        """Return a field, by the name that a refusal calls it by."""
        return self._fields[name]

    def set_law(self, law: LegalPack | None) -> None:
        """Show the fields that the law asks for, and those alone."""
        short = bool(law and law.small_paths)
        perish = short or bool(law and any(clock.perishable is not None for clock in law.clocks))
        wanted = {"application": short, "small": short, "perishable": perish}
        hidden = frozenset(name for name, is_wanted in wanted.items() if not is_wanted)
        if hidden != self._hidden:
            self._hidden = hidden
            self._lay_out(self._columns or 1)

    def set_findings(self, findings: frozenset[FindingCode]) -> None:
        """Let the proposals follow what was found; what is in the form already stays."""
        if findings != self._findings:
            self._findings = findings
            if self.is_blank():
                self._propose("")

    def is_blank(self) -> bool:
        """Tell whether nothing was put in yet."""
        typed = (self.description, self.brand, self.right_holder, self.hs_code, self.product_code, self.note)
        if self.serials.text().strip() or self.packages.text().strip():
            return False
        return not any(editor.text().strip() for editor in typed)

    def is_without_line(self) -> bool:
        """Tell whether no declared line was taken over."""
        return not self._declared

    def clear(self) -> None:
        """Go back to the proposals."""
        for editor in self.findChildren(QLineEdit):
            editor.clear()
        self.quantity.setText("1")
        self.package.choose(Package.UNSTATED)
        self.asked.setChecked(False)
        self.perishable.setChecked(False)
        self._declared = 0
        self._propose("")
        for field in self._fields.values():
            field.set_error("")

    def copy_declared(self, line: DeclaredLine) -> None:
        """Take over what was declared; the officer corrects what the goods are in truth."""
        self._declared = line.number
        self.description.setText(" ".join(line.description.split()))
        self.description.setCursorPosition(0)
        self.quantity.setText(line.quantity or "1")
        self.hs_code.setText(line.hs_code)
        self.net_weight.setText(line.net_weight_kg)
        if not self.product_code.text().strip():
            self.product_code.setText(line.codes[0] if line.codes else "")
        self._propose(line.hs_code)
        self.edited.emit()

    def take_product(self, product: Identity, pieces: int, units: Sequence[str], *, infringes: bool) -> None:
        """Take over what a scan told: the number and how many, and, of goods that infringe, whose right."""
        self.product_code.setText(product.code.number)
        self.serials.setText(", ".join(units))
        if pieces > 1 or not self._declared:
            self.quantity.setText(str(max(pieces, 1)))
        if product.hs_code and not self.hs_code.text().strip():
            self.hs_code.setText(product.hs_code)
        if product.product is not None and not self.description.text().strip():
            self.description.setText(product.product.description.removeprefix(product.mark).strip())
        holder, application = product.holder, product.application
        if holder is None:
            return
        self.brand.setText(product.mark)
        if infringes:
            found = self._findings | {FindingCode.IPR_SUSPECT}
            self.commodity.choose(proposed_commodity(product.hs_code or self.hs_code.text(), found))
            self._propose_for(Commodity(self.commodity.value()))
            self.right_holder.setText(holder.right_holder)
            self.application.setText(application.number if application is not None else "")
            self.asked.setChecked(application is not None and application.small_consignments)
            rights = application.rights if application is not None else ()
            self.right.choose(rights[0] if rights else IprRight.TRADE_MARK)
        self.edited.emit()

    def goods(self) -> Goods:
        """Return what the form holds."""
        value, _, currency = self.value.text().strip().replace(",", ".").partition(" ")
        return Goods(
            description=self.description.text(),
            quantity=self.quantity.text().replace(",", "."),
            unit=Unit(self.unit.value()),
            commodity=Commodity(self.commodity.value()),
            brand=self.brand.text(),
            hs_code=self.hs_code.text(),
            ipr_right=IprRight(self.right.value()),
            right_holder=self.right_holder.text(),
            declared_line=self._declared,
            product_code=self.product_code.text(),
            net_weight_kg=self.net_weight.text().replace(",", "."),
            note=self.note.text(),
            application=self.application.text(),
            small_consignment_asked=self.asked.isChecked(),
            perishable=self.perishable.isChecked(),
            value=value,
            currency=currency.strip(),
            origin_country=self.origin.text(),
            serials=tuple(one for part in self.serials.text().split(",") if (one := part.strip())),
            package=Package(self.package.value()),
            packages=self.packages.text(),
        )

    def find_faults(self) -> bool:
        """Mark every field that is wrong and put the focus on the first; return whether there was one."""
        goods = self.goods()
        found = list(goods_refusals(goods))
        if goods.commodity in IPR_COMMODITIES and goods.ipr_right is IprRight.NONE:
            found.append(Refusal(Rule.FIELD_MISSING, "right"))
        wrong = {refusal.subject: refusal for refusal in found}
        for name, field in self._fields.items():
            field.set_error(self._fault(wrong[name]) if name in wrong else "")
        first = next((field for name, field in self._fields.items() if name in wrong), None)
        if first is not None:
            first.editor.setFocus()
        return first is not None

    def _fault(self, refusal: Refusal) -> str:
        if refusal.subject == "right":
            return self.tr("Say which right the goods infringe.")
        return refusal_sentence(refusal)

    def restyle(self) -> None:
        """Lay the fields out in as many columns as there is room for."""
        columns = 4 if self.width() >= look.px(2 * _TWO_COLUMNS_FROM) else 2
        if self.width() < look.px(_TWO_COLUMNS_FROM):
            columns = 1
        if columns != self._columns:
            self._columns = columns
            self._lay_out(columns)

    def _lay_out(self, columns: int) -> None:
        for field in self._fields.values():
            self._grid.removeWidget(field)
        row = column = 0
        for name, field in self._fields.items():
            if name in self._hidden:
                field.hide()
                continue
            span = min(2, columns) if name == "description" else 1
            if column + span > columns:
                row, column = row + 1, 0
            self._grid.addWidget(field, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
            # what was never hidden is left to be shown with the form
            if field.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                field.show()
            column += span
        for number in range(4):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again where the room has changed."""
        super().resizeEvent(event)
        self.restyle()

    def _propose(self, hs_code: str) -> None:
        commodity = proposed_commodity(hs_code, self._findings)
        self.commodity.choose(commodity)
        self._propose_for(commodity)

    def _propose_for(self, commodity: Commodity) -> None:
        self.unit.choose(proposed_unit(commodity))
        self.right.choose(proposed_right(commodity))

    @Slot()
    def _kind_chosen(self) -> None:
        self._propose_for(Commodity(self.commodity.value()))
        self.edited.emit()

    @Slot(str)
    def _hs_typed(self, text: str) -> None:
        if len(text) in (4, 6):
            self._propose(text)
