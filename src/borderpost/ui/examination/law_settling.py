"""The form for what becomes of seized goods: forfeited, destroyed, given back; a second officer agrees."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from borderpost.domain.codes import AFTER_SEIZURE, Disposition
from borderpost.domain.decisions import Verb, missing_for
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.pack import LegalPack
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.choice_list import Choice, ChoiceList
from borderpost.ui.examination.course_words import conclude_words
from borderpost.ui.examination.law_form import LawForm
from borderpost.ui.examination.reason_edit import ReasonEdit
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Notice
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.codes import word
from borderpost.ui.words.rules import refusal_sentences
from borderpost.work import concluding


class SettlingForm(LawForm):
    """Says at once what the law still asks for; what it shuts cannot be proposed."""

    drawing = Icon.SEIZE

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(case, parent)
        self._state: Inspection | None = None
        self.dispositions = ChoiceList(self.tr("What becomes of the goods"), rows=3)
        self.dispositions.picked.connect(self._picked)
        self.dispositions.selectionModel().currentChanged.connect(self._show)
        self.reason = ReasonEdit(2)
        self.reason.textChanged.connect(self._show)
        self.reason.finished.connect(self.submit)
        self.column.addWidget(
            self.put("disposition", self.tr("What becomes of the goods"), self.dispositions)
        )
        self.column.addWidget(
            self.put(
                "reason",
                self.tr("Reason"),
                self.reason,
                self.tr("Enter goes on, Shift+Enter begins a new line"),
                required=True,
            )
        )
        self.lacking = Notice("", Tone.CAUTION)
        self.column.addWidget(self.lacking)
        self.finish()

    def title(self) -> str:
        """Return the words for what it records."""
        return self.tr("Settle the seized goods")

    def is_offered(self, law: LegalPack, state: Inspection) -> bool:
        """Tell whether the officer may propose what becomes of the goods."""
        return Verb.SETTLE in self.case.verbs()

    def renew(self, law: LegalPack, state: Inspection) -> None:
        """Offer what the law knows for seized goods."""
        if self._state is not None and state.id != self._state.id:
            self.clear()
        self._state = state
        known = [each for each in Disposition if each in AFTER_SEIZURE and law.allows(each) is not None]
        self.dispositions.set_choices([Choice(each, word(each)) for each in known])
        self._show()

    def begin(self) -> None:
        """Start with what becomes of them."""
        self.dispositions.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.reason.clear()
        self.forgive()

    def is_ready(self) -> bool:
        """Tell whether it can be proposed."""
        return self.record.isEnabled() and self.record.isVisible()

    @Slot()
    def submit(self) -> None:
        """Propose it to the second officer."""
        disposition = self._disposition()
        if disposition is not None and self.record.isEnabled():
            self.send(
                concluding.settle,
                disposition=disposition,
                reason=self.reason.text(),
                law=self.case.desk.law,
            )

    def _disposition(self) -> Disposition | None:
        value = self.dispositions.value()
        return Disposition(value) if value else None

    @Slot(str)
    def _picked(self, value: str) -> None:
        self.reason.setFocus()

    @Slot()
    def _show(self) -> None:
        disposition, state = self._disposition(), self._state
        if disposition is None or state is None:
            self.record.setEnabled(False)
            return
        reason = self.reason.text()
        missing = (*missing_for(state, disposition, reason), *self.case.shut(disposition, reason))
        sentences = refusal_sentences(missing)
        self.lacking.set_notice("\n".join(sentences), Tone.CAUTION)
        words, icon = conclude_words(disposition)
        self.record.setText(words)
        self.record.set_drawing(icon)
        self.record.setEnabled(not missing)
        self.record.setAccessibleDescription(" ".join(sentences))
        self.edited.emit()
