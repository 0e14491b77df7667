"""Names the pieces by which two spellings of a name do not agree, as they were written."""

import re
from collections import Counter

from borderpost.domain.risk.words import fold

PIECES_SHOWN = 12
_PIECES = re.compile(r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]|[^\W_]+(?:[’'.][^\W_]+)*\w*")


def differing(listed: str, declared: str) -> tuple[str, ...]:
    """Return the words (Han: the characters) of either name that the other has not, the listed name's first.

    Capitals, accents and order make no difference; names in two scripts are compared in transliteration.
    """
    there, here = _pieces(listed), _pieces(declared)
    if {form for form, _ in there} & {form for form, _ in here}:
        return (*_without(there, here), *_without(here, there))[:PIECES_SHOWN]
    there, here = _pieces(listed, latin=True), _pieces(declared, latin=True)
    return (*_without(there, here), *_without(here, there))[:PIECES_SHOWN]


def _pieces(name: str, *, latin: bool = False) -> list[tuple[str, str]]:
    pieces = [match.group() for match in _PIECES.finditer(name)]
    return [(_form(piece, latin=latin), piece) for piece in pieces]


def _form(piece: str, *, latin: bool) -> str:
    folded = fold(piece)
    # Two Han characters of one sound are two pieces; in transliteration they would be the same.
    chosen = folded.latin if latin or not folded.script else _own_script(folded.script, folded.latin)
    return chosen.replace(" ", "")


def _own_script(script: str, latin: str) -> str:
    return script if any(ord(c) >= 0x590 for c in script) else latin


def _without(pieces: list[tuple[str, str]], others: list[tuple[str, str]]) -> list[str]:
    left = Counter(form for form, _ in others)
    found = []
    for form, piece in pieces:
        if left[form]:
            left[form] -= 1
        else:
            found.append(piece)
    return found
