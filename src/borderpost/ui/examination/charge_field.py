"""The field for the amount that falls due with a release, there for that outcome alone."""

from PySide6.QtWidgets import QWidget

from borderpost.domain.codes import Disposition
from borderpost.ui.kit import CodeField, FormField
from borderpost.ui.words.rules import refusal_sentence
from borderpost.work.charging import charge_refusals


class ChargeField(FormField):
    """An amount with its currency, which may stay empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        line = CodeField("", "85.20 EUR")
        super().__init__("", line, parent=parent)
        self.line = line
        self.set_words(self.tr("Charge due"), self.tr("May stay empty; the post is told it"))
        self.hide()

    def show_for(self, disposition: Disposition | None) -> None:
        """Be there for a release with charge, and for nothing else."""
        self.setVisible(disposition is Disposition.RELEASE_WITH_CHARGE)

    def typed(self, disposition: Disposition) -> str:
        """Return what was typed for this outcome; nothing for those that have no charge."""
        return self.line.text().strip() if disposition is Disposition.RELEASE_WITH_CHARGE else ""

    def find_fault(self, disposition: Disposition) -> bool:
        """Say what is wrong with the amount, with the focus on it; return whether anything is."""
        found = charge_refusals(self.typed(disposition), disposition)
        self.set_error(refusal_sentence(found[0]) if found else "")
        if found:
            self.line.setFocus()
        return bool(found)

    def clear(self) -> None:
        """Forget what was typed."""
        self.line.clear()
        self.set_error("")
