"""What stands between the login screen and the record: proofs, sessions, the lock, and the way back."""

import math
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from borderpost.domain.access_rules import officer_of_badge
from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.officer import Officer
from borderpost.domain.quick_return import NotByPin
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.ui.desk import Desk
from borderpost.ui.login import Answer, LoginScreen, OfficerCard, Verdict
from borderpost.ui.shell import MainWindow
from borderpost.ui.words.codes import word
from borderpost.ui.words.rules import error_sentence
from borderpost.work import access, session
from borderpost.work.changes import Kind
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
            elif isinstance(error, Refused) and any(r.rule is Rule.PASSPHRASE_GIVEN for r in error.refusals):
                done(Answer(Verdict.GIVEN))
            else:
                done(Answer(Verdict.FAILED))

        verb = partial(
            session.authenticate,
            officer_id=officer_id,
            passphrase=passphrase,
            passphrases=self._desk.passphrases,
        )
        self._desk.do(verb, finished, failed, owner=self)

    def choose_own(self, officer_id: str, given: str, new: str, done: Callable[[Answer, str], None]) -> None:
        """Put a passphrase of one's own in the place of one that was given, and sign in with it."""

        def finished(attempt: Attempt) -> None:
            self.admitted = attempt.officer
            done(Answer(Verdict.ACCEPTED) if attempt.officer else _refused(attempt), "")

        def failed(error: BaseException) -> None:
            if isinstance(error, MustWait):
                done(Answer(Verdict.WAIT, math.ceil(error.wait.total_seconds())), "")
            else:
                done(Answer(Verdict.FAILED), error_sentence(error))

        verb = partial(
            access.choose_own,
            officer_id=officer_id,
            passphrase=given,
            new=new,
            passphrases=self._desk.passphrases,
        )
        self._desk.do(verb, finished, failed, owner=self)


class BadgeAndPin(QObject):
    """Lets whoever locked the bench come back by PIN; knows the lock only as long as the program runs."""

    def __init__(self, desk: Desk, presenter: RecordPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._presenter = presenter
        self.locked = ""

    def may_return(self, officer_id: str, done: Callable[[bool], None]) -> None:
        """Tell whether a PIN may be tried for the bench that this officer locked."""

        def told(why: NotByPin | None) -> None:
            done(why is None)

        verb = partial(session.may_return, officer_id=officer_id, locked=self.locked)
        self._desk.do(verb, told, lambda _error: done(False), owner=self)

    def come_back(self, officer_id: str, pin: str, done: Callable[[Answer], None]) -> None:
        """Check a PIN; `done` is called on the main thread."""

        def finished(attempt: Attempt) -> None:
            self._presenter.admitted = attempt.officer
            done(Answer(Verdict.ACCEPTED) if attempt.officer else _refused(attempt))

        def failed(error: BaseException) -> None:
            if isinstance(error, MustWait):
                done(Answer(Verdict.WAIT, math.ceil(error.wait.total_seconds())))
            else:
                done(Answer(Verdict.LOCKED if isinstance(error, Refused) else Verdict.FAILED))

        verb = partial(
            session.return_by_pin,
            officer_id=officer_id,
            pin=pin,
            locked=self.locked,
            passphrases=self._desk.passphrases,
        )
        self._desk.do(verb, finished, failed, owner=self)


class SigningIn(QObject):
    """The login over the window: who is admitted, who locked, who may come back.

    `admitted(officer)` once an officer is at the bench, `locked()` once nobody is, `failed(error)` where the
    lock could not be journalled: no PIN opens the bench then.
    """

    admitted = Signal(object)
    locked = Signal()
    failed = Signal(object)

    def __init__(self, window: MainWindow, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._desk = window, desk
        self.presenter = RecordPresenter(desk, self)
        self._back = BadgeAndPin(desk, self.presenter, self)
        self.login = LoginScreen(
            self.presenter, self._cards(), desk.place.facility, desk.place.bench, self._back, self.presenter
        )
        window.set_gate(self.login)
        self.login.accepted.connect(self._accepted)
        window.locked.connect(self._locked)
        desk.tasks.changed.connect(self._heard)
        # a scanner at a serial port presses no keys: whoever works by it alone would be locked out
        desk.scans.scanned.connect(self._scanned)
        desk.scans.unreadable.connect(self._commanded)

    def leave(self) -> None:
        """Journal that the officer leaves, as the last thing before the program ends."""
        if self._desk.session.anyone:
            officer = self._desk.session.officer
            self._desk.session.end()
            self._desk.hand_over(partial(session.log_out, officer=officer))

    def owner_of(self, badge: str) -> str:
        """Return the id of the officer whose badge says a code, empty where no badge that counts does."""
        return officer_of_badge(((one.officer.id, one.badge) for one in self._desk.pages.enrolled()), badge)

    def _cards(self) -> list[OfficerCard]:
        return officer_cards(self._desk.pages.officers(), dict(self._desk.hints))

    @Slot(str)
    def _accepted(self, officer_id: str) -> None:
        officer = self.presenter.admitted
        if officer is None or officer.id != officer_id:
            return
        self._back.locked = ""
        self._desk.session.begin(officer)
        self._window.open_bench(officer.name, role_words(officer))
        self.admitted.emit(officer)

    @Slot(bool)
    def _locked(self, idle: bool) -> None:
        officer = self._desk.session.officer
        self._desk.session.end()
        self._back.locked = ""
        # a day may have passed: who is on duty is asked anew
        self.login.set_officers(self._cards())
        self.login.show_locked(officer.name, officer.id)
        self.locked.emit()
        self._desk.do(
            partial(session.lock, officer=officer, idle=idle), self._noted, self.failed.emit, owner=self
        )

    def _noted(self, entry: str) -> None:
        self._back.locked = entry

    @Slot(object)
    def _scanned(self, scan: RawScan) -> None:
        # what lies under a camera was not necessarily put there just now
        if scan.source is not ScanSource.CAMERA:
            self._still_here()

    @Slot(object)
    def _commanded(self, _action: object) -> None:
        self._still_here()

    def _still_here(self) -> None:
        if self._window.idle.running():
            self._window.idle.start()

    @Slot(object)
    def _heard(self, kinds: frozenset[Kind]) -> None:
        if Kind.ROSTER in kinds:
            self.login.set_officers(self._cards())


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
