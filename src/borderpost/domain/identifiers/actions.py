"""The bench's own command barcodes, by which an officer works with the scanner alone."""

import re
from dataclasses import dataclass
from enum import StrEnum

from borderpost.domain.identifiers.checks import mod37_36

PREFIX = "BP*"
_SHAPE = re.compile(r"BP\*([A-Z]{1,12})(?::([A-Z0-9._-]{1,32}))?\*([A-Z0-9])")
_NOT_COUNTED = re.compile(r"[^A-Z0-9]")
_BADGE = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,31}")


class Command(StrEnum):
    """What a command barcode asks of the bench; the value is what the barcode says."""

    RELEASE = "RELEASE"
    HOLD = "HOLD"
    EXAMINE = "EXAMINE"
    SEIZE = "SEIZE"
    NEXT = "NEXT"
    PHOTOGRAPH = "PHOTO"
    APPROVE = "APPROVE"
    REFUSE = "REFUSE"
    UNDO = "UNDO"
    ENTER = "ENTER"
    CLEAR = "CLEAR"
    DIGIT = "DIGIT"
    QUANTITY = "QTY"
    BADGE = "ID"
    TROLLEY = "TROLLEY"
    TROLLEY_END = "TROLLEYEND"


@dataclass(frozen=True, slots=True)
class Action:
    """A command, with its argument where it takes one.

    `DIGIT` takes one digit, `QUANTITY` a number from 1 to 9999, `BADGE` an officer's id (letters,
    digits, dot, underscore and hyphen; capitals in the barcode). ValueError for any other argument.
    """

    command: Command
    argument: str = ""

    def __post_init__(self) -> None:
        if not _allowed(self.command, self.argument):
            raise ValueError(f"{self.command.value} does not take {self.argument!r}")


def format_action(action: Action) -> str:
    """The text to print as Code 128: `BP*RELEASE*4`, `BP*QTY:5*G`, `BP*ID:KIM.J*0`."""
    body = f"{action.command.value}:{action.argument}" if action.argument else action.command.value
    return f"{PREFIX}{body}*{_check(body)}"


def parse_action(text: str) -> Action | None:
    """The command that `text` holds, or None; a wrong check character makes it no command."""
    match = _SHAPE.fullmatch(text)
    if match is None:
        return None
    name, argument, check = match.group(1), match.group(2) or "", match.group(3)
    body = f"{name}:{argument}" if argument else name
    try:
        command = Command(name)
    except ValueError:
        return None
    if _check(body) != check or not _allowed(command, argument):
        return None
    return Action(command, argument)


def sheet(largest_quantity: int = 20) -> tuple[Action, ...]:
    """The commands of the printable sheet in reading order: acts, digit keys, quantity keys."""
    plain = tuple(Action(c) for c in Command if c not in (Command.DIGIT, Command.QUANTITY, Command.BADGE))
    digits = tuple(Action(Command.DIGIT, str(d)) for d in range(10))
    quantities = tuple(Action(Command.QUANTITY, str(n)) for n in range(1, largest_quantity + 1))
    return plain + digits + quantities


def _allowed(command: Command, argument: str) -> bool:
    match command:
        case Command.DIGIT:
            return len(argument) == 1 and argument in "0123456789"
        case Command.QUANTITY:
            return re.fullmatch(r"[1-9][0-9]{0,3}", argument) is not None
        case Command.BADGE:
            return _BADGE.fullmatch(argument) is not None
        case _:
            return not argument


def _check(body: str) -> str:
    # "BP" is counted in, so that a body taken from another maker's scheme does not pass.
    return mod37_36("BP" + _NOT_COUNTED.sub("", body))
