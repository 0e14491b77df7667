"""What of a declaration can be found by its words, and how typed words are asked for."""

import re
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from borderpost.domain.declaration import Declaration, Party

WORDS_LIMIT: Final = 8
"""Words of a search beyond these narrow nothing."""

_WORD: Final = re.compile(r"\w+")
_JOINT: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def search_text(declaration: Declaration) -> str:
    """Return the text that the search index takes: people, addresses, goods and identifiers but the item's.

    Other scripts stand in it as they are and in Latin letters; capitals and accents are the index's affair.
    """
    parts = [_party(declaration.sender), _party(declaration.addressee)]
    for line in declaration.lines:
        parts.append(line.description)
        parts += [product.value for product in line.product_ids]
    if declaration.alternate_ids:
        parts += declaration.alternate_ids
    if declaration.documents:
        parts += [document.number for document in declaration.documents]
    seller = declaration.seller
    if seller.name or seller.ioss:
        parts.append(f"{seller.name} {seller.ioss}")
    text = " ".join(parts)
    return text if text.isascii() else f"{text} {_in_latin(text)}"


def _party(party: Party) -> str:
    street = " ".join(party.lines)
    return f"{party.name} {party.company} {street} {party.city} {party.postcode} {party.phone}{party.email}"


def _in_latin(text: str) -> str:
    """Return the words that are not in plain letters, in plain letters; names of Han, which come as
    `HangZhou`, apart."""
    return " ".join([_latin_word(word) for word in text.split() if not word.isascii()])


@lru_cache(maxsize=65_536)
def _latin_word(word: str) -> str:
    return _JOINT.sub(" ", anyascii(word))


def match_of(untrusted_text: str) -> str:
    """Return typed text as a question to the index: every word is the beginning of a word; empty for none.

    Quoted, so that nothing that is typed is taken for the index's own language.
    """
    words = _WORD.findall(untrusted_text)[:WORDS_LIMIT]
    return " ".join(f'"{word}"*' for word in words)
