"""Numbers of items and messages as 63-bit keys: small, and near to one another where the numbers are."""

from hashlib import blake2b
from typing import Final

_LETTERS: Final = 26
_SERIALS: Final = 10**9
_S10_LENGTH: Final = 13
_ALL_PAIRS: Final = _LETTERS**2
_PAIRS: Final = {
    chr(65 + place // _LETTERS) + chr(65 + place % _LETTERS): place for place in range(_ALL_PAIRS)
}
_HASHED: Final = 1 << 62
_POSITIVE: Final = (1 << 63) - 1
_SPREAD: Final = 0x1E3779B97F4A7C15
"""An odd number that sends the versions of a message far from one another."""


def number_key(key: str) -> int:
    """Return the integer under which an item's number (as `item_key` gives it) is indexed.

    Numbers of the form of S10 are told apart exactly, and keep their order; two others may share a key, so
    what is found has to be compared.
    """
    if len(key) == _S10_LENGTH:
        service, serial, country = _PAIRS.get(key[:2]), key[2:11], _PAIRS.get(key[11:])
        if service is not None and country is not None and serial.isdigit() and serial.isascii():
            return (service * _SERIALS + int(serial)) * _ALL_PAIRS + country
    return _HASHED | (_hashed(key) >> 2)


def number_range(beginning: str) -> tuple[int, int] | None:
    """Return the keys between which all S10 numbers lie that begin so, the last one included.

    None where no S10 number begins so.
    """
    if not 0 < len(beginning) <= _S10_LENGTH or not beginning.isascii():
        return None
    low, high = (
        number_key(beginning + "AA000000000AA"[len(beginning) :]),
        number_key(beginning + "ZZ999999999ZZ"[len(beginning) :]),
    )
    return None if low >= _HASHED or high >= _HASHED else (low, high)


def message_number(message: str) -> int:
    """Return the integer under which all versions of a message are known; two may share one, hardly ever."""
    return _hashed(message) >> 1


def version_key(number: int, version: int) -> int:
    """Return the integer under which a version of the message with a number is known."""
    return (number + (version - 1) * _SPREAD) & _POSITIVE


def message_key(message: str, version: int) -> int:
    """Return the integer under which a version of a message is known."""
    return version_key(message_number(message), version)


def _hashed(text: str) -> int:
    data = text.encode() if text.isascii() else text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")
