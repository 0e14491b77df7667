"""Files that lie beside the weeks of declarations, one for each, and can be made from them again."""

import contextlib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderpost.store.engine import Connection, DatabaseError, WrongKey, connect
from borderpost.store.folder import NoKey, SiteFolder, week_name


class NotMade(Exception):
    """A week has no such file yet, or none that fits its declarations."""


@dataclass(frozen=True, slots=True)
class BesideWeeks:
    """The files of one folder. `begin` makes the tables in a database that has none; one of them is `made`,
    whose column `version` says by which version of the program it was made."""

    name: str
    label: bytes
    version: int
    begin: Callable[[Any], None]

    def path(self, folder: SiteFolder, week: str) -> Path:
        """Return where the file of a week lies."""
        return folder.root / self.name / f"{week}.db"

    def key(self, folder: SiteFolder, week: str) -> bytes:
        """Return the key of a week's file, which hangs on that of the week's declarations: whoever forgets
        the one has forgotten the other. Raise NoKey where that is gone."""
        key = folder.keys().known_key(week_name(week), again=True)
        if key is None:
            raise NoKey(self.path(folder, week))
        return hashlib.blake2b(self.label, key=key, digest_size=32).digest()

    def open(self, folder: SiteFolder, week: str) -> Connection:
        """Open the file of a week to read; raise NotMade where there is none that fits."""
        path = self.path(folder, week)
        if not path.exists():
            raise NotMade(week)
        try:
            conn = connect(path, durable=False, readonly=True, key=self.key(folder, week))
        except (WrongKey, NoKey) as error:
            raise NotMade(week) from error
        try:
            if self._version_of(conn) != self.version:
                raise NotMade(week)
        except BaseException:
            conn.close()
            raise
        return conn

    def open_to_write(self, folder: SiteFolder, week: str) -> Connection:
        """Open the file of a week to add to it; begin it anew where it does not fit."""
        path, key = self.path(folder, week), self.key(folder, week)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        for _ in range(2):
            with contextlib.suppress(DatabaseError):
                conn = connect(path, durable=False, key=key)
                try:
                    self.begin(conn)
                    if self._version_of(conn) == self.version:
                        return conn
                except DatabaseError:
                    conn.close()
                    raise
                conn.close()
            self.drop(folder, week)
        raise DatabaseError(f"{path} cannot be begun")

    def drop(self, folder: SiteFolder, week: str) -> None:
        """Remove the file of a week; where the system does not part with an open one, the next pass does."""
        path = self.path(folder, week)
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError, PermissionError):
                path.with_name(path.name + suffix).unlink()

    def there(self, folder: SiteFolder) -> list[str]:
        """Return the weeks of which there is a file, whatever it is worth."""
        return sorted(path.stem for path in (folder.root / self.name).glob("*.db"))

    @staticmethod
    def _version_of(conn: Connection) -> int:
        try:
            row = conn.execute("SELECT version FROM made").fetchone()
        except DatabaseError:
            return 0
        return int(row[0]) if row else 0
