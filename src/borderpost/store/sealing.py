"""Brings a folder that an earlier version left in clear under lock, whatever moment it is interrupted at."""

import contextlib
import os
from pathlib import Path

from borderpost.store.engine import Connection, OperationalError, connect, is_plain, raw_key
from borderpost.store.erasing import erase, overwrite
from borderpost.store.evidence import SUFFIX, EvidenceFolder
from borderpost.store.files import sync_folder
from borderpost.store.folder import SiteFolder
from borderpost.store.keys import load_or_make, lock_plain_key
from borderpost.store.page_check import damaged_pages
from borderpost.store.vault import vault_lock
from borderpost.store.verify import Verdict, verify


class NotSealed(Exception):
    """The encrypted copy of a database is not what the database is; the one in clear is left as it was."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} could not be encrypted and is left as it was: {why}")


def seal(folder: SiteFolder) -> None:
    """Encrypt whatever lies in clear in a folder; nothing where that has been done.

    The caller holds the folder's lock. Every step can be taken again: who is killed in the middle begins
    anew at the next start. Raises NotSealed where a copy does not hold what it should.
    """
    if folder.is_sealed():
        return
    vault = folder.keys()
    _seal_database(folder.record, vault.key_of(folder.record.name), folder)
    _seal_database(folder.mirror, vault.key_of(folder.mirror.name), None)
    lock_plain_key(folder)
    _seal_evidence(folder)
    _erase_left_overs(folder)
    folder.note_sealed()


def _erase_left_overs(folder: SiteFolder) -> None:
    """Remove what a program that was killed had begun to write."""
    for pattern in (".new-*", "evidence/??/.new-*"):
        for file in folder.root.glob(pattern):
            erase(file)
    # another program may be writing the vault
    with vault_lock(folder.vault_file):
        for file in folder.vault_file.parent.glob(".new-*"):
            erase(file)


def _seal_database(path: Path, key: bytes, journal_of: SiteFolder | None) -> None:
    """Put an encrypted database in the place of one in clear; one after the other:

    1. `NAME.sealing` is written and proved, while `NAME` is still the one in clear;
    2. `NAME` becomes `NAME.plain`, which from here on says that the copy was proved;
    3. `NAME.sealing` becomes `NAME`;
    4. `NAME.plain` is overwritten and removed.
    """
    copy, plain = path.with_name(f"{path.name}.sealing"), path.with_name(f"{path.name}.plain")
    if is_plain(path):
        for old in (copy, copy.with_name(f"{copy.name}-journal"), copy.with_name(f"{copy.name}-wal")):
            old.unlink(missing_ok=True)
        _copy_sealed(path, copy, key, journal_of)
        path.rename(plain)
        sync_folder(path.parent)
    if plain.exists():
        if not path.exists():
            copy.rename(path)
            sync_folder(path.parent)
        erase(plain)


def _copy_sealed(path: Path, copy: Path, key: bytes, journal_of: SiteFolder | None) -> None:
    with contextlib.closing(connect(path, durable=True, key=None)) as conn:
        before = _inventory(conn, journal_of)
        conn.execute(f'ATTACH DATABASE ? AS sealed KEY "{raw_key(key)}"', (str(copy),))
        conn.execute("SELECT sqlcipher_export('sealed')").fetchall()
        for name in ("user_version", "application_id"):
            (number,) = conn.execute(f"PRAGMA main.{name}").fetchone()
            conn.execute(f"PRAGMA sealed.{name}={number}")
        conn.execute("DETACH DATABASE sealed")
        _make_durable(copy)
        _prove(copy, key, before, journal_of)
        _empty_log(conn, path)


_Inventory = tuple[dict[str, int], Verdict | None]


def _prove(copy: Path, key: bytes, before: _Inventory, journal_of: SiteFolder | None) -> None:
    path = copy.with_suffix("")
    with contextlib.closing(connect(copy, durable=True, key=key)) as conn:
        if damaged_pages(conn, copy):
            raise NotSealed(path, "its encrypted copy cannot be read back")
        said = conn.execute("PRAGMA integrity_check(1)").fetchone()
        if said != ("ok",):
            raise NotSealed(path, f"its encrypted copy is not in order ({said[0]})")
        if _inventory(conn, journal_of) != before:
            raise NotSealed(path, "its encrypted copy does not hold the same")


def _inventory(conn: Connection, journal_of: SiteFolder | None) -> _Inventory:
    """Return how many rows there are in every table, and what a walk through the journal finds."""
    names = [
        name
        for (name,) in conn.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name"
        )
    ]
    rows = {}
    for name in names:
        quoted = name.replace('"', '""')
        (rows[name],) = conn.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()  # noqa: S608 - a name of ours
    if journal_of is None or not rows.get("journal"):
        return rows, None
    key = load_or_make(journal_of, may_make=False)
    return rows, verify(conn, public_key=key.public_hex)


def _make_durable(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
    sync_folder(path.parent)


def _empty_log(conn: Connection, path: Path) -> None:
    """Carry the write-ahead log over into the database in clear, and overwrite it where it lies.

    SQLite would remove it as it is. Once all of it is carried over nobody reads it again, and one of zeros
    is taken for none.
    """
    busy, _, _ = conn.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
    if busy:
        raise OperationalError("database is locked")
    log = path.with_name(f"{path.name}-wal")
    if log.exists():
        with log.open("r+b") as file:
            overwrite(file)


def _seal_evidence(folder: SiteFolder) -> None:
    evidence = EvidenceFolder(folder.evidence, folder.keys().key_of("evidence"))
    for path in sorted(folder.evidence.glob("??/*")):
        if path.suffix == SUFFIX or path.name.startswith("."):
            continue
        evidence.keep_as(path.name, path.read_bytes())
        erase(path)
