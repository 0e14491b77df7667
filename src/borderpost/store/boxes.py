"""Secrets locked in small boxes: AES-256-GCM, with what the box is for bound into it."""

import base64
import binascii
import hashlib
import secrets
import unicodedata

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12
_RECOVERY_BYTES = 20
_GROUP = 4


class WrongSecret(Exception):
    """The box does not open: the secret is another one, or the box was changed."""


def lock(secret: bytes, *, key: bytes, label: str) -> str:
    """Lock a secret with a key of 32 bytes; `label` says what for, and is needed to open it."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, secret, label.encode())).decode("ascii")


def unlock(untrusted_box: str, *, key: bytes, label: str) -> bytes:
    """Return what is in a box; raise WrongSecret where it does not open."""
    try:
        raw = base64.b64decode(untrusted_box, validate=True)
        return AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], label.encode())
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise WrongSecret from error


def from_passphrase(passphrase: str, salt: bytes, *, time_cost: int, memory_kib: int, lanes: int) -> bytes:
    """Return the key of 32 bytes that a passphrase gives (Argon2id): slow on purpose.

    Keyboards and systems compose the same letters in several ways; they give the same key.
    """
    known = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(known, salt, time_cost, memory_kib, lanes, KEY_BYTES, Type.ID)


def derived(secret: bytes, purpose: str) -> bytes:
    """Return a key of 32 bytes for one purpose out of a secret that is random already."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(secret)


def new_recovery_code() -> str:
    """Return a new recovery code: 160 random bits in groups of four letters, the last checking the rest."""
    return recovery_code(secrets.token_bytes(_RECOVERY_BYTES))


def recovery_code(secret: bytes) -> str:
    """Write 20 bytes as a code that can be read off paper and typed."""
    text = base64.b32encode(secret + hashlib.sha256(secret).digest()[:5]).decode("ascii")
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def read_recovery_code(untrusted_text: str) -> bytes:
    """Read a recovery code back; raise WrongSecret where its last letters do not check."""
    plain = untrusted_text.upper().replace("0", "O").replace("1", "I").replace("8", "B")
    letters = "".join(letter for letter in plain if letter.isalnum())
    try:
        raw = base64.b32decode(letters)
    except binascii.Error as error:
        raise WrongSecret from error
    secret, check = raw[:_RECOVERY_BYTES], raw[_RECOVERY_BYTES:]
    if len(check) != 5 or hashlib.sha256(secret).digest()[:5] != check:
        raise WrongSecret
    return secret
