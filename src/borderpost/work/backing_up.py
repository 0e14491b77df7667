"""What a backup that somebody asked for at the bench came to."""

from dataclasses import dataclass

from borderpost.work.troubles import Trouble


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A backup that was proved: `new` photographs were copied, `missing` are lost at the station."""

    folder: str
    entries: int
    photographs: int
    new: int
    missing: int = 0


class NotBackedUp(Exception):
    """No backup was made; `at_target` tells whether the stick failed or the station's own disk."""

    def __init__(self, trouble: Trouble, detail: str, *, at_target: bool) -> None:
        super().__init__(detail)
        self.trouble = trouble
        self.detail = detail
        self.at_target = at_target
