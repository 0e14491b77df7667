"""The search of a longer payload, such as that of a two-dimensional code, for identifiers in it."""

import re
from dataclasses import replace
from itertools import islice

from borderpost.domain.countries import is_country
from borderpost.domain.identifiers import carriers, receptacle, s10
from borderpost.domain.identifiers.carriers import CarrierTable
from borderpost.domain.identifiers.reading import Check, IdentifierKind, Reading, ReadingWarning
from borderpost.domain.identifiers.text import capitals

LIMIT = 16
_WORDS = 128
# Labels print S10 with blanks; at most one stands between two groups.
_S10 = re.compile(r"(?<![A-Z0-9])[A-Z]{2}[ \u00a0-]?(?:[0-9]{3}[ \u00a0-]?){3}[A-Z]{2}(?![A-Z0-9])")
_S10_GLUED = re.compile(r"(?=([A-Z]{2}[0-9]{9}[A-Z]{2}))")
_WORD = re.compile(r"[A-Z0-9]{10,64}")


def search(text: str, table: CarrierTable, whole: IdentifierKind) -> tuple[Reading, ...]:
    """The item identifiers in `text`, at most sixteen: only such as prove themselves.

    An S10 must pass its check digit; one without a boundary on either side must also name a country, and
    is marked so. A carrier's number must pass its check or be told by its letters; digits alone do not do.
    """
    upper = capitals(text)
    found: dict[str, Reading] = {}
    for match in _S10.finditer(upper):
        item = s10.parse(match.group(0))
        if item is not None and item.valid:
            found.setdefault(item.text, s10.reading_of(item, whole))
    for match in islice(_WORD.finditer(upper), _WORDS):
        reading = _word(match.group(0), table, whole)
        if reading is not None:
            found.setdefault(reading.text, reading)
    for match in _S10_GLUED.finditer(upper):
        if len(found) >= LIMIT:
            break
        if match.group(1) in found:
            continue
        item = s10.parse(match.group(1))
        if item is None or not item.valid or not is_country(item.country):
            continue
        reading = s10.reading_of(item, whole)
        warnings = (*reading.warnings, ReadingWarning.WITHOUT_BOUNDARY)
        found[item.text] = replace(reading, warnings=warnings)
    return tuple(found.values())[:LIMIT]


def _word(word: str, table: CarrierTable, whole: IdentifierKind) -> Reading | None:
    bag = receptacle.read(word)
    if bag is not None and not bag.warnings:
        return replace(bag, embedded_from=whole)
    for match in table.match(word):
        if match.distinctive and match.check is not Check.FAILED:
            return carriers.reading_of(match, whole)
    return None
