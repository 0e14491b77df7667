"""The form that refers a held, seized or referred item to another agency, beside the outcome that stands."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from borderpost.domain.decisions import Rule, Verb
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.agencies import agencies_for
from borderpost.domain.law.facts import facts_of
from borderpost.domain.law.pack import LegalPack
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.law_form import LawForm
from borderpost.ui.examination.outcome_words import agency_words
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.work import referring


class ReferralForm(LawForm):
    """The agencies are those that take what was found; goods go along, or stay and the agency is asked."""

    drawing = Icon.NEXT

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(case, parent)
        self.agency, self.reason = Pick(), QLineEdit()
        self.goods = QCheckBox(self.tr("The goods go along"))
        self.goods.setChecked(True)
        self.column.addWidget(self.put("agency", self.tr("To whom"), self.agency))
        self.column.addWidget(self.goods)
        hint = self.tr("In your own words")
        self.column.addWidget(self.put(Rule.NO_REASON, self.tr("Reason"), self.reason, hint, required=True))
        self.reason.textChanged.connect(self.edited)
        self.reason.returnPressed.connect(self.submit)
        self.finish()

    def title(self) -> str:
        """Return the words for what it records."""
        return self.tr("Refer to another agency")

    def is_offered(self, law: LegalPack, state: Inspection) -> bool:
        """Tell whether the item may be referred now, to somebody who takes it."""
        may = Verb.FORMALITY in self.case.verbs() and state.stage in referring.ALSO_REFERRED
        return may and bool(agencies_for(law, facts_of(state)))

    def renew(self, law: LegalPack, state: Inspection) -> None:
        """Offer the agencies that take what was found."""
        taking = agencies_for(law, facts_of(state))
        self.agency.set_choices([(row.id, agency_words(row)) for row in taking])

    def begin(self) -> None:
        """Start with the agency."""
        self.agency.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.reason.clear()
        self.goods.setChecked(True)
        self.forgive()

    def is_ready(self) -> bool:
        """Tell whether a reason is given."""
        return bool(self.reason.text().strip())

    @Slot()
    def submit(self) -> None:
        """Refer it."""
        self.send(
            referring.refer,
            agency=self.agency.value(),
            goods=self.goods.isChecked(),
            reason=self.reason.text(),
            law=self.case.desk.law,
        )
