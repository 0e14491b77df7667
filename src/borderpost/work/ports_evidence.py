"""What the verbs and the screens need of the evidence: its files, and small pictures of them."""

from typing import Protocol


class Evidence(Protocol):
    """Keeps files of evidence by their SHA-256, byte for byte."""

    def keep(self, data: bytes) -> str:
        """Make the bytes durable and return their SHA-256 in hex; keeping them twice is keeping them once."""
        ...

    def read(self, sha256: str) -> bytes:
        """Return the bytes, having checked them against their name; raise LostEvidence where that fails."""
        ...


class LostEvidence(Exception):
    """A file of evidence is gone, or is no longer what it was."""

    def __init__(self, sha256: str, reason: str) -> None:
        super().__init__(f"{sha256}: {reason}")
        self.sha256 = sha256
        self.reason = reason


class SmallPictures(Protocol):
    """Keeps thumbnails apart from the evidence: any of them may be lost, and is made again from the file."""

    def find(self, sha256: str, side: int) -> bytes | None:
        """Return the small picture of a file, made for this longest side in px; None where there is none."""
        ...

    def put(self, sha256: str, side: int, data: bytes) -> None:
        """Keep a small picture; where that fails, it is made again another time."""
        ...


class NoSmallPictures:
    """Keeps none: each thumbnail is made from its file."""

    def find(self, sha256: str, side: int) -> bytes | None:
        """There is none."""
        return None

    def put(self, sha256: str, side: int, data: bytes) -> None:
        """Keep nothing."""
