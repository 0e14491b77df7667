"""Notes on an accepted declaration whatever about it is odd as a whole."""

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from msgspec.structs import replace

from borderpost.domain.countries import ASSIGNED, USER_ASSIGNED
from borderpost.domain.declaration import ContentLine, Declaration, WarningKind
from borderpost.domain.hs import HsStanding, read_hs
from borderpost.domain.identifiers import s10
from borderpost.feeds.untrusted_values import Values

_OFFICE = re.compile(r"([A-Z]{2})[A-Z]{3}[A-Z]").fullmatch
_RECEPTACLE_LENGTHS = (23, 29)
_COUNTRIES = ASSIGNED | USER_ASSIGNED
# Posts round to the gram or to ten; only more than that is a contradiction.
_WEIGHT_TOLERANCE_KG = Decimal("0.02")
_CLOCK_TOLERANCE = timedelta(days=1)


def note_oddities(declaration: Declaration, values: Values) -> Declaration:
    """Return the declaration with all of its warnings, those that the values gave first."""
    for field, number in _numbers(declaration):
        item = s10.parse(number)
        if item is not None and not item.valid:
            values.warn(WarningKind.CHECK_DIGIT, field, number)
    _offices(declaration, values)
    _contents(declaration, values)
    if (
        declaration.posted_on is not None
        and declaration.posted_on - declaration.message.received_at.date() > _CLOCK_TOLERANCE
    ):
        values.warn(WarningKind.DATE_IN_FUTURE, "posted_on", declaration.posted_on.isoformat())
    return replace(declaration, warnings=tuple(values.warnings)) if values.warnings else declaration


def _numbers(declaration: Declaration) -> Iterator[tuple[str, str]]:
    yield "item_id", declaration.item_id
    for index, number in enumerate(declaration.alternate_ids):
        yield f"alternate_ids[{index}]", number


def _offices(declaration: Declaration, values: Values) -> None:
    for name, office in (
        ("origin_office", declaration.origin_office),
        ("destination_office", declaration.destination_office),
    ):
        if office:
            match = _OFFICE(office)
            if match is None or match[1] not in _COUNTRIES:
                values.warn(WarningKind.UNKNOWN_OFFICE, name, office)
    receptacle = declaration.receptacle_id
    if receptacle and len(receptacle) not in _RECEPTACLE_LENGTHS:
        values.warn(WarningKind.UNKNOWN_CODE, "receptacle_id", receptacle)


def _contents(declaration: Declaration, values: Values) -> None:
    if not declaration.lines:
        values.warn(WarningKind.NO_CONTENTS, "lines")
        return
    net = Decimal(0)
    for line in declaration.lines:
        _hs_code(line, values)
        if line.net_weight_kg is not None:
            net += line.net_weight_kg
    gross = declaration.gross_weight_kg
    if gross is not None and net > gross + _WEIGHT_TOLERANCE_KG:
        values.warn(WarningKind.WEIGHTS_DISAGREE, "gross_weight_kg", f"{net} > {gross}")


def _hs_code(line: ContentLine, values: Values) -> None:
    field = f"lines[{line.number - 1}].hs_code"
    if not line.hs_code:
        values.warn(WarningKind.NO_HS_CODE, field)
        return
    match read_hs(line.hs_code).standing:
        case HsStanding.LEADING_ZERO_LOST:
            values.warn(WarningKind.HS_LEADING_ZERO_LOST, field, line.hs_code)
        case HsStanding.UNKNOWN:
            values.warn(WarningKind.UNKNOWN_HS_CODE, field, line.hs_code)
        case HsStanding.KNOWN:
            pass
