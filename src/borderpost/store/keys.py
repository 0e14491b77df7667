"""The station's signing key: made once, and locked by the vault."""

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
from borderpost.store import boxes
from borderpost.store.erasing import erase
from borderpost.store.files import write_durably
from borderpost.store.folder import SiteFolder

_LABEL = "borderpost station key"


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

    def sign_text(self, text: str) -> bytes:
        """Return the station's signature (64 bytes) for a checkpoint's or a cosignature's text.

        Each begins with the name of its kind, so that none can be taken for another, or for an entry.
        """
        return self.private.sign(text.encode("utf-8"))


class SignatureCheck:
    """A public key (32 bytes in hex) that many entries are checked against; what is no key holds for none."""

    def __init__(self, public_hex: str) -> None:
        self.public_hex = public_hex
        try:
            self._key: Ed25519PublicKey | None = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex))
        except ValueError:
            self._key = None

    def holds(self, entry_hash: str, signature: bytes) -> bool:
        """Tell whether the signature is the key's for the entry."""
        if self._key is None:
            return False
        try:
            self._key.verify(signature, signed_message(entry_hash))
        except InvalidSignature:
            return False
        return True


def text_signature_holds(public_hex: str, text: str, signature: bytes) -> bool:
    """Tell whether the signature is the key's for a checkpoint's or a cosignature's text."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex))
        key.verify(signature, text.encode("utf-8"))
    except (InvalidSignature, ValueError):
        return False
    return True


def load_or_make(folder: SiteFolder, *, may_make: bool) -> StationKey:
    """Read the station's key; make one where there is none yet and `may_make` says that it may be."""
    if folder.key.exists():
        return _locked_key(folder)
    if folder.plain_key.exists() and not folder.is_sealed():
        return _of_pem(folder.plain_key.read_bytes(), folder.plain_key)
    if not may_make:
        raise NoStationKey(f"{folder.key} is missing, and the journal was signed with it")
    made = StationKey(Ed25519PrivateKey.generate())
    keep(folder, made)
    return made


def keep(folder: SiteFolder, key: StationKey, *, as_next: bool = False) -> None:
    """Write the station's key, locked by the vault; `as_next` beside the one in force."""
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    box = boxes.lock(pem, key=folder.keys().key_of(folder.key.name), label=_LABEL)
    folder.key.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_durably(next_path(folder) if as_next else folder.key, box.encode("ascii"), mode=0o600)


def make_next(folder: SiteFolder) -> StationKey:
    """Make the key that is to follow on the one in force, and keep it beside that."""
    made = StationKey(Ed25519PrivateKey.generate())
    keep(folder, made, as_next=True)
    return made


def next_path(folder: SiteFolder) -> Path:
    """Return where a key lies that the journal has not named yet, or has named just now."""
    return folder.key.with_name(f"{folder.key.name}.next")


def load_next(folder: SiteFolder) -> StationKey | None:
    """Read the key that is to follow, where there is one; raise NoStationKey where it cannot be read."""
    return _locked_key(folder, next_path(folder)) if next_path(folder).exists() else None


def lock_plain_key(folder: SiteFolder) -> None:
    """Lock the key that an earlier version left in clear, and erase the clear one once the other is there."""
    if not folder.plain_key.exists():
        return
    if not folder.key.exists():
        keep(folder, _of_pem(folder.plain_key.read_bytes(), folder.plain_key))
    _locked_key(folder)
    erase(folder.plain_key)


def _locked_key(folder: SiteFolder, path: Path | None = None) -> StationKey:
    path = path or folder.key
    try:
        box = path.read_bytes().decode("ascii", "replace")
        pem = boxes.unlock(box, key=folder.keys().key_of(folder.key.name), label=_LABEL)
    except OSError as error:
        raise NoStationKey(f"{path} cannot be read ({error.strerror})") from error
    except boxes.WrongSecret as error:
        raise NoStationKey(f"{path} is damaged, or it is the key of another station") from error
    return _of_pem(pem, path)


def _of_pem(pem: bytes, path: Path) -> StationKey:
    try:
        key = load_pem_private_key(pem, password=None)
    except ValueError as error:
        raise NoStationKey(f"{path} holds no key that can be read") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise NoStationKey(f"{path} holds a key of another kind")
    return StationKey(key)


def randomness() -> bytes:
    """Return ten random bytes for an identifier."""
    return secrets.token_bytes(10)
