"""Hands a case out of an open station as an evidence bundle, journalled before it has its name."""

import contextlib
from dataclasses import replace
from functools import partial
from pathlib import Path

from borderpost.domain.officer import Officer
from borderpost.store import bundle
from borderpost.store.engine import snapshot
from borderpost.store.files import sync_folder
from borderpost.store.site import StationStore
from borderpost.work.documenting import record_bundle


def inspection_numbered(store: StationStore, number_or_id: str) -> str:
    """Return the inspection that bears a report's number, or this id; raise bundle.NoCase."""
    with contextlib.closing(store.folder.connect_record(readonly=True)) as conn:
        return bundle.find_case(conn, number_or_id)


def export_bundle(
    store: StationStore, inspection: str, path: Path, *, program: str, officer: Officer | None = None
) -> bundle.Written:
    """Write the evidence bundle of a case under a path; `officer` is empty where the station itself does it.

    The newest checkpoint is of this moment. Waits for the writer, so it is neither for its thread nor for the
    GUI's. Raises bundle.NoCase, Refused, plain_zip.TooLarge, OSError; then there is no file.
    """
    store.submit(lambda tx: tx.checkpoint()).result()
    with contextlib.closing(store.folder.connect_record(readonly=True)) as conn, snapshot(conn):
        gathered = bundle.gather(conn, inspection)
    unnamed = path.with_name(f".{path.name}.new")
    try:
        written = bundle.write(
            gathered,
            unnamed,
            evidence=store.evidence,
            station=store.station,
            program=program,
            made_at=store.now(),
            sign=store.sign_text,
        )
        record = partial(record_bundle, officer=officer, inspection=inspection, sha256=written.sha256)
        store.submit(record).result()
        unnamed.replace(path)
    finally:
        unnamed.unlink(missing_ok=True)
    sync_folder(path.parent)
    return replace(written, path=path)
