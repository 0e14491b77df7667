"""Leads command barcodes to the screen in front, and badges to the login and the lock."""

import time
from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal, Slot

from borderpost.domain.identifiers import Action, Command
from borderpost.ui.desk import ScanRouter, Session
from borderpost.ui.login import LoginScreen
from borderpost.ui.shell import MainWindow
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.commands import action_words

_OFFER_S = 20.0  # how long the offer to lock stands
_OPENS = {Command.TROLLEY: "trolley"}
"""Commands that bring a screen of their own to the front, wherever they are scanned."""


@runtime_checkable
class TakesActions(Protocol):
    """A screen that obeys commands."""

    def on_action(self, action: Action) -> bool:
        """Do what a command says; False where it has no meaning here."""


class Commands(QObject):
    """`refused` comes with every command that nobody could obey."""

    refused = Signal()

    def __init__(
        self,
        scans: ScanRouter,
        session: Session,
        window: MainWindow,
        login: LoginScreen,
        parent: QObject | None = None,
        *,
        owner_of: Callable[[str], str] | None = None,
    ) -> None:
        """`owner_of` returns the id of the officer whose badge says a code, empty where it counts no more."""
        super().__init__(parent)
        self._session = session
        self._window = window
        self._login = login
        self._owner_of = owner_of
        self._offered = ""
        self._offered_at = 0.0
        scans.action_scanned.connect(self.obey)

    @Slot(object)
    def obey(self, action: Action) -> None:
        """Do what a command says, or say why not; a badge goes on as its officer's id."""
        if action.command is Command.BADGE and self._owner_of is not None:
            officer = self._owner_of(action.argument)
            if not officer:
                self._unknown_badge()
                return
            action = Action(Command.BADGE, officer.upper())
        if not self._session.anyone:
            self._at_the_login(action)
        elif self._locks(action):
            self._lock()
        elif self._taken(action):
            self._offered = ""
        elif action.command is Command.BADGE:
            self._badge(action.argument)
        else:
            self._offered = ""
            self._refuse(
                self.tr("{command}: that command has no meaning here.").format(command=action_words(action))
            )

    def _unknown_badge(self) -> None:
        text = self.tr("No officer of this station has that badge.")
        if self._session.anyone:
            self._refuse(text)
        else:
            self._login.say(text)
            self.refused.emit()

    def _taken(self, action: Action) -> bool:
        name = self._window.current_screen()
        if action.command in _OPENS:
            name = _OPENS[action.command]
            self._window.show_screen(name)
        screen: object = self._window.find_screen(name) if name else None
        return isinstance(screen, TakesActions) and screen.on_action(action)

    def _at_the_login(self, action: Action) -> None:
        if action.command is Command.BADGE:
            if not self._login.choose(action.argument):
                self._login.say(self.tr("No officer of this station has that badge."))
                self.refused.emit()
        elif action.command is Command.ENTER:
            self._login.press()
        elif action.command is Command.CLEAR:
            self._login.clear()
        else:
            self._login.say(self.tr("Sign in first: scan your badge and type your passphrase."))
            self.refused.emit()

    def _badge(self, badge: str) -> None:
        if self._stands(badge):
            self._lock()
            return
        self._offered, self._offered_at = badge, time.monotonic()
        self._window.say(
            self.tr(
                "{officer} is signed in. Scan the badge once more, or ENTER, to lock the bench;"
                " CLEAR goes on."
            ).format(officer=self._session.officer.name),
            Tone.CAUTION,
        )

    def _locks(self, action: Action) -> bool:
        return action.command is Command.ENTER and self._stands(self._offered)

    def _stands(self, badge: str) -> bool:
        return bool(badge) and badge == self._offered and time.monotonic() - self._offered_at < _OFFER_S

    def _lock(self) -> None:
        badge, self._offered = self._offered, ""
        self._window.lock()
        self._login.choose(badge)

    def _refuse(self, sentence: str) -> None:
        self._window.say(sentence, Tone.CAUTION)
        self.refused.emit()
