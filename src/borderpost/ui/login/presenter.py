"""What the login knows of officers, and what it asks of the program behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Verdict(StrEnum):
    """How an attempt to sign in ended; GIVEN: right, but somebody else chose it, and it opens nothing."""

    ACCEPTED = "accepted"
    WRONG = "wrong"
    WAIT = "wait"
    LOCKED = "locked"
    NOT_ALLOWED = "not_allowed"
    FAILED = "failed"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on an attempt; `wait_seconds` says how long the next must wait (also after WRONG)."""

    verdict: Verdict
    wait_seconds: int = 0


@dataclass(frozen=True, slots=True)
class OfficerCard:
    """One officer as the login shows him: id, name, translated role, and a passphrase in demo sites only."""

    officer_id: str
    name: str
    role: str
    demo_passphrase: str = ""


class Presenter(Protocol):
    """Checks a passphrase elsewhere than on the main thread and calls `done` on the main thread."""

    def authenticate(self, officer_id: str, passphrase: str, done: Callable[[Answer], None]) -> None:
        """Check the passphrase of an officer."""
