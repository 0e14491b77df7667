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
    Role.AUDITOR: frozenset({Right.SEE_RECORDS, Right.VERIFY}),
    Role.CUSTODIAN: frozenset({Right.SEE_RECORDS, Right.SEARCH, Right.KEEP_CUSTODY}),
}


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer of the site's roster."""

    id: str
    name: str
    roles: frozenset[Role]
    active: bool = True

    def may(self, right: Right) -> bool:
        """Tell whether any of the officer's roles grants the right."""
        return self.active and any(right in RIGHTS[role] for role in self.roles)
