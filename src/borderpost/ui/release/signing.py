"""The second officer signs a list with a passphrase of their own; proof and signature are one act."""

import math
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borderpost.domain.decisions import Refused
from borderpost.domain.officer import Right
from borderpost.ui.desk import Desk
from borderpost.ui.kit import Notice
from borderpost.ui.login import Answer, CredentialPanel, OfficerCard, Verdict
from borderpost.ui.release.model import ListRelease
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.codes import word
from borderpost.ui.words.rules import error_sentence
from borderpost.work import bulk_releasing, session
from borderpost.work.ports_release import BulkUnderWay
from borderpost.work.session import MustWait, Proven


class SigningPanel(QWidget):
    """`signed` carries the BulkUnderWay; `reason` is asked for the reason at that moment."""

    signed = Signal(object)

    def __init__(
        self, desk: Desk, release: ListRelease, reason: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._release, self._reason = desk, release, reason
        self.panel = CredentialPanel(self, action=self.tr("Sign and release"))
        self.problem = Notice("", Tone.CRITICAL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.panel)
        column.addWidget(self.problem)

    def offer(self) -> bool:
        """Offer the officers who may sign what this one put together; tell whether there is any."""
        me = self._desk.session.officer.id
        hints = dict(self._desk.hints)
        able = [
            officer
            for officer in self._desk.pages.officers()
            if officer.may(Right.APPROVE) and officer.id != me
        ]
        self.panel.set_officers(
            [
                OfficerCard(
                    one.id,
                    one.name,
                    ", ".join(word(role) for role in sorted(one.roles)),
                    hints.get(one.id, ""),
                )
                for one in able
            ]
        )
        return bool(able)

    def clear(self) -> None:
        """Forget what was typed."""
        self.panel.reset()
        self.problem.set_notice("")

    def authenticate(self, officer_id: str, passphrase: str, done: Callable[[Answer], None]) -> None:
        """Check the passphrase and sign the list as it stands, in one transaction."""
        self.problem.set_notice("")
        signed = self._release.signed(self._reason())
        proposer, law = self._desk.session.officer, self._desk.law

        def finished(proven: Proven[BulkUnderWay]) -> None:
            if proven.result is None:
                done(Answer(Verdict.WRONG, math.ceil(proven.attempt.wait.total_seconds())))
                return
            done(Answer(Verdict.ACCEPTED))
            self.signed.emit(proven.result)

        def failed(error: BaseException) -> None:
            if isinstance(error, MustWait):
                done(Answer(Verdict.WAIT, math.ceil(error.wait.total_seconds())))
                return
            done(Answer(Verdict.NOT_ALLOWED if isinstance(error, Refused) else Verdict.FAILED))
            self.problem.set_notice(error_sentence(error), Tone.CRITICAL)

        self._desk.do(
            lambda tx: session.with_proof(
                tx,
                officer_id=officer_id,
                passphrase=passphrase,
                passphrases=self._desk.passphrases,
                then=lambda second: bulk_releasing.sign(
                    tx, officer=second, proposer=proposer, signed=signed, law=law
                ),
            ),
            finished,
            failed,
            owner=self,
        )
