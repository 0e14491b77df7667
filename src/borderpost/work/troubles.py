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
