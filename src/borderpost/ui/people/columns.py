"""The columns of the roster and of the audit."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from borderpost.domain.acts import UnknownAct, act_of
from borderpost.domain.audit import TOPICS, Topic
from borderpost.domain.entry import Entry
from borderpost.domain.officer import Officer
from borderpost.ui.kit import ltr
from borderpost.ui.tables import Column
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.access_acts import days_words
from borderpost.ui.words.acts import Told, tell
from borderpost.ui.words.amounts import moment_text
from borderpost.ui.words.codes import word
from borderpost.ui.words.names import Names, own
from borderpost.work.ports_access import Enrolled

translate = QCoreApplication.translate


def roster_columns(today: Callable[[], str]) -> list[Column[Enrolled]]:
    """Return the columns of the roster; `today` (`YYYY-MM-DD`) decides who is on duty."""
    return [
        Column("name", translate("people", "Name"), lambda row: own(row.officer.name), 140, sortable=False),
        Column("id", translate("people", "Id"), lambda row: row.officer.id, 84, code=True, sortable=False),
        Column(
            "roles",
            translate("people", "Roles"),
            lambda row: roles_of(row.officer),
            150,
            stretch=True,
            sortable=False,
        ),
        Column(
            "state",
            translate("people", "State"),
            lambda row: state_words(row, today()),
            112,
            tone=lambda row: None if _on_duty(row, today()) else Tone.CAUTION,
            sortable=False,
        ),
        Column(
            "days",
            translate("people", "On duty"),
            lambda row: days_words(row.officer.valid_from, row.officer.valid_until),
            176,
            sortable=False,
        ),
        Column(
            "pin",
            translate("people", "PIN"),
            lambda row: translate("people", "set") if row.has_pin else "–",
            70,
            sortable=False,
        ),
    ]


def roles_of(officer: Officer) -> str:
    """Return the roles of an officer in words."""
    return ", ".join(word(role) for role in sorted(officer.roles))


def state_words(row: Enrolled, today: str) -> str:
    """Return whether somebody can sign in, and if not, why."""
    if not row.officer.active:
        return translate("people", "Off duty")
    if not row.officer.on_duty_on(today):
        early = today < row.officer.valid_from
        return translate("people", "Not yet") if early else translate("people", "Expired")
    return translate("people", "On duty") if row.has_passphrase else translate("people", "No passphrase")


def _on_duty(row: Enrolled, today: str) -> bool:
    return row.officer.active and row.has_passphrase and row.officer.on_duty_on(today)


def topic_word(topic: Topic) -> str:
    """Return what entries are about."""
    return {
        Topic.LOGINS: translate("people", "Signing in and out"),
        Topic.FAILURES: translate("people", "Failed proofs"),
        Topic.CONSULTATIONS: translate("people", "Consultations"),
        Topic.OVERRIDES: translate("people", "Lifted rules and reopenings"),
        Topic.ACCESS: translate("people", "Access"),
        Topic.DISCLOSURES: translate("people", "Handed out"),
    }[topic]


def told_entry(entry: Entry, names: Names) -> Told:
    """Return an entry in words; one that this program does not know by its kind."""
    try:
        return tell(act_of(entry), names)
    except UnknownAct:
        return Told(entry.kind)


def audit_columns(names: Callable[[], Names]) -> list[Column[Entry]]:
    """Return the columns of the audit; `names` gives the names of officers as they are now."""
    return [
        Column(
            "time",
            translate("people", "Time"),
            lambda entry: ltr(moment_text(entry.at, entry.offset_minutes)),
            142,
            sortable=False,
        ),
        Column(
            "officer",
            translate("people", "Officer"),
            lambda entry: own(names().officer(entry.officer or str(entry.payload.get("claimed", "")))),
            150,
            sortable=False,
        ),
        Column(
            "topic",
            translate("people", "About"),
            lambda entry: topic_word(TOPICS[entry.kind]) if entry.kind in TOPICS else "",
            170,
            tone=lambda entry: Tone.CAUTION if TOPICS.get(entry.kind) is Topic.FAILURES else None,
            sortable=False,
        ),
        Column(
            "what",
            translate("people", "What was done"),
            lambda entry: told_entry(entry, names()).sentence,
            280,
            stretch=True,
            sortable=False,
        ),
        Column(
            "remark",
            translate("people", "Remark"),
            lambda entry: told_entry(entry, names()).remark,
            220,
            sortable=False,
        ),
        Column(
            "entry",
            translate("people", "Entry"),
            lambda entry: f"#{entry.sequence}",
            80,
            number=True,
            sortable=False,
        ),
    ]
