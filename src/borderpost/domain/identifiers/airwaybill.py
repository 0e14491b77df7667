"""The IATA air waybill number: airline prefix, seven digits, remainder by seven."""

import re

from borderpost.domain.identifiers.checks import mod7
from borderpost.domain.identifiers.reading import Check, IdentifierKind, Reading

_SHAPE = re.compile(r"([0-9]{3})-?([0-9]{7})([0-9])")


def read(compact: str) -> Reading | None:
    """The reading of `compact` (no blanks) as an air waybill, or None where the shape is another.

    The prefix is not covered by the check digit. Text and display have the hyphen.
    """
    match = _SHAPE.fullmatch(compact)
    if match is None:
        return None
    prefix, serial, check = match.groups()
    text = f"{prefix}-{serial}{check}"
    return Reading(
        kind=IdentifierKind.AIR_WAYBILL,
        text=text,
        display=text,
        check=Check.PASSED if mod7(serial) == check else Check.FAILED,
        details=(("airline", prefix), ("serial", serial)),
    )
