"""The station's signing key: made once, kept readable by the station's user alone."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from borderpost.domain.entry import signed_message
from borderpost.store.files import write_durably


class NoStationKey(Exception):
    """The station's key is missing or cannot be read, so nothing can be recorded."""


@dataclass(frozen=True, slots=True)
class StationKey:
    """An Ed25519 key that signs entries."""

    private: Ed25519PrivateKey

    @property
    def public_hex(self) -> str:
        """The public key's 32 bytes in hex."""
        return self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    def sign(self, entry_hash: str) -> bytes:
        """Return the station's signature (64 bytes) for an entry."""
        return self.private.sign(signed_message(entry_hash))


def signature_holds(public_hex: str, entry_hash: str, signature: bytes) -> bool:
    """Tell whether the signature is the key's for the entry."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex))
        key.verify(signature, signed_message(entry_hash))
    except (InvalidSignature, ValueError):
        return False
    return True


def load_or_make(path: Path, *, may_make: bool) -> StationKey:
    """Read the station's key; make one where there is none yet and `may_make` says that it may be."""
    if path.exists():
        try:
            key = load_pem_private_key(path.read_bytes(), password=None)
        except (ValueError, OSError) as error:
            raise NoStationKey(f"{path} holds no key that can be read") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise NoStationKey(f"{path} holds a key of another kind")
        return StationKey(key)
    if not may_make:
        raise NoStationKey(f"{path} is missing, and the journal was signed with it")
    made = StationKey(Ed25519PrivateKey.generate())
    pem = made.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_durably(path, pem, mode=0o600)
    return made


def randomness() -> bytes:
    """Return ten random bytes for an identifier."""
    return secrets.token_bytes(10)
