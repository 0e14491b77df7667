"""The form that makes a time limit longer, as far as the law allows."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from borderpost.domain.decisions import Refusal, Refused, Rule, Verb
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.clocks import OPEN_STATES, Deadline
from borderpost.domain.law.pack import LegalPack
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.law_form import LawForm
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import CodeField, ltr
from borderpost.ui.words.deadlines import limit_words
from borderpost.work import formalities
from borderpost.work.due import deadlines_of


class ExtensionForm(LawForm):
    """Offered where an open time limit has an extension that was not yet granted in full."""

    drawing = Icon.CLOCK

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(case, parent)
        self.clock, self.by, self.reason = Pick(), CodeField("", "5"), QLineEdit()
        self.column.addWidget(self.put("clock", self.tr("Time limit"), self.clock))
        self.column.addWidget(
            Beside(
                self.put("extension", self.tr("Longer by (in its own unit)"), self.by, required=True),
                self.put(Rule.NO_REASON, self.tr("Reason"), self.reason, required=True),
                from_width=340,
            )
        )
        self.by.textChanged.connect(self.edited)
        self.reason.returnPressed.connect(self.submit)
        self.finish()

    def title(self) -> str:
        """Return the words for what it records."""
        return self.tr("Make a time limit longer")

    def is_offered(self, law: LegalPack, state: Inspection) -> bool:
        """Tell whether a time limit can be made longer."""
        return Verb.FORMALITY in self.case.verbs() and bool(self._longer(state))

    def renew(self, law: LegalPack, state: Inspection) -> None:
        """Offer the time limits that can be made longer, each with how much is left to grant."""
        told = self.tr("{limit}, at most {most} more ({rule})")
        self.clock.set_choices(
            [
                (
                    one.clock.id,
                    told.format(limit=limit_words(one.clock), most=left, rule=ltr(one.clock.id)),
                )
                for one, left in self._longer(state)
            ]
        )

    def begin(self) -> None:
        """Start with the time limit."""
        self.clock.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.by.clear()
        self.reason.clear()
        self.forgive()

    def is_ready(self) -> bool:
        """Tell whether a number stands there."""
        return bool(self.by.text().strip())

    @Slot()
    def submit(self) -> None:
        """Record it."""
        typed = self.by.text().strip()
        if not (typed.isascii() and typed.isdigit() and len(typed) < 6):
            self.refuse(Refused([Refusal(Rule.QUANTITY, "extension")]))
            return
        self.send(
            formalities.extend_clock,
            clock=self.clock.value(),
            by=int(typed),
            reason=self.reason.text(),
            law=self.case.desk.law,
        )

    def _longer(self, state: Inspection) -> list[tuple[Deadline, int]]:
        found: list[tuple[Deadline, int]] = []
        for one in deadlines_of(self.case.desk.law, state, self.case.desk.clock()):
            granted = sum(each.by for each in state.formalities.extensions if each.clock == one.clock.id)
            if one.state in OPEN_STATES and one.clock.extension > granted:
                found.append((one, one.clock.extension - granted))
        return found
