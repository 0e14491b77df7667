"""The brand packs that a station holds, in `brands.db`: every edition that was taken in, and its pictures."""

import contextlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from borderpost.domain.brands.faults import BrandFault, BrandProblem
from borderpost.domain.brands.pack import BrandPack
from borderpost.domain.brands.pack_reading import HEAD, pack_from_json, pack_to_json
from borderpost.store.engine import Connection, immediate, migrate
from borderpost.store.folder import SiteFolder

BRANDS: Final = "brands.db"
_SCHEMA: Final = (
    """CREATE TABLE packs(
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL,
      edition TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      taken_in_at TEXT NOT NULL,
      content BLOB NOT NULL,
      UNIQUE(id, edition)
    ) STRICT""",
    "CREATE TABLE pictures(sha256 TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT, WITHOUT ROWID",
)


def brands_file(folder: SiteFolder) -> Path:
    """Return where the packs of a station lie."""
    return folder.root / BRANDS


@contextlib.contextmanager
def open_brands(folder: SiteFolder, *, readonly: bool = False) -> Iterator[Connection]:
    """Open the packs of a station, under a key of its vault; what is not there is made, unless only read."""
    with contextlib.closing(folder.connect(brands_file(folder), readonly=readonly)) as conn:
        if not readonly:
            migrate(conn, "brands", {"0001 packs and pictures": _make})
        yield conn


def put_pack(
    conn: Connection, pack: BrandPack, pictures: Mapping[str, bytes], at: datetime
) -> BrandFault | bool:
    """Keep an edition; return whether it is new, or why it is not taken in.

    An edition never changes: other content under its name is refused, and so is one issued before the
    newest. All in one transaction.
    """
    with immediate(conn):
        row = conn.execute(
            "SELECT sha256 FROM packs WHERE id = ? AND edition = ?", (pack.id, pack.edition)
        ).fetchone()
        if row is not None:
            if row[0] == pack.sha256:
                return False
            return BrandFault(HEAD, "edition", BrandProblem.EDITION_TAKEN, pack.edition)
        newest = next((one for one in current_packs(conn) if one.id == pack.id), None)
        if newest is not None and newest.issued_on > pack.issued_on:
            return BrandFault(HEAD, "issued_on", BrandProblem.OLDER, f"{newest.edition}, {newest.issued_on}")
        conn.execute(
            "INSERT INTO packs(id, edition, sha256, taken_in_at, content) VALUES (?, ?, ?, ?, ?)",
            (pack.id, pack.edition, pack.sha256, at.isoformat(timespec="seconds"), pack_to_json(pack)),
        )
        conn.executemany("INSERT OR IGNORE INTO pictures(sha256, data) VALUES (?, ?)", pictures.items())
    return True


def current_packs(conn: Connection) -> tuple[BrandPack, ...]:
    """Return the newest edition of every right-holder, by id."""
    query = "SELECT content FROM packs WHERE row IN (SELECT max(row) FROM packs GROUP BY id) ORDER BY id"
    return tuple(pack_from_json(content) for (content,) in conn.execute(query))


def editions(conn: Connection) -> list[tuple[str, str, str, str]]:
    """Return id, edition, SHA-256 and the moment of taking in of every edition, oldest first of each."""
    query = "SELECT id, edition, sha256, taken_in_at FROM packs ORDER BY id, row"
    return [(one[0], one[1], one[2], one[3]) for one in conn.execute(query)]


def pack_of(conn: Connection, sha256: str) -> BrandPack | None:
    """Return the edition of that SHA-256, however old, as it was known then."""
    row = conn.execute("SELECT content FROM packs WHERE sha256 = ?", (sha256,)).fetchone()
    return pack_from_json(row[0]) if row else None


def picture(conn: Connection, sha256: str) -> bytes:
    """Return a picture's bytes, none where there is no such picture."""
    row = conn.execute("SELECT data FROM pictures WHERE sha256 = ?", (sha256,)).fetchone()
    return bytes(row[0]) if row else b""


def newest_row(conn: Connection) -> int:
    """Return the number of the edition that was taken in last, 0 for none."""
    return int(conn.execute("SELECT coalesce(max(row), 0) FROM packs").fetchone()[0])


def _make(db: Any) -> None:
    for statement in _SCHEMA:
        db.execute(statement)
