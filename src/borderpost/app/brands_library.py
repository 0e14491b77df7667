"""The brand packs of a site as screens ask for them, read anew once others were taken in."""

import contextlib
import logging

from borderpost.domain.brands.pack import BrandPack
from borderpost.store import brands
from borderpost.store.engine import Connection, DatabaseError
from borderpost.store.folder import SiteFolder

_LOG = logging.getLogger(__name__)


class SiteBrands:
    """One read-only connection on the screens' own thread; a site without packs has none, and no trouble."""

    def __init__(self, folder: SiteFolder) -> None:
        self._folder = folder
        self._conn: Connection | None = None
        self._row = 0
        self._packs: tuple[BrandPack, ...] = ()

    def packs(self) -> tuple[BrandPack, ...]:
        """Return the newest edition of every right-holder."""
        conn = self._opened()
        if conn is None:
            return self._packs
        try:
            row = brands.newest_row(conn)
            if row != self._row:
                self._packs, self._row = brands.current_packs(conn), row
        except (DatabaseError, ValueError):
            _LOG.warning("the brand packs cannot be read", exc_info=True)
            self.close()
        return self._packs

    def picture(self, sha256: str) -> bytes:
        """Return a picture's bytes, none where it cannot be had."""
        conn = self._opened()
        if conn is None:
            return b""
        try:
            return brands.picture(conn, sha256)
        except DatabaseError:
            _LOG.warning("a picture of a brand pack cannot be read", exc_info=True)
            return b""

    def close(self) -> None:
        """Let go of the file."""
        conn, self._conn = self._conn, None
        if conn is not None:
            conn.close()

    def _opened(self) -> Connection | None:
        if self._conn is None and brands.brands_file(self._folder).exists():
            with contextlib.suppress(DatabaseError, OSError):
                self._conn = self._folder.connect(brands.brands_file(self._folder), readonly=True)
        return self._conn
