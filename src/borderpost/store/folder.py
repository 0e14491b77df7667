"""Where things lie in a station's folder, and with which keys they are opened."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from borderpost.store.engine import Connection, connect, is_plain
from borderpost.store.vault import Vault

_SEALED = "sealed"
"""The name in the vault under which is noted that nothing in the folder is in clear any more."""


class Locked(Exception):
    """Something was asked of a folder whose vault has not been opened."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is locked, and the vault of its folder was not opened")


@dataclass(frozen=True, slots=True)
class SiteFolder:
    """A station's folder; with its vault once that is open."""

    root: Path
    vault: Vault | None = field(default=None, repr=False, compare=False)

    @property
    def record(self) -> Path:
        """The journal and its projections."""
        return self.root / "record.db"

    @property
    def mirror(self) -> Path:
        """Declarations and the roster."""
        return self.root / "mirror.db"

    @property
    def evidence(self) -> Path:
        """Photographs, each known by its SHA-256."""
        return self.root / "evidence"

    @property
    def lock(self) -> Path:
        """Locked by the one program that writes the record."""
        return self.root / "lock"

    @property
    def key(self) -> Path:
        """The station's signing key, locked by the vault."""
        return self.root / "keys" / "station.key"

    @property
    def plain_key(self) -> Path:
        """The station's signing key as versions before the vault kept it, in clear."""
        return self.root / "keys" / "station.pem"

    @property
    def vault_file(self) -> Path:
        """The keys of all the files, locked."""
        return self.root / "keys" / "vault.json"

    def opened_by(self, vault: Vault) -> Self:
        """Return the folder with its vault open."""
        return replace(self, vault=vault)

    def is_sealed(self) -> bool:
        """Tell whether everything in the folder is known to be encrypted."""
        return self.vault is not None and self.vault.has_key(_SEALED)

    def note_sealed(self) -> None:
        """Note that nothing in the folder is in clear: what lies in clear from now on is not believed."""
        self.keys().key_of(_SEALED)

    def keys(self) -> Vault:
        """Return the vault; raise Locked where it was not opened."""
        if self.vault is None:
            raise Locked(self.root)
        return self.vault

    def connect_record(self, *, readonly: bool = False) -> Connection:
        """Open the record: every commit of it is durable."""
        return connect(self.record, durable=True, readonly=readonly, key=self._key_of(self.record))

    def connect_mirror(self, *, readonly: bool = False, durable: bool = False) -> Connection:
        """Open what can be fetched again."""
        return connect(self.mirror, durable=durable, readonly=readonly, key=self._key_of(self.mirror))

    def _key_of(self, path: Path) -> bytes | None:
        """Return a database's key, or none for one that an earlier version left in clear."""
        # A sealed folder is not looked into: see is_plain.
        if not self.is_sealed() and is_plain(path):
            return None
        return self.keys().key_of(path.name)
