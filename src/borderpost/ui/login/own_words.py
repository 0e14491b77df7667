"""Choosing a passphrase of one's own in the place of one that an administrator gave."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.ui.icons import Icon
from borderpost.ui.kit.button import Button, ButtonKind
from borderpost.ui.kit.fields import FormField, PassphraseField
from borderpost.ui.kit.text import Text
from borderpost.ui.login.presenter import Answer, Verdict
from borderpost.ui.theme.tokens import Space, TextStyle


class Renewal(Protocol):
    """Asks elsewhere than on the main thread, and calls `done` on the main thread."""

    def choose_own(self, officer_id: str, given: str, new: str, done: Callable[[Answer, str], None]) -> None:
        """Put `new` in the place of the passphrase given, and sign in; the text says why not."""


class OwnWordsPanel(QWidget):
    """The same words twice, then Enter: `accepted` gives the officer's id; Escape goes back (`declined`).

    What was given is forgotten with the first of both.
    """

    accepted = Signal(str)
    declined = Signal()

    def __init__(self, renewal: Renewal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._renewal = renewal
        self._officer = self._given = ""
        self._attempt = 0
        self._asked = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self.who = Text("", TextStyle.HEADING, wrap=True)
        column.addWidget(self.who)
        column.addWidget(
            Text(
                self.tr(
                    "This passphrase was given to you and opens nothing. Choose one that only you know;"
                    " with it you are signed in."
                ),
                wrap=True,
            )
        )
        self.new = PassphraseField(self.tr("New passphrase"))
        self.again = PassphraseField(self.tr("New passphrase once more"))
        column.addWidget(FormField(self.tr("New passphrase"), self.new, self.tr("At least ten letters")))
        self._field = FormField(self.tr("New passphrase once more"), self.again)
        column.addWidget(self._field)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addStretch(1)
        self.cancel = Button(self.tr("Go back"))
        self.submit = Button(self.tr("Keep it and sign in"), ButtonKind.PRIMARY, Icon.NEXT)
        row.addWidget(self.cancel)
        row.addWidget(self.submit)
        column.addLayout(row)
        self.new.returnPressed.connect(self._to_again)
        self.again.returnPressed.connect(self._try)
        self.submit.clicked.connect(self._try)
        self.cancel.clicked.connect(self.declined)

    def ask(self, officer_id: str, name: str, given: str) -> None:
        """Ask an officer, who has just typed what was given."""
        self.reset()
        self._officer, self._given = officer_id, given
        self.who.setText(name)

    def reset(self) -> None:
        """Forget everything."""
        self._attempt += 1
        self._asked = False
        self._officer = self._given = ""
        self.new.wipe()
        self.again.wipe()
        self._field.set_error("")
        self.submit.setEnabled(True)

    def error(self) -> str:
        """Return what is said to be wrong, or nothing."""
        return self._field.error()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the first field."""
        self.new.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.declined.emit()
            return
        super().keyPressEvent(event)

    @Slot()
    def _to_again(self) -> None:
        self.again.setFocus()

    @Slot()
    def _try(self) -> None:
        new, again = self.new.text(), self.again.text()
        if self._asked or not self._officer:
            return
        self.new.wipe()
        self.again.wipe()
        if not new or new != again:
            self._wrong(self.tr("Both are not the same. Type the new passphrase twice."))
            return
        self._field.set_error("")
        self._asked = True
        self._attempt += 1
        attempt, officer = self._attempt, self._officer
        self.submit.setEnabled(False)

        def done(answer: Answer, why: str) -> None:
            # an answer that comes after reset() belongs to nobody any more
            if attempt != self._attempt:
                return
            self._asked = False
            self.submit.setEnabled(True)
            if answer.verdict is Verdict.ACCEPTED:
                self.reset()
                self.accepted.emit(officer)
            else:
                self._wrong(why or self.tr("The passphrase given is no longer right. Go back and try again."))

        self._renewal.choose_own(officer, self._given, new, done)

    def _wrong(self, text: str) -> None:
        self._field.set_error(text)
        self.new.setFocus()
