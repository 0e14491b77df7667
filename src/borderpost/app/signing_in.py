"""What stands between the login screen and the record: proofs, sessions, and the lock."""

import math
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from borderpost.domain.officer import Officer
from borderpost.ui.desk import Desk
from borderpost.ui.login import Answer, OfficerCard, Verdict
from borderpost.ui.words.codes import word
from borderpost.work import session
from borderpost.work.session import Attempt, MustWait


class RecordPresenter(QObject):
    """Checks passphrases against the roster, through the writer."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.admitted: Officer | None = None

    def authenticate(self, officer_id: str, passphrase: str, done: Callable[[Answer], None]) -> None:
        """Check the passphrase of an officer; `done` is called on the main thread."""

        def finished(attempt: Attempt) -> None:
            self.admitted = attempt.officer
            done(Answer(Verdict.ACCEPTED) if attempt.officer else _refused(attempt))

        def failed(error: BaseException) -> None:
            if isinstance(error, MustWait):
                done(Answer(Verdict.WAIT, math.ceil(error.wait.total_seconds())))
            else:
                done(Answer(Verdict.FAILED))

        verb = partial(
            session.authenticate,
            officer_id=officer_id,
            passphrase=passphrase,
            passphrases=self._desk.passphrases,
        )
        self._desk.do(verb, finished, failed, owner=self)


def _refused(attempt: Attempt) -> Answer:
    return Answer(Verdict.WRONG, math.ceil(attempt.wait.total_seconds()))


def officer_cards(officers: list[Officer], hints: dict[str, str]) -> list[OfficerCard]:
    """Return the officers as the login shows them; `hints` are a demo site's passphrases."""
    return [
        OfficerCard(officer.id, officer.name, role_words(officer), hints.get(officer.id, ""))
        for officer in officers
        if officer.active
    ]


def role_words(officer: Officer) -> str:
    """Return the officer's roles in words."""
    return ", ".join(word(role) for role in sorted(officer.roles))
