"""The form by which an access administrator enrols somebody, changes them, or gives another passphrase."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGroupBox, QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.officer import Officer, Role
from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, CodeField, FormField, Notice, PassphraseField
from borderpost.ui.log.days import DayField
from borderpost.ui.people.badge import BadgePanel
from borderpost.ui.people.port import Badges
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.codes import word
from borderpost.ui.words.rules import error_sentence
from borderpost.work import access
from borderpost.work.access import Enrolment


class Change(StrEnum):
    """What an administrator can do with somebody."""

    CHANGE = "change"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a change
    PIN = "pin"
    BADGE = "badge"
    BADGE_LOST = "badge_lost"
    NEW = "new"


class OfficerForm(QWidget):
    """`recorded(str)` says what was done and selects by `subject`; `left()`: Escape."""

    recorded = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, badges: Badges, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.subject: Officer | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.what = Pick()
        self.officer_id, self.name, self.reason = CodeField(""), QLineEdit(), QLineEdit()
        today = desk.clock().date()
        self.since = DayField(self.tr("On duty from"), today)
        self.until = DayField(self.tr("On duty until"), today)
        self.passphrase = PassphraseField("")
        self.roles = {role: QCheckBox(word(role)) for role in Role}
        group = QGroupBox()
        group.setAccessibleName(self.tr("Roles"))
        boxes = QVBoxLayout(group)
        boxes.setContentsMargins(0, 0, 0, 0)
        for box in self.roles.values():
            boxes.addWidget(box)
        self.active = QCheckBox(self.tr("On duty"))
        self._rows: dict[QWidget, QWidget] = {}
        for label, editor, hint in (
            (self.tr("What is done"), self.what, ""),
            (self.tr("Id"), self.officer_id, self.tr("Small letters and digits; it never changes")),
            (self.tr("Name"), self.name, ""),
            (self.tr("Roles"), group, ""),
            (self.tr("On duty from"), self.since, self.tr("Empty: at once")),
            (self.tr("On duty until"), self.until, self.tr("Empty: until further notice")),
        ):
            self._add(editor, FormField(label, editor, hint))
        self._group = group
        self._add(self.active, self.active)
        self._add(
            self.passphrase,
            FormField(
                self.tr("Passphrase"),
                self.passphrase,
                self.tr("At least ten letters. They choose one of their own when they sign in first."),
            ),
        )
        self._add(self.reason, FormField(self.tr("Reason"), self.reason, required=True))
        self.badge = BadgePanel(desk, badges)
        self._add(self.badge, self.badge)
        self.record = Button("", ButtonKind.PRIMARY, Icon.CHECK)
        column.addWidget(self.record)
        self.problem = Notice("", Tone.CRITICAL)
        column.addWidget(self.problem)
        self.record.clicked.connect(self._record)
        self.what.currentIndexChanged.connect(self._chosen)
        for field in (self.officer_id, self.name, self.since, self.until, self.passphrase, self.reason):
            field.returnPressed.connect(self._record)
        self.badge.told.connect(self._told)

    def show_officer(self, officer: Officer) -> None:
        """Offer what can be done with somebody on the roster."""
        again = self.subject is not None and self.subject.id == officer.id
        self.subject = officer
        others = [
            (Change.CHANGE, self.tr("Change name, roles, days or duty")),
            (Change.PASSPHRASE, self.tr("Give another passphrase")),
            (Change.PIN, self.tr("Take the PIN away")),
            (Change.BADGE_LOST, self.tr("Revoke the badge")),
        ]
        badge = (Change.BADGE, self.tr("Make the badge"))
        # nobody changes their own access
        own = self._desk.session.anyone and self._desk.session.officer.id == officer.id
        self.what.set_choices([badge] if own else [*others, badge])
        if not again:
            self.what.choose(Change.CHANGE)
            self.clear()
        self._fill(officer)
        self._chosen()

    def show_new(self) -> None:
        """Ask for somebody new."""
        self.subject = None
        self.what.set_choices([(Change.NEW, self.tr("Enrol somebody new"))])
        self.clear()
        self.officer_id.clear()
        self._fill(Officer("", "", frozenset({Role.OFFICER})))
        self._chosen()
        self.officer_id.setFocus()

    def begin(self) -> None:
        """Start at what is done."""
        (self.officer_id if self.subject is None else self.what).setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.passphrase.wipe()
        self.reason.clear()
        self.problem.set_notice("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _add(self, editor: QWidget, row: QWidget) -> None:
        self._rows[editor] = row
        layout = self.layout()
        assert layout is not None  # noqa: S101 - made above
        layout.addWidget(row)

    def _fill(self, officer: Officer) -> None:
        self.name.setText(officer.name)
        self.since.setText(officer.valid_from)
        self.until.setText(officer.valid_until)
        self.active.setChecked(officer.active)
        for role, box in self.roles.items():
            box.setChecked(role in officer.roles)
        self.badge.set_officer(self.subject)

    @Slot()
    def _chosen(self) -> None:
        what = Change(self.what.value()) if self.what.value() else Change.NEW
        whole = {self.name, self._group, self.since, self.until}
        shown: dict[Change, set[QWidget]] = {
            Change.NEW: {self.officer_id, *whole, self.passphrase},
            Change.CHANGE: {*whole, self.active, self.reason},
            Change.PASSPHRASE: {self.passphrase, self.reason},
            Change.PIN: {self.reason},
            Change.BADGE_LOST: {self.reason},
            Change.BADGE: {self.badge},
        }
        for editor, row in self._rows.items():
            row.setVisible(editor is self.what or editor in shown[what])
        self.record.setVisible(what is not Change.BADGE)
        self.record.setText(self.what.currentText())

    def _enrolment(self) -> Enrolment:
        subject = self.subject
        return Enrolment(
            subject.id if subject is not None else self.officer_id.text(),
            self.name.text(),
            frozenset(role for role, box in self.roles.items() if box.isChecked()),
            self.active.isChecked() if subject is not None else True,
            _day(self.since),
            _day(self.until),
        )

    @Slot()
    def _record(self) -> None:
        self.problem.set_notice("")
        what, subject, reason = self.what.value(), self.subject, self.reason.text()
        verb: Callable[..., Any]
        if subject is None:
            verb = partial(
                access.enrol,
                enrolment=self._enrolment(),
                passphrase=self.passphrase.text(),
                passphrases=self._desk.passphrases,
            )
        elif what == Change.PASSPHRASE:
            verb = partial(
                access.reset_passphrase,
                subject=subject.id,
                passphrase=self.passphrase.text(),
                reason=reason,
                passphrases=self._desk.passphrases,
            )
        elif what == Change.PIN:
            verb = partial(access.clear_pin, subject=subject.id, reason=reason)
        elif what == Change.BADGE_LOST:
            verb = partial(access.revoke_badge, subject=subject.id, reason=reason)
        else:
            verb = partial(access.change, enrolment=self._enrolment(), reason=reason)
        done = self.what.currentText()

        def recorded(officer: Officer) -> None:
            self.clear()
            self.subject = officer
            self.recorded.emit(done)

        self._desk.do(partial(verb, officer=self._desk.session.officer), recorded, self._failed, owner=self)

    @Slot(str, object)
    def _told(self, text: str, tone: Tone) -> None:
        self.problem.set_notice(text, tone)
        announce(self, text, urgent=tone is Tone.CRITICAL)

    def _failed(self, error: BaseException) -> None:
        self._told(error_sentence(error), Tone.CRITICAL)


def _day(field: DayField) -> str:
    """Return the day as the record writes it; what is no day as it was typed, to be refused by name."""
    day = field.day()
    return day.isoformat() if day is not None else field.text().strip()
