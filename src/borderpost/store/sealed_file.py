"""Files encrypted piece by piece, so that a large one is never in memory twice: AES-256-GCM."""

import secrets
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"BPSEAL1\n"
PIECE = 64 * 1024
"""Bytes in clear in every piece but the last."""

_SALT = 24
_TAG = 16
_PURPOSE = b"borderpost sealed file"


class Unsealable(Exception):
    """A file does not open: it was changed, cut, put together anew, or sealed with another key."""


def sealed(data: bytes, *, key: bytes) -> Iterator[bytes]:
    """Yield a file's pieces, encrypted with a key made for this file alone out of `key` (32 bytes).

    First come a mark of 8 bytes and a salt of 24; each piece is 16 bytes longer than what it holds. Its
    number, and whether it is the last, are bound into it, so that pieces cannot be moved, left out or cut.
    """
    head = MAGIC + secrets.token_bytes(_SALT)
    yield head
    cipher = _cipher(head, key)
    last = max((len(data) - 1) // PIECE, 0)
    for number in range(last + 1):
        piece = data[number * PIECE : (number + 1) * PIECE]
        yield cipher.encrypt(_nonce(number, number == last), piece, head)


def unsealed(file: BinaryIO, *, key: bytes) -> Iterator[bytes]:
    """Yield what a sealed file holds, piece by piece; raise Unsealable where one does not open."""
    head = file.read(len(MAGIC) + _SALT)
    if len(head) != len(MAGIC) + _SALT or not head.startswith(MAGIC):
        raise Unsealable
    cipher = _cipher(head, key)
    number, piece = 0, file.read(PIECE + _TAG)
    while True:
        following = file.read(PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, not following), piece, head)
        except (InvalidTag, ValueError) as error:
            raise Unsealable from error
        if not following:
            return
        number, piece = number + 1, following


def _cipher(head: bytes, key: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=head[len(MAGIC) :], info=_PURPOSE).derive(key))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
