"""Asks an officer why they search declarations without a parcel at hand."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.consulting_acts import REFERENCE_NEEDED, ConsultationReason
from borderpost.ui.examination.choice_list import Choice, ChoiceList
from borderpost.ui.kit import Card, FormField, Notice, ScrollPage, Text
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.codes import choices
from borderpost.work.written import SHORT

_DIGITS: Final = "123456789"
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Reasons(ChoiceList):
    """The reasons, each with a digit of its own."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses the reason that it numbers."""
        place = _DIGITS.find(event.text() or " ")
        if 0 <= place < len(self.choices()) and event.modifiers() in _PLAIN:
            self.choose(self.choices()[place].value)
            return
        super().keyPressEvent(event)


class ReasonPage(look.Themed, QWidget):
    """`given(ConsultationReason, str)`: the reason, and the reference or the words that go with it.

    `asked` and `told` stand in for the question and what becomes of the answer, where no search is begun.
    """

    given = Signal(object, str)

    def __init__(self, parent: QWidget | None = None, *, asked: str = "", told: str = "") -> None:
        super().__init__(parent)
        self._card = Card(asked or self.tr("Why do you search?"))
        told = told or self.tr(
            "Your name, the time, this reason, what you search for and the items that you open are written"
            " to the journal."
        )
        self._card.add(Text(told, muted=True, wrap=True))
        self.notice = Notice("", Tone.CRITICAL)
        self._card.add(self.notice)
        self.reasons = Reasons(asked or self.tr("Reason of the search"), rows=len(ConsultationReason))
        self.reasons.set_choices([Choice(str(code), text) for code, text in choices(ConsultationReason)])
        self.reasons.show_digits()
        self._card.add(self.reasons)
        self.editor = QLineEdit()
        self.editor.setMaxLength(SHORT)
        self.field = FormField(
            self.tr("Reference, or the reason in your own words"),
            self.editor,
            self.tr("A request of an authority needs its reference, another reason a few words."),
        )
        self._card.add(self.field)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._card, 8)
        across.addStretch(1)
        scroll = ScrollPage()
        scroll.column.addSpacing(Space.XL)
        scroll.column.addLayout(across)
        scroll.column.addStretch(1)
        page.addWidget(scroll)
        self.reasons.picked.connect(self._picked)
        self.editor.returnPressed.connect(self.give)
        self.editor.textChanged.connect(self._typed)
        self.restyle()

    def reset(self) -> None:
        """Forget what was chosen and written."""
        self.reasons.choose(str(next(iter(ConsultationReason))))
        self.editor.clear()
        self.field.set_error("")
        self.notice.set_notice("")

    def take_focus(self) -> None:
        """Let the arrows choose at once."""
        self.reasons.setFocus()

    def choose(self, place: int) -> None:
        """Choose a reason by its place in the list, counted from 0, as a command barcode does."""
        offered = self.reasons.choices()
        if 0 <= place < len(offered):
            self.reasons.choose(offered[place].value)
            self._picked(offered[place].value)

    def say(self, text: str) -> None:
        """Say why the search could not begin."""
        self.notice.set_notice(text, Tone.CRITICAL)

    def restyle(self) -> None:
        """Keep the card no wider than is read with ease, at the text size in force."""
        self._card.setMaximumWidth(look.px(560))

    @Slot()
    def give(self) -> None:
        """Give the reason that is chosen, or say what is missing of it."""
        reason = ConsultationReason(self.reasons.value() or next(iter(ConsultationReason)))
        words = " ".join(self.editor.text().split())
        if reason in REFERENCE_NEEDED and not words:
            other = reason is ConsultationReason.OTHER
            self.field.set_error(
                self.tr("Say in a few words why you search.")
                if other
                else self.tr("Type the reference of the request.")
            )
            self.editor.setFocus()
            return
        self.notice.set_notice("")
        self.given.emit(reason, words)

    @Slot(str)
    def _picked(self, value: str) -> None:
        if ConsultationReason(value) in REFERENCE_NEEDED and not self.editor.text().strip():
            self.editor.setFocus()
        else:
            self.give()

    @Slot()
    def _typed(self) -> None:
        self.field.set_error("")
