"""Gives the station another signing key: the journal names it under the old one, then it takes its place.

Killed at any moment, the journal tells which of the two keys is in force.
"""

import contextlib
from datetime import datetime, timedelta

from borderpost.domain.acts import KeyRotated
from borderpost.store import checkpoints, journal, projections
from borderpost.store.engine import Connection, immediate
from borderpost.store.erasing import erase
from borderpost.store.files import sync_folder
from borderpost.store.folder import SiteFolder
from borderpost.store.keys import NoStationKey, StationKey, load_next, load_or_make, make_next, next_path
from borderpost.store.record_schema import migrate_record


def key_in_force(folder: SiteFolder, record: Connection, *, may_make: bool = False) -> StationKey:
    """Return the key that the journal says is in force, where this folder holds it; else the one it holds.

    Raise NoStationKey where there is none; `may_make` as in `load_or_make`.
    """
    key = load_or_make(folder, may_make=may_make)
    named = journal.signing_key(record)
    if named and named != key.public_hex:
        follows = load_next(folder)
        if follows is not None and follows.public_hex == named:
            return follows
    return key


def settle(folder: SiteFolder, key: StationKey) -> None:
    """Put the key in force into its place, where a change of keys was interrupted; drop one never named."""
    follows = load_next(folder)
    if follows is None:
        return
    if follows.public_hex == key.public_hex:
        erase(folder.key)
        next_path(folder).replace(folder.key)
        sync_folder(folder.key.parent)
    else:
        erase(next_path(folder))


def rotate(folder: SiteFolder, *, at: datetime, reason: str) -> StationKey:
    """Let the station sign with a new key from now on; the caller holds the folder's lock.

    The old key signs a checkpoint of all that it signed, and the entry that names the new one; then it is
    erased. What is found later under the old key is refused. Raise NoStationKey where there is no journal.
    """
    offset = int((at.utcoffset() or timedelta(0)).total_seconds() // 60)
    if not folder.record.is_file():
        raise NoStationKey(f"{folder.root}: there is no journal yet in which a key could be named")
    with contextlib.closing(folder.connect_record()) as record:
        migrate_record(record)
        old = key_in_force(folder, record)
        settle(folder, old)
        new = make_next(folder)
        with immediate(record):
            first = next(journal.entries(record))
            checkpoints.sign(record, key=old, station=first.station, at=at)
            entry = journal.append(
                record,
                key=old,
                station=first.station,
                officer="",
                at=at,
                offset_minutes=offset,
                act=KeyRotated(public_key=new.public_hex, reason=reason),
            )
            projections.project(record, entry)
            checkpoints.sign(record, key=new, station=first.station, at=at)
    settle(folder, new)
    return new
