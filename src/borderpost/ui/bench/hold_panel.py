"""Holding a parcel straight from the bench: the reasons for which the law lets it be held, one key each."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from borderpost.domain.codes import Disposition
from borderpost.domain.law.pack import LegalPack
from borderpost.ui.bench.question import Question
from borderpost.ui.examination.choice_list import DIGITS, Choice, ChoiceList
from borderpost.ui.kit import FormField
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.codes import word
from borderpost.work.concluding import HELD_AT_THE_BENCH

translate = QCoreApplication.translate
_DIGITS = "123456789"


@dataclass(frozen=True, slots=True)
class HoldReason:
    """A way of holding the parcel and the row of the law that is its reason."""

    disposition: Disposition
    row: str
    words: str


def hold_reasons(law: LegalPack | None) -> tuple[HoldReason, ...]:
    """Return the reasons for which a parcel can be held by its papers alone."""
    told = translate("BenchHold", "{reason} – {disposition}")
    return tuple(
        HoldReason(
            disposition,
            row.id,
            told.format(disposition=word(disposition), reason=isolated(row.text)),
        )
        for disposition in HELD_AT_THE_BENCH
        if law is not None and law.allows(disposition) is not None
        for row in law.reasons_to_hold(disposition)
    )


class Numbered(ChoiceList):
    """A list whose digits take a choice; `digit` carries its place from 1."""

    digit = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits are no letters to jump by."""
        if event.text() in _DIGITS and event.text():
            self.digit.emit(int(event.text()))
        else:
            super().keyPressEvent(event)


class HoldPanel(Question):
    """`chosen` carries a HoldReason."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reasons: tuple[HoldReason, ...] = ()
        self.set_title(self.tr("Why is it held?"))
        self.list = Numbered(self.tr("Why it is held"), rows=5)
        self.list.digit.connect(self._digit)
        self.list.picked.connect(self._picked)
        self.add(
            FormField(
                self.tr("Reason"),
                self.list,
                self.tr("A digit or Enter records it; the post is told its code"),
            )
        )

    def ask(self, law: LegalPack | None) -> None:
        """Show the reasons, with the focus on the first."""
        self._reasons = hold_reasons(law)
        self.list.set_choices([Choice(one.row, one.words) for one in self._reasons])
        self.list.show_digits()
        self.list.choose(self._reasons[0].row if self._reasons else "")
        self.show()
        self.list.setFocus()

    def choose(self, place: int) -> None:
        """Take the reason at a place, as its digit does; none where there is no such place."""
        if 0 <= place < min(len(self._reasons), DIGITS):
            self._picked(self._reasons[place].row)

    @Slot(str)
    def _picked(self, value: str) -> None:
        reason = next((one for one in self._reasons if one.row == value), None)
        if reason is not None and self.isVisible():
            self.hide()
            self.chosen.emit(reason)

    @Slot(int)
    def _digit(self, digit: int) -> None:
        self.choose(digit - 1)
