"""Which kinds of thing a verb changed, so that each screen can decide whether to read anew."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar


class Kind(StrEnum):
    """A kind of thing that screens show."""

    SESSION = "session"
    SCANS = "scans"
    INSPECTIONS = "inspections"
    APPROVALS = "approvals"
    CUSTODY = "custody"
    DOCUMENTS = "documents"
    DECLARATIONS = "declarations"
    ROSTER = "roster"
    PROFILES = "profiles"
    MESSAGES = "messages"
    REFERRALS = "referrals"


Changes = frozenset[Kind]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What a verb returns: its result, and the kinds of thing it changed."""

    result: T
    changes: Changes
