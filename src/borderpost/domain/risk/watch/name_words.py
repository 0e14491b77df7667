"""The words of names that tell nobody apart: legal forms, trades, cities; dated data, not code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from anyascii import anyascii


@dataclass(frozen=True, slots=True)
class NameWords:
    """Legal forms and generic words as small Latin tokens, and their like in scripts without blanks.

    `legal_forms` are dropped from every name. `generic` (trades, cities, lands) are dropped from names of
    firms where enough is left. `unspaced` are pieces of Han and Hangul text that mark a firm and are cut
    out, the longest first. `double_surnames` are family names of two Han characters.
    """

    id: str = ""
    version: int = 0
    valid_from: date = date.min
    legal_forms: frozenset[str] = frozenset()
    generic: frozenset[str] = frozenset()
    unspaced: tuple[str, ...] = ()
    double_surnames: frozenset[str] = frozenset()


NO_WORDS = NameWords()


def name_words_of(
    parts: Mapping[str, Iterable[str]], *, identifier: str = "", version: int = 0, valid_from: date = date.min
) -> NameWords:
    """Return the words of a file: `legal_forms`, `trades`, `places`, `unspaced`, `double_surnames`.

    Latin words may be written with accents and dots; what is not given is empty.
    """
    return NameWords(
        id=identifier,
        version=version,
        valid_from=valid_from,
        legal_forms=_tokens(parts.get("legal_forms", ())),
        generic=_tokens((*parts.get("trades", ()), *parts.get("places", ()))),
        unspaced=tuple(sorted(set(parts.get("unspaced", ())), key=lambda piece: (-len(piece), piece))),
        double_surnames=frozenset(parts.get("double_surnames", ())),
    )


def _tokens(words: Iterable[str]) -> frozenset[str]:
    """Return each word as a token, without blanks and dots, in small Latin letters."""
    plain = ("".join(filter(str.isalnum, anyascii(word).lower())) for word in words)
    return frozenset(filter(None, plain))
