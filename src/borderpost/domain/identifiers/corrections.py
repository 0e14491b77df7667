"""The texts that a misread or mistyped identifier may have been meant to be: offered, never applied."""

from itertools import combinations

from borderpost.domain.identifiers import airwaybill, s10
from borderpost.domain.identifiers.carriers import CarrierTable
from borderpost.domain.identifiers.checks import luhn, mod10
from borderpost.domain.identifiers.reading import Check

# Pairs that eyes, typists and decoders take for one another.
CONFUSABLE = dict(zip("0O1I5S8B", "O0I1S5B8", strict=True))
LIMIT = 5
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = "0123456789"
_S10_PLACES = (_LETTERS,) * 2 + (_DIGITS,) * 9 + (_LETTERS,) * 2
_FREE_FLIPS = 2
_MOD10_LENGTHS = frozenset({8, 12, 13, 14, 18, 20})
_TO_DIGITS = str.maketrans("OISB", "0158")


def propose(compact: str, carriers: CarrierTable) -> tuple[str, ...]:
    """At most five texts that differ from `compact` in confusable characters and pass a check digit.

    A character that cannot stand at its place is exchanged for its twin; where letters and digits may
    both stand, up to two are tried. Formats without a check digit propose nothing.
    """
    if not any(c in CONFUSABLE for c in compact):
        return ()
    found: list[str] = []
    if len(compact) == len(_S10_PLACES):
        fitted = _fitted(compact, _S10_PLACES)
        item = s10.parse(fitted) if fitted else None
        if item is not None and item.valid and fitted != compact:
            found.append(fitted)
    tried: set[str] = {compact}
    for row, shape in carriers.by_length.get(len(compact), ()):
        fitted = _fitted(compact, shape.places) if row.check and shape.shortest == len(compact) else ""
        if not fitted:
            continue
        for text in _variants(fitted, shape.places):
            if text not in tried:
                tried.add(text)
                if any(m.check is Check.PASSED for m in carriers.match(text)):
                    found.append(text)
    digits = compact.translate(_TO_DIGITS)
    if digits != compact and _is_standard(digits):
        found.append(digits)
    return tuple(dict.fromkeys(found))[:LIMIT]


def _is_standard(digits: str) -> bool:
    """True of an article, unit, telephone or air waybill number whose check digit holds."""
    waybill = airwaybill.read(digits)
    if waybill is not None and waybill.check is Check.PASSED:
        return True
    if not digits.isdecimal():
        return False
    if len(digits) == 15:
        return luhn(digits[:-1]) == digits[-1]
    payload = digits[2:] if len(digits) == 20 and digits.startswith("00") else digits
    return len(digits) in _MOD10_LENGTHS and mod10(payload[:-1]) == payload[-1]


def _fitted(text: str, places: tuple[str, ...]) -> str:
    """`text` with twins where a character may not stand; empty where no twin may either."""
    fitted = []
    for character, allowed in zip(text, places, strict=True):
        chosen = character if character in allowed else CONFUSABLE.get(character, "")
        if not chosen or chosen not in allowed:
            return ""
        fitted.append(chosen)
    return "".join(fitted)


def _variants(text: str, places: tuple[str, ...]) -> list[str]:
    """`text`, and `text` with one or two characters exchanged where both twins may stand."""
    free = [i for i, c in enumerate(text) if c in CONFUSABLE and CONFUSABLE[c] in places[i]]
    texts = [text]
    for count in range(1, _FREE_FLIPS + 1):
        for chosen in combinations(free, count):
            flipped = list(text)
            for place in chosen:
                flipped[place] = CONFUSABLE[flipped[place]]
            texts.append("".join(flipped))
    return texts
