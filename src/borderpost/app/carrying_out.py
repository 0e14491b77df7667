"""A command at the terminal: it is carried out, or a sentence says why not."""

import sys
from collections.abc import Callable


class NotDone(Exception):
    """A command could not be carried out; the sentence says why."""


def carried_out(job: Callable[[], bool | None]) -> int:
    """Do what was asked and return how the program ends: 0, 1 where the job says that something needs a look
    (False), or 2 with a sentence on what is in the way."""
    try:
        return 1 if job() is False else 0
    except NotDone as error:
        sys.stderr.write(f"borderpost: {error}\n")
        return 2


def say(text: str) -> None:
    """Tell a line."""
    sys.stdout.write(text + "\n")
