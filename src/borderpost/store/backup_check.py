"""Proves a backup: every page, every entry, every file, and every photograph that the journal names."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from borderpost.domain.acts import DocumentKept, PhotographTaken, UnknownAct, act_of
from borderpost.domain.entry import BadEntry, decode_body
from borderpost.store.backup_files import CopyFailed, listed_of
from borderpost.store.backup_manifest import BadBackup, Manifest, read_manifest
from borderpost.store.backup_places import evidence_of
from borderpost.store.engine import DatabaseError
from borderpost.store.evidence import EvidenceFolder
from borderpost.store.folder import SiteFolder
from borderpost.store.journal import Head
from borderpost.store.page_check import damaged_pages
from borderpost.store.verify import SENTENCES, verify
from borderpost.work.ports import LostEvidence

_PHOTOGRAPH, _DOCUMENT = b'"kind":"photograph_taken"', b'"kind":"document_kept"'


def check_record(copy: Path, folder: SiteFolder, public_key: str) -> Head:
    """Prove the copy of a record and return where its journal ends; raise BadBackup where it is not whole.

    `folder` is the one whose vault opens it.
    """
    try:
        with contextlib.closing(folder.connect(copy, named="record.db", readonly=True)) as conn:
            if pages := damaged_pages(conn, copy):
                raise BadBackup(f"{copy}: the copy is damaged (pages {', '.join(map(str, pages))})")
            (said,) = conn.execute("PRAGMA quick_check(1)").fetchone()
            if said != "ok":
                raise BadBackup(f"{copy}: the copy is not in order ({said})")
            verdict = verify(conn, public_key=public_key)
    except DatabaseError as error:
        raise BadBackup(f"{copy}: the copy cannot be read ({error})") from error
    if verdict.fault is not None:
        raise BadBackup(f"{copy}: entry {verdict.wrong} is wrong: {SENTENCES[verdict.fault]}")
    return Head(verdict.last, verdict.head_hash)


def photographs_in(folder: SiteFolder, record: Path) -> frozenset[str]:
    """Return the SHA-256 of every photograph, and of every document handed in, that a journal names."""
    found = set()
    with contextlib.closing(folder.connect(record, named="record.db", readonly=True)) as conn:
        for (body,) in conn.execute(
            "SELECT body FROM journal WHERE instr(body, ?) > 0 OR instr(body, ?) > 0",
            (_PHOTOGRAPH, _DOCUMENT),
        ):
            with contextlib.suppress(BadEntry, UnknownAct):
                act = act_of(decode_body(body))
                if isinstance(act, PhotographTaken | DocumentKept):
                    found.add(act.sha256)
    return frozenset(found)


def check_files(copy: Path, *, progress: Callable[[int, int], None] | None = None) -> Manifest:
    """Compare every file of a backup with its manifest; raise BadBackup naming the first that is wrong."""
    manifest = read_manifest(copy)
    evidence = evidence_of(copy)
    everything = [(copy / name, listed) for name, listed in manifest.files.items()]
    everything += [(evidence / name, listed) for name, listed in manifest.evidence.items()]
    for number, (path, listed) in enumerate(everything, 1):
        try:
            found = listed_of(path, at_target=True)
        except CopyFailed as error:
            raise BadBackup(f"{path}: it is missing or cannot be read ({error.detail})") from error
        if found != listed:
            raise BadBackup(f"{path}: it is no longer what was backed up")
        if progress is not None:
            progress(number, len(everything))
    return manifest


def check_copy(folder: SiteFolder, manifest: Manifest) -> None:
    """Prove the record of a backup, whose vault is open in `folder`; raise BadBackup where it is not."""
    head = check_record(folder.record, folder, manifest.public_key)
    if (head.sequence, head.hash) != (manifest.sequence, manifest.hash):
        raise BadBackup(f"{folder.root}: the journal does not end where the backup says")


def photographs_missing(copy: Path, folder: SiteFolder) -> tuple[str, ...]:
    """Return the SHA-256 of the photographs that the journal names and the backup cannot show."""
    kept = EvidenceFolder(evidence_of(copy), folder.keys().key_of("evidence"))
    missing = []
    for sha256 in sorted(photographs_in(folder, copy / "record.db")):
        try:
            kept.read(sha256)
        except LostEvidence:
            missing.append(sha256)
    return tuple(missing)
