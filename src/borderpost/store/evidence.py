"""Files of evidence, each known by its SHA-256, byte for byte as they were captured, and sealed."""

import hashlib
import hmac
from pathlib import Path

from borderpost.store import boxes
from borderpost.store.files import sync_folder, write_durably
from borderpost.store.sealed_file import Unsealable, sealed, unsealed
from borderpost.work.ports import LostEvidence

SUFFIX = ".sealed"
_HEX = frozenset("0123456789abcdef")


class EvidenceFolder:
    """An evidence store in a folder, in sub-folders by the first two letters of the files' names.

    A name is a keyed hash of the SHA-256: whoever has the disk without the key cannot even ask whether a
    picture that he knows is among the evidence. `key` has 32 bytes.
    """

    def __init__(self, root: Path, key: bytes) -> None:
        self._root = root
        self._key = boxes.derived(key, "borderpost evidence")
        self._names = boxes.derived(key, "borderpost names of evidence")
        root.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep(self, data: bytes) -> str:
        """Make the bytes durable and return their SHA-256 in hex; keeping them twice is keeping them once."""
        sha256 = hashlib.sha256(data).hexdigest()
        self.keep_as(sha256, data)
        return sha256

    def keep_as(self, sha256: str, data: bytes) -> None:
        """Make bytes durable under a hash that they once had; what has decayed since is told by `read`."""
        path = self.path_of(sha256)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if self._holds(path, data):
            # Whoever wrote it may have been killed before its name was durable.
            sync_folder(path.parent)
        else:
            write_durably(path, sealed(data, key=self._key), mode=0o400)
        sync_folder(self._root)

    def read(self, sha256: str) -> bytes:
        """Return the bytes, having checked them against their hash; raise LostEvidence where that fails."""
        if len(sha256) != 64 or not _HEX.issuperset(sha256):
            raise LostEvidence(sha256, "that is no SHA-256")
        try:
            data = self._unsealed(self.path_of(sha256))
        except OSError as error:
            raise LostEvidence(sha256, "the file is missing or cannot be read") from error
        except Unsealable as error:
            raise LostEvidence(sha256, "the file is no longer what was captured") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise LostEvidence(sha256, "the file is no longer what was captured")
        return data

    def path_of(self, sha256: str) -> Path:
        """Return where the evidence of a hash lies."""
        name = hmac.new(self._names, bytes.fromhex(sha256), hashlib.sha256).hexdigest()
        return self._root / name[:2] / f"{name}{SUFFIX}"

    def _unsealed(self, path: Path) -> bytes:
        with path.open("rb") as file:
            return b"".join(unsealed(file, key=self._key))

    def _holds(self, path: Path, data: bytes) -> bool:
        """Tell whether the file is there, byte for byte; one that has decayed is written anew."""
        try:
            return self._unsealed(path) == data
        except (OSError, Unsealable):
            return False
