"""Notes on an accepted declaration whatever about it is odd as a whole."""

import re
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from borderpost.domain.countries import ASSIGNED, USER_ASSIGNED
from borderpost.domain.declaration import Declaration, WarningKind
from borderpost.domain.hs import HsStanding, read_hs
from borderpost.domain.identifiers import s10
from borderpost.feeds.untrusted_values import Values

_OFFICE = re.compile(r"([A-Z]{2})[A-Z]{3}[A-Z]").fullmatch
_RECEPTACLE_LENGTHS = (23, 29)
_COUNTRIES = ASSIGNED | USER_ASSIGNED
# Posts round to the gram or to ten; only more than that is a contradiction.
_WEIGHT_TOLERANCE_KG = Decimal("0.02")
_CLOCK_TOLERANCE = timedelta(days=1)
_S10_LENGTH = 13
_Oddity = tuple[WarningKind, str, str]
"""A kind of warning, the path of the field, and the value."""

_HS_WARNINGS = {
    HsStanding.LEADING_ZERO_LOST: WarningKind.HS_LEADING_ZERO_LOST,
    HsStanding.UNKNOWN: WarningKind.UNKNOWN_HS_CODE,
}


def note_oddities(declaration: Declaration, values: Values | None = None) -> Declaration:
    """Return the declaration with all of its warnings, those that the values gave first."""
    odd = _oddities(declaration)
    if values is None:
        if not odd:
            return declaration
        values = Values()
    for kind, field, value in odd:
        values.warn(kind, field, value)
    return replace(declaration, warnings=tuple(values.warnings)) if values.warnings else declaration


def _oddities(declaration: Declaration) -> list[_Oddity]:
    odd: list[_Oddity] = []
    number = declaration.item_id
    if not _sound_number(number):
        odd.append((WarningKind.CHECK_DIGIT, "item_id", number))
    if declaration.alternate_ids:
        for index, number in enumerate(declaration.alternate_ids):
            if not _sound_number(number):
                odd.append((WarningKind.CHECK_DIGIT, f"alternate_ids[{index}]", number))
    office = declaration.origin_office
    if office and not _known_office(office):
        odd.append((WarningKind.UNKNOWN_OFFICE, "origin_office", office))
    office = declaration.destination_office
    if office and not _known_office(office):
        odd.append((WarningKind.UNKNOWN_OFFICE, "destination_office", office))
    receptacle = declaration.receptacle_id
    if receptacle and len(receptacle) not in _RECEPTACLE_LENGTHS:
        odd.append((WarningKind.UNKNOWN_CODE, "receptacle_id", receptacle))
    _contents(declaration, odd)
    posted_on = declaration.posted_on
    if posted_on is not None:
        received_on = declaration.message.received_at.date()
        if posted_on > received_on and posted_on - received_on > _CLOCK_TOLERANCE:
            odd.append((WarningKind.DATE_IN_FUTURE, "posted_on", posted_on.isoformat()))
    return odd


def _sound_number(number: str) -> bool:
    """Tell whether a number of visible ASCII is of another kind than S10, or has the check digit of one."""
    if len(number) == _S10_LENGTH:
        serial = number[2:10]
        if serial.isdecimal() and number[10] == s10.check_digit_of(int(serial)):
            return True
    elif "-" not in number:
        return True
    item = s10.parse(number)
    return item is None or item.valid


@lru_cache(maxsize=4096)
def _known_office(office: str) -> bool:
    match = _OFFICE(office)
    return match is not None and match[1] in _COUNTRIES


def _contents(declaration: Declaration, odd: list[_Oddity]) -> None:
    lines = declaration.lines
    if not lines:
        odd.append((WarningKind.NO_CONTENTS, "lines", ""))
        return
    net: Decimal | None = None
    for line in lines:
        kind = _hs_warning(line.hs_code)
        if kind is not None:
            odd.append((kind, f"lines[{line.number - 1}].hs_code", line.hs_code))
        weight = line.net_weight_kg
        if weight is not None:
            net = weight if net is None else net + weight
    gross = declaration.gross_weight_kg
    if gross is not None and net is not None and net > gross and net > gross + _WEIGHT_TOLERANCE_KG:
        odd.append((WarningKind.WEIGHTS_DISAGREE, "gross_weight_kg", f"{net} > {gross}"))


@lru_cache(maxsize=4096)
def _hs_warning(code: str) -> WarningKind | None:
    return _HS_WARNINGS.get(read_hs(code).standing) if code else WarningKind.NO_HS_CODE
