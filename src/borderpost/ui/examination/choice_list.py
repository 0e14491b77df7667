"""A list to choose one thing from: letters jump, arrows walk, Enter takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QElapsedTimer,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from borderpost.ui import icons
from borderpost.ui.icons import Icon
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, Space

_Index = QModelIndex | QPersistentModelIndex
_TYPED_IN_A_ROW_MS = 900
DIGITS = 9
"""So many choices have a digit of their own at a time."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: its value, its word, whether it was used already, and why it cannot be chosen."""

    value: str
    text: str
    used: bool = False
    why_not: str = ""


class ChoiceModel(QAbstractListModel):
    """The choices in the order given; the reason why one is closed stands behind its word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._first_digit: int | None = None

    def show_digits(self, first: int) -> None:
        """Number nine choices from the row `first` on, for an officer who chooses by command barcodes."""
        if first != self._first_digit:
            self._first_digit = first
            if self._choices:
                self.dataChanged.emit(self.index(0), self.index(len(self._choices) - 1))

    def choices(self) -> tuple[Choice, ...]:
        """Return what is offered."""
        return self._choices

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these."""
        self.beginResetModel()
        self._choices = tuple(choices)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One row a choice."""
        return 0 if parent.isValid() else len(self._choices)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A closed choice can be walked to, so that its reason is heard, but looks and answers as closed."""
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Word, mark and reason of a choice."""
        if not index.isValid() or not 0 <= index.row() < len(self._choices):
            return None
        choice = self._choices[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._numbered(index.row(), choice.text)
        if role == Qt.ItemDataRole.DecorationRole:
            if choice.why_not:
                return icons.icon(Icon.LOCK, Role.MUTED)
            return icons.icon(Icon.CHECK, Role.MUTED) if choice.used else None
        if role == Qt.ItemDataRole.ForegroundRole and choice.why_not:
            return look.colour(Role.MUTED)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return choice.why_not or choice.text
        return None

    def _numbered(self, row: int, text: str) -> str:
        if self._first_digit is None:
            return text
        digit = row - self._first_digit + 1
        return f"{digit}  {text}" if 1 <= digit <= DIGITS else text


class ChoiceList(look.Themed, QListView):
    """Emits `picked` with the value when a choice is taken.

    Letters typed in a row jump to a choice that begins with them, else to one with a word that does; one
    letter again and again walks through those that begin with it.
    """

    picked = Signal(str)

    def __init__(self, name: str, rows: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._typed = ""
        self._since = QElapsedTimer()
        self._offer = ChoiceModel(self)
        self.setModel(self._offer)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.clicked.connect(self._clicked)
        self.restyle()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; the current one stays current where it is still there."""
        if tuple(choices) == self._offer.choices():
            return
        current = self.value()
        self._offer.set_choices(choices)
        self.choose(current or (choices[0].value if choices else ""))

    def choose(self, value: str) -> None:
        """Make a choice the current one, without taking it; an unknown value leaves none current."""
        row = next((n for n, choice in enumerate(self._offer.choices()) if choice.value == value), -1)
        self.setCurrentIndex(self._offer.index(row) if row >= 0 else QModelIndex())

    def current(self) -> Choice | None:
        """Return the current choice."""
        row = self.currentIndex().row()
        choices = self._offer.choices()
        return choices[row] if 0 <= row < len(choices) else None

    def value(self) -> str:
        """Return the current choice's value, or nothing."""
        choice = self.current()
        return choice.value if choice else ""

    def choices(self) -> tuple[Choice, ...]:
        """Return what is offered."""
        return self._offer.choices()

    def show_digits(self, first: int = 0) -> None:
        """Number nine choices from the row `first` on, and show them."""
        self._offer.show_digits(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the current choice."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() is not None:
            self._typed = ""
            self.picked.emit(self.value())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Jump by the letters typed in a row."""
        if not search or not self._since.isValid() or self._since.hasExpired(_TYPED_IN_A_ROW_MS):
            self._typed = ""
        self._since.start()
        self._typed += search.casefold()
        if self._typed.strip():
            row = self._row_for(self._typed)
            if row >= 0:
                self.setCurrentIndex(self._offer.index(row))

    def _row_for(self, typed: str) -> int:
        texts = [choice.text.casefold() for choice in self._offer.choices()]
        if len(set(typed)) == 1:
            at = self.currentIndex().row()
            order = [*range(at + 1, len(texts)), *range(at + 1)]
            return next((row for row in order if texts[row].startswith(typed[0])), -1)
        for begins in (str.startswith, _has_word):
            row = next((row for row, text in enumerate(texts) if begins(text, typed)), -1)
            if row >= 0:
                return row
        return -1

    def sizeHint(self) -> QSize:
        """As high as the least: a layout with wrapped text in it gives hints, not least sizes, their due."""
        return QSize(look.px(220), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the rows asked for: the rest is a scroll away."""
        return QSize(look.px(160), self._height(self._rows))

    def restyle(self) -> None:
        """Measure again."""
        self.setIconSize(QSize(look.px(16), look.px(16)))
        self.updateGeometry()

    def _height(self, rows: int) -> int:
        row = self.sizeHintForRow(0) if self._offer.rowCount() else self.fontMetrics().height() + 2 * Space.M
        return rows * row + 2 * self.frameWidth() + Space.XS

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.picked.emit(self.value())


def _has_word(text: str, beginning: str) -> bool:
    return f" {beginning}" in text
