"""Keys by which two spellings of a sender, an addressee or an address are counted as the same one.

The keys are plain text of small Latin letters and digits. An empty key says that too little was declared
to tell one party from another.
"""

from functools import lru_cache

from borderpost.domain.declaration import Party
from borderpost.domain.risk.words import fold

_KEY_LIMIT = 200


def party_key(party: Party) -> str:
    """Return the key of a sender or addressee: name or company, country, and postcode or else city.

    The order of the words of a name, capitals, accents and script make no difference.
    """
    name = _sorted_words(party.company or party.name)
    if not name:
        return ""
    return f"{name}|{_tight(party.country)}|{_tight(party.postcode) or _tight(party.city)}"


def address_key(party: Party) -> str:
    """Return the key of an address: country, postcode or else city, numbers, and first letters of words.

    First letters alone count, so that `12 High Street` and `12, High St.` are one address; whoever lives
    there makes no difference.
    """
    street = _street(", ".join(party.lines))
    place = _tight(party.postcode) or _tight(party.city)
    if not street or not place:
        return ""
    return f"{street}|{_tight(party.country)}|{place}"


@lru_cache(maxsize=8_192)
def _sorted_words(text: str) -> str:
    folded = fold(text)
    return " ".join(sorted(folded.latin_words or folded.script_words))[:_KEY_LIMIT]


@lru_cache(maxsize=8_192)
def _street(text: str) -> str:
    words = fold(text).latin.split()
    numbers = sorted(word for word in words if word[0].isdigit())
    letters = "".join(sorted(word[0] for word in words if not word[0].isdigit()))
    return " ".join((*numbers, letters))[:_KEY_LIMIT].strip()


@lru_cache(maxsize=8_192)
def _tight(text: str) -> str:
    folded = fold(text)
    return (folded.latin if folded.latin_words else folded.script).replace(" ", "")[:_KEY_LIMIT]
