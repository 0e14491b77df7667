"""The one function that says what a scan is: symbology first, then format, then check digit."""

import re
from collections.abc import Iterable
from dataclasses import replace

from borderpost.domain.identifiers import (
    actions,
    airwaybill,
    carriers,
    corrections,
    embedded,
    gs1,
    ranking,
    receptacle,
    s10,
    standard_numbers,
)
from borderpost.domain.identifiers.carriers import CarrierTable
from borderpost.domain.identifiers.ranking import Candidate, Strength
from borderpost.domain.identifiers.reading import Check, IdentifierKind, Reading, ReadingWarning
from borderpost.domain.identifiers.symbology import Family, family_of, split_prefix
from borderpost.domain.identifiers.text import tight, trimmed
from borderpost.domain.scan import RawScan, ScanSource

LONGEST_SCAN = 4096
_LONGEST_IDENTIFIER = 64
_SCANNERS = frozenset({ScanSource.WEDGE, ScanSource.SERIAL, ScanSource.KEYED})
# What may name a parcel of a carrier that publishes no format: capitals and digits, at least one digit.
_OPAQUE_ITEM = re.compile(r"(?=[^0-9]*[0-9])[0-9A-Z][0-9A-Z./-]{4,39}")
_MARKED_MESSAGE = re.compile(r"\(\d{2,4}\)|01\d{14}|00\d{18}", re.ASCII)


def read_scan(raw: RawScan, table: CarrierTable) -> tuple[Reading, ...]:
    """Everything that `raw` can be, the likeliest first; never empty, and no bytes make it raise.

    Input beyond 4096 bytes is not looked at, and a warning says so.
    """
    aim, data = split_prefix(raw.data, raw.symbology)
    text, warnings = _decoded(data)
    family = family_of(aim)
    compact = tight(text) if len(text) <= 4 * _LONGEST_IDENTIFIER else ""
    if compact.startswith(actions.PREFIX):
        readings = [_action(compact, text, raw.source)]
    else:
        readings = _readings(text, compact, aim, family, table)
    if warnings:
        readings = [replace(r, warnings=(*r.warnings, *warnings)) for r in readings]
    return tuple(readings)


def prepare(table: CarrierTable) -> None:
    """Load what the first articles and messages would wait for, a tenth of a second in all."""
    for text in ("9780471117094", "0109520123456788", "490154203237518", "IM3720000224"):
        _readings(text, text, "", Family.UNSTATED, table)


def _decoded(data: bytes) -> tuple[str, tuple[ReadingWarning, ...]]:
    cut = len(data) > LONGEST_SCAN
    data = data[:LONGEST_SCAN]
    warnings = (ReadingWarning.INPUT_CUT,) if cut else ()
    try:
        return trimmed(data.decode("utf-8")), warnings
    except UnicodeDecodeError as error:
        if cut and error.start >= LONGEST_SCAN - 3:
            return trimmed(data[: error.start].decode("utf-8")), warnings
        return trimmed(data.decode("latin-1")), (*warnings, ReadingWarning.NOT_UTF8)


def _action(compact: str, text: str, source: ScanSource) -> Reading:
    action = actions.parse_action(compact)
    if action is None:
        return Reading(
            IdentifierKind.UNKNOWN, text, text, Check.FAILED, warnings=(ReadingWarning.BROKEN_ACTION,)
        )
    if source not in _SCANNERS:
        # A camera also sees the command sheet beside the parcel, and whatever a sender prints on one.
        warnings = (ReadingWarning.ACTION_NOT_FROM_SCANNER,)
        return Reading(IdentifierKind.UNKNOWN, text, text, warnings=warnings)
    details = (("command", action.command.value), ("argument", action.argument))
    return Reading(IdentifierKind.ACTION, compact, compact, Check.PASSED, details=details, action=action)


