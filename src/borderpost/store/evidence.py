"""Files of evidence, each under its SHA-256, byte for byte as they were captured."""

import hashlib
from pathlib import Path

from borderpost.store.files import sync_folder, write_durably
from borderpost.work.ports import LostEvidence

_HEX = frozenset("0123456789abcdef")


class EvidenceFolder:
    """An evidence store in a folder, in sub-folders by the first two letters of the hash."""

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep(self, data: bytes) -> str:
        """Make the bytes durable and return their SHA-256 in hex; keeping them twice is keeping them once."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if self._holds(path, data):
            # Whoever wrote it may have been killed before its name was durable.
            sync_folder(path.parent)
        else:
            write_durably(path, data, mode=0o400)
        sync_folder(self._root)
        return sha256

    def read(self, sha256: str) -> bytes:
        """Return the bytes, having checked them against their name; raise LostEvidence where that fails."""
        if len(sha256) != 64 or not _HEX.issuperset(sha256):
            raise LostEvidence(sha256, "that is no SHA-256")
        try:
            data = self._path(sha256).read_bytes()
        except OSError as error:
            raise LostEvidence(sha256, "the file is missing or cannot be read") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise LostEvidence(sha256, "the file is no longer what was captured")
        return data

    @staticmethod
    def _holds(path: Path, data: bytes) -> bool:
        """Tell whether the file is there, byte for byte; one that has decayed is written anew."""
        try:
            return path.read_bytes() == data
        except OSError:
            return False

    def _path(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256
