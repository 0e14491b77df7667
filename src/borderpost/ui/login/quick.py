"""Coming back to one's own locked bench: the badge was scanned, and the PIN is typed."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.ui.icons import Icon
from borderpost.ui.kit.button import Button, ButtonKind
from borderpost.ui.kit.fields import FormField, PassphraseField
from borderpost.ui.kit.text import Text
from borderpost.ui.login.presenter import Answer, Verdict
from borderpost.ui.theme.tokens import Space, TextStyle


class QuickReturn(Protocol):
    """Asks elsewhere than on the main thread, and calls `done` on the main thread."""

    def may_return(self, officer_id: str, done: Callable[[bool], None]) -> None:
        """Tell whether a PIN may be tried for the bench that this officer locked."""

    def come_back(self, officer_id: str, pin: str, done: Callable[[Answer], None]) -> None:
        """Check a PIN. LOCKED says that only the passphrase helps from here on."""


class PinPanel(QWidget):
    """Enter tries the PIN (`accepted` gives the officer's id); Escape goes on to the passphrase (`declined`).

    `spent()`: the PIN does not help any more.
    """

    accepted = Signal(str)
    declined = Signal()
    spent = Signal()

    def __init__(self, quick: QuickReturn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quick = quick
        self._officer = ""
        self._asked = False
        self._attempt = 0
        self._waiting = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self.who = Text("", TextStyle.HEADING, wrap=True)
        column.addWidget(self.who)
        self.pin = PassphraseField(self.tr("PIN"))
        self._field = FormField(self.tr("PIN"), self.pin)
        column.addWidget(self._field)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addStretch(1)
        self.cancel = Button(self.tr("Use the passphrase"))
        self.submit = Button(self.tr("Come back"), ButtonKind.PRIMARY, Icon.NEXT)
        row.addWidget(self.cancel)
        row.addWidget(self.submit)
        column.addLayout(row)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.tick)
        self.pin.returnPressed.connect(self._try)
        self.submit.clicked.connect(self._try)
        self.cancel.clicked.connect(self.declined)

    def ask(self, officer_id: str, name: str) -> None:
        """Ask an officer for the PIN."""
        self.reset()
        self._officer = officer_id
        self.who.setText(name)
        self._enable()

    def reset(self) -> None:
        """Forget what was typed and what went wrong; a wait that is running goes on."""
        self._attempt += 1
        self._asked = False
        self._officer = ""
        self.pin.wipe()
        if not self._waiting:
            self._field.set_error("")
        self._enable()

    def error(self) -> str:
        """Return what is said to be wrong, or nothing."""
        return self._field.error()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the PIN."""
        self.pin.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes on to the passphrase."""
        if event.key() == Qt.Key.Key_Escape:
            self.declined.emit()
            return
        super().keyPressEvent(event)

    @Slot()
    def _try(self) -> None:
        officer, pin = self._officer, self.pin.text()
        if not officer or self._asked or self._waiting:
            return
        if not pin:
            self._field.set_error(self.tr("Type your PIN."))
            self.pin.setFocus()
            return
        self.pin.wipe()
        self._field.set_error("")
        self._asked = True
        self._attempt += 1
        attempt = self._attempt
        self._enable()

        def done(answer: Answer) -> None:
            # an answer that comes after reset() belongs to nobody any more
            if attempt == self._attempt:
                self._answered(answer)

        self._quick.come_back(officer, pin, done)

    def _answered(self, answer: Answer) -> None:
        officer, self._asked = self._officer, False
        if answer.verdict is Verdict.ACCEPTED:
            self.reset()
            self.accepted.emit(officer)
            return
        if answer.verdict is Verdict.LOCKED:
            self.spent.emit()
            return
        self._waiting = answer.wait_seconds
        self._say(answer.verdict)
        if self._waiting:
            self._clock.start()
        self._enable()
        self.pin.setFocus()

    def _say(self, verdict: Verdict) -> None:
        words = {
            Verdict.WRONG: self.tr("The PIN is not right."),
            Verdict.WAIT: self.tr("That was too soon."),
        }
        text = words.get(verdict, self.tr("The PIN could not be checked. Try again."))
        if self._waiting:
            text += " " + self.tr("Try again in {seconds} s.").format(seconds=self._waiting)
        self._verdict = verdict
        self._field.set_error(text)

    def _enable(self) -> None:
        self.submit.setEnabled(bool(self._officer) and not self._asked and not self._waiting)
        self.pin.setReadOnly(self._asked)

    @Slot()
    def tick(self) -> None:
        """Let one second of the wait pass."""
        self._waiting = max(self._waiting - 1, 0)
        if self._waiting:
            self._say(self._verdict)
        else:
            self._clock.stop()
            self._field.set_error("")
            self._enable()
