"""Who may administer access, and which roles one person cannot hold together."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from borderpost.domain.decisions import Refusal, Rule
from borderpost.domain.officer import Officer, Right, Role

SHORTEST_PASSPHRASE: Final = 10
NO_BADGE: Final = "-"
"""Stands for the badge of whoever has none, or whose last one was revoked; no badge can say it."""
# the same that a badge can say
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")
_ALONE: Final = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


def administrator_refusals(who: Officer, subject: str) -> tuple[Refusal, ...]:
    """Return why somebody cannot change another's access: the role, or that it is their own."""
    found: list[Refusal] = []
    if not who.may(Right.MANAGE_ACCESS):
        found.append(Refusal(Rule.ROLE, Right.MANAGE_ACCESS))
    if who.id == subject:
        found.append(Refusal(Rule.OWN_ACCESS))
    return tuple(found)


def enrolment_refusals(officer: Officer) -> tuple[Refusal, ...]:
    """Return what is wrong with an officer as they would stand on the roster."""
    found: list[Refusal] = []
    if _ID.fullmatch(officer.id) is None:
        found.append(Refusal(Rule.FIELD_MISSING, "officer_id"))
    if not officer.name.strip():
        found.append(Refusal(Rule.FIELD_MISSING, "name"))
    if not officer.roles:
        found.append(Refusal(Rule.FIELD_MISSING, "roles"))
    # whoever administers access sees no case, whoever audits changes none
    found.extend(
        Refusal(Rule.ROLES_APART, role) for role in sorted(officer.roles & _ALONE) if len(officer.roles) > 1
    )
    days = (officer.valid_from, officer.valid_until)
    found.extend(Refusal(Rule.NOT_A_DATE, day) for day in days if day and not _is_day(day))
    if officer.valid_from and officer.valid_until and officer.valid_until < officer.valid_from:
        found.append(Refusal(Rule.STEP_BACKWARDS))
    return tuple(found)


def passphrase_refusals(passphrase: str) -> tuple[Refusal, ...]:
    """Return why a passphrase is none."""
    return () if len(passphrase) >= SHORTEST_PASSPHRASE else (Refusal(Rule.WEAK_PASSPHRASE),)


def badge_code(officer: str, badge: str) -> str:
    """Return what an officer's badge says, empty where none counts.

    On a roster from before badges had numbers `badge` is empty, and the code is the officer's id.
    """
    return "" if badge == NO_BADGE else (badge or officer).upper()


def officer_of_badge(roster: Iterable[tuple[str, str]], untrusted_code: str) -> str:
    """Return whose badge says a code, empty where no badge that counts does.

    `roster` holds officers' ids, each with the badge that it has for them. A number goes before an id.
    """
    code = untrusted_code.upper()
    found = [(not badge, officer) for officer, badge in roster if code and badge_code(officer, badge) == code]
    return min(found)[1] if found else ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
