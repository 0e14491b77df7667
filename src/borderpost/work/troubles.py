"""What keeps a record from being written, as far as whoever waits for it can do something about it."""

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


class NotRecorded(Exception):
    """Nothing of a job was written; it can be given again once the trouble is over.

    `detail` is what the system or the database said.
    """

    def __init__(self, trouble: Trouble, detail: str) -> None:
        super().__init__(f"nothing was recorded ({trouble}: {detail})")
        self.trouble = trouble
        self.detail = detail
