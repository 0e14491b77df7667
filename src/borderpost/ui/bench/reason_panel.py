"""A question whose answers have a digit each, with a line for the officer's own words."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from borderpost.ui.announce import announce
from borderpost.ui.bench.hold_panel import Numbered
from borderpost.ui.bench.question import Question
from borderpost.ui.examination.choice_list import DIGITS, Choice
from borderpost.ui.kit import FormField

OWN_WORDS = ""


class ReasonPanel(Question):
    """`chosen` carries the value of the answer and what was written beside it.

    Where words alone are an answer (`alone`), Enter in them gives OWN_WORDS for the value.
    """

    chosen = Signal(str, str)

    def __init__(self, name: str, words: str, *, alone: bool, parent: QWidget | None = None) -> None:
        """`name` is the label of the answers, `words` that of the line for the officer's own."""
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._alone = alone
        self.list = Numbered(name, rows=4)
        self.list.digit.connect(self._digit)
        self.list.picked.connect(self._picked)
        self.words = QLineEdit()
        self.words.returnPressed.connect(self._written)
        self.add(FormField(name, self.list, self.tr("A digit or Enter records it")))
        self.add(FormField(words, self.words))

    def ask(self, question: str, choices: Sequence[tuple[str, str]]) -> None:
        """Ask, with the focus on the first of the answers (values and their words)."""
        self._choices = tuple(Choice(value, text) for value, text in choices)
        self.set_title(question)
        self.words.clear()
        self.list.set_choices(self._choices)
        self.list.show_digits()
        self.list.choose(self._choices[0].value if self._choices else "")
        self.show()
        self.list.setFocus()
        announce(self, question, urgent=True)

    def choose(self, place: int) -> None:
        """Take the answer at a place, as its digit does; none where there is no such place."""
        if 0 <= place < min(len(self._choices), DIGITS):
            self._picked(self._choices[place].value)

    def go_on(self) -> None:
        """Take the answer that is marked, as Enter does."""
        if self.words.hasFocus() and self.words.text().strip():
            self._written()
        else:
            self._picked(self.list.value())

    @Slot(str)
    def _picked(self, value: str) -> None:
        if self.isVisible() and any(one.value == value for one in self._choices):
            self.hide()
            self.chosen.emit(value, self.words.text().strip())

    @Slot()
    def _written(self) -> None:
        if not self._alone:
            self._picked(self.list.value())
        elif self.isVisible() and self.words.text().strip():
            self.hide()
            self.chosen.emit(OWN_WORDS, self.words.text().strip())

    @Slot(int)
    def _digit(self, digit: int) -> None:
        self.choose(digit - 1)
