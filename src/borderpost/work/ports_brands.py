"""What screens ask of the brand packs that a site holds."""

from typing import Protocol

from borderpost.domain.brands.pack import BrandPack


class Brands(Protocol):
    """The packs in use. Quick enough for the GUI thread."""

    def packs(self) -> tuple[BrandPack, ...]:
        """Return the newest edition of every right-holder, none where there are no packs."""
        ...

    def picture(self, sha256: str) -> bytes:
        """Return a picture's bytes, none where it cannot be had."""
        ...
