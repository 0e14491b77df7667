"""A question whose answers have a digit each, with a line for the officer's own words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from borderpost.ui.announce import announce
from borderpost.ui.bench.hold_panel import Numbered
from borderpost.ui.examination.choice_list import DIGITS, Choice
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, Card, FormField

OWN_WORDS = ""


class ReasonPanel(Card):
    """`chosen` carries the value of the answer and what was written beside it; Escape closes, `closed` comes.

    Where words alone are an answer (`alone`), Enter in them gives OWN_WORDS for the value.
    """

    chosen = Signal(str, str)
    closed = Signal()
    turned = Signal(bool)
    """The question comes up, or goes."""

    def __init__(self, name: str, words: str, *, alone: bool, parent: QWidget | None = None) -> None:
        """`name` is the label of the answers, `words` that of the line for the officer's own."""
        super().__init__("", parent)
        self._choices: tuple[Choice, ...] = ()
        self._alone = alone
        self.list = Numbered(name, rows=4)
        self.list.digit.connect(self._digit)
        self.list.picked.connect(self._picked)
        self.words = QLineEdit()
        self.words.returnPressed.connect(self._written)
        self.add(FormField(name, self.list, self.tr("A digit or Enter records it")))
        self.add(FormField(words, self.words))
        self.back = Button(self.tr("Go back"), ButtonKind.QUIET, Icon.UNDO)
        self.back.clicked.connect(self.close_panel)
        self.header.addWidget(self.back)
        self.hide()

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

    def showEvent(self, event: QShowEvent) -> None:
        """Say that it is there: what is of no use meanwhile gives it room."""
        super().showEvent(event)
        self.turned.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that it is gone."""
        super().hideEvent(event)
        self.turned.emit(False)

    @Slot()
    def close_panel(self) -> None:
        """Give no answer."""
        self.hide()
        self.closed.emit()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)
