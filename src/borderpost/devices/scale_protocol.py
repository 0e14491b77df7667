"""The forms in which scales on a serial port tell a weight: a table of data, and how a line is read by it."""

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from borderpost.domain.weighing import ScaleState, Weighing, kilograms

LONGEST_LINE = 80
_STATES = {
    "stable": ScaleState.STABLE,
    "moving": ScaleState.MOVING,
    "overload": ScaleState.OVERLOAD,
    "underload": ScaleState.UNDERLOAD,
    "busy": ScaleState.BUSY,
}
_NO_WEIGHT = frozenset({ScaleState.OVERLOAD, ScaleState.UNDERLOAD, ScaleState.BUSY})


class BadScaleTable(ValueError):
    """The table of forms cannot be used; the sentence says which row and why."""


@dataclass(frozen=True, slots=True)
class ScaleProtocol:
    """One form. `states` says what each word of a line means, `request` is what asks for a weight, if any."""

    id: str
    name: str
    line: re.Pattern[str]
    states: dict[str, ScaleState]
    source: str
    request: bytes = b""
    every_ms: int = 500
    baud: int = 9600
    unit: str = ""
    verified: bool = False


def load_protocols(text: str) -> tuple[ScaleProtocol, ...]:
    """Return the forms of a table (TOML), in order; raise BadScaleTable where it is none."""
    try:
        rows = tomllib.loads(text)["protocol"]
        found = tuple(_protocol(row) for row in rows)
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise BadScaleTable(f"{type(error).__name__}: {error}") from error
    if len({one.id for one in found}) != len(found):
        raise BadScaleTable("an id stands there twice")
    return found


def read_line(protocol: ScaleProtocol, untrusted_line: bytes, at: datetime, device: str) -> Weighing:
    """Return what a line says; never raises, whatever its bytes are."""
    text = untrusted_line[:LONGEST_LINE].decode("ascii", "replace").strip("\r\n\x02\x03")
    shown = "".join(letter if letter.isprintable() else "?" for letter in text)
    match = protocol.line.fullmatch(text) if len(untrusted_line) <= LONGEST_LINE else None
    if match is None:
        return Weighing(ScaleState.UNREADABLE, device, at, text=shown)
    said = match.groupdict()
    state = protocol.states.get(said.get("state") or "", ScaleState.UNREADABLE)
    if state in _NO_WEIGHT or state is ScaleState.UNREADABLE:
        return Weighing(state, device, at, text=shown)
    number = _number(said.get("weight") or "")
    if number is None:
        return Weighing(ScaleState.UNREADABLE, device, at, text=shown)
    kg = kilograms(number, said.get("unit") or protocol.unit)
    if kg is None:
        return Weighing(ScaleState.WRONG_UNIT, device, at, text=shown)
    return Weighing(state, device, at, kg, shown)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(" ", "").replace(",", "."))
    except InvalidOperation:
        return None


def _protocol(row: dict[str, Any]) -> ScaleProtocol:
    line = re.compile(row["line"], re.ASCII)
    if "weight" not in line.groupindex:
        raise ValueError(f"{row['id']}: the line has no group 'weight'")
    return ScaleProtocol(
        id=str(row["id"]),
        name=str(row["name"]),
        line=line,
        states={word: state for name, state in _STATES.items() for word in row.get(name, ())},
        source=str(row["source"]),
        request=str(row.get("request", "")).encode("ascii"),
        every_ms=max(100, int(row.get("every_ms", 500))),
        baud=int(row.get("baud", 9600)),
        unit=str(row.get("unit", "")),
        verified=bool(row.get("verified", False)),
    )