def _readings(text: str, compact: str, aim: str, family: Family, table: CarrierTable) -> list[Reading]:
    expected: tuple[Reading, ...] = ()
    odd: tuple[ReadingWarning, ...] = ()
    if family is Family.RETAIL:
        expected = gs1.read_retail(compact, aim)
    elif family is Family.GS1:
        expected = _message(text, compact, table)
        odd = (ReadingWarning.MALFORMED_MESSAGE,)
    elif text[:4].lower() == "http":
        expected = gs1.read_digital_link(text)
        expected = (*_inside(expected, table), *expected)
    if expected:
        return list(expected)
    if family is Family.RETAIL:
        odd = (ReadingWarning.UNEXPECTED_SYMBOLOGY,)
    candidates = _whole(text, compact, family, table) if 0 < len(compact) <= _LONGEST_IDENTIFIER else []
    if family is Family.GS1:
        candidates += [Candidate(reading, Strength.PASSED) for reading in gs1.salvage(text)]
    if _best(candidates) < Strength.DISTINCT and len(text) > 13:
        found = embedded.search(text, table, IdentifierKind.UNKNOWN)
        if found:
            candidates = [Candidate(r, Strength.PROVEN) for r in found]
            candidates.append(Candidate(Reading(IdentifierKind.UNKNOWN, text, text), Strength.OPAQUE))
    if _best(candidates) < Strength.FAILED:
        candidates.append(Candidate(_opaque(text, compact, family), Strength.OPAQUE))
    readings = [c.reading for c in ranking.ranked(candidates)]
    if _best(candidates) < Strength.DISTINCT:
        offers = corrections.propose(compact, table)
        readings[0] = replace(readings[0], corrections=offers)
    return [replace(r, warnings=(*r.warnings, *odd)) for r in readings] if odd else readings


def _message(text: str, compact: str, table: CarrierTable) -> tuple[Reading, ...]:
    """A GS1 message, and before it a carrier's number that is written as one (420 ZIP 92 …)."""
    found = gs1.read_message(text)
    numbers = _inside(found, table) + tuple(
        carriers.reading_of(match, IdentifierKind.GS1_MESSAGE)
        for match in table.match(compact)
        if match.distinctive and match.check is Check.PASSED
    )
    return numbers + found


def _inside(found: tuple[Reading, ...], table: CarrierTable) -> tuple[Reading, ...]:
    """The item identifiers in the free fields of a GS1 message or link that has been read."""
    if not found:
        return ()
    kind, values = found[-1].kind, [value for ai, value in found[-1].details if ai not in ("00", "01")]
    return tuple(reading for value in values for reading in embedded.search(value, table, kind))


def _whole(text: str, compact: str, family: Family, table: CarrierTable) -> list[Candidate]:
    bare = compact.replace("-", "")
    candidates: list[Candidate] = []
    item = s10.parse(bare)
    if item is not None:
        candidates.append(ranking.of(s10.reading_of(item), distinct=True))
    candidates += _present([receptacle.read(compact)], distinct=True)
    candidates += _units(text, compact, family)
    candidates += [
        ranking.of(carriers.reading_of(match), distinct=match.distinctive)
        for match in table.match(compact) or table.match(bare)
    ]
    candidates += _goods(compact, bare, family)
    waybill = airwaybill.read(compact)
    # Eleven digits without the hyphen are many things; only a remainder that holds says more.
    if waybill is not None and ("-" in compact or waybill.check is Check.PASSED):
        candidates.append(ranking.of(waybill, distinct="-" in compact))
    candidates += _present([receptacle.read_impc(compact)], distinct=False)
    return candidates


def _units(text: str, compact: str, family: Family) -> list[Candidate]:
    """Logistic units, and GS1 messages in symbols that do not announce one."""
    if gs1.SEPARATOR in text or _MARKED_MESSAGE.match(compact):
        found = gs1.read_message(text if gs1.SEPARATOR in text else compact)
        proven = [r for r in found if r.check is Check.PASSED or "(" in compact]
        if proven:
            return [Candidate(r, Strength.PROVEN) for r in proven]
    unit = gs1.read_sscc(compact[2:] if len(compact) == 20 and compact.startswith("00") else compact)
    return _present([unit], distinct=False)


def _goods(compact: str, bare: str, family: Family) -> list[Candidate]:
    candidates = _present([standard_numbers.read_ioss(bare)], distinct=True)
    candidates += _present([standard_numbers.read_isbn_ten(compact)], distinct=True)
    article = gs1.read_gtin(bare)
    # On Code 128 and the like, a number of that length which fails is no article at all.
    if article is not None and (article.check is Check.PASSED or family is not Family.LINEAR):
        candidates += _present([article], distinct=False)
        if article.check is Check.PASSED:
            candidates += _present([standard_numbers.book_or_journal(bare)], distinct=False)
    candidates += _present([standard_numbers.read_imei(compact)], distinct=False)
    return candidates


def _present(readings: Iterable[Reading | None], *, distinct: bool) -> list[Candidate]:
    return [ranking.of(reading, distinct=distinct) for reading in readings if reading is not None]


def _opaque(text: str, compact: str, family: Family) -> Reading:
    names = family not in (Family.RETAIL, Family.GS1) and bool(_OPAQUE_ITEM.fullmatch(compact))
    return Reading(IdentifierKind.UNKNOWN, text, text, is_item=names)


def _best(candidates: list[Candidate]) -> int:
    return max((c.strength for c in candidates), default=-1)
