"""What the unlock screen asks of the program behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Secret(StrEnum):
    """What is typed."""

    PASSPHRASE = "passphrase"  # noqa: S105 - a word for what is asked
    RECOVERY = "recovery"
    NEW_PASSPHRASE = "new_passphrase"  # noqa: S105


class UnlockVerdict(StrEnum):
    """How an attempt to open the store ended, or in which state it is found before any."""

    OPENED = "opened"
    WRONG = "wrong"
    WAIT = "wait"
    KEY_RING_GONE = "key_ring_gone"
    DAMAGED = "damaged"
    TOO_SHORT = "too_short"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class UnlockAnswer:
    """The verdict; `wait_seconds` until the next attempt, and what the program says of the cause."""

    verdict: UnlockVerdict
    wait_seconds: int = 0
    detail: str = ""


class Unlocking(Protocol):
    """Tries a secret elsewhere than on the main thread and calls `done` on the main thread."""

    def unlock(self, kind: Secret, text: str, done: Callable[[UnlockAnswer], None]) -> None:
        """Try to open the store."""
