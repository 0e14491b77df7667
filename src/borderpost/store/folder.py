"""Where things lie in a station's folder, and with which keys they are opened."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from borderpost.store.engine import Connection, WrongKey, connect, is_plain
from borderpost.store.vault import Vault
from borderpost.store.weeks import is_week, newest_first

_SEALED = "sealed"
"""The name in the vault under which is noted that nothing in the folder is in clear any more."""


class Locked(Exception):
    """Something was asked of a folder whose vault has not been opened."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is locked, and the vault of its folder was not opened")


class NoKey(Exception):
    """The key of a file has been forgotten: what the file holds is gone for good."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} cannot be read any more: its key was forgotten")
        self.path = path


def week_name(week: str) -> str:
    """Return the name under which the vault keeps the key of a week's declarations."""
    return f"declarations/{week}.db"


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
    def declarations(self) -> Path:
        """The declarations: a file for each week of arrival."""
        return self.root / "declarations"

    @property
    def set_aside(self) -> Path:
        """Weeks' files that were found damaged, as they were found."""
        return self.declarations / "damaged"

    @property
    def importing(self) -> Path:
        """Locked by the one program that takes declarations in."""
        return self.root / "importing"

    @property
    def evidence(self) -> Path:
        """Photographs, each known by its SHA-256."""
        return self.root / "evidence"

    @property
    def thumbnails(self) -> Path:
        """Small pictures of the evidence, which are made again where they are gone."""
        return self.root / "thumbnails"

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

    def weeks(self) -> list[str]:
        """Return the weeks of arrival that have a file, newest first."""
        found = (file.stem for file in self.declarations.glob("*.db"))
        return newest_first([week for week in found if is_week(week)])

    def week_file(self, week: str) -> Path:
        """Return where the declarations of a week lie."""
        return self.declarations / f"{week}.db"

    def connect_week(self, week: str, *, readonly: bool = False) -> Connection:
        """Open the declarations of a week, to write or to read; each has a key of its own.

        Commits are durable: they are few and large, and what is fed is forgotten by whoever fed it. Raise
        NoKey where it is to be read and its key is gone.
        """
        path, vault, name = self.week_file(week), self.keys(), week_name(week)
        key = vault.known_key(name) if readonly else vault.key_of(name)
        if key is None:
            raise NoKey(path)
        try:
            return connect(path, durable=True, readonly=readonly, key=key)
        except WrongKey:
            # another program may have set the file aside and begun a new one
            now = vault.known_key(name, again=True)
            if now is None or now == key:
                raise
            return connect(path, durable=True, readonly=readonly, key=now)

    def connect(self, path: Path, *, named: str = "", readonly: bool = False) -> Connection:
        """Open a database that belongs to this folder, wherever it lies; `named` is its name here, if it
        has another there."""
        plain = not self.is_sealed() and is_plain(path)
        key = None if plain else self.keys().key_of(named or path.name)
        return connect(path, durable=True, readonly=readonly, key=key)

    def _key_of(self, path: Path) -> bytes | None:
        """Return a database's key, or none for one that an earlier version left in clear."""
        # A sealed folder is not looked into: see is_plain.
        if not self.is_sealed() and is_plain(path):
            return None
        return self.keys().key_of(path.name)
