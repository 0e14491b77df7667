"""Persons as a screen: everybody's own access, the roster for its administrator, the audit for auditors."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.officer import Officer, Right
from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind
from borderpost.ui.people.audit import AuditPage
from borderpost.ui.people.mine import MyAccess
from borderpost.ui.people.officers import OfficersPage
from borderpost.ui.people.port import Badges
from borderpost.ui.shell.signpost import PEOPLE, Signposted
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.theme.tokens import Space
from borderpost.work.changes import Kind


class PeopleScreen(Signposted, QWidget):
    """Alt+1 to Alt+3 show the parts that the officer's role opens."""

    signpost = PEOPLE

    def __init__(self, desk: Desk, badges: Badges, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.mine = MyAccess(desk, badges)
        self.officers = OfficersPage(desk, badges)
        self.audit = AuditPage(desk)
        self.to_officers = Button(self.tr("Officers"), ButtonKind.QUIET, Icon.OFFICER, "Alt+1")
        self.to_audit = Button(self.tr("Audit"), ButtonKind.QUIET, Icon.LOG, "Alt+2")
        self.to_mine = Button(self.tr("My access"), ButtonKind.QUIET, Icon.LOCK, "Alt+3")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in (self.to_officers, self.to_audit, self.to_mine):
            row.addWidget(button)
            button.clicked.connect(self._chosen)
        row.addStretch(1)
        column.addLayout(row)
        self._stack = Leaves(self.mine, self.officers, self.audit)
        column.addWidget(self._stack, 1)
        self.mine.changed.connect(self._renew)
        desk.session.changed.connect(self._other_officer)
        desk.tasks.changed.connect(self._heard)
        if desk.session.anyone:
            self._other_officer(desk.session.officer)

    def current(self) -> QWidget | None:
        """Return the part on show."""
        return self._stack.currentWidget()

    def on_shown(self) -> None:
        """Read anew, and put the focus where work goes on."""
        self._renew()
        self._part().take_focus()

    def _part(self) -> MyAccess | OfficersPage | AuditPage:
        shown = self._stack.currentWidget()
        return next(part for part in (self.officers, self.audit, self.mine) if part is shown)

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        for button, its in self._ways():
            button.setEnabled(its is not part)
        if self.isVisible():
            self.on_shown()

    def _ways(self) -> tuple[tuple[Button, QWidget], ...]:
        return ((self.to_officers, self.officers), (self.to_audit, self.audit), (self.to_mine, self.mine))

    @Slot()
    def _chosen(self) -> None:
        pressed = self.sender()
        part = next((its for button, its in self._ways() if button is pressed), None)
        if part is not None:
            self._show(part)

    @Slot()
    def _renew(self) -> None:
        if self._desk.session.anyone:
            self._part().renew()

    @Slot(object)
    def _heard(self, kinds: frozenset[Kind]) -> None:
        if not self.isVisible():
            return
        if Kind.ROSTER in kinds or (Kind.SESSION in kinds and self.current() is self.audit):
            self._renew()

    @Slot(object)
    def _other_officer(self, officer: object) -> None:
        for part in (self.mine, self.officers, self.audit):
            part.clear()
        if not isinstance(officer, Officer):
            return
        manages, audits = officer.may(Right.MANAGE_ACCESS), officer.may(Right.AUDIT)
        self.to_officers.setVisible(manages)
        self.to_audit.setVisible(audits)
        self.to_mine.setVisible(manages or audits)
        self._show(self.officers if manages else self.audit if audits else self.mine)
