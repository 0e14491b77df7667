"""The form that asks for a rule to be lifted, where the law says that somebody can lift it."""

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from borderpost.domain.codes import Disposition
from borderpost.domain.decisions import Rule, Verb
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.facts import facts_of
from borderpost.domain.law.guard import judge
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.officer import Role
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.law_form import LawForm
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import ltr
from borderpost.ui.words.codes import word
from borderpost.work import formalities


@dataclass(frozen=True, slots=True)
class Liftable:
    """A rule that stands against a disposition of this item, and the role that may lift it."""

    disposition: Disposition
    rule: str
    role: Role

    @property
    def key(self) -> str:
        """How a box names it."""
        return f"{self.disposition} {self.rule}"


def liftable(law: LegalPack, state: Inspection) -> tuple[Liftable, ...]:
    """Return the rules that could be lifted and for which nobody has asked yet."""
    asked = {(one.rule, one.disposition) for one in state.formalities.lifted if one.answer is None}
    facts = facts_of(state)
    return tuple(
        Liftable(disposition, barred.rule, barred.liftable_by)
        for disposition in Disposition
        if law.allows(disposition) is not None
        for barred in judge(law, facts, disposition, ()).barred
        if barred.liftable_by is not None and (barred.rule, disposition) not in asked
    )


class LiftingForm(LawForm):
    """A second person answers; whoever asks cannot."""

    drawing = Icon.SHIELD

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(case, parent)
        self._rules: dict[str, Liftable] = {}
        self.rule, self.reason = Pick(), QLineEdit()
        self.column.addWidget(self.put("rule", self.tr("Outcome and the rule against it"), self.rule))
        self.column.addWidget(
            self.put(
                Rule.NO_REASON, self.tr("Reason"), self.reason, self.tr("In your own words"), required=True
            )
        )
        self.reason.textChanged.connect(self.edited)
        self.reason.returnPressed.connect(self.submit)
        self.finish()

    def title(self) -> str:
        """Return the words for what it records."""
        return self.tr("Ask for a rule to be lifted")

    def is_offered(self, law: LegalPack, state: Inspection) -> bool:
        """Tell whether there is a rule that can be lifted."""
        return Verb.ASK_OVERRIDE in self.case.verbs() and bool(liftable(law, state))

    def renew(self, law: LegalPack, state: Inspection) -> None:
        """Offer each rule with the outcome that it shuts and the role that may lift it."""
        self._rules = {one.key: one for one in liftable(law, state)}
        told = self.tr("{disposition}: {rule}, {role} may lift it")
        self.rule.set_choices(
            [
                (key, told.format(disposition=word(one.disposition), rule=ltr(one.rule), role=word(one.role)))
                for key, one in self._rules.items()
            ]
        )

    def begin(self) -> None:
        """Start with the rule."""
        self.rule.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.reason.clear()
        self.forgive()

    def is_ready(self) -> bool:
        """Tell whether a reason is given."""
        return bool(self.reason.text().strip())

    @Slot()
    def submit(self) -> None:
        """Ask."""
        chosen = self._rules.get(self.rule.value())
        if chosen is not None:
            self.send(
                formalities.ask_override,
                rule=chosen.rule,
                disposition=chosen.disposition,
                reason=self.reason.text(),
                law=self.case.desk.law,
            )
