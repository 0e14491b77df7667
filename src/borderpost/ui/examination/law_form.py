"""What the small forms of the law have in common: fields that refusals name, and one act to record."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.decisions import Refused
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.pack import LegalPack
from borderpost.ui.examination.case import Case
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, FormField, Notice
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.rules import error_sentence, refusal_sentence
from borderpost.work.changes import Done


class LawForm(QWidget):
    """One thing that can be recorded around an item. `recorded` comes once it is durable, `edited` when
    what stands in the form has changed."""

    recorded = Signal()
    edited = Signal()

    drawing = Icon.CHECK

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case = case
        self._busy = False
        self._fields: dict[str, FormField] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.S)
        self.problem = Notice("", Tone.CRITICAL)
        self.record = Button(self.title(), icon=self.drawing)
        self.record.clicked.connect(self.submit)

    def title(self) -> str:
        """Return the words for what it records."""
        raise NotImplementedError

    def is_offered(self, law: LegalPack, state: Inspection) -> bool:
        """Tell whether it is open to the officer at the bench now."""
        raise NotImplementedError

    def renew(self, law: LegalPack, state: Inspection) -> None:
        """Offer what the law and the inspection give to choose from."""
        raise NotImplementedError

    def begin(self) -> None:
        """Put the focus where the work begins."""
        raise NotImplementedError

    def clear(self) -> None:
        """Forget what was typed."""
        raise NotImplementedError

    def is_ready(self) -> bool:
        """Tell whether something stands in the form that `submit` would record."""
        raise NotImplementedError

    def submit(self) -> None:
        """Record it."""
        raise NotImplementedError

    def take_scan(self, text: str) -> bool:
        """Take a scan; return whether it was of use here."""
        return False

    def put(
        self, name: str, label: str, editor: QWidget, hint: str = "", *, required: bool = False
    ) -> QWidget:
        """Make a field; `name` is what refusals call it."""
        self._fields[name] = FormField(label, editor, hint, required=required)
        return self._fields[name]

    def field(self, name: str) -> FormField:
        """Return a field by its name."""
        return self._fields[name]

    def finish(self) -> None:
        """Close the form with what went wrong, and its button."""
        self.column.addWidget(self.problem)
        row = QHBoxLayout()
        row.addWidget(self.record)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def send(self, verb: Callable[..., Done[Inspection]], **arguments: Any) -> None:
        """Have the act recorded."""
        if self._busy:
            return
        self._busy = True
        self.forgive()
        self.case.act(verb, self._recorded, self.refuse, owner=self, **arguments)

    def forgive(self) -> None:
        """Say of no field any more that it is wrong."""
        self.problem.set_notice("")
        for field in self._fields.values():
            field.set_error("")

    @Slot(object)
    def refuse(self, error: BaseException) -> None:
        """Say what was wrong, at the field where there is one, and go there."""
        self._busy = False
        told: list[str] = []
        wrong: list[FormField] = []
        for refusal in error.refusals if isinstance(error, Refused) else ():
            field = self._fields.get(refusal.subject) or self._fields.get(refusal.rule)
            if field is None:
                told.append(refusal_sentence(refusal))
            else:
                field.set_error(refusal_sentence(refusal))
                wrong.append(field)
        if not isinstance(error, Refused):
            told.append(error_sentence(error))
        self.problem.set_notice("\n".join(told), Tone.CRITICAL)
        if wrong:
            wrong[0].editor.setFocus()

    def _recorded(self) -> None:
        self._busy = False
        self.clear()
        self.recorded.emit()
