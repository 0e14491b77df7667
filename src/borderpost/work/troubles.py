"""What keeps a record from being written, as far as whoever waits for it can do something about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Trouble(StrEnum):
    """Why a disk, or what lies on it, does not take what it is given."""

    FULL = "full"
    TOO_LARGE = "too_large"
    READ_ONLY = "read_only"
    FAILING = "failing"
    GONE = "gone"
    BUSY = "busy"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class ClockWentBack:
    """The computer's clock was found earlier than the newest entry; entries bear its time from here on."""

    newest: datetime
    by: timedelta


@dataclass(frozen=True, slots=True)
class WeeksNotRead:
    """Declarations of some weeks turned out to be damaged; the store's pages tell which."""


@dataclass(frozen=True, slots=True)
class WeeksErased:
    """Declarations whose time was over were erased: of which weeks, how many, kept for how many days."""

    weeks: tuple[str, ...]
    items: int
    days: int


@dataclass(frozen=True, slots=True)
class ErasureWithheld:
    """Declarations would have to be erased by this computer's clock, which is not believed.

    Nothing has arrived since `newest`.
    """

    weeks: tuple[str, ...]
    newest: datetime


@dataclass(frozen=True, slots=True)
class JournalWrong:
    """A walk through the journal came to an entry that is wrong; `fault` says in which way, in one word."""

    entry: int
    fault: str


@dataclass(frozen=True, slots=True)
class EvidenceSpoilt:
    """Files of evidence are gone or no longer what was captured: how many, and the first entry with one."""

    entry: int
    files: int


Notice = (
    ClockWentBack | Trouble | WeeksNotRead | WeeksErased | ErasureWithheld | JournalWrong | EvidenceSpoilt
)
"""What a store tells by itself."""


class NotRecorded(Exception):
    """Nothing of a job was written; it can be given again once the trouble is over.

    `detail` is what the system or the database said.
    """

    def __init__(self, trouble: Trouble, detail: str) -> None:
        super().__init__(f"nothing was recorded ({trouble}: {detail})")
        self.trouble = trouble
        self.detail = detail


class NotRead(Exception):
    """Something that is kept could not be read; what is not damaged can be read all the same."""

    def __init__(self, trouble: Trouble, detail: str) -> None:
        super().__init__(f"it could not be read ({trouble}: {detail})")
        self.trouble = trouble
        self.detail = detail
