"""The editor of one comparison: its field, its operator, and what it is compared with."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from borderpost.domain.risk.condition import (
    SAME_FIELDS,
    Field,
    FieldKind,
    Operator,
    operators_of,
)
from borderpost.domain.risk.history import DAYS_LIMIT
from borderpost.ui.kit import CodeField, FormField, NumberField
from borderpost.ui.theme.tokens import Space
from borderpost.ui.words.workshop import field_word, operator_word
from borderpost.ui.workshop.nodes import Node

_TAKES_LIST = frozenset(
    {Operator.IS_IN, Operator.STARTS_WITH, Operator.HAS_WORDS, Operator.HAS_PART, Operator.IS_EXACTLY}
)
_ALONE = frozenset({Operator.MISSING, Operator.IS_VAGUE})
_ORDERED = (Operator.ABOVE, Operator.AT_LEAST, Operator.BELOW, Operator.AT_MOST)
_FIELDS = tuple(Field)
_LEAST_SCORE = 85
_SEPARATOR = ","


class ComparisonEditor(QWidget):
    """`changed(node)`: the comparison reads so now. Offered are the operators that the field takes alone."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists: tuple[str, ...] = ()
        self.field = QComboBox()
        for field in _FIELDS:
            self.field.addItem(field_word(field), field)
        self.field.setMaxVisibleItems(18)
        self.operator = QComboBox()
        self.values = QLineEdit()
        self.source = QComboBox()
        self.currency = CodeField(self.tr("Currency"), "GBP")
        self.days = NumberField(self.tr("Within days"), most=DAYS_LIMIT)
        self.score = NumberField(self.tr("Least score"), most=100)
        self._values = FormField(self.tr("Compared with"), self.values, self.tr("several parted by commas"))
        self._source = FormField(self.tr("Taken from"), self.source)
        self._currency = FormField(self.tr("Currency"), self.currency)
        self._days = FormField(self.tr("Within days"), self.days)
        self._score = FormField(self.tr("Least score"), self.score)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(FormField(self.tr("Field"), self.field), 0, 0, top)
        grid.addWidget(FormField(self.tr("Comparison"), self.operator), 0, 1, top)
        grid.addWidget(self._source, 1, 1, top)
        grid.addWidget(self._values, 1, 0, top)
        grid.addWidget(self._currency, 1, 1, top)
        grid.addWidget(self._score, 1, 1, top)
        grid.addWidget(self._days, 2, 0, top)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for box in (self.field, self.operator, self.source):
            box.setMinimumContentsLength(12)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.field.currentIndexChanged.connect(self._field_chosen)
        self.operator.currentIndexChanged.connect(self._operator_chosen)
        self.source.currentIndexChanged.connect(self._operator_chosen)
        for line in (self.values, self.currency):
            line.textEdited.connect(self._tell)
        for number in (self.days, self.score):
            number.valueChanged.connect(self._tell)

    def set_lists(self, lists: tuple[str, ...]) -> None:
        """Offer word lists, by their ids, beside what is typed."""
        self._lists = lists
        with QSignalBlocker(self.source):
            self.source.clear()
            self.source.addItem(self.tr("what is typed here"), "")
            for each in lists:
                self.source.addItem(self.tr("the list {list}").format(list=each), each)

    def set_node(self, node: Any) -> None:
        """Show a comparison, whatever is wrong with it; nothing is told of it."""
        plain = node if isinstance(node, dict) else {}
        name = str(plain.get("field", ""))
        field = Field(name) if name in set(Field) else Field.SENDER_COUNTRY
        operator = next((each for each in Operator if each.value in plain), None)
        operand = plain.get(operator.value) if operator else None
        listed = str(operand.get("list", "")) if isinstance(operand, dict) else ""
        blockers = [
            QSignalBlocker(each) for each in (self.field, self.operator, self.source, self.days, self.score)
        ]
        self.field.setCurrentIndex(_FIELDS.index(field))
        self._offer_operators(field, operator)
        if listed and listed not in self._lists:
            self.set_lists((*self._lists, listed))
        self.source.setCurrentIndex(self._lists.index(listed) + 1 if listed else 0)
        self.values.setText(_typed(operand))
        self.currency.setText(str(plain.get("currency", "")))
        self.days.setValue(_whole(plain.get("within_days"), 30))
        self.score.setValue(_whole(plain.get("min_score"), _LEAST_SCORE))
        del blockers
        self._show_needed()

    def node(self) -> Node:
        """Return the comparison as it is chosen and typed; what is wrong with it is found elsewhere."""
        field, operator = self._field(), self._operator()
        node: Node = {"field": field.value, operator.value: self._operand(operator)}
        if field.kind is FieldKind.MONEY and operator in _ORDERED and self.currency.text().strip():
            node["currency"] = self.currency.text().strip().upper()
        if field in SAME_FIELDS and operator is not Operator.MISSING:
            node["within_days"] = int(self.days.value())
        if operator is Operator.MATCHES_LIST and self.score.value() > _LEAST_SCORE:
            node["min_score"] = str(int(self.score.value()))
        return node

    def _operand(self, operator: Operator) -> Any:
        text = self.values.text().strip()
        if operator in _ALONE:
            return True
        if operator in _TAKES_LIST:
            if self.source.currentData():
                return {"list": self.source.currentData()}
            return [term for each in text.split(_SEPARATOR) if (term := each.strip())]
        if operator is Operator.SHORTER_THAN:
            return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text
        return text

    def _field(self) -> Field:
        return _FIELDS[max(0, self.field.currentIndex())]

    def _operator(self) -> Operator:
        return Operator(str(self.operator.currentData() or next(iter(operators_of(self._field())))))

    def _offer_operators(self, field: Field, wanted: Operator | None) -> None:
        allowed = operators_of(field)
        offered = [each for each in Operator if each in allowed]
        if wanted is not None and wanted not in allowed:
            offered.append(wanted)
        with QSignalBlocker(self.operator):
            self.operator.clear()
            for each in offered:
                self.operator.addItem(operator_word(each), each)
            self.operator.setCurrentIndex(offered.index(wanted) if wanted in offered else 0)

    @Slot()
    def _field_chosen(self) -> None:
        field, operator = self._field(), self._operator()
        self._offer_operators(field, operator if operator in operators_of(field) else None)
        self._operator_chosen()

    @Slot()
    def _operator_chosen(self) -> None:
        self._show_needed()
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(self.node())

    def _show_needed(self) -> None:
        """Show the editors that the comparison needs."""
        field, operator = self._field(), self._operator()
        listed = operator in _TAKES_LIST and bool(self._lists)
        self._source.setVisible(listed)
        typed = operator not in _ALONE and not (listed and bool(self.source.currentData()))
        self._values.setVisible(typed)
        self._currency.setVisible(field.kind is FieldKind.MONEY and operator in _ORDERED)
        self._days.setVisible(field in SAME_FIELDS and operator is not Operator.MISSING)
        self._score.setVisible(operator is Operator.MATCHES_LIST)


def _typed(operand: Any) -> str:
    match operand:
        case None | bool() | dict():
            return ""
        case list() | tuple():
            return f"{_SEPARATOR} ".join(map(str, operand))
        case _:
            return str(operand)


def _whole(value: Any, otherwise: int) -> int:
    try:
        return int(value)
    except (TypeError, ValueError, ArithmeticError):
        return otherwise
