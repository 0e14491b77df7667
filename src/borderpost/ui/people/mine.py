"""Everybody's own access: the PIN by which they come back, their passphrase, their badge."""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.officer import Officer
from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.examination.beside import Beside
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, Card, FormField, Notice, PassphraseField, ScrollPage, Text
from borderpost.ui.people.badge import BadgePanel
from borderpost.ui.people.port import Badges
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.rules import error_sentence
from borderpost.work import access
from borderpost.work.session import MustWait, Proven


class MyAccess(QWidget):
    """Each change takes the passphrase; Enter goes on from field to field."""

    changed = Signal()

    def __init__(self, desk: Desk, badges: Badges, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.notice = Notice("", Tone.CRITICAL)
        column.addWidget(self.notice)
        page = ScrollPage()
        column.addWidget(page, 1)
        self.state = Text("", muted=True, wrap=True)
        pin = Card(self.tr("PIN for coming back"))
        pin.add(self.state)
        pin.add(
            Text(
                self.tr(
                    "Scan your badge at the bench that you locked, and type the PIN. It opens nothing else;"
                    " after three wrong ones, and after twelve hours, the passphrase is asked for."
                ),
                wrap=True,
            )
        )
        self.pin_proof = PassphraseField("")
        self.pin = PassphraseField("")
        pin.add(FormField(self.tr("Your passphrase"), self.pin_proof))
        pin.add(FormField(self.tr("New PIN"), self.pin, self.tr("6 to 12 digits")))
        self.set_pin = Button(self.tr("Set the PIN"), icon=Icon.LOCK)
        self.clear_pin = Button(self.tr("Take my PIN away"), icon=Icon.CROSS)
        pin.add(_row(self.set_pin, self.clear_pin))
        words = Card(self.tr("Passphrase"))
        self.old = PassphraseField("")
        self.new = PassphraseField("")
        words.add(FormField(self.tr("Passphrase so far"), self.old))
        words.add(FormField(self.tr("New passphrase"), self.new, self.tr("At least ten letters")))
        self.change = Button(self.tr("Change the passphrase"), icon=Icon.CHECK)
        words.add(_row(self.change))
        badge = Card(self.tr("Badge"))
        self.badge = BadgePanel(desk, badges)
        badge.add(self.badge)
        page.add(Beside(_column(pin), _column(words, badge), from_width=760))
        page.column.addStretch(1)
        self.pin_proof.returnPressed.connect(self._to_pin)
        self.pin.returnPressed.connect(self._set_pin)
        self.set_pin.clicked.connect(self._set_pin)
        self.clear_pin.clicked.connect(self._clear_pin)
        self.old.returnPressed.connect(self._to_new)
        self.new.returnPressed.connect(self._change)
        self.change.clicked.connect(self._change)
        self.badge.told.connect(self.say)

    def renew(self) -> None:
        """Show whose access this is, and whether there is a PIN."""
        if not self._desk.session.anyone:
            return
        me = self._desk.session.officer
        mine = next((one for one in self._desk.pages.enrolled() if one.officer.id == me.id), None)
        has_pin = mine is not None and mine.has_pin
        self.state.setText(self.tr("A PIN is set.") if has_pin else self.tr("No PIN is set."))
        self.clear_pin.setVisible(has_pin)
        self.badge.set_officer(me)

    def take_focus(self) -> None:
        """Start where a PIN is set."""
        self.pin_proof.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        for field in (self.pin_proof, self.pin, self.old, self.new):
            field.wipe()
        self.notice.set_notice("")

    @Slot(str, object)
    def say(self, text: str, tone: Tone) -> None:
        """Say what became of it."""
        self.notice.set_notice(text, tone)
        announce(self, text, urgent=tone is Tone.CRITICAL)

    @Slot()
    def _to_pin(self) -> None:
        self.pin.setFocus()

    @Slot()
    def _to_new(self) -> None:
        self.new.setFocus()

    @Slot()
    def _set_pin(self) -> None:
        proof, pin = self.pin_proof.text(), self.pin.text()
        self.clear()
        verb = partial(access.set_pin, passphrase=proof, pin=pin)
        self._proven(verb, self.tr("Your PIN is set."), self.pin_proof)

    @Slot()
    def _change(self) -> None:
        old, new = self.old.text(), self.new.text()
        self.clear()
        verb = partial(access.change_passphrase, passphrase=old, new=new)
        self._proven(verb, self.tr("Your passphrase is changed. Set a PIN anew."), self.old)

    def _proven(self, verb: Callable[..., Any], done: str, first: QWidget) -> None:
        def finished(proven: Proven[Officer]) -> None:
            if proven.result is None:
                text = self.tr("The passphrase is not right.")
                wait = math.ceil(proven.attempt.wait.total_seconds())
                if wait:
                    text += " " + self.tr("Try again in {seconds} s.").format(seconds=wait)
                self.say(text, Tone.CRITICAL)
                first.setFocus()
                return
            self.say(done, Tone.POSITIVE)
            self.changed.emit()

        self._desk.do(
            partial(verb, officer=self._desk.session.officer, passphrases=self._desk.passphrases),
            finished,
            partial(self._failed, first),
            owner=self,
        )

    @Slot()
    def _clear_pin(self) -> None:
        me = self._desk.session.officer
        verb = partial(access.clear_pin, officer=me, subject=me.id)

        def cleared(_who: Officer) -> None:
            self.say(self.tr("Your PIN is taken away."), Tone.POSITIVE)
            self.changed.emit()

        self._desk.do(verb, cleared, partial(self._failed, self.pin_proof), owner=self)

    def _failed(self, first: QWidget, error: BaseException) -> None:
        if isinstance(error, MustWait):
            wait = math.ceil(error.wait.total_seconds())
            self.say(self.tr("Try again in {seconds} s.").format(seconds=wait), Tone.CRITICAL)
        else:
            self.say(error_sentence(error), Tone.CRITICAL)
        first.setFocus()


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.S)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _column(*parts: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.M)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return whole
