"""The words of names that tell nobody apart: legal forms, trades, cities; dated data, not code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from anyascii import anyascii

# Words of so many letters are known with one letter wrong, too.
NEAR_LETTERS = 6


@dataclass(frozen=True)
class NameWords:
    """Legal forms and generic words as small Latin tokens, and their like in scripts without blanks.

    `legal_forms` are dropped from every name. `generic` (trades, cities, lands) are dropped from names of
    firms where enough is left. `unspaced` are pieces of Han and Hangul text that mark a firm and are cut
    out, the longest first. `double_surnames` are family names of two Han characters, and `surnames` the
    Latin spellings that families use where they are not those of the letters (김: Kim).
    """

    id: str = ""
    version: int = 0
    valid_from: date = date.min
    legal_forms: frozenset[str] = frozenset()
    generic: frozenset[str] = frozenset()
    unspaced: tuple[str, ...] = ()
    double_surnames: frozenset[str] = frozenset()
    surnames: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def near_legal_forms(self) -> frozenset[str]:
        """The long legal forms, and each with one letter left out."""
        return _near(self.legal_forms)

    @cached_property
    def near_generic(self) -> frozenset[str]:
        """The long generic words, and each with one letter left out."""
        return _near(self.generic)


NO_WORDS = NameWords()


def name_words_of(
    parts: Mapping[str, Iterable[str]],
    surnames: Mapping[str, str] | None = None,
    *,
    identifier: str = "",
    version: int = 0,
    valid_from: date = date.min,
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
        surnames={name: anyascii(latin).lower() for name, latin in (surnames or {}).items()},
    )


def _tokens(words: Iterable[str]) -> frozenset[str]:
    """Return each word as a token, without blanks and dots, in small Latin letters."""
    plain = ("".join(filter(str.isalnum, anyascii(word).lower())) for word in words)
    return frozenset(filter(None, plain))


def _near(words: frozenset[str]) -> frozenset[str]:
    long = [word for word in words if len(word) >= NEAR_LETTERS]
    shortened = (word[:place] + word[place + 1 :] for word in long for place in range(len(word)))
    return frozenset((*long, *shortened))
