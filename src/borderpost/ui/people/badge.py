"""The badge of an officer: its code on the screen, its card on paper or in a file."""

import hashlib
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.access_rules import NO_BADGE, badge_code
from borderpost.domain.identifiers.actions import Action, Command, format_action
from borderpost.domain.officer import Officer
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, Code, Text, ltr
from borderpost.ui.people.port import Badges
from borderpost.ui.preview.saving import CannotSave, proposed_path, save_durably
from borderpost.ui.theme.tokens import TextStyle, Tone
from borderpost.ui.words.names import own
from borderpost.ui.words.rules import error_sentence
from borderpost.work import access
from borderpost.work.documenting import Document


class BadgePanel(QWidget):
    """`told(text, tone)` says what became of it."""

    told = Signal(str, object)

    def __init__(self, desk: Desk, badges: Badges, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._badges = badges
        self._officer: Officer | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.code = Code("", TextStyle.CODE_LARGE)
        column.addWidget(self.code)
        column.addWidget(
            Text(
                self.tr("The code names its officer and is no secret: by itself it opens nothing."),
                muted=True,
                wrap=True,
            )
        )
        self.state = Text("", muted=True, wrap=True)
        column.addWidget(self.state)
        self.print = Button(self.tr("Print a new badge"), icon=Icon.PRINT)
        self.save = Button(self.tr("Save a new badge as PDF"), icon=Icon.REPORT)
        self.revoke = Button(self.tr("My badge is lost: revoke it"), icon=Icon.CROSS)
        for button in (self.print, self.save, self.revoke):
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        self.print.clicked.connect(self.print_badge)
        self.save.clicked.connect(self._ask_where)
        self.revoke.clicked.connect(self._revoke)

    def set_officer(self, officer: Officer | None) -> None:
        """Show the badge of an officer."""
        self._officer = officer
        said = ""
        if officer is not None:
            found = (one.badge for one in self._desk.pages.enrolled() if one.officer.id == officer.id)
            said = _said(badge_code(officer.id, next(found, NO_BADGE)))
        self.code.set_code(said)
        self.code.setVisible(bool(said))
        self.state.setText(
            self.tr("Only the badge made last counts: a new one has a new code.")
            if said
            else self.tr("No badge counts. Make a new one.")
        )
        self.print.setEnabled(officer is not None and bool(self._desk.printing.printers()))
        self.save.setEnabled(officer is not None)
        # an administrator says why, in the form
        me = self._desk.session.officer.id if self._desk.session.anyone else ""
        self.revoke.setVisible(bool(said) and officer is not None and officer.id == me)

    @Slot()
    def print_badge(self) -> None:
        """Send the card to the default printer."""
        printers = self._desk.printing.printers()
        if printers:
            self._make(partial(self._printed, printers[0]))

    def save_badge(self, path: Path) -> None:
        """Write the card to a file."""
        self._make(partial(self._saved, path))

    def _make(self, then: "partial[None]") -> None:
        officer = self._officer
        if officer is None:
            return
        desk = self._desk
        verb = partial(access.issue_badge, officer=desk.session.officer, subject=officer.id)

        def issued(badge: str) -> None:
            if self._officer is not None and self._officer.id == officer.id:
                self.set_officer(officer)
            desk.tasks.run(lambda: self._badges.badge_card(officer, badge), then, self._failed, owner=self)

        desk.do(verb, issued, self._failed, owner=self)

    @Slot()
    def _revoke(self) -> None:
        officer = self._officer
        if officer is None:
            return

        def revoked(_who: Officer) -> None:
            self.set_officer(self._officer)
            self.told.emit(self.tr("The badge counts no more."), Tone.POSITIVE)

        verb = partial(access.revoke_badge, officer=self._desk.session.officer, subject=officer.id)
        self._desk.do(verb, revoked, self._failed, owner=self)

    def _printed(self, printer: str, pdf: bytes) -> None:
        document = Document("", self.tr("Badge"), pdf, hashlib.sha256(pdf).hexdigest())

        def sent(_job: str) -> None:
            self.told.emit(self.tr("Sent to {printer}.").format(printer=own(printer)), Tone.POSITIVE)

        self._desk.tasks.run(
            lambda: self._desk.printing.print_pdf(document, printer), sent, self._failed, owner=self
        )

    def _saved(self, path: Path, pdf: bytes) -> None:
        try:
            save_durably(pdf, path)
        except CannotSave as error:
            self._failed(error)
            return
        self.told.emit(self.tr("Saved as {path}.").format(path=ltr(str(path))), Tone.POSITIVE)

    @Slot()
    def _ask_where(self) -> None:
        if self._officer is None:
            return
        proposed = proposed_path(f"badge-{self._officer.id}")
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the badge"), str(proposed), self.tr("PDF (*.pdf)")
        )
        if path:
            self.save_badge(Path(path))

    def _failed(self, error: BaseException) -> None:
        self.told.emit(error_sentence(error), Tone.CRITICAL)


def _said(code: str) -> str:
    try:
        return format_action(Action(Command.BADGE, code)) if code else ""
    except ValueError:
        return ""
