"""Passphrases, hashed by Argon2id."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Passphrases:
    """Checks and makes Argon2id hashes; some tenth of a second each, on purpose."""

    def __init__(self, *, time_cost: int = 3, memory_kib: int = 65536, lanes: int = 2) -> None:
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_kib, parallelism=lanes)

    def matches(self, passphrase_hash: str, passphrase: str) -> bool:
        """Tell whether the passphrase is the one that was hashed."""
        try:
            return self._hasher.verify(passphrase_hash, _prepared(passphrase))
        except (VerificationError, InvalidHashError, UnicodeEncodeError):
            return False

    def make(self, passphrase: str) -> str:
        """Return the encoded hash of a passphrase."""
        return self._hasher.hash(_prepared(passphrase))


def _prepared(passphrase: str) -> str:
    """Return the one form of a passphrase that keyboards and systems compose in several ways."""
    return unicodedata.normalize("NFKC", passphrase)
