"""The 63-bit keys by which features find words, codes, parties and texts, and bits of missing fields."""

import hashlib
from functools import lru_cache
from typing import Final

from borderpost.domain.risk.condition import SAME_FIELDS, Field
from borderpost.domain.risk.history import SameKind

ITEM_BITS: Final = {
    field: 1 << place for place, field in enumerate(field for field in Field if not field.of_line)
}
"""The bit of each field of an item that is set where nothing is declared in it; fields counted over items
have one, too, set where there is no key for them."""

LINE_MISSING: Final = {
    field: 1 << place for place, field in enumerate(field for field in Field if field.of_line)
}
"""The same for fields of lines."""

PARTY_TEXTS: Final = {
    Field.SENDER_NAME: "name",
    Field.SENDER_COMPANY: "company",
    Field.ADDRESSEE_NAME: "name",
    Field.ADDRESSEE_COMPANY: "company",
}
"""The texts of a party that are found by their words, with the attribute."""

PARTY_CODES: Final = {
    Field.SENDER_POSTCODE: "postcode",
    Field.SENDER_PHONE: "phone",
    Field.SENDER_EMAIL: "email",
    Field.SENDER_REFERENCE: "reference",
    Field.ADDRESSEE_POSTCODE: "postcode",
    Field.ADDRESSEE_PHONE: "phone",
    Field.ADDRESSEE_EMAIL: "email",
    Field.ADDRESSEE_REFERENCE: "reference",
}
"""The codes of a party that are found as a whole, with the attribute."""

ITEM_CODES: Final = (
    Field.RECEPTACLE_ID,
    Field.SELLER_IOSS,
    Field.DOCUMENT_TYPE,
    Field.DOCUMENT_NUMBER,
    Field.WARNINGS,
)
"""Further codes of an item that are found as a whole."""

LINE_CODES: Final = (Field.LINE_PRODUCT_ID, Field.LINE_PRODUCT_SCHEME, Field.LINE_GTIN)
"""Codes of a line that are found as a whole."""

_POSITIVE: Final = 1


@lru_cache(maxsize=65_536)
def posting_key(kind: str, term: str) -> int:
    """Return the key of a word or code of a kind: a field, or what fields of parties have in common."""
    return hash63(f"{kind}\x00{term}".encode("utf-8", "surrogatepass"))


def same_key(kind: SameKind, key: str) -> int:
    """Return the key under which the items of a sender, addressee or address are counted."""
    return hash63(f"{kind}\x00{key}".encode("utf-8", "surrogatepass"))


def item_hash(number: str, day: int) -> int:
    """Return the number by which an item is told from others: its number (as `item_key` gives it) with the
    day (ordinal) of the item."""
    return hash63(f"{number} {day}".encode("utf-8", "surrogatepass"))


def hash63(data: bytes) -> int:
    """Return 63 bits of a hash, never 0."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 1 or _POSITIVE


SAME_BITS: Final = {
    kind: sum(ITEM_BITS[field] for field, of in SAME_FIELDS.items() if of is kind) for kind in SameKind
}
"""The bits that are set where an item has no key of the kind."""
