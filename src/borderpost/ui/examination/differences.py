"""Declared against found: a table of what differs, line by line, and of nothing else."""

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.codes import StepType
from borderpost.domain.found_goods import Aspect, Compared, Difference, compare_goods
from borderpost.domain.inspection import Inspection
from borderpost.domain.risk.plausibility import scale_indication
from borderpost.ui.icons import TONE_ICONS
from borderpost.ui.kit import Button, ButtonKind, Notice, StatusPill
from borderpost.ui.tables import Column, PagedTableModel, PagedTableView
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Size, Space, Tone
from borderpost.ui.words.indications import indication_sentence

translate = QCoreApplication.translate

_WORDS: dict[Aspect, object] = {
    Aspect.GROSS_WEIGHT: QT_TRANSLATE_NOOP("differences", "Gross weight"),
    Aspect.DESCRIPTION: QT_TRANSLATE_NOOP("differences", "Description"),
    Aspect.CODE: QT_TRANSLATE_NOOP("differences", "Product code"),
    Aspect.HS_CODE: QT_TRANSLATE_NOOP("differences", "HS code"),
    Aspect.QUANTITY: QT_TRANSLATE_NOOP("differences", "Quantity"),
    Aspect.VALUE: QT_TRANSLATE_NOOP("differences", "Value"),
    Aspect.WEIGHT: QT_TRANSLATE_NOOP("differences", "Net weight"),
    Aspect.ORIGIN: QT_TRANSLATE_NOOP("differences", "Origin"),
    Aspect.UNDECLARED: QT_TRANSLATE_NOOP("differences", "Not declared"),
    Aspect.MISSING: QT_TRANSLATE_NOOP("differences", "Missing"),
    Aspect.NOT_LISTED: QT_TRANSLATE_NOOP("differences", "Nothing listed"),
}
_TONES: dict[Aspect, Tone] = {
    Aspect.UNDECLARED: Tone.CRITICAL,
    Aspect.MISSING: Tone.CRITICAL,
    Aspect.NOT_LISTED: Tone.NEUTRAL,
}
_ROWS, _HEADING = 4, 34  # rows shown at the most; px at 100 % text size


def weighed_kg(state: Inspection) -> str:
    """Return what the scale last showed for the whole item, nothing where it was never weighed."""
    shown = [step.weight_kg for step in state.steps if step.type is StepType.WEIGHING and step.weight_kg]
    return shown[-1] if shown else ""


def weight_sentence(state: Inspection, scale_kg: str) -> str:
    """Return in a sentence that the scale and the declaration disagree; nothing where they do not."""
    declared = (state.declaration or {}).get("gross_weight_kg")
    try:
        odd = scale_indication(Decimal(str(declared)), Decimal(scale_kg))
    except InvalidOperation:
        return ""
    return indication_sentence(odd) if odd is not None else ""


def compared_with(state: Inspection) -> Compared:
    """Return what differs in an inspection as it stands."""
    return compare_goods(
        state.declaration,
        [line.act for line in state.lines],
        searched=any(step.contents_exhausted for step in state.steps),
        scale_kg=weighed_kg(state),
    )


class DifferencesPanel(look.Themed, QWidget):
    """Hidden until something was listed or weighed; then it says how much agrees, and shows what does not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._differences: tuple[Difference, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        self.head = QWidget()
        row = QHBoxLayout(self.head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        self.summary = StatusPill()
        self.show_them = Button(self.tr("Declared against found"), ButtonKind.QUIET, key="Alt+D")
        self.show_them.clicked.connect(self._to_table)
        row.addWidget(self.show_them)
        row.addWidget(self.summary)
        row.addStretch(1)
        self.weight = Notice("", Tone.CAUTION)
        column.addWidget(self.weight)
        self.model: PagedTableModel[Difference] = PagedTableModel(
            [
                Column("line", self.tr("Line"), lambda one: str(one.line or "–"), width=54, sortable=False),
                Column(
                    "what",
                    self.tr("What differs"),
                    lambda one: translate("differences", str(_WORDS[one.aspect])),
                    width=130,
                    tone=lambda one: _TONES.get(one.aspect, Tone.CAUTION),
                    sortable=False,
                ),
                Column(
                    "declared",
                    self.tr("Declared"),
                    lambda one: one.declared or "–",
                    width=180,
                    sortable=False,
                ),
                Column("found", self.tr("Found"), lambda one: one.found or "–", stretch=True, sortable=False),
            ],
            lambda ids: [
                self._differences[number] if number < len(self._differences) else None for number in ids
            ],
        )
        self.table = PagedTableView(self.tr("Declared against found"), self.model)
        column.addWidget(self.table)
        self.restyle()
        self.hide()
        self.head.hide()

    def renew(self, state: Inspection) -> None:
        """Show what differs."""
        compared, scale = compared_with(state), weighed_kg(state)
        self._differences = compared.differences
        wanted = bool(state.lines or scale)
        self.setVisible(wanted)
        self.head.setVisible(wanted)
        tone = Tone.POSITIVE
        if any(one.aspect is not Aspect.NOT_LISTED for one in self._differences):
            tone = Tone.CAUTION
        if any(_TONES.get(one.aspect) is Tone.CRITICAL for one in self._differences):
            tone = Tone.CRITICAL
        told = self.tr("As declared: {agree} · different: {differ}")
        words = told.format(agree=len(compared.agreeing), differ=len(self._differences))
        self.summary.set_status(words, tone, TONE_ICONS[tone])
        self.weight.set_notice(weight_sentence(state, scale) if scale else "", Tone.CAUTION)
        self.model.set_ids(range(len(self._differences)))
        self.model.refresh()
        self.table.setVisible(bool(self._differences))
        self.show_them.setEnabled(bool(self._differences))
        self.restyle()

    def put_away(self) -> None:
        """Make room for something else."""
        self.hide()
        self.head.hide()

    @Slot()
    def _to_table(self) -> None:
        self.table.setFocus()

    def differences(self) -> tuple[Difference, ...]:
        """Return what is shown."""
        return self._differences

    def restyle(self) -> None:
        """Keep the table as low as its rows, and scroll beyond a few."""
        rows = max(2, min(_ROWS, len(self._differences)))
        self.table.setFixedHeight(look.px(Size.ROW) * rows + look.px(_HEADING))
