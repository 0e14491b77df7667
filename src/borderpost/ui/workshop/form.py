"""The form of a profile: all of it but its condition."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile import ProfileFault
from borderpost.domain.risk.profile_kind import DEFAULT_WEIGHT, WEIGHT_LIMIT, ProfileKind
from borderpost.ui.kit import CodeField, FormField, NumberField, lane_word
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space
from borderpost.ui.words.profile_faults import fault_sentence
from borderpost.ui.words.workshop import kind_word

_LANES = tuple(Lane)
_KINDS = tuple(ProfileKind)


class ProfileForm(QWidget):
    """`changed()`: something in it reads otherwise now."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLineEdit()
        self.id = CodeField(self.tr("Id"), "knives-by-post")
        self.lane = QComboBox()
        for lane in _LANES:
            self.lane.addItem(lane_word(lane), lane)
        self.kind = QComboBox()
        for kind in _KINDS:
            self.kind.addItem(kind_word(kind), kind)
        self.kind.setMinimumContentsLength(12)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.weight = NumberField(self.tr("Weight"), most=WEIGHT_LIMIT)
        self.valid_from = CodeField(self.tr("In force from"), "2026-01-01")
        self.valid_until = CodeField(self.tr("In force until"), "2026-12-31")
        self.owner = QLineEdit()
        self.legal_basis = QLineEdit()
        self.instruction = QPlainTextEdit()
        self.instruction.setTabChangesFocus(True)
        self.instruction.setFixedHeight(look.px(64))
        both = self.tr("as 2026-12-31; the day counts")
        self.fields: dict[str, FormField] = {
            "title": FormField(
                self.tr("Title"), self.title, self.tr("what the officer reads first"), required=True
            ),
            "id": FormField(self.tr("Id"), self.id, self.tr("stays the same for ever"), required=True),
            "lane": FormField(self.tr("Lane"), self.lane),
            "weight": FormField(self.tr("Weight"), self.weight, self.tr("orders hits of the same lane")),
            "valid_from": FormField(self.tr("In force from"), self.valid_from, both, required=True),
            "valid_until": FormField(self.tr("In force until"), self.valid_until, both, required=True),
            "owner": FormField(self.tr("Owner"), self.owner, required=True),
            "kind": FormField(self.tr("Selects"), self.kind),
            "legal_basis": FormField(self.tr("Legal basis"), self.legal_basis, required=True),
            "instruction": FormField(self.tr("Instruction to the officer"), self.instruction, required=True),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        top = Qt.AlignmentFlag.AlignTop
        rows = (
            ("title", "id"),
            ("lane", "weight"),
            ("valid_from", "valid_until"),
            ("owner", "kind"),
            ("legal_basis",),
            ("instruction",),
        )
        for number, names in enumerate(rows):
            for place, name in enumerate(names):
                grid.addWidget(self.fields[name], number, place, 1, 3 - len(names), top)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for line in self._lines().values():
            line.textEdited.connect(self._tell)
        self.instruction.textChanged.connect(self._tell)
        self.lane.currentIndexChanged.connect(self._tell)
        self.kind.currentIndexChanged.connect(self._tell)
        self.weight.valueChanged.connect(self._tell)

    def set_plain(self, plain: Mapping[str, Any], *, editable: bool, new: bool) -> None:
        """Show a profile's plain data; only a `new` one may still choose its id."""
        editors = (*self._lines().values(), self.instruction, self.lane, self.kind, self.weight)
        blockers = [QSignalBlocker(each) for each in editors]
        for name, line in self._lines().items():
            line.setText(str(plain.get(name, "")))
            line.setReadOnly(not editable or (name == "id" and not new))
            line.setCursorPosition(0)
        self.instruction.setPlainText(str(plain.get("instruction", "")))
        self.instruction.setReadOnly(not editable)
        lane, kind = str(plain.get("lane", "")), str(plain.get("kind", ProfileKind.TARGETED))
        self.lane.setCurrentIndex(_LANES.index(Lane(lane)) if lane in set(Lane) else 0)
        self.kind.setCurrentIndex(_KINDS.index(ProfileKind(kind)) if kind in set(ProfileKind) else 0)
        weight = plain.get("weight", DEFAULT_WEIGHT)
        self.weight.setValue(weight if isinstance(weight, int) else DEFAULT_WEIGHT)
        for each in (self.lane, self.kind, self.weight):
            each.setEnabled(editable)
        del blockers
        self.show_faults(())

    def plain(self) -> dict[str, Any]:
        """Return what is chosen and typed."""
        plain: dict[str, Any] = {name: line.text().strip() for name, line in self._lines().items()}
        plain["instruction"] = self.instruction.toPlainText().strip()
        plain["lane"] = str(self.lane.currentData())
        plain["kind"] = str(self.kind.currentData())
        plain["weight"] = int(self.weight.value())
        return plain

    def show_faults(self, faults: Iterable[ProfileFault]) -> None:
        """Say at each field what is wrong with it."""
        told = {fault.path: fault_sentence(fault) for fault in reversed(list(faults))}
        for name, field in self.fields.items():
            field.set_error(told.get(name, ""))

    def focus_fault(self) -> bool:
        """Put the focus on the first field that is wrong; return whether there is one."""
        for field in self.fields.values():
            if field.error():
                field.editor.setFocus()
                return True
        return False

    def _lines(self) -> dict[str, QLineEdit]:
        return {
            "title": self.title,
            "id": self.id,
            "valid_from": self.valid_from,
            "valid_until": self.valid_until,
            "owner": self.owner,
            "legal_basis": self.legal_basis,
        }

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()
