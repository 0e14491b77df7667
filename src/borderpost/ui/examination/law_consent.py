"""The form for a consent, or for the warrant or label that stands in its place."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from borderpost.domain.decisions import Verb
from borderpost.domain.formality_codes import Consent
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.pack import LegalPack
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.law_form import LawForm
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.words.codes import choices
from borderpost.work import formalities


class ConsentForm(LawForm):
    """Who allowed what the law does not allow without."""

    drawing = Icon.APPROVE

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(case, parent)
        self.consent = Pick(choices(Consent))
        self.given_by = QLineEdit()
        self.note = QLineEdit()
        self.column.addWidget(self.put("consent", self.tr("Consent"), self.consent))
        self.column.addWidget(
            self.put(
                "given_by", self.tr("Given by"), self.given_by, self.tr("Name, or number of the warrant")
            )
        )
        self.column.addWidget(self.put("note", self.tr("Note"), self.note))
        self.given_by.textChanged.connect(self.edited)
        self.finish()

    def title(self) -> str:
        """Return the words for what it records."""
        return self.tr("Record a consent")

    def is_offered(self, law: LegalPack, state: Inspection) -> bool:
        """Tell whether consents can be recorded."""
        return Verb.FORMALITY in self.case.verbs()

    def renew(self, law: LegalPack, state: Inspection) -> None:
        """Nothing hangs on the inspection."""

    def begin(self) -> None:
        """Start with the kind of consent."""
        self.consent.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.given_by.clear()
        self.note.clear()
        self.forgive()

    def is_ready(self) -> bool:
        """Tell whether somebody was named."""
        return bool(self.given_by.text().strip())

    @Slot()
    def submit(self) -> None:
        """Record the consent."""
        self.send(
            formalities.record_consent,
            consent=Consent(self.consent.value()),
            given_by=self.given_by.text(),
            note=self.note.text(),
        )
