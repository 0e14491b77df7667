"""Who works at the bench, in which roles, and what each role may do."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A role as the site grants it; one officer may hold several."""

    VIEWER = "viewer"
    OFFICER = "officer"
    APPROVER = "approver"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    CUSTODIAN = "custodian"
    CONFIGURATOR = "configurator"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """Something that a role allows."""

    SEE_RECORDS = "see_records"
    SEARCH = "search"
    EXAMINE = "examine"
    CONCLUDE = "conclude"
    APPROVE = "approve"
    VERIFY = "verify"
    WRITE_PROFILES = "write_profiles"
    APPROVE_PROFILES = "approve_profiles"
    KEEP_CUSTODY = "keep_custody"
    AUDIT = "audit"
    MANAGE_ACCESS = "manage_access"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.VIEWER: frozenset({Right.SEE_RECORDS}),
    Role.OFFICER: frozenset(
        {Right.SEE_RECORDS, Right.SEARCH, Right.EXAMINE, Right.CONCLUDE, Right.KEEP_CUSTODY}
    ),
    Role.APPROVER: frozenset(
        {
            Right.SEE_RECORDS,
            Right.SEARCH,
            Right.EXAMINE,
            Right.CONCLUDE,
            Right.APPROVE,
            Right.KEEP_CUSTODY,
            Right.APPROVE_PROFILES,
        }
    ),
    Role.SUPERVISOR: frozenset(
        {
            Right.SEE_RECORDS,
            Right.SEARCH,
            Right.APPROVE,
            Right.KEEP_CUSTODY,
            Right.VERIFY,
            Right.WRITE_PROFILES,
            Right.APPROVE_PROFILES,
        }
    ),
    Role.AUDITOR: frozenset({Right.SEE_RECORDS, Right.VERIFY, Right.AUDIT}),
    Role.CUSTODIAN: frozenset({Right.SEE_RECORDS, Right.SEARCH, Right.KEEP_CUSTODY}),
    # law and profiles without a case; their approval stays with supervisors and approvers
    Role.CONFIGURATOR: frozenset({Right.WRITE_PROFILES}),
    # access without a case, and apart from the audit of it
    Role.ADMINISTRATOR: frozenset({Right.MANAGE_ACCESS}),
}


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer of the site's roster; the days (`YYYY-MM-DD`) bound their duty, empty for open."""

    id: str
    name: str
    roles: frozenset[Role]
    active: bool = True
    valid_from: str = ""
    valid_until: str = ""

    def on_duty_on(self, day: str) -> bool:
        """Tell whether a day (`YYYY-MM-DD`) lies within the officer's days."""
        return self.valid_from <= day and (not self.valid_until or day <= self.valid_until)

    def may(self, right: Right) -> bool:
        """Tell whether any of the officer's roles grants the right."""
        return self.active and any(right in RIGHTS[role] for role in self.roles)
